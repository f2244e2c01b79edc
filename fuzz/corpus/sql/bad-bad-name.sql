-- SPDX-License-Identifier: EUPL-1.2
-- want: 4: error: `Size` is no name
-- a_b :one
-- in: Size int64
-- out: id id
SELECT $1;

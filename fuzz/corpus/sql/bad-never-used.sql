-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b`: $2 (y) is never used
-- a_b :one
-- in: x text, y text
-- out: id id
SELECT $1;

-- SPDX-License-Identifier: EUPL-1.2
-- want: 4: error: `x` has no type
-- a_b :one
-- in: x
-- out: id id
SELECT $1;

-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b`: $2 (cost) is never used
-- a_b :one
-- in: cost money, y text
-- out: id id
SELECT $1, $3;

-- SPDX-License-Identifier: EUPL-1.2
-- want: 4: error: `x` is declared twice
-- a_b :one
-- in: x int64, x text
-- out: id id
SELECT $1, $2;

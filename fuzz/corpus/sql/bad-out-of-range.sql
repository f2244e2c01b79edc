-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b`: $2 is out of range: in: declares 1 value
-- a_b :one
-- in: x text
-- out: id id
SELECT $1, $2;

-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b`: $1 is out of range: in: declares 0 values
-- a_b :one
-- out: id id
SELECT $1;

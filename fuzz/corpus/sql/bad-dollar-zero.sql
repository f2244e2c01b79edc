-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b`: $0 is out of range
-- a_b :one
-- in: x text
-- out: id id
SELECT $0, $1;

-- SPDX-License-Identifier: EUPL-1.2
-- want: 4: error: `x int64?`: type int64 has no value for none
-- a_b :one
-- in: x int64?
-- out: id id
SELECT $1, $2;

-- SPDX-License-Identifier: EUPL-1.2
-- want: 4: error: `x eur?`: type eur has no value for none
-- a_b :one
-- in: x eur?
-- out: id id
SELECT $1, $2;

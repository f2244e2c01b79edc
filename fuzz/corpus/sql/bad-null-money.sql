-- SPDX-License-Identifier: EUPL-1.2
-- want: 4: error: `x money?`: type money has no value for none
-- a_b :one
-- in: x money?
-- out: id id
SELECT $1, $2;

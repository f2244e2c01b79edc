-- SPDX-License-Identifier: EUPL-1.2
-- want: 4: error: `x e3?`: type e3 has no value for none
-- a_b :one
-- in: x e3?
-- out: id id
SELECT $1, $2;

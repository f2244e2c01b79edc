-- SPDX-License-Identifier: EUPL-1.2
-- want: 4: error: `x e6?`: type e6 has no value for none
-- a_b :one
-- in: x e6?
-- out: id id
SELECT $1, $2;

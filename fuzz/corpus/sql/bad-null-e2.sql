-- SPDX-License-Identifier: EUPL-1.2
-- want: 4: error: `x e2?`: type e2 has no value for none
-- a_b :one
-- in: x e2?
-- out: id id
SELECT $1, $2;

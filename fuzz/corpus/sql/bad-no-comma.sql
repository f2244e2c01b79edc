-- SPDX-License-Identifier: EUPL-1.2
-- want: 4: error: expected a comma after `x text`
-- a_b :one
-- in: x text y text
-- out: id id
SELECT $1, $2;

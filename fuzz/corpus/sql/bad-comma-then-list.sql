-- SPDX-License-Identifier: EUPL-1.2
-- want: 5: error: the list of the line above ends with a comma
-- a_b :one
-- in: x text,
-- out: id id
SELECT $1;

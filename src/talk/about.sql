-- SPDX-License-Identifier: EUPL-1.2
-- What a thing is about. Who changes the thing audits it.

-- about_add :insert unaudited
-- in: from_type text, from id, to_type text, to id
INSERT INTO about (from_type, from_id, to_type, to_id) VALUES ($1, $2, $3, $4)
ON CONFLICT (from_type, from_id, to_type, to_id) DO NOTHING RETURNING id;

-- about_clear :exec unaudited
-- in: from_type text, from id
DELETE FROM about WHERE from_type = $1 AND from_id = $2;

-- about_to_list :many
-- in: from_type text, from id
-- out: kind text, thing id
SELECT to_type, to_id FROM about WHERE from_type = $1 AND from_id = $2 ORDER BY to_type, to_id;

-- about_from_list :many
-- in: to_type text, to id
-- row: about_to_list
SELECT from_type, from_id FROM about WHERE to_type = $1 AND to_id = $2 ORDER BY from_type, from_id;

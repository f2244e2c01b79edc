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

-- about_candidates :many
-- What of a project something can be about.
-- in: project id
-- out: kind text, thing id, code text, title text, place int64 hidden
SELECT 'project', p.id, p.code, p.title, CAST(0 AS BIGINT) FROM project p WHERE p.id = $1
 UNION ALL
SELECT 'component', c.id, CAST(c.no AS text), c.title, c.no FROM component c WHERE c.project_id = $1
 UNION ALL
SELECT 'activity', a.id, a.code, a.title, CAST(0 AS BIGINT) FROM activity a WHERE a.project_id = $1
 UNION ALL
SELECT 'budget_line', l.id, l.code, l.title, l.position FROM budget_line l WHERE l.project_id = $1
 UNION ALL
SELECT 'partner', p.id, o.short_name, o.name, p.position
  FROM partner p JOIN organisation o ON o.id = p.organisation_id WHERE p.project_id = $1
 ORDER BY 1, 5, 3;

-- SPDX-License-Identifier: EUPL-1.2
-- The register of decisions. No statement changes one.

-- decision_get :one
-- All that the digest is taken over, in its order; and the digest.
-- in: decision id
-- out: id id, project id, no int64, title text, body id, from_type text, from_id id, outcome text,
--     rule text, figures text, decided text, reasons text, dissent text, mandate text,
--     decided_on date, recorded_at stamp, recorded_by id, supersedes id, sha text
SELECT id, project_id, no, title, body_id, from_type, from_id, outcome, rule, figures, decided,
       reasons, dissent, mandate, decided_on, recorded_at, recorded_by, supersedes_id, content_sha
  FROM decision WHERE id = $1;

-- decision_owner :opt
-- in: decision id
-- out: project id, no int64, title text
SELECT project_id, no, title FROM decision WHERE id = $1;

-- decision_next_no :one
-- The next number; nobody else gets one in this project until the commit.
-- in: project id
-- out: no int64
INSERT INTO decision_count (project_id, last) VALUES ($1, 1)
ON CONFLICT (project_id) DO UPDATE SET last = decision_count.last + 1 RETURNING last;

-- decision_superseded :opt
-- The decision of the project that may be superseded, and the one that did so.
-- in: project id, decision id
-- out: no int64, by_no int64
SELECT d.no, COALESCE((SELECT s.no FROM decision s WHERE s.supersedes_id = d.id), 0)
  FROM decision d WHERE d.project_id = $1 AND d.id = $2;

-- decision_body_ok :opt
-- in: project id, body id
-- out: id id
SELECT id FROM body WHERE project_id = $1 AND id = $2;

-- decision_add_row :insert
-- in: project id, no int64, title text, body id?, from_type text, from id?, outcome text,
--     rule text, figures text, decided text, reasons text, dissent text, mandate text,
--     decided_on date, at stamp, by id?, supersedes id?, sha text, search_key text
INSERT INTO decision (project_id, no, title, body_id, from_type, from_id, outcome, rule, figures,
                      decided, reasons, dissent, mandate, decided_on, recorded_at, recorded_by,
                      supersedes_id, content_sha, search_key)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
RETURNING id;

-- decision_about_add :exec
-- in: decision id, to_type text, to_id id
INSERT INTO about (from_type, from_id, to_type, to_id) VALUES ('decision', $1, $2, $3)
ON CONFLICT DO NOTHING;

-- decision_abouts :many
-- in: decision id
-- out: type text, id id
SELECT to_type, to_id FROM about WHERE from_type = 'decision' AND from_id = $1
 ORDER BY to_type, to_id;

-- decision_readers :many
-- The coordinators of the partners who can sign in, each once.
-- in: project id
-- out: id id
SELECT DISTINCT a.id FROM account_role x JOIN account a ON a.id = x.account_id
 WHERE x.project_id = $1 AND x.role IN ('lead_coordinator', 'partner_coordinator')
   AND a.state = 'active' ORDER BY a.id;

-- decision_facts :one
-- Names that the sentences about a decision need.
-- in: decision id
-- out: code text, body text?
SELECT p.code, b.name FROM decision d
  JOIN project p ON p.id = d.project_id
  LEFT JOIN body b ON b.id = d.body_id
 WHERE d.id = $1;

-- decision_numbers :many
-- For the check of an installation: all of them, by project and number.
-- out: id id, project text, no int64, last int64
SELECT d.id, p.code, d.no, COALESCE(c.last, 0) FROM decision d
  JOIN project p ON p.id = d.project_id
  LEFT JOIN decision_count c ON c.project_id = d.project_id
 ORDER BY d.project_id, d.no;

-- decision_register :many
-- The last first. About a component or a partner is also what is about its activities; about the
-- project is all.
-- in: project id, outcome text?, body id?, year text?, about_type text?, about_id id?, q text?,
--     below int64, count int64
-- out: id id, no int64, title text, body_id id, body text?, outcome text, rule text, decided text,
--     decided_on date, supersedes int64, superseded_by int64, tasks_open int64, tasks int64
SELECT d.id, d.no, d.title, d.body_id, b.name, d.outcome, d.rule, d.decided, d.decided_on,
       COALESCE((SELECT o.no FROM decision o WHERE o.id = d.supersedes_id), 0),
       COALESCE((SELECT s.no FROM decision s WHERE s.supersedes_id = d.id), 0),
       (SELECT COUNT(*) FROM task t WHERE t.from_type = 'decision' AND t.from_id = d.id
           AND t.state = 'open'),
       (SELECT COUNT(*) FROM task t WHERE t.from_type = 'decision' AND t.from_id = d.id)
  FROM decision d LEFT JOIN body b ON b.id = d.body_id
 WHERE d.project_id = $1 AND ($2 IS NULL OR d.outcome = $2) AND ($3 IS NULL OR d.body_id = $3)
   AND ($4 IS NULL OR substr(d.decided_on, 1, 4) = $4)
   AND ($5 IS NULL OR ($5 = 'project' AND $6 = $1) OR EXISTS (
        SELECT 1 FROM about a WHERE a.from_type = 'decision' AND a.from_id = d.id
           AND ((a.to_type = $5 AND ($6 IS NULL OR a.to_id = $6))
                OR (a.to_type = 'activity' AND a.to_id IN (
                    SELECT y.id FROM activity y WHERE ($5 = 'component' AND y.component_id = $6)
                        OR ($5 = 'partner' AND y.partner_id = $6))))))
   AND ($7 IS NULL OR d.search_key LIKE '%' || $7 || '%' ESCAPE '!')
   AND d.no < $8
 ORDER BY d.no DESC LIMIT $9;

-- decision_years :many
-- in: project id
-- out: year text
SELECT DISTINCT substr(decided_on, 1, 4) AS year FROM decision WHERE project_id = $1
 ORDER BY year DESC;

-- decision_bodies :many
-- in: project id
-- out: id id, name text
SELECT id, name FROM body WHERE project_id = $1 ORDER BY sort_key, id;

-- decision_in_force :many
-- Those that may be superseded.
-- in: project id
-- out: id id, no int64, title text
SELECT d.id, d.no, d.title FROM decision d
 WHERE d.project_id = $1 AND NOT EXISTS (SELECT 1 FROM decision s WHERE s.supersedes_id = d.id)
 ORDER BY d.no DESC LIMIT 500;

-- decision_about_choices :many
-- What can be decided about: the project, its components, partners, activities, budget lines.
-- in: project id
-- out: type text, id id, label text
SELECT type, id, label FROM (
    SELECT 1 AS place, 0 AS position, 'project' AS type, p.id AS id, p.code AS label
      FROM project p WHERE p.id = $1
    UNION ALL
    SELECT 2, c.no, 'component', c.id, c.title FROM component c WHERE c.project_id = $1
    UNION ALL
    SELECT 3, q.position, 'partner', q.id, o.short_name FROM partner q
      JOIN organisation o ON o.id = q.organisation_id WHERE q.project_id = $1
    UNION ALL
    SELECT 4, c.no, 'activity', y.id, y.code || ' ' || y.title FROM activity y
      JOIN component c ON c.id = y.component_id WHERE y.project_id = $1
    UNION ALL
    SELECT 5, l.position, 'budget_line', l.id, l.code || ' ' || l.title FROM budget_line l
     WHERE l.project_id = $1
) x ORDER BY place, position, label;

-- decision_page :one
-- The names around a decision.
-- in: decision id
-- out: code text, body text?, recorded_by text?, supersedes_no int64, superseded_by id,
--     superseded_by_no int64
SELECT p.code, b.name, a.name, COALESCE(o.no, 0), s.id, COALESCE(s.no, 0)
  FROM decision d
  JOIN project p ON p.id = d.project_id
  LEFT JOIN body b ON b.id = d.body_id
  LEFT JOIN account a ON a.id = d.recorded_by
  LEFT JOIN decision o ON o.id = d.supersedes_id
  LEFT JOIN decision s ON s.supersedes_id = d.id
 WHERE d.id = $1;

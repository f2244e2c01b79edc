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

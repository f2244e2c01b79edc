-- SPDX-License-Identifier: EUPL-1.2
-- Tasks: who does what until when.

-- task_get :one
-- in: task id
-- out: id id, project id, title text, note text, from_type text, from_id id, organisation id,
--     account id, due_on date?, state text, outcome text, created_at stamp, created_by id,
--     done_at stamp?, done_by id, version int64
SELECT id, project_id, title, note, from_type, from_id, organisation_id, account_id, due_on, state,
       outcome, created_at, created_by, done_at, done_by, version
  FROM task WHERE id = $1;

-- task_owner :opt
-- in: task id
-- out: project id, title text
SELECT project_id, title FROM task WHERE id = $1;

-- task_organisation_ok :opt
-- An organisation that has a part in the project.
-- in: project id, organisation id
-- out: id id
SELECT organisation_id FROM partner WHERE project_id = $1 AND organisation_id = $2;

-- task_account_ok :opt
-- A person who can sign in and has a part in the project, and for which organisation.
-- in: project id, account id
-- out: organisation id
SELECT COALESCE(MIN(x.organisation_id), 0) FROM account_role x JOIN account a ON a.id = x.account_id
 WHERE x.project_id = $1 AND x.account_id = $2 AND a.state = 'active' HAVING COUNT(*) > 0;

-- task_add_row :insert
-- in: project id, title text, note text, from_type text, from id?, organisation id?, account id?,
--     due_on date?, at stamp, by id?, search_key text
INSERT INTO task (project_id, title, note, from_type, from_id, organisation_id, account_id, due_on,
                  state, created_at, created_by, search_key)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10, $11) RETURNING id;

-- task_set_row :change
-- in: id id, version int64, title text, note text, organisation id?, account id?, due_on date?,
--     search_key text
UPDATE task SET title = $3, note = $4, organisation_id = $5, account_id = $6, due_on = $7,
       search_key = $8, version = version + 1
 WHERE id = $1 AND version = $2;

-- task_set_state :change
-- in: id id, version int64, state text, outcome text, at stamp?, by id?
UPDATE task SET state = $3, outcome = $4, done_at = $5, done_by = $6, version = version + 1
 WHERE id = $1 AND version = $2;

-- task_people :many
-- Who is told of a task: its owner, else the coordinators of the organisation that has it.
-- in: task id
-- out: id id
SELECT DISTINCT a.id
  FROM task t
  JOIN account_role x ON x.project_id = t.project_id
   AND (x.account_id = t.account_id
        OR (t.account_id IS NULL AND x.organisation_id = t.organisation_id
            AND x.role IN ('lead_coordinator', 'partner_coordinator')))
  JOIN account a ON a.id = x.account_id
 WHERE t.id = $1 AND a.state = 'active' ORDER BY a.id;

-- task_facts :one
-- Names that the sentences about a task need.
-- in: task id
-- out: code text, organisation text?, account text?
SELECT p.code, o.short_name, a.name FROM task t
  JOIN project p ON p.id = t.project_id
  LEFT JOIN organisation o ON o.id = t.organisation_id
  LEFT JOIN account a ON a.id = t.account_id
 WHERE t.id = $1;

-- task_soon :many
-- Open ones of which nobody was reminded before their date.
-- in: today date, until date
-- out: id id, project id, due_on date
SELECT id, project_id, due_on FROM task
 WHERE state = 'open' AND due_on >= $1 AND due_on <= $2
   AND (soon_for IS NULL OR soon_for <> due_on)
 ORDER BY id LIMIT 500;

-- task_late :many
-- in: today date
-- row: task_soon
SELECT id, project_id, due_on FROM task
 WHERE state = 'open' AND due_on < $1 AND (late_for IS NULL OR late_for <> due_on)
 ORDER BY id LIMIT 500;

-- task_set_soon :exec unaudited
-- in: task id, due_on date
UPDATE task SET soon_for = $2 WHERE id = $1;

-- task_set_late :exec unaudited
-- in: task id, due_on date
UPDATE task SET late_for = $2 WHERE id = $1;

-- task_list :many
-- What is open first, by its date; what is done after it, the last first.
-- in: project id, state text?, late_before date?, account id?, organisation id?, from_type text?,
--     from id?, q text?, count int64
-- out: id id, title text, organisation text?, account text?, account_id id, due_on date?,
--     state text, outcome text, from_type text, from_id id, created_at stamp, done_at stamp?,
--     version int64
SELECT t.id, t.title, o.short_name, a.name, t.account_id, t.due_on, t.state, t.outcome,
       t.from_type, t.from_id, t.created_at, t.done_at, t.version
  FROM task t
  LEFT JOIN organisation o ON o.id = t.organisation_id
  LEFT JOIN account a ON a.id = t.account_id
 WHERE t.project_id = $1 AND ($2 IS NULL OR t.state = $2)
   AND ($3 IS NULL OR (t.state = 'open' AND t.due_on < $3))
   AND ($4 IS NULL OR t.account_id = $4) AND ($5 IS NULL OR t.organisation_id = $5)
   AND ($6 IS NULL OR (t.from_type = $6 AND t.from_id = $7))
   AND ($8 IS NULL OR t.search_key LIKE '%' || $8 || '%' ESCAPE '!')
 ORDER BY CASE t.state WHEN 'open' THEN 0 ELSE 1 END, COALESCE(t.done_at, '') DESC,
          CASE WHEN t.due_on IS NULL THEN 1 ELSE 0 END, t.due_on, t.id
 LIMIT $9;

-- task_page :one
-- The names around a task.
-- in: task id
-- out: code text, organisation text?, account text?, created_by text?, done_by text?
SELECT p.code, o.short_name, a.name, c.name, d.name FROM task t
  JOIN project p ON p.id = t.project_id
  LEFT JOIN organisation o ON o.id = t.organisation_id
  LEFT JOIN account a ON a.id = t.account_id
  LEFT JOIN account c ON c.id = t.created_by
  LEFT JOIN account d ON d.id = t.done_by
 WHERE t.id = $1;

-- task_who :many
-- Organisations of the project, and the people who can do something for them.
-- in: project id
-- out: organisation id, short_name text, account id, name text?
SELECT DISTINCT o.id, o.short_name, a.id, a.name
  FROM partner q
  JOIN organisation o ON o.id = q.organisation_id
  LEFT JOIN account_role x ON x.project_id = q.project_id AND x.organisation_id = o.id
  LEFT JOIN account a ON a.id = x.account_id AND a.state = 'active'
 WHERE q.project_id = $1 ORDER BY o.short_name, a.name, a.id;

-- task_counts :one
-- For the reader's own first page.
-- in: project id, account id, today date
-- out: open int64, late int64
SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN due_on < $3 THEN 1 ELSE 0 END), 0) AS BIGINT)
  FROM task WHERE project_id = $1 AND account_id = $2 AND state = 'open';

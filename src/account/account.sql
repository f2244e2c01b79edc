-- SPDX-License-Identifier: EUPL-1.2
-- Accounts and the roles they hold.

-- account_by_id :one
-- in: account id
-- out: id id, name text, email text, lang text, state text, is_demo flag
SELECT id, name, email, lang, state, is_demo FROM account WHERE id = $1;

-- account_by_key :opt
-- in: email_key text
-- row: account_by_id
SELECT id, name, email, lang, state, is_demo FROM account WHERE email_key = $1;

-- account_secret :opt
-- What a sign-in is checked against.
-- in: email_key text
-- out: id id hidden, password_hash text? hidden, state text hidden
SELECT id, password_hash, state FROM account WHERE email_key = $1;

-- account_secret_of :one
-- in: account id
-- row: account_secret
SELECT id, password_hash, state FROM account WHERE id = $1;

-- account_insert :insert
-- in: email text, email_key text, name text, sort_key text, lang text, state text,
--     is_demo flag, created_at stamp
INSERT INTO account (email, email_key, name, sort_key, lang, state, is_demo, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id;

-- account_set_state :change
-- in: account id, state text
UPDATE account SET state = $2, version = version + 1 WHERE id = $1;

-- account_set_profile :change
-- in: account id, name text, sort_key text, lang text
UPDATE account SET name = $2, sort_key = $3, lang = $4, version = version + 1 WHERE id = $1;

-- account_set_password :change
-- in: account id, password_hash text, state text
UPDATE account SET password_hash = $2, state = $3, version = version + 1 WHERE id = $1;

-- account_role_insert :insert
-- in: account id, role text, project id?, organisation id?, granted_at stamp, granted_by id?
INSERT INTO account_role (account_id, role, project_id, organisation_id, granted_at, granted_by)
VALUES ($1, $2, $3, $4, $5, $6) RETURNING id;

-- account_role_by_id :one
-- in: role_id id
-- out: id id, account id, role text, project id, organisation id
SELECT id, account_id, role, project_id, organisation_id FROM account_role WHERE id = $1;

-- account_role_of :many
-- in: account id
-- row: account_role_by_id
SELECT id, account_id, role, project_id, organisation_id FROM account_role
 WHERE account_id = $1 ORDER BY id;

-- account_role_delete :change
-- in: role_id id
DELETE FROM account_role WHERE id = $1;

-- account_other_administrators :one
-- Active administrators besides one account: somebody must be left.
-- in: account id
-- out: n int64
SELECT COUNT(DISTINCT a.id) FROM account a JOIN account_role r ON r.account_id = a.id
 WHERE r.role = 'administrator' AND a.state = 'active' AND a.id <> $1;

-- account_partner_of :opt
-- The partner row of an organisation in a project.
-- in: project id, organisation id
-- out: id id, role text
SELECT id, role FROM partner WHERE project_id = $1 AND organisation_id = $2;

-- account_lead_of :opt
-- in: project id
-- out: organisation id
SELECT organisation_id FROM partner WHERE project_id = $1 AND role = 'lead';

-- account_listed :many
-- A row a role held (one with an empty role for an account that has none), by folded name;
-- ${count} accounts.
-- in: q text?, state text?, after_key text, after_id int64, count int64
-- out: id id, name text, email text, lang text, state text, is_demo flag, created_at stamp,
--      seen_at stamp?, role_id id, role text?, project_id id, project text?,
--      organisation_id id, organisation text?, sort_key text hidden
SELECT a.id, a.name, a.email, a.lang, a.state, a.is_demo, a.created_at, a.seen_at,
       r.id, r.role, r.project_id, p.code, r.organisation_id, o.short_name, a.sort_key
  FROM (SELECT id, name, email, lang, state, is_demo, created_at, sort_key,
               (SELECT MAX(s.seen_at) FROM session s WHERE s.account_id = account.id) AS seen_at
          FROM account
         WHERE ($1 IS NULL OR sort_key LIKE $1 ESCAPE '!') AND ($2 IS NULL OR state = $2)
           AND (sort_key, id) > ($3, $4)
         ORDER BY sort_key, id LIMIT $5) a
  LEFT JOIN account_role r ON r.account_id = a.id
  LEFT JOIN project p ON p.id = r.project_id
  LEFT JOIN organisation o ON o.id = r.organisation_id
 ORDER BY a.sort_key, a.id, r.id;

-- account_people :many
-- Who has a role in one project, and which.
-- in: project id
-- row: account_listed
SELECT a.id, a.name, a.email, a.lang, a.state, a.is_demo, a.created_at,
       (SELECT MAX(s.seen_at) FROM session s WHERE s.account_id = a.id),
       r.id, r.role, r.project_id, p.code, r.organisation_id, o.short_name, a.sort_key
  FROM account_role r
  JOIN account a ON a.id = r.account_id
  JOIN project p ON p.id = r.project_id
  LEFT JOIN organisation o ON o.id = r.organisation_id
 WHERE r.project_id = $1
 ORDER BY a.sort_key, a.id, r.id;

-- account_one :many
-- One account as the lists show it: a row a role held.
-- in: account id
-- row: account_listed
SELECT a.id, a.name, a.email, a.lang, a.state, a.is_demo, a.created_at,
       (SELECT MAX(s.seen_at) FROM session s WHERE s.account_id = a.id),
       r.id, r.role, r.project_id, p.code, r.organisation_id, o.short_name, a.sort_key
  FROM account a
  LEFT JOIN account_role r ON r.account_id = a.id
  LEFT JOIN project p ON p.id = r.project_id
  LEFT JOIN organisation o ON o.id = r.organisation_id
 WHERE a.id = $1
 ORDER BY r.id;

-- account_demo :many
-- The people of the demonstration, by organisation and role; those of no organisation last.
-- out: id id, name text, role text, organisation text?, project text?
SELECT a.id, a.name, r.role, o.short_name, p.code
  FROM account a
  JOIN account_role r ON r.account_id = a.id
  LEFT JOIN organisation o ON o.id = r.organisation_id
  LEFT JOIN project p ON p.id = r.project_id
  LEFT JOIN partner n ON n.project_id = r.project_id AND n.organisation_id = r.organisation_id
 WHERE a.is_demo = 1 AND a.state = 'active'
 ORDER BY n.position NULLS LAST, o.sort_key NULLS LAST, r.id;

-- account_projects :many
-- What a role can be given for.
-- out: id id, code text, title text
SELECT id, code, title FROM project ORDER BY code, id;

-- account_organisations :many
-- All organisations, or the partners of one project.
-- in: project id?
-- out: id id, short_name text, name text
SELECT o.id, o.short_name, o.name FROM organisation o
 WHERE $1 IS NULL
    OR EXISTS (SELECT 1 FROM partner p WHERE p.project_id = $1 AND p.organisation_id = o.id)
 ORDER BY o.sort_key, o.id;

-- account_project_named :opt
-- in: code text
-- out: id id
SELECT id FROM project WHERE code = $1;

-- account_organisation_named :opt
-- in: short_name text
-- out: id id
SELECT id FROM organisation WHERE short_name = $1;

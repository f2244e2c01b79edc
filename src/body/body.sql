-- SPDX-License-Identifier: EUPL-1.2
-- Bodies of a project and who sits in them.

-- body_get :one
-- in: body id
-- out: id id, project id, kind text, name text, purpose text, quorum e2, rule text,
--     closed_on date?, version int64
SELECT id, project_id, kind, name, purpose, quorum_e2, rule, closed_on, version FROM body
 WHERE id = $1;

-- body_owner :opt
-- in: body id
-- out: project id, name text
SELECT project_id, name FROM body WHERE id = $1;

-- body_list :many
-- Open ones first; seats and votes as they are on that day.
-- in: project id, on date
-- out: id id, kind text, name text, purpose text, quorum e2, rule text, closed_on date?,
--     seats int64, votes int64, observers int64, next_meeting int64
SELECT b.id, b.kind, b.name, b.purpose, b.quorum_e2, b.rule, b.closed_on,
       (SELECT COUNT(*) FROM mandate m WHERE m.body_id = b.id AND m.weight > 0
           AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2)),
       (SELECT CAST(COALESCE(SUM(m.weight), 0) AS BIGINT) FROM mandate m WHERE m.body_id = b.id
           AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2)),
       (SELECT COUNT(*) FROM mandate m WHERE m.body_id = b.id AND m.role = 'observer'
           AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2)),
       (SELECT COALESCE(MIN(t.id), 0) FROM meeting t WHERE t.body_id = b.id
           AND t.state IN ('proposed', 'invited'))
  FROM body b WHERE b.project_id = $1
 ORDER BY CASE WHEN b.closed_on IS NULL THEN 0 ELSE 1 END, b.sort_key, b.id;

-- body_choices :many
-- in: project id
-- out: id id, name text
SELECT id, name FROM body WHERE project_id = $1 AND closed_on IS NULL ORDER BY sort_key, id;

-- body_add_row :insert
-- in: project id, kind text, name text, purpose text, quorum e2, rule text, sort_key text
INSERT INTO body (project_id, kind, name, purpose, quorum_e2, rule, sort_key)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id;

-- body_named :opt
-- in: project id, name text
-- out: id id
SELECT id FROM body WHERE project_id = $1 AND name = $2;

-- body_set_row :change
-- in: id id, version int64, kind text, name text, purpose text, quorum e2, rule text, sort_key text
UPDATE body SET kind = $3, name = $4, purpose = $5, quorum_e2 = $6, rule = $7, sort_key = $8,
       version = version + 1 WHERE id = $1 AND version = $2;

-- body_set_closed :change
-- in: id id, version int64, closed_on date?
UPDATE body SET closed_on = $3, version = version + 1 WHERE id = $1 AND version = $2;

-- body_rests :one
-- What a body still has before it when it is to be closed.
-- in: body id
-- out: meetings int64
SELECT COUNT(*) FROM meeting WHERE body_id = $1 AND state IN ('proposed', 'invited');

-- body_seats :many
-- Who sits in it on that day; observers (weight 0) come last.
-- in: body id, on date
-- out: id id, organisation id, organisation_name text, account id, name text, email text,
--     role text, weight int64, starts_on date, ends_on date?
SELECT m.id, m.organisation_id, o.short_name, m.account_id, m.name,
       COALESCE(a.email, ''), m.role, m.weight, m.starts_on, m.ends_on
  FROM mandate m
  JOIN organisation o ON o.id = m.organisation_id
  LEFT JOIN account a ON a.id = m.account_id
 WHERE m.body_id = $1 AND m.starts_on <= $2 AND (m.ends_on IS NULL OR m.ends_on >= $2)
 ORDER BY CASE m.role WHEN 'chair' THEN 0 WHEN 'secretary' THEN 1 WHEN 'member' THEN 2 ELSE 3 END,
          o.sort_key, m.id;

-- mandate_get :one
-- in: mandate id
-- out: id id, body id, project id, organisation id, organisation_name text, account id, name text,
--     role text, weight int64, starts_on date, ends_on date?, version int64
SELECT m.id, m.body_id, b.project_id, m.organisation_id, o.short_name, m.account_id, m.name, m.role,
       m.weight, m.starts_on, m.ends_on, m.version
  FROM mandate m JOIN body b ON b.id = m.body_id JOIN organisation o ON o.id = m.organisation_id
 WHERE m.id = $1;

-- mandate_list :many
-- All of them, those of today and those of before.
-- in: body id
-- row: mandate_get
SELECT m.id, m.body_id, b.project_id, m.organisation_id, o.short_name, m.account_id, m.name, m.role,
       m.weight, m.starts_on, m.ends_on, m.version
  FROM mandate m JOIN body b ON b.id = m.body_id JOIN organisation o ON o.id = m.organisation_id
 WHERE m.body_id = $1
 ORDER BY CASE m.role WHEN 'chair' THEN 0 WHEN 'secretary' THEN 1 WHEN 'member' THEN 2 ELSE 3 END,
          o.sort_key, m.starts_on, m.id;

-- mandate_overlaps :many
-- Mandates of the body that run in a time: until NULL is open.
-- in: body id, from_on date, until date?
-- out: id id, organisation id, name text, role text, weight int64
SELECT id, organisation_id, name, role, weight FROM mandate
 WHERE body_id = $1 AND (ends_on IS NULL OR ends_on >= $2) AND ($3 IS NULL OR starts_on <= $3)
 ORDER BY id;

-- mandate_add_row :insert
-- in: body id, organisation id, account id?, name text, role text, weight int64, starts_on date,
--     ends_on date?
INSERT INTO mandate (body_id, organisation_id, account_id, name, role, weight, starts_on, ends_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id;

-- mandate_set_end :change
-- in: id id, version int64, ends_on date?
UPDATE mandate SET ends_on = $3, version = version + 1 WHERE id = $1 AND version = $2;

-- mandate_leads :opt
-- Does the account chair the body or keep its papers on that day?
-- in: body id, account id, on date
-- out: id id
SELECT id FROM mandate
 WHERE body_id = $1 AND account_id = $2 AND role IN ('chair', 'secretary') AND starts_on <= $3
   AND (ends_on IS NULL OR ends_on >= $3) LIMIT 1;

-- body_organisation_ok :opt
-- in: organisation id
-- out: id id
SELECT id FROM organisation WHERE id = $1;

-- body_organisations :many
-- Partners of the project first, then the rest of the network.
-- in: project id
-- out: id id, short_name text, partner int64
SELECT o.id, o.short_name, CASE WHEN p.id IS NULL THEN 0 ELSE 1 END
  FROM organisation o LEFT JOIN partner p ON p.organisation_id = o.id AND p.project_id = $1
 ORDER BY CASE WHEN p.id IS NULL THEN 1 ELSE 0 END, p.position, o.sort_key, o.id;

-- body_people :many
-- Who signs in and acts for an organisation of the project.
-- in: project id
-- out: id id, name text, organisation id, organisation_name text
SELECT a.id, a.name, o.id, o.short_name
  FROM account_role r
  JOIN account a ON a.id = r.account_id
  JOIN organisation o ON o.id = r.organisation_id
 WHERE r.project_id = $1 AND a.state = 'active'
 GROUP BY a.id, a.name, a.sort_key, o.id, o.short_name
 ORDER BY o.short_name, a.sort_key, a.id;

-- body_missed :many
-- Organisations with a vote that were absent, unexcused and unrepresented, at the last two meetings
-- held.
-- in: body id
-- out: organisation id
SELECT p.organisation_id
  FROM meeting_person p
  JOIN meeting t ON t.id = p.meeting_id
 WHERE t.body_id = $1 AND p.weight > 0 AND p.attendance = 'absent' AND p.proxy_id IS NULL
   AND t.id IN (SELECT l.id FROM meeting l WHERE l.body_id = $1
                   AND l.state IN ('held', 'minutes_draft', 'approved')
                 ORDER BY l.starts_at DESC, l.id DESC LIMIT 2)
 GROUP BY p.organisation_id HAVING COUNT(*) = 2
 ORDER BY p.organisation_id;

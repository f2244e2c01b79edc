-- SPDX-License-Identifier: EUPL-1.2
-- Who is invited to a meeting, what they answer, who is there.

-- person_list :many
-- Of whom no organisation is known, the country, and with it the clock, is that of the lead.
-- in: meeting id
-- out: id id, organisation id, organisation_name text, country text hidden, account id, name text,
--     address text, lang text, role text, weight int64, answer text, answered_at stamp?,
--     answered_by text, answered_sequence int64 hidden, attendance text, proxy id, proxy_name text,
--     minutes_say text, minutes_why text, minutes_said_at stamp?, version int64
SELECT p.id, p.organisation_id, COALESCE(o.short_name, ''),
       COALESCE(o.country, (SELECT MIN(x.country) FROM meeting m
           JOIN partner q ON q.project_id = m.project_id AND q.role = 'lead'
           JOIN organisation x ON x.id = q.organisation_id WHERE m.id = p.meeting_id), ''),
       p.account_id, p.name, CASE WHEN a.id IS NULL THEN p.address ELSE a.email END,
       COALESCE(a.lang, p.lang), p.role,
       p.weight, p.answer, p.answered_at, p.answered_by, p.answered_sequence, p.attendance,
       p.proxy_id, COALESCE(x.name, ''), p.minutes_say, p.minutes_why, p.minutes_said_at, p.version
  FROM meeting_person p
  LEFT JOIN organisation o ON o.id = p.organisation_id
  LEFT JOIN account a ON a.id = p.account_id
  LEFT JOIN meeting_person x ON x.id = p.proxy_id
 WHERE p.meeting_id = $1
 ORDER BY CASE p.role WHEN 'chair' THEN 0 WHEN 'secretary' THEN 1 WHEN 'member' THEN 2
                      WHEN 'observer' THEN 3 ELSE 4 END, o.sort_key, p.id;

-- person_get :opt
-- in: meeting id, person id
-- row: person_list
SELECT p.id, p.organisation_id, COALESCE(o.short_name, ''),
       COALESCE(o.country, (SELECT MIN(x.country) FROM meeting m
           JOIN partner q ON q.project_id = m.project_id AND q.role = 'lead'
           JOIN organisation x ON x.id = q.organisation_id WHERE m.id = p.meeting_id), ''),
       p.account_id, p.name, CASE WHEN a.id IS NULL THEN p.address ELSE a.email END,
       COALESCE(a.lang, p.lang), p.role,
       p.weight, p.answer, p.answered_at, p.answered_by, p.answered_sequence, p.attendance,
       p.proxy_id, COALESCE(x.name, ''), p.minutes_say, p.minutes_why, p.minutes_said_at, p.version
  FROM meeting_person p
  LEFT JOIN organisation o ON o.id = p.organisation_id
  LEFT JOIN account a ON a.id = p.account_id
  LEFT JOIN meeting_person x ON x.id = p.proxy_id
 WHERE p.meeting_id = $1 AND p.id = $2;

-- person_of_account :opt
-- A person has one place at a meeting.
-- in: meeting id, account id
-- out: id id, role text, weight int64
SELECT id, role, weight FROM meeting_person WHERE meeting_id = $1 AND account_id = $2
 ORDER BY weight DESC, id LIMIT 1;

-- person_add_row :insert
-- in: meeting id, organisation id?, account id?, name text, address text, lang text, role text,
--     weight int64
INSERT INTO meeting_person (meeting_id, organisation_id, account_id, name, address, lang, role,
                            weight)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id;

-- person_meeting :opt
-- in: person id
-- out: meeting id
SELECT meeting_id FROM meeting_person WHERE id = $1;

-- guest_language :one
-- Of the organisation as a partner of the project, and of the lead, who speaks for the project.
-- in: project id, organisation id?
-- out: own text, project text
SELECT COALESCE(MIN(CASE WHEN organisation_id = $2 THEN language END), ''),
       COALESCE(MIN(CASE WHEN role = 'lead' THEN language END), '')
  FROM partner WHERE project_id = $1;

-- person_set_seat :change
-- in: person id, role text, weight int64, organisation id?
UPDATE meeting_person SET role = $2, weight = $3, organisation_id = $4, version = version + 1
 WHERE id = $1;

-- person_drop :change
-- in: meeting id, person id
DELETE FROM meeting_person WHERE meeting_id = $1 AND id = $2;

-- person_drop_proxies :exec
-- in: person id
DELETE FROM meeting_proxy WHERE person_id = $1 OR to_id = $1;

-- person_forget_proxy :exec
-- in: person id
UPDATE meeting_person SET proxy_id = NULL, version = version + 1 WHERE proxy_id = $1;

-- person_set_answer :change
-- in: person id, answer text, at stamp?, by text, sequence int64
UPDATE meeting_person SET answer = $2, answered_at = $3, answered_by = $4, answered_sequence = $5,
       version = version + 1 WHERE id = $1;

-- person_clear_answers :exec
-- The time is another: what was answered about the old one counts no longer.
-- in: meeting id
UPDATE meeting_person SET answer = '', answered_by = '', version = version + 1
 WHERE meeting_id = $1 AND answer <> '';

-- person_set_attendance :change
-- in: person id, attendance text
UPDATE meeting_person SET attendance = $2, version = version + 1 WHERE id = $1;

-- person_open_attendance :exec
-- Who said that they could not come is excused.
-- in: meeting id
UPDATE meeting_person SET attendance = 'excused', version = version + 1
 WHERE meeting_id = $1 AND attendance = '' AND answer = 'declined';

-- person_close_attendance :exec
-- Of whom nothing was noted was not there.
-- in: meeting id
UPDATE meeting_person SET attendance = 'absent', version = version + 1
 WHERE meeting_id = $1 AND attendance = '';

-- person_set_proxy :change
-- in: person id, proxy id?
UPDATE meeting_person SET proxy_id = $2, version = version + 1 WHERE id = $1;

-- person_holds :one
-- How many are represented by this person.
-- in: person id
-- out: n int64
SELECT COUNT(*) FROM meeting_person WHERE proxy_id = $1;

-- person_set_say :change
-- in: person id, say text, why text, at stamp?
UPDATE meeting_person SET minutes_say = $2, minutes_why = $3, minutes_said_at = $4,
       version = version + 1 WHERE id = $1;

-- person_clear_say :exec
-- in: meeting id
UPDATE meeting_person SET minutes_say = '', minutes_why = '', minutes_said_at = NULL,
       version = version + 1 WHERE meeting_id = $1;

-- proxy_add_row :insert
-- in: meeting id, person id, to id, at stamp, by text
INSERT INTO meeting_proxy (meeting_id, person_id, to_id, given_at, given_by)
VALUES ($1, $2, $3, $4, $5) RETURNING id;

-- proxy_revoke_row :exec
-- in: person id, at stamp, by text
UPDATE meeting_proxy SET revoked_at = $2, revoked_by = $3
 WHERE person_id = $1 AND revoked_at IS NULL;

-- proxy_list :many
-- in: meeting id
-- out: id id, person id, name text, to_name text, given_at stamp, given_by text, revoked_at stamp?,
--     revoked_by text
SELECT x.id, x.person_id, p.name, t.name, x.given_at, x.given_by, x.revoked_at, x.revoked_by
  FROM meeting_proxy x
  JOIN meeting_person p ON p.id = x.person_id
  JOIN meeting_person t ON t.id = x.to_id
 WHERE x.meeting_id = $1 ORDER BY x.id;

-- person_name_of :opt
-- in: account id
-- out: name text, email text
SELECT name, email FROM account WHERE id = $1;

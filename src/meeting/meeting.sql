-- SPDX-License-Identifier: EUPL-1.2
-- Meetings and their times.

-- meeting_owner :opt
-- in: meeting id
-- out: project id, title text, body id, created_by id
SELECT project_id, title, body_id, created_by FROM meeting WHERE id = $1;

-- meeting_get :one
-- in: meeting id
-- out: id id, project id, code text, body id, body_name text, quorum e2, rule text, title text,
--     note text, state text, minutes int64, starts_at stamp?, place text, link text,
--     uid text hidden,
--     sequence int64, time_sequence int64 hidden, cancelled_why text, pen id hidden, pen_name text,
--     pen_until stamp?, approval text, approve_until stamp?, minutes_sent_at stamp?,
--     approved_at stamp?, minutes_sha text, created_by id hidden, created_at stamp, version int64
SELECT t.id, t.project_id, p.code, t.body_id, COALESCE(b.name, ''), COALESCE(b.quorum_e2, 0),
       COALESCE(b.rule, ''), t.title, t.note, t.state, t.minutes, t.starts_at, t.place, t.link,
       t.uid,
       t.sequence, t.time_sequence, t.cancelled_why, t.pen_account, COALESCE(a.name, ''),
       t.pen_until, t.approval, t.approve_until, t.minutes_sent_at, t.approved_at,
       t.minutes_sha, t.created_by, t.created_at, t.version
  FROM meeting t
  JOIN project p ON p.id = t.project_id
  LEFT JOIN body b ON b.id = t.body_id
  LEFT JOIN account a ON a.id = t.pen_account
 WHERE t.id = $1;

-- meeting_list :many
-- Those to come first, the nearest first; then the past ones, the latest first.
-- in: project id, body id?, state text?, now stamp, account id?
-- out: id id, title text, body_name text, state text, starts_at stamp?, minutes int64, place text,
--     link text, seats int64, coming int64, my_answer text, past int64
SELECT t.id, t.title, COALESCE(b.name, ''), t.state, t.starts_at, t.minutes, t.place, t.link,
       (SELECT COUNT(*) FROM meeting_person p WHERE p.meeting_id = t.id),
       (SELECT COUNT(*) FROM meeting_person p WHERE p.meeting_id = t.id
           AND (p.answer = 'accepted' OR p.attendance = 'present')),
       COALESCE((SELECT MAX(p.answer) FROM meeting_person p WHERE p.meeting_id = t.id
                    AND p.account_id = $5), 'none'),
       CASE WHEN t.state IN ('proposed', 'invited') THEN 0 ELSE 1 END
  FROM meeting t LEFT JOIN body b ON b.id = t.body_id
 WHERE t.project_id = $1 AND ($2 IS NULL OR t.body_id = $2) AND ($3 IS NULL OR t.state = $3)
   AND $4 IS NOT NULL
 ORDER BY CASE WHEN t.state IN ('proposed', 'invited') THEN 0 ELSE 1 END,
          CASE WHEN t.state IN ('proposed', 'invited') THEN t.starts_at END ASC NULLS LAST,
          t.starts_at DESC NULLS LAST, t.id DESC
 LIMIT 1000;

-- meeting_add_row :insert
-- in: project id, body id?, title text, note text, minutes int64, place text, link text, uid text,
--     by id?, at stamp
INSERT INTO meeting (project_id, body_id, title, note, state, minutes, place, link, uid, created_by,
                     created_at)
VALUES ($1, $2, $3, $4, 'proposed', $5, $6, $7, $8, $9, $10) RETURNING id;

-- meeting_set_row :change
-- in: id id, version int64, title text, note text, minutes int64, place text, link text,
--     sequence int64
UPDATE meeting SET title = $3, note = $4, minutes = $5, place = $6, link = $7, sequence = $8,
       version = version + 1 WHERE id = $1 AND version = $2;

-- meeting_set_time :change
-- in: id id, version int64, starts_at stamp, place text, link text, sequence int64,
--     time_sequence int64
UPDATE meeting SET state = 'invited', starts_at = $3, place = $4, link = $5, sequence = $6,
       time_sequence = $7, version = version + 1 WHERE id = $1 AND version = $2;

-- meeting_set_sequence :change
-- in: id id, version int64, sequence int64
UPDATE meeting SET sequence = $3, version = version + 1 WHERE id = $1 AND version = $2;

-- meeting_set_cancelled :change
-- in: id id, version int64, why text, sequence int64
UPDATE meeting SET state = 'cancelled', cancelled_why = $3, sequence = $4, version = version + 1
 WHERE id = $1 AND version = $2;

-- meeting_set_state :change
-- in: id id, version int64, state text
UPDATE meeting SET state = $3, version = version + 1 WHERE id = $1 AND version = $2;

-- meeting_touch :change
-- in: id id
UPDATE meeting SET version = version + 1 WHERE id = $1;

-- slot_list :many
-- in: meeting id
-- out: id id, starts_at stamp, place text, link text
SELECT id, starts_at, place, link FROM meeting_slot WHERE meeting_id = $1 ORDER BY starts_at, id;

-- slot_get :opt
-- in: meeting id, slot id
-- row: slot_list
SELECT id, starts_at, place, link FROM meeting_slot WHERE meeting_id = $1 AND id = $2;

-- slot_add_row :insert
-- in: meeting id, starts_at stamp, place text, link text
INSERT INTO meeting_slot (meeting_id, starts_at, place, link) VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING RETURNING id;

-- slot_drop_answers :exec
-- in: slot id
DELETE FROM meeting_available WHERE slot_id = $1;

-- slot_drop :change
-- in: meeting id, slot id
DELETE FROM meeting_slot WHERE meeting_id = $1 AND id = $2;

-- available_list :many
-- in: meeting id
-- out: slot id, person id, answer text
SELECT v.slot_id, v.person_id, v.answer
  FROM meeting_available v JOIN meeting_slot s ON s.id = v.slot_id
 WHERE s.meeting_id = $1 ORDER BY v.slot_id, v.person_id;

-- available_set :exec
-- in: slot id, person id, answer text, at stamp
INSERT INTO meeting_available (slot_id, person_id, answer, at) VALUES ($1, $2, $3, $4)
ON CONFLICT (slot_id, person_id) DO UPDATE SET answer = excluded.answer, at = excluded.at;

-- available_drop :exec
-- in: person id
DELETE FROM meeting_available WHERE person_id = $1;

-- meeting_agenda_text :many
-- For the description of an invitation.
-- in: meeting id
-- out: title text, minutes int64
SELECT title, minutes FROM agenda_item WHERE meeting_id = $1 AND state = 'accepted'
 ORDER BY position, id;

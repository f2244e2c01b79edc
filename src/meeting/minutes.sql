-- SPDX-License-Identifier: EUPL-1.2
-- Minutes: the pen, the texts, votes, approval.

-- minutes_set_pen :change
-- in: meeting id, account id?, until stamp?
UPDATE meeting SET pen_account = $2, pen_until = $3 WHERE id = $1;

-- minutes_set_text :change
-- in: item id, text_version int64, text text, by text, at stamp
UPDATE agenda_item SET text = $3, text_version = text_version + 1, text_by = $4, text_at = $5
 WHERE id = $1 AND text_version = $2;

-- aside_add_row :insert
-- in: item id, account id?, author text, text text, at stamp
INSERT INTO agenda_aside (item_id, account_id, author, text, at) VALUES ($1, $2, $3, $4, $5)
RETURNING id;

-- aside_list :many
-- in: meeting id
-- out: id id, item id, account id hidden, author text, text text, at stamp
SELECT a.id, a.item_id, a.account_id, a.author, a.text, a.at
  FROM agenda_aside a JOIN agenda_item i ON i.id = a.item_id
 WHERE i.meeting_id = $1 AND a.settled_at IS NULL ORDER BY a.id;

-- aside_settle :change
-- in: meeting id, aside id, at stamp
UPDATE agenda_aside SET settled_at = $3
 WHERE id = $2 AND settled_at IS NULL
   AND item_id IN (SELECT id FROM agenda_item WHERE meeting_id = $1);

-- vote_list :many
-- in: meeting id
-- out: item id, person id, vote text
SELECT v.item_id, v.person_id, v.vote FROM agenda_vote v JOIN agenda_item i ON i.id = v.item_id
 WHERE i.meeting_id = $1 ORDER BY v.item_id, v.person_id;

-- vote_of_item :many
-- in: item id
-- row: vote_list
SELECT item_id, person_id, vote FROM agenda_vote WHERE item_id = $1 ORDER BY person_id;

-- vote_set :exec
-- in: item id, person id, vote text, at stamp
INSERT INTO agenda_vote (item_id, person_id, vote, at) VALUES ($1, $2, $3, $4)
ON CONFLICT (item_id, person_id) DO UPDATE SET vote = excluded.vote, at = excluded.at;

-- vote_drop :exec
-- in: item id, person id
DELETE FROM agenda_vote WHERE item_id = $1 AND person_id = $2;

-- item_set_decision :change
-- in: item id, decision id
UPDATE agenda_item SET decision_id = $2, version = version + 1 WHERE id = $1;

-- item_tasks :many
-- What follows from the items of a meeting.
-- in: meeting id
-- out: id id, item id, title text, organisation text, owner text, due_on date?, state text
SELECT k.id, i.id, k.title, COALESCE(o.short_name, ''), COALESCE(a.name, ''), k.due_on, k.state
  FROM task k
  JOIN agenda_item i ON i.id = k.from_id
  LEFT JOIN organisation o ON o.id = k.organisation_id
  LEFT JOIN account a ON a.id = k.account_id
 WHERE k.from_type = 'agenda_item' AND i.meeting_id = $1 ORDER BY k.id;

-- minutes_set_sent :change
-- in: id id, version int64, approval text, until stamp?, at stamp
UPDATE meeting SET state = 'minutes_draft', approval = $3, approve_until = $4, minutes_sent_at = $5,
       pen_account = NULL, pen_until = NULL, version = version + 1 WHERE id = $1 AND version = $2;

-- minutes_set_open :change
-- in: id id, version int64
UPDATE meeting SET state = 'held', approval = '', approve_until = NULL, version = version + 1
 WHERE id = $1 AND version = $2;

-- minutes_set_approved :change
-- in: id id, version int64, at stamp, sha text
UPDATE meeting SET state = 'approved', approved_at = $3, minutes_sha = $4, version = version + 1
 WHERE id = $1 AND version = $2;

-- minutes_due :many
-- Sent for approval by silence, the time over, nobody against it.
-- in: now stamp
-- out: id id
SELECT t.id FROM meeting t
 WHERE t.state = 'minutes_draft' AND t.approval = 'silence' AND t.approve_until <= $1
   AND NOT EXISTS (SELECT 1 FROM meeting_person p
                    WHERE p.meeting_id = t.id AND p.minutes_say = 'object')
 ORDER BY t.id;

-- meeting_version_of :opt
-- Another number after each change that a page of the meeting shows.
-- in: meeting id
-- out: version int64
SELECT t.version
       + (SELECT CAST(COALESCE(SUM(i.version + i.text_version), 0) AS BIGINT) FROM agenda_item i
           WHERE i.meeting_id = t.id)
       + (SELECT CAST(COALESCE(SUM(p.version), 0) AS BIGINT) FROM meeting_person p
           WHERE p.meeting_id = t.id)
       + (SELECT COUNT(*) FROM agenda_vote v JOIN agenda_item i ON i.id = v.item_id
           WHERE i.meeting_id = t.id)
       + (SELECT COUNT(*) FROM task k JOIN agenda_item i ON i.id = k.from_id
           WHERE k.from_type = 'agenda_item' AND i.meeting_id = t.id)
  FROM meeting t WHERE t.id = $1;

-- SPDX-License-Identifier: EUPL-1.2
-- The agenda of a meeting and its papers.

-- agenda_owner :opt
-- in: item id
-- out: project id, meeting id, title text
SELECT project_id, meeting_id, title FROM agenda_item WHERE id = $1;

-- agenda_list :many
-- Those accepted in their order, then those proposed, then those declined.
-- in: meeting id
-- out: id id, state text, position int64, title text, note text, minutes int64, speaker text,
--     answer text, proposed_by id hidden, proposer text, proposed_at stamp, text text,
--     text_version int64, text_by text, text_at stamp?, decision id, decision_no int64,
--     decision_title text, decision_outcome text, comments int64, version int64
SELECT i.id, i.state, i.position, i.title, i.note, i.minutes, i.speaker, i.answer, i.proposed_by,
       i.proposer, i.proposed_at, i.text, i.text_version, i.text_by, i.text_at, i.decision_id,
       COALESCE(d.no, 0), COALESCE(d.title, ''), COALESCE(d.outcome, ''),
       (SELECT COUNT(*) FROM comment c WHERE c.object_type = 'agenda_item' AND c.object_id = i.id
           AND c.removed_at IS NULL), i.version
  FROM agenda_item i LEFT JOIN decision d ON d.id = i.decision_id
 WHERE i.meeting_id = $1
 ORDER BY CASE i.state WHEN 'accepted' THEN 0 WHEN 'proposed' THEN 1 ELSE 2 END, i.position, i.id;

-- agenda_get :opt
-- in: meeting id, item id
-- row: agenda_list
SELECT i.id, i.state, i.position, i.title, i.note, i.minutes, i.speaker, i.answer, i.proposed_by,
       i.proposer, i.proposed_at, i.text, i.text_version, i.text_by, i.text_at, i.decision_id,
       COALESCE(d.no, 0), COALESCE(d.title, ''), COALESCE(d.outcome, ''),
       (SELECT COUNT(*) FROM comment c WHERE c.object_type = 'agenda_item' AND c.object_id = i.id
           AND c.removed_at IS NULL), i.version
  FROM agenda_item i LEFT JOIN decision d ON d.id = i.decision_id
 WHERE i.meeting_id = $1 AND i.id = $2;

-- agenda_add_row :insert
-- in: meeting id, project id, state text, position int64, title text, note text, minutes int64,
--     speaker text, by id?, proposer text, at stamp
INSERT INTO agenda_item (meeting_id, project_id, state, position, title, note, minutes, speaker,
                         proposed_by, proposer, proposed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id;

-- agenda_set_row :change
-- in: id id, version int64, title text, note text, minutes int64, speaker text
UPDATE agenda_item SET title = $3, note = $4, minutes = $5, speaker = $6, version = version + 1
 WHERE id = $1 AND version = $2;

-- agenda_set_state :change
-- in: id id, state text, position int64, answer text
UPDATE agenda_item SET state = $2, position = $3, answer = $4, version = version + 1 WHERE id = $1;

-- agenda_set_position :change
-- in: id id, position int64
UPDATE agenda_item SET position = $2, version = version + 1 WHERE id = $1;

-- agenda_paper_list :many
-- The newest version of each first.
-- in: meeting id
-- out: id id, item id, title text, no int64, name text, mime text, size int64, document id hidden,
--     added_by text, added_at stamp
SELECT p.id, p.item_id, p.title, p.no, a.name, d.mime, d.size, d.id, p.added_by, p.added_at
  FROM agenda_paper p
  JOIN agenda_item i ON i.id = p.item_id
  JOIN attachment a ON a.id = p.attachment_id
  JOIN document d ON d.id = a.document_id
 WHERE i.meeting_id = $1 ORDER BY p.item_id, p.title, p.no DESC;

-- agenda_paper_get :opt
-- in: meeting id, paper id
-- row: agenda_paper_list
SELECT p.id, p.item_id, p.title, p.no, a.name, d.mime, d.size, d.id, p.added_by, p.added_at
  FROM agenda_paper p
  JOIN agenda_item i ON i.id = p.item_id
  JOIN attachment a ON a.id = p.attachment_id
  JOIN document d ON d.id = a.document_id
 WHERE i.meeting_id = $1 AND p.id = $2;

-- agenda_paper_next :one
-- in: item id, title text
-- out: no int64
SELECT COALESCE(MAX(no), 0) + 1 FROM agenda_paper WHERE item_id = $1 AND title = $2;

-- agenda_paper_add_row :insert
-- in: item id, title text, no int64, attachment id, by text, at stamp
INSERT INTO agenda_paper (item_id, title, no, attachment_id, added_by, added_at)
VALUES ($1, $2, $3, $4, $5, $6) RETURNING id;

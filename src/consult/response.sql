-- SPDX-License-Identifier: EUPL-1.2
-- Comments on consultations and what the drafter says to them.

-- response_matrix :many
-- Every comment that is not removed, with the last answer. needs: is an answer due to it? Comments
-- of the chair and the drafter, and replies in a thread, are talk and need none.
-- in: consultation id
-- out: comment id, parent id, said_at stamp, author text, organisation text, passage text,
--     wording text, body text, via text, outcome text, reply text, answered_at stamp?,
--     answered_by text?, answers int64, needs flag
SELECT m.id, m.parent_id, m.said_at, m.author, m.organisation, m.passage, m.wording, m.body, m.via,
       COALESCE(r.outcome, 'open'), COALESCE(r.reply, ''), r.answered_at, a.name,
       COALESCE(r.no, 0),
       CASE WHEN m.parent_id IS NULL AND (m.account_id IS NULL OR
                 (m.account_id <> c.chair_id AND m.account_id <> COALESCE(c.drafter_id, 0)))
            THEN 1 ELSE 0 END
  FROM comment m
  JOIN consultation c ON c.id = m.object_id
  LEFT JOIN consultation_response r ON r.comment_id = m.id AND r.no = (
      SELECT MAX(x.no) FROM consultation_response x WHERE x.comment_id = m.id)
  LEFT JOIN account a ON a.id = r.answered_by
 WHERE m.object_type = 'consultation' AND m.object_id = $1 AND m.removed_at IS NULL
 ORDER BY COALESCE(m.parent_id, m.id), m.id;

-- response_comment :opt
-- in: comment id
-- out: consultation id, author id, said_by text, body text, passage text, wording text, no int64
SELECT m.object_id, m.account_id, m.author, m.body, m.passage, m.wording,
       (SELECT COALESCE(MAX(x.no), 0) FROM consultation_response x WHERE x.comment_id = m.id)
  FROM comment m
 WHERE m.id = $1 AND m.object_type = 'consultation' AND m.removed_at IS NULL;

-- response_add :insert
-- in: consultation id, comment id, no int64, outcome text, reply text, now stamp, by id?
INSERT INTO consultation_response (consultation_id, comment_id, no, outcome, reply, answered_at,
    answered_by)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id;

-- response_get :one
-- in: response id
-- out: id id, comment id, no int64, outcome text, reply text, answered_at stamp
SELECT id, comment_id, no, outcome, reply, answered_at FROM consultation_response WHERE id = $1;

-- response_history :many
-- in: consultation id
-- out: comment id, no int64, outcome text, reply text, answered_at stamp, answered_by text?
SELECT r.comment_id, r.no, r.outcome, r.reply, r.answered_at, a.name
  FROM consultation_response r LEFT JOIN account a ON a.id = r.answered_by
 WHERE r.consultation_id = $1 ORDER BY r.comment_id, r.no;

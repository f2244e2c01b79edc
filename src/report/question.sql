-- SPDX-License-Identifier: EUPL-1.2
-- What the lead asks about a report, and the narrative blocks.

-- question_add :insert
-- in: report id, line_key id?, block text?, activity id?, body text, at stamp, by id?,
--     version_no int64
INSERT INTO question (report_id, line_key, block, activity_id, body, asked_at, asked_by,
    asked_version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id;

-- question_get :one
-- in: question id
-- out: id id, report id, line_key int64, block text?, activity_id id, body text, asked_at stamp,
--     answer text?, answered_at stamp?, closed_at stamp?, version int64
SELECT id, report_id, COALESCE(line_key, 0), block, activity_id, body, asked_at, answer,
       answered_at, closed_at, version
  FROM question WHERE id = $1;

-- question_list :many
-- in: report id
-- out: id id, line_key int64, block text?, activity_id id, activity text?, body text,
--     asked_at stamp, asked_by text?, asked_version int64, answer text?, answered_at stamp?,
--     answered_by text?, closed_at stamp?, version int64, expenditure id, comments int64
SELECT q.id, COALESCE(q.line_key, 0), q.block, q.activity_id, c.code, q.body, q.asked_at, a.name,
       q.asked_version, q.answer, q.answered_at, b.name, q.closed_at, q.version, e.id,
       (SELECT COUNT(*) FROM comment k WHERE k.object_type = 'question' AND k.object_id = q.id)
  FROM question q
  LEFT JOIN expenditure e ON e.report_id = q.report_id AND e.line_key = q.line_key
      AND e.until_version IS NULL
  LEFT JOIN account a ON a.id = q.asked_by
  LEFT JOIN account b ON b.id = q.answered_by
  LEFT JOIN activity c ON c.id = q.activity_id
 WHERE q.report_id = $1 ORDER BY q.asked_at, q.id;

-- question_counts :one
-- in: report id
-- out: open int64, unanswered int64
SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN answer IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT)
  FROM question WHERE report_id = $1 AND closed_at IS NULL;

-- question_set_answer :change
-- in: question id, version int64, answer text, at stamp, by id?
UPDATE question SET answer = $3, answered_at = $4, answered_by = $5,
       version = version + 1 WHERE id = $1 AND version = $2;

-- question_close :change
-- in: question id, at stamp, by id?
UPDATE question SET closed_at = $2, closed_by = $3,
       version = version + 1 WHERE id = $1 AND closed_at IS NULL;

-- question_close_answered :exec
-- An accepted report leaves no question open.
-- in: report id, at stamp, by id?
UPDATE question SET closed_at = $2, closed_by = $3, version = version + 1
 WHERE report_id = $1 AND closed_at IS NULL AND answer IS NOT NULL;

-- narrative_activity :opt
-- An activity that the partner of the report carries out.
-- in: report id, activity id
-- out: id id
SELECT a.id FROM activity a JOIN partner_report r ON r.partner_id = a.partner_id
 WHERE r.id = $1 AND a.id = $2;

-- narrative_current :opt
-- in: report id, question text, activity id?
-- out: id id, from_version int64, body text, version int64, written_at stamp
SELECT id, from_version, body, version, written_at FROM narrative
 WHERE report_id = $1 AND question = $2 AND COALESCE(activity_id, 0) = COALESCE($3, 0)
     AND until_version IS NULL;

-- narrative_of_report :many
-- The blocks of one version.
-- in: report id, version int64
-- out: id id, question text, activity_id id, from_version int64, body text, version int64,
--     written_at stamp, written_by text?
SELECT n.id, n.question, n.activity_id, n.from_version, n.body, n.version, n.written_at, a.name
  FROM narrative n LEFT JOIN account a ON a.id = n.written_by
 WHERE n.report_id = $1 AND n.from_version <= $2
     AND (n.until_version IS NULL OR n.until_version >= $2)
 ORDER BY n.question, n.activity_id, n.id;

-- narrative_add :insert
-- in: report id, question text, activity id?, from_version int64, body text, at stamp, by id?,
--     version int64
INSERT INTO narrative (report_id, question, activity_id, from_version, body, written_at, written_by,
                       version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id;

-- narrative_set :change
-- in: id id, version int64, body text, at stamp, by id?
UPDATE narrative SET body = $3, written_at = $4, written_by = $5,
       version = version + 1 WHERE id = $1 AND version = $2;

-- narrative_end :change
-- in: id id, version int64, until_version int64
UPDATE narrative SET until_version = $3, version = version + 1 WHERE id = $1 AND version = $2;

-- narrative_figures :many
-- What each activity cost in this report, per currency.
-- in: report id
-- out: activity id, amount money, euro eur, lines int64
SELECT activity_id, CAST(SUM(amount) AS BIGINT), currency, CAST(SUM(COALESCE(eur, 0)) AS BIGINT),
       COUNT(*)
  FROM expenditure
 WHERE report_id = $1 AND until_version IS NULL AND activity_id IS NOT NULL
 GROUP BY activity_id, currency ORDER BY activity_id, currency;

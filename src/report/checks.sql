-- SPDX-License-Identifier: EUPL-1.2
-- What stands in the way of submitting a report. Two statements find all of it, since a page that
-- shows it has others to run as well.

-- check_subject :one
-- in: report id
-- out: id id, project id, partner id, version_no int64, first_submitted_at stamp?, starts_on date,
--     ends_on date, project_ends date, lines int64, unanswered int64
SELECT r.id, r.project_id, r.partner_id, r.version_no, r.first_submitted_at, t.starts_on, t.ends_on,
       j.ends_on,
       (SELECT COUNT(*) FROM expenditure e WHERE e.report_id = r.id AND e.until_version IS NULL),
       (SELECT COUNT(*) FROM question q WHERE q.report_id = r.id AND q.closed_at IS NULL
           AND q.answer IS NULL)
  FROM partner_report r
  JOIN period t ON t.id = r.period_id
  JOIN project j ON j.id = r.project_id
 WHERE r.id = $1;

-- check_findings :many
-- Each kind of trouble with the lines it is on, 50 of a kind: enough to show. Besides, what is
-- there: activity (no: its id; what: its code), text (what: the question; no: its activity)
-- and unrated
-- (currency and month of payment of lines without a rate).
-- in: report id, project id, partner id, version_no int64, last date
-- out: kind text, no int64, what text?, who text?, other int64, at_partner text?
SELECT * FROM (SELECT 'undocumented' AS kind, e.line_key AS no, e.description AS what,
                      CAST(NULL AS text) AS who, CAST(0 AS BIGINT) AS other,
                      CAST(NULL AS text) AS at_partner
                 FROM expenditure e
                WHERE e.report_id = $1 AND e.until_version IS NULL AND e.doc_type <> 'correction'
                  AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.object_type = 'expenditure'
                                     AND a.object_id = e.id)
                ORDER BY e.line_key LIMIT 50) undocumented
UNION ALL
-- Documents dated after the period, for work that was not done in it; earlier ones may have come
-- late.
SELECT * FROM (SELECT 'outside', e.line_key, CAST(e.doc_date AS text), l.code, 0, NULL
        FROM expenditure e JOIN budget_line l ON l.id = e.budget_line_id
       WHERE e.report_id = $1 AND e.until_version IS NULL AND e.doc_date > $5
         AND (e.service_from IS NULL OR e.service_from > $5)
       ORDER BY e.line_key LIMIT 200) outside
UNION ALL
SELECT * FROM (SELECT 'unpaid', line_key, NULL, NULL, 0, NULL
        FROM expenditure
       WHERE report_id = $1 AND until_version IS NULL AND payment_date IS NULL
        AND doc_type <> 'correction'
       ORDER BY line_key LIMIT 50) unpaid
UNION ALL
-- Budget lines charged on which the partner has no share.
SELECT * FROM (SELECT 'unsliced', MIN(e.line_key), l.code, NULL, 0, NULL
        FROM expenditure e JOIN budget_line l ON l.id = e.budget_line_id
       WHERE e.report_id = $1 AND e.until_version IS NULL
        AND NOT EXISTS (SELECT 1 FROM budget_slice s
                 WHERE s.line_id = l.id AND s.partner_id = $3
                  AND s.version_id = (SELECT id FROM budget_version WHERE project_id = $2
                     AND state = 'in_force' ORDER BY no DESC LIMIT 1))
       GROUP BY l.code ORDER BY 2 LIMIT 50) unsliced
UNION ALL
-- The same supplier, number and date on another current line of the project.
SELECT * FROM (SELECT 'twice', e.line_key, e.doc_no, e.supplier, d.line_key,
          CASE WHEN d.report_id = e.report_id THEN NULL ELSE o.short_name END
        FROM expenditure e
        JOIN expenditure d ON d.project_id = $2 AND d.doc_no = e.doc_no
          AND d.doc_date = e.doc_date AND d.id <> e.id AND d.until_version IS NULL
          AND d.supplier = e.supplier
        JOIN partner p ON p.id = d.partner_id
        JOIN organisation o ON o.id = p.organisation_id
       WHERE e.report_id = $1 AND e.until_version IS NULL AND e.doc_no <> ''
        AND e.doc_type <> 'correction' AND d.doc_type <> 'correction'
        AND e.unparks IS NULL AND d.decision IS DISTINCT FROM 'parked'
        AND (d.report_id <> e.report_id OR d.line_key < e.line_key)
        AND d.share_e2 + e.share_e2 > 10000
       ORDER BY e.line_key LIMIT 50) twice
UNION ALL
-- The same document on two lines.
SELECT * FROM (SELECT DISTINCT 'same_file', e.line_key, NULL, NULL,
          d.line_key, NULL
        FROM expenditure e
        JOIN attachment a ON a.object_type = 'expenditure' AND a.object_id = e.id
        JOIN attachment b ON b.document_id = a.document_id
          AND b.object_type = 'expenditure' AND b.object_id <> e.id
        JOIN expenditure d ON d.id = b.object_id AND d.until_version IS NULL
          AND d.report_id = e.report_id
       WHERE e.report_id = $1 AND e.until_version IS NULL AND d.line_key < e.line_key
       ORDER BY 2, 5 LIMIT 50) same_file
UNION ALL
SELECT 'unrated', COUNT(*), currency, SUBSTR(payment_date, 1, 7), 0, NULL
  FROM expenditure
 WHERE report_id = $1 AND until_version IS NULL AND regime IS NULL
 GROUP BY currency, SUBSTR(payment_date, 1, 7)
UNION ALL
SELECT 'text', COALESCE(n.activity_id, 0), n.question, NULL, 0, NULL
  FROM narrative n
 WHERE n.report_id = $1 AND n.from_version <= $4
   AND (n.until_version IS NULL OR n.until_version >= $4) AND TRIM(n.body) <> ''
UNION ALL
SELECT * FROM (SELECT 'activity', a.id, a.code, a.title, 0, NULL
        FROM partner_report r
        JOIN period t ON t.id = r.period_id
        JOIN activity a ON a.partner_id = r.partner_id AND a.starts_on <= t.ends_on
          AND a.ends_on >= t.starts_on AND a.state <> 'cancelled'
       WHERE r.id = $1 ORDER BY a.code, a.id) activities;

-- check_activities :many
-- The partner's activities that the period touches: each needs its text.
-- in: report id
-- out: id id, code text, title text
SELECT a.id, a.code, a.title
  FROM partner_report r
  JOIN period t ON t.id = r.period_id
  JOIN activity a ON a.partner_id = r.partner_id AND a.starts_on <= t.ends_on
      AND a.ends_on >= t.starts_on AND a.state <> 'cancelled'
 WHERE r.id = $1 ORDER BY a.code, a.id;

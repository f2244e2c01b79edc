-- SPDX-License-Identifier: EUPL-1.2
-- The lines of one report as its grid, its file and the page of a line show them.

-- expenditure_sheet :many
-- The lines of one version in the order of their keys; the columns are those that an import reads.
-- in: report id, version int64, after int64, most int64
-- out: seq int64, line text, activity text?, description text, supplier text, document_type text,
--     document_no text, document_date date, service_from date?, service_to date?,
--     payment_date date?, payment_ref text, book_account text, procurement_ref text,
--     event_ref text, staff_ref text, original_at text, currency text, gross e2, vat e2, share e2,
--     amount e2, sensitive flag, id id, version int64, decision text?, deducted eur, reason text,
--     documents int64, questions int64, regime text? hidden, rate_sum int64 hidden,
--     rate_n int64 hidden, eur_minor id hidden, from_version int64 hidden
SELECT e.line_key, l.code, a.code, e.description, e.supplier, e.doc_type, e.doc_no, e.doc_date,
       e.service_from, e.service_to, e.payment_date, e.payment_ref, e.book_account,
       e.procurement_ref, e.event_ref, e.staff_ref, e.original_at, e.currency, e.gross, e.vat,
       e.share_e2, e.amount, e.is_sensitive, e.id, e.version, e.decision, e.deducted, e.reason,
       (SELECT COUNT(*) FROM attachment x WHERE x.object_type = 'expenditure'
           AND x.object_id = e.id),
       (SELECT COUNT(*) FROM question q WHERE q.report_id = e.report_id
           AND q.line_key = e.line_key AND q.closed_at IS NULL),
       e.regime, COALESCE(e.rate_sum_e6, 0), COALESCE(e.rate_n, 0), e.eur, e.from_version
  FROM expenditure e
  JOIN budget_line l ON l.id = e.budget_line_id
  LEFT JOIN activity a ON a.id = e.activity_id
 WHERE e.report_id = $1 AND e.line_key > $3
   AND e.from_version <= $2 AND (e.until_version IS NULL OR e.until_version >= $2)
 ORDER BY e.line_key LIMIT $4;

-- expenditure_sheet_amounts :each
-- Every amount of one version, for sums and a preview in euro; each line is converted by itself.
-- in: report id, version int64
-- out: heading text, currency text, amount int64, payment_date date?, rated flag, eur_minor int64
SELECT l.heading, e.currency, e.amount, e.payment_date,
       CASE WHEN e.regime IS NULL THEN 0 ELSE 1 END, COALESCE(e.eur, 0)
  FROM expenditure e
  JOIN budget_line l ON l.id = e.budget_line_id
 WHERE e.report_id = $1 AND e.from_version <= $2
   AND (e.until_version IS NULL OR e.until_version >= $2);

-- expenditure_sheet_rooms :many
-- Per heading what the partner's share of the budget in force is, and what its other reports have
-- booked.
-- in: project id, partner id, report id
-- out: heading text, slice eur, booked eur
SELECT l.heading,
       CAST(COALESCE(SUM((SELECT s.amount FROM budget_slice s
                           WHERE s.version_id = v.id AND s.line_id = l.id
                             AND s.partner_id = $2)), 0) AS BIGINT),
       CAST(COALESCE(SUM((SELECT SUM(t.eur - t.deducted - t.parked) FROM report_total t
                            JOIN partner_report r ON r.id = t.report_id
                           WHERE t.budget_line_id = l.id AND r.partner_id = $2
                             AND r.id <> $3)), 0) AS BIGINT)
  FROM budget_version v
  JOIN budget_amount b ON b.version_id = v.id
  JOIN budget_line l ON l.id = b.line_id
 WHERE v.id = (SELECT id FROM budget_version WHERE project_id = $1 AND state = 'in_force'
                ORDER BY no DESC LIMIT 1)
 GROUP BY l.heading ORDER BY MIN(l.position);

-- expenditure_of_keys :many
-- The current rows of some lines; ${keys} is a JSON array.
-- in: report id, keys text
-- row: finance/expenditure:expenditure_current
SELECT e.id, e.line_key, e.from_version, e.version, e.budget_line_id, l.code, e.activity_id, a.code,
       e.description, e.supplier, e.doc_type, e.doc_no, e.doc_date, e.service_from, e.service_to,
       e.payment_date, e.payment_ref, e.book_account, e.procurement_ref, e.event_ref, e.staff_ref,
       e.original_at, e.currency, e.gross, e.vat, e.share_e2, e.amount, e.is_sensitive, e.regime,
       COALESCE(e.rate_sum_e6, 0), COALESCE(e.rate_n, 0), e.rate_basis, e.eur, e.decision,
       e.deducted, e.reason, e.unparks
  FROM expenditure e
  JOIN budget_line l ON l.id = e.budget_line_id
  LEFT JOIN activity a ON a.id = e.activity_id
 WHERE e.report_id = $1 AND e.until_version IS NULL
   AND e.line_key IN (SELECT CAST(value AS BIGINT) FROM json_each($2))
 ORDER BY e.line_key;

-- expenditure_who_changed :opt
-- Who last touched a line.
-- in: report id, line_key int64
-- out: actor text, at stamp
SELECT u.actor, u.at FROM expenditure e
  JOIN audit u ON u.object_type = 'expenditure' AND u.object_id = e.id
 WHERE e.report_id = $1 AND e.line_key = $2 ORDER BY u.seq DESC LIMIT 1;

-- expenditure_line_id :opt
-- The current row of a line, by its key.
-- in: report id, line_key int64
-- out: id id
SELECT id FROM expenditure WHERE report_id = $1 AND line_key = $2 AND until_version IS NULL;

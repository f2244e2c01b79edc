-- SPDX-License-Identifier: EUPL-1.2
-- Partner reports: states, versions, totals.

-- report_find :opt
-- in: partner id, period id
-- out: id id, state text
SELECT id, state FROM partner_report WHERE partner_id = $1 AND period_id = $2;

-- report_add :insert
-- in: project id, partner id, period id
INSERT INTO partner_report (project_id, partner_id, period_id, state) VALUES ($1, $2, $3,
    'draft') RETURNING id;

-- report_place :opt
-- The project and period that a partner's report would belong to.
-- in: partner id, period id
-- out: project id
SELECT
       p.project_id FROM partner p JOIN period t ON t.project_id = p.project_id
           WHERE p.id = $1 AND t.id = $2;

-- report_get :one
-- in: report id
-- out: id id, project id, partner id, period id, state text, version_no int64,
--     first_submitted_at stamp?, submitted_at stamp?, decided_at stamp?, donor_report id,
--     version int64
SELECT id, project_id, partner_id, period_id, state, version_no, first_submitted_at, submitted_at,
       decided_at, donor_report_id, version
  FROM partner_report WHERE id = $1;

-- report_owner :opt
-- in: report id
-- out: project id, partner id
SELECT project_id, partner_id FROM partner_report WHERE id = $1;

-- report_set_state :change
-- in: report id, version int64, state text, decided_at stamp?, decided_by id?
UPDATE partner_report SET state = $3, decided_at = $4, decided_by = $5, version = version + 1
 WHERE id = $1 AND version = $2;

-- report_set_checked_by :change
-- in: report id, version int64, checked_by id?
UPDATE partner_report SET state = 'in_check', checked_by = $3,
       version = version + 1 WHERE id = $1 AND version = $2;

-- report_set_submitted :change
-- in: report id, version int64, at stamp, by id?
UPDATE partner_report SET state = 'submitted', submitted_at = $3, submitted_by = $4,
       first_submitted_at = COALESCE(first_submitted_at, $3), version = version + 1
 WHERE id = $1 AND version = $2;

-- report_set_returned :change
-- The next version begins to be written.
-- in: report id, version int64, at stamp, by id?
UPDATE partner_report SET state = 'returned', decided_at = $3, decided_by = $4,
       version_no = version_no + 1, version = version + 1
 WHERE id = $1 AND version = $2;

-- report_period_of :one
-- in: period id
-- out: no int64, starts_on date, ends_on date, partner_due_on date
SELECT no, starts_on, ends_on, partner_due_on FROM period WHERE id = $1;

-- report_unrated_lines :many
-- in: report id
-- out: id id, line_key int64, currency text, amount int64, payment_date date?
SELECT id, line_key, currency, amount, payment_date FROM expenditure
 WHERE report_id = $1 AND until_version IS NULL AND regime IS NULL ORDER BY line_key;

-- report_rate_line :exec
-- The rate of a line, for ever.
-- in: id id, regime text, rate_sum_e6 int64, rate_n int64, rate_basis text, euro eur
UPDATE expenditure SET regime = $2, rate_sum_e6 = $3, rate_n = $4, rate_basis = $5, eur = $6
 WHERE id = $1 AND regime IS NULL;

-- report_canonical_lines :each
-- What a version's digest is made of, in the order of the report.
-- in: report id, version int64
-- out: line_key int64, line text, activity text?, description text, supplier text, doc_type text,
--     doc_no text, doc_date date, service_from date?, service_to date?, payment_date date?,
--     payment_ref text, book_account text, procurement_ref text, event_ref text, staff_ref text,
--     original_at text, currency text, gross int64, vat int64, share e2, amount int64,
--     sensitive flag, regime text?, rate_basis text?, rate_sum_e6 int64, rate_n int64, euro eur
SELECT e.line_key, l.code, a.code, e.description, e.supplier, e.doc_type, e.doc_no, e.doc_date,
       e.service_from, e.service_to, e.payment_date, e.payment_ref, e.book_account,
       e.procurement_ref, e.event_ref, e.staff_ref, e.original_at, e.currency, e.gross, e.vat,
       e.share_e2, e.amount, e.is_sensitive, e.regime, e.rate_basis, COALESCE(e.rate_sum_e6, 0),
       COALESCE(e.rate_n, 0), COALESCE(e.eur, 0)
  FROM expenditure e
  JOIN budget_line l ON l.id = e.budget_line_id
  LEFT JOIN activity a ON a.id = e.activity_id
 WHERE e.report_id = $1 AND e.from_version <= $2
     AND (e.until_version IS NULL OR e.until_version >= $2)
 ORDER BY e.line_key;

-- report_canonical_blocks :many
-- in: report id, version int64
-- out: question text, activity text?, body text
SELECT n.question, a.code, n.body
  FROM narrative n LEFT JOIN activity a ON a.id = n.activity_id
 WHERE n.report_id = $1 AND n.from_version <= $2
     AND (n.until_version IS NULL OR n.until_version >= $2)
 ORDER BY n.question, COALESCE(a.code, ''), n.id;

-- report_release :exec
-- A line that took a parked one in again and is gone from what is submitted now gives it free.
-- in: report id
UPDATE expenditure SET unparks = NULL
 WHERE report_id = $1 AND until_version IS NOT NULL AND unparks IS NOT NULL;

-- report_version_add :insert
-- in: report id, no int64, at stamp, by id?, lines int64, euro eur, content_sha text
INSERT INTO report_version (report_id, no, submitted_at, submitted_by, lines, eur, content_sha)
VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id;

-- report_totals_clear :exec
-- in: report id
DELETE FROM report_total WHERE report_id = $1;

-- report_totals_make :exec
-- in: report id
INSERT INTO report_total (report_id, budget_line_id, lines, undecided, eur, accepted, deducted,
    parked)
SELECT $1, budget_line_id, COUNT(*),
       CAST(SUM(CASE WHEN decision IS NULL THEN 1 ELSE 0 END) AS BIGINT),
       CAST(SUM(COALESCE(eur, 0)) AS BIGINT),
       CAST(SUM(accepted) AS BIGINT),
       CAST(SUM(CASE WHEN decision IN ('accepted', 'deducted') THEN deducted ELSE 0 END) AS BIGINT),
       CAST(SUM(CASE WHEN decision = 'parked' THEN eur ELSE 0 END) AS BIGINT)
  FROM expenditure
 WHERE report_id = $1 AND until_version IS NULL
 GROUP BY budget_line_id;

-- report_currency_totals_clear :exec
-- in: report id
DELETE FROM report_currency_total WHERE report_id = $1;

-- report_currency_totals_make :exec
-- in: report id
INSERT INTO report_currency_total (report_id, currency, lines, amount, eur)
SELECT $1, currency, COUNT(*), CAST(SUM(amount) AS BIGINT), CAST(SUM(COALESCE(eur, 0)) AS BIGINT)
  FROM expenditure
 WHERE report_id = $1 AND until_version IS NULL
 GROUP BY currency;

-- report_total_shift :exec
-- One line's decision moves from one heap to another.
-- in: report id, budget_line id, undecided int64, accepted eur, deducted eur, parked eur
UPDATE report_total SET undecided = undecided + $3, accepted = accepted + $4,
       deducted = deducted + $5, parked = parked + $6
 WHERE report_id = $1 AND budget_line_id = $2;

-- report_sums :one
-- in: report id
-- out: lines int64, undecided int64, euro eur, accepted eur, deducted eur, parked eur
SELECT CAST(COALESCE(SUM(lines), 0) AS BIGINT), CAST(COALESCE(SUM(undecided), 0) AS BIGINT),
       CAST(COALESCE(SUM(eur), 0) AS BIGINT), CAST(COALESCE(SUM(accepted), 0) AS BIGINT),
       CAST(COALESCE(SUM(deducted), 0) AS BIGINT), CAST(COALESCE(SUM(parked), 0) AS BIGINT)
  FROM report_total WHERE report_id = $1;

-- report_line_for_decision :opt
-- in: report id, line_key int64
-- out: id id, line_key int64, budget_line id, euro eur, decision text?, deducted eur, reason text
SELECT id, line_key, budget_line_id, COALESCE(eur, 0), decision, deducted, reason FROM expenditure
 WHERE report_id = $1 AND line_key = $2 AND until_version IS NULL;

-- report_decide_line :change
-- in: id id, decision text, deducted eur, reason text, at stamp, by id?
UPDATE expenditure SET decision = $2, deducted = $3, reason = $4, decided_at = $5, decided_by = $6,
       version = version + 1
 WHERE id = $1;

-- report_accept_rest :exec
-- in: report id, at stamp, by id?
UPDATE expenditure SET decision = 'accepted', decided_at = $2, decided_by = $3,
       version = version + 1
 WHERE report_id = $1 AND until_version IS NULL AND decision IS NULL;

-- report_taken_again :opt
-- A line of a later report that took in a parked line of this one.
-- in: report id
-- out: id id
SELECT
       u.id FROM expenditure u JOIN expenditure e ON e.id = u.unparks
           WHERE e.report_id = $1 LIMIT 1;

-- report_donor_frozen :opt
-- The frozen donor report of this report's own period or a later one, if there is any: then nothing
-- upstream may be reopened.
-- in: report id
-- out: id id, state text
SELECT d.id, d.state FROM partner_report r JOIN donor_report d ON d.id = r.donor_report_id
 WHERE r.id = $1 AND d.state <> 'draft';

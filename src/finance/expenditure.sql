-- SPDX-License-Identifier: EUPL-1.2
-- Expenditure: the rows of a partner report that are current, and their history.

-- expenditure_report :opt
-- The report a line is to be written in, with its period and contract.
-- in: report id
-- out: id id, project id, partner id, period id, state text, version_no int64, partner_name text,
--     book_currency text, role text, period_no int64, starts_on date, ends_on date,
--     project_starts date, project_ends date, rule_set text, rule_version int64,
--     closing_lines text?, donor_report id, submitted_at stamp?, partner_due_on date
SELECT r.id, r.project_id, r.partner_id, r.period_id, r.state, r.version_no, o.short_name,
       p.book_currency, p.role, t.no, t.starts_on, t.ends_on, j.starts_on, j.ends_on, j.rule_set,
       j.rule_version, v.value, r.donor_report_id, r.first_submitted_at,
       t.partner_due_on
  FROM partner_report r
  JOIN partner p ON p.id = r.partner_id
  JOIN organisation o ON o.id = p.organisation_id
  JOIN period t ON t.id = r.period_id
  JOIN project j ON j.id = r.project_id
  LEFT JOIN rule_override v ON v.project_id = r.project_id AND v.rule = 'closing_lines'
 WHERE r.id = $1;

-- expenditure_lock_report :exec unaudited
-- Whoever writes a report or its lines begins with this: on PostgreSQL writers of one report then
-- take turns, and each sees what the one before has done.
-- in: report id
UPDATE partner_report SET version = version WHERE id = $1;

-- expenditure_codes :many
-- Every line of the budget in force, with the partner's slice of it.
-- in: project id, partner id
-- out: id id, code text, title text, heading text, slice eur
SELECT l.id, l.code, l.title, l.heading,
       CAST(COALESCE((SELECT s.amount FROM budget_slice s
                       WHERE s.version_id = v.id AND s.line_id = l.id AND s.partner_id = $2),
                           0) AS BIGINT)
  FROM budget_version v
  JOIN budget_amount a ON a.version_id = v.id
  JOIN budget_line l ON l.id = a.line_id
 WHERE v.id = (SELECT id FROM budget_version WHERE project_id = $1 AND state = 'in_force'
     ORDER BY no DESC LIMIT 1)
 ORDER BY l.position, l.id;

-- expenditure_activities :many
-- in: project id
-- out: id id, code text, title text, partner id, state text
SELECT id, code, title, partner_id, state FROM activity WHERE project_id = $1 ORDER BY code, id;

-- expenditure_next_key :one
-- in: report id
-- out: line_key int64
SELECT COALESCE(MAX(line_key), 0) + 1 FROM expenditure WHERE report_id = $1;

-- expenditure_add_row :insert
-- in: project id, partner id, report id, line_key int64, from_version int64, budget_line id,
--     activity id?, description text, supplier text, doc_type text, doc_no text, doc_date date,
--     service_from date?, service_to date?, payment_date date?, payment_ref text,
--     book_account text, procurement_ref text, event_ref text, staff_ref text, original_at text,
--     currency text, gross int64, vat int64, share_e2 int64, amount int64, is_sensitive flag,
--     regime text?, rate_sum_e6 id?, rate_n id?, rate_basis text?, eur id?, unparks id?,
--     search_key text, created_at stamp
INSERT INTO expenditure (project_id, partner_id, report_id, line_key, from_version, budget_line_id,
    activity_id, description, supplier, doc_type, doc_no, doc_date, service_from, service_to,
    payment_date, payment_ref, book_account, procurement_ref, event_ref, staff_ref, original_at,
    currency, gross, vat, share_e2, amount, is_sensitive, regime, rate_sum_e6, rate_n, rate_basis,
    eur, unparks, search_key, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
        $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35) RETURNING id;

-- expenditure_set_row :change
-- Changes a row of the version being written.
-- in: id id, version int64, budget_line id, activity id?, description text, supplier text,
--     doc_type text, doc_no text, doc_date date, service_from date?, service_to date?,
--     payment_date date?, payment_ref text, book_account text, procurement_ref text,
--     event_ref text, staff_ref text, original_at text, currency text, gross int64, vat int64,
--     share_e2 int64, amount int64, is_sensitive flag, search_key text, regime text?,
--     rate_sum_e6 id?, rate_n id?, rate_basis text?, eur id?
UPDATE expenditure SET budget_line_id = $3, activity_id = $4, description = $5, supplier = $6,
       doc_type = $7, doc_no = $8, doc_date = $9, service_from = $10, service_to = $11,
       payment_date = $12, payment_ref = $13, book_account = $14, procurement_ref = $15,
       event_ref = $16, staff_ref = $17, original_at = $18, currency = $19, gross = $20, vat = $21,
       share_e2 = $22, amount = $23, is_sensitive = $24, search_key = $25, regime = $26,
       rate_sum_e6 = $27, rate_n = $28, rate_basis = $29, eur = $30, version = version + 1
 WHERE id = $1 AND version = $2;

-- expenditure_end_row :change
-- A row of a submitted version ends with that version.
-- in: id id, until_version int64
UPDATE expenditure SET until_version = $2,
       version = version + 1 WHERE id = $1 AND until_version IS NULL;

-- expenditure_pass_on :change
-- A row ends and its successor is the one that takes the parked line in again.
-- in: id id
UPDATE expenditure SET unparks = NULL, version = version + 1 WHERE id = $1;

-- expenditure_reopen_row :change
-- in: id id
UPDATE expenditure SET until_version = NULL,
       version = version + 1 WHERE id = $1 AND until_version IS NOT NULL;

-- expenditure_delete_row :change
-- A row that was never submitted may go altogether.
-- in: id id, from_version int64
DELETE FROM expenditure WHERE id = $1 AND from_version = $2 AND decision IS NULL;

-- expenditure_current :opt
-- The current row of a line.
-- in: report id, line_key int64
-- out: id id, line_key int64, from_version int64, version int64, budget_line id, line text,
--     activity_id id, activity text?, description text, supplier text, doc_type text, doc_no text,
--     doc_date date, service_from date?, service_to date?, payment_date date?, payment_ref text,
--     book_account text, procurement_ref text, event_ref text, staff_ref text, original_at text,
--     currency text, gross int64, vat int64, share_e2 e2, amount int64, is_sensitive flag,
--     regime text?, rate_sum_e6 int64, rate_n int64, rate_basis text?, eur id, decision text?,
--     deducted eur, reason text, unparks id
SELECT e.id, e.line_key, e.from_version, e.version, e.budget_line_id, l.code, e.activity_id, a.code,
       e.description, e.supplier, e.doc_type, e.doc_no, e.doc_date, e.service_from, e.service_to,
       e.payment_date, e.payment_ref, e.book_account, e.procurement_ref, e.event_ref, e.staff_ref,
       e.original_at, e.currency, e.gross, e.vat, e.share_e2, e.amount, e.is_sensitive, e.regime,
       COALESCE(e.rate_sum_e6, 0), COALESCE(e.rate_n, 0), e.rate_basis, e.eur, e.decision,
       e.deducted, e.reason, e.unparks
  FROM expenditure e
  JOIN budget_line l ON l.id = e.budget_line_id
  LEFT JOIN activity a ON a.id = e.activity_id
 WHERE e.report_id = $1 AND e.line_key = $2 AND e.until_version IS NULL;

-- expenditure_of_report :many
-- All current rows of a report, for the grid and for imports.
-- in: report id
-- row: expenditure_current
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
 ORDER BY e.line_key;

-- expenditure_removed :opt
-- The row that ended when the line was removed from the version being written.
-- in: report id, line_key int64, until_version int64
-- out: id id, version int64
SELECT e.id, e.version FROM expenditure e
 WHERE e.report_id = $1 AND e.line_key = $2 AND e.until_version = $3
   AND NOT EXISTS (SELECT 1 FROM expenditure s
       WHERE s.report_id = $1 AND s.line_key = $2 AND s.from_version > $3);

-- expenditure_parked :opt
-- A parked row of an accepted report of this partner that nothing has taken in again.
-- in: id id, partner id
-- out: id id, report id, budget_line id, line text, currency text, amount int64, regime text,
--     rate_sum_e6 int64, rate_n int64, rate_basis text, eur eur
SELECT e.id, e.report_id, e.budget_line_id, l.code, e.currency, e.amount, e.regime, e.rate_sum_e6,
       e.rate_n, e.rate_basis, e.eur
  FROM expenditure e
  JOIN budget_line l ON l.id = e.budget_line_id
  JOIN partner_report r ON r.id = e.report_id
 WHERE e.id = $1 AND e.partner_id = $2 AND e.decision = 'parked' AND e.until_version IS NULL
     AND r.state = 'accepted'
   AND NOT EXISTS (SELECT 1 FROM expenditure u WHERE u.unparks = e.id);

-- expenditure_documents_follow :exec
-- The documents of a row belong to its successor as well.
-- in: to_row id, from_row id, at stamp
INSERT INTO attachment (document_id, object_type, object_id, name, created_at)
SELECT document_id, object_type, $1, name,
       $3 FROM attachment WHERE object_type = 'expenditure' AND object_id = $2;

-- expenditure_documents_leave :exec
-- in: id id
DELETE FROM attachment WHERE object_type = 'expenditure' AND object_id = $1;

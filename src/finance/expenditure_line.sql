-- SPDX-License-Identifier: EUPL-1.2
-- One line: its page, its documents, who may reach it.

-- expenditure_owner :opt
-- in: id id
-- out: project id, partner id
SELECT project_id, partner_id FROM expenditure WHERE id = $1;

-- expenditure_line :opt
-- A row of any version, with what stands around it.
-- in: id id
-- out: id id, report id, project id hidden, partner id hidden, partner_name text, period_no int64,
--     seq int64, from_version int64, until_version id, version int64, state text,
--     report_version int64, line text, line_title text, heading text, activity text?,
--     activity_title text?, description text, supplier text, document_type text, document_no text,
--     document_date date, service_from date?, service_to date?, payment_date date?,
--     payment_ref text, book_account text, procurement_ref text, event_ref text, staff_ref text,
--     original_at text, currency text, gross e2, vat e2, share e2, amount e2, sensitive flag,
--     regime text?, rate_sum id hidden, rate_n id hidden, rate_basis text?, eur_minor id hidden,
--     decision text?, deducted eur, reason text, unparks id, starts_on date hidden,
--     ends_on date hidden, submitted_at stamp? hidden, successor id, created_at stamp,
--     first id hidden
SELECT e.id, e.report_id, e.project_id, e.partner_id, o.short_name, t.no, e.line_key,
       e.from_version, e.until_version, e.version, r.state, r.version_no, l.code, l.title,
       l.heading, a.code, a.title, e.description, e.supplier, e.doc_type, e.doc_no, e.doc_date,
       e.service_from, e.service_to, e.payment_date, e.payment_ref, e.book_account,
       e.procurement_ref, e.event_ref, e.staff_ref, e.original_at, e.currency, e.gross, e.vat,
       e.share_e2, e.amount, e.is_sensitive, e.regime, e.rate_sum_e6, e.rate_n, e.rate_basis,
       e.eur, e.decision, e.deducted, e.reason, e.unparks, t.starts_on, t.ends_on,
       r.first_submitted_at,
       (SELECT s.id FROM expenditure s WHERE s.report_id = e.report_id
           AND s.line_key = e.line_key AND s.from_version > e.from_version
         ORDER BY s.from_version DESC LIMIT 1),
       e.created_at,
       (SELECT MIN(f.id) FROM expenditure f WHERE f.report_id = e.report_id
           AND f.line_key = e.line_key)
  FROM expenditure e
  JOIN partner_report r ON r.id = e.report_id
  JOIN period t ON t.id = r.period_id
  JOIN partner p ON p.id = e.partner_id
  JOIN organisation o ON o.id = p.organisation_id
  JOIN budget_line l ON l.id = e.budget_line_id
  LEFT JOIN activity a ON a.id = e.activity_id
 WHERE e.id = $1;

-- expenditure_line_audit :many
-- Everything that was done to a line, in all its versions; the newest first.
-- in: report id, seq int64
-- out: at stamp, actor text, action text, before_json text?, after_json text?
SELECT u.at, u.actor, u.action, u.before_json, u.after_json
  FROM expenditure e
  JOIN audit u ON u.object_type = 'expenditure' AND u.object_id = e.id
 WHERE e.report_id = $1 AND e.line_key = $2 ORDER BY u.seq DESC LIMIT 200;

-- expenditure_line_questions :many
-- in: report id, seq int64
-- out: id id, body text, asked_at stamp, asked_by text?, answer text?, answered_at stamp?,
--     answered_by text?, closed_at stamp?, comments int64
SELECT q.id, q.body, q.asked_at, a.name, q.answer, q.answered_at, b.name, q.closed_at,
       (SELECT COUNT(*) FROM comment k WHERE k.object_type = 'question' AND k.object_id = q.id)
  FROM question q
  LEFT JOIN account a ON a.id = q.asked_by
  LEFT JOIN account b ON b.id = q.answered_by
 WHERE q.report_id = $1 AND q.line_key = $2 ORDER BY q.asked_at, q.id;

-- expenditure_line_twins :many
-- Other current lines of the project with the same document of the same supplier.
-- in: project id, id id, document_no text, document_date date, supplier text
-- out: id id, partner id hidden, partner_name text, period_no int64, seq int64, amount money,
--     share e2
SELECT d.id, d.partner_id, o.short_name, t.no, d.line_key, d.amount, d.currency, d.share_e2
  FROM expenditure d
  JOIN partner_report r ON r.id = d.report_id
  JOIN period t ON t.id = r.period_id
  JOIN partner p ON p.id = d.partner_id
  JOIN organisation o ON o.id = p.organisation_id
  JOIN expenditure e ON e.id = $2
 WHERE d.project_id = $1 AND d.doc_no = $3 AND d.doc_date = $4 AND d.supplier = $5
   AND d.until_version IS NULL AND d.doc_no <> ''
   AND (d.report_id <> e.report_id OR d.line_key <> e.line_key)
 ORDER BY t.no, d.report_id, d.line_key LIMIT 20;

-- expenditure_line_files :many
-- The documents on a row, and whether another line carries the same bytes.
-- in: id id
-- out: id id, name text, mime text, size int64, sha256 text, created_at stamp, elsewhere int64
SELECT x.id, x.name, d.mime, d.size, d.sha256, x.created_at,
       (SELECT COUNT(*) FROM attachment y
          JOIN expenditure f ON f.id = y.object_id
          JOIN expenditure e ON e.id = $1
         WHERE y.document_id = x.document_id AND y.object_type = 'expenditure'
           AND f.until_version IS NULL
           AND (f.report_id <> e.report_id OR f.line_key <> e.line_key))
  FROM attachment x JOIN document d ON d.id = x.document_id
 WHERE x.object_type = 'expenditure' AND x.object_id = $1 ORDER BY x.id;

-- expenditure_attachment :opt
-- An attachment of a line, with the line.
-- in: attachment id
-- out: id id, document id, name text, mime text, size int64, expenditure id, report id,
--     project id, partner id, seq int64, sensitive flag
SELECT x.id, x.document_id, x.name, d.mime, d.size, e.id, e.report_id, e.project_id, e.partner_id,
       e.line_key, e.is_sensitive
  FROM attachment x
  JOIN document d ON d.id = x.document_id
  JOIN expenditure e ON e.id = x.object_id
 WHERE x.id = $1 AND x.object_type = 'expenditure';

-- expenditure_attachment_again :opt
-- The same document on another row: a successor carries its own link to it.
-- in: expenditure id, document id
-- out: id id
SELECT id FROM attachment
 WHERE object_type = 'expenditure' AND object_id = $1 AND document_id = $2;

-- expenditure_line_codes :many
-- What the codes of a line may be, budget lines first.
-- in: project id
-- out: kind int64, code text, title text, place int64 hidden
SELECT 1, l.code, l.title, l.position FROM budget_line l WHERE l.project_id = $1
 UNION ALL
SELECT 2, a.code, a.title, a.id FROM activity a WHERE a.project_id = $1
 ORDER BY 1, 4, 2;

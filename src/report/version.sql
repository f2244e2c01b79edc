-- SPDX-License-Identifier: EUPL-1.2
-- What a version of a report contained, and what two versions differ in. Decisions are not part of
-- a version: they are the lead's.

-- version_lines :many
-- The lines of a version after one of them, in the order of the report.
-- in: report id, version int64, after_key int64, most int64
-- out: id id hidden, line_key int64, line text, line_title text, activity text?, description text,
--     supplier text, doc_type text, document_no text, document_date date, payment_date date?,
--     gross int64 hidden, vat int64 hidden, share e2, amount money, rate_basis text?, euro eur,
--     is_sensitive flag
SELECT e.id, e.line_key, l.code, l.title, a.code, e.description, e.supplier, e.doc_type, e.doc_no,
       e.doc_date, e.payment_date, e.gross, e.vat, e.share_e2, e.amount, e.currency, e.rate_basis,
       COALESCE(e.eur, 0), e.is_sensitive
  FROM expenditure e
  JOIN budget_line l ON l.id = e.budget_line_id
  LEFT JOIN activity a ON a.id = e.activity_id
 WHERE e.report_id = $1 AND e.from_version <= $2
   AND (e.until_version IS NULL OR e.until_version >= $2) AND e.line_key > $3
 ORDER BY e.line_key LIMIT $4;

-- version_all :each
-- All of them, for a file.
-- in: report id, version int64
-- row: version_lines
SELECT e.id, e.line_key, l.code, l.title, a.code, e.description, e.supplier, e.doc_type, e.doc_no,
       e.doc_date, e.payment_date, e.gross, e.vat, e.share_e2, e.amount, e.currency, e.rate_basis,
       COALESCE(e.eur, 0), e.is_sensitive
  FROM expenditure e
  JOIN budget_line l ON l.id = e.budget_line_id
  LEFT JOIN activity a ON a.id = e.activity_id
 WHERE e.report_id = $1 AND e.from_version <= $2
   AND (e.until_version IS NULL OR e.until_version >= $2)
 ORDER BY e.line_key;

-- version_headings :many
-- in: report id, version int64
-- out: heading text, lines int64, euro eur
SELECT l.heading, COUNT(*), CAST(SUM(COALESCE(e.eur, 0)) AS BIGINT)
  FROM expenditure e JOIN budget_line l ON l.id = e.budget_line_id
 WHERE e.report_id = $1 AND e.from_version <= $2
   AND (e.until_version IS NULL OR e.until_version >= $2)
 GROUP BY l.heading ORDER BY l.heading;

-- version_difference :many
-- Rows that are in one of two versions only; a changed line has one in each. was: in the older one.
-- in: report id, older int64, newer int64, most int64
-- out: line_key int64, was flag, line text, activity text?, description text, supplier text,
--     doc_type text, document_no text, document_date date, service_from date?, service_to date?,
--     payment_date date?, payment_ref text, book_account text, procurement_ref text,
--     event_ref text, staff_ref text, original_at text, gross money, vat money, share e2,
--     amount money, euro eur, is_sensitive flag
SELECT e.line_key, CASE WHEN e.from_version <= $2 THEN 1 ELSE 0 END, l.code, a.code, e.description,
       e.supplier, e.doc_type, e.doc_no, e.doc_date, e.service_from, e.service_to, e.payment_date,
       e.payment_ref, e.book_account, e.procurement_ref, e.event_ref, e.staff_ref, e.original_at,
       e.gross, e.currency, e.vat, e.currency, e.share_e2, e.amount, e.currency,
       COALESCE(e.eur, 0), e.is_sensitive
  FROM expenditure e
  JOIN budget_line l ON l.id = e.budget_line_id
  LEFT JOIN activity a ON a.id = e.activity_id
 WHERE e.report_id = $1
   AND ((e.from_version <= $2 AND e.until_version >= $2 AND e.until_version < $3)
        OR (e.from_version > $2 AND e.from_version <= $3
            AND (e.until_version IS NULL OR e.until_version >= $3)))
 ORDER BY e.line_key, e.from_version LIMIT $4;

-- version_activities :many
-- All activities that texts of the report are about.
-- in: report id
-- out: id id, code text, title text
SELECT a.id, a.code, a.title FROM activity a
 WHERE a.id IN (SELECT n.activity_id FROM narrative n WHERE n.report_id = $1) ORDER BY a.code, a.id;

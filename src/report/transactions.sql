-- SPDX-License-Identifier: EUPL-1.2
-- The list of transactions of a donor report (Annex: detailed breakdown of expenditure). Of a
-- frozen one: the lines of the reports it took up. Before that: the lines of accepted reports that
-- nothing has taken up (earlier ones unless they go into a donor report of their own), and of this
-- period's other reports with the state they are in.

-- transactions :each
-- rate_sum and rate_n are the rate as a fraction. donor_report 0: not begun. open_before: earlier
-- periods go into a donor report of their own.
-- in: project id, period_no int64, donor_report int64, frozen flag, open_before flag, partner id?,
--     heading text?, line_id id?
-- out: partner_id id, partner text, heading text, line text, activity text?, description text,
--     supplier text, document_no text, document_date date, payment_date date?, amount money,
--     rate_sum int64, rate_n int64, rate_basis text?, rated flag, eur_minor int64, status text,
--     deducted int64, is_sensitive flag, expenditure id, period_no int64, line_key int64,
--     report id, decided_at stamp?, decided_by text?
SELECT r.partner_id, o.short_name, l.heading, l.code, a.code, e.description, e.supplier, e.doc_no,
       e.doc_date, e.payment_date, e.amount, e.currency, COALESCE(e.rate_sum_e6, 0),
       COALESCE(e.rate_n, 0), e.rate_basis, CASE WHEN e.regime IS NULL THEN 0 ELSE 1 END,
       COALESCE(e.eur, 0),
       CASE WHEN r.state = 'accepted' THEN COALESCE(e.decision, 'accepted') ELSE r.state END,
       e.deducted, e.is_sensitive, e.id, t.no, e.line_key, r.id,
       CASE WHEN r.state = 'accepted' THEN r.decided_at END,
       CASE WHEN r.state = 'accepted' THEN c.name END
  FROM partner_report r
  JOIN period t ON t.id = r.period_id
  JOIN partner p ON p.id = r.partner_id
  JOIN organisation o ON o.id = p.organisation_id
  JOIN expenditure e ON e.report_id = r.id
  JOIN budget_line l ON l.id = e.budget_line_id
  LEFT JOIN activity a ON a.id = e.activity_id
  LEFT JOIN account c ON c.id = r.decided_by
 WHERE r.project_id = $1 AND e.until_version IS NULL
   AND (($4 = 1 AND r.donor_report_id = $3)
        OR ($4 = 0 AND r.donor_report_id IS NULL
            AND (t.no = $2 OR (t.no < $2 AND r.state = 'accepted' AND $5 = 0))))
   AND ($6 IS NULL OR r.partner_id = $6) AND ($7 IS NULL OR l.heading = $7)
   AND ($8 IS NULL OR e.budget_line_id = $8)
 ORDER BY p.position, p.id, t.no, e.line_key, e.id;

-- transactions_count :one
-- in: project id, period_no int64, donor_report int64, frozen flag, open_before flag
-- out: lines int64
SELECT COUNT(*)
  FROM partner_report r
  JOIN period t ON t.id = r.period_id
  JOIN expenditure e ON e.report_id = r.id
 WHERE r.project_id = $1 AND e.until_version IS NULL
   AND (($4 = 1 AND r.donor_report_id = $3)
        OR ($4 = 0 AND r.donor_report_id IS NULL
            AND (t.no = $2 OR (t.no < $2 AND r.state = 'accepted' AND $5 = 0))));

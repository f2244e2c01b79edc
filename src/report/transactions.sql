-- SPDX-License-Identifier: EUPL-1.2
-- The list of transactions of a donor report (Annex: detailed breakdown of expenditure). Of a
-- frozen one: the lines of the reports it took up. Before that: the lines of accepted reports that
-- nothing has taken up, and of this period's other reports with the state they are in.

-- transactions :each
-- seq counts over the whole list. unit_sum and unit_n are the rate as a fraction. donor_report 0:
-- not begun.
-- in: project id, period_no int64, donor_report int64, frozen int64, partner id?, line_id id?
-- out: partner text, heading text, line text, activity text?, description text, supplier text,
--     document_no text, document_date date, payment_date date?, amount money, rate_sum int64,
--     rate_n int64, rate_basis text?, rated flag, eur_minor int64, status text, deducted int64,
--     is_sensitive flag, partner_id id, expenditure id, documents int64
SELECT o.short_name, l.heading, l.code, a.code, e.description, e.supplier, e.doc_no, e.doc_date,
       e.payment_date, e.amount, e.currency, COALESCE(e.rate_sum_e6, 0), COALESCE(e.rate_n, 0),
       e.rate_basis, CASE WHEN e.regime IS NULL THEN 0 ELSE 1 END, COALESCE(e.eur, 0),
       CASE WHEN r.state = 'accepted' THEN COALESCE(e.decision, 'accepted') ELSE r.state END,
       e.deducted, e.is_sensitive, r.partner_id, e.id,
       (SELECT COUNT(*) FROM attachment x WHERE x.object_type = 'expenditure'
           AND x.object_id = e.id)
  FROM partner_report r
  JOIN period t ON t.id = r.period_id
  JOIN partner p ON p.id = r.partner_id
  JOIN organisation o ON o.id = p.organisation_id
  JOIN expenditure e ON e.report_id = r.id
  JOIN budget_line l ON l.id = e.budget_line_id
  LEFT JOIN activity a ON a.id = e.activity_id
 WHERE r.project_id = $1 AND e.until_version IS NULL
   AND (($4 = 1 AND r.donor_report_id = $3)
        OR ($4 = 0 AND r.donor_report_id IS NULL
            AND (t.no = $2 OR (t.no < $2 AND r.state = 'accepted'))))
   AND ($5 IS NULL OR r.partner_id = $5) AND ($6 IS NULL OR e.budget_line_id = $6)
 ORDER BY p.position, p.id, t.no, e.line_key, e.id;

-- SPDX-License-Identifier: EUPL-1.2
-- The expenditure list: one project, filtered, fifty rows a page in the order of reports and lines.

-- expenditure_page :many
-- CROSS JOIN keeps SQLite to this order: the index gives the rows sorted, and the first fifty end
-- it. What is the same for a whole report comes from expenditure_reports and is filled in.
-- Keyset: rows after (after_report, after_key); pass 0, 0 for the first page. partner 0 is sent as
-- NULL: all partners.
-- in: project id, partner id?, period id?, budget_line id?, activity id?, currency text?,
--     state text?, q text?, undocumented id?, after_report int64, after_key int64, most int64
-- out: id id, report id hidden, line_key int64, period_no int64, partner id hidden,
--     partner_name text, line text, activity text?, description text, supplier text,
--     document_no text, document_date date, payment_date date?, amount money, eur_minor id hidden,
--     rated flag hidden, state text, deducted eur, is_sensitive flag, documents int64
SELECT e.id, e.report_id, e.line_key, 0, e.partner_id, '', l.code, a.code, e.description,
       e.supplier, e.doc_no, e.doc_date, e.payment_date, e.amount, e.currency, e.eur,
       CASE WHEN e.regime IS NULL THEN 0 ELSE 1 END, COALESCE(e.decision, ''), e.deducted,
       e.is_sensitive,
       (SELECT COUNT(*) FROM attachment x
         WHERE x.object_type = 'expenditure' AND x.object_id = e.id)
  FROM expenditure e
 CROSS JOIN budget_line l
  LEFT JOIN activity a ON a.id = e.activity_id
 WHERE e.project_id = $1 AND e.until_version IS NULL AND l.id = e.budget_line_id
   AND ($2 IS NULL OR e.partner_id = $2)
   AND ($3 IS NULL OR e.report_id IN (SELECT r.id FROM partner_report r WHERE r.period_id = $3))
   AND ($4 IS NULL OR e.budget_line_id = $4) AND ($5 IS NULL OR e.activity_id = $5)
   AND ($6 IS NULL OR e.currency = $6)
   AND ($7 IS NULL
        OR COALESCE(e.decision,
                    (SELECT r.state FROM partner_report r WHERE r.id = e.report_id)) = $7)
   AND ($8 IS NULL OR e.search_key LIKE '%' || $8 || '%' ESCAPE '!')
   AND ($9 IS NULL OR NOT EXISTS (SELECT 1 FROM attachment x
                                   WHERE x.object_type = 'expenditure' AND x.object_id = e.id))
   AND (e.report_id, e.line_key) > ($10, $11)
 ORDER BY e.report_id, e.line_key LIMIT $12;

-- expenditure_reports :many
-- The reports of a project: period_no, partner_name and, without a decision, state of a row.
-- in: project id
-- out: id id, period_no int64, partner_name text, state text
SELECT r.id, t.no, o.short_name, r.state
  FROM partner_report r
  JOIN period t ON t.id = r.period_id
  JOIN partner p ON p.id = r.partner_id
  JOIN organisation o ON o.id = p.organisation_id
 WHERE r.project_id = $1 ORDER BY r.id;

-- expenditure_sums_plain :many
-- The sums when no more than partner and period are chosen: the stored ones of what is submitted,
-- the lines themselves of what is still being written.
-- in: project id, partner id?, period id?
-- row: expenditure_sums
SELECT CAST(SUM(x.amount) AS BIGINT), x.currency, CAST(SUM(x.eur) AS BIGINT),
       CAST(SUM(x.lines) AS BIGINT)
  FROM (SELECT t.currency, t.amount, t.eur, t.lines
          FROM partner_report r
          JOIN report_currency_total t ON t.report_id = r.id
         WHERE r.project_id = $1 AND r.state NOT IN ('draft', 'returned')
           AND ($2 IS NULL OR r.partner_id = $2) AND ($3 IS NULL OR r.period_id = $3)
         UNION ALL
        SELECT e.currency, SUM(e.amount), COALESCE(SUM(e.eur), 0), COUNT(*)
          FROM partner_report r
         CROSS JOIN expenditure e
         WHERE r.project_id = $1 AND r.state IN ('draft', 'returned')
           AND e.project_id = $1 AND e.report_id = r.id AND e.until_version IS NULL
           AND ($2 IS NULL OR r.partner_id = $2) AND ($3 IS NULL OR r.period_id = $3)
         GROUP BY e.currency) x
 GROUP BY x.currency ORDER BY x.currency;

-- expenditure_sums :many
-- The same filter, summed per currency.
-- in: project id, partner id?, period id?, budget_line id?, activity id?, currency text?,
--     state text?, q text?, undocumented id?
-- out: amount money, eur eur, lines int64
SELECT CAST(SUM(e.amount) AS BIGINT), e.currency, CAST(COALESCE(SUM(e.eur), 0) AS BIGINT), COUNT(*)
  FROM partner_report r
  JOIN expenditure e ON e.report_id = r.id
 WHERE r.project_id = $1 AND e.until_version IS NULL
   AND ($2 IS NULL OR r.partner_id = $2) AND ($3 IS NULL OR r.period_id = $3)
   AND ($4 IS NULL OR e.budget_line_id = $4) AND ($5 IS NULL OR e.activity_id = $5)
   AND ($6 IS NULL OR e.currency = $6) AND ($7 IS NULL OR COALESCE(e.decision, r.state) = $7)
   AND ($8 IS NULL OR e.search_key LIKE '%' || $8 || '%' ESCAPE '!')
   AND ($9 IS NULL OR NOT EXISTS (SELECT 1 FROM attachment x
       WHERE x.object_type = 'expenditure' AND x.object_id = e.id))
 GROUP BY e.currency ORDER BY e.currency;

-- expenditure_choices :many
-- What the filter offers: partners and periods of the project; and the reports of ${partner} that
-- are open, so that one can go on in them. In one statement.
-- in: project id, partner id
-- out: kind text, id id, label text
SELECT 'partner', p.id,
       o.short_name FROM partner p JOIN organisation o ON o.id = p.organisation_id
           WHERE p.project_id = $1
 UNION ALL
SELECT 'period', t.id, CAST(t.no AS TEXT) FROM period t WHERE t.project_id = $1
 UNION ALL
SELECT 'report', r.id, CAST(t.no AS TEXT)
  FROM partner_report r JOIN period t ON t.id = r.period_id
 WHERE r.project_id = $1 AND r.partner_id = $2 AND r.state IN ('draft', 'returned')
 ORDER BY 1, 2;

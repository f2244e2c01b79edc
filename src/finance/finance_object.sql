-- SPDX-License-Identifier: EUPL-1.2
-- What a line is called where people talk about it.

-- finance_object_budget_line :opt
-- in: line id
-- out: project id, code text, title text
SELECT project_id, code, title FROM budget_line WHERE id = $1;

-- finance_object_expenditure :opt
-- Of any row of a line: its first and its latest, and what the latest says.
-- in: expenditure id
-- out: project id, partner id, partner_name text, period_no int64, seq int64, first id, latest id,
--     description text, sensitive flag
SELECT e.project_id, e.partner_id, o.short_name, t.no, e.line_key, x.first_id, e.id, e.description,
       e.is_sensitive
  FROM (SELECT MIN(b.id) AS first_id, MAX(b.id) AS last_id FROM expenditure a
          JOIN expenditure b ON b.report_id = a.report_id AND b.line_key = a.line_key
         WHERE a.id = $1) x
  JOIN expenditure e ON e.id = x.last_id
  JOIN partner_report r ON r.id = e.report_id
  JOIN period t ON t.id = r.period_id
  JOIN partner p ON p.id = e.partner_id
  JOIN organisation o ON o.id = p.organisation_id;

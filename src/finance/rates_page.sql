-- SPDX-License-Identifier: EUPL-1.2

-- rates_span :one
-- The months of the project, and the currencies of its partners' books and lines.
-- in: project id
-- out: starts_on date, ends_on date, rule_set text
SELECT starts_on, ends_on, rule_set FROM project WHERE id = $1;

-- rates_currencies :many
-- in: project id
-- out: currency text
SELECT book_currency FROM partner WHERE project_id = $1 AND book_currency <> 'EUR'
 UNION
SELECT DISTINCT e.currency FROM partner_report r JOIN expenditure e ON e.report_id = r.id
 WHERE r.project_id = $1 AND e.until_version IS NULL AND e.currency <> 'EUR'
 ORDER BY 1;

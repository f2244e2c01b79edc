-- SPDX-License-Identifier: EUPL-1.2
-- What a report and a question are called where people talk about them, and whose work they are.

-- report_object_report :opt
-- in: report id
-- out: project id, partner id, partner_name text, period_no int64
SELECT r.project_id, r.partner_id, o.short_name, t.no
  FROM partner_report r
  JOIN period t ON t.id = r.period_id
  JOIN partner p ON p.id = r.partner_id
  JOIN organisation o ON o.id = p.organisation_id
 WHERE r.id = $1;

-- report_object_question :opt
-- in: question id
-- out: project id, partner id, report id, partner_name text, period_no int64, body text,
--     answer text?
SELECT r.project_id, r.partner_id, r.id, o.short_name, t.no, q.body, q.answer
  FROM question q
  JOIN partner_report r ON r.id = q.report_id
  JOIN period t ON t.id = r.period_id
  JOIN partner p ON p.id = r.partner_id
  JOIN organisation o ON o.id = p.organisation_id
 WHERE q.id = $1;

-- report_object_people :many
-- All of the partner and of the lead who can sign in, each once.
-- in: project id, partner id
-- out: account id
SELECT DISTINCT a.id
  FROM account_role r
  JOIN account a ON a.id = r.account_id
 WHERE r.project_id = $1 AND a.state = 'active'
   AND (r.role IN ('lead_coordinator', 'lead_finance')
        OR (r.role IN ('partner_coordinator', 'partner_finance')
            AND r.organisation_id = (SELECT organisation_id FROM partner WHERE id = $2)))
 ORDER BY a.id;

-- SPDX-License-Identifier: EUPL-1.2
-- Who is told what becomes of a partner report.

-- notify_partner :many
-- The people of the report's partner who can sign in, each once.
-- in: report id
-- out: id id
SELECT DISTINCT a.id
  FROM partner_report r
  JOIN partner p ON p.id = r.partner_id
  JOIN account_role x ON x.project_id = r.project_id AND x.organisation_id = p.organisation_id
  JOIN account a ON a.id = x.account_id
 WHERE r.id = $1 AND a.state = 'active' ORDER BY a.id;

-- notify_lead :many
-- The coordinators and finance officers of the lead who can sign in, each once.
-- in: report id
-- row: notify_partner
SELECT DISTINCT a.id
  FROM partner_report r
  JOIN account_role x ON x.project_id = r.project_id
   AND x.role IN ('lead_coordinator', 'lead_finance')
  JOIN account a ON a.id = x.account_id
 WHERE r.id = $1 AND a.state = 'active' ORDER BY a.id;

-- notify_questions :many
-- What waits for an answer of the partner.
-- in: report id
-- out: id id, body text
SELECT id, body FROM question
 WHERE report_id = $1 AND answer IS NULL AND closed_at IS NULL ORDER BY id;

-- notify_facts :one
-- in: report id
-- out: project id, code text, partner text, period_no int64, version_no int64, version int64,
--     questions int64
SELECT r.project_id, p.code, o.short_name, t.no, r.version_no, r.version,
       (SELECT COUNT(*) FROM question q WHERE q.report_id = r.id AND q.answer IS NULL)
  FROM partner_report r
  JOIN project p ON p.id = r.project_id
  JOIN partner x ON x.id = r.partner_id
  JOIN organisation o ON o.id = x.organisation_id
  JOIN period t ON t.id = r.period_id
 WHERE r.id = $1;

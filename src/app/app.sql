-- SPDX-License-Identifier: EUPL-1.2
-- What stands around every page, and what a database is.

-- app_projects :many
-- All there are, for an administrator; who has a part in a project comes with it.
-- out: id id, code text, title text, is_demo flag
SELECT p.id, p.code, p.title, p.is_demo FROM project p ORDER BY p.code, p.id;

-- app_project_there :opt
-- in: project id
-- out: id id
SELECT id FROM project WHERE id = $1;

-- app_partner_there :opt
-- in: project id, partner id
-- out: id id
SELECT id FROM partner WHERE project_id = $1 AND id = $2;

-- app_demo :one
-- A demonstration, and when something last happened in it.
-- out: projects int64, others int64, at stamp?
SELECT (SELECT COUNT(*) FROM project WHERE is_demo = 1),
       (SELECT COUNT(*) FROM project WHERE is_demo = 0),
       (SELECT at FROM audit ORDER BY seq DESC LIMIT 1);

-- doctor_totals :many
-- Reports whose stored sums differ from their lines.
-- out: report id, partner text, period int64
SELECT x.report_id, o.short_name, t.no
  FROM (SELECT report_id, budget_line_id, lines, undecided, eur, accepted, deducted, parked
          FROM report_total
        UNION ALL
        SELECT report_id, budget_line_id, -COUNT(*),
               -SUM(CASE WHEN decision IS NULL THEN 1 ELSE 0 END), -SUM(COALESCE(eur, 0)),
               -SUM(accepted),
               -SUM(CASE WHEN decision IN ('accepted', 'deducted') THEN deducted ELSE 0 END),
               -SUM(CASE WHEN decision = 'parked' THEN eur ELSE 0 END)
          FROM expenditure WHERE until_version IS NULL
         GROUP BY report_id, budget_line_id) x
  JOIN partner_report r ON r.id = x.report_id
  JOIN partner p ON p.id = r.partner_id
  JOIN organisation o ON o.id = p.organisation_id
  JOIN period t ON t.id = r.period_id
 WHERE r.state IN ('submitted', 'in_check', 'accepted')
 GROUP BY x.report_id, x.budget_line_id, o.short_name, t.no
HAVING SUM(lines) <> 0 OR SUM(undecided) <> 0 OR SUM(x.eur) <> 0 OR SUM(accepted) <> 0
    OR SUM(deducted) <> 0 OR SUM(parked) <> 0
 ORDER BY 1 LIMIT 20;

-- doctor_currency_totals :many
-- row: doctor_totals
SELECT x.report_id, o.short_name, t.no
  FROM (SELECT report_id, currency, lines, amount, eur FROM report_currency_total
        UNION ALL
        SELECT report_id, currency, -COUNT(*), -SUM(amount), -SUM(COALESCE(eur, 0))
          FROM expenditure WHERE until_version IS NULL
         GROUP BY report_id, currency) x
  JOIN partner_report r ON r.id = x.report_id
  JOIN partner p ON p.id = r.partner_id
  JOIN organisation o ON o.id = p.organisation_id
  JOIN period t ON t.id = r.period_id
 WHERE r.state IN ('submitted', 'in_check', 'accepted')
 GROUP BY x.report_id, x.currency, o.short_name, t.no
HAVING SUM(lines) <> 0 OR SUM(amount) <> 0 OR SUM(x.eur) <> 0
 ORDER BY 1 LIMIT 20;

-- doctor_versions :many
-- Every version of a report that was ever submitted, with the digest it had then.
-- out: report id, no int64, sha text, partner text, period int64
SELECT v.report_id, v.no, v.content_sha, o.short_name, t.no
  FROM report_version v
  JOIN partner_report r ON r.id = v.report_id
  JOIN partner p ON p.id = r.partner_id
  JOIN organisation o ON o.id = p.organisation_id
  JOIN period t ON t.id = r.period_id
 ORDER BY v.report_id, v.no;

-- doctor_donor_reports :many
-- out: id id, period int64, project text
SELECT d.id, t.no, p.code
  FROM donor_report d
  JOIN period t ON t.id = d.period_id
  JOIN project p ON p.id = d.project_id
 WHERE d.state <> 'draft' ORDER BY p.code, t.no, d.id;

-- doctor_documents :many
-- Every n-th document.
-- in: step int64
-- out: id id
SELECT id FROM document WHERE id % $1 = 0 ORDER BY id;

-- doctor_facts :one
-- out: administrators int64, documents int64, at stamp?
SELECT (SELECT COUNT(*) FROM account_role r JOIN account a ON a.id = r.account_id
         WHERE r.role = 'administrator' AND a.state = 'active'),
       (SELECT COUNT(*) FROM document), (SELECT at FROM audit ORDER BY seq DESC LIMIT 1);

-- doctor_search :many
-- What should be found by searching and is not.
-- out: type text, id id
SELECT o.type, o.id
  FROM (SELECT 'comment' AS type, id FROM comment WHERE removed_at IS NULL
        UNION ALL SELECT 'decision', id FROM decision
        UNION ALL SELECT 'task', id FROM task
        UNION ALL SELECT 'meeting', id FROM meeting
        UNION ALL SELECT 'agenda_item', id FROM agenda_item
        UNION ALL SELECT 'consultation', id FROM consultation
        UNION ALL SELECT 'body', id FROM body) o
  LEFT JOIN search_entry e ON e.type = o.type AND e.object_id = o.id
 WHERE e.id IS NULL ORDER BY o.type, o.id LIMIT 20;

-- app_mail_to :opt
-- The last mail to somebody about a thing: what an answer of theirs answers.
-- in: account id, reply_type text, reply id
-- out: id id
SELECT id FROM mail WHERE account_id = $1 AND reply_type = $2 AND reply_id = $3
 ORDER BY id DESC LIMIT 1;

-- app_mail_contact :opt
-- The last mail to who has no account.
-- in: reply_type text, reply id
-- out: id id
SELECT id FROM mail WHERE account_id IS NULL AND reply_type = $1 AND reply_id = $2
 ORDER BY id DESC LIMIT 1;

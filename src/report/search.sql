-- SPDX-License-Identifier: EUPL-1.2
-- What is looked through when somebody searches a project. Lines of expenditure have a folded key;
-- of the rest a project has so few that their texts are folded where they are compared.

-- search_expenditure :many
-- Up to three folded words, each a pattern of LIKE. Of a sensitive line nothing is found but by its
-- own partner (own) and who reads all of them (own 0); own -1: nobody.
-- in: project id, partner id?, first text, second text?, third text?, own int64, most int64
-- out: id id, period_no int64, line_key int64, partner_name text, description text, supplier text,
--     document_no text, amount money
SELECT e.id, t.no, e.line_key, o.short_name, e.description, e.supplier, e.doc_no, e.amount,
       e.currency
  FROM expenditure e
  JOIN partner_report r ON r.id = e.report_id
  JOIN period t ON t.id = r.period_id
  JOIN partner p ON p.id = e.partner_id
  JOIN organisation o ON o.id = p.organisation_id
 WHERE e.project_id = $1 AND e.until_version IS NULL AND ($2 IS NULL OR e.partner_id = $2)
   AND e.search_key LIKE '%' || $3 || '%' ESCAPE '!'
   AND ($4 IS NULL OR e.search_key LIKE '%' || $4 || '%' ESCAPE '!')
   AND ($5 IS NULL OR e.search_key LIKE '%' || $5 || '%' ESCAPE '!')
   AND (e.is_sensitive = 0 OR $6 = 0 OR e.partner_id = $6)
 ORDER BY e.report_id DESC, e.line_key LIMIT $7;

-- search_activities :many
-- in: project id
-- out: id id, code text, title text, place text, partner_name text
SELECT a.id, a.code, a.title, a.place, o.short_name
  FROM activity a
  JOIN partner p ON p.id = a.partner_id
  JOIN organisation o ON o.id = p.organisation_id
 WHERE a.project_id = $1 ORDER BY a.code, a.id;

-- search_partners :many
-- in: project id
-- out: short_name text, name text, name_latin text, city text
SELECT o.short_name, o.name, o.name_latin, o.city
  FROM partner p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.project_id = $1 ORDER BY p.position, p.id;

-- search_budget_lines :many
-- in: project id
-- out: id id, code text, title text
SELECT id, code, title FROM budget_line WHERE project_id = $1 ORDER BY position, id;

-- search_texts :many
-- The texts of partner reports as they stand now. partner NULL: of all.
-- in: project id, partner id?
-- out: report id, period_no int64, partner_name text, question text, activity id, body text
SELECT r.id, t.no, o.short_name, n.question, n.activity_id, n.body
  FROM narrative n
  JOIN partner_report r ON r.id = n.report_id
  JOIN period t ON t.id = r.period_id
  JOIN partner p ON p.id = r.partner_id
  JOIN organisation o ON o.id = p.organisation_id
 WHERE r.project_id = $1 AND n.until_version IS NULL AND ($2 IS NULL OR r.partner_id = $2)
 ORDER BY t.no DESC, p.position, n.question, n.id;

-- search_donor_texts :many
-- all 0: only of what was sent.
-- in: project id, every flag
-- out: period_no int64, body text
SELECT t.no, d.narrative
  FROM donor_report d JOIN period t ON t.id = d.period_id
 WHERE d.project_id = $1 AND ($2 = 1 OR d.state IN ('sent', 'accepted'))
 ORDER BY t.no DESC;

-- search_agenda :many
-- in: ids text
-- out: id id, meeting id
SELECT id, meeting_id FROM agenda_item
 WHERE id IN (SELECT CAST(value AS BIGINT) FROM json_each($1));

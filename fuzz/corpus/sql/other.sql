-- SPDX-License-Identifier: EUPL-1.2
-- other_lines :each
-- in: project id
-- row: demo/line:line_page
SELECT l.id, l.code, l.note, l.amount, l.currency, l.total, l.units, l.share, l.rate,
       l.starts_on, l.ends_on, l.changed_at, l.period, l.is_open, l.n, l.photo, l.code_key
  FROM line l
 WHERE l.project_id = $1 ORDER BY l.code DESC;

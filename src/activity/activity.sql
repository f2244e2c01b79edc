-- SPDX-License-Identifier: EUPL-1.2

-- activity_get :one
-- in: activity id
-- out: id id, project id, component id, component_no int64, partner id, partner_name text,
--     code text, title text, place text, programme text, starts_on date, ends_on date, state text,
--     version int64
SELECT a.id, a.project_id, a.component_id, c.no, a.partner_id, o.short_name, a.code, a.title,
       a.place, a.programme, a.starts_on, a.ends_on, a.state, a.version
  FROM activity a
  JOIN component c ON c.id = a.component_id
  JOIN partner p ON p.id = a.partner_id
  JOIN organisation o ON o.id = p.organisation_id
 WHERE a.id = $1;

-- activity_owner :opt
-- in: activity id
-- out: project id, partner id
SELECT project_id, partner_id FROM activity WHERE id = $1;

-- activity_list :many
-- in: project id, component id?, partner id?, state text?
-- row: activity_get
SELECT a.id, a.project_id, a.component_id, c.no, a.partner_id, o.short_name, a.code, a.title,
       a.place, a.programme, a.starts_on, a.ends_on, a.state, a.version
  FROM activity a
  JOIN component c ON c.id = a.component_id
  JOIN partner p ON p.id = a.partner_id
  JOIN organisation o ON o.id = p.organisation_id
 WHERE a.project_id = $1 AND ($2 IS NULL OR a.component_id = $2)
     AND ($3 IS NULL OR a.partner_id = $3)
   AND ($4 IS NULL OR a.state = $4)
 ORDER BY c.no, a.code, a.id;

-- activity_place_ok :opt
-- Component and partner are of the project.
-- in: project id, component id, partner id
-- out: id id
SELECT
       c.id FROM component c JOIN partner p ON p.project_id = c.project_id
           WHERE c.project_id = $1 AND c.id = $2 AND p.id = $3;

-- activity_add_row :insert
-- in: project id, component id, partner id, code text, title text, place text, programme text,
--     starts_on date, ends_on date, state text
INSERT INTO activity (project_id, component_id, partner_id, code, title, place, programme,
    starts_on, ends_on, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id;

-- activity_set_row :change
-- in: id id, version int64, component id, partner id, code text, title text, place text,
--     programme text, starts_on date, ends_on date, state text
UPDATE activity SET component_id = $3, partner_id = $4, code = $5, title = $6, place = $7,
       programme = $8, starts_on = $9, ends_on = $10, state = $11, version = version + 1
 WHERE id = $1 AND version = $2;

-- activity_delete :change
-- in: id id
DELETE FROM activity WHERE id = $1;

-- activity_rests :one
-- in: activity id
-- out: things int64
SELECT
       (SELECT COUNT(*) FROM expenditure WHERE activity_id = $1) + (SELECT COUNT(*) FROM narrative
           WHERE activity_id = $1);

-- activity_reported :one
-- Versions submitted of reports that speak of it.
-- in: activity id
-- out: versions int64
SELECT COUNT(*) FROM report_version
 WHERE report_id IN (SELECT report_id FROM expenditure WHERE activity_id = $1
                     UNION SELECT report_id FROM narrative WHERE activity_id = $1);

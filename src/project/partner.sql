-- SPDX-License-Identifier: EUPL-1.2
-- Partners, components, periods of a project.

-- partner_get :one
-- in: partner id
-- out: id id, project id, organisation id, short_name text, name text, role text, language text,
--     book_currency text, position int64, version int64
SELECT p.id, p.project_id, p.organisation_id, o.short_name, o.name, p.role, p.language,
       p.book_currency, p.position, p.version
  FROM partner p JOIN organisation o ON o.id = p.organisation_id WHERE p.id = $1;

-- partner_list :many
-- in: project id
-- out: id id, organisation id, short_name text, name text, name_latin text, country text,
--     city text, role text, language text, book_currency text, reports int64, version int64
SELECT p.id, p.organisation_id, o.short_name, o.name, o.name_latin, o.country, o.city, p.role,
       p.language, p.book_currency,
       (SELECT COUNT(*) FROM partner_report r WHERE r.partner_id = p.id), p.version
  FROM partner p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.project_id = $1 ORDER BY p.position, p.id;

-- partner_add_row :insert
-- in: project id, organisation id, role text, language text, book_currency text
INSERT INTO partner (project_id, organisation_id, role, language, book_currency, position)
VALUES ($1, $2, $3, $4, $5,
        (SELECT COALESCE(MAX(position), 0) + 1 FROM partner WHERE project_id = $1)) RETURNING id;

-- partner_set_row :change
-- in: id id, version int64, role text, language text, book_currency text
UPDATE partner SET role = $3, language = $4, book_currency = $5,
       version = version + 1 WHERE id = $1 AND version = $2;

-- partner_delete :change
-- in: id id
DELETE FROM partner WHERE id = $1;

-- partner_rests :one
-- What rests on a partner.
-- in: partner id
-- out: reports int64, activities int64, slices int64
SELECT (SELECT COUNT(*) FROM partner_report WHERE partner_id = $1),
       (SELECT COUNT(*) FROM activity WHERE partner_id = $1),
       (SELECT COUNT(*) FROM budget_slice WHERE partner_id = $1);

-- partner_lead :opt
-- in: project id
-- out: id id, organisation id
SELECT id, organisation_id FROM partner WHERE project_id = $1 AND role = 'lead';

-- component_get :one
-- in: component id
-- out: id id, project id, no int64, title text, version int64
SELECT id, project_id, no, title, version FROM component WHERE id = $1;

-- component_list :many
-- in: project id
-- out: id id, no int64, title text, activities int64, version int64
SELECT c.id, c.no, c.title, (SELECT COUNT(*) FROM activity a WHERE a.component_id = c.id), c.version
  FROM component c WHERE c.project_id = $1 ORDER BY c.no;

-- component_add_row :insert
-- in: project id, no int64, title text
INSERT INTO component (project_id, no, title) VALUES ($1, $2, $3) RETURNING id;

-- component_set_row :change
-- in: id id, version int64, title text
UPDATE component SET title = $3, version = version + 1 WHERE id = $1 AND version = $2;

-- component_delete :change
-- in: id id
DELETE FROM component WHERE id = $1;

-- component_rests :one
-- in: component id
-- out: activities int64
SELECT COUNT(*) FROM activity WHERE component_id = $1;

-- period_get :one
-- in: period id
-- out: id id, project id, no int64, starts_on date, ends_on date, books_closed_on date,
--     partner_due_on date, review_due_on date, consolidated_on date, verified_on date,
--     donor_due_on date, version int64
SELECT id, project_id, no, starts_on, ends_on, books_closed_on, partner_due_on, review_due_on,
       consolidated_on, verified_on, donor_due_on, version
  FROM period WHERE id = $1;

-- period_list :many
-- in: project id
-- out: id id, no int64, starts_on date, ends_on date, books_closed_on date, partner_due_on date,
--     review_due_on date, consolidated_on date, verified_on date, donor_due_on date, reports int64,
--     version int64
SELECT t.id, t.no, t.starts_on, t.ends_on, t.books_closed_on, t.partner_due_on, t.review_due_on,
       t.consolidated_on, t.verified_on, t.donor_due_on,
       (SELECT COUNT(*) FROM partner_report r WHERE r.period_id = t.id), t.version
  FROM period t WHERE t.project_id = $1 ORDER BY t.no;

-- period_add_row :insert
-- in: project id, no int64, starts_on date, ends_on date, books_closed_on date,
--     partner_due_on date, review_due_on date, consolidated_on date, verified_on date,
--     donor_due_on date
INSERT INTO period (project_id, no, starts_on, ends_on, books_closed_on, partner_due_on,
    review_due_on, consolidated_on, verified_on, donor_due_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id;

-- period_set_row :change
-- in: id id, version int64, starts_on date, ends_on date, books_closed_on date,
--     partner_due_on date, review_due_on date, consolidated_on date, verified_on date,
--     donor_due_on date
UPDATE period SET starts_on = $3, ends_on = $4, books_closed_on = $5, partner_due_on = $6,
       review_due_on = $7, consolidated_on = $8, verified_on = $9, donor_due_on = $10,
       version = version + 1
 WHERE id = $1 AND version = $2;

-- period_delete :change
-- in: id id
DELETE FROM period WHERE id = $1;

-- period_rests :one
-- in: period id
-- out: reports int64
SELECT
       (SELECT COUNT(*) FROM partner_report WHERE period_id = $1) + (SELECT COUNT(*)
           FROM donor_report WHERE period_id = $1);

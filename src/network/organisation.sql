-- SPDX-License-Identifier: EUPL-1.2

-- organisation_get :one
-- in: organisation id
-- out: id id, short_name text, name text, name_latin text, country text, city text,
--     contact_name text, contact_email text, contact_lang text, version int64
SELECT id, short_name, name, name_latin, country, city, contact_name, contact_email, contact_lang,
       version
  FROM organisation WHERE id = $1;

-- organisation_add_row :insert
-- in: short_name text, name text, name_latin text, country text, city text,
--     contact_name text, contact_email text, contact_lang text, sort_key text
INSERT INTO organisation (short_name, name, name_latin, country, city, contact_name, contact_email,
                          contact_lang, sort_key)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id;

-- organisation_set_row :change
-- in: id id, version int64, short_name text, name text, name_latin text, country text, city text,
--     contact_name text, contact_email text, contact_lang text, sort_key text
UPDATE organisation SET short_name = $3, name = $4, name_latin = $5, country = $6, city = $7,
       contact_name = $8, contact_email = $9, contact_lang = $10, sort_key = $11,
       version = version + 1
 WHERE id = $1 AND version = $2;

-- organisation_list :many
-- Filtered by a folded word; in the order of folded names.
-- in: q text?, country text?
-- out: id id, short_name text, name text, name_latin text, country text, city text, projects int64,
--     version int64
SELECT o.id, o.short_name, o.name, o.name_latin, o.country, o.city,
       (SELECT COUNT(*) FROM partner p WHERE p.organisation_id = o.id), o.version
  FROM organisation o
 WHERE ($1 IS NULL OR o.sort_key LIKE '%' || $1 || '%' ESCAPE '!')
     AND ($2 IS NULL OR o.country = $2)
 ORDER BY o.sort_key, o.id;

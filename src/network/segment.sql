-- SPDX-License-Identifier: EUPL-1.2
-- Named selections of the organisations of the network.

-- segment_list :many
-- out: id id, name text, organisations int64, askable int64
SELECT s.id, s.name, COUNT(o.id),
       COALESCE(SUM(CASE WHEN o.contact_email <> '' THEN 1 ELSE 0 END), 0)
  FROM segment s
  LEFT JOIN organisation o
    ON COALESCE((SELECT p.included FROM segment_pick p
                  WHERE p.segment_id = s.id AND p.organisation_id = o.id),
                (SELECT 1 FROM segment_country c
                  WHERE c.segment_id = s.id AND c.country = o.country), 0) = 1
 GROUP BY s.id, s.name, s.name_key
 ORDER BY s.name_key, s.id;

-- segment_get :one
-- in: segment id
-- out: id id, name text, version int64
SELECT id, name, version FROM segment WHERE id = $1;

-- segment_add_row :insert
-- in: name text, name_key text
INSERT INTO segment (name, name_key) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id;

-- segment_set_row :change
-- in: id id, version int64, name text, name_key text
UPDATE segment SET name = $3, name_key = $4, version = version + 1 WHERE id = $1 AND version = $2;

-- segment_asked :one
-- How many consultations ask it, or did, and drafts that are to.
-- in: segment id
-- out: consultations int64
SELECT COUNT(*) FROM consultation WHERE segment_id = $1;

-- segment_delete :change
-- in: segment id
DELETE FROM segment WHERE id = $1;

-- segment_countries :many
-- in: segment id
-- out: country text
SELECT country FROM segment_country WHERE segment_id = $1 ORDER BY country;

-- segment_country_add :exec
-- in: segment id, country text
INSERT INTO segment_country (segment_id, country) VALUES ($1, $2) ON CONFLICT DO NOTHING;

-- segment_country_clear :exec
-- in: segment id
DELETE FROM segment_country WHERE segment_id = $1;

-- segment_picks :many
-- in: segment id
-- out: organisation id, short_name text, included flag
SELECT p.organisation_id, o.short_name, p.included
  FROM segment_pick p JOIN organisation o ON o.id = p.organisation_id
 WHERE p.segment_id = $1 ORDER BY o.sort_key, o.id;

-- segment_pick_add :exec
-- in: segment id, organisation id, included flag
INSERT INTO segment_pick (segment_id, organisation_id, included) VALUES ($1, $2, $3)
    ON CONFLICT DO NOTHING;

-- segment_pick_clear :exec
-- in: segment id
DELETE FROM segment_pick WHERE segment_id = $1;

-- segment_members :many
-- Who is in it now.
-- in: segment id
-- out: id id, short_name text, name text, country text, city text, askable flag,
--     contact_lang text, picked flag
SELECT o.id, o.short_name, o.name, o.country, o.city,
       CASE WHEN o.contact_email <> '' THEN 1 ELSE 0 END, o.contact_lang,
       CASE WHEN EXISTS (SELECT 1 FROM segment_pick p WHERE p.segment_id = $1
                            AND p.organisation_id = o.id AND p.included = 1) THEN 1 ELSE 0 END
  FROM organisation o
 WHERE COALESCE((SELECT p.included FROM segment_pick p
                  WHERE p.segment_id = $1 AND p.organisation_id = o.id),
                (SELECT 1 FROM segment_country c
                  WHERE c.segment_id = $1 AND c.country = o.country), 0) = 1
 ORDER BY o.sort_key, o.id;

-- segment_choices :many
-- What the form picks from: every organisation of the network.
-- in: segment id?
-- out: id id, short_name text, name text, country text, by_country flag, included int64
SELECT o.id, o.short_name, o.name_latin, o.country,
       CASE WHEN EXISTS (SELECT 1 FROM segment_country c
                          WHERE c.segment_id = $1 AND c.country = o.country) THEN 1 ELSE 0 END,
       COALESCE((SELECT p.included FROM segment_pick p
                  WHERE p.segment_id = $1 AND p.organisation_id = o.id), -1)
  FROM organisation o ORDER BY o.sort_key, o.id;

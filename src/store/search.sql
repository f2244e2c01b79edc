-- SPDX-License-Identifier: EUPL-1.2
-- Entries of the full-text search. Nobody answers for them: they say again what is in their
-- objects, whose changes are audited.

-- search_entry_add :insert unaudited
-- in: type text, object id, project id, partner id?, title text, body text, at stamp
INSERT INTO search_entry (type, object_id, project_id, partner_id, title, body, at)
VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id;

-- search_words_add :exec unaudited
-- in: entry id, words text, marks text
INSERT INTO search_words (oid, words, marks) VALUES ($1, $2, $3);

-- search_words_drop :exec unaudited
-- in: type text, object id
DELETE FROM search_words
 WHERE oid IN (SELECT id FROM search_entry WHERE type = $1 AND object_id = $2);

-- search_entry_drop :exec unaudited
-- in: type text, object id
DELETE FROM search_entry WHERE type = $1 AND object_id = $2;

-- search_words_clear :exec unaudited
DELETE FROM search_words;

-- search_entry_all :each
-- out: id id, type text, project id, partner id?, title text, body text
SELECT id, type, project_id, partner_id, title, body FROM search_entry ORDER BY id;

-- search_entry_check :each
-- out: id id, type text, project id, partner id?, title text, body text, words text?, marks text?
SELECT e.id, e.type, e.project_id, e.partner_id, e.title, e.body, w.words, w.marks
  FROM search_entry e LEFT JOIN search_words w ON w.oid = e.id ORDER BY e.id;

-- search_words_count :one
-- out: n int64
SELECT count(*) FROM search_words;

-- search_entry_match :many
-- The newest entries that fit the question, written in the engine's own way, from ${floor} up to
-- below ${below}. PostgreSQL: + 0, so that its planner does not walk the entries one by one.
-- in: question text, least int64, below int64, count int64
-- out: id id, type text, object id, partner id?, title text, body text, at stamp
-- @sqlite
SELECT e.id, e.type, e.object_id, e.partner_id, e.title, e.body, e.at
  FROM search_words w JOIN search_entry e ON e.id = w.rowid
 WHERE w.search_words MATCH $1 AND w.rowid >= $2 AND w.rowid < $3
 ORDER BY w.rowid DESC LIMIT $4;
-- @pg
SELECT e.id, e.type, e.object_id, e.partner_id, e.title, e.body, e.at
  FROM (SELECT oid FROM search_words
         WHERE found @@ CAST($1 AS tsquery) AND oid + 0 >= $2 AND oid + 0 < $3
         ORDER BY oid + 0 DESC LIMIT $4) w
  JOIN search_entry e ON e.id = w.oid
 ORDER BY e.id DESC;
-- @end

-- search_entry_newest :one
-- out: id int64
SELECT COALESCE(max(id), 0) FROM search_entry;

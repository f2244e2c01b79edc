-- SPDX-License-Identifier: EUPL-1.2
-- Statements for the tests of mksql: each mode, each type.

-- line_page :many
-- The lines of one version, in the order of the contract.
-- "*/" in a comment does no harm.
-- in: project id, version id, from date?, q text?
-- out: id id, code text, note text?, cost money, total eur, units e3, share e2, rate e6,
--      starts date, ends date?, changed stamp?, period month, open flag, n int64,
--      photo bytes, key text hidden
SELECT l.id, l.code, l.note, l.amount, l.currency, l.total, l.units, l.share, l.rate,
       l.starts_on, l.ends_on, l.changed_at, l.period, l.is_open, l.n, -- a comment with $9 and a ' in it
       l.photo, l.code_key
  FROM line l
 WHERE l.project_id = $1 AND l.version_id = $2 AND ($3 IS NULL OR l.starts_on >= $3)
   AND ($4 IS NULL OR l.code_key LIKE $4 ESCAPE '!') AND l.note <> 'it''s $7; "??=" \ '
 ORDER BY l.code;

-- line_by_code :many
-- in: project id
-- row: line_page
SELECT l.id, l.code, l.note, l.amount, l.currency, l.total, l.units, l.share, l.rate,
       l.starts_on, l.ends_on, l.changed_at, l.period, l.is_open, l.n, l.photo, l.code_key
  FROM line l
 WHERE l.project_id = $1 ORDER BY l.code;

-- line_one :one
-- in: line id
-- row: line_page
SELECT l.id, l.code, l.note, l.amount, l.currency, l.total, l.units, l.share, l.rate,
       l.starts_on, l.ends_on, l.changed_at, l.period, l.is_open, l.n, l.photo, l.code_key
  FROM line l
 WHERE l.id = $1;

-- line_find :opt
-- in: code text, photo bytes, thumb bytes?
-- out: id id
SELECT id FROM line WHERE code = $1 AND photo = $2 AND thumb = $3;

-- line_all :each
-- out: photo bytes
SELECT photo FROM line ORDER BY id;

-- line_stream :each
-- in: project id
-- row: line_page
SELECT l.id, l.code, l.note, l.amount, l.currency, l.total, l.units, l.share, l.rate,
       l.starts_on, l.ends_on, l.changed_at, l.period, l.is_open, l.n, l.photo, l.code_key
  FROM line l
 WHERE l.project_id = $1 ORDER BY l.code DESC;

-- line_add :insert
-- A line with all kinds of values.
-- in: project id, code text, cost money, total eur, starts date, ends date?, changed stamp, period month,
--     closed month?, open flag, photo bytes
INSERT INTO line (project_id, code, code_key, amount, currency, total, starts_on, ends_on,
                  changed_at, period, closed, is_open, photo)
VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (code) DO NOTHING
RETURNING id;

-- line_set_cost :change
-- in: line id, version int64, cost money, total eur
UPDATE line SET amount = $3, currency = $4, total = $5, version = version + 1 WHERE id = $1 AND version = $2;

-- line_touch :exec unaudited
-- in: at stamp
-- @sqlite
UPDATE line SET changed_at = $1 WHERE rowid > 0;
-- @pg
UPDATE line SET changed_at = $1 WHERE ctid IS NOT NULL;
-- @end

-- line_take :opt
-- in: line id
-- out: id id
WITH free AS (SELECT id FROM line WHERE id = $1)
UPDATE line SET is_open = 0 WHERE id IN (SELECT id FROM free) RETURNING id;

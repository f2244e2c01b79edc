-- SPDX-License-Identifier: EUPL-1.2
-- The audit chain: appending, walking, reading.

-- audit_head_take :one
-- Reserves ${count} numbers and locks the chain until the commit; gives the last number reserved
-- and the hash before.
-- in: count int64
-- out: seq int64, hash text
UPDATE audit_head SET seq = seq + $1 WHERE id = 1 RETURNING seq, hash;

-- audit_head_set :change
-- in: hash text
UPDATE audit_head SET hash = $1 WHERE id = 1;

-- audit_head_read :one
-- The end of the chain: publish it outside, and nobody can write the chain anew unnoticed.
-- out: seq int64, hash text
SELECT seq, hash FROM audit_head WHERE id = 1;

-- audit_insert :exec
-- in: seq int64, at stamp, actor_id id?, actor text, action text, object_type text,
--     object_id int64, project_id id?, before text?, after text?, request text, hash text
INSERT INTO audit (seq, at, actor_id, actor, action, object_type, object_id, project_id,
                   before_json, after_json, request, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- audit_walk :each
-- Everything as text, for a forged entry may hold anything.
-- in: first int64, last int64
-- out: seq int64, at text, actor_id text, actor text, action text, object_type text,
--      object_id text, project_id text, before text, after text, request text, hash text
SELECT seq, CAST(at AS TEXT), CAST(COALESCE(actor_id, 0) AS TEXT), CAST(actor AS TEXT),
       CAST(action AS TEXT), CAST(object_type AS TEXT), CAST(object_id AS TEXT),
       CAST(COALESCE(project_id, 0) AS TEXT), CAST(before_json AS TEXT), CAST(after_json AS TEXT),
       CAST(request AS TEXT), CAST(hash AS TEXT)
  FROM audit WHERE seq >= $1 AND seq <= $2 ORDER BY seq;

-- audit_near :many
-- in: first int64, last int64
-- row: audit_walk
SELECT seq, CAST(at AS TEXT), CAST(COALESCE(actor_id, 0) AS TEXT), CAST(actor AS TEXT),
       CAST(action AS TEXT), CAST(object_type AS TEXT), CAST(object_id AS TEXT),
       CAST(COALESCE(project_id, 0) AS TEXT), CAST(before_json AS TEXT), CAST(after_json AS TEXT),
       CAST(request AS TEXT), CAST(hash AS TEXT)
  FROM audit WHERE seq >= $1 AND seq <= $2 ORDER BY seq;

-- audit_page :many
-- The newest first, below a sequence number (the largest int64 for the first page). Each filter
-- may be left out.
-- in: project_id id?, actor_id id?, object_type text?, object_id id?, below int64, count int64
-- out: seq int64, at stamp, actor_id id?, actor text, action text, object_type text,
--      object_id int64, project_id id?, before text?, after text?, request text, hash text
SELECT seq, at, actor_id, actor, action, object_type, object_id, project_id, before_json,
       after_json, request, hash
  FROM audit
 WHERE seq < $5 AND ($1 IS NULL OR project_id = $1) AND ($2 IS NULL OR actor_id = $2)
   AND ($3 IS NULL OR object_type = $3) AND ($4 IS NULL OR object_id = $4)
 ORDER BY seq DESC LIMIT $6;

-- audit_of_object :many
-- The history of one thing, newest first; quick however long the trail is.
-- in: object_type text, object_id int64, below int64, count int64
-- row: audit_page
SELECT seq, at, actor_id, actor, action, object_type, object_id, project_id, before_json,
       after_json, request, hash
  FROM audit WHERE object_type = $1 AND object_id = $2 AND seq < $3 ORDER BY seq DESC LIMIT $4;

-- SPDX-License-Identifier: EUPL-1.2
-- The audit trail as people read it.

-- trail_page :many
-- The newest first, below a sequence number (the largest int64 for the first page). Each filter
-- may be left out.
-- in: project id?, actor id?, object_type text?, object_id id?, since stamp?, until stamp?,
--     below int64, count int64
-- out: seq int64, at stamp, actor_id id?, actor text, action text, object_type text,
--      object_id int64, before text?, after text?, request text, hash text
SELECT seq, at, actor_id, actor, action, object_type, object_id, before_json, after_json, request,
       hash
  FROM audit
 WHERE seq < $7 AND ($1 IS NULL OR project_id = $1) AND ($2 IS NULL OR actor_id = $2)
   AND ($3 IS NULL OR object_type = $3) AND ($4 IS NULL OR object_id = $4)
   AND ($5 IS NULL OR at >= $5) AND ($6 IS NULL OR at < $6)
 ORDER BY seq DESC LIMIT $8;

-- trail_people :many
-- Who has a role in a project: whom one may look for.
-- in: project id
-- out: id id, name text
SELECT a.id, a.name FROM account a
 WHERE EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = a.id AND r.project_id = $1)
 ORDER BY a.sort_key, a.id;

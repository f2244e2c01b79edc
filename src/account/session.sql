-- SPDX-License-Identifier: EUPL-1.2
-- Sessions: who is signed in where.

-- session_load :many
-- Everything a request needs to know about who asks, in one statement: a row a role held.
-- A lead role without an organisation acts for the lead partner.
-- in: token_hash text, now stamp, seen_after stamp
-- out: id id, account id, name text, email text, lang text, csrf text hidden, seen_at stamp?,
--      role text?, project id, organisation id, partner id,
--      code text?, title text?, is_demo flag, country text?, zone text?, unread int64
SELECT s.id, a.id, a.name, a.email, a.lang, s.csrf, s.seen_at,
       r.role, r.project_id, r.organisation_id, p.id,
       j.code, j.title, COALESCE(j.is_demo, 0), o.country, z.zone,
       (SELECT COUNT(*) FROM notice n WHERE n.account_id = a.id AND n.read_at IS NULL)
  FROM session s
  JOIN account a ON a.id = s.account_id
  LEFT JOIN account_setting z ON z.account_id = a.id
  LEFT JOIN account_role r ON r.account_id = a.id
  LEFT JOIN project j ON j.id = r.project_id
  LEFT JOIN partner p ON p.project_id = r.project_id
        AND (p.organisation_id = r.organisation_id
             OR (r.organisation_id IS NULL AND p.role = 'lead'
                 AND r.role IN ('lead_coordinator', 'lead_finance')))
  LEFT JOIN organisation o ON o.id = COALESCE(r.organisation_id, p.organisation_id)
 WHERE s.token_hash = $1 AND s.ended_at IS NULL AND s.expires_at > $2 AND s.seen_at > $3
   AND a.state = 'active'
 ORDER BY r.id;

-- session_load_account :many
-- The same for somebody who is not signed in.
-- in: account id
-- row: session_load
SELECT CAST(0 AS BIGINT), a.id, a.name, a.email, a.lang, '', NULL,
       r.role, r.project_id, r.organisation_id, p.id,
       j.code, j.title, COALESCE(j.is_demo, 0), o.country, z.zone,
       (SELECT COUNT(*) FROM notice n WHERE n.account_id = a.id AND n.read_at IS NULL)
  FROM account a
  LEFT JOIN account_setting z ON z.account_id = a.id
  LEFT JOIN account_role r ON r.account_id = a.id
  LEFT JOIN project j ON j.id = r.project_id
  LEFT JOIN partner p ON p.project_id = r.project_id
        AND (p.organisation_id = r.organisation_id
             OR (r.organisation_id IS NULL AND p.role = 'lead'
                 AND r.role IN ('lead_coordinator', 'lead_finance')))
  LEFT JOIN organisation o ON o.id = COALESCE(r.organisation_id, p.organisation_id)
 WHERE a.id = $1 AND a.state = 'active'
 ORDER BY r.id;

-- session_insert :insert
-- in: token_hash text, account id, csrf text, now stamp, expires_at stamp, address text, agent text
INSERT INTO session (token_hash, account_id, csrf, created_at, seen_at, expires_at, address, agent)
VALUES ($1, $2, $3, $4, $4, $5, $6, $7) RETURNING id;

-- session_by_id :one
-- in: session id
-- out: id id, account id, created_at stamp, seen_at stamp, expires_at stamp, ended_at stamp?,
--      address text, agent text
SELECT id, account_id, created_at, seen_at, expires_at, ended_at, address, agent
  FROM session WHERE id = $1;

-- session_open :many
-- Of one account, the latest used first.
-- in: account id, now stamp, seen_after stamp
-- row: session_by_id
SELECT id, account_id, created_at, seen_at, expires_at, ended_at, address, agent FROM session
 WHERE account_id = $1 AND ended_at IS NULL AND expires_at > $2 AND seen_at > $3
 ORDER BY seen_at DESC, id DESC;

-- session_set_seen :exec unaudited
-- in: session id, now stamp, seen_before stamp
UPDATE session SET seen_at = $2 WHERE id = $1 AND seen_at <= $3;

-- session_set_token :change unaudited
-- in: session id, token_hash text, csrf text
UPDATE session SET token_hash = $2, csrf = $3 WHERE id = $1 AND ended_at IS NULL;

-- session_set_ended :change
-- in: session id, now stamp
UPDATE session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL;

-- session_end_others :many
-- Every open session of an account but one (0: none is kept); says which ended.
-- in: account id, kept int64, now stamp
-- out: id id
UPDATE session SET ended_at = $3
 WHERE account_id = $1 AND id <> $2 AND ended_at IS NULL RETURNING id;

-- session_sweep :exec unaudited
-- in: before stamp
DELETE FROM session WHERE expires_at < $1;

-- SPDX-License-Identifier: EUPL-1.2
-- API tokens: a program that acts for a person.

-- token_load :many
-- As session_load, for a program; seen_at is when the token was used last.
-- in: token_hash text, now stamp
-- row: account/session:session_load
SELECT t.id, a.id, a.name, a.email, a.lang, '', t.used_at,
       r.role, r.project_id, r.organisation_id, p.id,
       j.code, j.title, COALESCE(j.is_demo, 0), o.country, z.zone,
       (SELECT COUNT(*) FROM notice n WHERE n.account_id = a.id AND n.read_at IS NULL)
  FROM api_token t
  JOIN account a ON a.id = t.account_id
  LEFT JOIN account_setting z ON z.account_id = a.id
  LEFT JOIN account_role r ON r.account_id = a.id
  LEFT JOIN project j ON j.id = r.project_id
  LEFT JOIN partner p ON p.project_id = r.project_id
        AND (p.organisation_id = r.organisation_id
             OR (r.organisation_id IS NULL AND p.role = 'lead'
                 AND r.role IN ('lead_coordinator', 'lead_finance')))
  LEFT JOIN organisation o ON o.id = COALESCE(r.organisation_id, p.organisation_id)
 WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND t.expires_at > $2 AND a.state = 'active'
 ORDER BY r.id;

-- token_insert :insert
-- in: account id, name text, token_hash text, created_at stamp, expires_at stamp
INSERT INTO api_token (account_id, name, token_hash, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5) RETURNING id;

-- token_list :many
-- Of one account, those that still count, the newest first.
-- in: account id, now stamp
-- out: id id, name text, created_at stamp, expires_at stamp, used_at stamp?
SELECT id, name, created_at, expires_at, used_at FROM api_token
 WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > $2
 ORDER BY id DESC;

-- token_of :opt
-- in: token id, account id
-- row: token_list
SELECT id, name, created_at, expires_at, used_at FROM api_token
 WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL;

-- token_set_used :exec unaudited
-- in: token id, now stamp
UPDATE api_token SET used_at = $2 WHERE id = $1;

-- token_set_revoked :change
-- in: token id, now stamp
UPDATE api_token SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL;

-- SPDX-License-Identifier: EUPL-1.2
-- One-time links: an invitation, or a new password.

-- invitation_insert :insert
-- in: account id, token_hash text, created_at stamp, created_by id?, expires_at stamp
INSERT INTO invitation (account_id, token_hash, created_at, created_by, expires_at)
VALUES ($1, $2, $3, $4, $5) RETURNING id;

-- invitation_by_hash :opt
-- in: token_hash text, now stamp
-- out: id id, account id, name text, email text, lang text, state text, expires_at stamp
SELECT i.id, a.id, a.name, a.email, a.lang, a.state, i.expires_at
  FROM invitation i JOIN account a ON a.id = i.account_id
 WHERE i.token_hash = $1 AND i.used_at IS NULL AND i.expires_at > $2 AND a.state <> 'locked';

-- invitation_set_used :change
-- Only one of two that come at once finds it unused.
-- in: invitation id, now stamp
UPDATE invitation SET used_at = $2 WHERE id = $1 AND used_at IS NULL;

-- invitation_void :exec
-- The links given out earlier for an account lose their force.
-- in: account id, now stamp
UPDATE invitation SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL;

-- invitation_pending :opt
-- The link that can still be used.
-- in: account id, now stamp
-- out: id id, expires_at stamp
SELECT id, expires_at FROM invitation
 WHERE account_id = $1 AND used_at IS NULL AND expires_at > $2 ORDER BY id DESC LIMIT 1;

-- SPDX-License-Identifier: EUPL-1.2
-- Attempts to sign in that have not been forgiven.

-- throttle_count :many
-- in: account text, address text, since stamp
-- out: subject text, n int64, last_at stamp
SELECT subject, COUNT(*), MAX(at) FROM login_failure
 WHERE subject IN ($1, $2) AND at > $3 GROUP BY subject ORDER BY subject;

-- throttle_known :one
-- How often the account came in from there, of late; 0 for one that is not there.
-- in: email_key text, address text
-- out: n int64
SELECT COUNT(*) FROM account a JOIN session s ON s.account_id = a.id
 WHERE a.email_key = $1 AND s.address = $2;

-- throttle_insert :insert unaudited
-- in: subject text, now stamp
INSERT INTO login_failure (subject, at) VALUES ($1, $2) RETURNING id;

-- throttle_forget :exec unaudited
-- A good sign-in: the account's failures, and the one attempt noted for the address.
-- in: account text, attempt id
DELETE FROM login_failure WHERE subject = $1 OR id = $2;

-- throttle_sweep :exec unaudited
-- in: before stamp
DELETE FROM login_failure WHERE at < $1;

-- SPDX-License-Identifier: EUPL-1.2
-- Answers to API writes, so that a repeated request is answered and not carried out again.

-- idempotency_find :opt
-- in: account id, key text, since stamp
-- out: request_hash text, status int64, content_type text, location text, body text
SELECT request_hash, status, content_type, location, body FROM idempotency
 WHERE account_id = $1 AND idem_key = $2 AND at > $3;

-- idempotency_insert :change unaudited
-- An answer older than a day makes room for a new one; a younger one stands.
-- in: account id, key text, request_hash text, status int64, content_type text, body text,
--     now stamp, expired stamp
INSERT INTO idempotency (account_id, idem_key, request_hash, status, content_type, body, at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (account_id, idem_key) DO UPDATE
   SET request_hash = excluded.request_hash, status = excluded.status,
       content_type = excluded.content_type, body = excluded.body, at = excluded.at
 WHERE idempotency.at <= $8;

-- idempotency_set :change unaudited
-- The answer, where the key was taken at the beginning of the same transaction.
-- in: account id, key text, status int64, content_type text, location text, body text
UPDATE idempotency SET status = $3, content_type = $4, location = $5, body = $6
 WHERE account_id = $1 AND idem_key = $2;

-- idempotency_sweep :exec unaudited
-- in: before stamp
DELETE FROM idempotency WHERE at < $1;

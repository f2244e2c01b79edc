-- SPDX-License-Identifier: EUPL-1.2
-- The outbox. A mail is put in by the transaction of its cause, which tells audit; what becomes of
-- it later is told by its own row.

-- mail_put :change unaudited
-- RC_STALE: this recipient has a mail for this cause already.
-- in: cause text, cause_key text, project id?, account id?, address text, name text, lang text,
--     subject text, body text, path text, thread text, state text, now stamp, search_key text,
--     recipient text, reply_type text, reply id?, calendar text, calendar_method text,
--     address_key text, unsubscribe text, trouble text, next_at stamp
INSERT INTO mail (cause, cause_key, project_id, account_id, address, name, lang, subject, body,
                  path, thread, state, next_at, created_at, search_key, recipient, reply_type,
                  reply_id, calendar, calendar_method, address_key, unsubscribe, trouble)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $23, $13, $14, $15, $16, $17, $18, $19,
        $20, $21, $22)
    ON CONFLICT (cause, cause_key, recipient) DO NOTHING;

-- mail_claim :many unaudited
-- The oldest that may be tried now become “sending”, until ${lease}; none goes to two workers. Who
-- comes second waits on SQLite until the first has written; on PostgreSQL it takes those after.
-- MATERIALIZED: a LIMIT that is looked at twice would lock more than it asks for.
-- in: now stamp, count int64, lease stamp
-- out: id id, address text, name text, lang text, subject text, body text, path text, thread text,
--     tries int64, created_at stamp, reply_type text, calendar text, calendar_method text,
--     unsubscribe text
-- @sqlite
UPDATE mail SET state = 'sending', tries = tries + 1, next_at = $3
 WHERE id IN (SELECT id FROM mail WHERE state = 'waiting' AND next_at <= $1
               ORDER BY next_at, id LIMIT $2)
RETURNING id, address, name, lang, subject, body, path, thread, tries, created_at, reply_type,
       calendar, calendar_method, unsubscribe;
-- @pg
WITH due AS MATERIALIZED (SELECT id FROM mail WHERE state = 'waiting' AND next_at <= $1
                           ORDER BY next_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)
UPDATE mail SET state = 'sending', tries = tries + 1, next_at = $3 FROM due
 WHERE mail.id = due.id
RETURNING mail.id, address, name, lang, subject, body, path, thread, tries, created_at, reply_type,
       calendar, calendar_method, unsubscribe;
-- @end

-- mail_settle :exec unaudited
-- What became of a mail. “unclear” too: who sent it may come to know later than its lease.
-- in: mail id, state text, next_at stamp, sent_at stamp?, trouble text
UPDATE mail SET state = $2, next_at = $3, sent_at = $4, trouble = $5
 WHERE id = $1 AND state IN ('sending', 'unclear');

-- mail_give_back :exec unaudited
-- The server has not heard of it: as if it had not been claimed.
-- in: mail id, now stamp
UPDATE mail SET state = 'waiting', tries = tries - 1, next_at = $2
 WHERE id = $1 AND state = 'sending';

-- mail_lost :exec unaudited
-- Whose worker has not said in time what became of them: nobody knows whether these arrived, so
-- none goes a second time.
-- in: now stamp
UPDATE mail SET state = 'unclear' WHERE state = 'sending' AND next_at < $1;

-- mail_again :change
-- A person decides that one goes once more.
-- in: mail id, now stamp
UPDATE mail SET state = 'waiting', tries = 0, next_at = $2, trouble = ''
 WHERE id = $1 AND state IN ('failed', 'unclear', 'suppressed', 'bounced');

-- mail_of_project :many
-- The newest first, below an id (the largest int64 for the first page). What a mail says may hold
-- links by which its recipient acts, so text and path are for pages that leave those out.
-- in: project id, state text?, q text?, below int64, count int64
-- out: id id, cause text, name text, address text, lang text, subject text, state text,
--     tries int64, created_at stamp, sent_at stamp?, trouble text, body text hidden,
--     path text hidden, reply_type text hidden
SELECT id, cause, name, address, lang, subject, state, tries, created_at, sent_at, trouble, body,
       path, reply_type
  FROM mail
 WHERE project_id = $1 AND ($2 IS NULL OR state = $2)
   AND ($3 IS NULL OR search_key LIKE '%' || $3 || '%' ESCAPE '!') AND id < $4
 ORDER BY id DESC LIMIT $5;

-- mail_get :opt
-- in: project id, mail id
-- row: mail_of_project
SELECT id, cause, name, address, lang, subject, state, tries, created_at, sent_at, trouble, body,
       path, reply_type
  FROM mail WHERE project_id = $1 AND id = $2;

-- mail_by_id :opt
-- in: mail id
-- out: id id, project id, state text, address text, address_key text, subject text, trouble text
SELECT id, project_id, state, address, address_key, subject, trouble FROM mail WHERE id = $1;

-- mail_set_bounced :change
-- in: mail id, trouble text
UPDATE mail SET state = 'bounced', trouble = $2
 WHERE id = $1 AND state IN ('sent', 'unclear', 'sending', 'suppressed');

-- mail_hold_address :exec
-- What still waits for an address that turned out to be dead.
-- in: address_key text, trouble text
UPDATE mail SET state = 'suppressed', trouble = $2 WHERE address_key = $1 AND state = 'waiting';

-- mail_hold_reply :exec
-- What still waits for one who is not asked at this address any more.
-- in: reply_type text, reply int64, address_key text, trouble text
UPDATE mail SET state = 'suppressed', trouble = $4
 WHERE reply_type = $1 AND reply_id = $2 AND address_key = $3 AND state = 'waiting';

-- suppression_put :change
-- RC_STALE: it is kept back already.
-- in: address_key text, reason text, now stamp, mail id?
INSERT INTO mail_suppression (address_key, reason, since, mail_id) VALUES ($1, $2, $3, $4)
    ON CONFLICT (address_key) DO NOTHING;

-- suppression_of :opt
-- in: address_key text
-- out: id id, address_key text, reason text, since stamp, mail id
SELECT id, address_key, reason, since, mail_id FROM mail_suppression WHERE address_key = $1;

-- suppression_lift :change
-- in: suppression id
DELETE FROM mail_suppression WHERE id = $1;

-- mail_blank :exec unaudited
-- What it said goes, and where it went to, unless to an account; what waits does not go any more.
-- in: cause text, cause_key text
UPDATE mail SET subject = '–', body = '', calendar = '', search_key = '',
       address = CASE WHEN account_id IS NULL THEN '' ELSE address END,
       address_key = CASE WHEN account_id IS NULL THEN '' ELSE address_key END,
       name = CASE WHEN account_id IS NULL THEN '' ELSE name END,
       recipient = CASE WHEN account_id IS NULL THEN '' ELSE recipient END,
       state = CASE state WHEN 'waiting' THEN 'suppressed' ELSE state END
 WHERE cause = $1 AND cause_key = $2;

-- unwanted_of :opt
-- in: address_key text
-- out: id id, since stamp
SELECT id, since FROM mail_unwanted WHERE address_key = $1;

-- unwanted_put :exec
-- in: address_key text, now stamp
INSERT INTO mail_unwanted (address_key, since) VALUES ($1, $2) ON CONFLICT (address_key) DO NOTHING;

-- unwanted_drop :exec
-- in: address_key text
DELETE FROM mail_unwanted WHERE address_key = $1;

-- unwanted_hold :exec
-- What still waits for who wants no more.
-- in: address_key text, trouble text
UPDATE mail SET state = 'suppressed', trouble = $2
 WHERE address_key = $1 AND state = 'waiting' AND account_id IS NULL AND unsubscribe <> '';

-- mail_is_unwanted :opt
-- Of a mail: has who it went to ended such mails?
-- in: mail id
-- out: since stamp
SELECT u.since FROM mail m JOIN mail_unwanted u ON u.address_key = m.address_key
 WHERE m.id = $1 AND m.account_id IS NULL AND m.unsubscribe <> '';

-- SPDX-License-Identifier: EUPL-1.2
-- The secret feed of a person's calendar.

-- feed_of_account :opt
-- in: account id
-- out: id id, created_at stamp, read_at stamp?
SELECT id, created_at, read_at FROM calendar_feed WHERE account_id = $1;

-- feed_by_word :opt
-- Only for who can still sign in.
-- in: word_hash text
-- out: id id, account id, name text, lang text
SELECT f.id, f.account_id, a.name, a.lang
  FROM calendar_feed f JOIN account a ON a.id = f.account_id
 WHERE f.word_hash = $1 AND a.state = 'active';

-- feed_set :exec
-- in: account id, word_hash text, at stamp
INSERT INTO calendar_feed (account_id, word_hash, created_at) VALUES ($1, $2, $3)
ON CONFLICT (account_id) DO UPDATE SET word_hash = excluded.word_hash,
    created_at = excluded.created_at, read_at = NULL;

-- feed_drop :exec
-- in: account id
DELETE FROM calendar_feed WHERE account_id = $1;

-- feed_seen :exec unaudited
-- in: feed id, at stamp
UPDATE calendar_feed SET read_at = $2 WHERE id = $1;

-- feed_meetings :many
-- A year back and all that is to come, where the account still has a role.
-- in: account id, since stamp
-- out: id id, title text, code text, body_name text, state text, starts_at stamp, minutes int64,
--     place text, link text, uid text, sequence int64
SELECT DISTINCT t.id, t.title, p.code, COALESCE(b.name, ''), t.state, t.starts_at, t.minutes,
       t.place, t.link, t.uid, t.sequence
  FROM meeting_person mp
  JOIN meeting t ON t.id = mp.meeting_id
  JOIN project p ON p.id = t.project_id
  LEFT JOIN body b ON b.id = t.body_id
 WHERE mp.account_id = $1 AND t.starts_at IS NOT NULL AND t.starts_at >= $2
   AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = $1 AND r.project_id = t.project_id)
 ORDER BY t.starts_at, t.id LIMIT 1000;

-- feed_tasks :many
-- in: account id
-- out: id id, title text, code text, due_on date
SELECT k.id, k.title, p.code, k.due_on FROM task k JOIN project p ON p.id = k.project_id
 WHERE k.account_id = $1 AND k.state = 'open' AND k.due_on IS NOT NULL
   AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = $1 AND r.project_id = k.project_id)
 ORDER BY k.due_on, k.id LIMIT 1000;

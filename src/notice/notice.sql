-- SPDX-License-Identifier: EUPL-1.2
-- What people are told. It is told by the transaction of its cause, which has its audit entry;
-- whether somebody has read it is nobody else's business.

-- notice_person :opt
-- Nobody who cannot sign in is told anything. ${other}: the same happening told a moment ago
-- through another kind.
-- in: account id, kind text, cause_key text, now stamp
-- out: id id, name text, email text, lang text, how text?, zone text?, country text?,
--     quiet_from int64, quiet_to int64, digest_hour int64, digest_weekday int64,
--     other id, other_waits text, other_mailed flag
SELECT a.id, a.name, a.email, a.lang, c.how, s.zone,
       (SELECT o.country FROM account_role r
          LEFT JOIN partner p ON p.project_id = r.project_id AND p.role = 'lead'
                AND r.role IN ('lead_coordinator', 'lead_finance')
          JOIN organisation o ON o.id = COALESCE(r.organisation_id, p.organisation_id)
         WHERE r.account_id = a.id ORDER BY r.id LIMIT 1),
       COALESCE(s.quiet_from, -1), COALESCE(s.quiet_to, -1), COALESCE(s.digest_hour, -1),
       COALESCE(s.digest_weekday, -1), n.id, COALESCE(n.waits, ''), COALESCE(n.mailed, 0)
  FROM account a
  LEFT JOIN notice_choice c ON c.account_id = a.id AND c.kind = $2
  LEFT JOIN account_setting s ON s.account_id = a.id
  LEFT JOIN notice n ON n.account_id = a.id AND n.cause_key = $3 AND n.at = $4 AND n.kind <> $2
        AND n.covered = 0
 WHERE a.id = $1 AND a.state = 'active' ORDER BY n.id LIMIT 1;

-- notice_reader_lang :opt
-- in: account id
-- out: lang text, zone text?, country text?
SELECT a.lang, s.zone,
       (SELECT o.country FROM account_role r
          LEFT JOIN partner p ON p.project_id = r.project_id AND p.role = 'lead'
                AND r.role IN ('lead_coordinator', 'lead_finance')
          JOIN organisation o ON o.id = COALESCE(r.organisation_id, p.organisation_id)
         WHERE r.account_id = a.id ORDER BY r.id LIMIT 1)
  FROM account a LEFT JOIN account_setting s ON s.account_id = a.id
 WHERE a.id = $1 AND a.state = 'active';

-- notice_put :insert unaudited
-- RC_CONFLICT: this person has been told of it already.
-- in: account id, kind text, cause text, cause_key text, project id?, subject text, body text,
--     path text, thread text, now stamp, read_at stamp?, covered flag, mailed flag, waits text
INSERT INTO notice (account_id, kind, cause, cause_key, project_id, subject, body, path, thread, at,
                    read_at, covered, mailed, waits)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (account_id, cause_key, cause) DO NOTHING RETURNING id;

-- notice_cover :exec unaudited
-- in: notice id, now stamp
UPDATE notice SET covered = 1, waits = '', read_at = $2 WHERE id = $1;

-- notice_unread :one
-- in: account id
-- out: n int64
SELECT COUNT(*) FROM notice WHERE account_id = $1 AND read_at IS NULL;

-- notice_digest_people :many
-- Whose unread notices wait, since when, and for which digest, by what they want now.
-- out: account id, name text, email text, lang text, zone text?, country text?, quiet_from int64,
--     quiet_to int64, digest_hour int64, digest_weekday int64, weekly flag, first stamp
SELECT a.id, a.name, a.email, a.lang, s.zone,
       (SELECT o.country FROM account_role r
          LEFT JOIN partner p ON p.project_id = r.project_id AND p.role = 'lead'
                AND r.role IN ('lead_coordinator', 'lead_finance')
          JOIN organisation o ON o.id = COALESCE(r.organisation_id, p.organisation_id)
         WHERE r.account_id = a.id ORDER BY r.id LIMIT 1),
       COALESCE(s.quiet_from, -1), COALESCE(s.quiet_to, -1), COALESCE(s.digest_hour, -1),
       COALESCE(s.digest_weekday, -1), w.weekly, w.first_at
  FROM (SELECT n.account_id,
               CASE WHEN COALESCE(c.how, n.waits) = 'weekly' THEN 1 ELSE 0 END AS weekly,
               MIN(n.at) AS first_at
          FROM notice n
          LEFT JOIN notice_choice c ON c.account_id = n.account_id AND c.kind = n.kind
         WHERE n.waits <> '' AND n.read_at IS NULL AND COALESCE(c.how, n.waits) <> 'none'
         GROUP BY 1, 2) w
  JOIN account a ON a.id = w.account_id
  LEFT JOIN account_setting s ON s.account_id = a.id
 WHERE a.state = 'active' ORDER BY a.id, w.weekly;

-- notice_digest_rows :many
-- in: account id, daily_before stamp, weekly_before stamp
-- out: id id, kind text, subject text, body text, path text, thread text, at stamp,
--     project_id int64, project text?
SELECT n.id, n.kind, n.subject, n.body, n.path, n.thread, n.at, COALESCE(p.id, 0), p.title
  FROM notice n
  LEFT JOIN notice_choice c ON c.account_id = n.account_id AND c.kind = n.kind
  LEFT JOIN project p ON p.id = n.project_id
 WHERE n.account_id = $1 AND n.waits <> '' AND n.read_at IS NULL
   AND ((COALESCE(c.how, n.waits) IN ('daily', 'now') AND n.at < $2)
        OR (COALESCE(c.how, n.waits) = 'weekly' AND n.at < $3))
 ORDER BY CASE WHEN p.id IS NULL THEN 1 ELSE 0 END, p.title, p.id, n.thread, n.id;

-- notice_digest_put :insert unaudited
-- RC_CONFLICT: this person had one that day.
-- in: account id, day date, now stamp
INSERT INTO notice_digest (account_id, day, at) VALUES ($1, $2, $3)
    ON CONFLICT (account_id, day) DO NOTHING RETURNING id;

-- notice_digested :exec unaudited
-- in: notice id, digest id
UPDATE notice SET waits = '', digest_id = $2 WHERE id = $1;

-- notice_page_rows :many
-- Of one person: unread ones first, then the newest; below a place in that order (unread 2 for the
-- first page).
-- in: account id, kind text?, project id?, unread_only flag, unread flag, below int64, count int64
-- out: id id, kind text, project_id id, project text?, subject text, body text, path text,
--      at stamp, read_at stamp?
SELECT n.id, n.kind, n.project_id, p.code, n.subject, n.body, n.path, n.at, n.read_at
  FROM notice n LEFT JOIN project p ON p.id = n.project_id
 WHERE n.account_id = $1 AND n.covered = 0 AND ($2 IS NULL OR n.kind = $2)
   AND ($3 IS NULL OR n.project_id = $3) AND ($4 = 0 OR n.read_at IS NULL)
   AND (CASE WHEN n.read_at IS NULL THEN 1 ELSE 0 END < $5
        OR (CASE WHEN n.read_at IS NULL THEN 1 ELSE 0 END = $5 AND n.id < $6))
 ORDER BY CASE WHEN n.read_at IS NULL THEN 0 ELSE 1 END, n.id DESC LIMIT $7;

-- notice_one :opt
-- in: account id, notice id
-- row: notice_page_rows
SELECT n.id, n.kind, n.project_id, p.code, n.subject, n.body, n.path, n.at, n.read_at
  FROM notice n LEFT JOIN project p ON p.id = n.project_id
 WHERE n.account_id = $1 AND n.id = $2 AND n.covered = 0;

-- notice_set_read :exec unaudited
-- in: account id, notice id, now stamp
UPDATE notice SET read_at = $3, waits = ''
 WHERE account_id = $1 AND id = $2 AND read_at IS NULL;

-- notice_set_unread :exec unaudited
-- in: account id, notice id
UPDATE notice SET read_at = NULL WHERE account_id = $1 AND id = $2 AND covered = 0;

-- notice_set_all_read :many unaudited
-- in: account id, kind text?, project id?, now stamp
-- out: id id
UPDATE notice SET read_at = $4, waits = ''
 WHERE account_id = $1 AND read_at IS NULL AND ($2 IS NULL OR kind = $2)
   AND ($3 IS NULL OR project_id = $3) RETURNING id;

-- notice_set_back :exec unaudited
-- What was marked read at that moment is unread again.
-- in: account id, marked stamp
UPDATE notice SET read_at = NULL WHERE account_id = $1 AND read_at = $2 AND covered = 0;

-- notice_blank :exec unaudited
-- in: cause text, cause_key text, now stamp
UPDATE notice SET subject = '–', body = '', waits = '', read_at = COALESCE(read_at, $3)
 WHERE cause = $1 AND cause_key = $2;

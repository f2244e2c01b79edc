-- SPDX-License-Identifier: EUPL-1.2
-- How a person wants to hear of things.

-- setting_find :opt
-- in: account id
-- out: id id, zone text?, country text?, quiet_from int64, quiet_to int64, digest_hour int64,
--     digest_weekday int64
SELECT a.id, s.zone,
       (SELECT o.country FROM account_role r
          LEFT JOIN partner p ON p.project_id = r.project_id AND p.role = 'lead'
                AND r.role IN ('lead_coordinator', 'lead_finance')
          JOIN organisation o ON o.id = COALESCE(r.organisation_id, p.organisation_id)
         WHERE r.account_id = a.id ORDER BY r.id LIMIT 1),
       COALESCE(s.quiet_from, -1), COALESCE(s.quiet_to, -1), COALESCE(s.digest_hour, -1),
       COALESCE(s.digest_weekday, -1)
  FROM account a LEFT JOIN account_setting s ON s.account_id = a.id WHERE a.id = $1;

-- setting_person :opt
-- in: account id
-- out: id id, name text, email text, lang text
SELECT id, name, email, lang FROM account WHERE id = $1 AND state = 'active';

-- setting_choices :many
-- in: account id
-- out: kind text, how text, was text
SELECT kind, how, was FROM notice_choice WHERE account_id = $1 ORDER BY kind;

-- setting_choose :exec
-- in: account id, kind text, how text, was text
INSERT INTO notice_choice (account_id, kind, how, was) VALUES ($1, $2, $3, $4)
    ON CONFLICT (account_id, kind) DO UPDATE SET how = excluded.how, was = excluded.was;

-- setting_put :exec
-- in: account id, zone text, quiet_from int64, quiet_to int64, digest_hour int64,
--     digest_weekday int64
INSERT INTO account_setting (account_id, zone, quiet_from, quiet_to, digest_hour, digest_weekday)
VALUES ($1, $2, NULLIF($3, -1), NULLIF($4, -1), $5, $6)
    ON CONFLICT (account_id) DO UPDATE
   SET zone = excluded.zone, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
       digest_hour = excluded.digest_hour, digest_weekday = excluded.digest_weekday;

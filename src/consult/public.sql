-- SPDX-License-Identifier: EUPL-1.2
-- Contributions of the public.

-- public_add :insert
-- in: consultation id, name text, organisation text, email text, lang text, choice text, body text,
--     consent int64, at stamp
INSERT INTO public_contribution (consultation_id, name, organisation, email, lang, choice, body,
                                 consent, state, sent_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9) RETURNING id;

-- public_get :opt
-- in: contribution id
-- out: id id, consultation id, name text, organisation text, email text hidden, lang text,
--     choice text, body text, consent int64, state text, sent_at stamp, comment id
SELECT id, consultation_id, name, organisation, email, lang, choice, body, consent, state, sent_at,
       comment_id
  FROM public_contribution WHERE id = $1;

-- public_set_confirmed :change
-- in: contribution id, comment id, at stamp
UPDATE public_contribution SET state = 'confirmed', comment_id = $2, confirmed_at = $3
 WHERE id = $1 AND state = 'waiting';

-- public_set_withdrawn :change
-- What was withdrawn is not kept.
-- in: contribution id, at stamp
UPDATE public_contribution
   SET state = 'withdrawn', withdrawn_at = $2, name = '', organisation = '', email = '', body = ''
 WHERE id = $1 AND state <> 'withdrawn';

-- public_counts :one
-- Of what is confirmed.
-- in: consultation id
-- out: support int64, changes int64, object int64, others int64
SELECT CAST(COALESCE(SUM(CASE choice WHEN 'support' THEN 1 ELSE 0 END), 0) AS BIGINT),
       CAST(COALESCE(SUM(CASE choice WHEN 'support_with_changes' THEN 1 ELSE 0 END), 0) AS BIGINT),
       CAST(COALESCE(SUM(CASE choice WHEN 'object' THEN 1 ELSE 0 END), 0) AS BIGINT),
       CAST(COALESCE(SUM(CASE choice WHEN '' THEN 1 ELSE 0 END), 0) AS BIGINT)
  FROM public_contribution WHERE consultation_id = $1 AND state = 'confirmed';

-- public_lead :one
-- Who answers for the data, and where they are.
-- in: project id
-- out: name text, country text, title text
SELECT COALESCE(MIN(o.name_latin), ''), COALESCE(MIN(o.country), ''), MIN(p.title) FROM project p
  LEFT JOIN partner q ON q.project_id = p.id AND q.role = 'lead'
  LEFT JOIN organisation o ON o.id = q.organisation_id
 WHERE p.id = $1;

-- public_old :many
-- What was not confirmed within its time.
-- in: before stamp
-- out: id id
SELECT id FROM public_contribution WHERE state = 'waiting' AND sent_at < $1;

-- public_forget :exec unaudited
-- in: contribution id
DELETE FROM public_contribution WHERE id = $1 AND state = 'waiting';

-- SPDX-License-Identifier: EUPL-1.2
-- Seats of a round and what was said for them.

-- seat_add :insert
-- in: round id, organisation id, account id?, weight int64, contact_name text,
--     contact_email text, contact_lang text
INSERT INTO consultation_seat (round_id, organisation_id, account_id, weight, contact_name,
                               contact_email, contact_lang)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id;

-- consult_seats :many
-- With the position that counts: the last one written in time; who may speak for it where neither a
-- mandate nor a contact does: the coordinators; and why a contact was not reached,
-- when no mail with what is asked has gone to it. (What is kept back for want of a real address is
-- read on its page, by who tries Kolo out.)
-- in: round id
-- out: id id, organisation id, organisation_name text, partner id, account id hidden,
--     account_name text?, weight int64, delegate id hidden, delegate_name text?, proxy id,
--     proxy_name text?, interest text, recused_at stamp?, position id, choice text, reason text,
--     ranking text, via text?, said_at stamp?, speaker text?, for_proxy flag, stands_why text,
--     late_choice text, late_at stamp?, contact_name text,
--     contact_email text hidden, contact_lang text hidden, unreached text, version int64,
--     coordinators text
SELECT s.id, s.organisation_id, o.short_name, t.id, s.account_id, a.name, s.weight, s.delegate_id,
       d.name, s.proxy_id, ho.short_name, s.interest, s.recused_at, p.id, COALESCE(p.choice, ''),
       COALESCE(p.reason, ''), COALESCE(p.ranking, ''), p.via, p.said_at, p.speaker,
       CASE WHEN p.proxy_of IS NULL THEN 0 ELSE 1 END, COALESCE(p.stands_why, ''),
       COALESCE(l.choice, ''), l.received_at, s.contact_name,
       s.contact_email, s.contact_lang,
       CASE WHEN s.contact_email = '' THEN ''
            WHEN r.closed_at IS NOT NULL THEN s.unreached
            WHEN EXISTS (SELECT 1 FROM mail m JOIN mail_unwanted u ON u.address_key = m.address_key
                          WHERE m.reply_type = 'consultation_contact' AND m.reply_id = s.id
                            AND m.address = s.contact_email)
            THEN 'unsubscribed'
            WHEN EXISTS (SELECT 1 FROM mail m WHERE m.reply_type = 'consultation_contact'
                            AND m.reply_id = s.id AND m.address = s.contact_email
                            AND m.cause IN ('consultation.open', 'consultation.text')
                            AND (m.state IN ('sent', 'sending')
                                 OR (m.state = 'suppressed' AND m.trouble = ''))) THEN ''
            WHEN EXISTS (SELECT 1 FROM mail m WHERE m.reply_type = 'consultation_contact'
                            AND m.reply_id = s.id AND m.address = s.contact_email
                            AND m.state = 'waiting') THEN 'waiting'
            ELSE 'failed' END, s.version,
       CASE WHEN s.account_id IS NULL AND s.contact_email = '' THEN COALESCE((
            SELECT string_agg(w.name, ', ')
              FROM (SELECT DISTINCT y.name AS name
                      FROM account_role x
                      JOIN account y ON y.id = x.account_id AND y.state = 'active'
                      LEFT JOIN partner z ON z.project_id = x.project_id AND z.role = 'lead'
                     WHERE x.project_id = c.project_id
                       AND x.role IN ('partner_coordinator', 'lead_coordinator')
                       AND COALESCE(x.organisation_id, z.organisation_id) = s.organisation_id
                     ORDER BY 1) w), '')
            ELSE '' END
  FROM consultation_seat s
  JOIN consultation_round r ON r.id = s.round_id
  JOIN consultation c ON c.id = r.consultation_id
  JOIN organisation o ON o.id = s.organisation_id
  LEFT JOIN partner t ON t.project_id = c.project_id AND t.organisation_id = s.organisation_id
  LEFT JOIN account a ON a.id = s.account_id
  LEFT JOIN account d ON d.id = s.delegate_id
  LEFT JOIN consultation_seat h ON h.id = s.proxy_id
  LEFT JOIN organisation ho ON ho.id = h.organisation_id
  LEFT JOIN consultation_position p ON p.id = (
      SELECT q.id FROM consultation_position q WHERE q.seat_id = s.id AND q.late = 0
       ORDER BY q.said_at DESC, q.id DESC LIMIT 1)
  LEFT JOIN consultation_position l ON l.id = (
      SELECT MAX(q.id) FROM consultation_position q WHERE q.seat_id = s.id AND q.late = 1)
 WHERE s.round_id = $1
 ORDER BY CASE WHEN s.weight > 0 THEN 0 ELSE 1 END, t.position NULLS LAST, o.sort_key, s.id;

-- seat_contact_of :opt
-- Who speaks for a seat by mail, having no account.
-- in: seat id
-- out: consultation id, project id, organisation text, name text, email text hidden, lang text,
--     no int64
SELECT c.id, c.project_id, o.short_name, s.contact_name, s.contact_email, s.contact_lang,
       s.contact_no
  FROM consultation_seat s
  JOIN consultation_round r ON r.id = s.round_id
  JOIN consultation c ON c.id = r.consultation_id
  JOIN organisation o ON o.id = s.organisation_id
 WHERE s.id = $1 AND s.contact_email <> '';

-- contact_mail_of :opt
-- Whom the mail with that link to its end went to: the contact that a seat had then.
-- in: seat id, unsubscribe text
-- out: name text, email text hidden, lang text
SELECT name, address, lang FROM mail
 WHERE reply_type = 'consultation_contact' AND reply_id = $1 AND unsubscribe = $2 AND address <> ''
 ORDER BY id LIMIT 1;

-- seat_set_unreached :exec
-- As it is when the round closes.
-- in: seat id, unreached text
UPDATE consultation_seat SET unreached = $2 WHERE id = $1;

-- seat_where :opt
-- in: seat id
-- out: consultation id, round id, organisation id, organisation_name text, weight int64,
--     contact_no int64, version int64, closes_at stamp, country text
SELECT r.consultation_id, r.id, s.organisation_id, o.short_name, s.weight, s.contact_no, s.version,
       r.closes_at, o.country
  FROM consultation_seat s JOIN consultation_round r ON r.id = s.round_id
  JOIN organisation o ON o.id = s.organisation_id WHERE s.id = $1;

-- seat_set_contact :change
-- in: seat id, version int64, name text, email text, lang text, no int64
UPDATE consultation_seat SET contact_name = $3, contact_email = $4, contact_lang = $5,
       contact_no = $6, version = version + 1
 WHERE id = $1 AND version = $2;

-- seat_set_delegate :change
-- in: seat id, version int64, delegate id?
UPDATE consultation_seat SET delegate_id = $3, version = version + 1
 WHERE id = $1 AND version = $2;

-- seat_set_proxy :change
-- in: seat id, version int64, proxy id?
UPDATE consultation_seat SET proxy_id = $3, version = version + 1 WHERE id = $1 AND version = $2;

-- seat_set_interest :change
-- in: seat id, version int64, interest text, recused_at stamp?
UPDATE consultation_seat SET interest = $3, recused_at = $4, version = version + 1
 WHERE id = $1 AND version = $2;

-- round_hold :change
-- Waits for who is closing the round; RC_STALE: it has closed.
-- in: round id
UPDATE consultation_round SET reminded = reminded WHERE id = $1 AND closed_at IS NULL;

-- seat_colleagues :many
-- Who works for the organisation of a seat on the project.
-- in: project id, organisation id
-- out: id id, name text
SELECT DISTINCT a.id, a.name FROM account_role r
  JOIN account a ON a.id = r.account_id
  LEFT JOIN partner l ON l.project_id = r.project_id AND l.role = 'lead'
 WHERE r.project_id = $1 AND a.state = 'active'
   AND (r.organisation_id = $2 OR (r.organisation_id IS NULL AND l.organisation_id = $2
        AND r.role IN ('lead_coordinator', 'lead_finance')))
 ORDER BY 2, 1;

-- position_by_message :opt
-- in: message_id text
-- out: id id, late flag
SELECT id, late FROM consultation_position WHERE message_id = $1;

-- position_add :insert
-- in: seat id, choice text, reason text, ranking text, via text, message_id text?, said_at stamp,
--     received_at stamp, late flag, account id?, speaker text, proxy_of id?
INSERT INTO consultation_position (seat_id, choice, reason, ranking, via, message_id, said_at,
    received_at, late, account_id, speaker, proxy_of)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT (message_id) DO NOTHING RETURNING id;

-- position_get :one
-- in: position id
-- out: id id, seat id, consultation id, organisation text, choice text, reason text, ranking text,
--     via text, said_at stamp, received_at stamp, late flag, speaker text, proxy_of id,
--     stands_why text, stands_at stamp?
SELECT p.id, p.seat_id, r.consultation_id, o.short_name, p.choice, p.reason, p.ranking, p.via,
       p.said_at, p.received_at, p.late, p.speaker, p.proxy_of, p.stands_why, p.stands_at
  FROM consultation_position p
  JOIN consultation_seat s ON s.id = p.seat_id
  JOIN consultation_round r ON r.id = s.round_id
  JOIN organisation o ON o.id = s.organisation_id
 WHERE p.id = $1;

-- position_history :many
-- All that was said in a round, late ones too, in the order in which it counts.
-- in: consultation id, round_no int64
-- row: position_get
SELECT p.id, p.seat_id, r.consultation_id, o.short_name, p.choice, p.reason, p.ranking, p.via,
       p.said_at, p.received_at, p.late, p.speaker, p.proxy_of, p.stands_why, p.stands_at
  FROM consultation_position p
  JOIN consultation_seat s ON s.id = p.seat_id
  JOIN consultation_round r ON r.id = s.round_id
  JOIN organisation o ON o.id = s.organisation_id
 WHERE r.consultation_id = $1 AND r.no = $2
 ORDER BY p.said_at, p.id;

-- position_set_stands :change
-- in: position id, why text, now stamp, by id?
UPDATE consultation_position SET stands_why = $2, stands_at = $3, stands_by = $4 WHERE id = $1;

-- SPDX-License-Identifier: EUPL-1.2
-- A consultation itself: what is asked, by which rule, in which state.

-- consult_get :one
-- in: consultation id
-- out: id id, project id, title text, question text, kind text, body id, body_name text,
--     segment id, segment_name text, public flag, rule text, quorum e2, weighted flag,
--     block_allowed flag, secret flag, proxy_limit int64, chair id, chair_name text,
--     drafter id, drafter_name text, state text, round_no int64, closes_at stamp, decision id,
--     public_no int64, version int64
SELECT c.id, c.project_id, c.title, c.question, c.kind, c.body_id, COALESCE(b.name, ''),
       c.segment_id, COALESCE(g.name, ''), c.is_public, c.rule, c.quorum_e2,
       c.weighted, c.block_allowed, c.secret, c.proxy_limit, c.chair_id, a.name, c.drafter_id,
       COALESCE(d.name, ''), c.state, c.round_no, c.closes_at, c.decision_id,
       c.public_no, c.version
  FROM consultation c
  JOIN account a ON a.id = c.chair_id
  LEFT JOIN account d ON d.id = c.drafter_id
  LEFT JOIN body b ON b.id = c.body_id
  LEFT JOIN segment g ON g.id = c.segment_id
 WHERE c.id = $1;

-- consult_seat_held :opt
-- Does this person speak for a seat of it, by mandate, as a delegate, or for who holds the proxy?
-- in: consultation id, account id
-- out: seat id
SELECT s.id FROM consultation_seat s
  JOIN consultation_round r ON r.id = s.round_id
  LEFT JOIN consultation_seat h ON h.id = s.proxy_id
 WHERE r.consultation_id = $1
   AND (s.account_id = $2 OR s.delegate_id = $2 OR h.account_id = $2 OR h.delegate_id = $2)
 ORDER BY s.id LIMIT 1;

-- consult_owner :opt
-- in: consultation id
-- out: project id, title text, round_no int64, chair id, drafter id
SELECT project_id, title, round_no, chair_id, drafter_id FROM consultation WHERE id = $1;

-- consult_add_row :insert
-- in: project id, title text, question text, kind text, body id?, open_to_public flag, rule text,
--     quorum e2, weighted flag, block_allowed flag, secret flag, proxy_limit int64, chair id,
--     drafter id?, closes_at stamp, search_key text, now stamp, by id?, segment id?
INSERT INTO consultation (project_id, title, question, kind, body_id, is_public, rule, quorum_e2,
    weighted, block_allowed, secret, proxy_limit, chair_id, drafter_id, state, closes_at,
    search_key, created_at, created_by, segment_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'draft', $15, $16, $17, $18,
        $19)
RETURNING id;

-- consult_set_row :change
-- in: id id, version int64, title text, question text, kind text, body id?, open_to_public flag,
--     rule text, quorum e2, weighted flag, block_allowed flag, secret flag, proxy_limit int64,
--     chair id, drafter id?, closes_at stamp, search_key text,
--     segment id?
UPDATE consultation SET title = $3, question = $4, kind = $5, body_id = $6, is_public = $7,
       rule = $8, quorum_e2 = $9, weighted = $10, block_allowed = $11, secret = $12,
       proxy_limit = $13, chair_id = $14, drafter_id = $15, closes_at = $16, search_key = $17,
       segment_id = $18,
       version = version + 1
 WHERE id = $1 AND version = $2;

-- consult_set_state :change
-- in: id id, version int64, state text, round_no int64, closes_at stamp, decision id?
UPDATE consultation SET state = $3, round_no = $4, closes_at = $5, decision_id = $6,
       version = version + 1
 WHERE id = $1 AND version = $2;

-- consult_set_public_no :change
-- in: id id, version int64, public_no int64
UPDATE consultation SET public_no = $3, version = version + 1 WHERE id = $1 AND version = $2;

-- consult_project_ok :opt
-- The project, and its body or the segment where one is named.
-- in: project id, body id?, segment id?
-- out: id id
SELECT p.id FROM project p
 WHERE p.id = $1 AND ($2 IS NULL OR EXISTS (SELECT 1 FROM body b WHERE b.id = $2
                                              AND b.project_id = p.id AND b.closed_on IS NULL))
   AND ($3 IS NULL OR EXISTS (SELECT 1 FROM segment g WHERE g.id = $3));

-- consult_leaders :many
-- Who can lead one or draft for it: the coordinators of the project.
-- in: project id
-- out: id id, name text, organisation text
SELECT DISTINCT a.id, a.name, COALESCE(o.short_name, '')
  FROM account_role r
  JOIN account a ON a.id = r.account_id
  LEFT JOIN partner l ON l.project_id = r.project_id AND l.role = 'lead'
  LEFT JOIN organisation o ON o.id = COALESCE(r.organisation_id, l.organisation_id)
 WHERE r.project_id = $1 AND a.state = 'active'
   AND r.role IN ('lead_coordinator', 'partner_coordinator')
 ORDER BY 3, 2, 1;

-- consult_asked :many
-- in: consultation id
-- out: partner id, organisation id, short_name text
SELECT q.partner_id, p.organisation_id, o.short_name
  FROM consultation_asked q
  JOIN partner p ON p.id = q.partner_id
  JOIN organisation o ON o.id = p.organisation_id
 WHERE q.consultation_id = $1 ORDER BY p.position, p.id;

-- consult_asked_add :exec
-- A partner of the project of the consultation.
-- in: consultation id, partner id
INSERT INTO consultation_asked (consultation_id, partner_id)
SELECT c.id, p.id FROM consultation c JOIN partner p ON p.project_id = c.project_id
 WHERE c.id = $1 AND p.id = $2 ON CONFLICT DO NOTHING;

-- consult_asked_clear :exec
-- in: consultation id
DELETE FROM consultation_asked WHERE consultation_id = $1;

-- consult_options :many
-- in: consultation id
-- out: no int64, title text
SELECT no, title FROM consultation_option WHERE consultation_id = $1 ORDER BY no;

-- consult_option_add :exec
-- in: consultation id, no int64, title text
INSERT INTO consultation_option (consultation_id, no, title) VALUES ($1, $2, $3);

-- consult_options_clear :exec
-- in: consultation id
DELETE FROM consultation_option WHERE consultation_id = $1;

-- consult_texts :many
-- The versions of the document, the newest first.
-- in: consultation id
-- out: no int64, body text, note text, written_at stamp, written_by text?
SELECT t.no, t.body, t.note, t.written_at, a.name
  FROM consultation_text t LEFT JOIN account a ON a.id = t.written_by
 WHERE t.consultation_id = $1 ORDER BY t.no DESC;

-- consult_text_at :opt
-- One version; 0 is the newest.
-- in: consultation id, no int64
-- out: no int64, body text, written_at stamp
SELECT no, body, written_at FROM consultation_text
 WHERE consultation_id = $1 AND ($2 = 0 OR no = $2) ORDER BY no DESC LIMIT 1;

-- consult_text_add :insert
-- in: consultation id, no int64, body text, note text, now stamp, by id?
INSERT INTO consultation_text (consultation_id, no, body, note, written_at, written_by)
VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id;

-- consult_text_clear :exec
-- Of a draft only: nobody has been shown it.
-- in: consultation id
DELETE FROM consultation_text WHERE consultation_id = $1;

-- consult_round :opt
-- in: consultation id, no int64
-- out: id id, no int64, text_no int64, rule text, quorum e2, block_allowed flag, secret flag,
--     opened_at stamp, closes_at stamp, closed_at stamp?, reminded int64
SELECT id, no, text_no, rule, quorum_e2, block_allowed, secret, opened_at, closes_at, closed_at,
       reminded
  FROM consultation_round WHERE consultation_id = $1 AND no = $2;

-- consult_round_add :insert
-- in: consultation id, no int64, text_no int64, rule text, quorum e2, block_allowed flag,
--     secret flag, opened_at stamp, closes_at stamp
INSERT INTO consultation_round (consultation_id, no, text_no, rule, quorum_e2, block_allowed,
    secret, opened_at, closes_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id;

-- consult_round_extend :change
-- in: round id, closes_at stamp
UPDATE consultation_round SET closes_at = $2, reminded = 0 WHERE id = $1 AND closed_at IS NULL;

-- consult_round_close :change
-- in: round id, now stamp
UPDATE consultation_round SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL;

-- consult_round_reminded :change
-- in: round id, days int64
UPDATE consultation_round SET reminded = $2 WHERE id = $1 AND closed_at IS NULL;

-- consult_event_add :insert
-- in: consultation id, round_no int64, kind text, organisation id?, other text, note text,
--     at stamp, by id?, by_name text
INSERT INTO consultation_event (consultation_id, round_no, kind, organisation_id, other, note, at,
    by_id, by_name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id;

-- consult_events :many
-- in: consultation id
-- out: round_no int64, kind text, organisation text, other text, note text, at stamp, by text
SELECT e.round_no, e.kind, COALESCE(o.short_name, ''), e.other, e.note, e.at, e.by_name
  FROM consultation_event e LEFT JOIN organisation o ON o.id = e.organisation_id
 WHERE e.consultation_id = $1 ORDER BY e.id;

-- consult_due_close :many
-- Open rounds whose time is over.
-- in: now stamp
-- out: id id
SELECT c.id FROM consultation_round r
  JOIN consultation c ON c.id = r.consultation_id AND c.round_no = r.no
 WHERE r.closed_at IS NULL AND r.closes_at <= $1 AND c.state = 'open'
 ORDER BY r.closes_at, r.id;

-- consult_due_remind :many
-- Open rounds that end in that time, opened before ${opened_before}, and not reminded so late yet.
-- in: after stamp, until stamp, days int64, opened_before stamp
-- out: id id, round id, closes_at stamp, opened_at stamp
SELECT c.id, r.id, r.closes_at, r.opened_at FROM consultation_round r
  JOIN consultation c ON c.id = r.consultation_id AND c.round_no = r.no
 WHERE r.closed_at IS NULL AND r.closes_at > $1 AND r.closes_at <= $2 AND c.state = 'open'
   AND (r.reminded = 0 OR r.reminded > $3) AND r.opened_at <= $4
 ORDER BY r.closes_at, r.id;

-- consult_people :many
-- Who speaks for the seats of a round: who holds the mandate, the coordinators where it is
-- nobody's, who was delegated, and (by_proxy) those of the member that holds its proxy; with
-- whether the seat has spoken, or is out of the count.
-- in: round id
-- out: account id, seat id, weight int64, spoke flag, by_proxy flag, organisation text
SELECT v.account_id, s.id, s.weight,
       CASE WHEN s.recused_at IS NOT NULL THEN 1
            WHEN EXISTS (SELECT 1 FROM ballot_voter b WHERE b.seat_id = s.id AND b.voted = 1) THEN 1
            WHEN COALESCE((SELECT p.choice FROM consultation_position p
                            WHERE p.seat_id = s.id AND p.late = 0
                            ORDER BY p.said_at DESC, p.id DESC LIMIT 1), '') <> '' THEN 1
            ELSE 0 END,
       MIN(CASE WHEN v.seat_id = s.id THEN 0 ELSE 1 END), o.short_name
  FROM consultation_seat s
  JOIN organisation o ON o.id = s.organisation_id
  JOIN (SELECT z.id AS seat_id, a.id AS account_id FROM consultation_seat z
          JOIN consultation_round r ON r.id = z.round_id
          JOIN consultation c ON c.id = r.consultation_id
          JOIN account a ON a.state = 'active'
           AND (a.id = z.account_id OR a.id = z.delegate_id
                OR (z.account_id IS NULL AND a.id IN (
                    SELECT x.account_id FROM account_role x
                      LEFT JOIN partner l ON l.project_id = x.project_id AND l.role = 'lead'
                     WHERE x.project_id = c.project_id
                       AND x.role IN ('partner_coordinator', 'lead_coordinator')
                       AND COALESCE(x.organisation_id, l.organisation_id) = z.organisation_id)))
         WHERE z.round_id = $1) v ON v.seat_id = s.id OR v.seat_id = s.proxy_id
 WHERE s.round_id = $1
 GROUP BY v.account_id, s.id, s.weight, s.recused_at, o.short_name
 ORDER BY v.account_id, s.id;

-- consult_contacts :many
-- Who speaks for seats by mail, having no account.
-- in: round id
-- out: seat id, weight int64, spoke flag, organisation text, name text, email text hidden,
--     lang text, no int64, country text
SELECT s.id, s.weight,
       CASE WHEN COALESCE((SELECT p.choice FROM consultation_position p
                            WHERE p.seat_id = s.id AND p.late = 0
                            ORDER BY p.said_at DESC, p.id DESC LIMIT 1), '') <> '' THEN 1
            ELSE 0 END, o.short_name, s.contact_name, s.contact_email, s.contact_lang,
       s.contact_no, o.country
  FROM consultation_seat s JOIN organisation o ON o.id = s.organisation_id
 WHERE s.round_id = $1 AND s.contact_email <> '' ORDER BY s.id;

-- consult_segment_seats :many
-- The organisations of a segment as they are now. A partner with a coordinator speaks through
-- them; others through their contact, and who has neither cannot be asked.
-- in: project id, segment id
-- out: organisation id, short_name text, has_people flag, name text, email text hidden, lang text
SELECT o.id, o.short_name,
       CASE WHEN EXISTS (SELECT 1 FROM account_role x
                           JOIN account a ON a.id = x.account_id AND a.state = 'active'
                           LEFT JOIN partner l ON l.project_id = x.project_id AND l.role = 'lead'
                          WHERE x.project_id = $1
                            AND x.role IN ('partner_coordinator', 'lead_coordinator')
                            AND COALESCE(x.organisation_id, l.organisation_id) = o.id)
            THEN 1 ELSE 0 END, o.contact_name, o.contact_email, o.contact_lang
  FROM organisation o
 WHERE COALESCE((SELECT p.included FROM segment_pick p
                  WHERE p.segment_id = $2 AND p.organisation_id = o.id),
                (SELECT 1 FROM segment_country y
                  WHERE y.segment_id = $2 AND y.country = o.country), 0) = 1
 ORDER BY o.sort_key, o.id;

-- consult_list :many
-- Of a project, what the viewer has to answer first; ${organisation}: whom the viewer speaks for as
-- its coordinator. What was never opened is for who leads it, drafts for it, or sees
-- ${all}.
-- in: project id, account id, organisation id, state text?, rule text?, q text?, about_type text?,
--     about id, all flag, limit int64, skip int64
-- out: id id, title text, kind text, state text, rule text, body text, chair text, public flag,
--     secret flag, round_no int64, closes_at stamp, seats int64, spoke int64, objections int64,
--     comments int64, mine flag, decision id, decision_no int64
SELECT c.id, c.title, c.kind, c.state, c.rule, COALESCE(b.name, g.name, ''), a.name, c.is_public,
       c.secret,
       c.round_no, c.closes_at,
       (SELECT COUNT(*) FROM consultation_seat s WHERE s.round_id = r.id AND s.weight > 0
           AND s.recused_at IS NULL),
       (SELECT COUNT(*) FROM consultation_seat s WHERE s.round_id = r.id AND s.weight > 0
           AND s.recused_at IS NULL AND COALESCE((
               SELECT p.choice FROM consultation_position p WHERE p.seat_id = s.id AND p.late = 0
                ORDER BY p.said_at DESC, p.id DESC LIMIT 1), '') <> ''),
       (SELECT COUNT(*) FROM consultation_seat s WHERE s.round_id = r.id AND s.recused_at IS NULL
           AND (SELECT p.choice FROM consultation_position p WHERE p.seat_id = s.id AND p.late = 0
                 ORDER BY p.said_at DESC, p.id DESC LIMIT 1) IN ('object', 'block')),
       (SELECT COUNT(*) FROM comment m WHERE m.object_type = 'consultation' AND m.object_id = c.id
           AND m.removed_at IS NULL),
       CASE WHEN c.state = 'open' AND EXISTS (
           SELECT 1 FROM consultation_seat s LEFT JOIN consultation_seat h ON h.id = s.proxy_id
            WHERE s.round_id = r.id AND s.weight > 0 AND s.recused_at IS NULL
              AND (s.account_id = $2 OR s.delegate_id = $2 OR s.organisation_id = $3
                   OR h.account_id = $2 OR h.delegate_id = $2 OR h.organisation_id = $3)
              AND NOT EXISTS (SELECT 1 FROM ballot_voter v WHERE v.seat_id = s.id AND v.voted = 1)
              AND COALESCE((SELECT p.choice FROM consultation_position p
                             WHERE p.seat_id = s.id AND p.late = 0
                             ORDER BY p.said_at DESC, p.id DESC LIMIT 1), '') = '')
            THEN 1 ELSE 0 END AS mine,
       c.decision_id, COALESCE(d.no, 0)
  FROM consultation c
  JOIN account a ON a.id = c.chair_id
  LEFT JOIN body b ON b.id = c.body_id
  LEFT JOIN segment g ON g.id = c.segment_id
  LEFT JOIN consultation_round r ON r.consultation_id = c.id AND r.no = c.round_no
  LEFT JOIN decision d ON d.id = c.decision_id
 WHERE c.project_id = $1 AND ($4 IS NULL OR c.state = $4) AND ($5 IS NULL OR c.rule = $5)
   AND ($6 IS NULL OR c.search_key LIKE $6 ESCAPE '!')
   AND ($7 IS NULL OR EXISTS (SELECT 1 FROM about x WHERE x.from_type = 'consultation'
           AND x.from_id = c.id AND x.to_type = $7 AND x.to_id = $8))
   AND (c.round_no > 0 OR $9 = 1 OR c.chair_id = $2 OR c.drafter_id = $2)
 ORDER BY mine DESC,
          CASE c.state WHEN 'open' THEN 0 WHEN 'closed' THEN 1 WHEN 'draft' THEN 2 ELSE 3 END,
          CASE WHEN c.state IN ('open', 'draft') THEN c.closes_at END NULLS LAST,
          c.closes_at DESC, c.id DESC
 LIMIT $10 OFFSET $11;

-- consult_own_organisation :opt
-- For whom somebody speaks as its coordinator.
-- in: partner id
-- out: organisation id
SELECT organisation_id FROM partner WHERE id = $1;

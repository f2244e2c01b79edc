-- SPDX-License-Identifier: EUPL-1.2
-- What waits for a person besides reports.

-- today_own :many
-- Tasks that come due, consultations in which their organisation has not spoken, meetings they have
-- not answered; for who decides about the tray (tray 1), how many mails lie in it, as the id.
-- in: project id, account id, soon date, tray int64
-- out: kind text, id id, title text, until date?
SELECT 'task', t.id, t.title, t.due_on FROM task t
 WHERE t.project_id = $1 AND t.state = 'open' AND t.due_on <= $3
   AND (t.account_id = $2 OR (t.account_id IS NULL AND EXISTS (
        SELECT 1 FROM account_role x WHERE x.account_id = $2 AND x.project_id = $1
           AND x.organisation_id = t.organisation_id
           AND x.role IN ('lead_coordinator', 'partner_coordinator'))))
UNION ALL
SELECT 'consultation', c.id, c.title, substr(r.closes_at, 1, 10)
  FROM consultation c
  JOIN consultation_round r ON r.consultation_id = c.id AND r.no = c.round_no
   AND r.closed_at IS NULL
 WHERE c.project_id = $1 AND c.state = 'open' AND EXISTS (
       SELECT 1 FROM consultation_seat s
         JOIN consultation_seat z ON z.id = s.id OR z.id = s.proxy_id
        WHERE s.round_id = r.id AND s.weight > 0 AND s.recused_at IS NULL
          AND (z.account_id = $2 OR z.delegate_id = $2 OR (z.account_id IS NULL AND EXISTS (
               SELECT 1 FROM account_role x
                 LEFT JOIN partner l ON l.project_id = x.project_id AND l.role = 'lead'
                WHERE x.account_id = $2 AND x.project_id = $1
                  AND COALESCE(x.organisation_id, l.organisation_id) = z.organisation_id
                  AND x.role IN ('lead_coordinator', 'partner_coordinator'))))
          AND NOT EXISTS (SELECT 1 FROM ballot_voter v WHERE v.seat_id = s.id AND v.voted = 1)
          AND COALESCE((SELECT p.choice FROM consultation_position p
                         WHERE p.seat_id = s.id AND p.late = 0
                         ORDER BY p.said_at DESC, p.id DESC LIMIT 1), '') = '')
UNION ALL
SELECT 'meeting', m.id, m.title, substr(m.starts_at, 1, 10)
  FROM meeting m JOIN meeting_person q ON q.meeting_id = m.id AND q.account_id = $2
 WHERE m.project_id = $1
   AND ((m.state = 'invited' AND q.answer = '')
        OR (m.state = 'proposed' AND NOT EXISTS (
            SELECT 1 FROM meeting_available a WHERE a.person_id = q.id)))
UNION ALL
SELECT 'tray', COUNT(*), '', CAST(NULL AS text) FROM inbound
 WHERE $4 = 1 AND state = 'tray' AND (project_id = $1 OR project_id IS NULL)
HAVING COUNT(*) > 0
 ORDER BY 4, 1, 2 LIMIT 30;

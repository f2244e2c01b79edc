-- SPDX-License-Identifier: EUPL-1.2
-- What goes into the dossier of a consultation besides what its pages show.

-- dossier_files :many
-- Documents of the consultation, and of what was said about it.
-- in: consultation id
-- out: document id, name text, size int64
SELECT a.document_id, a.name, d.size
  FROM attachment a JOIN document d ON d.id = a.document_id
 WHERE (a.object_type = 'consultation' AND a.object_id = $1)
    OR (a.object_type = 'comment' AND a.object_id IN (
            SELECT m.id FROM comment m
             WHERE m.object_type = 'consultation' AND m.object_id = $1 AND m.removed_at IS NULL))
 ORDER BY a.id;

-- dossier_positions :many
-- All that was said in all rounds. Of a secret round nothing is kept here.
-- in: consultation id
-- out: round_no int64, organisation text, choice text, reason text, ranking text, via text,
--     said_at stamp, received_at stamp, late flag, speaker text, for_proxy flag, stands_why text
SELECT r.no, o.short_name, p.choice, p.reason, p.ranking, p.via, p.said_at, p.received_at, p.late,
       p.speaker, CASE WHEN p.proxy_of IS NULL THEN 0 ELSE 1 END, p.stands_why
  FROM consultation_position p
  JOIN consultation_seat s ON s.id = p.seat_id
  JOIN consultation_round r ON r.id = s.round_id
  JOIN organisation o ON o.id = s.organisation_id
 WHERE r.consultation_id = $1
 ORDER BY r.no, p.said_at, p.id;

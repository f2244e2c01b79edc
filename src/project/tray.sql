-- SPDX-License-Identifier: EUPL-1.2
-- What came in by mail, as the secretariat of a project sees it.

-- tray_list :many
-- The newest first, below an id (the largest int64 for the first page).
-- in: project id, state text?, q text?, below int64, count int64
-- out: id id, state text, reason text, from_address text, from_name text, subject text,
--      received_at stamp, via text, size int64, said text, decided_by text, decided_at stamp?,
--      note text
SELECT id, state, reason, from_address, from_name, subject, received_at, via, size, said,
       decided_by, decided_at, note
  FROM inbound
 WHERE (project_id = $1 OR project_id IS NULL) AND ($2 IS NULL OR state = $2)
   AND ($3 IS NULL OR search_key LIKE '%' || $3 || '%' ESCAPE '!') AND id < $4
 ORDER BY id DESC LIMIT $5;

-- tray_one :opt
-- in: project id, inbound id
-- out: id id, state text, reason text, from_address text, from_name text, subject text,
--      received_at stamp, sent_at stamp?, via text, size int64, said text, decided_by text,
--      decided_at stamp?, note text, message_key text, message_id text, body text, whole text,
--      document id, account id, object_type text, object id, mail_subject text?,
--      mail_path text? hidden, lang text?
SELECT i.id, i.state, i.reason, i.from_address, i.from_name, i.subject, i.received_at, i.sent_at,
       i.via, i.size, i.said, i.decided_by, i.decided_at, i.note, i.message_key, i.message_id,
       i.body, i.whole, i.document_id, i.account_id, i.object_type, i.object_id, m.subject, m.path,
       a.lang
  FROM inbound i LEFT JOIN mail m ON m.id = i.mail_id
  LEFT JOIN account a ON a.email_key = i.from_address
 WHERE i.id = $2 AND (i.project_id = $1 OR i.project_id IS NULL);

-- tray_decide :change
-- RC_STALE: somebody else did meanwhile.
-- in: inbound id, state_before text, state text, project id, account id?, object_type text,
--     object id?, decided_by text, now stamp, note text
UPDATE inbound SET state = $3, project_id = $4, account_id = COALESCE($5, account_id),
       object_type = $6, object_id = $7, decided_by = $8, decided_at = $9, note = $10
 WHERE id = $1 AND state = $2;

-- tray_threads :many
-- What mails of this project were about lately.
-- in: project id
-- out: type text, object id
SELECT reply_type, reply_id FROM mail
 WHERE project_id = $1 AND reply_type <> '' AND reply_id IS NOT NULL
 GROUP BY reply_type, reply_id ORDER BY max(id) DESC LIMIT 40;

-- tray_people :many
-- Who takes part in the project and can sign in.
-- in: project id
-- out: id id, name text, email text, lang text, sort_key text hidden
SELECT DISTINCT a.id, a.name, a.email, a.lang, a.sort_key
  FROM account a JOIN account_role r ON r.account_id = a.id
 WHERE r.project_id = $1 AND a.state = 'active' ORDER BY a.sort_key, a.id;

-- tray_file :opt
-- in: project id, inbound id, attachment id
-- out: document id, name text, mime text, size int64
SELECT d.id, a.name, d.mime, d.size
  FROM attachment a JOIN document d ON d.id = a.document_id
  JOIN inbound i ON i.id = a.object_id
 WHERE a.object_type = 'inbound' AND a.id = $3 AND i.id = $2
   AND (i.project_id = $1 OR i.project_id IS NULL);

-- SPDX-License-Identifier: EUPL-1.2
-- What came in. A mail's arrival is told by its own row; what it became is audited by the domain
-- that took it, and what a person decides about it in the tray is audited there.

-- inbound_before :opt
-- in: message_key text
-- out: id id, content_sha256 text, state text, reason text
SELECT id, content_sha256, state, reason FROM inbound WHERE message_key = $1;

-- inbound_claim :insert unaudited
-- RC_CONFLICT: it is here already; on PostgreSQL after waiting for who is putting it in.
-- in: message_key text, content_sha256 text, message_id text, via text, from_address text,
--     from_name text, subject text, sent_at stamp?, now stamp, size int64, body text, whole text,
--     state text, reason text, said text, project id?, account id?, mail id?, object_type text,
--     object id?, search_key text
INSERT INTO inbound (message_key, content_sha256, message_id, via, from_address, from_name, subject,
                     sent_at, received_at, size, body, whole, state, reason, said, project_id,
                     account_id, mail_id, object_type, object_id, search_key)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
        $21)
    ON CONFLICT (message_key) DO NOTHING RETURNING id;

-- inbound_set_document :exec unaudited
-- in: inbound id, document id
UPDATE inbound SET document_id = $2 WHERE id = $1;

-- inbound_lately :one
-- in: from_address text, since stamp
-- out: n int64
SELECT count(*) FROM inbound WHERE from_address = $1 AND received_at > $2;

-- inbound_ours :opt
-- A mail of the outbox, and whom it went to.
-- in: mail id
-- out: id id, project id, account id, address text, reply_type text, reply id, path text,
--      thread text, email text, name text, lang text, state text?, written_at stamp
SELECT m.id, m.project_id, m.account_id, m.address, m.reply_type, m.reply_id, m.path, m.thread,
       COALESCE(a.email_key, m.address_key), COALESCE(a.name, m.name), COALESCE(a.lang, m.lang),
       a.state, m.created_at
  FROM mail m LEFT JOIN account a ON a.id = m.account_id WHERE m.id = $1;

-- inbound_sender :opt
-- The account of an address; its project, where it takes part in one alone.
-- in: email_key text
-- out: id id, email text, name text, lang text, project id
SELECT a.id, a.email, a.name, a.lang,
       (SELECT CASE WHEN min(r.project_id) = max(r.project_id) THEN min(r.project_id) END
          FROM account_role r WHERE r.account_id = a.id)
  FROM account a WHERE a.email_key = $1 AND a.state = 'active';

-- inbound_only_project :one
-- The project of a server that has one alone.
-- out: id id
SELECT CASE WHEN min(id) = max(id) THEN min(id) END FROM project;

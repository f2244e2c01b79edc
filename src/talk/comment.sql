-- SPDX-License-Identifier: EUPL-1.2
-- What people say about a thing.

-- comment_insert :insert unaudited
-- The same message again inserts nothing, and there is nothing to audit then.
-- in: project id, partner id?, object_type text, object id, parent id?, account id?,
--     author text,
--     organisation text, body text, passage text, wording text, via text,
--     message_id text?, at stamp
INSERT INTO comment (project_id, partner_id, object_type, object_id, parent_id, account_id, author,
    organisation, body, passage, wording, via, message_id, said_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (object_type, object_id, COALESCE(account_id, 0), message_id) DO NOTHING RETURNING id;

-- comment_same :opt
-- The comment that this message was already.
-- in: object_type text, object id, account id?, message_id text
-- out: id id
SELECT id FROM comment
 WHERE object_type = $1 AND object_id = $2 AND COALESCE(account_id, 0) = COALESCE($3, 0)
   AND message_id = $4;

-- comment_get :opt
-- in: comment id
-- out: id id, project id, partner id, object_type text, object id, parent id, account id,
--     author text, organisation text, body text, passage text, wording text, via text,
--     said_at stamp, changed_at stamp?, removed_at stamp?, version int64
SELECT id, project_id, partner_id, object_type, object_id, parent_id, account_id, author,
       organisation, body, passage, wording, via, said_at, changed_at, removed_at, version
  FROM comment WHERE id = $1;

-- comment_shown :opt
-- The same as people may read it: of what was taken back only its place.
-- in: comment id
-- row: comment_get
SELECT id, project_id, partner_id, object_type, object_id, parent_id, account_id, author,
       organisation, CASE WHEN removed_at IS NULL THEN body ELSE '' END,
       CASE WHEN removed_at IS NULL THEN passage ELSE '' END,
       CASE WHEN removed_at IS NULL THEN wording ELSE '' END, via, said_at, changed_at, removed_at,
       version
  FROM comment WHERE id = $1;

-- comment_list :many
-- The thread of one object, in the order in which it was said.
-- in: object_type text, object id
-- row: comment_get
SELECT id, project_id, partner_id, object_type, object_id, parent_id, account_id, author,
       organisation, CASE WHEN removed_at IS NULL THEN body ELSE '' END,
       CASE WHEN removed_at IS NULL THEN passage ELSE '' END,
       CASE WHEN removed_at IS NULL THEN wording ELSE '' END, via, said_at, changed_at, removed_at,
       version
  FROM comment WHERE object_type = $1 AND object_id = $2 ORDER BY id;

-- comment_thread :many
-- All that the thread on a page needs, in one: comments as people may read them (kind 0), who can
-- be
-- named (1: parent is the partner; without account an organisation), and the files that came with
-- comments (2: parent is the comment, version the size).
-- in: object_type text, object id, account id?, project id
-- out: kind int64, id id, parent id, account id, author text, organisation text, body text,
--     passage text, wording text, via text, said_at stamp?, changed_at stamp?, removed_at stamp?,
--     version int64, muted int64, mail id
SELECT CAST(0 AS BIGINT), c.id, c.parent_id, c.account_id, c.author, c.organisation,
       CASE WHEN c.removed_at IS NULL THEN c.body ELSE '' END,
       CASE WHEN c.removed_at IS NULL THEN c.passage ELSE '' END,
       CASE WHEN c.removed_at IS NULL THEN c.wording ELSE '' END,
       c.via, c.said_at, c.changed_at, c.removed_at, c.version,
       (SELECT COUNT(*) FROM thread_mute m WHERE m.object_type = c.object_type
           AND m.object_id = c.object_id AND m.account_id = $3),
       (SELECT MAX(i.id) FROM inbound i WHERE c.via = 'mail' AND i.message_key = c.message_id)
  FROM comment c WHERE c.object_type = $1 AND c.object_id = $2
 UNION ALL
SELECT DISTINCT CAST(1 AS BIGINT), CAST(0 AS BIGINT), p.id, a.id, a.name,
       COALESCE(o.short_name, ''), '', '', '', '', NULL, NULL, NULL, CAST(0 AS BIGINT),
       CAST(0 AS BIGINT), CAST(NULL AS BIGINT)
  FROM account_role r
  JOIN account a ON a.id = r.account_id
  LEFT JOIN partner p ON p.project_id = r.project_id
        AND (p.organisation_id = r.organisation_id
             OR (r.organisation_id IS NULL AND p.role = 'lead'
                 AND r.role IN ('lead_coordinator', 'lead_finance')))
  LEFT JOIN organisation o ON o.id = p.organisation_id
 WHERE r.project_id = $4 AND a.state = 'active'
 UNION ALL
SELECT CAST(1 AS BIGINT), CAST(0 AS BIGINT), p.id, NULL, '', o.short_name, '', '', '', '', NULL,
       NULL, NULL, CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(NULL AS BIGINT)
  FROM partner p JOIN organisation o ON o.id = p.organisation_id WHERE p.project_id = $4
 UNION ALL
SELECT CAST(2 AS BIGINT), x.id, x.object_id, NULL, x.name, '', '', '', '', '', NULL, NULL, NULL,
       d.size, CAST(0 AS BIGINT), CAST(NULL AS BIGINT)
  FROM comment c
  JOIN attachment x ON x.object_type = 'comment' AND x.object_id = c.id
  JOIN document d ON d.id = x.document_id
 WHERE c.object_type = $1 AND c.object_id = $2 AND c.removed_at IS NULL
 ORDER BY 1, 2, 5, 6;

-- comment_set_body :change
-- in: comment id, version int64, body text, at stamp
UPDATE comment SET body = $3, changed_at = $4, version = version + 1
 WHERE id = $1 AND version = $2 AND removed_at IS NULL;

-- comment_set_removed :change
-- in: comment id, at stamp
UPDATE comment SET removed_at = $2, version = version + 1 WHERE id = $1 AND removed_at IS NULL;

-- comment_blank :change
-- Its place in the thread stays.
-- in: comment id, at stamp
UPDATE comment SET body = '', author = '–', organisation = '', passage = '', wording = '',
       removed_at = COALESCE(removed_at, $2), version = version + 1
 WHERE id = $1;

-- comment_author :opt
-- Who somebody is in a project: their name, and the short name of whom they act for.
-- in: account id, project id
-- out: name text, organisation text
SELECT a.name,
       COALESCE((SELECT MIN(o.short_name)
                   FROM account_role r
                   LEFT JOIN partner l ON l.project_id = r.project_id AND l.role = 'lead'
                   JOIN organisation o ON o.id = COALESCE(r.organisation_id,
                        CASE WHEN r.role IN ('lead_coordinator', 'lead_finance')
                             THEN l.organisation_id END)
                  WHERE r.account_id = a.id AND r.project_id = $2), '')
  FROM account a WHERE a.id = $1;

-- comment_people :many
-- Who can be named in a project: all who can sign in and have a part in it, and its organisations
-- (account none).
-- in: project id
-- out: account id, partner id, name text, organisation text
SELECT a.id, p.id, a.name, COALESCE(o.short_name, '')
  FROM account_role r
  JOIN account a ON a.id = r.account_id
  LEFT JOIN partner p ON p.project_id = r.project_id
        AND (p.organisation_id = r.organisation_id
             OR (r.organisation_id IS NULL AND p.role = 'lead'
                 AND r.role IN ('lead_coordinator', 'lead_finance')))
  LEFT JOIN organisation o ON o.id = p.organisation_id
 WHERE r.project_id = $1 AND a.state = 'active'
 UNION
SELECT NULL, p.id, '', o.short_name
  FROM partner p JOIN organisation o ON o.id = p.organisation_id WHERE p.project_id = $1
 ORDER BY 3, 4, 1;

-- comment_writers :many
-- Who takes part in a thread.
-- in: object_type text, object id
-- out: account id
SELECT DISTINCT account_id FROM comment
 WHERE object_type = $1 AND object_id = $2 AND account_id IS NOT NULL ORDER BY account_id;

-- thread_mutes :many
-- in: object_type text, object id
-- out: account id
SELECT account_id FROM thread_mute WHERE object_type = $1 AND object_id = $2 ORDER BY account_id;

-- thread_mute_add :insert unaudited
-- in: account id, object_type text, object id
INSERT INTO thread_mute (account_id, object_type, object_id) VALUES ($1, $2, $3)
ON CONFLICT (object_type, object_id, account_id) DO NOTHING RETURNING id;

-- thread_mute_drop :many unaudited
-- in: account id, object_type text, object id
-- out: id id
DELETE FROM thread_mute WHERE account_id = $1 AND object_type = $2 AND object_id = $3 RETURNING id;

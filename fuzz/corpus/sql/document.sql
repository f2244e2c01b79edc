-- SPDX-License-Identifier: EUPL-1.2
-- Documents by their SHA-256, and what they belong to.

-- document_claim :one
-- The one row of these bytes, new (puts is 1) or found; it stays locked until the commit, so that
-- nobody drops it meanwhile.
-- in: sha256 text, size int64, chunks int64, mime text, at stamp
-- out: id id, puts int64
INSERT INTO document (sha256, size, chunks, mime, puts, created_at) VALUES ($1, $2, $3, $4, 1, $5)
ON CONFLICT (sha256) DO UPDATE SET puts = document.puts + 1 RETURNING id, puts;

-- document_chunk_add :exec
-- in: document id, no int64, content bytes
INSERT INTO document_chunk (document_id, no, bytes) VALUES ($1, $2, $3);

-- document_by_id :one
-- in: document id
-- out: id id, sha256 text, size int64, chunks int64, mime text, created_at stamp
SELECT id, sha256, size, chunks, mime, created_at FROM document WHERE id = $1;

-- document_all :each
-- row: document_by_id
SELECT id, sha256, size, chunks, mime, created_at FROM document ORDER BY id;

-- document_chunk_at :one
-- in: document id, no int64
-- out: content bytes
SELECT bytes FROM document_chunk WHERE document_id = $1 AND no = $2;

-- document_lock :change
-- in: document id
UPDATE document SET puts = puts WHERE id = $1;

-- document_uses :one
-- in: document id
-- out: n int64
SELECT count(*) FROM attachment WHERE document_id = $1;

-- document_drop_chunks :exec
-- in: document id
DELETE FROM document_chunk WHERE document_id = $1;

-- document_drop :change
-- in: document id
DELETE FROM document WHERE id = $1;

-- attachment_add :insert
-- in: object_type text, object id, document id, name text, at stamp
INSERT INTO attachment (object_type, object_id, document_id, name, created_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (object_type, object_id, document_id) DO NOTHING RETURNING id;

-- attachment_by_id :one
-- in: attachment id
-- out: id id, object_type text, object_id id, document_id id, name text, mime text, size int64,
--      sha256 text, created_at stamp
SELECT a.id, a.object_type, a.object_id, a.document_id, a.name, d.mime, d.size, d.sha256,
       a.created_at
  FROM attachment a JOIN document d ON d.id = a.document_id WHERE a.id = $1;

-- attachment_of :many
-- What hangs on one object, oldest first.
-- in: object_type text, object id
-- row: attachment_by_id
SELECT a.id, a.object_type, a.object_id, a.document_id, a.name, d.mime, d.size, d.sha256,
       a.created_at
  FROM attachment a JOIN document d ON d.id = a.document_id
 WHERE a.object_type = $1 AND a.object_id = $2 ORDER BY a.id;

-- attachment_of_list :many
-- The same for many objects of one type at once: ${objects} is a JSON array of their ids.
-- in: object_type text, objects text
-- row: attachment_by_id
SELECT a.id, a.object_type, a.object_id, a.document_id, a.name, d.mime, d.size, d.sha256,
       a.created_at
  FROM attachment a JOIN document d ON d.id = a.document_id
 WHERE a.object_type = $1 AND a.object_id IN (SELECT CAST(value AS BIGINT) FROM json_each($2))
 ORDER BY a.object_id, a.id;

-- attachment_drop :change
-- in: attachment id
DELETE FROM attachment WHERE id = $1;

-- SPDX-License-Identifier: EUPL-1.2
-- Files of rates that were looked at and not yet saved.

-- rates_kept_files :many
-- in: project id
-- out: id id
SELECT id FROM attachment WHERE object_type = 'rates_import' AND object_id = $1 ORDER BY id;

-- rates_kept_at :opt
-- in: id id, project id
-- out: id id, document id, name text, size int64
SELECT x.id, x.document_id, x.name, d.size
  FROM attachment x JOIN document d ON d.id = x.document_id
 WHERE x.id = $1 AND x.object_type = 'rates_import' AND x.object_id = $2;

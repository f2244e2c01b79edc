-- SPDX-License-Identifier: EUPL-1.2
-- Files of lines that were given for a report.

-- expenditure_report_of :opt
-- in: partner id, period id
-- out: id id
SELECT id FROM partner_report WHERE partner_id = $1 AND period_id = $2;

-- expenditure_uploads :many
-- Files looked at and not yet taken ("expenditure_import"), and those taken ("expenditure_source");
-- the newest first.
-- in: report id
-- out: id id, kind text hidden, document id hidden, name text, size int64, created_at stamp
SELECT x.id, x.object_type, x.document_id, x.name, d.size, x.created_at
  FROM attachment x JOIN document d ON d.id = x.document_id
 WHERE x.object_type IN ('expenditure_import', 'expenditure_source') AND x.object_id = $1
 ORDER BY x.id DESC LIMIT 50;

-- expenditure_upload_at :opt
-- in: id id, report id
-- out: id id, kind text, document id, name text, mime text, size int64
SELECT x.id, x.object_type, x.document_id, x.name, d.mime, d.size
  FROM attachment x JOIN document d ON d.id = x.document_id
 WHERE x.id = $1 AND x.object_id = $2
   AND x.object_type IN ('expenditure_import', 'expenditure_source');

-- SPDX-License-Identifier: EUPL-1.2
-- Which migrations a database has had.

-- migration_known :one
-- Is there a table of migrations at all? A new database has none.
-- out: n int64
-- @sqlite
SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration';
-- @pg
SELECT count(*) FROM pg_catalog.pg_class c
 WHERE c.relname = 'schema_migration' AND c.relkind = 'r' AND pg_catalog.pg_table_is_visible(c.oid);
-- @end

-- migration_list :many
-- out: number int64, name text, checksum text, applied_at stamp
SELECT number, name, checksum, applied_at FROM schema_migration ORDER BY number;

-- migration_record :exec
-- in: number int64, name text, checksum text, at stamp
INSERT INTO schema_migration (number, name, checksum, applied_at) VALUES ($1, $2, $3, $4);

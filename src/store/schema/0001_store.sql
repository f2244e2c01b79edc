-- SPDX-License-Identifier: EUPL-1.2
-- What the store itself keeps: which migrations ran, documents, the audit chain.
--
-- Column types date_text, stamp_text, flag_int, money_int, json_text and bytes_blob are domains on
-- PostgreSQL, which checks what they hold; SQLite reads no more from such a name than TEXT, INT or
-- BLOB.
-- @pg
CREATE DOMAIN date_text AS text CHECK (VALUE ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$');
CREATE DOMAIN stamp_text AS text
    CHECK (VALUE ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$');
CREATE DOMAIN flag_int AS smallint CHECK (VALUE IN (0, 1));
CREATE DOMAIN money_int AS bigint;
CREATE DOMAIN json_text AS text CHECK (VALUE IS NULL OR VALUE::json IS NOT NULL);
CREATE DOMAIN bytes_blob AS bytea;
-- SQLite's json_each for lists: id IN (SELECT CAST(value AS BIGINT) FROM json_each($1)).
CREATE FUNCTION json_each(text, OUT key text, OUT value text) RETURNS SETOF record
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS 'SELECT (o - 1)::text, v
          FROM json_array_elements_text($1::json) WITH ORDINALITY AS x (v, o)';
-- @end

CREATE TABLE schema_migration (
    number BIGINT NOT NULL PRIMARY KEY,
    name text NOT NULL,
    checksum text NOT NULL,               -- SHA-256 of the file as it was applied
    applied_at stamp_text NOT NULL
);

-- The same bytes are stored once.
CREATE TABLE document (
    id @id@,
    sha256 text NOT NULL,
    size BIGINT NOT NULL CHECK (size > 0),
    chunks BIGINT NOT NULL CHECK (chunks > 0),
    mime text NOT NULL,                   -- as sniffed from the bytes, never as declared
    puts BIGINT NOT NULL,                 -- how often these bytes were given
    created_at stamp_text NOT NULL,
    CONSTRAINT document_sha256 UNIQUE (sha256)
);

CREATE TABLE document_chunk (
    document_id BIGINT NOT NULL REFERENCES document (id),
    no BIGINT NOT NULL,
    bytes bytes_blob NOT NULL,
    PRIMARY KEY (document_id, no)
);
-- @pg
-- Receipts are PDF and JPEG: compressing them again costs time and saves nothing.
ALTER TABLE document_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;
-- @end

CREATE TABLE attachment (
    id @id@,
    object_type text NOT NULL,            -- "expenditure"
    object_id BIGINT NOT NULL,
    document_id BIGINT NOT NULL REFERENCES document (id),
    name text NOT NULL,                   -- the file name the person gave
    created_at stamp_text NOT NULL,
    CONSTRAINT attachment_once UNIQUE (object_type, object_id, document_id)
);
CREATE INDEX attachment_document ON attachment (document_id);

-- Append-only; how the entries hang together: store/audit.h.
CREATE TABLE audit (
    seq @id@,
    at stamp_text NOT NULL,
    actor_id BIGINT,                      -- NULL: the program or its command line
    actor text NOT NULL,
    action text NOT NULL,
    object_type text NOT NULL,
    object_id BIGINT NOT NULL,
    project_id BIGINT,
    before_json json_text,
    after_json json_text,
    request text NOT NULL,
    hash text NOT NULL
);
CREATE INDEX audit_object ON audit (object_type, object_id, seq);
CREATE INDEX audit_project ON audit (project_id, seq);
CREATE INDEX audit_actor ON audit (actor_id, seq);

CREATE TABLE audit_head (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    seq BIGINT NOT NULL,
    hash text NOT NULL
);
INSERT INTO audit_head (id, seq, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

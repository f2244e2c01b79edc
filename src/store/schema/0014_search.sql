-- SPDX-License-Identifier: EUPL-1.2
-- What is found by searching: one entry an object, written in the object's transaction. An entry is
-- written anew whenever its object changes, so that ids go from the oldest to the newest.
CREATE TABLE search_entry (
    id @id@,
    type text NOT NULL,                   -- a kind of talk/object.h
    object_id BIGINT NOT NULL,
    project_id BIGINT NOT NULL,
    partner_id BIGINT,                    -- whose it is; NULL: the project's own
    title text NOT NULL,                  -- as people wrote them
    body text NOT NULL,
    at stamp_text NOT NULL,
    CONSTRAINT search_entry_object UNIQUE (type, object_id)
);

-- The words of title and body, folded and with one blank between; and marks, which are words as
-- well: "_p3 _p3o0 _tcomment" says whose the entry is and what. oid is the entry's id: the name
-- that SQLite has for it in such a table. Made of search_entry at any time: no backup has it.
-- @sqlite
-- This tokenizer parts at blanks only, for nothing else that parts is left.
CREATE VIRTUAL TABLE search_words USING fts5 (
    words, marks, tokenize='ascii tokenchars ''_''', prefix='2 3'
);
-- @pg
-- The marks _a, _b, _c part the entries by age, so that looking among the newest need not read all
-- entries of a common word. What is pending is read by every search, so it is
-- kept short; without it 200,000 entries would take some times as long to write.
-- Sorting by age reads the rows themselves: what is long lies apart.
CREATE TABLE search_words (
    oid BIGINT NOT NULL PRIMARY KEY,
    words text NOT NULL,
    marks text NOT NULL,
    found tsvector NOT NULL GENERATED ALWAYS AS (
        to_tsvector('simple', words) || array_to_tsvector(string_to_array(marks, ' '))
        || array_to_tsvector(ARRAY['_a' || CAST(oid >> 9 AS text),
                                   '_b' || CAST(oid >> 12 AS text),
                                   '_c' || CAST(oid >> 15 AS text)])
    ) STORED
) WITH (toast_tuple_target = 128);
CREATE INDEX search_words_found ON search_words USING gin (found)
    WITH (gin_pending_list_limit = 256);
-- @end

-- SPDX-License-Identifier: EUPL-1.2
-- Threads on any object, and what a thing is about.
CREATE TABLE comment (
    id @id@,
    project_id BIGINT NOT NULL REFERENCES project (id),
    partner_id BIGINT REFERENCES partner (id), -- whose thing it is about; NULL: the project's
    object_type text NOT NULL,
    object_id BIGINT NOT NULL,
    parent_id BIGINT REFERENCES comment (id),
    account_id BIGINT REFERENCES account (id), -- NULL: somebody who does not log in
    author text NOT NULL,                 -- as they were called when they wrote
    organisation text NOT NULL,           -- short name, as it was; '' none
    body text NOT NULL,                   -- Markdown
    passage text NOT NULL DEFAULT '',     -- words of the document that it is about
    wording text NOT NULL DEFAULT '',     -- what should stand there instead
    via text NOT NULL CHECK (via IN ('web', 'mail', 'api', 'public', 'import')),
    message_id text,                      -- of the mail or the form it came by
    said_at stamp_text NOT NULL,
    changed_at stamp_text,
    removed_at stamp_text,                -- its place stays, its text is not shown
    version BIGINT NOT NULL DEFAULT 1
);
-- The same message again is no second comment. Only of the same person on the same thing: nobody
-- can
-- take a number away that somebody else's mail will have.
CREATE UNIQUE INDEX comment_message
    ON comment (object_type, object_id, COALESCE(account_id, 0), message_id);
CREATE INDEX comment_object ON comment (object_type, object_id, id);
CREATE INDEX comment_account ON comment (account_id, id);

-- Who does not want to hear of a thread any more, though they take part in it or care for it.
CREATE TABLE thread_mute (
    id @id@,
    account_id BIGINT NOT NULL REFERENCES account (id),
    object_type text NOT NULL,
    object_id BIGINT NOT NULL,
    CONSTRAINT thread_mute_once UNIQUE (object_type, object_id, account_id)
);

-- Consultations, decisions, agenda items, tasks: about components, activities, budget lines …
CREATE TABLE about (
    id @id@,
    from_type text NOT NULL,
    from_id BIGINT NOT NULL,
    to_type text NOT NULL,
    to_id BIGINT NOT NULL,
    CONSTRAINT about_once UNIQUE (from_type, from_id, to_type, to_id)
);
CREATE INDEX about_to ON about (to_type, to_id);

-- SPDX-License-Identifier: EUPL-1.2
-- What came in by mail: every message is kept, whatever became of it.
CREATE TABLE inbound (
    id @id@,
    message_key text NOT NULL,            -- its Message-ID; of none, or of one that was here with
                                          -- other words, the SHA-256 of what it says
    content_sha256 text NOT NULL,         -- of what stands below the headers, however it came
    message_id text NOT NULL,             -- '' none
    via text NOT NULL CHECK (via IN ('pipe', 'imap')),
    from_address text NOT NULL,           -- small letters; '' none
    from_name text NOT NULL,
    subject text NOT NULL,
    sent_at stamp_text,                   -- as it says itself; NULL: not to be believed
    received_at stamp_text NOT NULL,
    size BIGINT NOT NULL,
    document_id BIGINT REFERENCES document (id), -- as it came; of one too large the headers
    body text NOT NULL,                   -- what the person wrote
    whole text NOT NULL,                  -- with quotations and signature
    state text NOT NULL CHECK (state IN ('placed', 'tray', 'bounce', 'auto', 'loop', 'answered',
                                         'discarded')),
    reason text NOT NULL,                 -- a word of inbound.h; '' for what was placed at once
    said text NOT NULL,                   -- the refusal it met, as the sender was told
    project_id BIGINT,                    -- NULL: nobody knows
    account_id BIGINT REFERENCES account (id), -- whose contribution it is, or who the address names
    mail_id BIGINT REFERENCES mail (id),  -- the one of ours that it answers, or that came back
    object_type text NOT NULL,            -- '' unknown
    object_id BIGINT,
    decided_by text NOT NULL DEFAULT '',  -- who took it out of the tray
    decided_at stamp_text,
    note text NOT NULL DEFAULT '',        -- what was answered, or why it was discarded
    search_key text NOT NULL,             -- folded subject, name and address
    CONSTRAINT inbound_once UNIQUE (message_key)
);
CREATE INDEX inbound_project ON inbound (project_id, state, id);
CREATE INDEX inbound_from ON inbound (from_address, received_at);
CREATE INDEX inbound_message ON inbound (message_id);

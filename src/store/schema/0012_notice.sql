-- SPDX-License-Identifier: EUPL-1.2
-- What people are told, and how they want to hear of it.

-- What a person chose for all that reaches them; without a row: the zone of their organisation's
-- country, no quiet hours, digests at 7 o.clock, the weekly on Monday (notice/setting.h).
CREATE TABLE account_setting (
    id @id@,
    account_id BIGINT NOT NULL REFERENCES account (id),
    zone text NOT NULL,                   -- IANA: "Europe/Skopje"
    quiet_from BIGINT,                    -- minutes since midnight by the clock there; NULL: none
    quiet_to BIGINT,                      -- may lie before quiet_from: over midnight
    digest_hour BIGINT NOT NULL,          -- 0 to 23
    digest_weekday BIGINT NOT NULL,       -- 1 Monday to 7
    CONSTRAINT account_setting_once UNIQUE (account_id)
);

CREATE TABLE notice_choice (
    id @id@,
    account_id BIGINT NOT NULL REFERENCES account (id),
    kind text NOT NULL,
    how text NOT NULL CHECK (how IN ('now', 'daily', 'weekly', 'none')),
    was text NOT NULL DEFAULT '',         -- before one click ended it: what undoing goes back to
    CONSTRAINT notice_choice_once UNIQUE (account_id, kind)
);

-- One row a person and cause: the list in Kolo, and what waits for a digest.
CREATE TABLE notice (
    id @id@,
    account_id BIGINT NOT NULL REFERENCES account (id),
    kind text NOT NULL CHECK (kind IN ('report', 'comment', 'mention', 'consultation', 'meeting',
                                       'decision', 'task')),
    cause text NOT NULL,
    cause_key text NOT NULL,
    project_id BIGINT,
    subject text NOT NULL,
    body text NOT NULL,
    path text NOT NULL,
    thread text NOT NULL,
    at stamp_text NOT NULL,
    read_at stamp_text,
    covered flag_int NOT NULL DEFAULT 0,  -- told through another kind: not listed, never mailed
    mailed flag_int NOT NULL DEFAULT 0,   -- a mail of its own went into the outbox
    waits text NOT NULL DEFAULT '' CHECK (waits IN ('', 'daily', 'weekly')), -- for a digest
    digest_id BIGINT,                     -- which it was in
    CONSTRAINT notice_once UNIQUE (account_id, cause_key, cause)
);
CREATE INDEX notice_account ON notice (account_id, id);
CREATE INDEX notice_unread ON notice (account_id) WHERE read_at IS NULL;
CREATE INDEX notice_waiting ON notice (account_id, at) WHERE waits <> '';

-- At most one a person and day.
CREATE TABLE notice_digest (
    id @id@,
    account_id BIGINT NOT NULL REFERENCES account (id),
    day date_text NOT NULL,               -- by the person's calendar
    at stamp_text NOT NULL,
    CONSTRAINT notice_digest_once UNIQUE (account_id, day)
);

-- SPDX-License-Identifier: EUPL-1.2
-- The outbox: one row a recipient and cause, written in the transaction of its cause.
CREATE TABLE mail (
    id @id@,
    cause text NOT NULL,                  -- "report.return"
    cause_key text NOT NULL,              -- what happened, once: "report 12 version 3"
    project_id BIGINT,
    recipient text NOT NULL,              -- "account 5", or "address ana@example.org": once a cause
    account_id BIGINT REFERENCES account (id), -- NULL: somebody who does not log in
    address text NOT NULL,                -- as it was when the cause came about
    address_key text NOT NULL,            -- lower case
    name text NOT NULL,
    lang text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,                   -- paragraphs, each ended by an empty line
    path text NOT NULL,                   -- where it leads in Kolo: "/p/1/report/12"
    thread text NOT NULL,                 -- mails of one thread are shown together: "report-12"
    reply_type text NOT NULL DEFAULT '',  -- what an answer is a contribution to: "consultation"
    reply_id BIGINT,
    calendar text NOT NULL DEFAULT '',    -- an iCalendar object that goes along
    calendar_method text NOT NULL DEFAULT '', -- REQUEST, CANCEL, REPLY
    unsubscribe text NOT NULL DEFAULT '', -- "/unsubscribe/WORD": leads to fewer of its kind
    state text NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unclear',
                                         'suppressed', 'bounced')),
    tries BIGINT NOT NULL DEFAULT 0,
    next_at stamp_text NOT NULL,          -- waiting: not tried before; sending: unclear after
    created_at stamp_text NOT NULL,
    sent_at stamp_text,
    search_key text NOT NULL,             -- folded subject, name and address
    trouble text NOT NULL DEFAULT '',     -- the last answer of the mail server, or what went wrong
    CONSTRAINT mail_once UNIQUE (cause, cause_key, recipient)
);
-- Of few rows at a time, however many have gone.
CREATE INDEX mail_due ON mail (next_at, id) WHERE state = 'waiting';
CREATE INDEX mail_under_way ON mail (next_at) WHERE state = 'sending';
CREATE INDEX mail_project ON mail (project_id, id);
CREATE INDEX mail_address ON mail (address_key, id);

-- Addresses that no mail goes to, until a person lifts it: mail to them came back for good.
CREATE TABLE mail_suppression (
    id @id@,
    address_key text NOT NULL,            -- lower case
    reason text NOT NULL,                 -- what the other mail server said
    since stamp_text NOT NULL,
    mail_id BIGINT,                       -- the mail that came back
    CONSTRAINT mail_suppression_once UNIQUE (address_key)
);

-- Addresses of people without an account who ended the mails that one click can end.
CREATE TABLE mail_unwanted (
    id @id@,
    address_key text NOT NULL,            -- lower case
    since stamp_text NOT NULL,
    CONSTRAINT mail_unwanted_once UNIQUE (address_key)
);

-- The one secret with which links and reply addresses are signed (mail/sign.h). It is in every
-- backup, so that what was sent before a restore still works after it.
CREATE TABLE sign_key (
    id BIGINT PRIMARY KEY,
    secret text NOT NULL                  -- 32 bytes as hexadecimal
);
-- @sqlite
INSERT INTO sign_key (id, secret) VALUES (1, lower(hex(randomblob(32))));
-- @pg
INSERT INTO sign_key (id, secret)
VALUES (1, encode(sha256(CAST(gen_random_uuid() AS text) :: bytea || CAST(gen_random_uuid() AS text)
                         :: bytea || CAST(gen_random_uuid() AS text) :: bytea), 'hex'));
-- @end

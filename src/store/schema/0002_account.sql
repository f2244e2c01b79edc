-- SPDX-License-Identifier: EUPL-1.2
-- People who log in: accounts, roles, sessions, tokens, invitations.
CREATE TABLE organisation (
    id @id@,
    short_name text NOT NULL,             -- MCIC
    name text NOT NULL,                   -- as registered, native script
    name_latin text NOT NULL,
    country text NOT NULL,                -- ISO 3166-1 alpha-2, XK for Kosovo
    city text NOT NULL,
    sort_key text NOT NULL,               -- folded name for search and order
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT organisation_short_name UNIQUE (short_name)
);

CREATE TABLE account (
    id @id@,
    email text NOT NULL,
    email_key text NOT NULL,              -- lower case; what is matched
    name text NOT NULL,
    sort_key text NOT NULL DEFAULT '',    -- folded name and e-mail for search and order
    lang text NOT NULL,                   -- en, sr, sr-Cyrl
    password_hash text,                   -- argon2id; NULL until the invitation is used
    state text NOT NULL CHECK (state IN ('invited', 'active', 'locked')),
    is_demo flag_int NOT NULL DEFAULT 0,
    created_at stamp_text NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT account_email UNIQUE (email_key)
);

-- One row a role: project NULL only for the administrator, organisation set for the partner roles.
CREATE TABLE account_role (
    id @id@,
    account_id BIGINT NOT NULL REFERENCES account (id),
    role text NOT NULL CHECK (role IN ('administrator', 'lead_coordinator', 'lead_finance',
                                       'partner_coordinator', 'partner_finance',
                                       'auditor', 'donor')),
    project_id BIGINT,
    organisation_id BIGINT REFERENCES organisation (id),
    granted_at stamp_text NOT NULL,
    granted_by BIGINT REFERENCES account (id)
);
CREATE INDEX account_role_account ON account_role (account_id);
CREATE INDEX account_role_project ON account_role (project_id, account_id);
CREATE UNIQUE INDEX account_role_once
    ON account_role (account_id, role, COALESCE(project_id, 0), COALESCE(organisation_id, 0));

CREATE TABLE session (
    id @id@,
    token_hash text NOT NULL,             -- SHA-256 of the cookie; the cookie itself is nowhere
    account_id BIGINT NOT NULL REFERENCES account (id),
    csrf text NOT NULL,
    created_at stamp_text NOT NULL,
    seen_at stamp_text NOT NULL,
    expires_at stamp_text NOT NULL,       -- absolute
    ended_at stamp_text,
    address text NOT NULL,
    agent text NOT NULL,
    CONSTRAINT session_token UNIQUE (token_hash)
);
CREATE INDEX session_account ON session (account_id, ended_at);
CREATE INDEX session_expires ON session (expires_at);

CREATE TABLE api_token (
    id @id@,
    account_id BIGINT NOT NULL REFERENCES account (id),
    name text NOT NULL,
    token_hash text NOT NULL,
    created_at stamp_text NOT NULL,
    expires_at stamp_text NOT NULL,
    used_at stamp_text,
    revoked_at stamp_text,
    CONSTRAINT api_token_hash UNIQUE (token_hash)
);
CREATE INDEX api_token_account ON api_token (account_id, revoked_at);

CREATE TABLE invitation (
    id @id@,
    account_id BIGINT NOT NULL REFERENCES account (id),
    token_hash text NOT NULL,
    created_at stamp_text NOT NULL,
    created_by BIGINT REFERENCES account (id),
    expires_at stamp_text NOT NULL,
    used_at stamp_text,
    CONSTRAINT invitation_token UNIQUE (token_hash)
);
CREATE INDEX invitation_account ON invitation (account_id, used_at);

-- Failed sign-ins, per account and per address; rows older than a day are swept.
CREATE TABLE login_failure (
    id @id@,
    subject text NOT NULL,                -- "account:KEY" or "address:IP"
    at stamp_text NOT NULL
);
CREATE INDEX login_failure_subject ON login_failure (subject, at);
CREATE INDEX login_failure_at ON login_failure (at);

-- Answers to API writes, so that a repeated request is not carried out twice; swept after a day.
CREATE TABLE idempotency (
    id @id@,
    account_id BIGINT NOT NULL REFERENCES account (id),
    idem_key text NOT NULL,
    request_hash text NOT NULL,
    status BIGINT NOT NULL,
    content_type text NOT NULL,
    location text NOT NULL DEFAULT '',
    body text NOT NULL,
    at stamp_text NOT NULL,
    CONSTRAINT idempotency_once UNIQUE (account_id, idem_key)
);
CREATE INDEX idempotency_at ON idempotency (at);

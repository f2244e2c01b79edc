-- SPDX-License-Identifier: EUPL-1.2
-- Bodies: who decides together, from when until when, and by which rule.
CREATE TABLE body (
    id @id@,
    project_id BIGINT NOT NULL REFERENCES project (id),
    kind text NOT NULL CHECK (kind IN ('steering_group', 'board', 'working_group', 'council')),
    name text NOT NULL,
    purpose text NOT NULL DEFAULT '',
    quorum_e2 BIGINT NOT NULL,            -- % of votes that must be present ×100
    rule text NOT NULL,                   -- where nothing else is said: body/rule.h
    sort_key text NOT NULL,
    closed_on date_text,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT body_name UNIQUE (project_id, name)
);

-- An organisation has its seat through one person; it may have observers besides.
CREATE TABLE mandate (
    id @id@,
    body_id BIGINT NOT NULL REFERENCES body (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    account_id BIGINT REFERENCES account (id), -- NULL: they do not log in
    name text NOT NULL,                   -- of the person
    role text NOT NULL CHECK (role IN ('chair', 'secretary', 'member', 'observer')),
    weight BIGINT NOT NULL CHECK (weight >= 0), -- votes; observers have none
    starts_on date_text NOT NULL,
    ends_on date_text,                    -- last day; NULL: open
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX mandate_body ON mandate (body_id, starts_on);
CREATE INDEX mandate_account ON mandate (account_id);

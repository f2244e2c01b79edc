-- SPDX-License-Identifier: EUPL-1.2
-- A project is a grant contract under a programme; its partners, components, periods and
-- activities.
CREATE TABLE project (
    id @id@,
    code text NOT NULL,                   -- short, for lists: BCSDN-PIA
    title text NOT NULL,
    programme text NOT NULL,
    donor text NOT NULL,
    contract_no text NOT NULL,
    signed_on date_text,
    starts_on date_text NOT NULL,         -- implementation period
    ends_on date_text NOT NULL,
    currency text NOT NULL CHECK (currency = 'EUR'), -- others would need a rate source of their own
    grant_max money_int NOT NULL,         -- cents
    grant_e2 BIGINT NOT NULL,             -- % of eligible costs ×100: 75 % is 7500
    rule_set text NOT NULL,               -- eu-2006, eu-2013, eu-2021
    rule_version BIGINT NOT NULL,
    state text NOT NULL CHECK (state IN ('setup', 'running', 'closed')),
    is_demo flag_int NOT NULL DEFAULT 0,
    created_at stamp_text NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT project_code UNIQUE (code)
);

-- A number of the rule set that the special conditions of this contract change.
CREATE TABLE rule_override (
    id @id@,
    project_id BIGINT NOT NULL REFERENCES project (id),
    rule text NOT NULL,                   -- key in the rule set: heading_transfer_e2, rate_regime …
    value text NOT NULL,
    article text NOT NULL,                -- "Special Conditions art. 7.2"
    reason text NOT NULL,
    CONSTRAINT rule_override_once UNIQUE (project_id, rule)
);

CREATE TABLE partner (
    id @id@,
    project_id BIGINT NOT NULL REFERENCES project (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    role text NOT NULL CHECK (role IN ('lead', 'co_beneficiary', 'affiliated', 'associate')),
    language text NOT NULL,               -- BCP 47
    book_currency text NOT NULL,
    position BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT partner_once UNIQUE (project_id, organisation_id)
);
CREATE INDEX partner_project ON partner (project_id, position);

CREATE TABLE component (
    id @id@,
    project_id BIGINT NOT NULL REFERENCES project (id),
    no BIGINT NOT NULL,
    title text NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT component_no UNIQUE (project_id, no)
);

-- A reporting period with the internal calendar that leads to the donor's date.
CREATE TABLE period (
    id @id@,
    project_id BIGINT NOT NULL REFERENCES project (id),
    no BIGINT NOT NULL,
    starts_on date_text NOT NULL,
    ends_on date_text NOT NULL,
    books_closed_on date_text NOT NULL,
    partner_due_on date_text NOT NULL,    -- partners' reports at the lead
    review_due_on date_text NOT NULL,     -- lead has checked
    consolidated_on date_text NOT NULL,
    verified_on date_text NOT NULL,       -- auditor
    donor_due_on date_text NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT period_no UNIQUE (project_id, no)
);

CREATE TABLE activity (
    id @id@,
    project_id BIGINT NOT NULL REFERENCES project (id),
    component_id BIGINT NOT NULL REFERENCES component (id),
    partner_id BIGINT NOT NULL REFERENCES partner (id), -- responsible
    code text NOT NULL,                   -- A3.2
    title text NOT NULL,
    place text NOT NULL,
    programme text NOT NULL DEFAULT '',   -- other project of the programme it belongs to, if any
    starts_on date_text NOT NULL,
    ends_on date_text NOT NULL,
    state text NOT NULL CHECK (state IN ('planned', 'running', 'done', 'cancelled')),
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT activity_code UNIQUE (project_id, code)
);

-- SPDX-License-Identifier: EUPL-1.2
-- Budget (versions, lines, partner slices), rates, expenditure.

CREATE TABLE budget_version (
    id @id@,
    project_id BIGINT NOT NULL REFERENCES project (id),
    no BIGINT NOT NULL,
    kind text NOT NULL CHECK (kind IN ('contract', 'unilateral', 'addendum')),
    state text NOT NULL CHECK (state IN ('draft', 'in_force', 'withdrawn')),
    effective_on date_text,
    reason text NOT NULL,
    article text NOT NULL DEFAULT '',
    created_at stamp_text NOT NULL,
    created_by BIGINT,
    decided_at stamp_text,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT budget_version_no UNIQUE (project_id, no)
);
CREATE UNIQUE INDEX budget_version_one_draft ON budget_version (project_id) WHERE state = 'draft';

-- A line keeps its identity through all versions; amounts are per version. Headings and formula
-- rows come from the project's rule set; a line names its heading by code.
CREATE TABLE budget_line (
    id @id@,
    project_id BIGINT NOT NULL REFERENCES project (id),
    heading text NOT NULL,                -- 1 … 6, contingency, indirect
    code text NOT NULL,                   -- 1.1.1
    title text NOT NULL,
    unit text NOT NULL,                   -- per month, per flight …
    position BIGINT NOT NULL,
    CONSTRAINT budget_line_code UNIQUE (project_id, code)
);
CREATE INDEX budget_line_project ON budget_line (project_id, position);

CREATE TABLE budget_amount (
    id @id@,
    version_id BIGINT NOT NULL REFERENCES budget_version (id),
    line_id BIGINT NOT NULL REFERENCES budget_line (id),
    units_e3 BIGINT NOT NULL,
    unit_cost money_int NOT NULL,         -- cents
    total money_int NOT NULL,             -- cents; units × unit cost rounded half up, checked in C
    CONSTRAINT budget_amount_once UNIQUE (version_id, line_id)
);

CREATE TABLE budget_slice (
    id @id@,
    version_id BIGINT NOT NULL REFERENCES budget_version (id),
    line_id BIGINT NOT NULL REFERENCES budget_line (id),
    partner_id BIGINT NOT NULL REFERENCES partner (id),
    amount money_int NOT NULL,            -- cents; slices of a line add up to its total
    CONSTRAINT budget_slice_once UNIQUE (version_id, line_id, partner_id)
);

-- Monthly rates, units of currency per EUR ×10⁶. Never overwritten: a correction is a new no, and
-- is the current one.
CREATE TABLE rate (
    id @id@,
    currency text NOT NULL,
    month BIGINT NOT NULL,                -- year*12 + month - 1
    no BIGINT NOT NULL,
    rate_e6 BIGINT NOT NULL CHECK (rate_e6 > 0),
    is_current flag_int NOT NULL,
    source text NOT NULL,                 -- "InforEuro 2007-03", "illustrative"
    source_sha text NOT NULL,             -- of the imported file
    reason text NOT NULL DEFAULT '',      -- of a correction
    imported_at stamp_text NOT NULL,
    imported_by BIGINT,
    CONSTRAINT rate_once UNIQUE (currency, month, no)
);
CREATE UNIQUE INDEX rate_current ON rate (currency, month) WHERE is_current = 1;

-- A partner's report on a period. Its content (expenditure, narrative) carries from_version and
-- until_version: a row belongs to report version v when from_version <= v and (until_version is
-- NULL or until_version >= v). Rows of a submitted version never change: changing one in a returned
-- report ends it and adds a successor with the same line_key. So every version stays readable
-- without copies.
CREATE TABLE partner_report (
    id @id@,
    project_id BIGINT NOT NULL REFERENCES project (id),
    partner_id BIGINT NOT NULL REFERENCES partner (id),
    period_id BIGINT NOT NULL REFERENCES period (id),
    state text NOT NULL CHECK (state IN ('draft', 'submitted', 'in_check', 'returned', 'accepted')),
    version_no BIGINT NOT NULL DEFAULT 1, -- being written (draft, returned) or last submitted
    first_submitted_at stamp_text,
    submitted_at stamp_text,
    submitted_by BIGINT,
    checked_by BIGINT,
    decided_at stamp_text,                -- returned or accepted
    decided_by BIGINT,
    donor_report_id BIGINT,               -- the donor report that took it up, from its freezing on
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT partner_report_once UNIQUE (partner_id, period_id)
);
CREATE INDEX partner_report_period ON partner_report (period_id, partner_id);
CREATE INDEX partner_report_project ON partner_report (project_id, state);

CREATE TABLE expenditure (
    id @id@,
    project_id BIGINT NOT NULL REFERENCES project (id),
    partner_id BIGINT NOT NULL REFERENCES partner (id),
    report_id BIGINT NOT NULL REFERENCES partner_report (id),
    line_key BIGINT NOT NULL,             -- identity through versions: the seq within the report
    from_version BIGINT NOT NULL,
    until_version BIGINT,                 -- NULL: current
    budget_line_id BIGINT NOT NULL REFERENCES budget_line (id),
    activity_id BIGINT REFERENCES activity (id),
    description text NOT NULL,
    supplier text NOT NULL,
    doc_type text NOT NULL CHECK (doc_type IN ('invoice', 'receipt', 'payslip', 'contract',
                                               'ticket', 'per_diem', 'bank', 'correction',
                                               'other')),
    doc_no text NOT NULL,
    doc_date date_text NOT NULL,
    service_from date_text,
    service_to date_text,
    payment_date date_text,
    payment_ref text NOT NULL DEFAULT '',
    book_account text NOT NULL DEFAULT '',
    procurement_ref text NOT NULL DEFAULT '',
    event_ref text NOT NULL DEFAULT '',
    staff_ref text NOT NULL DEFAULT '',
    original_at text NOT NULL DEFAULT '', -- where the original is kept
    currency text NOT NULL,
    gross money_int NOT NULL,             -- on the document, minor units of currency
    vat money_int NOT NULL,
    share_e2 BIGINT NOT NULL,             -- % of the document charged to the action ×100
    amount money_int NOT NULL,            -- charged, minor units of currency
    is_sensitive flag_int NOT NULL DEFAULT 0,
    regime text,                          -- R-AVG, R-PAYMONTH, R-SUBMITMONTH; NULL until submitted
    -- units per EUR = rate_sum_e6 / (rate_n × 10⁶); on the line for ever
    rate_sum_e6 BIGINT,
    rate_n BIGINT,
    rate_basis text,                      -- "2007-01..2007-06", "2007-03"
    eur money_int,                        -- cents; NULL until submitted
    decision text CHECK (decision IN ('accepted', 'deducted', 'parked')),
    deducted money_int NOT NULL DEFAULT 0, -- cents of eur
    -- what of eur counts for the donor; the engine derives it, so it cannot drift
    accepted money_int GENERATED ALWAYS AS
        (CASE WHEN decision IN ('accepted', 'deducted') THEN eur - deducted ELSE 0 END) STORED,
    reason text NOT NULL DEFAULT '',
    decided_at stamp_text,
    decided_by BIGINT,
    unparks BIGINT,                       -- id of the parked row that this one takes in again
    search_key text NOT NULL,             -- folded description, supplier, document number
    created_at stamp_text NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT expenditure_key UNIQUE (report_id, line_key, from_version),
    CONSTRAINT expenditure_unparks UNIQUE (unparks)
);
-- What consolidation reads, in the order it groups: an index-only scan on both engines, and as
-- narrow as can be. until_version stands in it for SQLite, which otherwise thinks it has to look
-- into the table.
CREATE INDEX expenditure_sum ON expenditure
    (report_id, budget_line_id, accepted, until_version)
 WHERE until_version IS NULL;
-- The list of a project in its order, and the sums per currency of a report that is open.
CREATE INDEX expenditure_list ON expenditure
    (project_id, report_id, line_key, currency, amount, eur, until_version)
 WHERE until_version IS NULL;
CREATE INDEX expenditure_document ON expenditure (project_id, doc_no, doc_date);

CREATE TABLE narrative (
    id @id@,
    report_id BIGINT NOT NULL REFERENCES partner_report (id),
    -- key of the rule set's question: "summary", "activity.done"
    question text NOT NULL,
    activity_id BIGINT REFERENCES activity (id), -- for the block that each activity has
    from_version BIGINT NOT NULL,
    until_version BIGINT,
    body text NOT NULL,                   -- Markdown
    written_at stamp_text NOT NULL,
    written_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX narrative_block
    ON narrative (report_id, question, COALESCE(activity_id, 0), from_version);

-- One row each time a version was submitted, with a digest of all it contained.
CREATE TABLE report_version (
    id @id@,
    report_id BIGINT NOT NULL REFERENCES partner_report (id),
    no BIGINT NOT NULL,
    submitted_at stamp_text NOT NULL,
    submitted_by BIGINT,
    lines BIGINT NOT NULL,
    eur money_int NOT NULL,
    content_sha text NOT NULL,            -- SHA-256 over the canonical lines and narrative
    CONSTRAINT report_version_no UNIQUE (report_id, no)
);

-- What the lead asks when it returns a report: on a line, on a narrative block, or on the whole.
CREATE TABLE question (
    id @id@,
    report_id BIGINT NOT NULL REFERENCES partner_report (id),
    line_key BIGINT,
    block text,                           -- narrative question key
    activity_id BIGINT,
    body text NOT NULL,
    asked_at stamp_text NOT NULL,
    asked_by BIGINT,
    asked_version BIGINT NOT NULL,
    answer text,
    answered_at stamp_text,
    answered_by BIGINT,
    closed_at stamp_text,
    closed_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX question_report ON question (report_id, closed_at);

-- Sums of the current version of a submitted report per budget line, written in the transaction
-- that changes them.
CREATE TABLE report_total (
    id @id@,
    report_id BIGINT NOT NULL REFERENCES partner_report (id),
    budget_line_id BIGINT NOT NULL REFERENCES budget_line (id),
    lines BIGINT NOT NULL,
    undecided BIGINT NOT NULL,            -- lines without a decision
    eur money_int NOT NULL,
    accepted money_int NOT NULL,          -- accepted and deducted lines less what was deducted
    deducted money_int NOT NULL,
    parked money_int NOT NULL,
    CONSTRAINT report_total_once UNIQUE (report_id, budget_line_id)
);

-- The same per currency, so that a list's foot need not read a million lines. What was submitted
-- keeps its amounts; of a draft or a returned report these are those of the last submission.
CREATE TABLE report_currency_total (
    id @id@,
    report_id BIGINT NOT NULL REFERENCES partner_report (id),
    currency text NOT NULL,
    lines BIGINT NOT NULL,
    amount money_int NOT NULL,
    eur money_int NOT NULL,
    CONSTRAINT report_currency_total_once UNIQUE (report_id, currency)
);

CREATE TABLE donor_report (
    id @id@,
    project_id BIGINT NOT NULL REFERENCES project (id),
    period_id BIGINT NOT NULL REFERENCES period (id),
    state text NOT NULL CHECK (state IN ('draft', 'frozen', 'sent', 'accepted')),
    budget_version_id BIGINT NOT NULL REFERENCES budget_version (id),
    narrative text NOT NULL DEFAULT '',   -- consolidated text, Markdown
    frozen_at stamp_text,
    frozen_by BIGINT,
    snapshot text,                        -- canonical JSON of everything the report says
    snapshot_sha text,
    sent_at stamp_text,
    sent_by BIGINT,
    accepted_on date_text,
    created_at stamp_text NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT donor_report_once UNIQUE (period_id)
);

-- The frozen figures, one row a budget line and partner.
CREATE TABLE donor_total (
    id @id@,
    donor_report_id BIGINT NOT NULL REFERENCES donor_report (id),
    budget_line_id BIGINT NOT NULL REFERENCES budget_line (id),
    partner_id BIGINT NOT NULL REFERENCES partner (id),
    period money_int NOT NULL,            -- accepted cents of the reports taken up
    lines BIGINT NOT NULL,
    CONSTRAINT donor_total_once UNIQUE (donor_report_id, budget_line_id, partner_id)
);

-- Why a line differs from its budget: asked for when the variation is large.
CREATE TABLE variation_note (
    id @id@,
    donor_report_id BIGINT NOT NULL REFERENCES donor_report (id),
    budget_line_id BIGINT NOT NULL REFERENCES budget_line (id),
    body text NOT NULL,
    CONSTRAINT variation_note_once UNIQUE (donor_report_id, budget_line_id)
);

-- SPDX-License-Identifier: EUPL-1.2
-- Consultations: what is asked, of whom, in which rounds, and what each organisation says to it.
CREATE TABLE consultation (
    id @id@,
    project_id BIGINT NOT NULL REFERENCES project (id),
    title text NOT NULL,
    question text NOT NULL,               -- Markdown; of a document what is asked about it
    kind text NOT NULL CHECK (kind IN ('question', 'document')),
    body_id BIGINT REFERENCES body (id),  -- who is asked; NULL: the partners of consultation_asked
    is_public flag_int NOT NULL,          -- anybody with the link may answer too, without a vote
    rule text NOT NULL,                   -- body/rule.h
    quorum_e2 BIGINT NOT NULL,
    weighted flag_int NOT NULL,           -- votes of the mandates; else one member one vote
    block_allowed flag_int NOT NULL,
    secret flag_int NOT NULL,
    proxy_limit BIGINT NOT NULL,          -- how many absent members one may speak for
    chair_id BIGINT NOT NULL REFERENCES account (id),
    drafter_id BIGINT REFERENCES account (id), -- answers comments; NULL: the chair
    state text NOT NULL CHECK (state IN ('draft', 'open', 'closed', 'decided', 'withdrawn')),
    round_no BIGINT NOT NULL DEFAULT 0,   -- the last one opened
    closes_at stamp_text NOT NULL,        -- of that round; of a draft the planned one
    decision_id BIGINT REFERENCES decision (id),
    search_key text NOT NULL,
    created_at stamp_text NOT NULL,
    created_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX consultation_project ON consultation (project_id, state, closes_at);

CREATE TABLE consultation_asked (
    consultation_id BIGINT NOT NULL REFERENCES consultation (id),
    partner_id BIGINT NOT NULL REFERENCES partner (id),
    PRIMARY KEY (consultation_id, partner_id)
);

-- What a ranked choice is between; numbers from 1, fixed when the first round opens.
CREATE TABLE consultation_option (
    id @id@,
    consultation_id BIGINT NOT NULL REFERENCES consultation (id),
    no BIGINT NOT NULL,
    title text NOT NULL,
    CONSTRAINT consultation_option_no UNIQUE (consultation_id, no)
);

-- The versions of the document; the words of one never change.
CREATE TABLE consultation_text (
    id @id@,
    consultation_id BIGINT NOT NULL REFERENCES consultation (id),
    no BIGINT NOT NULL,
    body text NOT NULL,                   -- Markdown
    note text NOT NULL,                   -- what is new in it
    written_at stamp_text NOT NULL,
    written_by BIGINT,
    CONSTRAINT consultation_text_no UNIQUE (consultation_id, no)
);

-- A round has the rule as it was when it opened.
CREATE TABLE consultation_round (
    id @id@,
    consultation_id BIGINT NOT NULL REFERENCES consultation (id),
    no BIGINT NOT NULL,
    text_no BIGINT NOT NULL,              -- the version on the table when it opened; 0 none
    rule text NOT NULL,
    quorum_e2 BIGINT NOT NULL,
    block_allowed flag_int NOT NULL,
    secret flag_int NOT NULL,             -- positions are ballots: not in consultation_position
    opened_at stamp_text NOT NULL,
    closes_at stamp_text NOT NULL,
    closed_at stamp_text,
    reminded BIGINT NOT NULL DEFAULT 0,   -- days before closing of the last reminder
    CONSTRAINT consultation_round_no UNIQUE (consultation_id, no)
);
CREATE INDEX consultation_round_due ON consultation_round (closed_at, closes_at);

-- Who is asked in a round: one seat an organisation, as it was when the round opened.
CREATE TABLE consultation_seat (
    id @id@,
    round_id BIGINT NOT NULL REFERENCES consultation_round (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    account_id BIGINT REFERENCES account (id), -- who holds the mandate; NULL: its coordinators
    weight BIGINT NOT NULL CHECK (weight >= 0), -- 0: observes
    delegate_id BIGINT REFERENCES account (id), -- a colleague who speaks for it too
    proxy_id BIGINT REFERENCES consultation_seat (id), -- whose people speak for it meanwhile
    interest text NOT NULL DEFAULT '',    -- declared
    recused_at stamp_text,                -- it takes no part in the count
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT consultation_seat_once UNIQUE (round_id, organisation_id)
);

-- Every position that was ever given. The one that counts is the last said in time.
CREATE TABLE consultation_position (
    id @id@,
    seat_id BIGINT NOT NULL REFERENCES consultation_seat (id),
    choice text NOT NULL,                 -- body/tally.h; '' takes back what was said
    reason text NOT NULL,
    ranking text NOT NULL,                -- numbers of options, best first: '2,1,3'
    via text NOT NULL CHECK (via IN ('web', 'mail', 'link', 'api')),
    message_id text,                      -- of the mail it came by; the same again is none
    said_at stamp_text NOT NULL,          -- when it was written
    received_at stamp_text NOT NULL,
    late flag_int NOT NULL,               -- came after the round had closed: shown, not counted
    account_id BIGINT REFERENCES account (id), -- who said it
    speaker text NOT NULL,                -- as they were called
    proxy_of BIGINT REFERENCES organisation (id), -- who spoke for the absent member; NULL: itself
    stands_why text NOT NULL DEFAULT '',  -- why the chair lets an objection stand
    stands_at stamp_text,
    stands_by BIGINT,
    CONSTRAINT consultation_position_message UNIQUE (message_id)
);
CREATE INDEX consultation_position_seat ON consultation_position (seat_id, said_at, id);

-- What the drafter says to a comment; the last counts, those before are its history.
CREATE TABLE consultation_response (
    id @id@,
    consultation_id BIGINT NOT NULL REFERENCES consultation (id),
    comment_id BIGINT NOT NULL REFERENCES comment (id),
    no BIGINT NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('open', 'accepted', 'partly', 'rejected')),
    reply text NOT NULL,
    answered_at stamp_text NOT NULL,
    answered_by BIGINT,
    CONSTRAINT consultation_response_no UNIQUE (comment_id, no)
);
CREATE INDEX consultation_response_of ON consultation_response (consultation_id);

-- What happened, for its readers: opened, extended, recused, a proxy given …
CREATE TABLE consultation_event (
    id @id@,
    consultation_id BIGINT NOT NULL REFERENCES consultation (id),
    round_no BIGINT NOT NULL,
    kind text NOT NULL,
    organisation_id BIGINT REFERENCES organisation (id), -- whose seat
    other text NOT NULL,                  -- the colleague, the member, the stamp: who or what else
    note text NOT NULL,                   -- the reason given
    at stamp_text NOT NULL,
    by_id BIGINT,
    by_name text NOT NULL
);
CREATE INDEX consultation_event_of ON consultation_event (consultation_id, id);

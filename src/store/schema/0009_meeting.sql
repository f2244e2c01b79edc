-- SPDX-License-Identifier: EUPL-1.2
-- Meetings: when, who, about what, and what was said and agreed.
CREATE TABLE meeting (
    id @id@,
    project_id BIGINT NOT NULL REFERENCES project (id),
    body_id BIGINT REFERENCES body (id),  -- NULL: called by a person, without quorum and votes
    title text NOT NULL,
    note text NOT NULL DEFAULT '',        -- Markdown: why, how to get there
    state text NOT NULL CHECK (state IN ('proposed', 'invited', 'held', 'minutes_draft', 'approved',
                                         'cancelled')),
    minutes BIGINT NOT NULL,              -- how long it is planned
    starts_at stamp_text,                 -- NULL: not fixed yet
    place text NOT NULL DEFAULT '',
    link text NOT NULL DEFAULT '',        -- to take part from afar
    uid text NOT NULL,                    -- of its iCalendar event, for ever
    sequence BIGINT NOT NULL DEFAULT 0,   -- raised at every change that invitations tell of
    time_sequence BIGINT NOT NULL DEFAULT 0, -- since when it is at this time
    cancelled_why text NOT NULL DEFAULT '',
    pen_account BIGINT REFERENCES account (id), -- who writes the minutes now
    pen_until stamp_text,
    approval text NOT NULL DEFAULT '' CHECK (approval IN ('', 'silence', 'vote')),
    approve_until stamp_text,             -- objections are heard so long
    minutes_sent_at stamp_text,
    approved_at stamp_text,
    minutes_sha text NOT NULL DEFAULT '', -- of the minutes as approved
    created_by BIGINT REFERENCES account (id), -- who called it leads it besides chair and secretary
    created_at stamp_text NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT meeting_uid UNIQUE (uid)
);
CREATE INDEX meeting_project ON meeting (project_id, starts_at);
CREATE INDEX meeting_body ON meeting (body_id, starts_at);
CREATE INDEX meeting_due ON meeting (state, approve_until);

-- Who is invited: the seats of the body as they are on the day, and guests.
CREATE TABLE meeting_person (
    id @id@,
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    organisation_id BIGINT REFERENCES organisation (id),
    account_id BIGINT REFERENCES account (id), -- NULL: does not log in
    name text NOT NULL,
    address text NOT NULL DEFAULT '',     -- of who does not log in
    lang text NOT NULL DEFAULT '',        -- in which a guest is written to
    role text NOT NULL CHECK (role IN ('chair', 'secretary', 'member', 'observer', 'guest')),
    weight BIGINT NOT NULL CHECK (weight >= 0),
    answer text NOT NULL DEFAULT '' CHECK (answer IN ('', 'accepted', 'tentative', 'declined')),
    answered_at stamp_text,               -- when they said so: an older answer does not undo it
    answered_by text NOT NULL DEFAULT '' CHECK (answered_by IN ('', 'web', 'mail', 'api',
                                                                        'link')),
    answered_sequence BIGINT NOT NULL DEFAULT 0, -- the invitation it answers
    attendance text NOT NULL DEFAULT '' CHECK (attendance IN ('', 'present', 'excused', 'absent')),
    proxy_id BIGINT REFERENCES meeting_person (id), -- who speaks and votes for them
    minutes_say text NOT NULL DEFAULT '' CHECK (minutes_say IN ('', 'approve', 'object')),
    minutes_why text NOT NULL DEFAULT '',
    minutes_said_at stamp_text,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX meeting_person_meeting ON meeting_person (meeting_id);
CREATE INDEX meeting_person_account ON meeting_person (account_id);

CREATE TABLE meeting_slot (
    id @id@,
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    starts_at stamp_text NOT NULL,
    place text NOT NULL DEFAULT '',
    link text NOT NULL DEFAULT '',
    CONSTRAINT meeting_slot_once UNIQUE (meeting_id, starts_at)
);
CREATE TABLE meeting_available (
    id @id@,
    slot_id BIGINT NOT NULL REFERENCES meeting_slot (id),
    person_id BIGINT NOT NULL REFERENCES meeting_person (id),
    answer text NOT NULL CHECK (answer IN ('yes', 'if_need', 'no')),
    at stamp_text NOT NULL,
    CONSTRAINT meeting_available_once UNIQUE (slot_id, person_id)
);

-- A proxy given stays in the list when it is taken back.
CREATE TABLE meeting_proxy (
    id @id@,
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    person_id BIGINT NOT NULL REFERENCES meeting_person (id),
    to_id BIGINT NOT NULL REFERENCES meeting_person (id),
    given_at stamp_text NOT NULL,
    given_by text NOT NULL,               -- as they were called
    revoked_at stamp_text,
    revoked_by text NOT NULL DEFAULT ''
);
CREATE INDEX meeting_proxy_meeting ON meeting_proxy (meeting_id);

CREATE TABLE agenda_item (
    id @id@,
    meeting_id BIGINT NOT NULL REFERENCES meeting (id),
    project_id BIGINT NOT NULL REFERENCES project (id),
    state text NOT NULL CHECK (state IN ('proposed', 'accepted', 'declined')),
    position BIGINT NOT NULL,             -- among those accepted: 1, 2, 3 …
    title text NOT NULL,
    note text NOT NULL DEFAULT '',        -- Markdown: what it is about, what is asked
    minutes BIGINT NOT NULL,              -- time box
    speaker text NOT NULL DEFAULT '',
    answer text NOT NULL DEFAULT '',      -- why it was declined
    proposed_by BIGINT REFERENCES account (id),
    proposer text NOT NULL,               -- as they were called
    proposed_at stamp_text NOT NULL,
    text text NOT NULL DEFAULT '',        -- the minutes of it, Markdown
    text_version BIGINT NOT NULL DEFAULT 0,
    text_by text NOT NULL DEFAULT '',
    text_at stamp_text,
    decision_id BIGINT REFERENCES decision (id),
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX agenda_item_meeting ON agenda_item (meeting_id, position);

-- What somebody typed into minutes while another had the pen: kept beside, never lost.
CREATE TABLE agenda_aside (
    id @id@,
    item_id BIGINT NOT NULL REFERENCES agenda_item (id),
    account_id BIGINT REFERENCES account (id),
    author text NOT NULL,
    text text NOT NULL,
    at stamp_text NOT NULL,
    settled_at stamp_text
);
CREATE INDEX agenda_aside_item ON agenda_aside (item_id);

-- A paper of an item; a new version stands over the earlier ones.
CREATE TABLE agenda_paper (
    id @id@,
    item_id BIGINT NOT NULL REFERENCES agenda_item (id),
    title text NOT NULL,
    no BIGINT NOT NULL,                   -- version of the paper of that title
    attachment_id BIGINT NOT NULL REFERENCES attachment (id),
    added_by text NOT NULL,
    added_at stamp_text NOT NULL,
    CONSTRAINT agenda_paper_no UNIQUE (item_id, title, no)
);

-- One vote a seat; voter_id is who cast it, themselves or their proxy.
CREATE TABLE agenda_vote (
    id @id@,
    item_id BIGINT NOT NULL REFERENCES agenda_item (id),
    person_id BIGINT NOT NULL REFERENCES meeting_person (id),
    vote text NOT NULL CHECK (vote IN ('for', 'against', 'abstain')),
    at stamp_text NOT NULL,
    CONSTRAINT agenda_vote_once UNIQUE (item_id, person_id)
);

-- The secret address of a person's calendar; only the digest of its word is kept.
CREATE TABLE calendar_feed (
    id @id@,
    account_id BIGINT NOT NULL REFERENCES account (id),
    word_hash text NOT NULL,
    created_at stamp_text NOT NULL,
    read_at stamp_text,
    CONSTRAINT calendar_feed_account UNIQUE (account_id),
    CONSTRAINT calendar_feed_word UNIQUE (word_hash)
);

-- SPDX-License-Identifier: EUPL-1.2
-- Decisions, numbered and never changed, and the tasks that follow from them.
CREATE TABLE decision (
    id @id@,
    project_id BIGINT NOT NULL REFERENCES project (id),
    no BIGINT NOT NULL,                   -- in the project, without gaps
    title text NOT NULL,
    body_id BIGINT REFERENCES body (id),  -- who decided; NULL: the partners of the project
    from_type text NOT NULL DEFAULT '',   -- what it came out of: 'consultation', 'agenda_item', ''
    from_id BIGINT,
    outcome text NOT NULL CHECK (outcome IN ('adopted', 'rejected', 'no_quorum', 'noted',
        'not_counted')),
    rule text NOT NULL,                   -- the rule by which it was decided: body/rule.h
    figures json_text NOT NULL,           -- {"support":4,"object":1,…} as counted
    decided text NOT NULL,                -- the text decided, Markdown
    reasons text NOT NULL DEFAULT '',
    dissent text NOT NULL DEFAULT '',
    mandate text NOT NULL DEFAULT '',     -- who may act on it, and how far
    decided_on date_text NOT NULL,
    recorded_at stamp_text NOT NULL,
    recorded_by BIGINT,
    supersedes_id BIGINT REFERENCES decision (id),
    content_sha text NOT NULL,            -- over all of the above and what it is about: it is
                                          -- never changed
    search_key text NOT NULL,
    CONSTRAINT decision_no UNIQUE (project_id, no),
    CONSTRAINT decision_supersedes UNIQUE (supersedes_id)
);
CREATE INDEX decision_from ON decision (from_type, from_id);

-- The last number given; whoever records a decision holds its row until the commit, so that a
-- decision that came to nothing leaves no gap.
CREATE TABLE decision_count (
    project_id BIGINT NOT NULL PRIMARY KEY REFERENCES project (id),
    last BIGINT NOT NULL
);

CREATE TABLE task (
    id @id@,
    project_id BIGINT NOT NULL REFERENCES project (id),
    title text NOT NULL,
    note text NOT NULL DEFAULT '',
    from_type text NOT NULL DEFAULT '',   -- 'decision', 'meeting', 'agenda_item', ''
    from_id BIGINT,
    organisation_id BIGINT REFERENCES organisation (id),
    account_id BIGINT REFERENCES account (id), -- who does it
    due_on date_text,
    state text NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    outcome text NOT NULL DEFAULT '',     -- what came of it, or why it was dropped
    created_at stamp_text NOT NULL,
    created_by BIGINT,
    done_at stamp_text,                   -- done or dropped
    done_by BIGINT,
    soon_for date_text,                   -- the date of which its owner was reminded, before it
    late_for date_text,                   -- and when it had passed
    search_key text NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX task_account ON task (account_id, state, due_on);
CREATE INDEX task_project ON task (project_id, state, due_on);
CREATE INDEX task_from ON task (from_type, from_id);
CREATE INDEX task_due ON task (state, due_on);

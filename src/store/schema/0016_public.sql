-- SPDX-License-Identifier: EUPL-1.2
-- What people without an account say to a consultation that is open to the public. Until its mail
-- is confirmed it is seen by nobody, and it is forgotten after a week.
CREATE TABLE public_contribution (
    id @id@,
    consultation_id BIGINT NOT NULL REFERENCES consultation (id),
    name text NOT NULL,                   -- '' once withdrawn, as are the next two
    organisation text NOT NULL,
    email text NOT NULL,
    lang text NOT NULL,
    choice text NOT NULL CHECK (choice IN ('', 'support', 'support_with_changes', 'object')),
    body text NOT NULL,                   -- Markdown
    consent BIGINT NOT NULL,              -- which version of the consent text was agreed to
    state text NOT NULL CHECK (state IN ('waiting', 'confirmed', 'withdrawn')),
    sent_at stamp_text NOT NULL,
    confirmed_at stamp_text,
    withdrawn_at stamp_text,
    comment_id BIGINT REFERENCES comment (id)
);
CREATE INDEX public_contribution_state ON public_contribution (consultation_id, state);
CREATE INDEX public_contribution_old ON public_contribution (state, sent_at);

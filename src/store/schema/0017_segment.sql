-- SPDX-License-Identifier: EUPL-1.2
-- Selections of the network's organisations, and the address at which each can be asked.
ALTER TABLE organisation ADD COLUMN contact_name text NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN contact_email text NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN contact_lang text NOT NULL DEFAULT '';

CREATE TABLE segment (
    id @id@,
    name text NOT NULL,
    name_key text NOT NULL,               -- folded
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT segment_name UNIQUE (name_key)
);

-- All organisations of a country.
CREATE TABLE segment_country (
    segment_id BIGINT NOT NULL REFERENCES segment (id),
    country text NOT NULL,
    PRIMARY KEY (segment_id, country)
);

-- Picked by hand: in whatever its country, or out.
CREATE TABLE segment_pick (
    segment_id BIGINT NOT NULL REFERENCES segment (id),
    organisation_id BIGINT NOT NULL REFERENCES organisation (id),
    included flag_int NOT NULL,
    PRIMARY KEY (segment_id, organisation_id)
);

-- A consultation may ask one instead of a body or partners.
ALTER TABLE consultation ADD COLUMN segment_id BIGINT REFERENCES segment (id);

-- Which public link is good; the chair may make another.
ALTER TABLE consultation ADD COLUMN public_no BIGINT NOT NULL DEFAULT 1;

-- Who has no account speaks from the address of the organisation's contact, as it was when the
-- round opened; '' for those who have one.
ALTER TABLE consultation_seat ADD COLUMN contact_name text NOT NULL DEFAULT '';
ALTER TABLE consultation_seat ADD COLUMN contact_email text NOT NULL DEFAULT '';
ALTER TABLE consultation_seat ADD COLUMN contact_lang text NOT NULL DEFAULT '';
-- How often its address was corrected: a link of before says nothing any more.
ALTER TABLE consultation_seat ADD COLUMN contact_no BIGINT NOT NULL DEFAULT 0;
-- Why a contact was not reached, at the closing: failed, waiting, unsubscribed; '' for reached.
ALTER TABLE consultation_seat ADD COLUMN unreached text NOT NULL DEFAULT '';
CREATE INDEX mail_contact ON mail (reply_id) WHERE reply_type = 'consultation_contact';

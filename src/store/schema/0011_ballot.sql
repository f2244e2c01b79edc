-- SPDX-License-Identifier: EUPL-1.2
-- Secret ballots: who voted, the urn while the round is open, the papers when it is closed. What
-- each of them gives away is written in doc/adr/0020.
CREATE TABLE ballot_voter (
    seat_id BIGINT NOT NULL PRIMARY KEY REFERENCES consultation_seat (id),
    round_id BIGINT NOT NULL REFERENCES consultation_round (id),
    voted flag_int NOT NULL DEFAULT 0     -- when, is nowhere
);
CREATE INDEX ballot_voter_round ON ballot_voter (round_id);

CREATE TABLE ballot_urn (
    round_id BIGINT NOT NULL PRIMARY KEY REFERENCES consultation_round (id),
    salt text NOT NULL,                   -- half of the key; '' once the round is closed
    sealed bytes_blob NOT NULL,           -- all papers, as many as there are seats; one byte then
    casts BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE ballot_paper (
    receipt text NOT NULL PRIMARY KEY,    -- 128 random bits
    round_id BIGINT NOT NULL REFERENCES consultation_round (id),
    choice text NOT NULL,
    ranking text NOT NULL
);
CREATE INDEX ballot_paper_round ON ballot_paper (round_id, receipt);

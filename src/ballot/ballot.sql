-- SPDX-License-Identifier: EUPL-1.2
-- Voters, the urn, the papers. No statement gives a voter and a paper together.

-- ballot_seats :many
-- Seats with a vote, by number, so that nothing is said by their order.
-- in: round id
-- out: id id, weight int64
SELECT id, weight FROM consultation_seat WHERE round_id = $1 AND weight > 0 ORDER BY id;

-- ballot_round :one
-- in: round id
-- out: project id, consultation id, no int64, secret flag, closed_at stamp?
SELECT c.project_id, c.id, r.no, r.secret, r.closed_at
  FROM consultation_round r JOIN consultation c ON c.id = r.consultation_id WHERE r.id = $1;

-- ballot_voter_add :exec
-- in: seat id, round id
INSERT INTO ballot_voter (seat_id, round_id) VALUES ($1, $2);

-- ballot_voter_get :opt
-- in: round id, seat id
-- out: voted flag
SELECT voted FROM ballot_voter WHERE round_id = $1 AND seat_id = $2;

-- ballot_voter_of :opt
-- in: seat id
-- out: voted flag
SELECT voted FROM ballot_voter WHERE seat_id = $1;

-- ballot_voters :many
-- Who has voted, by number; what, nobody knows.
-- in: round id
-- out: seat id
SELECT seat_id FROM ballot_voter WHERE round_id = $1 AND voted = 1 ORDER BY seat_id;

-- ballot_voter_set :change
-- in: seat id
UPDATE ballot_voter SET voted = 1 WHERE seat_id = $1 AND voted = 0;

-- ballot_turnout_of :one
-- in: round id
-- out: voted int64, seats int64
SELECT CAST(COALESCE(SUM(v.voted), 0) AS BIGINT), COUNT(*)
  FROM ballot_voter v JOIN consultation_seat s ON s.id = v.seat_id
 WHERE v.round_id = $1 AND (s.recused_at IS NULL OR v.voted = 1);

-- ballot_urn_add :exec
-- in: round id, salt text, sealed bytes
INSERT INTO ballot_urn (round_id, salt, sealed) VALUES ($1, $2, $3);

-- ballot_urn_take :opt unaudited
-- Nobody else puts anything in until the commit.
-- in: round id
-- out: salt text hidden, sealed bytes
UPDATE ballot_urn SET casts = casts + 1 WHERE round_id = $1 RETURNING salt, sealed;

-- ballot_urns :one
-- Those that only the key they were sealed with opens.
-- out: sealed int64
SELECT COUNT(*) FROM ballot_urn WHERE salt <> '';

-- ballot_urn_set :change
-- in: round id, salt text, sealed bytes
UPDATE ballot_urn SET salt = $2, sealed = $3 WHERE round_id = $1;

-- ballot_paper_add :exec
-- in: receipt text, round id, choice text, ranking text
INSERT INTO ballot_paper (receipt, round_id, choice, ranking) VALUES ($1, $2, $3, $4);

-- ballot_papers :many
-- The list that anybody may recount, by receipt.
-- in: round id
-- out: receipt text, choice text, ranking text
SELECT receipt, choice, ranking FROM ballot_paper WHERE round_id = $1 ORDER BY receipt;

-- ballot_rounds :many
-- For the check of an installation: closed rounds, with how many voted and how many papers there
-- are; destroyed: in one that was withdrawn while it was open there are none.
-- out: round id, voted int64, papers int64, destroyed flag
SELECT u.round_id,
       (SELECT CAST(COALESCE(SUM(v.voted), 0) AS BIGINT) FROM ballot_voter v
         WHERE v.round_id = u.round_id),
       (SELECT COUNT(*) FROM ballot_paper p WHERE p.round_id = u.round_id),
       CASE WHEN c.state = 'withdrawn' AND c.round_no = r.no THEN 1 ELSE 0 END
  FROM ballot_urn u JOIN consultation_round r ON r.id = u.round_id
  JOIN consultation c ON c.id = r.consultation_id WHERE u.salt = '' ORDER BY u.round_id;

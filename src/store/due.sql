-- SPDX-License-Identifier: EUPL-1.2
-- What comes due by itself.

-- due_known :exec unaudited
-- in: name text
INSERT INTO due (name, looked_at) VALUES ($1, '2000-01-01T00:00:00Z')
    ON CONFLICT (name) DO NOTHING;

-- due_take :change unaudited
-- RC_STALE: another server has it, or it is not yet time.
-- in: name text, now stamp, before stamp
UPDATE due SET looked_at = $2 WHERE name = $1 AND looked_at <= $3;

-- due_hold :change unaudited
-- No other server does such things until the transaction ends.
-- in: name text
UPDATE due SET looked_at = looked_at WHERE name = $1;

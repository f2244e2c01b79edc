-- SPDX-License-Identifier: EUPL-1.2
-- What comes due by itself.

-- due_known :exec unaudited
-- in: name text
INSERT INTO due (name, looked_at) VALUES ($1, '2000-01-01T00:00:00Z')
    ON CONFLICT (name) DO NOTHING;

-- due_take :change unaudited
-- RC_STALE: another server has it, or it is not yet time. Held until the transaction ends.
-- in: name text, now stamp, before stamp
UPDATE due SET looked_at = $2 WHERE name = $1 AND looked_at <= $3;

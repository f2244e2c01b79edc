-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b` changes nothing, so there is nothing to be unaudited
-- a_b :many unaudited
-- out: id id
SELECT id FROM a;

-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b` gives no rows, so it takes no out: line
-- a_b :exec
-- out: id id
DELETE FROM a;

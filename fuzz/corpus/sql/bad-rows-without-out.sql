-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b` gives rows, so it needs an out: line
-- a_b :many
SELECT 1;

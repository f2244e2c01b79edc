-- SPDX-License-Identifier: EUPL-1.2
-- want: 8: error: row: `a_b` has no out: line of its own
-- a_b :one
-- row: a_d
SELECT 1;

-- a_c :one
-- row: a_b
SELECT 1;

-- a_d :one
-- out: id id
SELECT 1;

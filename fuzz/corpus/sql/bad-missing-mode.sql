-- SPDX-License-Identifier: EUPL-1.2
-- want: 7: error: `a_c` has no mode: write `-- a_c :many`
-- a_b :one
-- out: id id
SELECT 1;

-- a_c
-- out: id id
SELECT 1;

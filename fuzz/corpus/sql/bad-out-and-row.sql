-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b`: out: and row: exclude each other
-- a_b :one
-- out: id id
-- row: a_c
SELECT 1;

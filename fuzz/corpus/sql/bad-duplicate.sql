-- SPDX-License-Identifier: EUPL-1.2
-- want: 7: error: `a_b` is already declared at 
-- a_b :one
-- out: id id
SELECT 1;

-- a_b :one
-- out: id id
SELECT 1;

-- SPDX-License-Identifier: EUPL-1.2
-- want: 5: error: row: names one other statement
-- a_b :one
-- row: a_c
-- row: a_d
SELECT 1;

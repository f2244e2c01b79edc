-- SPDX-License-Identifier: EUPL-1.2
-- want: 4: error: row: there is no statement `a_c`
-- a_b :one
-- row: a_c
SELECT 1;

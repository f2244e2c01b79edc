-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b`: `date` cannot name a parameter
-- a_b :one
-- in: date date
-- out: id id
SELECT $1;

-- SPDX-License-Identifier: EUPL-1.2
-- want: 4: error: unknown type `number`; types are id int64 flag
-- a_b :one
-- in: x number
-- out: id id
SELECT $1;

-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b`: the statement does not end with `;`
-- a_b :one
-- out: id id

-- a_c :one
-- out: id id
SELECT 1;

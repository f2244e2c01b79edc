-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b`: there is text after the `;`
-- a_b :one
-- out: id id
SELECT 1;
SELECT 2;

-- SPDX-License-Identifier: EUPL-1.2
-- want: 5: error: the list of the line above ends with a comma
-- a_b :one
-- out: x text,
SELECT 1;

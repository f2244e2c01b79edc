-- SPDX-License-Identifier: EUPL-1.2
-- want: 5: error: a quote ' is not closed on its line
-- a_b :one
-- out: x text
SELECT 'it;

-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b` has no mode
-- a_b
-- out: id id
SELECT 1;

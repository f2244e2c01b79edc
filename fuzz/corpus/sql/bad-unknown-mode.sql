-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: unknown mode `:all`; modes are :many
-- a_b :all
-- out: id id
SELECT 1;

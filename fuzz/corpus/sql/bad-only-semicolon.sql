-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b` has no SQL
-- a_b :one
-- out: id id
;

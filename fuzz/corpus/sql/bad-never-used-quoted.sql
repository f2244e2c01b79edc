-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b`: $1 (x) is never used
-- a_b :one
-- in: x text
-- out: id id
SELECT '$1', "$1"; -- $1

-- SPDX-License-Identifier: EUPL-1.2
-- want: 4: error: `x flag?`: type flag has no value for none
-- a_b :one
-- in: x flag?
-- out: id id
SELECT $1, $2;

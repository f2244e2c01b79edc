-- SPDX-License-Identifier: EUPL-1.2
-- want: 4: error: write `x text?`, without a blank before the ?
-- a_b :one
-- in: x text ?
-- out: id id
SELECT $1;

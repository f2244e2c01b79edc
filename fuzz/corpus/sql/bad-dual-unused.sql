-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b`: $1 (x) is never used
-- a_b :exec
-- in: x text
-- @sqlite
DELETE FROM a WHERE b = $1;
-- @pg
DELETE FROM a;
-- @end

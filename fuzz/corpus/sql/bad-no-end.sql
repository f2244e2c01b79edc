-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b`: `-- @sqlite` has no `-- @end`
-- a_b :exec
-- @sqlite
DELETE FROM a;
-- @pg
DELETE FROM b;

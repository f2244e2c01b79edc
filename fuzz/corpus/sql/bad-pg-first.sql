-- SPDX-License-Identifier: EUPL-1.2
-- want: 4: error: `-- @pg` does not stand in the order
-- a_b :exec
-- @pg
DELETE FROM a;
-- @sqlite
DELETE FROM b;
-- @end

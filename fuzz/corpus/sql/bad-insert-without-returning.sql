-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b`: an :insert ends with RETURNING
-- a_b :insert
INSERT INTO a (b) VALUES (1);

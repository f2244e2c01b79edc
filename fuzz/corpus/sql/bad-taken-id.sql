-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `a_b`: `id` cannot name a parameter
-- a_b :insert
-- in: id id
INSERT INTO a (b) VALUES ($1) RETURNING id;

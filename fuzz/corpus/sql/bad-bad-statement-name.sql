-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: `aB` is no name for a statement
-- aB :one
-- out: id id
SELECT 1;

-- SPDX-License-Identifier: EUPL-1.2
-- want: 4: error: `default` is a word of C
-- a_b :one
-- in: default int64
-- out: id id
SELECT $1;

-- SPDX-License-Identifier: EUPL-1.2
-- want: 5: error: write comments as `--`
-- a_b :one
-- out: x text
SELECT /* one */ 1;

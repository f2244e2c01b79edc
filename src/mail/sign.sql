-- SPDX-License-Identifier: EUPL-1.2
-- What signed words are signed with.

-- sign_key :one
-- out: secret text hidden
SELECT secret FROM sign_key WHERE id = 1;

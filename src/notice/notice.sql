-- SPDX-License-Identifier: EUPL-1.2
-- Who is told, and how.

-- notice_person :opt
-- Nobody who cannot sign in is told anything.
-- in: account id
-- out: id id, name text, email text, lang text
SELECT id, name, email, lang FROM account WHERE id = $1 AND state = 'active';

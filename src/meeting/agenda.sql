-- SPDX-License-Identifier: EUPL-1.2
-- The agenda of a meeting, its papers, its minutes.

-- agenda_owner :opt
-- in: item id
-- out: project id, meeting id, title text
SELECT project_id, meeting_id, title FROM agenda_item WHERE id = $1;

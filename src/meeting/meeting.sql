-- SPDX-License-Identifier: EUPL-1.2
-- Meetings.

-- meeting_owner :opt
-- in: meeting id
-- out: project id, title text, body id, created_by id
SELECT project_id, title, body_id, created_by FROM meeting WHERE id = $1;

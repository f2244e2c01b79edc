-- SPDX-License-Identifier: EUPL-1.2
-- Things that can be talked about: those of lower folders, and whose work they are.

-- object_coordinators :many
-- The coordinators of the lead and of one partner who can sign in, each once.
-- in: project id, partner id?
-- out: account id
SELECT DISTINCT a.id
  FROM account_role r
  JOIN account a ON a.id = r.account_id
 WHERE r.project_id = $1 AND a.state = 'active'
   AND (r.role = 'lead_coordinator'
        OR (r.role = 'partner_coordinator'
            AND r.organisation_id = (SELECT organisation_id FROM partner WHERE id = $2)))
 ORDER BY a.id;

-- object_of_project :opt
-- in: project id
-- out: code text, title text
SELECT code, title FROM project WHERE id = $1;

-- object_of_component :opt
-- in: component id
-- out: project id, no int64, title text
SELECT project_id, no, title FROM component WHERE id = $1;

-- object_of_partner :opt
-- in: partner id
-- out: project id, short_name text, name text
SELECT p.project_id, o.short_name, o.name
  FROM partner p JOIN organisation o ON o.id = p.organisation_id WHERE p.id = $1;

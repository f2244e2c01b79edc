-- SPDX-License-Identifier: EUPL-1.2
-- Budget: versions, lines, amounts, partner slices. Amounts are euro cents.

-- budget_version_in_force :opt
-- The newest version in force.
-- in: project id
-- out: id id, no int64, kind text, effective_on date?
SELECT id, no, kind, effective_on FROM budget_version
 WHERE project_id = $1 AND state = 'in_force' ORDER BY no DESC LIMIT 1;

-- budget_version_base :opt
-- The version that unilateral changes are measured against: the contract or the last addendum in
-- force, up to a number.
-- in: project id, up_to int64
-- out: id id, no int64, kind text
SELECT id, no, kind FROM budget_version
 WHERE project_id = $1 AND state = 'in_force' AND kind IN ('contract', 'addendum') AND no <= $2
 ORDER BY no DESC LIMIT 1;

-- budget_version_get :one
-- in: version id
-- out: id id, project id, no int64, kind text, state text, effective_on date?, reason text,
--     article text, created_at stamp, decided_at stamp?, version int64
SELECT id, project_id, no, kind, state, effective_on, reason, article, created_at, decided_at,
       version
  FROM budget_version WHERE id = $1;

-- budget_version_list :many
-- in: project id
-- out: id id, no int64, kind text, state text, effective_on date?, reason text, article text,
--     created_at stamp, created_by text?, decided_at stamp?, total eur
SELECT v.id, v.no, v.kind, v.state, v.effective_on, v.reason, v.article, v.created_at, a.name,
       v.decided_at,
       CAST(COALESCE((SELECT SUM(b.total) FROM budget_amount b WHERE b.version_id = v.id),
           0) AS BIGINT)
  FROM budget_version v LEFT JOIN account a ON a.id = v.created_by
 WHERE v.project_id = $1 ORDER BY v.no DESC;

-- budget_version_draft :opt
-- in: project id
-- out: id id, no int64, kind text, reason text
SELECT id, no, kind, reason FROM budget_version WHERE project_id = $1 AND state = 'draft';

-- budget_version_next_no :one
-- in: project id
-- out: no int64
SELECT COALESCE(MAX(no), 0) + 1 FROM budget_version WHERE project_id = $1;

-- budget_version_add :insert
-- in: project id, no int64, kind text, state text, effective_on date?, reason text, article text,
--     created_at stamp, created_by id?
INSERT INTO budget_version (project_id, no, kind, state, effective_on, reason, article, created_at,
    created_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id;

-- budget_version_decide :change
-- A draft comes into force or is withdrawn.
-- in: version id, state text, effective_on date?, article text, decided_at stamp
UPDATE budget_version SET state = $2, effective_on = $3, article = $4, decided_at = $5,
       version = version + 1
 WHERE id = $1 AND state = 'draft';

-- budget_line_add :insert
-- in: project id, heading text, code text, title text, unit text, position int64
INSERT INTO budget_line (project_id, heading, code, title, unit, position)
VALUES ($1, $2, $3, $4, $5, $6) RETURNING id;

-- budget_position :one
-- Where a new line of a heading goes: behind those that it has, else behind all.
-- in: project id, heading text
-- out: position int64
SELECT COALESCE(MAX(CASE WHEN heading = $2 THEN position END), MAX(position), 1)
  FROM budget_line WHERE project_id = $1;

-- budget_amount_add :exec
-- in: version id, line id, units e3, unit_cost eur, total eur
INSERT INTO budget_amount (version_id, line_id, units_e3, unit_cost, total) VALUES ($1, $2, $3, $4,
    $5);

-- budget_slice_add :exec
-- in: version id, line id, partner id, amount eur
INSERT INTO budget_slice (version_id, line_id, partner_id, amount) VALUES ($1, $2, $3, $4);

-- budget_amount_copy :exec
-- in: from_version id, to_version id
INSERT INTO budget_amount (version_id, line_id, units_e3, unit_cost, total)
SELECT $2, line_id, units_e3, unit_cost, total FROM budget_amount WHERE version_id = $1;

-- budget_slice_copy :exec
-- in: from_version id, to_version id
INSERT INTO budget_slice (version_id, line_id, partner_id, amount)
SELECT $2, line_id, partner_id, amount FROM budget_slice WHERE version_id = $1;

-- budget_lines :many
-- The lines of one version in the order of the contract.
-- in: version id
-- out: id id, heading text, code text, title text, unit text, units e3, unit_cost eur, total eur
SELECT l.id, l.heading, l.code, l.title, l.unit, a.units_e3, a.unit_cost, a.total
  FROM budget_amount a JOIN budget_line l ON l.id = a.line_id
 WHERE a.version_id = $1 ORDER BY l.position, l.id;

-- budget_line_get :opt
-- in: version id, line id
-- out: id id, heading text, code text, title text, unit text, units e3, unit_cost eur, total eur
SELECT l.id, l.heading, l.code, l.title, l.unit, a.units_e3, a.unit_cost, a.total
  FROM budget_amount a JOIN budget_line l ON l.id = a.line_id
 WHERE a.version_id = $1 AND l.id = $2;

-- budget_slices :many
-- in: version id
-- out: line id, partner id, amount eur
SELECT s.line_id, s.partner_id, s.amount
  FROM budget_slice s JOIN partner p ON p.id = s.partner_id
 WHERE s.version_id = $1 ORDER BY s.line_id, p.position;

-- budget_slice_get :opt
-- in: version id, line id, partner id
-- out: amount eur
SELECT amount FROM budget_slice WHERE version_id = $1 AND line_id = $2 AND partner_id = $3;

-- budget_slice_set :exec
-- in: version id, line id, partner id, amount eur
INSERT INTO budget_slice (version_id, line_id, partner_id, amount) VALUES ($1, $2, $3, $4)
    ON CONFLICT (version_id, line_id, partner_id) DO UPDATE SET amount = excluded.amount;

-- budget_total_set :change
-- A line moved by a transfer keeps its number of units; the unit cost follows the total.
-- in: version id, line id, unit_cost eur, total eur
UPDATE budget_amount SET unit_cost = $3, total = $4 WHERE version_id = $1 AND line_id = $2;

-- budget_heading_totals_pair :many
-- Of a version and of the one it is measured against.
-- in: version id, base id
-- out: heading text, total eur, base eur
SELECT l.heading,
       CAST(SUM(CASE WHEN a.version_id = $1 THEN a.total ELSE 0 END) AS BIGINT),
       CAST(SUM(CASE WHEN a.version_id = $2 THEN a.total ELSE 0 END) AS BIGINT)
  FROM budget_amount a JOIN budget_line l ON l.id = a.line_id
 WHERE a.version_id IN ($1, $2) GROUP BY l.heading ORDER BY l.heading;

-- budget_heading_totals :many
-- in: version id
-- out: heading text, total eur
SELECT l.heading, CAST(SUM(a.total) AS BIGINT)
  FROM budget_amount a JOIN budget_line l ON l.id = a.line_id
 WHERE a.version_id = $1 GROUP BY l.heading ORDER BY l.heading;

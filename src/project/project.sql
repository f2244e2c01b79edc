-- SPDX-License-Identifier: EUPL-1.2
-- Projects and what belongs to them.

-- project_rules :many
-- The rule set of a project, and the numbers of it that the contract changes: a row each, or one
-- row without.
-- in: project id
-- out: rule_set text, rule_version int64, rule text?, value text?, article text?
SELECT p.rule_set, p.rule_version, o.rule, o.value, o.article
  FROM project p LEFT JOIN rule_override o ON o.project_id = p.id
 WHERE p.id = $1 ORDER BY o.rule;

-- rule_overrides :many
-- in: project id
-- out: id id, rule text, value text, article text, reason text
SELECT id, rule, value, article, reason FROM rule_override WHERE project_id = $1 ORDER BY rule;

-- project_get :one
-- in: project id
-- out: id id, code text, title text, programme text, donor text, contract_no text, signed_on date?,
--     starts_on date, ends_on date, currency text, grant_max eur, grant_e2 e2, rule_set text,
--     rule_version int64, state text, is_demo flag, version int64
SELECT id, code, title, programme, donor, contract_no, signed_on, starts_on, ends_on, currency,
       grant_max, grant_e2, rule_set, rule_version, state, is_demo, version
  FROM project WHERE id = $1;

-- project_by_code :opt
-- in: code text
-- out: id id
SELECT id FROM project WHERE code = $1;

-- project_list :many
-- out: id id, code text, title text, donor text, contract_no text, starts_on date, ends_on date,
--     state text, partners int64
SELECT p.id, p.code, p.title, p.donor, p.contract_no, p.starts_on, p.ends_on, p.state,
       (SELECT COUNT(*) FROM partner q WHERE q.project_id = p.id)
  FROM project p ORDER BY p.code, p.id;

-- project_add_row :insert
-- in: code text, title text, programme text, donor text, contract_no text, signed_on date?,
--     starts_on date, ends_on date, grant_max eur, grant_e2 e2, rule_set text, rule_version int64,
--     is_demo flag, created_at stamp
INSERT INTO project (code, title, programme, donor, contract_no, signed_on, starts_on, ends_on,
    currency, grant_max, grant_e2, rule_set, rule_version, state, is_demo, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'EUR', $9, $10, $11, $12, 'setup', $13, $14) RETURNING id;

-- project_set_row :change
-- in: id id, version int64, code text, title text, programme text, donor text, contract_no text,
--     signed_on date?, starts_on date, ends_on date, grant_max eur, grant_e2 e2, rule_set text,
--     rule_version int64
UPDATE project SET code = $3, title = $4, programme = $5, donor = $6, contract_no = $7,
       signed_on = $8, starts_on = $9, ends_on = $10, grant_max = $11, grant_e2 = $12,
       rule_set = $13, rule_version = $14, version = version + 1
 WHERE id = $1 AND version = $2;

-- project_set_state :change
-- in: id id, state text
UPDATE project SET state = $2, version = version + 1 WHERE id = $1;

-- project_set_up :one
-- What is there already: for the stepper and for starting.
-- in: project id
-- out: state text, partners int64, leads int64, components int64, activities int64, periods int64,
--     budgets int64, people int64
SELECT (SELECT state FROM project WHERE id = $1),
       (SELECT COUNT(*) FROM partner WHERE project_id = $1),
       (SELECT COUNT(*) FROM partner WHERE project_id = $1 AND role = 'lead'),
       (SELECT COUNT(*) FROM component WHERE project_id = $1),
       (SELECT COUNT(*) FROM activity WHERE project_id = $1),
       (SELECT COUNT(*) FROM period WHERE project_id = $1),
       (SELECT COUNT(*) FROM budget_version WHERE project_id = $1 AND state = 'in_force'),
       (SELECT COUNT(*) FROM account_role WHERE project_id = $1);

-- project_has_reports :one
-- in: project id
-- out: reports int64
SELECT COUNT(*) FROM partner_report WHERE project_id = $1;

-- rule_override_add :insert
-- in: project id, rule text, value text, article text, reason text
INSERT INTO rule_override (project_id, rule, value, article, reason) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (project_id, rule) DO UPDATE SET value = excluded.value, article = excluded.article,
                 reason = excluded.reason
RETURNING id;

-- rule_override_get :opt
-- in: project id, rule text
-- out: id id, rule text, value text, article text, reason text
SELECT id, rule, value, article, reason FROM rule_override WHERE project_id = $1 AND rule = $2;

-- rule_override_delete :change
-- in: project id, rule text
DELETE FROM rule_override WHERE project_id = $1 AND rule = $2;

-- project_mine :many
-- The projects of somebody: of ${account}, or of all when ${everything}; the latest first.
-- in: account id, everything flag
-- out: id id, code text, title text, donor text, contract_no text, starts_on date, ends_on date,
--     state text
SELECT p.id, p.code, p.title, p.donor, p.contract_no, p.starts_on, p.ends_on, p.state
  FROM project p
 WHERE $2 = 1
    OR EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = $1 AND r.project_id = p.id)
 ORDER BY p.starts_on DESC, p.code, p.id;

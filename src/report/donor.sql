-- SPDX-License-Identifier: EUPL-1.2
-- The donor report: consolidation of accepted partner reports.
-- Taken up by the donor report of a period: what a frozen one has claimed, or, while it is not
-- frozen, every accepted report of this period or an earlier one that nothing has claimed.

-- donor_head :opt
-- A period, its donor report if it was begun, and the budget that holds for it: the frozen one's
-- own, else the version in force; with the base of that version (the contract or the last
-- addendum), which the allowed range is measured from.
-- in: project id, period id
-- out: no int64, starts_on date, ends_on date, partner_due_on date, donor_due_on date, report id,
--     state text, budget_version id, base_version id, version int64, snapshot_sha text?
SELECT h.no, h.starts_on, h.ends_on, h.partner_due_on, h.donor_due_on, h.report, h.state,
       h.budget_version, (SELECT b.id FROM budget_version b
         WHERE b.project_id = $1 AND b.state = 'in_force' AND b.kind IN ('contract', 'addendum')
           AND b.no <= (SELECT v.no FROM budget_version v WHERE v.id = h.budget_version)
         ORDER BY b.no DESC LIMIT 1),
       h.version, h.snapshot_sha
  FROM (SELECT p.no, p.starts_on, p.ends_on, p.partner_due_on, p.donor_due_on, d.id AS report,
               COALESCE(d.state, 'none') AS state, COALESCE(d.version, 0) AS version,
               d.snapshot_sha,
               CASE WHEN d.state IN ('frozen', 'sent', 'accepted') THEN d.budget_version_id
                    ELSE (SELECT v.id FROM budget_version v
                        WHERE v.project_id = $1 AND v.state = 'in_force'
                           ORDER BY v.no DESC LIMIT 1) END AS budget_version
          FROM period p LEFT JOIN donor_report d ON d.period_id = p.id
         WHERE p.project_id = $1 AND p.id = $2) h;

-- donor_period_by_no :opt
-- in: project id, no int64
-- out: id id
SELECT id FROM period WHERE project_id = $1 AND no = $2;

-- donor_get :one
-- in: donor_report id
-- out: id id, project id, period id, state text, budget_version id, narrative text,
--     frozen_at stamp?, snapshot_sha text?, sent_at stamp?, accepted_on date?, version int64
SELECT id, project_id, period_id, state, budget_version_id, narrative, frozen_at, snapshot_sha,
       sent_at, accepted_on, version
  FROM donor_report WHERE id = $1;

-- donor_owner :opt
-- in: donor_report id
-- out: project id
SELECT project_id FROM donor_report WHERE id = $1;

-- donor_partners :many
-- Every partner with its report on the period, and whether that or an earlier one is taken up.
-- in: project id, period id
-- out: id id, short_name text, report id, state text, donor_report id
SELECT p.id, o.short_name, r.id, COALESCE(r.state, 'none'), r.donor_report_id
  FROM partner p
  JOIN organisation o ON o.id = p.organisation_id
  LEFT JOIN partner_report r ON r.partner_id = p.id AND r.period_id = $2
 WHERE p.project_id = $1 AND p.role <> 'associate'
 ORDER BY p.position, p.id;

-- donor_cells :many
-- This period: the stored sums of the reports taken up.
-- in: project id, period_no int64, donor_report id?
-- out: line id, partner id, accepted eur, lines int64
SELECT t.budget_line_id, r.partner_id, CAST(SUM(t.accepted) AS BIGINT), CAST(SUM(t.lines) AS BIGINT)
  FROM partner_report r
  JOIN period p ON p.id = r.period_id
  JOIN report_total t ON t.report_id = r.id
 WHERE r.project_id = $1 AND r.state = 'accepted'
   AND ((r.donor_report_id IS NULL AND p.no <= $2) OR r.donor_report_id = $3)
 GROUP BY t.budget_line_id, r.partner_id
 ORDER BY t.budget_line_id, r.partner_id;

-- donor_cells_recount :many
-- The same from the lines themselves: one index-only scan.
-- in: project id, period_no int64, donor_report id?
-- row: donor_cells
SELECT s.budget_line_id, r.partner_id, CAST(SUM(s.accepted) AS BIGINT), CAST(SUM(s.lines) AS BIGINT)
  FROM partner_report r
  JOIN period p ON p.id = r.period_id
  JOIN (SELECT report_id, budget_line_id, COUNT(*) AS lines,
               SUM(CASE WHEN decision IN ('accepted', 'deducted') THEN eur - deducted
                   ELSE 0 END) AS accepted
          FROM expenditure WHERE until_version IS NULL
         GROUP BY report_id, budget_line_id) s ON s.report_id = r.id
 WHERE r.project_id = $1 AND r.state = 'accepted'
   AND ((r.donor_report_id IS NULL AND p.no <= $2) OR r.donor_report_id = $3)
 GROUP BY s.budget_line_id, r.partner_id
 ORDER BY s.budget_line_id, r.partner_id;

-- donor_cells_frozen :many
-- in: donor_report id
-- row: donor_cells
SELECT budget_line_id, partner_id, period, lines FROM donor_total WHERE donor_report_id = $1
 ORDER BY budget_line_id, partner_id;

-- donor_cells_before :many
-- Cumulative of the frozen donor reports of earlier periods.
-- in: project id, period_no int64
-- row: donor_cells
SELECT t.budget_line_id, t.partner_id, CAST(SUM(t.period) AS BIGINT), CAST(SUM(t.lines) AS BIGINT)
  FROM donor_report d
  JOIN period p ON p.id = d.period_id
  JOIN donor_total t ON t.donor_report_id = d.id
 WHERE d.project_id = $1 AND d.state <> 'draft' AND p.no < $2
 GROUP BY t.budget_line_id, t.partner_id
 ORDER BY t.budget_line_id, t.partner_id;

-- donor_unfrozen_before :opt
-- in: project id, period_no int64
-- out: no int64
SELECT p.no FROM period p
 WHERE p.project_id = $1 AND p.no < $2
   AND NOT EXISTS (SELECT 1 FROM donor_report d WHERE d.period_id = p.id AND d.state <> 'draft')
 ORDER BY p.no LIMIT 1;

-- donor_add :insert
-- in: project id, period id, budget_version id, at stamp
INSERT INTO donor_report (project_id, period_id, state, budget_version_id, created_at)
VALUES ($1, $2, 'draft', $3, $4) RETURNING id;

-- donor_claim :exec
-- Freezing names this donor report in every report that it takes up.
-- in: project id, period_no int64, donor_report id
UPDATE partner_report SET donor_report_id = $3, version = version + 1
 WHERE project_id = $1 AND state = 'accepted' AND donor_report_id IS NULL
   AND period_id IN (SELECT id FROM period WHERE project_id = $1 AND no <= $2);

-- donor_total_add :exec
-- in: donor_report id, line id, partner id, accepted eur, lines int64
INSERT INTO donor_total (donor_report_id, budget_line_id, partner_id, period, lines) VALUES ($1, $2,
    $3, $4, $5);

-- donor_set_frozen :change
-- in: donor_report id, version int64, budget_version id, at stamp, by id?
UPDATE donor_report SET state = 'frozen', budget_version_id = $3, frozen_at = $4, frozen_by = $5,
       version = version + 1
 WHERE id = $1 AND version = $2 AND state = 'draft';

-- donor_set_snapshot :change
-- Once, in the transaction that froze it.
-- in: donor_report id, snapshot text, sha text
UPDATE donor_report SET snapshot = $2,
       snapshot_sha = $3 WHERE id = $1 AND state = 'frozen' AND snapshot IS NULL;

-- donor_set_sent :change
-- in: donor_report id, version int64, at stamp, by id?
UPDATE donor_report SET state = 'sent', sent_at = $3, sent_by = $4, version = version + 1
 WHERE id = $1 AND version = $2 AND state = 'frozen';

-- donor_set_accepted :change
-- in: donor_report id, version int64, accepted_on date
UPDATE donor_report SET state = 'accepted', accepted_on = $3, version = version + 1
 WHERE id = $1 AND version = $2 AND state = 'sent';

-- donor_set_narrative :change
-- in: donor_report id, version int64, narrative text
UPDATE donor_report SET narrative = $3,
       version = version + 1 WHERE id = $1 AND version = $2 AND state = 'draft';

-- donor_snapshot :one
-- in: donor_report id
-- out: snapshot text?, sha text?
SELECT snapshot, snapshot_sha FROM donor_report WHERE id = $1;

-- donor_reports_taken :many
-- What a donor report has taken up, with the digests that the partners submitted.
-- in: donor_report id
-- out: report id, partner text, period_no int64, version_no int64, lines int64, euro eur,
--     content_sha text, decided_at stamp?, decided_by text?
SELECT r.id, o.short_name, p.no, v.no, v.lines, v.eur, v.content_sha, r.decided_at, a.name
  FROM partner_report r
  JOIN partner q ON q.id = r.partner_id
  JOIN organisation o ON o.id = q.organisation_id
  JOIN period p ON p.id = r.period_id
  JOIN report_version v ON v.report_id = r.id AND v.no = r.version_no
  LEFT JOIN account a ON a.id = r.decided_by
 WHERE r.donor_report_id = $1 ORDER BY q.position, p.no;

-- donor_overview :many
-- Every period with its donor report, and how many partner reports are accepted.
-- in: project id
-- out: period id, no int64, starts_on date, ends_on date, donor_due_on date, report id, state text,
--     sent_at stamp?, accepted_on date?, accepted int64, partners int64
SELECT p.id, p.no, p.starts_on, p.ends_on, p.donor_due_on, d.id, COALESCE(d.state, 'none'),
       d.sent_at, d.accepted_on,
       (SELECT COUNT(*) FROM partner_report r WHERE r.period_id = p.id AND r.state = 'accepted'),
       (SELECT COUNT(*) FROM partner q WHERE q.project_id = p.project_id AND q.role <> 'associate')
  FROM period p LEFT JOIN donor_report d ON d.period_id = p.id
 WHERE p.project_id = $1 ORDER BY p.no;

-- variation_notes :many
-- Why lines differ from their budget, in the words of the lead.
-- in: donor_report id
-- out: line id, code text, body text
SELECT n.budget_line_id, l.code, n.body
  FROM variation_note n JOIN budget_line l ON l.id = n.budget_line_id
 WHERE n.donor_report_id = $1 ORDER BY l.position, l.id;

-- variation_note_set :change
-- Of a line of the report's own project.
-- in: donor_report id, line id, body text
INSERT INTO variation_note (donor_report_id, budget_line_id, body)
SELECT d.id, l.id, $3 FROM donor_report d JOIN budget_line l ON l.project_id = d.project_id
 WHERE d.id = $1 AND l.id = $2
    ON CONFLICT (donor_report_id, budget_line_id) DO UPDATE SET body = excluded.body;

-- variation_note_delete :exec
-- in: donor_report id, line id
DELETE FROM variation_note WHERE donor_report_id = $1 AND budget_line_id = $2;

-- donor_partner_texts :many
-- What the partners wrote on a period, for the lead who writes the consolidated text.
-- in: period id
-- out: partner text, question text, activity text?, title text?, body text
SELECT o.short_name, n.question, a.code, a.title, n.body
  FROM partner_report r
  JOIN partner p ON p.id = r.partner_id
  JOIN organisation o ON o.id = p.organisation_id
  JOIN narrative n ON n.report_id = r.id AND n.until_version IS NULL
  LEFT JOIN activity a ON a.id = n.activity_id
 WHERE r.period_id = $1 AND r.state IN ('submitted', 'in_check', 'accepted')
 ORDER BY n.question, p.position, a.code, n.id;

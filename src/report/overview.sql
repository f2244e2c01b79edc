-- SPDX-License-Identifier: EUPL-1.2
-- Reports at a glance and one report as its page shows it.

-- report_matrix :many
-- Every partner × period with the state of its report. partner NULL: all partners.
-- in: project id, partner id?
-- out: partner id, partner_name text, period id, period_no int64, starts_on date, ends_on date,
--     partner_due_on date, report id, state text, submitted_at stamp?, lines int64, euro eur,
--     accepted eur, undecided int64, questions int64, review_due_on date
SELECT p.id, o.short_name, t.id, t.no, t.starts_on, t.ends_on, t.partner_due_on, r.id,
       COALESCE(r.state, 'none'), r.submitted_at, CAST(COALESCE(s.lines, 0) AS BIGINT),
       CAST(COALESCE(s.eur, 0) AS BIGINT), CAST(COALESCE(s.accepted, 0) AS BIGINT),
       CAST(COALESCE(s.undecided, 0) AS BIGINT),
       (SELECT COUNT(*) FROM question q WHERE q.report_id = r.id AND q.closed_at IS NULL
           AND q.answer IS NULL), t.review_due_on
  FROM partner p
  JOIN organisation o ON o.id = p.organisation_id
  JOIN period t ON t.project_id = p.project_id
  LEFT JOIN partner_report r ON r.partner_id = p.id AND r.period_id = t.id
  LEFT JOIN (SELECT report_id, SUM(lines) AS lines, SUM(eur) AS eur, SUM(accepted) AS accepted,
      SUM(undecided) AS undecided
               FROM report_total GROUP BY report_id) s ON s.report_id = r.id
 WHERE p.project_id = $1 AND p.role <> 'associate' AND ($2 IS NULL OR p.id = $2)
 ORDER BY t.no DESC, p.position, p.id;

-- report_facts :opt
-- One report with the names around it.
-- in: report id
-- out: id id, project id, partner id, partner_name text, partner_title text, period id,
--     period_no int64, starts_on date, ends_on date, partner_due_on date, review_due_on date,
--     state text, version_no int64, submitted_at stamp?, submitted_by text?, checked_by text?,
--     decided_at stamp?, decided_by text?, donor_report id, donor_state text?, version int64
SELECT r.id, r.project_id, r.partner_id, o.short_name, o.name, r.period_id, t.no, t.starts_on,
       t.ends_on, t.partner_due_on, t.review_due_on, r.state, r.version_no, r.submitted_at, a.name,
       b.name, r.decided_at, c.name, r.donor_report_id, d.state, r.version
  FROM partner_report r
  JOIN partner p ON p.id = r.partner_id
  JOIN organisation o ON o.id = p.organisation_id
  JOIN period t ON t.id = r.period_id
  LEFT JOIN account a ON a.id = r.submitted_by
  LEFT JOIN account b ON b.id = r.checked_by
  LEFT JOIN account c ON c.id = r.decided_by
  LEFT JOIN donor_report d ON d.id = r.donor_report_id
 WHERE r.id = $1;

-- report_versions :many
-- in: report id
-- out: no int64, submitted_at stamp, submitted_by text?, lines int64, euro eur, content_sha text
SELECT v.no, v.submitted_at, a.name, v.lines, v.eur, v.content_sha
  FROM report_version v LEFT JOIN account a ON a.id = v.submitted_by
 WHERE v.report_id = $1 ORDER BY v.no DESC;

-- report_heading_sums :many
-- in: report id
-- out: heading text, lines int64, undecided int64, euro eur, accepted eur, deducted eur, parked eur
SELECT l.heading, CAST(SUM(t.lines) AS BIGINT), CAST(SUM(t.undecided) AS BIGINT),
       CAST(SUM(t.eur) AS BIGINT), CAST(SUM(t.accepted) AS BIGINT), CAST(SUM(t.deducted) AS BIGINT),
       CAST(SUM(t.parked) AS BIGINT)
  FROM report_total t JOIN budget_line l ON l.id = t.budget_line_id
 WHERE t.report_id = $1 GROUP BY l.heading ORDER BY l.heading;

-- report_currency_sums :many
-- Before submission: per currency, as booked.
-- in: report id
-- out: amount money, lines int64
SELECT CAST(SUM(amount) AS BIGINT), currency, COUNT(*) FROM expenditure
 WHERE project_id = (SELECT r.project_id FROM partner_report r WHERE r.id = $1)
   AND report_id = $1 AND until_version IS NULL GROUP BY currency ORDER BY currency;

-- report_period_by_no :opt
-- in: project id, no int64
-- out: id id
SELECT id FROM period WHERE project_id = $1 AND no = $2;

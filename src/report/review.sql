-- SPDX-License-Identifier: EUPL-1.2
-- The review: the lines of a report with what makes each worth a look, the riskiest first.

-- review_page :many
-- One page in the order of risk; after_score 1000 for the first. show: open (undecided), risk,
-- asked; NULL all. What weighs: no document 4, the same document elsewhere 4, outside the period 2,
-- changed since the version before 2, large 1, not paid 1.
-- in: report id, project id, first date, last date, large eur, show text?, after_score int64,
--     after_key int64, most int64
-- out: id id hidden, line_key int64, line text, activity text?, description text, supplier text,
--     document_no text, document_date date, amount money, euro eur, decision text?, deducted eur,
--     reason text, is_sensitive flag, undocumented flag, twice flag, outside flag, changed flag,
--     large flag, unpaid flag, questions int64, score int64
SELECT g.id, g.line_key, g.code, g.activity, g.description, g.supplier, g.doc_no, g.doc_date,
       g.amount, g.currency, g.eur, g.decision, g.deducted, g.reason, g.is_sensitive,
       g.undocumented, g.twice, g.outside, g.changed, g.large, g.unpaid, g.questions, g.score
  FROM (SELECT f.*, CAST(4 * f.undocumented + 4 * f.twice + 2 * f.outside + 2 * f.changed + f.large
                         + f.unpaid AS BIGINT) AS score
          FROM (SELECT e.id, e.line_key, l.code, a.code AS activity, e.description, e.supplier,
                       e.doc_no, e.doc_date, e.amount, e.currency, COALESCE(e.eur, 0) AS eur,
                       e.decision, e.deducted, e.reason, e.is_sensitive,
                       CASE WHEN e.doc_type <> 'correction' AND NOT EXISTS
                                (SELECT 1 FROM attachment x WHERE x.object_type = 'expenditure'
                                    AND x.object_id = e.id) THEN 1 ELSE 0 END AS undocumented,
                       CASE WHEN e.doc_no <> '' AND e.doc_type <> 'correction'
                                 AND e.unparks IS NULL AND EXISTS
                                (SELECT 1 FROM expenditure d
                                  WHERE d.project_id = $2 AND d.doc_no = e.doc_no
                                    AND d.doc_date = e.doc_date AND d.supplier = e.supplier
                                    AND d.until_version IS NULL AND d.id <> e.id
                                    AND d.doc_type <> 'correction'
                                    AND d.decision IS DISTINCT FROM 'parked'
                                    AND d.share_e2 + e.share_e2 > 10000) THEN 1 ELSE 0 END AS twice,
                       CASE WHEN e.unparks IS NULL AND (e.doc_date < $3 OR e.doc_date > $4)
                            THEN 1 ELSE 0 END AS outside,
                       CASE WHEN e.from_version > 1 AND e.from_version = r.version_no
                            THEN 1 ELSE 0 END AS changed,
                       CASE WHEN e.eur >= $5 THEN 1 ELSE 0 END AS large,
                       CASE WHEN e.payment_date IS NULL AND e.doc_type <> 'correction'
                            THEN 1 ELSE 0 END AS unpaid,
                       (SELECT COUNT(*) FROM question q
                         WHERE q.report_id = e.report_id AND q.line_key = e.line_key
                           AND q.closed_at IS NULL) AS questions
                  FROM expenditure e
                  JOIN partner_report r ON r.id = e.report_id
                  JOIN budget_line l ON l.id = e.budget_line_id
                  LEFT JOIN activity a ON a.id = e.activity_id
                 WHERE e.report_id = $1 AND e.until_version IS NULL) f) g
 WHERE ($6 IS NULL OR ($6 = 'open' AND g.decision IS NULL) OR ($6 = 'risk' AND g.score > 0)
        OR ($6 = 'asked' AND g.questions > 0))
   AND (g.score < $7 OR (g.score = $7 AND g.line_key > $8))
 ORDER BY g.score DESC, g.line_key LIMIT $9;

-- review_line :opt
-- One line with all that the receipt is held against.
-- in: report id, line_key int64
-- out: id id, line_key int64, line text, line_title text, activity text?, activity_title text?,
--     description text, supplier text, doc_type text, document_no text, document_date date,
--     service_from date?, service_to date?, payment_date date?, payment_ref text, amount money,
--     gross int64, vat int64, share e2, is_sensitive flag, regime text?, rate_sum_e6 int64,
--     rate_n int64, rate_basis text?, euro eur, decision text?, deducted eur, reason text,
--     decided_at stamp?, decided_by text?, from_version int64, unparks id, original_at text,
--     procurement_ref text
SELECT e.id, e.line_key, l.code, l.title, a.code, a.title, e.description, e.supplier, e.doc_type,
       e.doc_no, e.doc_date, e.service_from, e.service_to, e.payment_date, e.payment_ref, e.amount,
       e.currency, e.gross, e.vat, e.share_e2, e.is_sensitive, e.regime,
       COALESCE(e.rate_sum_e6, 0), COALESCE(e.rate_n, 0), e.rate_basis, COALESCE(e.eur, 0),
       e.decision, e.deducted, e.reason, e.decided_at, b.name, e.from_version, e.unparks,
       e.original_at, e.procurement_ref
  FROM expenditure e
  JOIN budget_line l ON l.id = e.budget_line_id
  LEFT JOIN activity a ON a.id = e.activity_id
  LEFT JOIN account b ON b.id = e.decided_by
 WHERE e.report_id = $1 AND e.line_key = $2 AND e.until_version IS NULL;

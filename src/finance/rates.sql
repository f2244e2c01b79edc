-- SPDX-License-Identifier: EUPL-1.2
-- Monthly rates: units of currency per EUR ×10⁶.

-- rate_between :many
-- The rates that count, of some months.
-- in: first month, last month
-- out: currency text, month month, rate e6
SELECT currency, month, rate_e6 FROM rate
 WHERE is_current = 1 AND month BETWEEN $1 AND $2
 ORDER BY currency, month;

-- rate_one :opt
-- in: currency text, of month
-- out: id id, no int64, rate e6, source text
SELECT id, no, rate_e6, source FROM rate
 WHERE currency = $1 AND month = $2 AND is_current = 1;

-- rate_retire :change
-- A correction follows: the row stays readable, but no longer counts.
-- in: id id
UPDATE rate SET is_current = 0 WHERE id = $1 AND is_current = 1;

-- rate_add :insert
-- in: currency text, of month, no int64, rate e6, source text, source_sha text, reason text,
--     imported_at stamp, imported_by id?
INSERT INTO rate (currency, month, no, rate_e6, is_current, source, source_sha, reason, imported_at,
    imported_by)
VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9) RETURNING id;

-- rate_list :many
-- What is loaded, newest month first; the list of the page and of the API.
-- in: currency text?, first month, last month
-- out: id id, currency text, month month, rate e6, source text, reason text, no int64,
--     imported_at stamp, imported_by text?
SELECT r.id, r.currency, r.month, r.rate_e6, r.source, r.reason, r.no, r.imported_at, a.name
  FROM rate r LEFT JOIN account a ON a.id = r.imported_by
 WHERE ($1 IS NULL OR r.currency = $1) AND r.month BETWEEN $2 AND $3 AND r.is_current = 1
 ORDER BY r.month DESC, r.currency, r.id;

-- rate_corrections :many
-- Every rate that took the place of another, the newest first: who, when and why.
-- in: first month, last month
-- out: currency text, month month, before e6, rate e6, reason text, source text,
--     imported_at stamp, imported_by text?
SELECT r.currency, r.month, b.rate_e6, r.rate_e6, r.reason, r.source, r.imported_at, a.name
  FROM rate r
  JOIN rate b ON b.currency = r.currency AND b.month = r.month AND b.no = r.no - 1
  LEFT JOIN account a ON a.id = r.imported_by
 WHERE r.month BETWEEN $1 AND $2 ORDER BY r.imported_at DESC, r.currency, r.month, r.no DESC;

-- rate_export :each
-- in: first month, last month
-- out: currency text, year int64, month int64, rate e6
SELECT currency, month / 12, month % 12 + 1, rate_e6 FROM rate
 WHERE is_current = 1 AND month BETWEEN $1 AND $2 ORDER BY currency, month;

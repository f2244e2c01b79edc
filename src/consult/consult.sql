-- SPDX-License-Identifier: EUPL-1.2
-- A consultation itself: what is asked, by which rule, in which state.

-- consult_get :one
-- in: consultation id
-- out: id id, project id, title text, question text, kind text, body id, body_name text,
--     public flag, rule text, quorum e2, weighted flag, block_allowed flag, secret flag,
--     proxy_limit int64, chair id, chair_name text, drafter id, drafter_name text, state text,
--     round_no int64, closes_at stamp, decision id, version int64
SELECT c.id, c.project_id, c.title, c.question, c.kind, c.body_id, COALESCE(b.name, ''),
       c.is_public, c.rule, c.quorum_e2, c.weighted, c.block_allowed, c.secret, c.proxy_limit,
       c.chair_id, a.name, c.drafter_id, COALESCE(d.name, ''), c.state, c.round_no, c.closes_at,
       c.decision_id, c.version
  FROM consultation c
  JOIN account a ON a.id = c.chair_id
  LEFT JOIN account d ON d.id = c.drafter_id
  LEFT JOIN body b ON b.id = c.body_id
 WHERE c.id = $1;

-- consult_owner :opt
-- in: consultation id
-- out: project id, title text, state text, chair id
SELECT project_id, title, state, chair_id FROM consultation WHERE id = $1;

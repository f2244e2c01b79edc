-- SPDX-License-Identifier: EUPL-1.2
-- When each of the things that come due by themselves was last looked after, so that several
-- servers on one database do not do it twice.
CREATE TABLE due (
    name text NOT NULL PRIMARY KEY,
    looked_at stamp_text NOT NULL
);

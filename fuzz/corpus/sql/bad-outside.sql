-- SPDX-License-Identifier: EUPL-1.2
-- want: 3: error: SQL outside of a block
SELECT 1;

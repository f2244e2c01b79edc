-- SPDX-License-Identifier: EUPL-1.2
-- For wrk: no request is the same as one before it, so that no kept page is given.
local n = 0
request = function()
    n = n + 1
    wrk.headers["X-Fresh"] = n
    return wrk.format()
end

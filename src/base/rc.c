/* SPDX-License-Identifier: EUPL-1.2 */
/* rc.c — one table from an outcome to its HTTP status, its exit code and its name.
 *
 * It does not know what a refusal says to the reader: that is in cx->problems.
 */
#include "base/rc.h"

#include "base/log.h"

#include <stddef.h>

static const struct {
    int http, exit;
    const char *name;
} table[] = {
    [RC_OK] = { 200, 0, "ok" },
    [RC_INVALID] = { 422, 2, "invalid" },
    [RC_DENIED] = { 403, 3, "denied" },
    [RC_MISSING] = { 404, 4, "missing" },
    [RC_CONFLICT] = { 409, 5, "conflict" },
    [RC_STALE] = { 409, 5, "stale" },
    [RC_BUSY] = { 503, 6, "busy" },
    [RC_LOGIN] = { 401, 3, "login" },
    [RC_FAIL] = { 500, 1, "fail" },
};

static size_t row_of(enum rc rc)
{
    size_t i = (size_t)rc;
    MUST(i < sizeof table / sizeof *table);
    return i;
}

int rc_http(enum rc rc) { return table[row_of(rc)].http; }

int rc_exit(enum rc rc) { return table[row_of(rc)].exit; }

const char *rc_name(enum rc rc) { return table[row_of(rc)].name; }

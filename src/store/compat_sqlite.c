/* SPDX-License-Identifier: EUPL-1.2 */
/* compat_sqlite.c — three functions, so that one SQL text does for both engines. Integers are
 * compared as integers (a double would lose the last digits of large amounts), text by its bytes
 * as in the C locale; a mixture is refused, as PostgreSQL refuses it.
 */
#include "store/compat_sqlite.h"

#include "base/buf.h"

#include <string.h>

static int compare(sqlite3_value *a, sqlite3_value *b)
{
    if (sqlite3_value_type(a) == SQLITE_INTEGER) {
        sqlite3_int64 x = sqlite3_value_int64(a), y = sqlite3_value_int64(b);
        return (x > y) - (x < y);
    }
    size_t n = (size_t)sqlite3_value_bytes(a), m = (size_t)sqlite3_value_bytes(b);
    int d = memcmp(sqlite3_value_text(a), sqlite3_value_text(b), n < m ? n : m);
    return d ? d : (n > m) - (n < m);
}

static void best_of(sqlite3_context *c, int n, sqlite3_value **v, int sign)
{
    sqlite3_value *best = NULL;
    for (int i = 0; i < n; i++) {
        int type = sqlite3_value_type(v[i]);
        if (type == SQLITE_NULL) continue;
        if ((type != SQLITE_INTEGER && type != SQLITE_TEXT) ||
            (best && type != sqlite3_value_type(best))) {
            sqlite3_result_error(c, "greatest and least take whole numbers or texts", -1);
            return;
        }
        if (!best || compare(v[i], best) * sign > 0) best = v[i];
    }
    if (best) sqlite3_result_value(c, best);
}

static void greatest(sqlite3_context *c, int n, sqlite3_value **v) { best_of(c, n, v, 1); }
static void least(sqlite3_context *c, int n, sqlite3_value **v) { best_of(c, n, v, -1); }

struct joined {
    struct buf b;
    bool any;
};

static void join_step(sqlite3_context *c, int n, sqlite3_value **v)
{
    (void)n;
    struct joined *j = sqlite3_aggregate_context(c, sizeof *j);
    if (!j || sqlite3_value_type(v[0]) == SQLITE_NULL) return;
    if (!j->any)
        buf_init(&j->b, 16 * 1024 * 1024);
    else
        buf_put(&j->b, sqlite3_value_text(v[1]), (size_t)sqlite3_value_bytes(v[1]));
    j->any = true;
    buf_put(&j->b, sqlite3_value_text(v[0]), (size_t)sqlite3_value_bytes(v[0]));
}

static void join_end(sqlite3_context *c)
{
    struct joined *j = sqlite3_aggregate_context(c, 0);
    if (!j || !j->any) return;
    if (buf_ok(&j->b))
        sqlite3_result_text(c, j->b.p, (int)j->b.n, SQLITE_TRANSIENT);
    else
        sqlite3_result_error_toobig(c);
    buf_done(&j->b);
}

int compat_sqlite(sqlite3 *h)
{
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    int r = sqlite3_create_function(h, "greatest", -1, flags, NULL, greatest, NULL, NULL);
    if (!r) r = sqlite3_create_function(h, "least", -1, flags, NULL, least, NULL, NULL);
    if (!r) r = sqlite3_create_function(h, "string_agg", 2, flags, NULL, NULL, join_step, join_end);
    return r;
}

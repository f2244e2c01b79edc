/* SPDX-License-Identifier: EUPL-1.2 */
/* rates_import.c — rates are added, never overwritten silently: a different value for a month that
 * is there is a correction with a reason, and the old one stays readable. A file is taken whole or
 * not at all. Lines of submitted reports keep the rate they have, whatever is corrected later.
 */
#include "account/viewer.h"
#include "base/rand.h"
#include "finance/rates.h"
#include "finance/rates_read.h"
#include "finance/rates_sql.h"
#include "i18n/i18n.h"
#include "store/audit.h"
#include "store/db.h"

#include <stdlib.h>
#include <string.h>

/* What a read rate would do to what is stored. */
static enum rc compare(struct cx *cx, const struct rates_import *in, const struct rate_read *r,
                       struct rates_import_row *out, struct rate_one_row *stored)
{
    bool found;
    enum rc rc = rate_one(cx, r->currency, r->month, stored, &found);
    if (rc) return rc;
    *out = (struct rates_import_row){ .currency = r->currency,
                                      .month = r->month,
                                      .rate_e6 = r->rate_e6,
                                      .before_e6 = found ? stored->rate : 0 };
    if (!found) {
        *stored = (struct rate_one_row){ 0 };
        out->change = "new";
    } else if (stored->rate == r->rate_e6) {
        out->change = "same";
    } else {
        out->change = in->reason && *in->reason ? "corrected" : "refused";
    }
    return RC_OK;
}

static enum rc store(struct cx *cx, const struct rates_import *in,
                     const struct rates_import_row *row, const struct rate_one_row *stored,
                     const char *sha)
{
    enum rc rc = stored->id ? rate_retire(cx, stored->id) : RC_OK;
    if (rc) return rc;
    return rate_add(
        cx,
        &(struct rate_add_in){ .currency = row->currency,
                               .of = row->month,
                               .no = stored->no + 1,
                               .rate = row->rate_e6,
                               .source = in->source && *in->source ? in->source : "InforEuro",
                               .source_sha = sha,
                               .reason = in->reason ? in->reason : "",
                               .imported_at = cx->now,
                               .imported_by = cx->viewer ? cx->viewer->account : 0 },
        NULL);
}

static enum rc audit_import(struct cx *cx, const struct rates_import *in,
                            const struct rates_import_row *rows, size_t n, const char *sha)
{
    struct buf b;
    struct json j;
    buf_init(&b, (size_t)4 << 20);
    json_init(&j, &b);
    json_open(&j, NULL, '{');
    json_text(&j, "source", in->source);
    json_text(&j, "file_sha256", sha);
    json_text(&j, "reason", in->reason);
    json_open(&j, "rates", '[');
    for (size_t i = 0; i < n; i++) {
        char of[MONTH_TEXT], now[MONEY_TEXT], before[MONEY_TEXT];
        if (z_eq(rows[i].change, "same")) continue;
        json_open(&j, NULL, '{');
        json_text(&j, "currency", rows[i].currency);
        json_text(&j, "month", month_text(rows[i].month, of));
        json_text(&j, "rate", scaled_text(rows[i].rate_e6, 6, 4, now));
        if (rows[i].before_e6)
            json_text(&j, "before", scaled_text(rows[i].before_e6, 6, 4, before));
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    struct audit_entry e = { .action = "rate.import",
                             .object_type = "rate",
                             .object_id = 0,
                             .after = arena_str(cx->arena, buf_slice(&b)) };
    buf_done(&b);
    return audit_add(cx, &e);
}

static int by_month(const void *a, const void *b)
{
    const struct rate_read *x = a, *y = b;
    int order = strcmp(x->currency, y->currency);
    if (!order) order = (x->month > y->month) - (x->month < y->month);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

/* A month has one rate. The same twice (a row a country) is kept once; two different ones are
 * refused, for neither can be chosen. */
static enum rc only_once(struct cx *cx, struct rate_read *v, size_t *n)
{
    enum rc rc = RC_OK;
    size_t kept = 0;
    char text[MONTH_TEXT];
    if (*n) qsort(v, *n, sizeof *v, by_month);
    for (size_t i = 0; i < *n; i++) {
        const struct rate_read *last = kept ? &v[kept - 1] : NULL;
        if (!last || last->month != v[i].month || strcmp(last->currency, v[i].currency) != 0)
            v[kept++] = v[i];
        else if (last->rate_e6 != v[i].rate_e6)
            rc = problem(
                cx, "file",
                T("%s %s stands there with two different values, in rows %d and %d; nothing was "
                  "imported."),
                v[i].currency, month_text(v[i].month, text), (int)last->row, (int)v[i].row);
    }
    *n = kept;
    return rc;
}

static enum rc import_in(struct cx *cx, const struct rates_import *in, const struct rate_read *read,
                         size_t n, struct rates_import_row *rows)
{
    char sha[HEX32], text[MONTH_TEXT], now[MONEY_TEXT], before[MONEY_TEXT];
    enum rc rc = RC_OK;
    sha256_hex(in->bytes, sha);
    bool changes = false;
    for (size_t i = 0; i < n && rc != RC_FAIL && rc != RC_BUSY; i++) {
        struct rate_one_row stored;
        enum rc bad = compare(cx, in, &read[i], &rows[i], &stored);
        if (!bad && z_eq(rows[i].change, "refused")) {
            bad = problem(
                cx, "reason",
                T("%s %s is %s already, the file says %s. A correction needs a reason; lines "
                  "already submitted keep their rate."),
                rows[i].currency, month_text(rows[i].month, text),
                scaled_text(rows[i].before_e6, 6, 4, before),
                scaled_text(rows[i].rate_e6, 6, 4, now));
        }
        if (bad) rc = bad;
        if (rc || in->dry_run || z_eq(rows[i].change, "same")) continue;
        changes = true;
        rc = store(cx, in, &rows[i], &stored, sha);
    }
    return rc || !changes ? rc : audit_import(cx, in, rows, n, sha);
}

enum rc rates_import(struct cx *cx, const struct rates_import *in, struct rates_import_row **rows,
                     size_t *n)
{
    struct rate_read *read = NULL;
    str bytes = in->bytes;
    if (str_starts(bytes, "\xEF\xBB\xBF")) bytes = (str){ bytes.p + 3, bytes.n - 3 };
    str start = str_trim(bytes);
    bool is_json = start.n && (start.p[0] == '[' || start.p[0] == '{');
    *rows = NULL;
    *n = 0;
    enum rc rc = is_json ? rates_read_json(cx, bytes, in->month, &read, n)
                         : rates_read_csv(cx, bytes, &read, n);
    if (!rc) rc = only_once(cx, read, n);
    if (rc) return rc;
    *rows = arena_array(cx->arena, struct rates_import_row, *n);
    if ((rc = db_begin(cx))) return rc;
    return db_end(cx, import_in(cx, in, read, *n, *rows));
}

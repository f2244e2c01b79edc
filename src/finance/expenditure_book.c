/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_book.c — reads once what a whole file of lines is checked against. */
#include "finance/expenditure_book.h"

#include "base/buf.h"
#include "i18n/i18n.h"
#include "project/ruleset.h"
#include "store/db.h"

#include <stdlib.h>
#include <string.h>

static int by_code(const void *a, const void *b)
{
    const struct expenditure_codes_row *const *x = a, *const *y = b;
    return strcmp((*x)->code, (*y)->code);
}

enum rc expenditure_book_read(struct cx *cx, int64_t report, const struct expenditure_book **out)
{
    struct expenditure_book *b = arena_alloc(cx->arena, sizeof *b);
    bool found;
    enum rc rc = db_in_write(cx->db) ? expenditure_lock_report(cx, report) : RC_OK;
    if (!rc) rc = expenditure_report(cx, report, &b->report, &found);
    if (rc) return rc;
    if (!found) return refuse(cx, RC_MISSING, T("There is no such report."));
    if ((rc = expenditure_codes(cx, b->report.project, b->report.partner, &b->lines))) return rc;
    if ((rc = expenditure_activities(cx, b->report.project, &b->activities))) return rc;
    b->by_code = arena_array(cx->arena, const struct expenditure_codes_row *, b->lines.n);
    for (size_t i = 0; i < b->lines.n; i++) b->by_code[i] = &b->lines.v[i];
    if (b->lines.n) qsort(b->by_code, b->lines.n, sizeof *b->by_code, by_code);
    const struct ruleset *set = ruleset_find(b->report.rule_set, b->report.rule_version);
    const char *standard = set ? ruleset_text(set, "closing_lines") : NULL;
    b->closing_lines = b->report.closing_lines ? b->report.closing_lines : standard ? standard : "";
    b->today = date_of_stamp(cx->now);
    *out = b;
    return RC_OK;
}

const struct expenditure_codes_row *expenditure_book_line(const struct expenditure_book *b,
                                                          const char *code)
{
    size_t low = 0, high = b->lines.n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = strcmp(b->by_code[mid]->code, code);
        if (!order) return b->by_code[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

const struct expenditure_activities_row *expenditure_book_activity(const struct expenditure_book *b,
                                                                   const char *code)
{
    for (size_t i = 0; i < b->activities.n; i++) {
        if (z_eq(b->activities.v[i].code, code)) return &b->activities.v[i];
    }
    return NULL;
}

bool expenditure_book_closing(const struct expenditure_book *b, const char *code)
{
    return rules_names_line(b->closing_lines, code);
}

/* How many leading characters two codes share. */
static size_t shared(const char *a, const char *b)
{
    size_t n = 0;
    while (a[n] && a[n] == b[n]) n++;
    return n;
}

const char *expenditure_book_near(struct cx *cx, const struct expenditure_book *b, const char *code)
{
    enum { MOST = 3 };
    size_t best = 1, found = 0;
    const char *near[MOST];
    for (size_t i = 0; i < b->lines.n; i++) {
        size_t n = shared(b->lines.v[i].code, code);
        if (n < best) continue;
        if (n > best) {
            best = n;
            found = 0;
        }
        if (found < MOST) near[found++] = b->lines.v[i].code;
    }
    const char *text = "";
    for (size_t i = 0; i < found; i++)
        text = arena_printf(cx->arena, "%s%s%s", text, i ? ", " : "", near[i]);
    return text;
}

enum rc expenditure_book_open(struct cx *cx, const struct expenditure_book *b)
{
    if (z_eq(b->report.state, "draft") || z_eq(b->report.state, "returned")) return RC_OK;
    if (z_eq(b->report.state, "accepted")) {
        return refuse(
            cx, RC_CONFLICT,
            T("The report is accepted; book a correction with a negative amount in the next "
              "period instead."));
    }
    return refuse(
        cx, RC_CONFLICT,
        T("The report is with the lead. Its lines can be changed again when it is returned."));
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* finance_object.c — budget lines and lines of expenditure as things that can be talked about. A
 * line of expenditure has a row a version: it is known by its first one, and its page is that of
 * the present one.
 */
#include "finance/finance_object.h"

#include "account/viewer.h"
#include "finance/finance_object_sql.h"
#include "i18n/i18n.h"

enum rc budget_line_object(struct cx *cx, int64_t id, struct object *out)
{
    struct finance_object_budget_line_row l;
    bool found;
    enum rc rc = finance_object_budget_line(cx, id, &l, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    out->project = l.project;
    out->label = arena_printf(cx->arena, "%s %s", l.code, l.title);
    out->path = arena_printf(cx->arena, "/p/%lld/budget", (long long)l.project);
    out->shared = true;
    return RC_OK;
}

/* What a sensitive line was for is not part of its name: the lead sees the amount only. */
enum rc expenditure_object(struct cx *cx, int64_t id, struct object *out)
{
    struct finance_object_expenditure_row e;
    bool found;
    enum rc rc = finance_object_expenditure(cx, id, &e, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    out->id = e.first;
    out->project = e.project;
    out->partner = e.partner;
    out->path = arena_printf(cx->arena, "/expenditure/%lld", (long long)e.latest);
    out->label = arena_printf(cx->arena, T("%s, period %d, line %d"), e.partner_name,
                              (int)e.period_no, (int)e.seq);
    if (!e.sensitive) {
        out->label = arena_printf(cx->arena, "%s: %s", out->label, e.description);
    } else if (!viewer_can(cx, MAY_READ_SENSITIVE, e.project, e.partner)) {
        out->withheld = T("The line is marked sensitive: its documents are for the partner and the "
                          "auditor.");
    }
    return RC_OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* budget_view.h — what the pages of the budget show. Private to finance. */
#ifndef KOLO_FINANCE_BUDGET_VIEW_H
#define KOLO_FINANCE_BUDGET_VIEW_H

#include "finance/budget.h"
#include "finance/budget_sql.h"
#include "web/chart.h"
#include "web/parts.h"

/** One row: a heading or formula row, or a line under a heading. */
struct budget_shown {
    bool is_line, is_sum;
    const char *code, *title, *unit, *units; /* units in the reader's form */
    money unit_cost, total;
    const money *slices;         /* one a partner; NULL for sums */
    const struct headroom *room; /* of a heading; NULL otherwise */
    struct html meter;
    struct url agreed; /* of a line: what was decided about it; p NULL: not for this reader */
};
struct budget_view {
    const struct budget_version_get_row *version;
    const struct budget_shown *v;
    size_t n;
    const char *const *partners;
    size_t partner_count;
    const struct budget_version_list_row *versions;
    struct url *version_urls;
    struct mark *version_marks;
    size_t version_count;
    struct mark mark;      /* of the version shown */
    const char *threshold; /* "15 %", with its source */
    const char *source;
    struct actions actions;
};

#endif

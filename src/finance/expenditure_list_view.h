/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_list_view.h — what the page of the list shows. Private to finance. */
#ifndef KOLO_FINANCE_EXPENDITURE_LIST_VIEW_H
#define KOLO_FINANCE_EXPENDITURE_LIST_VIEW_H

#include "finance/expenditure_list_sql.h"
#include "web/parts.h"

/** One row as the page shows it. */
struct expenditure_shown {
    const struct expenditure_page_row *row;
    struct url url, report;
    struct mark mark;
};
struct expenditure_list_view {
    struct url self;
    const struct form_choice *partners, *periods,
        *states; /* labels ready to show; NULL: nothing to choose */
    const char *q, *partner, *period, *state, *currency;
    bool undocumented;
    struct chips chips;
    const struct expenditure_shown *v;
    size_t n;
    struct sum_row *sums;
    size_t sum_count;
    struct pager pager;
    struct url reports;   /* where lines are entered */
    struct actions enter; /* to the grid of each open report of the reader's own partner */
};

/** expenditure_mark(cx, state): a decision or, before there is one, the report's state. */
struct mark expenditure_mark(struct cx *cx, const char *state);
/** expenditure_mask(cx, project, rows, n): what is marked sensitive is shown to its owner and the
 * auditor; others see date, line and amount. */
void expenditure_mask(struct cx *cx, int64_t project, struct expenditure_page_row *rows, size_t n);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* budget_new_view.h — the form of a new budget and what it adds up to. Private to finance. */
#ifndef KOLO_FINANCE_BUDGET_NEW_VIEW_H
#define KOLO_FINANCE_BUDGET_NEW_VIEW_H

#include "finance/budget_grid_web.h"
#include "project/project_web.h"

/** A row of what it adds up to: a heading or a formula row. */
struct budget_sum_shown {
    const char *code, *title, *note; /* note: the cap and its source; NULL none */
    money total;
    bool is_sum;
};
struct budget_new_view {
    struct steps steps;
    struct url self, upload;
    const struct budget_grid *grid;
    const struct form_choice *headings;
    const struct budget_sum_shown *sums; /* NULL: not added up yet, or not possible */
    size_t n_sums, n_lines;
    const money *by_partner;
    const char *compare; /* what the contract says against it; NULL none */
    bool from_file;
    const struct form_view *file;
};

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* transfer_view.h — a change of the budget before it is saved: the moves, and what they do to every
 * heading. Private to finance. */
#ifndef KOLO_FINANCE_TRANSFER_VIEW_H
#define KOLO_FINANCE_TRANSFER_VIEW_H

#include "finance/budget.h"
#include "web/chart.h"
#include "web/parts.h"

/** One row of the form, as typed. */
struct transfer_row {
    int no;
    const char *from_line, *from_partner, *to_line, *to_partner, *amount, *problem;
};
/** A line that the budget does not have yet, as typed. */
struct transfer_line {
    int no;
    const char *code, *heading, *title, *unit, *units, *problem;
};
struct transfer_view {
    struct url self;
    const char *kind, *reason, *article, *effective_on;
    const char *kind_problem, *reason_problem, *effective_problem;
    const struct form_choice *from_lines, *to_lines, *partners, *headings;
    const struct transfer_row *rows;
    size_t n;
    const struct transfer_line *new_lines;
    size_t new_count;
    const struct headroom *room; /* with the moves applied; NULL: not asked for yet */
    const money *before;         /* what each heading holds now */
    size_t room_count;
    bool breached, over_cap;
    const char *draft; /* a sentence about a draft that is there already; NULL none */
    struct actions draft_actions;
};

#endif

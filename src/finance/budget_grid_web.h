/* SPDX-License-Identifier: EUPL-1.2 */
/* budget_grid_web.h — the rows of a new budget as somebody typed them, or as they stand in a file,
 * or as the rule set proposes them; and what they mean. Private to finance.
 */
#ifndef KOLO_FINANCE_BUDGET_GRID_WEB_H
#define KOLO_FINANCE_BUDGET_GRID_WEB_H

#include "finance/budget.h"
#include "project/partner_sql.h"
#include "web/form.h"

enum { GRID_CODE, GRID_HEADING, GRID_TITLE, GRID_UNIT, GRID_UNITS, GRID_COST, GRID_FIXED };
struct grid_cell {
    const char *name, *text, *problem; /* name: "line.3.unit_cost" */
    const char *place;                 /* in a file: "Row 4, column F (6)"; NULL: typed */
    bool plain;                        /* a number of a workbook: nothing in it groups */
};
struct grid_row {
    struct grid_cell *cells; /* GRID_FIXED and one a partner */
    bool written;            /* somebody wrote an amount into it */
};
struct budget_grid {
    struct grid_row *rows;
    size_t n, columns;
    char decimal; /* of its amounts and numbers; 0: the reader's */
    const struct partner_list_rows *partners;
    struct rules rules;
    const struct ruleset *set;
    bool plain; /* a program wrote the cells: form_value_read_plain */
};

/** A line of it, without the columns of the partners: p1, p2 … by their numbers. */
extern const struct form budget_grid_form;
/** The lead first: what is not shared out is the lead's. */
void budget_grid_begin(struct budget_grid *g, struct partner_list_rows *partners,
                       const struct rules *rules);
/** budget_grid_standard: the rule set's lines and some empty rows. */
void budget_grid_standard(struct cx *cx, struct budget_grid *g);
void budget_grid_posted(struct cx *cx, const struct request *rq, struct budget_grid *g);
/** budget_grid_file(cx, file, encoding, decimal, g): RC_INVALID when there are no such columns;
 * ${decimal} as in file_decimals, NULL: the reader's. */
enum rc budget_grid_file(struct cx *cx, const struct upload *file, const char *encoding,
                         const char *decimal, struct budget_grid *g) MUST_USE;
/** budget_grid_read(cx, g, lines, n): every cell that cannot be read has its problem; rows without
 * number, cost and shares are left out; ${rows} says which row each line was. */
enum rc budget_grid_read(struct cx *cx, struct budget_grid *g, struct budget_line_input **lines,
                         size_t **rows, size_t *n) MUST_USE;
/** budget_heading_choices(cx, set): the rows that hold lines, for a select. */
const struct form_choice *budget_heading_choices(struct cx *cx, const struct ruleset *set);
/** budget_grid_note(cx, g): the problems of the request stand at their cells. */
void budget_grid_note(struct cx *cx, struct budget_grid *g);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_rows.h — the consolidated table as described rows: one a budget line and partner, for CSV,
 * JSON, XLSX and the terminal. */
#ifndef KOLO_REPORT_DONOR_ROWS_H
#define KOLO_REPORT_DONOR_ROWS_H

#include "base/row.h"
#include "report/donor.h"

/** budget_eur is the partner's slice of the line, so that rows add up to the line's budget; a
 * partner without slice and cost has no row. variance = cumulative − budget; variance_pct is empty
 * where the budget is 0. */
struct donor_cell_row {
    const char *heading, *line, *title;
    money budget_eur;
    const char *partner;
    money period_eur, cumulative_eur, variance_eur;
    int64_t variance_pct; /* ×100 */
};
extern const struct row_meta donor_cell_meta;
size_t donor_cell_rows(struct cx *cx, const struct donor_table *t, struct donor_cell_row **out);

/** One row a heading, line or formula row, summed over the partners, in the order of the donor's
 * form. */
struct donor_sum_row {
    const char *heading, *line, *title;
    money budget_eur, low_eur, high_eur, period_eur, cumulative_eur, variance_eur;
    int64_t variance_pct;
};
extern const struct row_meta donor_sum_meta;
size_t donor_sum_rows(struct cx *cx, const struct donor_table *t, struct donor_sum_row **out);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_write.h — the steps that single lines and imports share. Inside a transaction, after
 * the checks; they write no audit entry. Private to finance. */
#ifndef KOLO_FINANCE_EXPENDITURE_WRITE_H
#define KOLO_FINANCE_EXPENDITURE_WRITE_H

#include "finance/expenditure_book.h"

/** A rate that a row brings along: from the version before, or from a parked line. regime NULL:
 * none. */
struct expenditure_kept {
    const char *regime;
    int64_t rate_sum_e6, rate_n;
    const char *rate_basis;
    int64_t eur;
};

enum rc expenditure_write_new(struct cx *cx, const struct expenditure_book *b,
                              const struct expenditure_input *in, int64_t line_key,
                              const struct expenditure_kept *kept, int64_t *id) MUST_USE;
enum rc expenditure_write_change(struct cx *cx, const struct expenditure_book *b,
                                 const struct expenditure_current_row *was,
                                 const struct expenditure_input *in) MUST_USE;
enum rc expenditure_write_remove(struct cx *cx, const struct expenditure_book *b,
                                 const struct expenditure_current_row *was) MUST_USE;

#endif

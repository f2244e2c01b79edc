/* SPDX-License-Identifier: EUPL-1.2 */
/* rate_sums.h — what transactions add up to per currency and rate, and the rounding in it. Private
 * to report. */
#ifndef KOLO_REPORT_RATE_SUMS_H
#define KOLO_REPORT_RATE_SUMS_H

#include "base/vec.h"
#include "report/transactions.h"

/** All that was converted at one rate. */
struct rate_sum {
    const char *basis;
    struct rate exact;
    int64_t lines;
    money amount, euro;
};
struct rate_sums {
    struct arena *keep; /* that no row rewinds */
    VEC(struct rate_sum) of;
};
/** rate_sums_add(s, row): rows without a rate are left out. */
void rate_sums_add(struct rate_sums *s, const struct transaction_row *row);
/** rate_sum_at_once(r): the sum converted in one go, as a donor's form does that has a line a
 * currency. What the transactions add up to differs from it by their rounding. */
money rate_sum_at_once(const struct rate_sum *r);

#endif

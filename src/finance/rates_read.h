/* SPDX-License-Identifier: EUPL-1.2 */
/* rates_read.h — from the bytes of a file to monthly rates; nothing is stored. Private to finance.
 */
#ifndef KOLO_FINANCE_RATES_READ_H
#define KOLO_FINANCE_RATES_READ_H

#include "base/cx.h"
#include "base/money.h"

/** What units of a currency for one euro can be, ×10⁶: 0.0001 to 1,000,000. Outside it is a slip of
 * the hand, and further out the arithmetic would overflow. */
#define RATE_LEAST_E6 ((int64_t)100)
#define RATE_MOST_E6 ((int64_t)1000000000000)

struct rate_read {
    const char *currency;
    month month;
    int64_t rate_e6;
    int64_t row;
};
/** rates_read_json(cx, bytes, month, out, n): InforEuro's answer for one month, which does not name
 * it, or the history of one currency, which does. Currencies that Kolo does not know are left out.
 * Numbers are taken as the text they are written as. RC_INVALID names what is wrong: no list,
 * {code,message}, a value that is no rate. */
enum rc rates_read_json(struct cx *cx, str bytes, month m, struct rate_read **out,
                        size_t *n) MUST_USE;
/** rates_read_csv(cx, bytes, out, n): header "currency,year,month,rate" in any order; every bad
 * cell named. A decimal comma is read where semicolons part the cells. */
enum rc rates_read_csv(struct cx *cx, str bytes, struct rate_read **out, size_t *n) MUST_USE;

#endif

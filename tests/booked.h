/* SPDX-License-Identifier: EUPL-1.2 */
/* booked.h — the project of people.h with a budget, activities, monthly rates, and an open report
 * of EHO on period 1 (January to June 2007): what expenditure is booked into.
 */
#ifndef KOLO_TESTS_BOOKED_H
#define KOLO_TESTS_BOOKED_H

#include "finance/expenditure.h"
#include "tests/people.h"

enum { PERIOD_1 = 1, PERIOD_2 = 2 };
struct booked {
    struct people people;
    int64_t report; /* EHO's, draft */
};
/** booked_make(cx, out): into an empty database. It is the first of August 2007. Budget lines
 * 1.1.1, 1.1.2, 2.1, 3.2, 4.3, 5.7; activities A1.1 (EHO) and A2.1 (DA); rates of MKD, ALL, RSD for
 * 2006-12 to 2008-12. */
void booked_make(struct cx *cx, struct booked *out);
/** booked_line(): a good line in RSD; change of it what the test is about. */
struct expenditure_input booked_line(void);
/** booked_add(cx, report, in): its key; asserts. */
int64_t booked_add(struct cx *cx, int64_t report, const struct expenditure_input *in);
/** booked_id(cx, report, key): the current row of a line. */
int64_t booked_id(struct cx *cx, int64_t report, int64_t key);
date booked_day(const char *iso);

#endif

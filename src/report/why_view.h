/* SPDX-License-Identifier: EUPL-1.2 */
/* why_view.h — why a figure of the donor report is what it is: what it is the sum of, its
 * transactions, their rates and rounding, what was deducted, who accepted. Private to report. */
#ifndef KOLO_REPORT_WHY_VIEW_H
#define KOLO_REPORT_WHY_VIEW_H

#include "report/rate_sums.h"
#include "web/parts.h"

enum { WHY_SHOWN = 500 };
/** One of the things that add up to the figure. */
struct why_part {
    const char *label;
    struct url url; /* why that one; p NULL where there is no more to say */
    money amount;
};
/** A report that lines come from: who accepted it, and how much of it stands here. */
struct why_report {
    int64_t report, period_no;
    const char *partner, *by;
    stamp at;
    money accepted;
};
struct why_view {
    const char *formula;
    const struct why_part *parts;
    size_t part_count;
    money part_sum;
    const struct rate_sum *rates;
    size_t rate_count;
    const struct why_report *reports;
    size_t report_count;
    bool listed; /* the transactions are */
    const struct transaction_row *v;
    struct url *urls;
    struct mark *marks;
    size_t n;      /* shown, at most WHY_SHOWN */
    int64_t lines; /* in all */
    money sum, accepted, deducted, parked, waiting;
    money figure; /* what stands in the report */
    bool agrees;
    struct sum_row foot;
};

#endif

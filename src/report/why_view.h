/* SPDX-License-Identifier: EUPL-1.2 */
/* why_view.h — why a figure of the donor report is what it is: its transactions, their rates, what
 * was deducted. Private to report. */
#ifndef KOLO_REPORT_WHY_VIEW_H
#define KOLO_REPORT_WHY_VIEW_H

#include "report/transactions.h"
#include "web/parts.h"

enum { WHY_SHOWN = 500 };
struct why_view {
    const struct transaction_row *v;
    struct url *urls;
    struct mark *marks;
    size_t n;      /* shown, at most WHY_SHOWN */
    int64_t lines; /* in all */
    money sum, accepted, deducted, parked, waiting;
    money cell; /* what stands in the report */
    bool agrees;
    const char *formula;
    struct sum_row foot;
    struct url csv;
};

#endif

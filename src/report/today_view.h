/* SPDX-License-Identifier: EUPL-1.2 */
/* today_view.h — the dashboard: what must I do next, and what is late. Private to report. */
#ifndef KOLO_REPORT_TODAY_VIEW_H
#define KOLO_REPORT_TODAY_VIEW_H

#include "report/report_view.h"

struct today_view {
    struct next next;
    struct todos todos; /* everything else that waits for the reader or is late */
    struct html ring;   /* of the period that is being reported on */
    const char *ring_title;
    const struct report_cell *cells;
    size_t cell_count;
    struct html headings, partners; /* budget against expenditure */
    struct history changes;
    struct url audit;
};

#endif

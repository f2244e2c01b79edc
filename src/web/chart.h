/* SPDX-License-Identifier: EUPL-1.2 */
/* chart.h — SVG from the server that prints; each chart has a table of the same data behind "show
 * as table". */
#ifndef KOLO_WEB_CHART_H
#define KOLO_WEB_CHART_H

#include "web/html.h"

/** One row of a bar chart: budget against expenditure. */
struct chart_bar {
    const char *label;
    money budget, spent;
    money low, high; /* allowed range; equal to budget when none applies */
    struct url url;  /* where the figures come from; p NULL none */
};
/** chart_bars(cx, title, bars, n): horizontal bars, spent over budget, range as whiskers, overspent
 * marked in word and pattern. With its table. */
struct html chart_bars(struct cx *cx, const char *title, const struct chart_bar *bars, size_t n);

/** The mark: one dot a partner round a ring. state: 0 nothing yet, 1 draft, 2 submitted, 3
 * returned, 4 in check, 5 accepted, 6 late. */
struct chart_dot {
    const char *label;
    int state;
};
struct html chart_ring(struct cx *cx, const char *title, const struct chart_dot *dots, size_t n,
                       int size);
/** chart_meter(cx, used, total, low, high): the headroom bar beside a heading. */
struct html chart_meter(struct cx *cx, const char *title, money used, money total, money low,
                        money high);

#endif

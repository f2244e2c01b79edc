/* SPDX-License-Identifier: EUPL-1.2 */
/* why_parts_web.h — which figure of the donor report is asked about, and what it is the sum of.
 * Private to report. */
#ifndef KOLO_REPORT_WHY_PARTS_WEB_H
#define KOLO_REPORT_WHY_PARTS_WEB_H

#include "report/why_view.h"
#include "web/http.h"

enum why_of { WHY_PERIOD, WHY_CUMULATIVE, WHY_BUDGET, WHY_VARIANCE };
/** A row of the form or a line of the budget (neither: all), of a partner (NULL: all). */
struct why_figure {
    const struct donor_table *t;
    const struct donor_row *row;
    const struct donor_line *line;
    const struct donor_partner *partner;
    enum why_of of;
};
/** why_figure_read(cx, rq, t, out): from ?row=CODE or ?line=ID, &partner=ID, &of=cumulative; what
 * ${t} does not have is RC_MISSING. why_url: the other way round. */
enum rc why_figure_read(struct cx *cx, const struct request *rq, const struct donor_table *t,
                        struct why_figure *out) MUST_USE;
struct url why_url(struct cx *cx, const struct why_figure *f);
const char *why_title(struct cx *cx, const struct why_figure *f);
money why_amount(const struct why_figure *f);
struct transaction_filter why_filter(const struct why_figure *f);
/** why_parts(cx, f, v): parts, their sum and, but for WHY_PERIOD, the formula. */
enum rc why_parts(struct cx *cx, const struct why_figure *f, struct why_view *v) MUST_USE;

#endif

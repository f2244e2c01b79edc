/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_web.h — routes and views of the donor report. */
#ifndef KOLO_REPORT_DONOR_WEB_H
#define KOLO_REPORT_DONOR_WEB_H

#include "account/role.h"
#include "report/donor.h"
#include "web/chart.h"
#include "web/parts.h"
#include "web/route.h"

extern const struct route donor_routes[];
enum rc donor_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out);

/** One row of the table as it is shown: a heading or formula row, or a line under it. */
struct donor_shown {
    bool is_line, is_sum, over; /* over: outside the allowed range */
    const char *code, *title;
    money budget, low, high, period, cumulative, variance;
    const char *variance_pct;
    const char *too_much; /* why indirect costs are more than may be claimed; NULL fine */
    const money *by_partner;
    /* why each figure; p NULL where it is nothing */
    const struct url *why;
    struct url why_budget, why_period, why_cumulative, why_variance;
};
struct donor_view {
    const struct donor_table *t;
    const struct donor_shown *v;
    size_t n;
    struct next next;
    struct html ring;
    const struct donor_partner *partners;
    struct url *partner_urls, *partner_why;
    struct mark *partner_marks;
    const char *left_out; /* a sentence, NULL when nobody is */
    const char *early;    /* what an earlier report that is not frozen means for this one */
    struct html narrative;
    const char *sha;
    bool whole;
    struct html bars;
};
struct donor_period {
    int64_t period, no;
    struct url url;
    struct mark mark;
    date starts_on, ends_on, due_on;
    int64_t accepted, partners;
};
struct donor_list_view {
    const struct donor_period *v;
    size_t n;
};

#endif

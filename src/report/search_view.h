/* SPDX-License-Identifier: EUPL-1.2 */
/* search_view.h — what was found in a project, by kind. Private to report. */
#ifndef KOLO_REPORT_SEARCH_VIEW_H
#define KOLO_REPORT_SEARCH_VIEW_H

#include "base/vec.h"
#include "web/parts.h"

struct search_hit {
    const char *kind; /* activity, partner, budget_line, expenditure, report, donor_report */
    const char *title, *about;
    const char *address; /* what ${url} is in data */
    struct url url;
};
typedef VEC(struct search_hit) search_hits;
struct search_group {
    const char *title;
    const struct search_hit *v;
    size_t n;
    struct url all; /* where more of the kind are; p NULL: these are all */
};
struct search_view {
    struct url self;
    const char *q;
    struct search_group group[6];
    size_t group_count;
    size_t n; /* hits in all */
};

#endif

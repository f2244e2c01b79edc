/* SPDX-License-Identifier: EUPL-1.2 */
/* segment_view.h — what the pages of segments show. Private to network. */
#ifndef KOLO_NETWORK_SEGMENT_VIEW_H
#define KOLO_NETWORK_SEGMENT_VIEW_H

#include "network/segment_sql.h"
#include "web/page.h"
#include "web/parts.h"

struct segment_list_view {
    const struct segment_list_row *v;
    const struct url *url;
    size_t n;
    struct url add;      /* p NULL: this reader adds none */
    const char *why_not; /* beside the disabled button */
};
struct segment_member_line {
    const struct segment_members_row *r;
    const char *country, *lang;
    struct url url;
};
struct segment_show_view {
    struct facts facts;
    const struct segment_member_line *v;
    size_t n;
    struct url edit;        /* p NULL: not the reader's */
    struct actions actions; /* n 0: not the reader's */
    const char *silent;     /* how many cannot be asked by mail; NULL none */
};
struct segment_country_shown {
    const char *code, *label;
    bool chosen;
};
struct segment_pick_shown {
    int64_t id;
    const char *label, *country;
    bool in, out;
};
struct segment_form_view {
    const struct form_view *form;
    struct url to, back;
    const struct segment_country_shown *country; /* where organisations of the network are */
    size_t n_countries;
    const struct segment_pick_shown *pick;
    size_t n_picks;
    const char *country_problem, *pick_problem;
};

#endif

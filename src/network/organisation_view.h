/* SPDX-License-Identifier: EUPL-1.2 */
/* organisation_view.h — what the pages of organisations show. Private to network. */
#ifndef KOLO_NETWORK_ORGANISATION_VIEW_H
#define KOLO_NETWORK_ORGANISATION_VIEW_H

#include "web/page.h"
#include "web/parts.h"

struct organisation_line {
    const char *short_name, *name, *latin, *country, *city; /* latin NULL: the same as the name */
    int64_t projects;
    struct url url;
};
struct organisation_view {
    struct url segments;
    struct url self, add; /* add.p NULL: this reader adds none */
    const char *q, *country;
    const struct form_choice *countries;
    struct chips chips;
    const struct organisation_line *v;
    size_t n;
};
struct organisation_form_view {
    struct form_view *form; /* NULL: this reader changes nothing */
    struct url to, back;
    struct facts facts;
};

#endif

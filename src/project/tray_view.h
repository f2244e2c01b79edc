/* SPDX-License-Identifier: EUPL-1.2 */
/* tray_view.h — what the pages of the tray show. Private to project. */
#ifndef KOLO_PROJECT_TRAY_VIEW_H
#define KOLO_PROJECT_TRAY_VIEW_H

#include "web/page.h"
#include "web/parts.h"

struct tray_line {
    const char *subject, *name, *address, *why;
    stamp at;
    struct mark mark;
    struct url url;
};
struct tray_list_view {
    struct url self;
    const char *q, *state;
    const struct form_choice *states;
    struct chips chips;
    struct pager pager;
    const struct tray_line *v;
    size_t n;
    bool demo;
};
struct tray_doc {
    const char *name, *note;
    struct url url;
};
struct tray_show_view {
    const char *why, *said; /* why it was not placed; "" none */
    struct facts facts;
    const char *body, *whole; /* whole NULL: the same */
    const struct tray_doc *v;
    size_t n;
    struct form_view *place, *answer, *discard; /* NULL: not now */
    struct url place_to, answer_to, discard_to;
};

#endif

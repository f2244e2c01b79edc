/* SPDX-License-Identifier: EUPL-1.2 */
/* mail_view.h — what the pages of the outbox show. Private to project. */
#ifndef KOLO_PROJECT_MAIL_VIEW_H
#define KOLO_PROJECT_MAIL_VIEW_H

#include "mail/message_view.h"
#include "web/form.h"
#include "web/page.h"
#include "web/parts.h"

struct mail_line {
    const char *subject, *name, *address;
    stamp at;
    struct mark mark;
    struct url url;
};
struct mail_list_view {
    struct url self;
    const char *q, *state;
    const struct form_choice *states;
    struct chips chips;
    struct pager pager;
    bool demo;
    const struct mail_line *v;
    size_t n;
};
struct mail_show_view {
    struct facts facts;
    const struct message_part *part;
    size_t n;
    struct url leads, again, lift;  /* p NULL: leads nowhere; is not to be sent once more; is not
                                       kept back */
    const char *kept;               /* why no mail goes to its address; NULL: it does */
    bool open;                      /* its links work here: a demonstration */
    const struct form_view *answer; /* NULL: not here */
    struct url answer_to;
};

#endif

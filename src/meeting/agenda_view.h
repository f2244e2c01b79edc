/* SPDX-License-Identifier: EUPL-1.2 */
/* agenda_view.h — what the pages of agenda items show. Private to meeting. */
#ifndef KOLO_MEETING_AGENDA_VIEW_H
#define KOLO_MEETING_AGENDA_VIEW_H

#include "meeting/agenda_sql.h"
#include "talk/thread_view.h"
#include "web/parts.h"

struct paper_shown {
    const struct agenda_paper_list_row *p;
    struct url url;
    const char *size;
    bool newest;
};
struct agenda_item_view {
    struct facts facts;
    struct html note;
    const char *declined; /* why; NULL: it was not */
    const struct paper_shown *paper;
    size_t n_papers;
    const struct fact *about; /* what it is about */
    size_t n_about;
    struct actions order;                  /* accept, up, down */
    const struct form_view *form, *refuse; /* NULL: not by this reader */
    struct url self, papers_to, order_to, refuse_to;
    struct talk_view talk;
    bool may_add, change_open, refuse_open;
};

#endif

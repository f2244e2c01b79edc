/* SPDX-License-Identifier: EUPL-1.2 */
/* manage_view.h — what the page shows on which a meeting is managed. Private to meeting. */
#ifndef KOLO_MEETING_MANAGE_VIEW_H
#define KOLO_MEETING_MANAGE_VIEW_H

#include "meeting/meeting_sql.h"
#include "web/parts.h"

struct manage_line {
    int64_t id;
    const char *text, *sub, *answer;
    struct url remove; /* p NULL: stays */
};
struct manage_view {
    const struct meeting_get_row *m;
    bool invited;
    const char *typed; /* the name of the form that was refused; "" none */
    const struct form_view *change, *slot, *move, *guest, *cancel; /* slot, move: NULL where not */
    struct url self, slot_to, move_to, renew_to, guest_to, answer_to, cancel_to;
    const struct manage_line *slots, *people;
    size_t n_slots, n_people;
};

#endif

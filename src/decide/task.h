/* SPDX-License-Identifier: EUPL-1.2 */
/* task.h — who does what until when, out of a decision, a meeting, or by itself. */
#ifndef KOLO_DECIDE_TASK_H
#define KOLO_DECIDE_TASK_H

#include "base/cx.h"

struct task_input {
    const char *title, *note; /* note NULL: none */
    const char *from_type;    /* "decision", "meeting", "agenda_item"; NULL: by itself */
    int64_t from;
    int64_t organisation, account; /* who does it; 0: not said yet */
    date due_on;                   /* DATE_NONE: no date */
};
/** task_add(cx, project, in, id): inside a write transaction; the owner is told (NOTICE_TASK). */
enum rc task_add(struct cx *cx, int64_t project, const struct task_input *in, int64_t *id) MUST_USE;

#endif

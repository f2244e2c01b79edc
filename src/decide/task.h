/* SPDX-License-Identifier: EUPL-1.2 */
/* task.h — who does what until when, out of a decision, a meeting, or by itself. */
#ifndef KOLO_DECIDE_TASK_H
#define KOLO_DECIDE_TASK_H

#include "account/role.h"
#include "store/due.h"
#include "talk/object.h"

struct task_input {
    const char *title, *note; /* note NULL: none */
    const char *from_type;    /* "decision", "meeting", "agenda_item"; NULL: by itself */
    int64_t from;
    int64_t organisation, account; /* who does it; 0: not said yet */
    date due_on;                   /* DATE_NONE: no date */
};
/** task_add(cx, project, in, id): inside a write transaction; the owner is told (NOTICE_TASK), or
 * the coordinators of the organisation when nobody is named. A person without an organisation named
 * does it for their own. */
enum rc task_add(struct cx *cx, int64_t project, const struct task_input *in, int64_t *id) MUST_USE;
/** task_change(cx, id, version, in): title, note, who and when; what it came out of stays. A new
 * owner is told. Open tasks only: RC_CONFLICT. This and those below are for who has the task, their
 * organisation, who gave it and the lead coordinator (RC_DENIED with a sentence); a task that
 * nobody has is anybody's. */
enum rc task_change(struct cx *cx, int64_t id, int64_t version,
                    const struct task_input *in) MUST_USE;
/** task_finish: ${outcome} is a sentence of what came of it; task_drop: why it is not done any
 * more; both must be said. task_reopen keeps the sentence as the last word on it. Who gave it and
 * who has it are told. */
enum rc task_finish(struct cx *cx, int64_t id, int64_t version, const char *outcome) MUST_USE;
enum rc task_drop(struct cx *cx, int64_t id, int64_t version, const char *why) MUST_USE;
enum rc task_reopen(struct cx *cx, int64_t id, int64_t version) MUST_USE;

/** task_refusal(cx, id, out): why this viewer may not change the task, in a sentence; NULL: may. */
enum rc task_refusal(struct cx *cx, int64_t id, const char **out) MUST_USE;

/** Reminders: three days before the date and once it has passed, each once a date. */
extern const struct due task_remind_due;

enum rc task_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out);
enum rc task_object(struct cx *cx, int64_t id, struct object *out);

#endif

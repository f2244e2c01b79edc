/* SPDX-License-Identifier: EUPL-1.2 */
/* object.h — the kinds of things that can be talked about, decided on, searched for: one table, to
 * which each domain adds its own.
 */
#ifndef KOLO_TALK_OBJECT_H
#define KOLO_TALK_OBJECT_H

#include "account/role.h"
#include "base/cx.h"

struct object {
    const char *type; /* "activity", "expenditure", "report", "question", "budget_line",
                         "component", "partner", "project", "body", "meeting", "agenda_item",
                         "consultation", "decision", "task" */
    int64_t id;
    int64_t project, partner; /* partner 0: the project's own */
    const char *label;        /* what people call it: "A3.2 Training in Tirana" */
    const char *path;         /* its page: "/activity/7" */
};
/** How a domain says what one of its things is; RC_MISSING: there is none. It fills all but type
 * and id. */
typedef enum rc (*object_resolve)(struct cx *cx, int64_t id, struct object *out);
struct object_kind {
    const char *type;
    const char *word; /* N_("Activity") */
    enum permission read;
    object_resolve find;
};
/** object_register(kinds, n): once, by app/modules.c. object_kind_of: NULL for none;
 * object_kind_at(i): all in order, NULL at the end. */
void object_register(const struct object_kind *kinds, size_t n);
const struct object_kind *object_kind_of(const char *type);
const struct object_kind *object_kind_at(size_t i);
/** object_find(cx, type, id, out): RC_MISSING when there is none, or the viewer may not know of it
 * (cx->viewer is asked; the system sees all). */
enum rc object_find(struct cx *cx, const char *type, int64_t id, struct object *out) MUST_USE;

#endif

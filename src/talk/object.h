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
    const char *text;         /* what it says, Markdown, above its thread; NULL: its page does */
    bool shared;              /* the page is of several things: the thread has one of its own */
    bool draft;               /* for who writes it alone: what is said of it is not searched */
    bool own;                 /* the viewer has a part in it: may know of it without a role */
    const char *withheld;     /* why its documents are not for the viewer; NULL: they are */
};
/** How a domain says what one of its things is; RC_MISSING: there is none. It fills all but type
 * and id; a thing with several rows (a line of expenditure has one a version) sets id to the one it
 * is known by. The label is read by all who may see the thing, so it holds nothing withheld. */
typedef enum rc (*object_resolve)(struct cx *cx, int64_t id, struct object *out);
/** Who is told what is said about a thing, besides those who say it. */
struct object_people {
    int64_t *v;
    size_t n, cap;
};
/** object_person: each account once; 0 is nobody. */
void object_person(struct cx *cx, struct object_people *to, int64_t account);
typedef enum rc (*object_care)(struct cx *cx, const struct object *o, struct object_people *to);
/** What passages are quoted from, as it stands now, Markdown; NULL: anything may be quoted. */
typedef enum rc (*object_quoted)(struct cx *cx, int64_t id, const char **text);
struct object_kind {
    const char *type;
    const char *word; /* N_("Activity") */
    enum permission read;
    object_resolve find;
    object_care care; /* NULL: the coordinators of the lead, and of its partner where it has one */
    object_quoted quoted; /* NULL: anything may be quoted */
};
/** object_register(kinds, n): once, by app/modules.c. object_kind_of: NULL for none;
 * object_kind_at(i): all in order, NULL at the end. */
void object_register(const struct object_kind *kinds, size_t n);
const struct object_kind *object_kind_of(const char *type);
const struct object_kind *object_kind_at(size_t i);
/** object_find(cx, type, id, out): RC_MISSING when there is none, or the viewer may not know of it
 * (cx->viewer is asked; the system sees all). */
enum rc object_find(struct cx *cx, const char *type, int64_t id, struct object *out) MUST_USE;
/** object_thread_path(cx, o): where its thread can be read: its page, or one of the thread's own.
 */
const char *object_thread_path(struct cx *cx, const struct object *o);
/** object_closed(o): the partner to whom alone it is open besides the lead; 0: to all partners. For
 * search and lists. */
int64_t object_closed(const struct object *o);
/** object_there(cx, type, id, out): the same without asking who looks: for scopes. */
enum rc object_there(struct cx *cx, const char *type, int64_t id, struct object *out) MUST_USE;
/** object_seen_by(cx, account, o, seen): may that person know of it? */
enum rc object_seen_by(struct cx *cx, int64_t account, const struct object *o, bool *seen) MUST_USE;
/** object_cares(cx, o, to): those who care for it. */
enum rc object_cares(struct cx *cx, const struct object *o, struct object_people *to) MUST_USE;

/* The kinds of lower folders (object_project.c): resolvers for app/modules.c. */
enum rc project_object(struct cx *cx, int64_t id, struct object *out);
enum rc component_object(struct cx *cx, int64_t id, struct object *out);
enum rc partner_object(struct cx *cx, int64_t id, struct object *out);

#endif

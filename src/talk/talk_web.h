/* SPDX-License-Identifier: EUPL-1.2 */
/* talk_web.h — what pages of the area Consult share, and the thread that any page can end with. */
#ifndef KOLO_TALK_TALK_WEB_H
#define KOLO_TALK_TALK_WEB_H

#include "talk/about.h"
#include "talk/thread_view.h"
#include "web/page.h"
#include "web/route.h"

extern const struct route talk_routes[];

/** talk_tabs(cx, pg, project, here): the tabs of the area; ${here}: "consultations", "meetings",
 * "decisions", "tasks", "bodies". */
void talk_tabs(struct cx *cx, struct page *pg, int64_t project, const char *here);

/** talk_thread_of(cx, rq, type, id, out): the thread of a thing that the viewer may see, for the
 * template talk_thread: one statement and those of object_find, whose RC_MISSING it gives. In a
 * query "passage" is what the form begins with. talk_thread_for: of a thing that the page has
 * found already, by the id it is known by. */
enum rc talk_thread_of(struct cx *cx, const struct request *rq, const char *type, int64_t id,
                       struct talk_view *out) MUST_USE;
enum rc talk_thread_for(struct cx *cx, const struct request *rq, const struct object *o,
                        struct talk_view *out) MUST_USE;

/** talk_url: where the thread of a thing is read; talk_kind: its kind, in the reader's language.
 * For lists of things: {% call talk_links(T("What speaks of it"), &list) %}. */
struct url talk_url(struct cx *cx, const struct object *o);
const char *talk_kind(struct cx *cx, const struct object *o);

/** What something is about, chosen in a form: a list of check boxes in groups, "activity:7" each,
 * all named "about": {% call talk_about_fields(&v->pick) %}. talk_about_pick(cx, rq, project, now,
 * out): what there is to choose, with what was typed when this request posted the form, else ${now}
 * (NULL none), chosen. talk_about_read(cx, rq, out): what was posted, for about_set; unknown words
 * are left out. */
struct about_choice {
    const char *value, *label;
    bool chosen;
};
struct about_group {
    const char *title;
    const struct about_choice *v;
    size_t n;
    bool any; /* one of them is chosen */
};
struct about_pick {
    const struct about_group *v;
    size_t n;
    const char *problem;
};
enum rc talk_about_pick(struct cx *cx, const struct request *rq, int64_t project,
                        const struct about_list *now, struct about_pick *out) MUST_USE;
void talk_about_read(struct cx *cx, const struct request *rq, struct about_list *out);

#endif

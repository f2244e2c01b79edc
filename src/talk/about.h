/* SPDX-License-Identifier: EUPL-1.2 */
/* about.h — what a thing is about, and what speaks of a thing: a consultation is about an activity,
 * so the activity's page leads to it, and back.
 */
#ifndef KOLO_TALK_ABOUT_H
#define KOLO_TALK_ABOUT_H

#include "talk/object.h"

struct about_list {
    struct object *v; /* with label and path, as the viewer may know them */
    size_t n;
};
/** about_set(cx, from_type, from_id, list, n): inside a write transaction, which the caller audits;
 * these and no others from now on. Of ${list} type and id count; each must be of ${project} and
 * known to the viewer, else RC_INVALID with a problem of field "about". */
enum rc about_set(struct cx *cx, int64_t project, const char *from_type, int64_t from_id,
                  const struct object *list, size_t n) MUST_USE;
/** about_of: what it is about. about_from: what speaks of it. Both in the order of the kinds and
 * without what the viewer may not know of. */
enum rc about_of(struct cx *cx, const char *from_type, int64_t from_id,
                 struct about_list *out) MUST_USE;
enum rc about_from(struct cx *cx, const char *to_type, int64_t to_id,
                   struct about_list *out) MUST_USE;
/** about_parse(cx, word, out): "activity:7" as forms send it; false when it is not one. about_word:
 * the other way. */
bool about_parse(struct cx *cx, const char *word, struct object *out);
const char *about_word(struct cx *cx, const struct object *o);

#endif

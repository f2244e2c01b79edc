/* SPDX-License-Identifier: EUPL-1.2 */
/* mention.h — people and organisations named in a text: @Ana Kovač, @EHO. Any script, with or
 * without diacritics; the longest name that fits counts.
 */
#ifndef KOLO_TALK_MENTION_H
#define KOLO_TALK_MENTION_H

#include "talk/comment_sql.h"
#include "talk/object.h"

/** Who can be named in a project, read once. */
struct mention_book {
    const struct comment_people_row *v;
    const char **key; /* folded name of person or organisation */
    size_t n;
};
enum rc mention_read(struct cx *cx, int64_t project, struct mention_book *out) MUST_USE;
/** mention_book_of: the same of rows that were read already. */
void mention_book_of(struct cx *cx, const struct comment_people_row *v, size_t n,
                     struct mention_book *out);
/** mention_next(cx, b, text, at, n): the first name in ${text}: it stands at byte ${at} (that of
 * the @) and is ${n} bytes long; its place in ${b}, or -1 for none. */
int mention_next(struct cx *cx, const struct mention_book *b, str text, size_t *at, size_t *n);

/** Whom a text names: each person once, an organisation as all its people. Persons named who may
 * not know of ${o} are in ${blind}. */
struct mentions {
    struct object_people told;
    const char **blind;
    size_t n_blind, cap_blind;
};
enum rc mention_find(struct cx *cx, const struct object *o, const char *text,
                     struct mentions *out) MUST_USE;

#endif

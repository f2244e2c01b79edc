/* SPDX-License-Identifier: EUPL-1.2 */
/* search.h — full text over everything, in any script: folded words on both sides, so that "Sabac"
 * finds Šabac and Шабац. One entry an object; written in the transaction of the object.
 */
#ifndef KOLO_STORE_SEARCH_H
#define KOLO_STORE_SEARCH_H

#include "base/cx.h"

struct search_text {
    const char *type; /* a kind of talk/object.h: "comment", "decision" */
    int64_t id;
    int64_t project, partner; /* partner 0: the project's own, all of the project may find it */
    const char *title, *text; /* as people wrote it; text NULL: none */
    stamp at;
};
/** search_put(cx, t): inside a write transaction; replaces what the object had. search_drop: it is
 * not to be found any more. */
enum rc search_put(struct cx *cx, const struct search_text *t) MUST_USE;
enum rc search_drop(struct cx *cx, const char *type, int64_t id) MUST_USE;

/** search_renew(cx): inside a write transaction; the index of words is made anew of the entries.
 * After a restore, and when folding has changed. */
enum rc search_renew(struct cx *cx) MUST_USE;

struct search_verdict {
    int64_t entries;
    int64_t wrong; /* whose words are not those of their text, and words of no entry */
};
/** search_check(cx, out): reads everything. */
enum rc search_check(struct cx *cx, struct search_verdict *out) MUST_USE;

enum { SEARCH_TYPES = 24, SEARCH_MOST = 100 };
/** What is looked for: all words of ${q}, the last one also as a beginning; "several words" in
 * quotes as they stand. */
struct search_ask {
    int64_t project;
    int64_t partner; /* 0: of all; otherwise what is its own and what is the project's;
                        SEARCH_COMMON: only what is the project's */
    const char *type[SEARCH_TYPES]; /* the kinds looked for, NULL behind the last; none: any */
    const char *q;
    int64_t before; /* cursor: the ${next} of the page before; 0: the newest */
    int count;      /* up to SEARCH_MOST */
};
#define SEARCH_COMMON (-1)

/** A piece of a snippet; those that fit the question are marked. */
struct search_piece {
    const char *text;
    bool marked;
};
struct search_found {
    const char *type;
    int64_t id;
    int64_t partner;
    const char *title;
    const char *snippet; /* plain; "" when the text has none of the words */
    const struct search_piece *piece;
    size_t pieces;
    stamp at;
};
struct search_page {
    struct search_found *v;
    size_t n;
    int64_t next; /* 0: there is no more */
};
/** search_find(cx, ask, out): the last written first. A question without a letter or digit finds
 * nothing. */
enum rc search_find(struct cx *cx, const struct search_ask *ask, struct search_page *out) MUST_USE;

#endif

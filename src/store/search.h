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

#endif

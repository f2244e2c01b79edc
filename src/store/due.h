/* SPDX-License-Identifier: EUPL-1.2 */
/* due.h — what comes due by itself: a consultation that closes, minutes that count as approved, a
 * reminder. A domain says what is due and how one such thing is done; each is done in a transaction
 * of its own, so that one that fails hinders no other.
 */
#ifndef KOLO_STORE_DUE_H
#define KOLO_STORE_DUE_H

#include "base/cx.h"
#include "base/vec.h"

struct due_keys {
    int64_t *v;
    size_t n, cap;
};

/** Of one kind. Both functions run inside a write transaction, as the system. */
struct due {
    const char *name; /* "consultation.close" */
    int every;        /* seconds between two looks */
    /** What is due by cx->now, each under a key of its own; due_key(cx, out, key) adds one. What
     * was done is not listed again. */
    enum rc (*list)(struct cx *cx, struct due_keys *out);
    /** Does one that was just listed. */
    enum rc (*one)(struct cx *cx, int64_t key);
};

void due_key(struct cx *cx, struct due_keys *out, int64_t key);
/** due_all(cx, d): each that is due by cx->now, once, in a transaction of its own. What fails is
 * logged, hinders no other and is due again the next time; the first trouble is returned. Of
 * several servers one at a time does so, and finds done what the other did. */
enum rc due_all(struct cx *cx, const struct due *d) MUST_USE;
/** due_run(cx, d): due_all, unless this server or another looked less than d->every ago. */
enum rc due_run(struct cx *cx, const struct due *d) MUST_USE;

#endif

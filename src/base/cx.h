/* SPDX-License-Identifier: EUPL-1.2 */
/* cx.h — what every function above base is given first: where memory comes from, which database,
 * who is looking, what time it is, in which language, and where to write down refusals. Adding a
 * field needs an ADR.
 */
#ifndef KOLO_BASE_CX_H
#define KOLO_BASE_CX_H

#include "base/arena.h"
#include "base/date.h"
#include "base/rc.h"

struct db;
struct viewer;
struct locale;

/** One sentence for one field. ${field} "" is the whole form. */
struct problem {
    const char *field;
    const char *text;
    struct problem *next;
};
struct problems {
    struct problem *first, **last;
    size_t n;
};

struct cx {
    struct arena *arena;
    struct db *db;
    const struct viewer *viewer;
    const struct locale *locale;
    const char *zone; /* IANA name of the reader's time zone; NULL: UTC */
    stamp now;
    const char *req_id;
    struct problems problems;
};

/** cx_init(cx, arena): all else empty; now from the clock. */
void cx_init(struct cx *cx, struct arena *a);

/** problem(cx, field, fmt, ...): remember a sentence for the reader (already translated: pass
 * T("…")); returns RC_INVALID. */
enum rc problem(struct cx *cx, const char *field, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/** refuse(cx, rc, fmt, ...): the same for the whole request, returning ${rc} (RC_CONFLICT,
 * RC_DENIED, …). */
enum rc refuse(struct cx *cx, enum rc rc, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/** fail(cx, fmt, ...): an outside failure: logged once with the request id; returns RC_FAIL. */
enum rc fail(struct cx *cx, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/** problem_of(cx, field): the first sentence for ${field}, or NULL. */
const char *problem_of(const struct cx *cx, const char *field);

#endif

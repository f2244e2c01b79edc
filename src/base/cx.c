/* SPDX-License-Identifier: EUPL-1.2 */
/* cx.c — the sentences a request collects for its reader. It does not know how they are shown, nor
 * what the language is: texts arrive translated.
 */
#include "base/cx.h"

#include "base/clock.h"
#include "base/log.h"

void cx_init(struct cx *cx, struct arena *a)
{
    *cx = (struct cx){ .arena = a, .now = clock_now() };
    cx->problems.last = &cx->problems.first;
}

__attribute__((format(printf, 3, 0))) static void add(struct cx *cx, const char *field,
                                                      const char *fmt, va_list args)
{
    struct problem *p = arena_array(cx->arena, struct problem, 1);
    p->field = arena_str(cx->arena, str_of(field));
    p->text = arena_vprintf(cx->arena, fmt, args);
    if (!cx->problems.first)
        cx->problems.last = &cx->problems.first; /* also for a cx that was copied while empty */
    *cx->problems.last = p;
    cx->problems.last = &p->next;
    cx->problems.n++;
}

enum rc problem(struct cx *cx, const char *field, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    add(cx, field, fmt, args);
    va_end(args);
    return RC_INVALID;
}

enum rc refuse(struct cx *cx, enum rc rc, const char *fmt, ...)
{
    MUST(rc != RC_OK);
    va_list args;
    va_start(args, fmt);
    add(cx, "", fmt, args);
    va_end(args);
    return rc;
}

enum rc fail(struct cx *cx, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char message[2048];
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    log_line(LOG_ERROR, cx->req_id, "%s", message);
    return RC_FAIL;
}

const char *problem_of(const struct cx *cx, const char *field)
{
    for (const struct problem *p = cx->problems.first; p; p = p->next)
        if (z_eq(p->field, field)) return p->text;
    return NULL;
}

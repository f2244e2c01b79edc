/* SPDX-License-Identifier: EUPL-1.2 */
/* ical_fuzz.c — any bytes as the answer of a calendar program: read, or refused with one sentence;
 * and what was read is good text.
 */
#include "mail/ical.h"

#include "base/log.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *arena;
    struct cx cx;
    struct ical_reply r;
    if (!arena) arena = arena_new();
    cx_init(&cx, arena);
    enum rc rc = ical_read_reply(&cx, (str){ (const char *)data, size }, &r);
    MUST(rc == RC_OK ? *r.uid != '\0' : rc == RC_INVALID && cx.problems.n == 1);
    MUST(utf8_ok(str_of(r.uid)) && utf8_ok(str_of(r.address)) && utf8_ok(str_of(r.comment)));
    arena_reset(arena);
    return 0;
}

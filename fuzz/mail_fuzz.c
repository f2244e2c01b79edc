/* SPDX-License-Identifier: EUPL-1.2 */
/* mail_fuzz.c — any bytes as a mail: whatever they are, what comes out is good UTF-8 within its
 * bounds, and what a person wrote is part of it.
 */
#include "base/log.h"
#include "base/utf8.h"
#include "mail/letter.h"
#include "mail/quote.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void good(const char *z, size_t most)
{
    const str s = str_of(z);
    MUST(utf8_ok(s) && s.n <= most);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *arena;
    struct letter l;
    struct cx cx;
    if (!arena) arena = arena_new();
    cx_init(&cx, arena);
    cx.now = 1800000000;
    letter_read(&cx, (str){ (const char *)data, size }, &l);
    good(l.message_id, size * 3 + 3);
    good(l.from, size * 3 + 3);
    good(l.from_name, size * 3 + 3);
    good(l.subject, size * 3 + 3);
    good(l.whole, (size_t)LETTER_TEXT * 3);
    MUST(!strchr(l.subject, '\n') && !strchr(l.from, '\n') && !strchr(l.message_id, '\n'));
    good(l.bounce.message_id, size * 3 + 3);
    good(l.bounce.status, size * 3 + 3);
    good(l.bounce.why, size * 3 + 3);
    if (l.calendar) good(l.calendar, size * 3 + 3);
    for (size_t i = 0; i < l.n_to; i++) good(l.to[i], size * 3 + 3);
    for (size_t i = 0; i < l.n_answers; i++) good(l.answers[i], size * 3 + 3);
    MUST(l.n_files <= LETTER_FILES);
    for (size_t i = 0; i < l.n_files; i++) {
        good(l.file[i].name, 300);
        MUST(*l.file[i].name && !strpbrk(l.file[i].name, "/\\") && l.file[i].bytes.n);
    }
    const char *own = quote_cut(&cx, l.whole);
    good(own, strlen(l.whole));
    /* Of nothing but blanks nothing is left. */
    MUST(!*own || str_trim(str_of(l.whole)).n);
    arena_reset(arena);
    return 0;
}

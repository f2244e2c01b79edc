/* SPDX-License-Identifier: EUPL-1.2 */
/* excerpt.c — cuts the beginning out of a text of paragraphs. */
#include "notice/excerpt.h"

#include "base/utf8.h"

#include <string.h>

enum { LETTERS = 280 };

static bool ends(str s, const char *with)
{
    const size_t n = strlen(with);
    return s.n >= n && memcmp(s.p + s.n - n, with, n) == 0;
}

/* Nothing but what somebody else wrote, or the word of a position: what is said follows. */
static bool leads_on(str first)
{
    return ends(first, ":") || (str_starts(first, "„") && ends(first, "“")) ||
           (first.n > 4 && str_starts(first, "**") && ends(first, "**"));
}

const char *notice_excerpt(struct cx *cx, const char *body)
{
    const char *end = strstr(body, "\n\n");
    str rest = { body, end ? (size_t)(end - body) : strlen(body) };
    if (end && end[2] && leads_on(rest)) return notice_excerpt(cx, end + 2);
    size_t letters = 0;
    const char *from = rest.p;
    while (rest.n && letters++ < LETTERS) utf8_next(&rest);
    return arena_printf(cx->arena, "%.*s%s", (int)(rest.p - from), from, rest.n ? "…" : "");
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* json_fuzz.c — any bytes as a JSON body: pairs of good text, or a sentence. */
#include "base/log.h"
#include "base/utf8.h"
#include "web/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *arena;
    struct pairs pairs = { 0 };
    struct cx cx;
    if (!arena) arena = arena_new();
    cx_init(&cx, arena);
    if (parse_json(&cx, (str){ (const char *)data, size }, &pairs) == RC_OK)
        for (size_t i = 0; i < pairs.n; i++)
            MUST(utf8_ok(str_of(pairs.v[i].name)) && utf8_ok(str_of(pairs.v[i].value)));
    else
        MUST(cx.problems.first);
    arena_reset(arena);
    return 0;
}

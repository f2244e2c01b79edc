/* SPDX-License-Identifier: EUPL-1.2 */
/* multipart_fuzz.c — any bytes as a Content-Type (the first line) and a multipart body: files lie
 * within the body, names have no folders, texts are good.
 */
#include "base/log.h"
#include "base/utf8.h"
#include "web/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *arena;
    struct pairs pairs = { 0 };
    struct uploads files = { 0 };
    struct cx cx;
    str body = { (const char *)data, size };
    if (!arena) arena = arena_new();
    cx_init(&cx, arena);
    str type = str_cut(&body, '\n');
    if (parse_multipart(&cx, type, body, &pairs, &files) == RC_OK) {
        for (size_t i = 0; i < pairs.n; i++)
            MUST(utf8_ok(str_of(pairs.v[i].name)) && utf8_ok(str_of(pairs.v[i].value)));
        for (size_t i = 0; i < files.n; i++) {
            const struct upload *u = &files.v[i];
            MUST(u->bytes.p >= body.p && u->bytes.p + u->bytes.n <= body.p + body.n);
            MUST(!strpbrk(u->name, "/\\") && utf8_ok(str_of(u->field)));
        }
    } else {
        MUST(cx.problems.first);
    }
    arena_reset(arena);
    return 0;
}

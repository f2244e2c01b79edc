/* SPDX-License-Identifier: EUPL-1.2 */
/* mktpl_fuzz.c — any bytes as a template: refused with a place and a sentence, or compiled to whole
 * functions; and never a crash, a leak or a wait.
 *
 * The compiler of templates is no part of the program, so its files are taken in here.
 */
#include "tools/mktpl_block.c"
#include "tools/mktpl_compile.c"
#include "tools/mktpl_html.c"
#include "tools/source.c"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool claim)
{
    if (!claim) abort();
}

static size_t count(const char *z, const char *what)
{
    size_t n = 0;
    for (; (z = strstr(z, what)) != NULL; z += strlen(what)) n++;
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text h = { 0 }, c = { 0 };
    struct mktpl_error e = { 0 };
    char *src = source_copy((const char *)data, size);
    bool ok = mktpl_compile(src, size, "src/web/fuzz.html", &h, &c, &e);
    if (ok) {
        must(strlen(src) == size); /* a NUL is refused */
        must(count(h.p, "_html(struct cx *cx, struct buf *out") >= 1);
        must(count(c.p, "\n{\n") >= 1 && c.p[c.n - 1] == '\n');
    } else {
        must(e.line >= 1 && e.col >= 1 && e.text[0]);
        must((size_t)e.line <= 1 + count(src, "\n") || strlen(src) != size);
    }
    text_free(&h);
    text_free(&c);
    free(src);
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* mktpl.c — the command: mktpl IN.html OUT.h OUT.c. The work is in mktpl_compile.c; the language in
 * tools/README.md. */
#include "mktpl_compile.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: mktpl IN.html OUT.h OUT.c\n", stderr);
        return 2;
    }
    size_t n = 0;
    char *src = source_read(argv[1], &n);
    struct text h = { 0 }, c = { 0 };
    struct mktpl_error e;
    if (!mktpl_compile(src, n, argv[1], &h, &c, &e))
        source_error(argv[1], e.line, e.col, "%s", e.text);
    source_write(argv[2], &h);
    source_write(argv[3], &c);
    return 0;
}

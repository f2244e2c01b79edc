/* SPDX-License-Identifier: EUPL-1.2 */
/* mktpl_compile.h — one template text in, C header and source out. No files: the fuzzer calls it
 * too. */
#ifndef KOLO_TOOLS_MKTPL_COMPILE_H
#define KOLO_TOOLS_MKTPL_COMPILE_H

#include "source.h"

struct mktpl_error {
    int line, col;
    char text[300];
};
/** mktpl_compile(src, n, path, h, c, e): ${path} is the template as #line shall name it,
 * "src/finance/list.html". False with *e filled when the template is refused; ${h} and ${c} are
 * then unfinished. The caller gives them back. */
bool mktpl_compile(const char *src, size_t n, const char *path, struct text *h, struct text *c,
                   struct mktpl_error *e);

#endif

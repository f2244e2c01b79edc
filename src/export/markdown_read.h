/* SPDX-License-Identifier: EUPL-1.2 */
/* markdown_read.h — Markdown as a tree, for whoever writes it out. The only place that parses. */
#ifndef KOLO_EXPORT_MARKDOWN_READ_H
#define KOLO_EXPORT_MARKDOWN_READ_H

#include "base/arena.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

struct markdown_tree {
    cmark_node *root;
    cmark_parser *parser;
};
/** markdown_read(z): with tables and bare addresses; from any thread. markdown_done(t). */
struct markdown_tree markdown_read(const char *z);
void markdown_done(struct markdown_tree *t);
/** markdown_plain(a, z): its words without the marks, for a cell or a line; lists keep theirs. */
const char *markdown_plain(struct arena *a, const char *z);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* markdown_read.c — parses by cmark-gfm. While it parses, cmark-gfm notes the extensions' special
 * characters in tables of its own that all threads share, and takes them out again: so one text at
 * a time.
 */
#include "export/markdown_read.h"

#include "base/str.h"

#include <pthread.h>
#include <string.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t registered = PTHREAD_ONCE_INIT;

struct markdown_tree markdown_read(const char *z)
{
    static const char *const extensions[] = { "table", "autolink" };
    struct markdown_tree t;
    pthread_once(&registered, cmark_gfm_core_extensions_ensure_registered);
    pthread_mutex_lock(&one_at_a_time);
    t.parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8);
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        cmark_syntax_extension *e = cmark_find_syntax_extension(extensions[i]);
        if (e) cmark_parser_attach_syntax_extension(t.parser, e);
    }
    cmark_parser_feed(t.parser, z, strlen(z));
    t.root = cmark_parser_finish(t.parser);
    pthread_mutex_unlock(&one_at_a_time);
    return t;
}

void markdown_done(struct markdown_tree *t)
{
    cmark_node_free(t->root);
    cmark_parser_free(t->parser);
}

const char *markdown_plain(struct arena *a, const char *z)
{
    struct markdown_tree t = markdown_read(z);
    char *plain = cmark_render_plaintext(t.root, CMARK_OPT_DEFAULT, 0);
    const char *out = arena_str(a, str_trim(str_of(plain)));
    cmark_get_default_mem_allocator()->free(plain);
    markdown_done(&t);
    return out;
}

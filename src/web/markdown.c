/* SPDX-License-Identifier: EUPL-1.2 */
/* markdown.c — narrative text to HTML by cmark-gfm in its safe mode: raw HTML and script addresses
 * do not come through. It knows nothing of who wrote the text or where it is shown.
 */
#include "export/markdown_read.h"
#include "web/html.h"

#include <string.h>

enum { LINK_MOST = 4096 };

static void lower_headings(cmark_node *root)
{
    cmark_iter *it = cmark_iter_new(root);
    for (cmark_event_type ev = cmark_iter_next(it); ev != CMARK_EVENT_DONE;
         ev = cmark_iter_next(it)) {
        cmark_node *node = cmark_iter_get_node(it);
        if (ev != CMARK_EVENT_ENTER || cmark_node_get_type(node) != CMARK_NODE_HEADING) continue;
        int level = cmark_node_get_heading_level(node) + 2;
        cmark_node_set_heading_level(node, level > 6 ? 6 : level);
    }
    cmark_iter_free(it);
}

/* ---- links that a caller finds ----------------------------------------------------------------
 */

static cmark_node *text_node(struct cx *cx, str text)
{
    cmark_node *n = cmark_node_new(CMARK_NODE_TEXT);
    cmark_node_set_literal(n, arena_str(cx->arena, text));
    return n;
}

static cmark_node *link_node(struct cx *cx, str text, struct url url)
{
    struct buf open;
    cmark_node *n = cmark_node_new(CMARK_NODE_CUSTOM_INLINE);
    buf_init(&open, LINK_MOST);
    buf_text(&open, "<a class=\"mention\" href=\"");
    put_url(cx, &open, url);
    buf_text(&open, "\">");
    cmark_node_set_on_enter(n, arena_str(cx->arena, buf_slice(&open)));
    cmark_node_set_on_exit(n, "</a>");
    buf_done(&open);
    cmark_node_append_child(n, text_node(cx, text));
    return n;
}

/* What stands before each find, the find, and at last what is left, instead of ${node}. */
static void link_text(struct cx *cx, cmark_node *node, markdown_find find, const void *p)
{
    const char *z = arena_dup(cx->arena, cmark_node_get_literal(node));
    str left = str_of(z);
    struct markdown_link l;
    while (left.n && find(cx, p, left, &l)) {
        if (l.at) cmark_node_insert_before(node, text_node(cx, (str){ left.p, l.at }));
        cmark_node_insert_before(node, link_node(cx, (str){ left.p + l.at, l.n }, l.url));
        left.p += l.at + l.n;
        left.n -= l.at + l.n;
    }
    cmark_node_set_literal(node, arena_str(cx->arena, left));
}

static void link_all(struct cx *cx, cmark_node *root, markdown_find find, const void *p)
{
    int links = 0;
    cmark_consolidate_text_nodes(root);
    cmark_iter *it = cmark_iter_new(root);
    for (cmark_event_type ev = cmark_iter_next(it); ev != CMARK_EVENT_DONE;
         ev = cmark_iter_next(it)) {
        cmark_node *node = cmark_iter_get_node(it);
        const cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_LINK) links += ev == CMARK_EVENT_ENTER ? 1 : -1;
        if (type == CMARK_NODE_TEXT && !links) link_text(cx, node, find, p);
    }
    cmark_iter_free(it);
}

struct html markdown(struct cx *cx, const char *z) { return markdown_linked(cx, z, NULL, NULL); }

struct html markdown_linked(struct cx *cx, const char *z, markdown_find find, const void *p)
{
    if (!z || !*z) return html_trusted("");
    struct markdown_tree t = markdown_read(z);
    lower_headings(t.root);
    if (find) link_all(cx, t.root, find, p);
    char *made = cmark_render_html(t.root, CMARK_OPT_VALIDATE_UTF8,
                                   cmark_parser_get_syntax_extensions(t.parser));
    struct html h = html_trusted(arena_dup(cx->arena, made));
    cmark_get_default_mem_allocator()->free(made);
    markdown_done(&t);
    return h;
}

static const char *text_end(const char *z)
{
    while (*z && *z != '<') z++;
    return z;
}

struct html html_cyrillic(struct cx *cx, struct html h)
{
    struct buf b;
    bool in_code = false;
    buf_init(&b, 4 * strlen(h.p) + 64);
    for (const char *p = h.p, *end; *p; p = end) {
        if (*p == '<') {
            if (strncmp(p, "<code", 5) == 0) in_code = true;
            if (strncmp(p, "</code", 6) == 0) in_code = false;
            end = strchr(p, '>');
            end = end ? end + 1 : p + strlen(p);
            buf_put(&b, p, (size_t)(end - p));
            continue;
        }
        end = text_end(p);
        const char *text = arena_str(cx->arena, (str){ p, (size_t)(end - p) });
        buf_text(&b, in_code ? text : i18n_cyrillic(cx->arena, text));
    }
    const char *made = arena_str(cx->arena, buf_slice(&b));
    buf_done(&b);
    return html_trusted(made);
}

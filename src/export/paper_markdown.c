/* SPDX-License-Identifier: EUPL-1.2 */
/* paper_markdown.c — Markdown as blocks of a paper. Raw HTML is shown as it was typed, pictures by
 * what they are called, and only addresses of the web and of mail are links.
 */
#include "export/markdown_read.h"
#include "export/paper_inside.h"

#include <string.h>

enum { DEEPEST = 6, COLUMNS = 24, CELL_MOST = 65536 };

struct reader {
    struct paper *p;
    struct paper_block *block; /* that text goes into; NULL: none is open */
    const char *mark;          /* of the list item that has just begun */
    int depth, quotes;
    unsigned look;
    const char *link;
    VEC(const char *) cells; /* of the table row that is being read */
    struct buf cell;
    bool in_cell;
};

static struct paper_block *open_block(struct reader *r, enum paper_kind kind)
{
    struct paper_block *b = paper_add(r->p, kind);
    b->depth = r->depth < DEEPEST ? r->depth : DEEPEST;
    b->quote = r->quotes > 0;
    b->mark = r->mark;
    r->mark = NULL;
    r->block = b;
    return b;
}

static void put(struct reader *r, const char *text)
{
    struct arena *a = r->p->cx->arena;
    if (!text || !*text) return;
    if (r->in_cell) {
        buf_text(&r->cell, text);
        return;
    }
    if (!r->block) open_block(r, PAPER_PARAGRAPH);
    paper_add_run(r->p, r->block, arena_dup(a, text), r->look, r->link);
}

static bool is_address(const char *z)
{
    return strncmp(z, "http://", 7) == 0 || strncmp(z, "https://", 8) == 0 ||
           strncmp(z, "mailto:", 7) == 0;
}

/* ---- lists and tables ---- */

static void item(struct reader *r, cmark_node *node)
{
    cmark_node *list = cmark_node_parent(node);
    cmark_node *before = cmark_node_previous(node);
    int no = before ? (int)(intptr_t)cmark_node_get_user_data(before) + 1
                    : cmark_node_get_list_start(list);
    cmark_node_set_user_data(node, (void *)(intptr_t)no);
    r->mark = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST
                  ? arena_printf(r->p->cx->arena, "%d.", no)
                  : "•";
}

static void table(struct reader *r, cmark_node *node)
{
    size_t n = cmark_gfm_extensions_get_table_columns(node);
    if (n > COLUMNS) n = COLUMNS;
    const uint8_t *align = cmark_gfm_extensions_get_table_alignments(node);
    struct paper_column *column = arena_array(r->p->cx->arena, struct paper_column, n);
    for (size_t i = 0; i < n; i++)
        column[i] = (struct paper_column){ "", 1, align && align[i] == 'r' };
    paper_table(r->p, column, n);
}

/* What stands beyond the last column that a page has room for goes into it. */
static void join_the_rest(struct reader *r, size_t columns)
{
    struct buf b;
    if (r->cells.n <= columns || columns == 0) return;
    buf_init(&b, 65536);
    for (size_t i = columns - 1; i < r->cells.n; i++)
        buf_printf(&b, "%s%s", i >= columns ? " | " : "", r->cells.v[i]);
    r->cells.v[columns - 1] = arena_str(r->p->cx->arena, buf_slice(&b));
    buf_done(&b);
}

/* Of the head the titles, of the others a row; the longest cells say how wide a column is. */
static void table_row(struct reader *r, cmark_node *node)
{
    struct paper_block *b = &r->p->blocks.v[r->p->blocks.n - 1];
    struct paper_column *column = b->column;
    while (r->cells.n < b->columns) *vec_push(r->p->cx->arena, &r->cells) = "";
    join_the_rest(r, b->columns);
    b->parts = 0;
    for (size_t i = 0; i < b->columns; i++) {
        size_t n = strlen(r->cells.v[i]);
        int width = n > 40 ? 40 : n < 6 ? 6 : (int)n;
        if (width > column[i].width) column[i].width = width;
        b->parts += column[i].width;
        if (cmark_gfm_extensions_get_table_row_is_header(node)) column[i].title = r->cells.v[i];
    }
    if (!cmark_gfm_extensions_get_table_row_is_header(node)) paper_row(r->p, r->cells.v);
    r->cells.n = 0;
}

/* What extensions bring has types that are known by their names only. */
static void extension(struct reader *r, cmark_node *node, bool enter)
{
    struct arena *a = r->p->cx->arena;
    const char *type = cmark_node_get_type_string(node);
    if (z_eq(type, "table")) {
        r->block = NULL;
        if (enter) table(r, node);
    } else if (z_eq(type, "table_cell")) {
        if (!enter) *vec_push(a, &r->cells) = arena_str(a, buf_slice(&r->cell));
        if (enter) buf_clear(&r->cell);
        r->in_cell = enter;
    } else if (!enter && (z_eq(type, "table_row") || z_eq(type, "table_header"))) {
        table_row(r, node);
    }
}

/* ---- events ---- */

static void look(struct reader *r, unsigned bit, bool enter)
{
    r->look = enter ? r->look | bit : r->look & ~bit;
}

static void inline_node(struct reader *r, cmark_node *node, cmark_node_type type, bool enter)
{
    if (type == CMARK_NODE_STRONG) look(r, PAPER_BOLD, enter);
    if (type == CMARK_NODE_EMPH) look(r, PAPER_ITALIC, enter);
    if (type == CMARK_NODE_LINK) {
        const char *url = cmark_node_get_url(node);
        r->link = enter && url && is_address(url) ? arena_dup(r->p->cx->arena, url) : NULL;
    }
    if (!enter) return;
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_HTML_INLINE)
        put(r, cmark_node_get_literal(node));
    if (type == CMARK_NODE_SOFTBREAK) put(r, " ");
    if (type == CMARK_NODE_LINEBREAK) put(r, "\n");
    if (type == CMARK_NODE_CODE) {
        look(r, PAPER_CODE, true);
        put(r, cmark_node_get_literal(node));
        look(r, PAPER_CODE, false);
    }
}

static void block_node(struct reader *r, cmark_node *node, cmark_node_type type, bool enter)
{
    if (type == CMARK_NODE_LIST) r->depth += enter ? 1 : -1;
    if (type == CMARK_NODE_BLOCK_QUOTE) {
        r->depth += enter ? 1 : -1;
        r->quotes += enter ? 1 : -1;
    }
    if (type == CMARK_NODE_ITEM && enter) item(r, node);
    if (type == CMARK_NODE_HEADING) look(r, PAPER_BOLD, enter);
    r->block = NULL;
    if (!enter) return;
    if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING) open_block(r, PAPER_PARAGRAPH);
    if (type == CMARK_NODE_THEMATIC_BREAK) open_block(r, PAPER_RULE);
    if (type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK) {
        open_block(r, PAPER_PRE);
        put(r, cmark_node_get_literal(node));
    }
    if (type == CMARK_NODE_THEMATIC_BREAK || type == CMARK_NODE_CODE_BLOCK ||
        type == CMARK_NODE_HTML_BLOCK)
        r->block = NULL;
}

void paper_text(struct paper *p, const char *markdown)
{
    struct reader r = { .p = p };
    if (!markdown || !*markdown) return;
    buf_init(&r.cell, CELL_MOST);
    struct markdown_tree tree = markdown_read(markdown);
    cmark_iter *it = cmark_iter_new(tree.root);
    for (cmark_event_type ev = cmark_iter_next(it); ev != CMARK_EVENT_DONE;
         ev = cmark_iter_next(it)) {
        cmark_node *node = cmark_iter_get_node(it);
        cmark_node_type type = cmark_node_get_type(node);
        bool enter = ev == CMARK_EVENT_ENTER;
        if (strncmp(cmark_node_get_type_string(node), "table", 5) == 0)
            extension(&r, node, enter);
        else if ((type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE)
            inline_node(&r, node, type, enter);
        else
            block_node(&r, node, type, enter);
    }
    buf_done(&r.cell);
    cmark_iter_free(it);
    markdown_done(&tree);
}

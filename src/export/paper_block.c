/* SPDX-License-Identifier: EUPL-1.2 */
/* paper_block.c — headings, paragraphs, facts on the pages of a PDF. Paragraphs with links are
 * drawn piece by piece, since the structure knows text only at its leaves.
 */
#include "base/buf.h"
#include "export/paper_pdf.h"

#include <string.h>

#define STEP 16.0 /* how far a list or a quote stands in */
#define FACT_NAME 0.3

/* ---- runs ---- */

static void add_look(PangoAttrList *list, const struct paper_run *r, guint from, guint to)
{
    PangoAttribute *a[4]; /* of a link the colour, so that it is a run of its own */
    size_t n = 0;
    if (r->look & PAPER_BOLD) a[n++] = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
    if (r->look & PAPER_ITALIC) a[n++] = pango_attr_style_new(PANGO_STYLE_ITALIC);
    if (r->look & PAPER_CODE) a[n++] = pango_attr_family_new("Noto Sans Mono, DejaVu Sans Mono");
    if (r->link) a[n++] = pango_attr_foreground_new(0x1d1d, 0x4a4a, 0x9494);
    for (size_t i = 0; i < n; i++) {
        a[i]->start_index = from;
        a[i]->end_index = to;
        pango_attr_list_insert(list, a[i]);
    }
}

static PangoLayout *of_runs(struct pen *p, const struct paper_block *b, double width)
{
    PangoLayout *l = pdf_layout(p, TEXT_SIZE, false, width);
    struct buf text;
    buf_init(&text, (size_t)1 << 26);
    for (size_t i = 0; i < b->runs.n; i++) buf_text(&text, b->runs.v[i].text);
    PangoAttrList *list = pdf_attributes(p, text.p);
    guint at = 0;
    for (size_t i = 0; i < b->runs.n; i++) {
        guint to = at + (guint)strlen(b->runs.v[i].text);
        add_look(list, &b->runs.v[i], at, to);
        at = to;
    }
    pango_layout_set_text(l, text.p, (int)text.n);
    pango_layout_set_attributes(l, list);
    pango_attr_list_unref(list);
    buf_done(&text);
    return l;
}

static const char *link_at(const struct paper_block *b, int index)
{
    int at = 0;
    for (size_t i = 0; i < b->runs.n; i++) {
        at += (int)strlen(b->runs.v[i].text);
        if (index < at) return b->runs.v[i].link;
    }
    return NULL;
}

/* Attributes of tags stand between single quotes. */
static const char *quoted(struct arena *a, const char *url)
{
    char *out = arena_alloc(a, 2 * strlen(url) + 1), *to = out;
    for (; *url; url++) {
        if (*url == '\'' || *url == '\\') *to++ = '\\';
        *to++ = *url;
    }
    *to = '\0';
    return out;
}

struct place {
    double x, base;
};

/* One run of glyphs of a line; its pieces of one look stand side by side. */
static double piece(struct pen *p, const struct paper_block *b, const char *text,
                    PangoGlyphItem *item, struct place at)
{
    const char *link = link_at(b, item->item->offset);
    double width = (double)pango_glyph_string_get_width(item->glyphs) / PANGO_SCALE;
    if (link)
        cairo_tag_begin(p->cr, CAIRO_TAG_LINK,
                        arena_printf(p->cx->arena, "uri='%s'", quoted(p->cx->arena, link)));
    else
        cairo_tag_begin(p->cr, "Span", NULL);
    pdf_ink(p, link ? INK_ACT : INK);
    cairo_move_to(p->cr, at.x, at.base);
    pango_cairo_show_glyph_item(p->cr, text, item);
    if (link) {
        cairo_set_line_width(p->cr, 0.5);
        cairo_move_to(p->cr, at.x, at.base + 1.5);
        cairo_line_to(p->cr, at.x + width, at.base + 1.5);
        cairo_stroke(p->cr);
    }
    cairo_tag_end(p->cr, link ? CAIRO_TAG_LINK : "Span");
    return width;
}

static void text_with_links(struct pen *p, const struct paper_block *b, PangoLayout *l, double x,
                            const char *tag)
{
    PangoLayoutIter *it = pango_layout_get_iter(l);
    const char *text = pango_layout_get_text(l);
    pdf_tag(p, tag, NULL);
    do {
        PangoRectangle at;
        pango_layout_iter_get_line_extents(it, NULL, &at);
        double height = (double)at.height / PANGO_SCALE;
        if (pdf_room(p) < height) pdf_page(p);
        struct place place = { x + (double)at.x / PANGO_SCALE,
                               p->y + (double)(pango_layout_iter_get_baseline(it) - at.y) /
                                          PANGO_SCALE };
        PangoLayoutLine *line = pango_layout_iter_get_line_readonly(it);
        for (GSList *run = pdf_draws(p) ? line->runs : NULL; run; run = run->next)
            place.x += piece(p, b, text, run->data, place);
        p->y += height;
        p->space = 0;
    } while (pango_layout_iter_next_line(it));
    pdf_untag(p, tag);
    pango_layout_iter_free(it);
}

static bool has_link(const struct paper_block *b)
{
    for (size_t i = 0; i < b->runs.n; i++)
        if (b->runs.v[i].link) return true;
    return false;
}

/* ---- blocks ---- */

static void heading(struct pen *p, const struct paper_block *b)
{
    static const double sizes[] = { 0, 15, 12, 10.5 }, above[] = { 0, 18, 14, 10 };
    static const char *const tags[] = { "", "H2", "H3", "H4" };
    const char *text = b->runs.v[0].text;
    pdf_gap(p, above[b->level]);
    if (pdf_room(p) < 72) pdf_page(p);
    PangoLayout *l = pdf_layout(p, sizes[b->level], true, pdf_right(p) - pdf_left(p));
    pango_layout_set_line_spacing(l, 1.0F);
    pdf_set(p, l, text);
    if (pdf_draws(p)) {
        int parent = CAIRO_PDF_OUTLINE_ROOT;
        for (int i = b->level - 1; i > 0 && parent == CAIRO_PDF_OUTLINE_ROOT; i--)
            parent = p->outline[i];
        p->outline[b->level] =
            cairo_pdf_surface_add_outline(p->surface, parent, text,
                                          arena_printf(p->cx->arena, "page=%d pos=[%d %d]", p->page,
                                                       (int)pdf_left(p), (int)p->y - 8),
                                          b->level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
        for (int i = b->level + 1; i < 4; i++) p->outline[i] = CAIRO_PDF_OUTLINE_ROOT;
        pdf_ink(p, b->level == 1 ? INK_ACT : INK);
    }
    pdf_text(p, l, tags[b->level], pdf_left(p));
    g_object_unref(l);
    pdf_gap(p, 5);
}

static void mark_of(struct pen *p, const char *mark, double x, double width)
{
    PangoLayout *l = pdf_layout(p, TEXT_SIZE, false, width - 5);
    pango_layout_set_alignment(l, PANGO_ALIGN_RIGHT);
    pdf_set(p, l, mark);
    pdf_ink(p, INK_SOFT);
    cairo_tag_begin(p->cr, "Lbl", NULL);
    cairo_move_to(p->cr, x, p->y);
    pango_cairo_show_layout(p->cr, l);
    cairo_tag_end(p->cr, "Lbl");
    g_object_unref(l);
}

static void quote_bar(struct pen *p, double x, double from, double to)
{
    if (!pdf_draws(p) || to <= from) return;
    pdf_ink(p, INK_LINE);
    cairo_set_line_width(p->cr, 2);
    cairo_move_to(p->cr, x, from);
    cairo_line_to(p->cr, x, to);
    cairo_stroke(p->cr);
}

static void paragraph(struct pen *p, const struct paper_block *b)
{
    double x = pdf_left(p) + b->depth * STEP;
    PangoLayout *l = of_runs(p, b, pdf_right(p) - x);
    int height;
    pango_layout_get_pixel_size(l, NULL, &height);
    double two = 2.4 * TEXT_SIZE * 1.4;
    if (pdf_room(p) < (height < two ? height : two)) pdf_page(p);
    if (p->in_list) pdf_tag(p, "LI", NULL);
    if (b->mark && pdf_draws(p)) mark_of(p, b->mark, x - STEP - 8, STEP + 8);
    int page = p->page;
    double top = p->y;
    if (pdf_draws(p)) pdf_ink(p, b->quote ? INK_SOFT : INK);
    const char *tag = p->in_list ? "LBody" : "P";
    if (has_link(b))
        text_with_links(p, b, l, x, tag);
    else
        pdf_text(p, l, tag, x);
    if (p->in_list) pdf_untag(p, "LI");
    if (b->quote) quote_bar(p, x - 8, p->page == page ? top : PAGE_TOP, p->y);
    g_object_unref(l);
    pdf_gap(p, b->mark || b->depth ? 3 : 6);
}

static void preformatted(struct pen *p, const struct paper_block *b)
{
    double x = pdf_left(p) + b->depth * STEP + 8;
    PangoLayout *l = pdf_layout(p, SMALL_SIZE, false, pdf_right(p) - x);
    pdf_set(p, l, b->runs.n ? b->runs.v[0].text : "");
    if (pdf_draws(p)) pdf_ink(p, INK);
    pdf_text(p, l, "Code", x);
    g_object_unref(l);
    pdf_gap(p, 6);
}

static void fact(struct pen *p, const struct paper_block *b)
{
    double whole = pdf_right(p) - pdf_left(p), name = whole * FACT_NAME;
    PangoLayout *l = pdf_layout(p, TEXT_SIZE, false, name - 10);
    PangoLayout *value = pdf_layout(p, TEXT_SIZE, false, whole - name);
    int height;
    pdf_set(p, l, b->runs.v[0].text);
    pdf_set(p, value, b->runs.v[1].text);
    pango_layout_get_pixel_size(l, NULL, &height);
    if (pdf_room(p) < height) pdf_page(p);
    int page = p->page;
    double top = p->y;
    if (pdf_draws(p)) pdf_ink(p, INK_SOFT);
    pdf_text(p, l, "P", pdf_left(p));
    double below = p->y;
    if (p->page == page) p->y = top;
    if (pdf_draws(p)) pdf_ink(p, INK);
    pdf_text(p, value, "P", pdf_left(p) + name);
    if (p->page == page && p->y < below) p->y = below;
    g_object_unref(l);
    g_object_unref(value);
    pdf_gap(p, 3);
}

void pdf_block(struct pen *p, const struct paper_block *b, const struct paper_block *next)
{
    struct arena_mark m = arena_mark(p->cx->arena);
    bool item = b->kind == PAPER_PARAGRAPH && b->depth && (b->mark || p->in_list);
    if (item != p->in_list) (item ? pdf_tag(p, "L", NULL) : pdf_untag(p, "L"));
    p->in_list = item;
    switch (b->kind) {
    case PAPER_HEADING: heading(p, b); break;
    case PAPER_PARAGRAPH: paragraph(p, b); break;
    case PAPER_PRE: preformatted(p, b); break;
    case PAPER_FACT: fact(p, b); break;
    case PAPER_TABLE: pdf_table(p, b); break;
    case PAPER_RULE:
        pdf_gap(p, 8);
        pdf_hairline(p, p->y, INK_LINE, 0.6);
        pdf_gap(p, 10);
        break;
    }
    if (p->in_list && !next) pdf_untag(p, "L");
    if (b->kind == PAPER_FACT && (!next || next->kind != PAPER_FACT)) pdf_gap(p, 8);
    arena_rewind(p->cx->arena, m);
}

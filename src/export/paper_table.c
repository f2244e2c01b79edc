/* SPDX-License-Identifier: EUPL-1.2 */
/* paper_table.c — tables on the pages of a PDF: the head stands on every page, a row is broken only
 * when no page has room for it.
 */
#include "export/paper_pdf.h"

#define PAD_X 4.0
#define PAD_Y 3.5

struct sheet {
    struct pen *p;
    const struct paper_block *b;
    PangoLayout **head, **cell;
    double *x, *width; /* of the text in each column */
    double head_height;
    size_t shown; /* rows on this page */
};

static void open_columns(struct sheet *s)
{
    struct arena *a = s->p->cx->arena;
    double whole = pdf_right(s->p) - pdf_left(s->p), x = pdf_left(s->p);
    s->head = arena_array(a, PangoLayout *, s->b->columns);
    s->cell = arena_array(a, PangoLayout *, s->b->columns);
    s->x = arena_array(a, double, s->b->columns);
    s->width = arena_array(a, double, s->b->columns);
    for (size_t i = 0; i < s->b->columns; i++) {
        const struct paper_column *c = &s->b->column[i];
        double width = whole * (c->width > 0 ? c->width : 1) / s->b->parts;
        s->x[i] = x + PAD_X;
        s->width[i] = width > 3 * PAD_X ? width - 2 * PAD_X : PAD_X;
        x += width;
        s->head[i] = pdf_layout(s->p, SMALL_SIZE, true, s->width[i]);
        s->cell[i] = pdf_layout(s->p, SMALL_SIZE, false, s->width[i]);
        if (c->right) pango_layout_set_alignment(s->head[i], PANGO_ALIGN_RIGHT);
        if (c->right) pango_layout_set_alignment(s->cell[i], PANGO_ALIGN_RIGHT);
        pdf_set(s->p, s->head[i], c->title);
    }
}

/* Line by line as they are drawn: what a layout says of its whole height differs by the spacing. */
static double text_height(PangoLayout *l)
{
    PangoLayoutIter *it = pango_layout_get_iter(l);
    double all = 0;
    do {
        PangoRectangle at;
        pango_layout_iter_get_line_extents(it, NULL, &at);
        all += (double)at.height / PANGO_SCALE;
    } while (pango_layout_iter_next_line(it));
    pango_layout_iter_free(it);
    return all;
}

static double height_of(PangoLayout *const *l, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++) {
        double height = text_height(l[i]);
        if (height > most) most = height;
    }
    return most + 2 * PAD_Y;
}

/* What of a cell a page has room for: lines from ${from} on, at most ${height} high. Gives the
 * first line that has none; *used: how high they are. At least one line is taken. */
static int lines(struct sheet *s, PangoLayout *l, double x, int from, double height, double *used)
{
    PangoLayoutIter *it = pango_layout_get_iter(l);
    int line = 0;
    bool more = true;
    *used = 0;
    for (; more && line < from; line++) more = pango_layout_iter_next_line(it);
    while (more) {
        PangoRectangle at;
        pango_layout_iter_get_line_extents(it, NULL, &at);
        double high = (double)at.height / PANGO_SCALE;
        if (*used > 0 && *used + high > height + 0.01) break;
        if (pdf_draws(s->p)) {
            double base = (double)(pango_layout_iter_get_baseline(it) - at.y) / PANGO_SCALE;
            cairo_move_to(s->p->cr, x + (double)at.x / PANGO_SCALE, s->p->y + PAD_Y + *used + base);
            pango_cairo_show_layout_line(s->p->cr, pango_layout_iter_get_line_readonly(it));
        }
        *used += high;
        line++;
        more = pango_layout_iter_next_line(it);
    }
    pango_layout_iter_free(it);
    return line;
}

static void head(struct sheet *s)
{
    struct pen *p = s->p;
    double used;
    pdf_tag(p, "TR", NULL);
    for (size_t i = 0; i < s->b->columns; i++) {
        pdf_tag(p, "TH", NULL);
        if (pdf_draws(p)) pdf_ink(p, INK);
        lines(s, s->head[i], s->x[i], 0, s->head_height, &used);
        pdf_untag(p, "TH");
    }
    pdf_untag(p, "TR");
    p->y += s->head_height;
    pdf_hairline(p, p->y, INK_QUIET, 0.8);
    s->shown = 0;
}

static void page(struct sheet *s)
{
    pdf_page(s->p);
    head(s);
}

static void tint(struct sheet *s, double height)
{
    struct pen *p = s->p;
    if (!pdf_draws(p) || s->shown % 2 == 0) return;
    pdf_ink(p, INK_TINT);
    cairo_rectangle(p->cr, pdf_left(p), p->y + 0.3, pdf_right(p) - pdf_left(p), height - 0.3);
    cairo_fill(p->cr);
}

/* One page's worth of a row: true when something of it is left, which from[] says. */
static bool part_of_row(struct sheet *s, int *from, double height)
{
    struct pen *p = s->p;
    bool left = false;
    double most = 0;
    tint(s, height);
    pdf_tag(p, "TR", NULL);
    for (size_t i = 0; i < s->b->columns; i++) {
        double used;
        pdf_tag(p, "TD", NULL);
        if (pdf_draws(p)) pdf_ink(p, INK);
        from[i] = lines(s, s->cell[i], s->x[i], from[i], height - 2 * PAD_Y, &used);
        pdf_untag(p, "TD");
        if (used > most) most = used;
        if (from[i] < pango_layout_get_line_count(s->cell[i])) left = true;
    }
    pdf_untag(p, "TR");
    p->y += most + 2 * PAD_Y;
    pdf_hairline(p, p->y, INK_LINE, 0.5);
    s->shown++;
    return left;
}

static void row(struct sheet *s, const char *const *cell)
{
    struct pen *p = s->p;
    struct arena_mark m = arena_mark(p->cx->arena);
    int *from = arena_array(p->cx->arena, int, s->b->columns);
    for (size_t i = 0; i < s->b->columns; i++) pdf_set(p, s->cell[i], cell[i]);
    double height = height_of(s->cell, s->b->columns);
    double all = p->height - PAGE_TOP - PAGE_BOTTOM - s->head_height;
    if (pdf_room(p) < height && (height <= all || pdf_room(p) < all / 4)) page(s);
    while (part_of_row(s, from, height < pdf_room(p) ? height : pdf_room(p))) page(s);
    arena_rewind(p->cx->arena, m);
}

void pdf_table(struct pen *p, const struct paper_block *b)
{
    struct sheet s = { .p = p, .b = b };
    if (!b->columns) return;
    open_columns(&s);
    s.head_height = height_of(s.head, b->columns);
    pdf_gap(p, 4);
    if (pdf_room(p) < s.head_height + 40) pdf_page(p);
    pdf_tag(p, "Table", NULL);
    head(&s);
    for (size_t i = 0; i < b->rows.n; i++) row(&s, b->rows.v[i].cell);
    pdf_untag(p, "Table");
    for (size_t i = 0; i < b->columns; i++) {
        g_object_unref(s.head[i]);
        g_object_unref(s.cell[i]);
    }
    p->space = 0;
    pdf_gap(p, 12);
}

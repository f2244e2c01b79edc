/* SPDX-License-Identifier: EUPL-1.2 */
/* paper_pdf.c — pages of A4 by cairo and pango. A paper is laid out twice, first to learn how many
 * pages there are. cairo hands over each page when it is full, so that memory does not grow with
 * the number of pages. Equal papers give equal bytes: the date in it is cx->now.
 */
#include "export/paper_pdf.h"

#include "base/log.h"
#include "i18n/i18n.h"

#include <math.h>
#include <string.h>

#define FAMILY "Noto Sans"
#define A4_SHORT 595.276
#define A4_LONG 841.89

/* The colours of the pages on the screen (web/css/10-base.css), on white. */
static const unsigned inks[] = {
    [INK] = 0x1c1d1f,     [INK_SOFT] = 0x5b5e62, [INK_LINE] = 0xded9ce,
    [INK_ACT] = 0x1d4a94, [INK_TINT] = 0xf9f7f3, [INK_QUIET] = 0x87847c
};

void pdf_ink(struct pen *p, enum paper_ink ink)
{
    unsigned c = inks[ink];
    cairo_set_source_rgb(p->cr, (double)(c >> 16) / 255, (double)(c >> 8 & 255) / 255,
                         (double)(c & 255) / 255);
}

void pdf_tag(struct pen *p, const char *tag, const char *attributes)
{
    if (pdf_draws(p)) cairo_tag_begin(p->cr, tag, attributes);
}

void pdf_untag(struct pen *p, const char *tag)
{
    if (pdf_draws(p)) cairo_tag_end(p->cr, tag);
}

void pdf_hairline(struct pen *p, double y, enum paper_ink ink, double thick)
{
    if (!pdf_draws(p)) return;
    pdf_ink(p, ink);
    cairo_set_line_width(p->cr, thick);
    cairo_move_to(p->cr, pdf_left(p), y);
    cairo_line_to(p->cr, pdf_right(p), y);
    cairo_stroke(p->cr);
}

/* ---- text ---- */

PangoLayout *pdf_layout(struct pen *p, double size, bool bold, double width)
{
    PangoLayout *l = pango_layout_new(p->pango);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, FAMILY);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    if (bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(l, font);
    pango_font_description_free(font);
    pango_layout_set_width(l, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(l, 1.12F);
    return l;
}

/* The language as an attribute, for what a context says would hold for all layouts of it. No
 * hyphen where a word that has no room is broken: addresses would change. */
PangoAttrList *pdf_attributes(struct pen *p, const char *text)
{
    PangoAttrList *list = pango_attr_list_new();
    PangoLanguage *language = pango_language_from_string(paper_language(text, p->locale));
    pango_attr_list_insert(list, pango_attr_language_new(language));
    pango_attr_list_insert(list, pango_attr_insert_hyphens_new(FALSE));
    return list;
}

void pdf_set(struct pen *p, PangoLayout *l, const char *text)
{
    PangoAttrList *list = pdf_attributes(p, text);
    pango_layout_set_attributes(l, list);
    pango_attr_list_unref(list);
    pango_layout_set_text(l, text, -1);
}

void pdf_text(struct pen *p, PangoLayout *l, const char *tag, double x)
{
    PangoLayoutIter *it = pango_layout_get_iter(l);
    bool tagged = false;
    do {
        PangoRectangle at;
        pango_layout_iter_get_line_extents(it, NULL, &at);
        double height = (double)at.height / PANGO_SCALE;
        if (pdf_room(p) < height) {
            if (tagged) pdf_untag(p, tag);
            tagged = false;
            pdf_page(p);
        }
        if (!tagged) pdf_tag(p, tag, NULL);
        tagged = true;
        if (pdf_draws(p)) {
            double base = (double)(pango_layout_iter_get_baseline(it) - at.y) / PANGO_SCALE;
            cairo_move_to(p->cr, x + (double)at.x / PANGO_SCALE, p->y + base);
            pango_cairo_show_layout_line(p->cr, pango_layout_iter_get_line_readonly(it));
        }
        p->y += height;
        p->space = 0;
    } while (pango_layout_iter_next_line(it));
    if (tagged) pdf_untag(p, tag);
    pango_layout_iter_free(it);
}

/* ---- pages ---- */

/* one_line(p, text, x, width, right): at p->y, cut with an ellipsis where it has no room. */
static void one_line(struct pen *p, const char *text, double y, bool right)
{
    double width = (pdf_right(p) - pdf_left(p)) * (right ? 0.4 : 0.58);
    PangoLayout *l = pdf_layout(p, SMALL_SIZE, false, width);
    pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
    pango_layout_set_single_paragraph_mode(l, TRUE);
    if (right) pango_layout_set_alignment(l, PANGO_ALIGN_RIGHT);
    pdf_set(p, l, text);
    pdf_ink(p, INK_SOFT);
    cairo_move_to(p->cr, right ? pdf_right(p) - width : pdf_left(p), y);
    pango_cairo_show_layout(p->cr, l);
    g_object_unref(l);
}

void pdf_page(struct pen *p)
{
    struct arena_mark m = arena_mark(p->cx->arena);
    if (p->page > 0 && pdf_draws(p)) cairo_show_page(p->cr);
    p->page++;
    p->y = PAGE_TOP;
    p->space = -1;
    if (!pdf_draws(p)) return;
    one_line(p, p->paper->head, 36, false);
    if (p->page > 1) one_line(p, p->paper->title, 36, true);
    pdf_hairline(p, 54, INK_LINE, 0.6);
    one_line(p, arena_printf(p->cx->arena, "%d / %d", p->page, p->pages), p->height - 42, true);
    arena_rewind(p->cx->arena, m);
}

void pdf_gap(struct pen *p, double points)
{
    if (p->space >= 0) p->y += points;
    p->space = 0;
}

/* The ring of five that is Kolo's mark (web/static/mark.svg). */
static void mark(struct pen *p, double x, double y, double size)
{
    static const double dots[5][2] = { { 32, 8 }, { 55, 25 }, { 46, 51 }, { 18, 51 }, { 9, 25 } };
    static const double joins[5][2] = {
        { 41, 19 }, { 47, 37 }, { 32, 48 }, { 17, 37 }, { 23, 19 }
    };
    cairo_t *cr = p->cr;
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_scale(cr, size / 64, size / 64);
    pdf_ink(p, INK_ACT);
    cairo_set_line_width(cr, 4);
    for (int i = 0; i < 5; i++) {
        const double *from = dots[i], *to = dots[(i + 1) % 5], *by = joins[i];
        cairo_move_to(cr, from[0], from[1]);
        cairo_curve_to(cr, from[0] + (by[0] - from[0]) * 2 / 3, from[1] + (by[1] - from[1]) * 2 / 3,
                       to[0] + (by[0] - to[0]) * 2 / 3, to[1] + (by[1] - to[1]) * 2 / 3, to[0],
                       to[1]);
        cairo_stroke(cr);
        cairo_arc(cr, from[0], from[1], 7, 0, 2 * 3.14159265358979);
        cairo_fill(cr);
    }
    cairo_restore(cr);
}

static void title_block(struct pen *p)
{
    const double ring = 30, gap = 14, x = pdf_left(p) + ring + gap;
    double top = p->y;
    PangoLayout *l = pdf_layout(p, 20, true, pdf_right(p) - x);
    pango_layout_set_line_spacing(l, 1.0F);
    pdf_set(p, l, p->paper->title);
    if (pdf_draws(p)) {
        mark(p, pdf_left(p), top + 1, ring);
        pdf_ink(p, INK);
    }
    pdf_text(p, l, "H1", x);
    g_object_unref(l);
    if (*p->paper->about) {
        l = pdf_layout(p, TEXT_SIZE, false, pdf_right(p) - x);
        pdf_set(p, l, p->paper->about);
        p->y += 2;
        if (pdf_draws(p)) pdf_ink(p, INK_SOFT);
        pdf_text(p, l, "P", x);
        g_object_unref(l);
    }
    if (p->page == 1 && p->y < top + ring + 4) p->y = top + ring + 4;
    p->y += 14;
    p->space = -1;
}

/* ---- the whole ---- */

static void write_pages(struct pen *p)
{
    const struct paper *paper = p->paper;
    p->page = 0;
    p->in_list = false;
    pdf_page(p);
    title_block(p);
    for (size_t i = 0; i < paper->blocks.n; i++)
        pdf_block(p, &paper->blocks.v[i], i + 1 < paper->blocks.n ? &paper->blocks.v[i + 1] : NULL);
}

static cairo_status_t keep(void *closure, const unsigned char *data, unsigned n)
{
    struct buf *out = closure;
    buf_put(out, data, n);
    return buf_ok(out) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void metadata(struct pen *p)
{
    char when[STAMP_TEXT];
    cairo_surface_t *s = p->surface;
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, p->paper->title);
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_AUTHOR, p->paper->head);
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATOR, "Kolo");
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, stamp_text(p->cx->now, when));
}

/* As on paper: no glyph is moved to where a screen of 72 dots an inch has one. */
static void plain_metrics(struct pen *p)
{
    cairo_font_options_t *o = cairo_font_options_create();
    cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(p->cr, o);
    pango_cairo_context_set_font_options(p->pango, o);
    cairo_font_options_destroy(o);
    pango_cairo_update_context(p->cr, p->pango);
    pango_context_set_round_glyph_positions(p->pango, FALSE);
}

static void open_pen(struct pen *p, struct buf *out)
{
    const struct paper *paper = p->paper;
    PangoFontMap *fonts = pango_cairo_font_map_new();
    p->width = paper->landscape ? A4_LONG : A4_SHORT;
    p->height = paper->landscape ? A4_SHORT : A4_LONG;
    p->surface = cairo_pdf_surface_create_for_stream(keep, out, p->width, p->height);
    p->cr = cairo_create(p->surface);
    pango_cairo_font_map_set_resolution((PangoCairoFontMap *)(void *)fonts, 72);
    p->pango = pango_font_map_create_context(fonts);
    plain_metrics(p);
    g_object_unref(fonts);
    p->locale = p->cx->locale ? p->cx->locale->tag : "en";
}

static cairo_status_t close_pen(struct pen *p)
{
    cairo_destroy(p->cr);
    cairo_surface_finish(p->surface);
    cairo_status_t status = cairo_surface_status(p->surface);
    cairo_surface_destroy(p->surface);
    g_object_unref(p->pango);
    return status;
}

enum rc paper_pdf(struct cx *cx, const struct paper *paper, struct buf *out)
{
    struct pen p = { .cx = cx, .paper = paper };
    size_t from = out->n;
    const char *trouble;
    if (!pango_lib_load(&trouble)) return fail(cx, "PDFs cannot be written: %s", trouble);
    open_pen(&p, out);
    write_pages(&p);
    p.pages = p.page;
    metadata(&p);
    pdf_tag(&p, "Document", NULL);
    write_pages(&p);
    pdf_untag(&p, "Document");
    cairo_status_t drawn = cairo_status(p.cr), status = close_pen(&p);
    if (status == CAIRO_STATUS_SUCCESS) status = drawn;
    if (!buf_ok(out) || status != CAIRO_STATUS_SUCCESS)
        return fail(cx, "a PDF could not be written: %s",
                    buf_ok(out) ? cairo_status_to_string(status) : "it is too large");
    paper_pdf_language(out, from, p.locale);
    return buf_ok(out) ? RC_OK : fail(cx, "a PDF is too large");
}

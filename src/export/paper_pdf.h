/* SPDX-License-Identifier: EUPL-1.2 */
/* paper_pdf.h — the pen that writes a paper on pages: first to count them, then to draw. */
#ifndef KOLO_EXPORT_PAPER_PDF_H
#define KOLO_EXPORT_PAPER_PDF_H

#include "export/paper_inside.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

/** Measures in points. */
#define PAGE_MARGIN 56.0
#define PAGE_TOP 74.0
#define PAGE_BOTTOM 64.0
#define TEXT_SIZE 10.0
#define SMALL_SIZE 8.5

enum paper_ink { INK, INK_SOFT, INK_LINE, INK_ACT, INK_TINT, INK_QUIET };

struct pen {
    struct cx *cx;
    const struct paper *paper;
    cairo_surface_t *surface;
    cairo_t *cr;
    PangoContext *pango;
    const char *locale;
    double width, height; /* of the page */
    double y;
    int page, pages; /* pages 0: they are being counted, nothing is drawn */
    int outline[4];  /* the last entry of each level */
    bool in_list;
    double space; /* below what stands last: margins do not add up */
};

static inline bool pen_draws(const struct pen *p) { return p->pages > 0; }
static inline double pen_left(const struct pen *p)
{
    (void)p;
    return PAGE_MARGIN;
}
static inline double pen_right(const struct pen *p) { return p->width - PAGE_MARGIN; }
static inline double pen_room(const struct pen *p) { return p->height - PAGE_BOTTOM - p->y; }

void pen_ink(struct pen *p, enum paper_ink ink);
/** pen_page(p): begins the next page, with its head and number. */
void pen_page(struct pen *p);
/** pen_gap(p, points): space before what comes, unless the page begins with it. */
void pen_gap(struct pen *p, double points);
/** pen_tag/pen_untag: the structure that a reader without eyes goes by. */
void pen_tag(struct pen *p, const char *tag, const char *attributes);
void pen_untag(struct pen *p, const char *tag);
/** pen_layout(p, size, bold, width): for plain text; g_object_unref it. pen_words(p, l, text).
 * pen_attributes(p, text): what every text has; pango_attr_list_unref it. */
PangoLayout *pen_layout(struct pen *p, double size, bool bold, double width);
void pen_words(struct pen *p, PangoLayout *l, const char *text);
PangoAttrList *pen_attributes(struct pen *p, const char *text);
/** pen_text(p, l, tag, x): draws a layout line by line at ${x} and goes on on the next page where
 * it must. */
void pen_text(struct pen *p, PangoLayout *l, const char *tag, double x);
/** The blocks: paper_block.c and paper_table.c. */
void pen_block(struct pen *p, const struct paper_block *b, const struct paper_block *next);
void pen_table(struct pen *p, const struct paper_block *b);
void pen_hairline(struct pen *p, double y, enum paper_ink ink, double thick);

/** paper_pdf_language(out, from, tag): writes into a PDF, which begins at ${from} of ${out}, what
 * language it is in and that its title is to be shown: cairo cannot. */
void paper_pdf_language(struct buf *out, size_t from, const char *tag);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* paper_pdf.h — the pen that writes a paper on pages: first to count them, then to draw. */
#ifndef KOLO_EXPORT_PAPER_PDF_H
#define KOLO_EXPORT_PAPER_PDF_H

#include "export/pango_lib.h"
#include "export/paper_inside.h"

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

static inline bool pdf_draws(const struct pen *p) { return p->pages > 0; }
static inline double pdf_left(const struct pen *p)
{
    (void)p;
    return PAGE_MARGIN;
}
static inline double pdf_right(const struct pen *p) { return p->width - PAGE_MARGIN; }
static inline double pdf_room(const struct pen *p) { return p->height - PAGE_BOTTOM - p->y; }

void pdf_ink(struct pen *p, enum paper_ink ink);
/** pdf_page(p): begins the next page, with its head and number. */
void pdf_page(struct pen *p);
/** pdf_gap(p, points): space before what comes, unless the page begins with it. */
void pdf_gap(struct pen *p, double points);
/** pdf_tag/pdf_untag: the structure that a reader without eyes goes by. */
void pdf_tag(struct pen *p, const char *tag, const char *attributes);
void pdf_untag(struct pen *p, const char *tag);
/** pdf_layout(p, size, bold, width): for plain text; g_object_unref it. pdf_set(p, l, text).
 * pdf_attributes(p, text): what every text has; pango_attr_list_unref it. */
PangoLayout *pdf_layout(struct pen *p, double size, bool bold, double width);
void pdf_set(struct pen *p, PangoLayout *l, const char *text);
PangoAttrList *pdf_attributes(struct pen *p, const char *text);
/** pdf_text(p, l, tag, x): draws a layout line by line at ${x} and goes on on the next page where
 * it must. */
void pdf_text(struct pen *p, PangoLayout *l, const char *tag, double x);
/** The blocks: paper_block.c and paper_table.c. */
void pdf_block(struct pen *p, const struct paper_block *b, const struct paper_block *next);
void pdf_table(struct pen *p, const struct paper_block *b);
void pdf_hairline(struct pen *p, double y, enum paper_ink ink, double thick);

/** paper_pdf_language(out, from, tag): writes into a PDF, which begins at ${from} of ${out}, what
 * language it is in and that its title is to be shown: cairo cannot. */
void paper_pdf_language(struct buf *out, size_t from, const char *tag);

#endif

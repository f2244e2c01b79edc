/* SPDX-License-Identifier: EUPL-1.2 */
/* paper_docx.c — a paper as WordprocessingML. The text goes into the archive block by block, so
 * that a long table needs no more memory than a short one.
 */
#include "export/paper_docx.h"

#include "base/file.h"
#include "i18n/i18n.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { STEP = 340, FACT_TAB = 2900 };

void docx_flush(struct docx *d)
{
    zipout_put(d->zip, buf_slice(&d->out));
    buf_clear(&d->out);
}

void docx_part(struct docx *d, const char *name)
{
    if (d->out.n) docx_flush(d);
    zipout_entry(d->zip, name);
}

/* ---- runs ---- */

/* Line breaks and tabs are elements of their own. */
static void text(struct buf *b, const char *z)
{
    struct buf one;
    buf_init(&one, (size_t)1 << 26);
    for (str rest = str_of(z);;) {
        size_t n = 0;
        while (n < rest.n && rest.p[n] != '\n' && rest.p[n] != '\t') n++;
        if (n) {
            buf_clear(&one);
            buf_put(&one, rest.p, n);
            buf_text(b, "<w:t xml:space=\"preserve\">");
            docx_escape(b, one.p);
            buf_text(b, "</w:t>");
        }
        if (n >= rest.n) break;
        buf_text(b, rest.p[n] == '\n' ? "<w:br/>" : "<w:tab/>");
        rest.p += n + 1;
        rest.n -= n + 1;
    }
    buf_done(&one);
}

static void run(struct docx *d, const char *z, unsigned look, bool link)
{
    struct buf *b = &d->out;
    const char *locale = d->cx->locale ? d->cx->locale->tag : "en";
    const char *language = paper_language(z, locale);
    buf_text(b, "<w:r><w:rPr>");
    if (link) buf_text(b, "<w:rStyle w:val=\"Hyperlink\"/>");
    if (look & PAPER_CODE)
        buf_text(b, "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/>");
    if (look & PAPER_BOLD) buf_text(b, "<w:b/>");
    if (look & PAPER_ITALIC) buf_text(b, "<w:i/>");
    if (!z_eq(language, locale) && strncmp(locale, "sr", 2) != 0)
        buf_printf(b, "<w:lang w:val=\"%s\"/>",
                   docx_language(z_eq(language, "sr") ? "sr-Cyrl" : language));
    buf_text(b, "</w:rPr>");
    text(b, z);
    buf_text(b, "</w:r>");
}

static void paragraph_begin(struct docx *d, const char *style, const char *more)
{
    buf_printf(&d->out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s</w:pPr>", style, more);
}

static void plain(struct docx *d, const char *style, const char *z)
{
    paragraph_begin(d, style, "");
    run(d, z, 0, false);
    buf_text(&d->out, "</w:p>");
}

/* ---- blocks ---- */

static void paragraph(struct docx *d, const struct paper_block *b)
{
    struct arena *a = d->cx->arena;
    const char *more = "";
    int in = b->depth * STEP;
    if (b->mark)
        more = arena_printf(a,
                            "<w:tabs><w:tab w:val=\"left\" w:pos=\"%d\"/></w:tabs><w:ind "
                            "w:left=\"%d\" w:hanging=\"%d\"/>",
                            in, in, STEP);
    else if (in)
        more = arena_printf(a, "<w:ind w:left=\"%d\"/>", in);
    paragraph_begin(d, b->quote ? "Quote" : b->depth ? "ListParagraph" : "Normal", more);
    if (b->mark) {
        run(d, b->mark, 0, false);
        buf_text(&d->out, "<w:r><w:tab/></w:r>");
    }
    for (size_t i = 0; i < b->runs.n; i++) {
        const struct paper_run *r = &b->runs.v[i];
        if (r->link) {
            buf_printf(&d->out, "<w:hyperlink r:id=\"rId%zu\">", 10 + d->links.n);
            *vec_push(a, &d->links) = r->link;
        }
        run(d, r->text, r->look, r->link != NULL);
        if (r->link) buf_text(&d->out, "</w:hyperlink>");
    }
    buf_text(&d->out, "</w:p>");
}

static void fact(struct docx *d, const struct paper_block *b)
{
    paragraph_begin(d, "Fact",
                    arena_printf(d->cx->arena,
                                 "<w:tabs><w:tab w:val=\"left\" w:pos=\"%d\"/></w:tabs><w:ind "
                                 "w:left=\"%d\" w:hanging=\"%d\"/>",
                                 FACT_TAB, FACT_TAB, FACT_TAB));
    buf_text(&d->out, "<w:r><w:rPr><w:color w:val=\"5B5E62\"/></w:rPr>");
    text(&d->out, b->runs.v[0].text);
    buf_text(&d->out, "<w:tab/></w:r>");
    run(d, b->runs.v[1].text, 0, false);
    buf_text(&d->out, "</w:p>");
}

static int whole_width(const struct docx *d)
{
    return (d->paper->landscape ? DOCX_LONG : DOCX_SHORT) - 2 * DOCX_MARGIN;
}

static int width_of(const struct docx *d, const struct paper_block *b, size_t i)
{
    int part = b->column[i].width > 0 ? b->column[i].width : 1;
    return (whole_width(d) - 80) * part / b->parts;
}

static void cells(struct docx *d, const struct paper_block *b, const char *const *cell)
{
    buf_printf(&d->out, "<w:tr><w:trPr><w:cantSplit/>%s</w:trPr>", cell ? "" : "<w:tblHeader/>");
    for (size_t i = 0; i < b->columns; i++) {
        buf_printf(&d->out, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/></w:tcPr>",
                   width_of(d, b, i));
        paragraph_begin(d, "Cell", b->column[i].right ? "<w:jc w:val=\"right\"/>" : "");
        run(d, cell ? cell[i] : b->column[i].title, cell ? 0 : PAPER_BOLD, false);
        buf_text(&d->out, "</w:p></w:tc>");
    }
    buf_text(&d->out, "</w:tr>");
    docx_flush(d);
}

static void table(struct docx *d, const struct paper_block *b)
{
    if (!b->columns) return;
    buf_printf(&d->out,
               "<w:tbl><w:tblPr><w:tblStyle w:val=\"Kolo\"/><w:tblW w:w=\"%d\" w:type=\"dxa\"/>"
               "<w:tblInd w:w=\"80\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook "
               "w:val=\"0420\" w:firstRow=\"1\" "
               "w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"0\" "
               "w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
               whole_width(d));
    for (size_t i = 0; i < b->columns; i++)
        buf_printf(&d->out, "<w:gridCol w:w=\"%d\"/>", width_of(d, b, i));
    buf_text(&d->out, "</w:tblGrid>");
    cells(d, b, NULL);
    for (size_t i = 0; i < b->rows.n; i++) {
        struct arena_mark m = arena_mark(d->cx->arena);
        cells(d, b, b->rows.v[i].cell);
        arena_rewind(d->cx->arena, m);
    }
    buf_text(&d->out, "</w:tbl>");
    plain(d, "Normal", ""); /* two tables would become one */
}

static void block(struct docx *d, const struct paper_block *b)
{
    static const char *const headings[] = { "", "Heading1", "Heading2", "Heading3" };
    switch (b->kind) {
    case PAPER_HEADING: plain(d, headings[b->level], b->runs.v[0].text); break;
    case PAPER_PARAGRAPH: paragraph(d, b); break;
    case PAPER_PRE: plain(d, "Code", b->runs.n ? b->runs.v[0].text : ""); break;
    case PAPER_FACT: fact(d, b); break;
    case PAPER_TABLE: table(d, b); break;
    case PAPER_RULE:
        paragraph_begin(d, "Normal",
                        "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"1\" "
                        "w:color=\"DED9CE\"/></w:pBdr>");
        buf_text(&d->out, "</w:p>");
        break;
    }
    docx_flush(d);
}

static void document(struct docx *d)
{
    const struct paper *p = d->paper;
    int width = p->landscape ? DOCX_LONG : DOCX_SHORT;
    docx_part(d, "word/document.xml");
    buf_text(&d->out,
             DOCX_HEAD "<w:document xmlns:w=\"" DOCX_W "\" xmlns:r=\"" DOCX_R "\"><w:body>");
    plain(d, "Title", p->title);
    if (*p->about) plain(d, "Subtitle", p->about);
    for (size_t i = 0; i < p->blocks.n; i++) block(d, &p->blocks.v[i]);
    buf_printf(&d->out,
               "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:footerReference "
               "w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"%d\" w:h=\"%d\"%s/><w:pgMar "
               "w:top=\"1304\" w:right=\"%d\" w:bottom=\"1134\" w:left=\"%d\" w:header=\"624\" "
               "w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
               width, p->landscape ? DOCX_SHORT : DOCX_LONG,
               p->landscape ? " w:orient=\"landscape\"" : "", DOCX_MARGIN, DOCX_MARGIN);
}

static enum rc take_over(struct cx *cx, int fd, int64_t size, struct buf *out)
{
    char part[65536];
    for (int64_t at = 0; at < size;) {
        ssize_t n = pread(fd, part, sizeof part, (off_t)at);
        if (n <= 0) return fail(cx, "temporary file: %s", n ? strerror(errno) : "cut short");
        buf_put(out, part, (size_t)n);
        at += n;
    }
    return buf_ok(out) ? RC_OK : fail(cx, "a DOCX is too large");
}

enum rc paper_docx(struct cx *cx, const struct paper *paper, struct buf *out)
{
    struct docx d = { .cx = cx, .paper = paper };
    int64_t size = 0;
    int fd = file_temporary(cx);
    if (fd < 0) return fail(cx, "temporary file: %s", strerror(errno));
    d.zip = zipout_open(cx, fd);
    buf_init(&d.out, (size_t)1 << 26);
    docx_parts(&d);
    document(&d);
    docx_relations(&d);
    docx_flush(&d);
    enum rc rc = zipout_close(d.zip, &size);
    if (!rc && !buf_ok(&d.out)) rc = fail(cx, "a paragraph is too large for a DOCX");
    if (!rc) rc = take_over(cx, fd, size, out);
    buf_done(&d.out);
    close(fd);
    return rc;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* paper.h — a document in the house style, said once and written as PDF or as DOCX. It knows no
 * domain: headings, text, facts, lists and tables.
 */
#ifndef KOLO_EXPORT_PAPER_H
#define KOLO_EXPORT_PAPER_H

#include "base/buf.h"
#include "base/cx.h"

/** Texts are copied into cx->arena or borrowed from it; all UTF-8, any of our scripts. */
struct paper;
/** paper_begin: ${head} stands at the top of every page with the page number below ("MCIC ·
 * BCSDN-PIA"), ${title} is the document's, ${about} one line under it (state, dates). The language
 * is cx->locale's. */
struct paper *paper_begin(struct cx *cx, const char *head, const char *title, const char *about);
void paper_heading(struct paper *p, int level, const char *text); /* 1..3 */
/** paper_text: paragraphs of Markdown (bold, emphasis, lists, links, quotes; the rest as text). */
void paper_text(struct paper *p, const char *markdown);
/** paper_fact: name and value, one under the other facts. */
void paper_fact(struct paper *p, const char *name, const char *value);
/** A table: its head is repeated on every page, a row is broken only when taller than a page;
 * ${width}: parts of the whole; right: figures. The columns are copied. */
struct paper_column {
    const char *title;
    int width;
    bool right;
};
void paper_table(struct paper *p, const struct paper_column *column, size_t n);
void paper_row(struct paper *p, const char *const *cell); /* as many as columns; plain text, LF */
void paper_end_table(struct paper *p);
/** paper_landscape: for wide tables; before the first content. */
void paper_landscape(struct paper *p);
/** The bytes, appended to ${out}; the paper can be written several times. RC_FAIL: too large for
 * ${out}, or the library failed (logged). Tagged and titled, fonts embedded. */
enum rc paper_pdf(struct cx *cx, const struct paper *p, struct buf *out) MUST_USE;
enum rc paper_docx(struct cx *cx, const struct paper *p, struct buf *out) MUST_USE;

#endif

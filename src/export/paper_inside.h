/* SPDX-License-Identifier: EUPL-1.2 */
/* paper_inside.h — what a paper consists of, for those who write it as PDF or as DOCX. */
#ifndef KOLO_EXPORT_PAPER_INSIDE_H
#define KOLO_EXPORT_PAPER_INSIDE_H

#include "base/vec.h"
#include "export/paper.h"

enum { PAPER_BOLD = 1, PAPER_ITALIC = 2, PAPER_CODE = 4, PAPER_STRUCK = 8 };
/** A piece of a paragraph with one look; "\n" in it is a line break. */
struct paper_run {
    const char *text;
    unsigned look;
    const char *link; /* NULL: none */
};
enum paper_kind {
    PAPER_HEADING,
    PAPER_PARAGRAPH,
    PAPER_PRE, /* one run, its lines as they are */
    PAPER_FACT,
    PAPER_RULE,
    PAPER_TABLE
};
struct paper_cells {
    const char *const *cell;
};
struct paper_block {
    enum paper_kind kind;
    int level; /* heading 1..3 */
    int depth; /* how far it stands in: lists and quotes */
    bool quote;
    const char *mark; /* of a list: "•", "3."; NULL: none, or the item goes on */
    struct {
        struct paper_run *v;
        size_t n, cap;
    } runs;                      /* of a fact: its name, its value */
    struct paper_column *column; /* a copy */
    size_t columns;
    int parts; /* all widths */
    struct {
        struct paper_cells *v;
        size_t n, cap;
    } rows;
};
struct paper {
    struct cx *cx;
    const char *head, *title, *about;
    bool landscape;
    struct {
        struct paper_block *v;
        size_t n, cap;
    } blocks;
};

struct paper_block *paper_add(struct paper *p, enum paper_kind kind);
void paper_add_run(struct paper *p, struct paper_block *b, const char *text, unsigned look,
                   const char *link);
/** paper_language(text, locale): the language to show ${text} in: Cyrillic letters have other
 * italic forms in Serbian and Macedonian than in Bulgarian. ${locale} where the text does not say.
 */
const char *paper_language(const char *text, const char *locale);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* paper.c — gathers what a paper says. How it looks is paper_pdf.c's and paper_docx.c's matter. */
#include "base/log.h"
#include "base/utf8.h"
#include "export/paper_inside.h"

#include <string.h>

struct paper *paper_begin(struct cx *cx, const char *head, const char *title, const char *about)
{
    struct paper *p = arena_array(cx->arena, struct paper, 1);
    *p = (struct paper){
        .cx = cx, .head = head ? head : "", .title = title ? title : "", .about = about ? about : ""
    };
    return p;
}

void paper_landscape(struct paper *p) { p->landscape = true; }

struct paper_block *paper_add(struct paper *p, enum paper_kind kind)
{
    struct paper_block *b = vec_push(p->cx->arena, &p->blocks);
    b->kind = kind;
    return b;
}

void paper_add_run(struct paper *p, struct paper_block *b, const char *text, unsigned look,
                   const char *link)
{
    *(struct paper_run *)vec_push(p->cx->arena, &b->runs) = (struct paper_run){ text, look, link };
}

void paper_heading(struct paper *p, int level, const char *text)
{
    struct paper_block *b = paper_add(p, PAPER_HEADING);
    b->level = level < 1 ? 1 : level > 3 ? 3 : level;
    paper_add_run(p, b, text, 0, NULL);
}

void paper_fact(struct paper *p, const char *name, const char *value)
{
    struct paper_block *b = paper_add(p, PAPER_FACT);
    paper_add_run(p, b, name, PAPER_BOLD, NULL);
    paper_add_run(p, b, value ? value : "", 0, NULL);
}

void paper_table(struct paper *p, const struct paper_column *column, size_t n)
{
    struct paper_block *b = paper_add(p, PAPER_TABLE);
    struct paper_column *kept = arena_array(p->cx->arena, struct paper_column, n);
    for (size_t i = 0; i < n; i++) {
        kept[i] = column[i];
        b->parts += column[i].width > 0 ? column[i].width : 1;
    }
    b->column = kept;
    b->columns = n;
}

void paper_row(struct paper *p, const char *const *cell)
{
    MUST(p->blocks.n > 0);
    struct paper_block *b = &p->blocks.v[p->blocks.n - 1];
    MUST(b->kind == PAPER_TABLE);
    const char **kept = arena_array(p->cx->arena, const char *, b->columns);
    for (size_t i = 0; i < b->columns; i++) kept[i] = cell[i] ? cell[i] : "";
    *(struct paper_cells *)vec_push(p->cx->arena, &b->rows) = (struct paper_cells){ kept };
}

void paper_end_table(struct paper *p) { (void)p; }

/* ---- languages ---- */

/* Letters that only one of them writes. */
static const char *of_letter(int32_t c)
{
    if (c == 0x402 || c == 0x452 || c == 0x40b || c == 0x45b) return "sr"; /* ђ ћ */
    if (c == 0x403 || c == 0x453 || c == 0x40c || c == 0x45c || c == 0x405 || c == 0x455)
        return "mk"; /* ѓ ќ ѕ */
    if (c == 0x42a || c == 0x44a || c == 0x429 || c == 0x449 || c == 0x42e || c == 0x44e ||
        c == 0x42f || c == 0x44f)
        return "bg"; /* ъ щ ю я */
    return NULL;
}

const char *paper_language(const char *text, const char *locale)
{
    const char *likely = strncmp(locale, "sr", 2) == 0 ? "sr" : locale;
    for (str rest = str_of(text); rest.n > 0;) {
        int32_t c = utf8_next(&rest);
        if (c < 0x400 || c > 0x45f) continue;
        const char *known = of_letter(c);
        if (known) return known;
        /* ј љ њ џ: Serbian or Macedonian, whose forms are the same */
        if (c == 0x408 || c == 0x458 || c == 0x409 || c == 0x459 || c == 0x40a || c == 0x45a ||
            c == 0x40f || c == 0x45f)
            likely = "sr";
    }
    return likely;
}

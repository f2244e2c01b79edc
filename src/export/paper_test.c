/* SPDX-License-Identifier: EUPL-1.2 */
/* paper_test.c — what others read in our PDF and DOCX. */
#include "export/paper.h"

#include "base/file.h"
#include "i18n/i18n.h"
#include "tests/office.h"
#include "tests/t.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char long_text[] =
    "Партнери су се сагласили да се **обука** одржи у *Шапцу* и да се о томе *одлучи до "
    "краја месеца*. See [the page](https://kolo.example/a?b='c') or mailto.\n\n"
    "1. прва ставка\n2. druga stavka, čokolada, ђак\n   - unutra\n\n"
    "> Ми се слажемо, али тражимо да се рок помери.\n\n"
    "| Ставка | Износ |\n|---|---:|\n| Обука | 1.200,00 |\n| Пут | 300,00 |\n\n"
    "`code` and <b>raw</b> text; "
    "averyveryverylongwordthatnobodywouldeverwriteaveryveryverylongwordthatnobodywouldeverwrite"
    "averyveryverylongwordthatnobodywouldeverwriteaveryveryverylongwordthatnobodywouldeverwrite\n";

static struct paper *sample(struct cx *cx, int rows)
{
    const struct paper_column columns[] = {
        { "No.", 1, true }, { "Comment", 8, false }, { "Answer", 6, false }, { "State", 3, false }
    };
    struct paper *p =
        paper_begin(cx, "MCIC · BCSDN-PIA", "Где одржати завршну обуку? Where to hold it",
                    "Decided on 12 Mar 2027 · 5 partners");
    paper_heading(p, 1, "Питање");
    paper_fact(p, "Rule", "Consent: objections must be reasoned and resolved");
    paper_fact(p, "Рок", "12. 3. 2027, 18:00");
    paper_heading(p, 2, "Текст");
    paper_text(p, long_text);
    paper_heading(p, 1, "Matrix");
    paper_table(p, columns, 4);
    for (int i = 1; i <= rows; i++) {
        const char *cell[] = { arena_printf(cx->arena, "%d", i),
                               "Предлажемо да се други став допуни: „у договору са партнерима“.",
                               "Accepted in part; the deadline stays.\nSee decision 4.",
                               i % 3 ? "accepted" : "open" };
        paper_row(p, cell);
    }
    paper_end_table(p);
    paper_text(p, "The end.");
    return p;
}

/* One context a test; everything goes with its arena. */
static struct cx *begin(const char *locale)
{
    struct arena *a = arena_new();
    struct cx *cx = arena_array(a, struct cx, 1);
    cx_init(cx, a);
    cx->locale = i18n_locale(locale);
    cx->now = 1780000000;
    return cx;
}

static str pdf_of(struct cx *cx, const struct paper *p)
{
    struct buf b;
    buf_init(&b, (size_t)1 << 26);
    assert_int_equal(paper_pdf(cx, p, &b), RC_OK);
    str out = { arena_str(cx->arena, buf_slice(&b)), b.n };
    buf_done(&b);
    return out;
}

static void keep_a_look(struct cx *cx, const char *end, str bytes)
{
    const char *keep = getenv("KOLO_PAPER");
    if (!keep) return;
    FILE *f = fopen(arena_printf(cx->arena, "%s.%s", keep, end), "w");
    assert_non_null(f);
    fwrite(bytes.p, 1, bytes.n, f);
    fclose(f);
}

static void has(str s, const char *what)
{
    if (!strstr(s.p, what)) fail_msg("“%s” is not in:\n%s", what, s.p);
}

static void pages(void **state)
{
    (void)state;
    struct cx *cx = begin("sr");
    str pdf = pdf_of(cx, sample(cx, 60));
    keep_a_look(cx, "pdf", pdf);
    str text = office_pdf(cx, "pdftotext", "-layout", pdf);
    has(text, "Где одржати завршну обуку?");
    has(text, "Партнери су се сагласили да се обука одржи у Шапцу");
    has(text, "2. druga stavka, čokolada, ђак");
    has(text, "<b>raw</b>");
    has(text, "3/4");
    has(text, "The end.");
    int heads = 0;
    for (const char *p = text.p; (p = strstr(p, "Answer")); p++) heads++;
    assert_int_equal(heads, 4); /* on each page */
    str info = office_pdf(cx, "pdfinfo", NULL, pdf);
    has(info, "MCIC · BCSDN-PIA");
    has(info, "Tagged:          yes");
    has(info, "Pages:           4");
    str tree = office_pdf(cx, "pdfinfo", "-struct-text", pdf);
    has(tree, "H1 (block)");
    has(tree, "LBody");
    has(tree, "TH");
    has(tree, "Link");
    assert_non_null(strstr(pdf.p + pdf.n - 500, "/Lang (sr)"));
    str fonts = office_pdf(cx, "pdffonts", NULL, pdf);
    has(fonts, "NotoSans-Italic");
    assert_null(strstr(fonts.p, " no  no")); /* embedded, in part */
    str again = pdf_of(cx, sample(cx, 60));
    assert_int_equal(again.n, pdf.n);
    assert_memory_equal(again.p, pdf.p, pdf.n);
    arena_free(cx->arena);
}

static str docx_of(struct cx *cx, const struct paper *p)
{
    struct buf b;
    buf_init(&b, (size_t)1 << 26);
    assert_int_equal(paper_docx(cx, p, &b), RC_OK);
    str out = { arena_str(cx->arena, buf_slice(&b)), b.n };
    buf_done(&b);
    return out;
}

static void words(void **state)
{
    (void)state;
    struct cx *cx = begin("sr");
    str docx = docx_of(cx, sample(cx, 60));
    keep_a_look(cx, "docx", docx);
    str html = office_document(cx, docx, "html", "html");
    has(html, "<h1");
    has(html, "<thead>"); /* the head of the table is one */
    has(html, "lang=\"sr-Latn-RS\"");
    has(html, "href=\"https://kolo.example/a?b=");
    str text = office_pdf(cx, "pdftotext", "-layout", office_document(cx, docx, "pdf", "pdf"));
    has(text, "Где одржати завршну обуку?");
    has(text, "Партнери су се сагласили да се обука одржи у Шапцу");
    has(text, "<b>raw</b>");
    int pages = 0; /* how many is a matter of the fonts that LibreOffice finds */
    for (const char *p = text.p; (p = strchr(p, '\f')); p++) pages++;
    assert_in_range(pages, 3, 6);
    has(text, arena_printf(cx->arena, "2/%d", pages));
    has(text, "The end.");
    str again = docx_of(cx, sample(cx, 60));
    assert_int_equal(again.n, docx.n);
    assert_memory_equal(again.p, docx.p, docx.n);
    arena_free(cx->arena);
}

/* 5,000 rows; and one that no page has room for, of which nothing is lost. */
static void long_tables(void **state)
{
    (void)state;
    const struct paper_column columns[] = { { "No.", 1, true }, { "Text", 6, false } };
    struct cx *cx = begin("en");
    struct paper *p = sample(cx, 5000);
    struct buf tall;
    buf_init(&tall, 65536);
    for (int i = 1; i <= 200; i++) buf_printf(&tall, "line %d of the tall row\n", i);
    const char *cell[] = { "1", tall.p };
    paper_table(p, columns, 2);
    paper_row(p, cell);
    paper_end_table(p);
    str pdf = pdf_of(cx, p), text = office_pdf(cx, "pdftotext", "-layout", pdf);
    has(text, "line 1 of the tall row");
    has(text, "line 200 of the tall row");
    int rows = 0;
    for (const char *at = text.p; (at = strstr(at, "See decision 4.")); at++) rows++;
    assert_int_equal(rows, 5000);
    assert_true(arena_used(cx->arena) < 64 << 20);
    buf_done(&tall);
    arena_free(cx->arena);
}

TESTS(paper, cmocka_unit_test(long_tables), cmocka_unit_test(pages), cmocka_unit_test(words));

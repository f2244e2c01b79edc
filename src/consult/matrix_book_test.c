/* SPDX-License-Identifier: EUPL-1.2 */
/* matrix_book_test.c — the response matrix as a workbook to hand on: read back by our own reader,
 * and printed by LibreOffice.
 */
#include "base/buf.h"
#include "consult/response.h"
#include "export/table.h"
#include "talk/comment.h"
#include "tests/consult_try.h"
#include "tests/engine.h"
#include "tests/office.h"
#include "tests/site.h"
#include "tests/t.h"

#include <string.h>
#include <unistd.h>

enum { COMMENTS = 60 };

static int64_t comment(struct cx *cx, const struct consult_try *t, const char *body)
{
    int64_t id;
    const struct comment_input in = {
        .type = "consultation", .object = t->id, .body = body, .via = "web"
    };
    try_as(cx, t, TRY_DA);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, comment_add(cx, &in, &id)), RC_OK);
    return id;
}

static void make(struct cx *cx, struct consult_try *t)
{
    try_make(cx, t, "consent");
    try_open(cx, t);
    for (int i = 0; i < COMMENTS; i++) {
        const char *body =
            arena_printf(cx->arena,
                         "Који **датум** %d?\n\nУдружењима из мањих места треба рок од најмање "
                         "тридесет дана, јер немају правника и образац статута.",
                         i + 1);
        int64_t id = comment(cx, t, body);
        try_as(cx, t, TRY_CHAIR);
        if (i < 2)
            assert_int_equal(response_give(cx, id, -1, i ? "partly" : "accepted", "*Дванаести*."),
                             RC_OK);
    }
}

static str book(struct cx *cx, struct browser *b, const char *path)
{
    struct answer a = site_get(cx, b, path);
    assert_int_equal(a.status, 200);
    assert_true(a.rs->file >= 0);
    assert_true(a.statements <= 12);
    char *p = arena_alloc(cx->arena, (size_t)a.rs->file_size);
    assert_int_equal(pread(a.rs->file, p, (size_t)a.rs->file_size, 0), a.rs->file_size);
    return (str){ p, (size_t)a.rs->file_size };
}

static struct table sheet(struct cx *cx, str bytes, size_t least)
{
    struct table t;
    const struct table_options how = { .least = least };
    assert_int_equal(table_read(cx, bytes, "responses.xlsx", &how, &t), RC_OK);
    return t;
}

#define CELL(row, column, text) assert_string_equal((row).cells[column].p, text)

/* What stands above the head. */
struct above {
    struct cx *cx;
    const char *line[4];
};

static enum rc take_above(void *p, const struct xlsx_row *row)
{
    struct above *a = p;
    if (row->no <= 4) a->line[row->no - 1] = arena_str(a->cx->arena, row->cells[0]);
    return RC_OK;
}

static void says_it_in_words(struct cx *cx, str bytes)
{
    static const char *const heads[] = {
        "No.",     "Received", "From",  "Organisation", "About",
        "Comment", "Answer",   "Reply", "Answered by",  "Answered"
    };
    struct table t = sheet(cx, bytes, 5);
    assert_int_equal(t.head.no, 5);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) CELL(t.head, i, heads[i]);
    assert_int_equal(t.n, COMMENTS);
    CELL(t.rows[0], 0, "1");
    assert_int_equal(t.rows[0].kinds[1], XLSX_IS_DATE);
    CELL(t.rows[0], 3, "DA");
    CELL(t.rows[0], 4, "the whole");
    assert_memory_equal(t.rows[0].cells[5].p, "Који датум 1?\n", strlen("Који датум 1?\n"));
    CELL(t.rows[0], 6, "accepted");
    CELL(t.rows[0], 7, "Дванаести.");
    CELL(t.rows[1], 6, "partly accepted");
    CELL(t.rows[2], 6, "open");
    struct above above = { .cx = cx };
    assert_int_equal(xlsx_read(cx, bytes, NULL, take_above, &above), RC_OK);
    assert_string_equal(above.line[0], "Response matrix");
    assert_non_null(strstr(above.line[1], " · "));
    assert_non_null(strstr(above.line[2], "State: open · round 1, opened on "));
    assert_non_null(strstr(above.line[2], " · as of "));
    assert_string_equal(above.line[3],
                        "60 comments: accepted 1 · partly accepted 1 · rejected 0 · open 58");
}

/* A4 as it lies, all columns on one page, and the head on every page. */
static void prints_well(struct cx *cx, str bytes)
{
    str pdf = office_convert(cx, bytes, "pdf:calc_pdf_Export", "pdf");
    const char *info = arena_str(cx->arena, office_pdf(cx, "pdfinfo", NULL, pdf)),
               *text = arena_str(cx->arena, office_pdf(cx, "pdftotext", "-layout", pdf));
    assert_non_null(strstr(info, "841."));
    int pages = 0;
    for (const char *p = text, *end; (end = strchr(p, '\f')); p = end + 1) {
        const char *page = arena_str(cx->arena, (str){ p, (size_t)(end - p) });
        const char *head = strstr(page, "Received");
        assert_non_null(head);
        assert_non_null(strstr(head, "Answered by"));
        assert_true(!pages == (strstr(page, "Response matrix") != NULL));
        pages++;
    }
    assert_in_range(pages, 3, 9);
    /* The last line of each text is there: no row cuts it off. */
    size_t whole = 0;
    for (const char *p = text; (p = strstr(p, "статута.")); p++) whole++;
    assert_int_equal(whole, COMMENTS);
}

static void hands_on(struct cx *cx)
{
    struct consult_try t;
    struct browser b = { 0 };
    make(cx, &t);
    site_sign_in(cx, &b, t.person[TRY_CHAIR]);
    str bytes = book(cx, &b, "/consultation/1/responses.xlsx");
    says_it_in_words(cx, bytes);
    struct table some = sheet(cx, book(cx, &b, "/consultation/1/responses.xlsx?state=partly"), 5);
    assert_int_equal(some.n, 1);
    CELL(some.rows[0], 6, "partly accepted");
    prints_well(cx, bytes);
}

static void is_a_workbook(void **state)
{
    (void)state;
    test_on_engines(hands_on);
}

TESTS(consult_matrix_book, cmocka_unit_test(is_a_workbook));

/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx_test.c — workbooks that are written: read back by our own reader, and by LibreOffice, which
 * calculates the formulas anew.
 */
#include "export/xlsx.h"

#include "base/rand.h"
#include "export/table.h"
#include "tests/office.h"
#include "tests/t.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct arena *arena;
static struct cx cx;

static int up(void **state)
{
    (void)state;
    arena = arena_new();
    cx_init(&cx, arena);
    return 0;
}

static int down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, up, down)

static struct xlsx_book *new_book(void)
{
    struct xlsx_book *b;
    assert_int_equal(xlsx_open(&cx, &b), RC_OK);
    return b;
}

static str bytes_of(int fd, int64_t size)
{
    char *p = arena_alloc(arena, (size_t)size + 1);
    assert_int_equal(lseek(fd, 0, SEEK_CUR), 0);
    assert_int_equal(read(fd, p, (size_t)size + 1), size);
    close(fd);
    return (str){ p, (size_t)size };
}

static str finished(struct xlsx_book *b)
{
    int fd;
    int64_t size;
    assert_int_equal(xlsx_finish(b, &fd, &size), RC_OK);
    return bytes_of(fd, size);
}

static struct table read_back(str bytes, const char *sheet)
{
    struct table t;
    enum rc rc = table_read(&cx, bytes, "book.xlsx", &(struct table_options){ .sheet = sheet }, &t);
    if (rc) fail_msg("%s", cx.problems.first ? cx.problems.first->text : rc_name(rc));
    return t;
}

#define CELL(t, row, column, text) assert_string_equal((t).rows[row].cells[column].p, text)

/* Every amount leaves and comes back as the same text; 9.95 is where "%.16g" fails. */
static void writes_amounts_exactly(void **state)
{
    (void)state;
    static const int64_t known[] = { 995, 94, 9999999899, -1, 0, 100, -123456, 999999999999999 };
    enum { KNOWN = sizeof known / sizeof *known, ALL = 5000 };
    int64_t *sent = arena_array(arena, int64_t, ALL);
    struct seeded seed = { 1 };
    struct xlsx_book *b = new_book();
    xlsx_begin(b, &(struct xlsx_layout){ .name = "Amounts" });
    xlsx_text(b, XLSX_BODY, "amount");
    for (size_t i = 0; i < ALL; i++) {
        int64_t v = seeded_below(&seed, 2 * MONEY_MAX) - MONEY_MAX;
        sent[i] = i < KNOWN ? known[i] : i % 2 ? v : v / 10000000;
        xlsx_row(b);
        xlsx_amount(b, XLSX_BODY, sent[i]);
    }
    struct table t = read_back(finished(b), NULL);
    assert_int_equal(t.n, ALL);
    for (size_t i = 0; i < ALL; i++) {
        char text[MONEY_TEXT];
        assert_int_equal(t.rows[i].kinds[0], XLSX_IS_NUMBER);
        CELL(t, i, 0, scaled_text(sent[i], 2, 0, text));
    }
}

static void writes_as_text_what_no_double_holds(void **state)
{
    (void)state;
    struct xlsx_book *b = new_book();
    xlsx_begin(b, &(struct xlsx_layout){ .name = "Large" });
    xlsx_text(b, XLSX_BODY, "total");
    xlsx_row(b);
    xlsx_amount(b, XLSX_BODY, INT64_C(1000000000000001));
    xlsx_row(b);
    xlsx_int(b, XLSX_BODY, INT64_MIN);
    struct table t = read_back(finished(b), NULL);
    CELL(t, 0, 0, "10000000000000.01");
    assert_int_equal(t.rows[0].kinds[0], XLSX_IS_TEXT);
    CELL(t, 1, 0, "-9223372036854775808");
}

static void writes_texts(void **state)
{
    (void)state;
    static const char *const texts[] = { "=1+1",           "<b>&\"'",  "two\nlines\tand a tab",
                                         "_x000D_",        "_x00_",    "Živković, Ђорђе",
                                         " blanks round ", "@SUM(A1)", "a\rb" };
    enum { N = sizeof texts / sizeof *texts };
    char *longest = arena_alloc(arena, 40001);
    memset(longest, 'x', 40000);
    struct xlsx_book *b = new_book();
    xlsx_begin(b, &(struct xlsx_layout){ .name = "Texts" });
    xlsx_text(b, XLSX_BODY, "text");
    for (size_t i = 0; i < N; i++) {
        xlsx_row(b);
        xlsx_text(b, XLSX_WRAP, texts[i]);
    }
    xlsx_row(b);
    xlsx_text(b, XLSX_BODY, longest);
    struct table t = read_back(finished(b), NULL);
    for (size_t i = 0; i < N; i++) CELL(t, i, 0, texts[i]);
    assert_int_equal(t.rows[N].cells[0].n, 32000 + strlen(" … [+8000]"));
    assert_non_null(strstr(t.rows[N].cells[0].p, "x … [+8000]"));
}

static void names_sheets_as_excel_takes_them(void **state)
{
    (void)state;
    const char *many = "Građanska inicijativa za evropske integracije";
    struct xlsx_book *b = new_book();
    static const char *const wanted[] = {
        "Budget: 1/2", "budget- 1-2", "'quoted'", "", NULL, NULL
    };
    static const char *const given[] = { "Budget- 1-2", "budget- 1-2 2",
                                         "-quoted-",    "Sheet",
                                         "Sheet 2",     "Građanska inicijativa za evrops" };
    for (size_t i = 0; i < 6; i++) {
        xlsx_begin(b, &(struct xlsx_layout){ .name = i == 5 ? many : wanted[i] });
        xlsx_text(b, XLSX_BODY, arena_printf(arena, "%zu", i));
    }
    str bytes = finished(b);
    for (size_t i = 0; i < 6; i++) {
        struct table t = read_back(bytes, given[i]);
        assert_string_equal(t.head.cells[0].p, arena_printf(arena, "%zu", i));
    }
}

static void makes_references(void **state)
{
    (void)state;
    char ref[XLSX_REF];
    assert_string_equal(xlsx_ref(ref, 1, 1), "A1");
    assert_string_equal(xlsx_ref(ref, 26, 10), "Z10");
    assert_string_equal(xlsx_ref(ref, 27, 12), "AA12");
    assert_string_equal(xlsx_ref(ref, XLSX_MAX_COLUMNS, XLSX_MAX_ROWS), "XFD1048576");
}

/* Letters of Cyrillic are wider; a word longer than the column is broken. */
static void knows_how_many_lines_a_text_takes(void **state)
{
    (void)state;
    assert_int_equal(xlsx_lines(NULL, 10), 1);
    assert_int_equal(xlsx_lines("one two", 10), 1);
    assert_int_equal(xlsx_lines("one two three", 10), 2);
    assert_int_equal(xlsx_lines("a\n\nb\n", 10), 3);
    assert_int_equal(xlsx_lines("Živković ž", 10), 1);
    assert_int_equal(xlsx_lines("десет слов", 10), 2);
    assert_int_equal(xlsx_lines("abcdefghijklmnopqrstuvwxy", 10), 3);
}

/* ---- described rows ---- */

struct line {
    int64_t id;
    const char *title, *secret;
    date paid;
    money amount, eur;
    int64_t share_e2, rate_e6, is_open;
    stamp changed;
    int32_t period;
};
static const struct row_field line_fields[] = {
    { "id", FIELD_INT, offsetof(struct line, id), false },
    { "title", FIELD_TEXT, offsetof(struct line, title), false },
    { "secret", FIELD_TEXT, offsetof(struct line, secret), true },
    { "paid", FIELD_DATE, offsetof(struct line, paid), false },
    { "amount", FIELD_MONEY, offsetof(struct line, amount), false },
    { "eur", FIELD_EUR, offsetof(struct line, eur), false },
    { "share", FIELD_E2, offsetof(struct line, share_e2), false },
    { "rate", FIELD_E6, offsetof(struct line, rate_e6), false },
    { "is_open", FIELD_FLAG, offsetof(struct line, is_open), false },
    { "changed", FIELD_STAMP, offsetof(struct line, changed), false },
    { "period", FIELD_MONTH, offsetof(struct line, period), false },
};
static const struct row_meta line_meta = { "line", sizeof(struct line),
                                           sizeof line_fields / sizeof *line_fields, line_fields };

static const char *joined(const struct table_row *row)
{
    const char *z = "";
    for (size_t i = 0; i < row->n; i++)
        z = arena_printf(arena, "%s%s%.*s", z, i ? "|" : "", (int)row->cells[i].n, row->cells[i].p);
    return z;
}

static void writes_described_rows(void **state)
{
    (void)state;
    int fd;
    int64_t size;
    struct line lines[2] = { { .id = 7,
                               .title = "Flight, Skopje",
                               .secret = "x",
                               .paid = date_make(2007, 3, 31),
                               .amount = money_of(6150000, "MKD"),
                               .eur = eur(100008),
                               .share_e2 = 1250,
                               .rate_e6 = 61495000,
                               .is_open = 1,
                               .changed = 86400,
                               .period = month_make(2007, 3) },
                             { .paid = DATE_NONE, .eur = eur(-1), .share_e2 = INT64_MIN } };
    struct xlsx_sheet sheets[] = { { "lines", &line_meta, lines, 2 },
                                   { "none", &line_meta, lines, 0 } };
    assert_int_equal(xlsx_of_datasets(&cx, sheets, 2, &fd, &size), RC_OK);
    str bytes = bytes_of(fd, size);
    struct table t = read_back(bytes, "lines");
    assert_string_equal(
        joined(&t.head),
        "id|title|paid|amount|amount_currency|eur|share|rate|is_open|changed|period");
    assert_string_equal(joined(&t.rows[0]),
                        "7|Flight, Skopje|2007-03-31|61500|MKD|1000.08|12.5|61.495"
                        "|yes|1970-01-02T00:00:00Z|2007-03");
    assert_string_equal(joined(&t.rows[1]), "0|||||-0.01||0|no||");
    t = read_back(bytes, "none");
    assert_int_equal(t.n, 0);
}

static void refuses_more_rows_than_a_sheet_has(void **state)
{
    (void)state;
    int fd = 0;
    int64_t size;
    struct xlsx_sheet sheet = { "lines", &line_meta, NULL, XLSX_MAX_ROWS };
    assert_int_equal(xlsx_of_datasets(&cx, &sheet, 1, &fd, &size), RC_INVALID);
    assert_int_equal(fd, -1);
    assert_non_null(strstr(cx.problems.first->text, "at most 1\u202f048\u202f575 rows"));
}

/* Documents are addressed by their hash: the same rows must be the same bytes. */
static void writes_equal_bytes_for_equal_rows(void **state)
{
    (void)state;
    struct line line = { .title = "A", .paid = DATE_NONE };
    struct xlsx_sheet sheet = { "lines", &line_meta, &line, 1 };
    str made[2];
    for (int i = 0; i < 2; i++) {
        int fd;
        int64_t size;
        assert_int_equal(xlsx_of_datasets(&cx, &sheet, 1, &fd, &size), RC_OK);
        made[i] = bytes_of(fd, size);
    }
    assert_true(str_eq(made[0], made[1]));
}

/* ---- with LibreOffice ---- */

/* A statement with sums, shares and a difference; the last cell's stored value is wrong on purpose.
 */
static str statement(void)
{
    static const int64_t amounts[] = { 995, 841, 94, 9999999899, -1, 33333 };
    enum { N = sizeof amounts / sizeof *amounts };
    unsigned char widths[] = { 20, 14, 10 };
    int64_t sum = 0;
    struct xlsx_book *b = new_book();
    xlsx_begin(b, &(struct xlsx_layout){ .name = "Statement",
                                         .widths = widths,
                                         .n_widths = 3,
                                         .freeze_rows = 1,
                                         .filter_row = 1,
                                         .repeat_rows = 1,
                                         .fit_width = true,
                                         .protect = true,
                                         .print_foot = "&P / &N" });
    xlsx_head(b, XLSX_TEXT, "Item");
    xlsx_head(b, XLSX_AMOUNT, "EUR");
    xlsx_head(b, XLSX_DATE, "Paid");
    for (size_t i = 0; i < N; i++) {
        xlsx_row(b);
        xlsx_text(b, XLSX_BODY, arena_printf(arena, "Item \"%zu\", <%zu>", i, i));
        xlsx_amount(b, XLSX_INPUT, amounts[i]);
        xlsx_date(b, XLSX_BODY, date_make(2007, 3, 1 + (int)i));
        sum += amounts[i];
    }
    xlsx_row(b);
    xlsx_text(b, XLSX_TOTAL, "Sum");
    xlsx_formula_amount(b, XLSX_TOTAL, "SUM(B2:B7)", sum);
    xlsx_row(b);
    xlsx_text(b, XLSX_BODY, "Less 7%");
    xlsx_formula_amount(b, XLSX_BODY, "ROUND(B8*0.93,2)", money_muldiv(sum, 93, 100));
    xlsx_row(b);
    xlsx_text(b, XLSX_BODY, "Is not what was stored");
    xlsx_formula_amount(b, XLSX_BODY, "B8-B9", 1);
    return finished(b);
}

static const char *cell_at(const struct table *t, size_t row, size_t column)
{
    return arena_str(arena, t->rows[row].cells[column]);
}

static void agrees_with_libreoffice(void **state)
{
    (void)state;
    char text[MONEY_TEXT];
    str ours = statement();
    /* Values as they are, not as shown; UTF-8; comma. */
    str csv = office_convert(
        &cx, ours, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "csv");
    struct table as_csv, again, own = read_back(ours, NULL);
    assert_int_equal(table_read(&cx, csv, "ours.csv", NULL, &as_csv), RC_OK);
    again = read_back(office_convert(&cx, ours, "xlsx:Calc MS Excel 2007 XML", "xlsx"), NULL);
    assert_int_equal(as_csv.n, own.n);
    assert_int_equal(again.n, own.n);
    for (size_t i = 0; i < own.n - 1; i++) {
        for (size_t k = 0; k < 2; k++) {
            assert_string_equal(cell_at(&as_csv, i, k), cell_at(&own, i, k));
            assert_string_equal(cell_at(&again, i, k), cell_at(&own, i, k));
        }
        assert_string_equal(cell_at(&again, i, 2), cell_at(&own, i, 2)); /* ISO dates */
        assert_int_equal(again.rows[i].kinds[1], own.rows[i].kinds[1]);
    }
    int64_t sum = INT64_C(10000035161);
    assert_string_equal(cell_at(&own, 6, 1), scaled_text(sum, 2, 0, text));
    scaled_text(sum - money_muldiv(sum, 93, 100), 2, 0, text);
    assert_string_equal(cell_at(&again, 8, 1), text);
    assert_string_equal(cell_at(&own, 8, 1), "0.01");
}

TESTS(xlsx, WITH(writes_amounts_exactly), WITH(writes_as_text_what_no_double_holds),
      WITH(writes_texts), WITH(names_sheets_as_excel_takes_them), WITH(makes_references),
      WITH(knows_how_many_lines_a_text_takes), WITH(writes_described_rows),
      WITH(refuses_more_rows_than_a_sheet_has), WITH(writes_equal_bytes_for_equal_rows),
      WITH(agrees_with_libreoffice));

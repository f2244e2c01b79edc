/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx_read_test.c — workbooks as other programs write them, made part by part; and those that are
 * made to hurt.
 */
#include "export/xlsx_read.h"

#include "base/buf.h"
#include "base/money.h"
#include "export/table.h"
#include "export/xlsx_decimal.h"
#include "export/zipout.h"
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

/* ---- a workbook from its parts ---- */

struct part {
    const char *name, *xml;
};

static str archive(const struct part *parts)
{
    char path[] = "/tmp/kolo-test-XXXXXX";
    int64_t size;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    unlink(path);
    struct zipout *z = zipout_open(&cx, fd);
    for (; parts->name; parts++) {
        zipout_entry(z, parts->name);
        zipout_put(z, str_of(parts->xml));
    }
    assert_int_equal(zipout_close(z, &size), RC_OK);
    char *p = arena_alloc(arena, (size_t)size);
    assert_int_equal(pread(fd, p, (size_t)size, 0), size);
    close(fd);
    return (str){ p, (size_t)size };
}

#define REL "<Relationship Type=\"http://x/"
#define ROOT_RELS \
    "<Relationships>" REL "officeDocument\" Id=\"a\" Target=\"xl/workbook.xml\"/></Relationships>"
#define BOOK_RELS                                                                     \
    "<Relationships>" REL "worksheet\" Id=\"r1\" Target=\"worksheets/one.xml\"/>" REL \
    "worksheet\" Id=\"r2\" Target=\"/xl/other/two.xml\"/>" REL                        \
    "chartsheet\" Id=\"r3\" Target=\"charts/three.xml\"/>" REL                        \
    "sharedStrings\" Id=\"r4\" Target=\"sharedStrings.xml\"/>" REL                    \
    "styles\" Id=\"r5\" Target=\"styles.xml\"/></Relationships>"
#define BOOK                                                                                \
    "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Hidden\" state=\"hidden\" r:id=\"r2\"/>" \
    "<sheet name=\"Costs &amp; more\" r:id=\"r1\"/><sheet name=\"Chart\" r:id=\"r3\"/>"     \
    "</sheets></workbook>"
#define STRINGS                                                                                   \
    "<sst><si><t>plain</t></si><si><r><t>ri</t></r><r><t xml:space=\"preserve\">ch </t></r></si>" \
    "<si><t>課</t><rPh sb=\"0\" eb=\"1\"><t>カ</t></rPh></si><si><t>a_x000D_b</t></si><si/></sst>"
/* Formats 0..5: general, a built-in day, own day, own time, elapsed hours, amount in red. */
#define STYLES                                                                                     \
    "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"dd/mm/yyyy;@\"/>"                  \
    "<numFmt numFmtId=\"171\" formatCode=\"h:mm AM/PM\"/><numFmt numFmtId=\"172\" "                \
    "formatCode=\"[h]:mm\"/><numFmt numFmtId=\"173\" formatCode=\"[Red]#,##0.00&quot; d&quot;\"/>" \
    "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"    \
    "<xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/><xf numFmtId=\"172\"/>"      \
    "<xf numFmtId=\"173\"/></cellXfs></styleSheet>"
#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"

static str workbook(const char *sheet)
{
    struct part parts[] = { { "_rels/.rels", ROOT_RELS },
                            { "xl/workbook.xml", BOOK },
                            { "xl/_rels/workbook.xml.rels", BOOK_RELS },
                            { "xl/sharedStrings.xml", STRINGS },
                            { "xl/styles.xml", STYLES },
                            { "xl/other/two.xml", SHEET("<row><c><v>2</v></c></row>") },
                            { "xl/worksheets/one.xml", sheet },
                            { NULL, NULL } };
    return archive(parts);
}

/* ---- what was read, as one text ---- */

static enum rc note(void *p, const struct xlsx_row *row)
{
    struct buf *b = p;
    buf_printf(b, "%d:", (int)row->no);
    for (size_t i = 0; i < row->n; i++) {
        const char *mark = row->kinds[i] == XLSX_IS_NUMBER ? "#"
                           : row->kinds[i] == XLSX_IS_DATE ? "@"
                                                           : "";
        buf_printf(b, "[%s%.*s]", mark, (int)row->cells[i].n, row->cells[i].p);
    }
    return RC_OK;
}

static const char *read_as(str bytes, const char *sheet)
{
    struct buf b;
    buf_init(&b, 1 << 20);
    cx_init(&cx, arena);
    enum rc rc = xlsx_read(&cx, bytes, &(struct xlsx_read_options){ .sheet = sheet }, note, &b);
    if (rc) {
        buf_clear(&b);
        assert_int_equal(rc, RC_INVALID);
        assert_int_equal(cx.problems.n, 1);
        buf_printf(&b, "! %s", cx.problems.first->text);
    }
    const char *z = arena_str(arena, buf_slice(&b));
    buf_done(&b);
    return z;
}

#define READS(rows, text) assert_string_equal(read_as(workbook(SHEET(rows)), NULL), text)
#define REFUSES(bytes, words)                                             \
    do {                                                                  \
        const char *said = read_as(bytes, NULL);                          \
        if (said[0] != '!' || !strstr(said, words)) fail_msg("%s", said); \
    } while (0)

static void reads_every_type(void **state)
{
    (void)state;
    READS("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
          "<c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"s\"><v>3</v></c>"
          "<c r=\"E1\" t=\"s\"><v>4</v></c><c r=\"F1\"><v>1.5</v></c></row>",
          "1:[plain][rich ][課][a\rb][][#1.5]");
    READS("<row><c t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r></is></c>"
          "<c t=\"str\"><f>A1</f><v>x&amp;y</v></c><c t=\"b\"><v>1</v></c>"
          "<c t=\"b\"><v>0</v></c><c t=\"e\"><v>#DIV/0!</v></c>"
          "<c t=\"d\"><v>2007-03-31T00:00:00</v></c><c t=\"n\"><v>-2</v></c></row>",
          "1:[ab][x&y][TRUE][FALSE][#DIV/0!][@2007-03-31][#-2]");
}

static void keeps_places(void **state)
{
    (void)state;
    READS("<row r=\"3\"><c r=\"B3\"><v>1</v></c><c r=\"D3\"><v>2</v></c><c r=\"E3\" s=\"1\"/></row>"
          "<row r=\"5\"/><row r=\"7\"><c r=\"A7\"><v>3</v></c></row><row><c><v>4</v></c></row>",
          "3:[][#1][][#2]7:[#3]8:[#4]");
}

static void reads_dates(void **state)
{
    (void)state;
    READS("<row><c s=\"1\"><v>39172</v></c><c s=\"2\"><v>39172.354166666664</v></c>"
          "<c s=\"3\"><v>0.35416666666666669</v></c><c s=\"4\"><v>0.5</v></c>"
          "<c s=\"5\"><v>39172</v></c><c s=\"1\"><v>1</v></c><c s=\"1\"><v>61</v></c></row>",
          "1:[@2007-03-31][@2007-03-31 08:30:00][@08:30:00][@12:00:00][#39172]"
          "[@1900-01-01][@1900-03-01]");
    REFUSES(workbook(SHEET("<row><c s=\"1\"><v>60</v></c></row>")), "there is no such day");
    REFUSES(workbook(SHEET("<row><c s=\"1\"><v>-5</v></c></row>")), "Row 1, column A (1)");
    REFUSES(workbook(SHEET("<row><c s=\"1\"><v>150000</v></c></row>")), "there is no such day");
}

static void counts_from_1904_where_said(void **state)
{
    (void)state;
    struct part parts[] = {
        { "_rels/.rels", ROOT_RELS },
        { "xl/workbook.xml", "<workbook xmlns:r=\"r\"><workbookPr date1904=\"1\"/><sheets><sheet "
                             "name=\"A\" r:id=\"r1\"/></sheets></workbook>" },
        { "xl/_rels/workbook.xml.rels", BOOK_RELS },
        { "xl/sharedStrings.xml", STRINGS },
        { "xl/styles.xml", STYLES },
        { "xl/worksheets/one.xml",
          SHEET("<row><c s=\"1\"><v>37710</v></c><c s=\"1\"><v>0</v></c></row>") },
        { NULL, NULL }
    };
    assert_string_equal(read_as(archive(parts), NULL), "1:[@2007-03-31][@1904-01-01]");
}

static void finds_sheets(void **state)
{
    (void)state;
    str bytes = workbook(SHEET("<row><c><v>1</v></c></row>"));
    assert_string_equal(read_as(bytes, NULL), "1:[#1]");
    assert_string_equal(read_as(bytes, "COSTS & more"), "1:[#1]");
    assert_string_equal(read_as(bytes, "hidden"), "1:[#2]");
    assert_string_equal(read_as(bytes, "Budget"),
                        "! There is no sheet “Budget”; this workbook has “Hidden”, “Costs & more”, "
                        "“Chart”.");
    assert_string_equal(read_as(bytes, "Chart"), "! The sheet to be read is a chart, not a table.");
}

static void reads_other_prefixes(void **state)
{
    (void)state;
    assert_string_equal(read_as(workbook("<x:worksheet xmlns:x=\"strict\"><x:sheetData><x:row><x:c>"
                                         "<x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"),
                                NULL),
                        "1:[#1]");
}

static void refuses_what_is_uncertain(void **state)
{
    (void)state;
    REFUSES(workbook(SHEET("<row r=\"2\"><c r=\"C2\"><f>1+1</f></c></row>")),
            "Row 2, column C (3): the formula was saved without its value");
    REFUSES(workbook(SHEET("<row><c><v>1,5</v></c></row>")), "the number 1,5 cannot be read");
    REFUSES(workbook(SHEET("<row><c><v>1E99</v></c></row>")), "the number 1E99 cannot be read");
    REFUSES(workbook(SHEET("<row><c t=\"s\"><v>5</v></c></row>")), "is damaged");
    REFUSES(workbook(SHEET("<row><c t=\"x\"><v>5</v></c></row>")), "is damaged");
    REFUSES(workbook(SHEET("<row r=\"2\"/><row r=\"2\"/>")), "is damaged");
    REFUSES(workbook(SHEET("<row><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>")),
            "is damaged");
    REFUSES(workbook(SHEET("<row><c r=\"ZZ1\"><v>1</v></c></row>")), "beyond the 256 columns");
    REFUSES(workbook(SHEET("<row><c t=\"str\"><v>a&#x7f;b</v></c></row>")), "a control character");
    REFUSES(workbook("<worksheet><sheetData><row>"), "is damaged");
}

static void refuses_other_files(void **state)
{
    (void)state;
    struct part odf[] = { { "mimetype", "x" },
                          { "META-INF/manifest.xml", "<m/>" },
                          { NULL, NULL } };
    struct part zip[] = { { "photo.jpg", "x" }, { NULL, NULL } };
    struct part no_book[] = { { "_rels/.rels", "<Relationships/>" }, { NULL, NULL } };
    str whole = workbook(SHEET("<row><c><v>1</v></c></row>"));
    REFUSES(archive(odf), "OpenDocument");
    REFUSES(archive(zip), "not a workbook");
    REFUSES(archive(no_book), "damaged");
    REFUSES(STR("PK\x03\x04 and nothing"), "damaged");
    for (size_t n = 4; n < whole.n; n += whole.n / 9) REFUSES(((str){ whole.p, n }), "damaged");
    /* One byte of a packed sheet changed: the checksum tells. */
    char *broken = arena_str(arena, whole);
    size_t at = 30 + strlen("_rels/.rels") + 20;
    broken[at] = (char)(broken[at] ^ 0x10);
    REFUSES(((str){ broken, whole.n }), "damaged");
}

static void expands_no_entities(void **state)
{
    (void)state;
    REFUSES(workbook("<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" SHEET(
                "<row><c t=\"str\"><v>&b;</v></c></row>")),
            "damaged");
    REFUSES(workbook("<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" SHEET(
                "<row><c t=\"str\"><v>&a;</v></c></row>")),
            "damaged");
    REFUSES(workbook("<!DOCTYPE w SYSTEM \"http://127.0.0.1:1/x.dtd\">" SHEET("<row/>")),
            "damaged");
    REFUSES(workbook(SHEET("<row><c t=\"str\"><v>&a;</v></c></row>")), "damaged");
}

/* 300 MB of blanks are 300 KB in the archive. */
static void refuses_bombs(void **state)
{
    (void)state;
    enum { MB = 1024 * 1024 };
    char path[] = "/tmp/kolo-test-XXXXXX";
    int64_t size;
    int fd = mkstemp(path);
    unlink(path);
    char *blanks = arena_alloc(arena, MB);
    memset(blanks, ' ', MB);
    struct zipout *z = zipout_open(&cx, fd);
    zipout_entry(z, "_rels/.rels");
    for (int i = 0; i < 300; i++) zipout_put(z, (str){ blanks, MB });
    assert_int_equal(zipout_close(z, &size), RC_OK);
    assert_true(size < 2 * MB);
    char *p = arena_alloc(arena, (size_t)size);
    assert_int_equal(pread(fd, p, (size_t)size, 0), size);
    close(fd);
    REFUSES(((str){ p, (size_t)size }), "unpacks into more than 256 MiB");
}

static enum rc stop(void *p, const struct xlsx_row *row)
{
    (void)row;
    ++*(int *)p;
    return RC_CONFLICT;
}

static void stops_when_told(void **state)
{
    (void)state;
    int seen = 0;
    str bytes = workbook(SHEET("<row><c><v>1</v></c></row><row><c><v>2</v></c></row>"));
    assert_int_equal(xlsx_read(&cx, bytes, NULL, stop, &seen), RC_CONFLICT);
    assert_int_equal(seen, 1);
}

/* ---- numbers ---- */

static const char *decimal(const char *z)
{
    static char out[XLSX_DECIMAL];
    return xlsx_decimal(str_of(z), out) ? out : "no";
}

static void reads_numbers_without_floats(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        { "0", "0" },
        { "-0", "0" },
        { "0.00", "0" },
        { "007", "7" },
        { "+1.50", "1.5" },
        { "9.9499999999999993", "9.95" },
        { "0.30000000000000004", "0.3" },
        { "99999999.989999995", "99999999.99" },
        { "-1.0000000000000002E-2", "-0.01" },
        { "0.99999999999999989", "1" },
        { "999999999999999.9", "1000000000000000" },
        { "1234567890.12345678", "1234567890.12346" },
        { "12345678901234567", "12345678901234567" },
        { "1E3", "1000" },
        { "1.5e+3", "1500" },
        { "12.5E-1", "1.25" },
        { "5E-5", "0.00005" },
        { ".5", "0.5" },
        { "5.", "5" },
        { "0E400", "0" },
        { "", "no" },
        { "-", "no" },
        { ".", "no" },
        { "1E", "no" },
        { "1E+", "no" },
        { "1E1.5", "no" },
        { "0x10", "no" },
        { "1 000", "no" },
        { "INF", "no" },
        { "1E31", "no" },
        { "1E-31", "no" },
        { "1E999", "no" },
        { "--1", "no" },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_string_equal(decimal(pairs[i][0]), pairs[i][1]);
}

/* Any amount that a spreadsheet writes with 17 digits comes back to the cent. */
static void comes_back_to_the_cent(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int i = 0; i < 200000; i++) {
        char text[40], out[XLSX_DECIMAL];
        int64_t back;
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
        int64_t minor = (int64_t)(seed >> 33) * (i % 7 ? 1 : 400);
        /* The one double in the house: it plays the spreadsheet. */
        snprintf(text, sizeof text, "%.17g", (double)minor / 100.0);
        assert_true(xlsx_decimal(str_of(text), out));
        assert_true(scaled_parse(str_of(out), 2, &back));
        assert_int_equal(back, minor);
    }
}

static void knows_date_formats(void **state)
{
    (void)state;
    assert_int_equal(xlsx_clock_of(STR("d. m. yyyy.")), XLSX_DAY);
    assert_int_equal(xlsx_clock_of(STR("[$-409]mmm\\-yy")), XLSX_DAY);
    assert_int_equal(xlsx_clock_of(STR("hh:mm")), XLSX_TIME);
    assert_int_equal(xlsx_clock_of(STR("[mm]:ss")), XLSX_TIME);
    assert_int_equal(xlsx_clock_of(STR("General")), XLSX_NO_CLOCK);
    assert_int_equal(xlsx_clock_of(STR("#,##0.00\" days\"")), XLSX_NO_CLOCK);
    assert_int_equal(xlsx_clock_of(STR("#,##0.00\\ \\d\\i\\n")), XLSX_NO_CLOCK);
    assert_int_equal(xlsx_clock_of(STR("[Red]0.00")), XLSX_NO_CLOCK);
    assert_int_equal(xlsx_clock_of(STR("[$din.]#,##0.00")), XLSX_NO_CLOCK);
    assert_int_equal(xlsx_clock_of(STR("0.00%")), XLSX_HUNDREDTHS);
    assert_int_equal(xlsx_clock_of(STR("0\" % of it\"")), XLSX_NO_CLOCK);
    assert_int_equal(xlsx_clock_builtin(9), XLSX_HUNDREDTHS);
}

/* 50 % is 0.5 in the file: taken as a number it would be half a percent. */
static void a_percentage_is_what_is_seen(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        { "0.5", "50%" }, { "1", "100%" },    { "0.125", "12.5%" },  { "0", "0%" },
        { "0.07", "7%" }, { "-0.5", "-50%" }, { "0.0005", "0.05%" }, { "12", "1200%" },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char out[XLSX_DECIMAL];
        xlsx_hundredths(pairs[i][0], out);
        assert_string_equal(out, pairs[i][1]);
    }
}

/* ---- through table.h ---- */

static void finds_the_head_below_titles(void **state)
{
    (void)state;
    struct table t;
    str bytes = workbook(
        SHEET("<row><c t=\"s\"><v>0</v></c></row><row/><row r=\"4\"><c t=\"s\"><v>0</v></c>"
              "<c t=\"s\"><v>1</v></c></row><row><c><v>5</v></c></row>"));
    struct table_options two = { .least = 2 }, nine = { .least = 9 };
    assert_int_equal(table_read(&cx, bytes, "a.xlsx", &two, &t), RC_OK);
    assert_int_equal(t.head.no, 4);
    assert_int_equal(t.n, 1);
    assert_int_equal(t.rows[0].n, 2); /* as wide as the head */
    assert_int_equal(t.rows[0].cells[1].n, 0);
    assert_int_equal(t.rows[0].kinds[0], XLSX_IS_NUMBER);
    assert_string_equal(table_place(&cx, &t.rows[0], 1), "Row 5, column B (2)");
    assert_int_equal(table_read(&cx, bytes, "a.xlsx", &nine, &t), RC_INVALID);
    assert_string_equal(cx.problems.first->text,
                        "“a.xlsx” has no row with at least 9 filled cells, so no head was found.");
}

static void refuses_a_value_without_a_head(void **state)
{
    (void)state;
    struct table t;
    str bytes =
        workbook(SHEET("<row><c><v>1</v></c></row><row><c><v>1</v></c><c><v>2</v></c></row>"));
    assert_int_equal(table_read(&cx, bytes, "a.xlsx", NULL, &t), RC_INVALID);
    assert_non_null(
        strstr(cx.problems.first->text, "Row 2, column B (2): there is something here"));
    cx_init(&cx, arena);
    struct table_options one = { .max_rows = 1 };
    assert_int_equal(table_read(&cx, STR("a\n1\n"), "a.csv", &one, &t), RC_OK);
    assert_int_equal(table_read(&cx, STR("a\n1\n2\n"), "a.csv", &one, &t), RC_INVALID);
    assert_string_equal(cx.problems.first->text, "The table has more than 1 row. Split it.");
}

TESTS(xlsx_read, WITH(reads_every_type), WITH(keeps_places), WITH(reads_dates),
      WITH(counts_from_1904_where_said), WITH(finds_sheets), WITH(reads_other_prefixes),
      WITH(refuses_what_is_uncertain), WITH(refuses_other_files), WITH(expands_no_entities),
      WITH(refuses_bombs), WITH(stops_when_told), WITH(reads_numbers_without_floats),
      WITH(comes_back_to_the_cent), WITH(knows_date_formats), WITH(a_percentage_is_what_is_seen),
      WITH(finds_the_head_below_titles), WITH(refuses_a_value_without_a_head));

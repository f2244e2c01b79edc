/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx.c — cells in reading order, each written as XML at once. Why not libxlsxwriter: the package
 * prints numbers with "%.16G", so 9.95 leaves as 9.949999999999999 (doc/adr/0004). Here an amount
 * goes from minor units to decimal text and nowhere else. Knows no domain type.
 */
#include "export/xlsx.h"

#include "base/file.h"
#include "base/log.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "export/xlsx_inside.h"
#include "export/zipout.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { LINE = 15, TALLEST = 409 }; /* points; Excel takes no taller row */
enum { LONGEST = 32000, NAME_MAX_CHARS = 31, FLUSH = 32 * 1024 };
#define DIGITS_15 INT64_C(1000000000000000)

struct xlsx_book {
    struct cx *cx;
    int fd;
    struct zipout *zip;
    struct buf xml; /* not yet put out; emptied every FLUSH bytes */
    struct xlsx_layout layout;
    unsigned row, column; /* of the last cell; row 0: none yet */
    unsigned columns;     /* of the filter row */
    unsigned lines;       /* of the row, as xlsx_tall said; 0: nothing */
    bool in_sheet, in_row;
    VEC(struct xlsx_done) sheets;
};

static void give_back(void *p)
{
    struct xlsx_book *b = p;
    if (b->fd >= 0) close(b->fd);
    buf_done(&b->xml);
}

static void flush(struct xlsx_book *b)
{
    MUST(buf_ok(&b->xml));
    zipout_put(b->zip, buf_slice(&b->xml));
    buf_clear(&b->xml);
}

static void entry(struct xlsx_book *b, const char *name)
{
    if (b->xml.n) flush(b);
    zipout_entry(b->zip, name);
}

/* Relations first, then parts below xl/: by these libmagic tells a workbook from any other ZIP. */
enum rc xlsx_open(struct cx *cx, struct xlsx_book **out)
{
    int fd = file_temporary(cx);
    if (fd < 0) return fail(cx, "temporary file: %s", strerror(errno));
    struct xlsx_book *b = arena_alloc(cx->arena, sizeof *b);
    b->cx = cx;
    b->fd = fd;
    buf_init(&b->xml, (size_t)4 * 1024 * 1024);
    arena_defer(cx->arena, give_back, b);
    b->zip = zipout_open(cx, fd);
    entry(b, "_rels/.rels");
    xlsx_part_rels(&b->xml);
    entry(b, "xl/styles.xml");
    xlsx_part_styles(&b->xml);
    *out = b;
    return RC_OK;
}

/* ---- sheets ---- */

static bool name_taken(const struct xlsx_book *b, const char *name)
{
    for (size_t i = 0; i < b->sheets.n; i++)
        if (str_is_nocase(str_of(b->sheets.v[i].name), name)) return true;
    return false;
}

/* The first ${max} characters, what Excel refuses in a name replaced, and no apostrophe at an end.
 */
static char *clean_name(struct arena *a, const char *name, size_t max)
{
    str rest = str_of(name);
    for (size_t i = 0; i < max && rest.n; i++) utf8_next(&rest);
    char *out = arena_str(a, (str){ name, (size_t)(rest.p - name) });
    for (char *p = out; *p; p++)
        if (strchr("[]:*?/\\", *p) || (unsigned char)*p < ' ') *p = '-';
    size_t n = strlen(out);
    if (n && out[0] == '\'') out[0] = '-';
    if (n && out[n - 1] == '\'') out[n - 1] = '-';
    return out;
}

static const char *sheet_name(struct xlsx_book *b, const char *wanted)
{
    struct arena *a = b->cx->arena;
    if (!wanted || !*wanted) wanted = "Sheet";
    const char *name = clean_name(a, wanted, NAME_MAX_CHARS);
    for (unsigned i = 2; name_taken(b, name); i++)
        name = arena_printf(a, "%s %u", clean_name(a, wanted, NAME_MAX_CHARS - 6), i);
    return name;
}

static void end_row(struct xlsx_book *b)
{
    if (b->in_row) buf_text(&b->xml, "</row>");
    b->in_row = false;
}

static void end_sheet(struct xlsx_book *b)
{
    struct xlsx_done *d = &b->sheets.v[b->sheets.n - 1];
    end_row(b);
    d->last_row = b->row > b->layout.filter_row ? b->row : b->layout.filter_row;
    d->columns = b->columns ? b->columns : 1;
    xlsx_part_sheet_foot(&b->xml, &b->layout, d);
    b->in_sheet = false;
}

void xlsx_begin(struct xlsx_book *b, const struct xlsx_layout *layout)
{
    if (b->in_sheet) end_sheet(b);
    struct xlsx_done *d = vec_push(b->cx->arena, &b->sheets);
    *d = (struct xlsx_done){ .repeat_rows = layout->repeat_rows,
                             .repeat_from = layout->repeat_from,
                             .filter_row = layout->filter_row };
    b->sheets.n--; /* its own name does not count as taken */
    d->name = sheet_name(b, layout->name);
    b->sheets.n++;
    b->layout = *layout;
    b->row = b->column = b->columns = 0;
    b->in_sheet = true;
    entry(b, arena_printf(b->cx->arena, "xl/worksheets/sheet%zu.xml", b->sheets.n));
    xlsx_part_sheet_head(&b->xml, layout);
}

void xlsx_row(struct xlsx_book *b)
{
    MUST(b->in_sheet && b->row < XLSX_MAX_ROWS);
    end_row(b);
    b->row++;
    b->column = b->lines = 0;
    if (b->xml.n >= FLUSH) flush(b);
}

void xlsx_tall(struct xlsx_book *b, unsigned lines)
{
    if (!b->row) xlsx_row(b);
    b->lines = lines;
}

/* In tenths of a digit, of which the width of a column is made: most letters are narrower, those of
 * Cyrillic are not. */
static unsigned wide(str word)
{
    unsigned sum = 0;
    while (word.n) {
        int32_t c = utf8_next(&word);
        sum += c >= 0x400 && c < 0x530 ? 12 : 10;
    }
    return sum;
}

unsigned xlsx_lines(const char *z, unsigned width)
{
    const unsigned room = width > 1 ? 10 * width : 10;
    unsigned lines = 0;
    str rest = str_of(z ? z : "");
    do {
        str line = str_cut(&rest, '\n');
        unsigned at = 0;
        lines++;
        while (line.n) {
            unsigned word = wide(str_cut(&line, ' '));
            if (at && at + 10 + word > room) {
                lines++;
                at = 0;
            }
            at += word + (at ? 10 : 0);
            for (; at > room; at -= room) lines++;
        }
    } while (rest.n);
    return lines;
}

void xlsx_skip(struct xlsx_book *b, unsigned n)
{
    if (!b->row) xlsx_row(b);
    b->column += n;
}

unsigned xlsx_at_row(const struct xlsx_book *b) { return b->row ? b->row : 1; }
unsigned xlsx_at_column(const struct xlsx_book *b) { return b->column + 1; }

const char *xlsx_ref(char out[XLSX_REF], unsigned column, unsigned row)
{
    char room[XLSX_REF], *p = room + sizeof room;
    MUST(column >= 1 && column <= XLSX_MAX_COLUMNS && row >= 1 && row <= XLSX_MAX_ROWS);
    *--p = '\0';
    for (; row; row /= 10) *--p = (char)('0' + row % 10);
    for (; column; column = (column - 1) / 26) *--p = (char)('A' + (column - 1) % 26);
    size_t n = (size_t)(room + sizeof room - p);
    memcpy(out, p, n);
    return out;
}

/* ---- cells ---- */

/* <c r="B12" s="7" …: the caller goes on with attributes or '>'. */
static void begin_cell(struct xlsx_book *b, enum xlsx_look look, enum xlsx_form form)
{
    char ref[XLSX_REF];
    if (!b->row) xlsx_row(b);
    b->column++;
    if (b->row == b->layout.filter_row) b->columns = b->column;
    if (!b->in_row) {
        buf_text(&b->xml, "<row r=\"");
        buf_int(&b->xml, b->row);
        if (b->lines)
            buf_printf(&b->xml, "\" ht=\"%u\">",
                       b->lines * LINE > TALLEST ? TALLEST : b->lines * LINE);
        else
            buf_text(&b->xml, look == XLSX_TITLE ? "\" ht=\"26\" customHeight=\"1\">" : "\">");
        b->in_row = true;
    }
    buf_text(&b->xml, "<c r=\"");
    buf_text(&b->xml, xlsx_ref(ref, b->column, b->row));
    buf_text(&b->xml, "\" s=\"");
    buf_int(&b->xml, xlsx_style(look, form));
    buf_char(&b->xml, '"');
}

/* ${n} bytes that are whole characters; ${left}: how many more there were. */
static size_t cut(const char *z, size_t *left)
{
    str s = str_of(z);
    size_t n = s.n;
    *left = 0;
    if (n <= LONGEST) return n;
    str rest = s;
    for (size_t i = 0; i < LONGEST && rest.n; i++) utf8_next(&rest);
    *left = utf8_count(rest);
    return (size_t)(rest.p - z);
}

static void put_text(struct xlsx_book *b, enum xlsx_look look, enum xlsx_form form, const char *z)
{
    size_t left;
    begin_cell(b, look, form);
    if (!z || !*z) {
        buf_text(&b->xml, "/>");
        return;
    }
    size_t n = cut(z, &left);
    bool blank_ends = (unsigned char)z[0] <= ' ' || (unsigned char)z[n - 1] <= ' ';
    buf_text(&b->xml, " t=\"inlineStr\"><is><t");
    buf_text(&b->xml, blank_ends ? " xml:space=\"preserve\">" : ">");
    xlsx_escape(&b->xml, z, n);
    if (left) buf_printf(&b->xml, " … [+%zu]", left);
    buf_text(&b->xml, "</t></is></c>");
    if (b->xml.n >= FLUSH) flush(b);
}

void xlsx_text(struct xlsx_book *b, enum xlsx_look look, const char *z)
{
    put_text(b, look, XLSX_TEXT, z);
}

void xlsx_head(struct xlsx_book *b, enum xlsx_form form, const char *z)
{
    put_text(b, XLSX_HEAD, form, z);
}

static bool holds(int64_t v) { return v > -DIGITS_15 && v < DIGITS_15; }

static void put_value(struct xlsx_book *b, const char *decimal)
{
    buf_text(&b->xml, "<v>");
    buf_text(&b->xml, decimal);
    buf_text(&b->xml, "</v></c>");
}

void xlsx_number(struct xlsx_book *b, enum xlsx_look look, enum xlsx_form form, int64_t v,
                 int digits)
{
    char room[MONEY_TEXT];
    const char *decimal = scaled_text(v, digits, 0, room);
    if (!holds(v)) {
        put_text(b, look, form, decimal);
        return;
    }
    begin_cell(b, look, form);
    buf_char(&b->xml, '>');
    put_value(b, decimal);
}

void xlsx_int(struct xlsx_book *b, enum xlsx_look look, int64_t n)
{
    xlsx_number(b, look, XLSX_INT, n, 0);
}

void xlsx_amount(struct xlsx_book *b, enum xlsx_look look, int64_t minor)
{
    xlsx_number(b, look, XLSX_AMOUNT, minor, 2);
}

void xlsx_percent_e2(struct xlsx_book *b, enum xlsx_look look, int64_t e2)
{
    xlsx_number(b, look, XLSX_PERCENT, e2, 4);
}

/* Excel counts days from 1899-12-30, and wrongly before 1900-03-01: those go out as text. */
void xlsx_date(struct xlsx_book *b, enum xlsx_look look, date d)
{
    char room[DATE_TEXT];
    if (!date_given(d))
        put_text(b, look, XLSX_DATE, NULL);
    else if (date_cmp(d, date_make(1900, 3, 1)) < 0)
        put_text(b, look, XLSX_DATE, date_text(d, room));
    else
        xlsx_number(b, look, XLSX_DATE, (int64_t)d.day + 25569, 0);
}

void xlsx_formula(struct xlsx_book *b, enum xlsx_look look, enum xlsx_form form,
                  const char *formula, int64_t v, int digits)
{
    char room[MONEY_TEXT];
    begin_cell(b, look, form);
    buf_text(&b->xml, "><f>");
    xlsx_escape(&b->xml, formula, strlen(formula));
    buf_text(&b->xml, "</f>");
    put_value(b, scaled_text(v, digits, 0, room));
}

void xlsx_formula_amount(struct xlsx_book *b, enum xlsx_look look, const char *formula,
                         int64_t minor)
{
    xlsx_formula(b, look, XLSX_AMOUNT, formula, minor, 2);
}

/* ---- the end ---- */

enum rc xlsx_finish(struct xlsx_book *b, int *fd, int64_t *size)
{
    *fd = -1;
    if (!b->sheets.n) xlsx_begin(b, &(struct xlsx_layout){ 0 }); /* Excel refuses a book of none */
    end_sheet(b);
    entry(b, "xl/workbook.xml");
    xlsx_part_workbook(&b->xml, b->sheets.v, b->sheets.n);
    entry(b, "xl/_rels/workbook.xml.rels");
    xlsx_part_workbook_rels(&b->xml, b->sheets.n);
    entry(b, "[Content_Types].xml");
    xlsx_part_types(&b->xml, b->sheets.n);
    flush(b);
    enum rc rc = zipout_close(b->zip, size);
    if (rc) return rc;
    if (lseek(b->fd, 0, SEEK_SET) < 0) return fail(b->cx, "temporary file: %s", strerror(errno));
    *fd = b->fd;
    b->fd = -1;
    return RC_OK;
}

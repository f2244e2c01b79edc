/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx_read.c — from the events of one sheet to rows of text. A cell that cannot be read for
 * certain ends the reading: half a table is worse than none. Knows nothing of what the columns
 * mean.
 */
#include "export/xlsx_read.h"

#include "base/utf8.h"
#include "export/csv.h"
#include "export/xlsx.h"
#include "export/xlsx_index.h"
#include "i18n/i18n.h"

#include <string.h>

enum { MAX_CELL = 64 * 1024 };

/* A cell's text is either shared or lies in the row's buffer, which may move while it grows. */
struct cell {
    const char *shared; /* NULL: at ${from} of the buffer */
    size_t from, n;
    enum xlsx_kind kind;
};

struct sheet {
    struct cx *cx;
    struct xlsx_index ix;
    const char *field;
    enum rc (*each)(void *p, const struct xlsx_row *row);
    void *p;
    size_t max_columns;
    int64_t row;
    struct cell *cells; /* max_columns of them */
    str *texts;
    enum xlsx_kind *kinds;
    size_t n; /* cells of this row up to the last filled one */
    struct buf row_text;
    /* the cell being read */
    size_t column; /* from 0 */
    char type;     /* s: shared, i: inline, t: formula's text, b, e, d, n */
    int64_t style;
    bool has_formula, has_value, in_text, in_phonetic;
    struct buf value;
};

static const char *place(struct sheet *s)
{
    struct cx *cx = s->cx;
    return arena_printf(cx->arena, T("Row %s, column %s"), i18n_int(cx, s->row),
                        csv_column(cx->arena, s->column));
}

/* ---- where ---- */

/* "AB12": only the letters count here; rows say their own number. */
static size_t column_of(str ref)
{
    size_t n = 0;
    for (size_t i = 0; i < ref.n && i < 4 && ref.p[i] >= 'A' && ref.p[i] <= 'Z'; i++)
        n = n * 26 + (size_t)(ref.p[i] - 'A') + 1;
    return n;
}

static enum rc begin_row(struct sheet *s, const struct xlsx_element *e)
{
    str v;
    int64_t no = s->row + 1;
    if (xlsx_zip_attribute(e, "r", &v) &&
        (!str_int64(v, &no) || no <= s->row || no > XLSX_MAX_ROWS))
        return xlsx_zip_damaged(s->ix.zip);
    s->row = no;
    s->n = 0;
    s->column = SIZE_MAX; /* the first cell is one further */
    buf_clear(&s->row_text);
    return RC_OK;
}

static char type_of(const struct xlsx_element *e)
{
    str v;
    if (!xlsx_zip_attribute(e, "t", &v) || str_is(v, "n")) return 'n';
    if (str_is(v, "str")) return 't';
    if (str_is(v, "inlineStr")) return 'i';
    return v.n == 1 && strchr("sbed", v.p[0]) ? v.p[0] : '?';
}

static enum rc begin_cell(struct sheet *s, const struct xlsx_element *e)
{
    str v;
    size_t column = s->column + 2; /* from 1, one after the last */
    if (xlsx_zip_attribute(e, "r", &v)) column = column_of(v);
    if (column == 0 || column > XLSX_MAX_COLUMNS || (s->n && column <= s->n))
        return xlsx_zip_damaged(s->ix.zip);
    s->column = column - 1;
    s->type = type_of(e);
    if (!xlsx_zip_attribute(e, "s", &v) || !str_int64(v, &s->style)) s->style = -1;
    s->has_formula = s->has_value = s->in_text = s->in_phonetic = false;
    buf_clear(&s->value);
    return RC_OK;
}

/* ---- what ---- */

static enum rc keep(struct sheet *s, str text, const char *shared, enum xlsx_kind kind)
{
    struct cx *cx = s->cx;
    if (!text.n) return RC_OK;
    if (s->column >= s->max_columns)
        return problem(cx, s->field,
                       T("%s: there is something here, beyond the %s columns that are "
                         "read. Delete it or move it to another sheet."),
                       place(s), i18n_int(cx, (int64_t)s->max_columns));
    if (text.n > MAX_CELL)
        return problem(cx, s->field, T("%s: the cell has %s bytes; at most %s are taken."),
                       place(s), i18n_int(cx, (int64_t)text.n), i18n_int(cx, MAX_CELL));
    if (!utf8_ok(text))
        return problem(cx, s->field, T("%s: the cell holds a control character. Type it again."),
                       place(s));
    while (s->n < s->column) s->cells[s->n++] = (struct cell){ .shared = "" };
    struct cell *c = &s->cells[s->n++];
    *c = (struct cell){ shared, s->row_text.n, text.n, kind };
    if (!shared) buf_str(&s->row_text, text);
    return buf_ok(&s->row_text) ? RC_OK : xlsx_zip_damaged(s->ix.zip);
}

static enum rc shared_text(struct sheet *s, str number)
{
    int64_t i;
    if (!str_int64(number, &i) || i < 0 || (uint64_t)i >= s->ix.strings.n)
        return xlsx_zip_damaged(s->ix.zip);
    str text = s->ix.strings.v[i];
    return keep(s, text, text.p, XLSX_IS_TEXT);
}

static enum xlsx_clock clock_of(const struct sheet *s)
{
    bool known = s->style >= 0 && (uint64_t)s->style < s->ix.styles.n;
    return known ? s->ix.styles.v[s->style] : XLSX_NO_CLOCK;
}

static enum rc number(struct sheet *s, str value)
{
    char decimal[XLSX_DECIMAL], moment[XLSX_DECIMAL];
    struct cx *cx = s->cx;
    if (!xlsx_decimal(str_trim(value), decimal))
        return problem(cx, s->field, T("%s: the number %.*s cannot be read."), place(s),
                       value.n > 40 ? 40 : (int)value.n, value.p);
    enum xlsx_clock clock = clock_of(s);
    if (clock == XLSX_NO_CLOCK) return keep(s, str_of(decimal), NULL, XLSX_IS_NUMBER);
    if (clock == XLSX_HUNDREDTHS) {
        xlsx_hundredths(decimal, moment);
        return keep(s, str_of(moment), NULL, XLSX_IS_TEXT);
    }
    if (xlsx_moment(decimal, clock, s->ix.from_1904, moment))
        return keep(s, str_of(moment), NULL, XLSX_IS_DATE);
    return problem(
        cx, s->field,
        T("%s: the number %s is shown as a date, but there is no such day. Type the date "
          "again."),
        place(s), decimal);
}

/* ISO 8601, which few programs write: "2007-03-31T00:00:00" or "2007-03-31". */
static enum rc iso_moment(struct sheet *s, str value)
{
    date d;
    str rest = value, day = str_cut(&rest, 'T');
    if (!date_iso(day, &d)) return keep(s, value, NULL, XLSX_IS_TEXT);
    bool midnight = !rest.n || str_starts(rest, "00:00:00");
    if (midnight) return keep(s, day, NULL, XLSX_IS_DATE);
    str clock = { rest.p, rest.n < 8 ? rest.n : 8 };
    char *text = arena_printf(s->cx->arena, "%.*s %.*s", (int)day.n, day.p, (int)clock.n, clock.p);
    return keep(s, str_of(text), NULL, XLSX_IS_DATE);
}

static enum rc end_cell(struct sheet *s)
{
    struct cx *cx = s->cx;
    str value = buf_slice(&s->value);
    if (!buf_ok(&s->value)) return xlsx_zip_damaged(s->ix.zip);
    if (s->has_formula && !s->has_value)
        return problem(cx, s->field,
                       T("%s: the formula was saved without its value. Open the workbook in a "
                         "spreadsheet and save it again."),
                       place(s));
    if (!value.n) return RC_OK;
    switch (s->type) {
    case 's': return shared_text(s, value);
    case 'i':
    case 't': return keep(s, xlsx_index_text(cx->arena, value), NULL, XLSX_IS_TEXT);
    case 'b': return keep(s, str_is(value, "1") ? STR("TRUE") : STR("FALSE"), NULL, XLSX_IS_TEXT);
    case 'e': return keep(s, value, NULL, XLSX_IS_TEXT);
    case 'd': return iso_moment(s, value);
    case 'n': return number(s, value);
    default: return xlsx_zip_damaged(s->ix.zip);
    }
}

static enum rc end_row(struct sheet *s)
{
    if (!s->n) return RC_OK;
    for (size_t i = 0; i < s->n; i++) {
        const struct cell *c = &s->cells[i];
        s->texts[i] = (str){ c->shared ? c->shared : s->row_text.p + c->from, c->n };
        s->kinds[i] = c->kind;
    }
    struct xlsx_row row = { s->row, s->texts, s->kinds, s->n };
    return s->each(s->p, &row);
}

/* ---- events ---- */

static enum rc on_begin(void *p, const struct xlsx_element *e)
{
    struct sheet *s = p;
    const char *name = e->name;
    if (strcmp(name, "c") == 0) return begin_cell(s, e);
    if (strcmp(name, "row") == 0) return begin_row(s, e);
    if (strcmp(name, "v") == 0) {
        s->has_value = s->in_text = true;
        buf_clear(&s->value);
    } else if (strcmp(name, "t") == 0) {
        s->in_text = !s->in_phonetic;
        s->has_value = true;
    } else if (strcmp(name, "rPh") == 0) {
        s->in_phonetic = true;
    } else if (strcmp(name, "f") == 0) {
        s->has_formula = true;
    }
    return RC_OK;
}

static void on_text(void *p, str text)
{
    struct sheet *s = p;
    if (s->in_text) buf_str(&s->value, text);
}

static enum rc on_end(void *p, const char *name)
{
    struct sheet *s = p;
    if (strcmp(name, "c") == 0) return end_cell(s);
    if (strcmp(name, "row") == 0) return end_row(s);
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) s->in_text = false;
    if (strcmp(name, "rPh") == 0) s->in_phonetic = false;
    return RC_OK;
}

enum rc xlsx_read(struct cx *cx, str bytes, const struct xlsx_read_options *options,
                  enum rc (*each)(void *p, const struct xlsx_row *row), void *p)
{
    static const struct xlsx_read_options plain = { 0 };
    static const struct xlsx_handler handler = { on_begin, on_end, on_text };
    const struct xlsx_read_options *o = options ? options : &plain;
    struct sheet s = { .cx = cx,
                       .ix = { .cx = cx },
                       .field = o->field ? o->field : "file",
                       .each = each,
                       .p = p,
                       .max_columns = o->max_columns ? o->max_columns : 256,
                       .column = SIZE_MAX,
                       .type = 'n' };
    enum rc rc = xlsx_zip_open(cx, s.field, bytes, &s.ix.zip);
    if (!rc) rc = xlsx_index_read(&s.ix, s.field, o->sheet);
    if (rc) return rc;
    s.cells = arena_array(cx->arena, struct cell, s.max_columns);
    s.texts = arena_array(cx->arena, str, s.max_columns);
    s.kinds = arena_array(cx->arena, enum xlsx_kind, s.max_columns);
    buf_init(&s.row_text, (size_t)64 * 1024 * 1024);
    buf_init(&s.value, (size_t)512 * 1024);
    rc = xlsx_zip_parse(s.ix.zip, s.ix.sheet, &handler, &s);
    buf_done(&s.row_text);
    buf_done(&s.value);
    return rc;
}

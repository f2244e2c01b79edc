/* SPDX-License-Identifier: EUPL-1.2 */
/* table.c — one way to read a table, whatever the file. Finds the head, keeps the rows to its
 * width. Which heads there should be, and what is in the cells, importers know.
 */
#include "export/table.h"

#include "base/vec.h"
#include "i18n/i18n.h"

#include <string.h>

struct reading {
    struct cx *cx;
    const char *field;
    size_t least, max_rows, rows;
    bool is_xlsx;
    enum rc (*each)(void *p, const struct table_row *row);
    void *p;
    size_t width; /* of the head; 0: not yet found */
    str *cells;   /* width of them, for rows that are shorter */
    enum xlsx_kind *kinds;
};

const char *table_place(struct cx *cx, const struct table_row *row, size_t column)
{
    return arena_printf(cx->arena, T("Row %s, column %s"), i18n_int(cx, row->no),
                        csv_column(cx->arena, column));
}

/* Up to the last cell with anything in it. */
static size_t filled_width(const struct table_row *row)
{
    size_t n = row->n;
    while (n && !row->cells[n - 1].n) n--;
    return n;
}

static enum rc take_head(struct reading *r, const struct table_row *row)
{
    size_t filled = 0;
    for (size_t i = 0; i < row->n; i++) filled += str_trim(row->cells[i]).n > 0;
    if (filled < r->least) return RC_OK;
    r->width = filled_width(row);
    r->cells = arena_array(r->cx->arena, str, r->width);
    r->kinds = arena_array(r->cx->arena, enum xlsx_kind, r->width);
    struct table_row head = *row;
    head.n = r->width;
    return r->each(r->p, &head);
}

static enum rc too_wide(struct reading *r, const struct table_row *row)
{
    struct cx *cx = r->cx;
    size_t last = filled_width(row) - 1;
    if (r->is_xlsx)
        return problem(cx, r->field,
                       T("%s: there is something here, but the column has no head. Give it one, or "
                         "delete the cell."),
                       table_place(cx, row, last));
    return problem(
        cx, r->field,
        T("Row %s has %s cells, the head has %s. A cell with a separator in it must stand "
          "in quotation marks."),
        i18n_int(cx, row->no), i18n_int(cx, (int64_t)row->n), i18n_int(cx, (int64_t)r->width));
}

static enum rc too_narrow(struct reading *r, const struct table_row *row)
{
    struct cx *cx = r->cx;
    return problem(
        cx, r->field,
        T("Row %s has %s cells, the head has %s. Empty cells need their separators too."),
        i18n_int(cx, row->no), i18n_int(cx, (int64_t)row->n), i18n_int(cx, (int64_t)r->width));
}

static enum rc take_row(struct reading *r, const struct table_row *row)
{
    struct cx *cx = r->cx;
    if (!r->width) return take_head(r, row);
    if (filled_width(row) > r->width) return too_wide(r, row);
    if (!r->is_xlsx && row->n < r->width) return too_narrow(r, row);
    if (r->rows++ == r->max_rows)
        return problem(cx, r->field,
                       T_N((int64_t)r->max_rows, "The table has more than %s row. Split it.",
                           "The table has more than %s rows. Split it."),
                       i18n_int(cx, (int64_t)r->max_rows));
    struct table_row full = *row;
    full.n = r->width;
    if (row->n < r->width) {
        memcpy(r->cells, row->cells, row->n * sizeof *r->cells);
        memcpy(r->kinds, row->kinds, row->n * sizeof *r->kinds);
        for (size_t i = row->n; i < r->width; i++) {
            r->cells[i] = (str){ "", 0 };
            r->kinds[i] = XLSX_IS_TEXT;
        }
        full.cells = r->cells;
        full.kinds = r->kinds;
    }
    return r->each(r->p, &full);
}

static enum rc xlsx_row(void *p, const struct xlsx_row *x)
{
    struct table_row row = { x->no, x->cells, x->kinds, x->n };
    return take_row(p, &row);
}

static enum rc read_csv(struct reading *r, str bytes, const struct table_options *o)
{
    struct csv c;
    struct csv_row row;
    enum rc rc =
        csv_open(r->cx, &c, bytes,
                 &(struct csv_options){
                     .field = r->field, .encoding = o->encoding, .max_columns = o->max_columns });
    if (rc) return rc;
    const enum xlsx_kind *kinds = arena_array(r->cx->arena, enum xlsx_kind, c.max_columns);
    while (!(rc = csv_next(&c, &row)) && row.n) {
        rc = take_row(r, &(struct table_row){ row.no, row.cells, kinds, row.n });
        if (rc) return rc;
    }
    return rc;
}

/* A ZIP or an OLE file is never CSV; anything else may be. */
static bool is_workbook(str bytes)
{
    return str_starts(bytes, "PK\x03\x04") || str_starts(bytes, "PK\x05\x06") ||
           str_starts(bytes, "\xD0\xCF\x11\xE0") || str_starts(bytes, "%PDF");
}

static enum rc nothing(struct reading *r, const char *filename)
{
    struct cx *cx = r->cx;
    if (r->least > 1)
        return problem(cx, r->field,
                       T("“%s” has no row with at least %s filled cells, so no head was found."),
                       filename, i18n_int(cx, (int64_t)r->least));
    return problem(cx, r->field, T("“%s” is empty."), filename);
}

enum rc table_each(struct cx *cx, str bytes, const char *filename,
                   const struct table_options *options,
                   enum rc (*each)(void *p, const struct table_row *row), void *p)
{
    static const struct table_options plain = { 0 };
    const struct table_options *o = options ? options : &plain;
    struct reading r = { .cx = cx,
                         .field = o->field ? o->field : "file",
                         .least = o->least ? o->least : 1,
                         .max_rows = o->max_rows ? o->max_rows : 200000,
                         .is_xlsx = is_workbook(bytes),
                         .each = each,
                         .p = p };
    struct xlsx_read_options x = { r.field, o->sheet, o->max_columns };
    enum rc rc = r.is_xlsx ? xlsx_read(cx, bytes, &x, xlsx_row, &r) : read_csv(&r, bytes, o);
    if (!rc && !r.width) rc = nothing(&r, filename);
    return rc;
}

struct collecting {
    struct arena *a;
    struct table *out;
    bool copy, has_head;
    VEC(struct table_row) rows;
};

/* Cells of CSV lie in the file or the arena and stay; those of XLSX are gone after the row. */
static enum rc collect(void *p, const struct table_row *row)
{
    struct collecting *c = p;
    struct table_row kept = *row;
    str *cells = arena_array(c->a, str, row->n);
    memcpy(cells, row->cells, row->n * sizeof *cells);
    if (c->copy)
        for (size_t i = 0; i < row->n; i++) cells[i].p = arena_str(c->a, cells[i]);
    kept.cells = cells;
    if (c->copy) {
        enum xlsx_kind *kinds = arena_array(c->a, enum xlsx_kind, row->n);
        memcpy(kinds, row->kinds, row->n * sizeof *kinds);
        kept.kinds = kinds;
    }
    if (c->has_head)
        *vec_push(c->a, &c->rows) = kept;
    else
        c->out->head = kept;
    c->has_head = true;
    return RC_OK;
}

enum rc table_read(struct cx *cx, str bytes, const char *filename,
                   const struct table_options *options, struct table *out)
{
    struct collecting c = { .a = cx->arena, .out = out, .copy = is_workbook(bytes) };
    *out = (struct table){ .is_xlsx = c.copy };
    enum rc rc = table_each(cx, bytes, filename, options, collect, &c);
    out->rows = c.rows.v;
    out->n = c.rows.n;
    return rc;
}

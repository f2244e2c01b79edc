/* SPDX-License-Identifier: EUPL-1.2 */
/* csv.c — one pass over the bytes; a cell is a slice of the file unless it holds a doubled quote.
 * What the columns mean, and whether rows are of one width, is table.c's and the importer's to say.
 * What the bytes are, csv_bytes.c finds out first.
 */
#include "export/csv.h"

#include "export/csv_bytes.h"
#include "export/xlsx.h"
#include "i18n/i18n.h"

#include <string.h>

enum { SAMPLE_ROWS = 32 };

enum csv_encoding csv_encoding_of(const char *name)
{
    if (name && strcmp(name, "windows-1250") == 0) return CSV_WINDOWS_1250;
    return name && strcmp(name, "windows-1251") == 0 ? CSV_WINDOWS_1251 : CSV_UTF8;
}

const char *csv_column(struct arena *a, size_t i)
{
    char ref[XLSX_REF];
    if (i >= XLSX_MAX_COLUMNS) return arena_printf(a, "%zu", i + 1);
    xlsx_ref(ref, (unsigned)i + 1, 1);
    return arena_printf(a, "%.*s (%zu)", (int)(strlen(ref) - 1), ref, i + 1);
}

static const char *place(struct csv *c, size_t column)
{
    struct cx *cx = c->cx;
    return arena_printf(cx->arena, T("Row %s, column %s"), i18n_int(cx, c->row),
                        csv_column(cx->arena, column));
}

/* ---- one cell ---- */

/* Without the doubling of its quotes. */
static str undoubled(struct arena *a, const char *p, size_t n)
{
    char *out = arena_alloc(a, n + 1), *to = out;
    for (size_t i = 0; i < n; i++) {
        *to++ = p[i];
        if (p[i] == '"') i++;
    }
    return (str){ out, (size_t)(to - out) };
}

/* c->at stands on the opening quote; afterwards behind the closing one. */
static enum rc quoted(struct csv *c, size_t column, str *cell)
{
    struct cx *cx = c->cx;
    const char *from = c->at + 1, *p = from;
    bool doubled = false;
    for (;;) {
        p = memchr(p, '"', (size_t)(c->end - p));
        if (!p)
            return problem(cx, c->field,
                           T("%s: a quotation mark opens here and is never closed. Close it, or "
                             "save the table again from the spreadsheet."),
                           place(c, column));
        if (p + 1 == c->end || p[1] != '"') break;
        doubled = true;
        p += 2;
    }
    *cell = (str){ from, (size_t)(p - from) };
    if (doubled) *cell = undoubled(cx->arena, cell->p, cell->n);
    c->at = p + 1;
    if (c->at == c->end || *c->at == c->separator || *c->at == '\n' || *c->at == '\r') return RC_OK;
    return problem(cx, c->field,
                   T("%s: text goes on after the closing quotation mark. Inside a quoted cell each "
                     "quotation mark is written twice."),
                   place(c, column));
}

static enum rc bare(struct csv *c, size_t column, str *cell)
{
    const char *p = c->at, *end = c->end;
    char separator = c->separator;
    while (p < end && *p != separator && *p != '\n' && *p != '\r' && *p != '"') p++;
    *cell = (str){ c->at, (size_t)(p - c->at) };
    c->at = p;
    if (p == end || *p != '"') return RC_OK;
    struct cx *cx = c->cx;
    return problem(
        cx, c->field,
        T("%s: a quotation mark stands inside a cell that is not quoted. Quote the whole "
          "cell and write the mark twice."),
        place(c, column));
}

static enum rc too_long(struct csv *c, size_t column, size_t n)
{
    struct cx *cx = c->cx;
    return problem(cx, c->field, T("%s: the cell has %s bytes; at most %s are taken."),
                   place(c, column), i18n_int(cx, (int64_t)n), i18n_int(cx, (int64_t)c->max_cell));
}

/* ---- one row ---- */

/* "\n", "\r\n" or "\r"; nothing at the end of the file. */
static void skip_line_end(struct csv *c)
{
    if (c->at < c->end && *c->at == '\r') {
        c->at++;
        if (c->at < c->end && *c->at == '\n') c->at++;
    } else if (c->at < c->end) {
        c->at++;
    }
}

static enum rc read_row(struct csv *c, size_t *n, bool *blank)
{
    *n = 0;
    *blank = true;
    for (;;) {
        struct cx *cx = c->cx;
        if (*n == c->max_columns)
            return problem(cx, c->field, T("Row %s has more than %s columns."),
                           i18n_int(cx, c->row), i18n_int(cx, (int64_t)c->max_columns));
        str *cell = &c->cells[*n];
        bool is_quoted = c->at < c->end && *c->at == '"';
        enum rc rc = is_quoted ? quoted(c, *n, cell) : bare(c, *n, cell);
        if (rc) return rc;
        if (cell->n > c->max_cell) return too_long(c, *n, cell->n);
        if (cell->n) *blank = false;
        ++*n;
        if (c->at == c->end || *c->at != c->separator) break;
        c->at++;
    }
    skip_line_end(c);
    return RC_OK;
}

enum rc csv_next(struct csv *c, struct csv_row *row)
{
    *row = (struct csv_row){ 0 };
    while (c->at < c->end) {
        size_t n;
        bool blank;
        c->row++;
        enum rc rc = read_row(c, &n, &blank);
        if (rc) return rc;
        if (blank) continue;
        *row = (struct csv_row){ .no = c->row, .cells = c->cells, .n = n };
        return RC_OK;
    }
    return RC_OK;
}

/* ---- the separator ---- */

/* Counts the cells of the row at ${p}, quotes respected; returns where the next row begins. */
static const char *count_cells(const char *p, const char *end, char separator, size_t *n)
{
    bool inside = false;
    *n = 1;
    for (; p < end; p++) {
        if (*p == '"') inside = !inside;
        if (inside) continue;
        if (*p == separator) ++*n;
        if (*p == '\n' || *p == '\r') break;
    }
    if (p < end && *p == '\r' && p + 1 < end && p[1] == '\n') p++;
    return p < end ? p + 1 : end;
}

/* In how many of the first rows do the cells agree with the first row's, which has more than one?
 */
static size_t agreement(const struct csv *c, char separator, size_t *columns)
{
    size_t agree = 0, n;
    const char *p = c->at;
    *columns = 0;
    for (int row = 0; row < SAMPLE_ROWS && p < c->end; row++) {
        const char *next = count_cells(p, c->end, separator, &n);
        bool blank = next - p <= 2 && n == 1;
        p = next;
        if (blank) continue;
        if (!*columns) *columns = n;
        if (n == *columns) agree++;
    }
    return *columns > 1 ? agree : 0;
}

static char find_separator(const struct csv *c)
{
    static const char candidates[] = { ',', ';', '\t' };
    char best = ',';
    size_t best_agree = 0, best_columns = 0;
    for (size_t i = 0; i < sizeof candidates; i++) {
        size_t columns, agree = agreement(c, candidates[i], &columns);
        if (agree < best_agree || (agree == best_agree && columns <= best_columns)) continue;
        best = candidates[i];
        best_agree = agree;
        best_columns = columns;
    }
    return best;
}

/* Excel's own "sep=;" in the first line is no row. */
static void declared_separator(struct csv *c)
{
    size_t n = (size_t)(c->end - c->at);
    if (n < 5 || !str_starts((str){ c->at, n }, "sep=")) return;
    if (n > 5 && c->at[5] != '\n' && c->at[5] != '\r') return;
    c->separator = c->at[4];
    c->at += 5;
    skip_line_end(c);
}

static bool can_separate(char separator) { return separator && !strchr("\"\r\n", separator); }

enum rc csv_open(struct cx *cx, struct csv *c, str bytes, const struct csv_options *options)
{
    static const struct csv_options plain = { 0 };
    const struct csv_options *o = options ? options : &plain;
    *c = (struct csv){ .cx = cx, .field = o->field ? o->field : "file" };
    enum rc rc = csv_bytes_text(cx, c->field, o->encoding, &bytes);
    if (rc) return rc;
    c->at = bytes.p;
    c->end = bytes.p + bytes.n;
    c->max_columns = o->max_columns ? o->max_columns : 256;
    c->max_cell = o->max_cell ? o->max_cell : (size_t)64 * 1024;
    c->cells = arena_array(cx->arena, str, c->max_columns);
    declared_separator(c);
    if (o->separator) c->separator = o->separator;
    if (!can_separate(c->separator)) c->separator = find_separator(c);
    return RC_OK;
}

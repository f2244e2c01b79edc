/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx.h — writing workbooks: described rows as they are, or sheets built cell by cell.
 *
 * An amount is written as the exact decimal text of its minor units; no double is ever made of it.
 * Cells go out in reading order, in constant memory. Rows and columns count from 1 as in the sheet.
 */
#ifndef KOLO_EXPORT_XLSX_H
#define KOLO_EXPORT_XLSX_H

#include "base/cx.h"
#include "base/row.h"

#define XLSX_MAX_ROWS 1048576
#define XLSX_MAX_COLUMNS 16384
#define XLSX_REF 12 /* room for "XFD1048576" and NUL */

/* ---- described rows ---- */

struct xlsx_sheet {
    const char *name; /* what Excel does not take in a name is replaced; longer than 31 is cut */
    const struct row_meta *meta;
    const void *rows;
    size_t n;
};
/** xlsx_of_datasets(cx, sheets, n, fd, size): one sheet for each, a bold frozen head with a filter;
 *  columns as in CSV. ${fd}: an unlinked temporary file, position 0; the caller closes it.
 * RC_INVALID with a sentence when a list has more rows than a sheet can. */
enum rc xlsx_of_datasets(struct cx *cx, const struct xlsx_sheet *sheets, size_t n, int *fd,
                         int64_t *size) MUST_USE;

struct xlsx_book;
/** xlsx_rows_begin, xlsx_rows_put: one such sheet of a book that is open, row by row. */
void xlsx_rows_begin(struct cx *cx, struct xlsx_book *b, const char *name,
                     const struct row_meta *m);
void xlsx_rows_put(struct xlsx_book *b, const struct row_meta *m, const void *row);

/* ---- cell by cell ---- */

/* How a cell looks, and how its number is shown. */
enum xlsx_look {
    XLSX_BODY,
    XLSX_BOLD,
    XLSX_HEAD,  /* bold on a tint, hairline below, wraps; numbers' heads stand right */
    XLSX_TITLE, /* large */
    XLSX_NOTE,  /* small, gray, wraps */
    XLSX_TOTAL, /* bold, hairline above */
    XLSX_WRAP,  /* body text over several lines, hairline below; numbers stand left */
    XLSX_INPUT  /* on a yellow tint; may be changed when the sheet is protected */
};
enum xlsx_form {
    XLSX_TEXT,
    XLSX_INT,     /* 1234 */
    XLSX_AMOUNT,  /* 1,234.56 */
    XLSX_UNITS,   /* 1234.5 with the decimals it has */
    XLSX_RATE,    /* 61.4950 up to ten decimals */
    XLSX_PERCENT, /* 12.34% of the fraction 0.1234 */
    XLSX_DATE     /* 2007-03-31 */
};

struct xlsx_layout {
    const char *name;
    const unsigned char *widths; /* in characters, from column 1; 0: the usual */
    size_t n_widths;
    unsigned freeze_rows, freeze_columns;
    unsigned filter_row;       /* the row whose cells get a filter, down to the last row; 0: none */
    unsigned repeat_rows;      /* printed on top of every page: rows 1..this; 0: none */
    unsigned repeat_from;      /* … or from this row; 0: 1 */
    bool landscape, fit_width; /* fit_width: one page wide, as many high as it takes */
    const char *print_head, *print_foot; /* centered; "&P" page, "&N" pages; NULL: none */
    bool protect; /* only XLSX_INPUT cells can be changed; no password: against accidents */
};

/** xlsx_open(cx): a workbook without sheets, in the arena; its file goes with the arena unless
 *  xlsx_finish hands it over. */
enum rc xlsx_open(struct cx *cx, struct xlsx_book **out) MUST_USE;
/** xlsx_begin(b, layout): the next sheet. The strings of ${layout} must outlive the book. */
void xlsx_begin(struct xlsx_book *b, const struct xlsx_layout *layout);
/** xlsx_row(b): ends the row, begins the next; the first cell of a sheet begins row 1 by itself. */
void xlsx_row(struct xlsx_book *b);
/** xlsx_tall(b, lines): the row that was begun last is so many lines of body text high, before its
 * first cell: for LibreOffice leaves text that wraps cut off otherwise. xlsx_lines(z, width): how
 * many lines ${z} takes in a column of ${width}, rather one too many. */
void xlsx_tall(struct xlsx_book *b, unsigned lines);
unsigned xlsx_lines(const char *z, unsigned width);
/** xlsx_skip(b, n): leaves the next ${n} cells of the row empty. */
void xlsx_skip(struct xlsx_book *b, unsigned n);
/** Where the next cell goes. */
unsigned xlsx_at_row(const struct xlsx_book *b);
unsigned xlsx_at_column(const struct xlsx_book *b);
/** xlsx_ref(out, column, row): (2, 12) is "B12". */
const char *xlsx_ref(char out[XLSX_REF], unsigned column, unsigned row);

/** xlsx_text: never run as a formula. NULL is an empty cell in its look. Past 32,000 characters the
 *  cell says how many are left out, for Excel takes no more. */
void xlsx_text(struct xlsx_book *b, enum xlsx_look look, const char *z);
/** xlsx_head(b, form, z): a column's head, standing right over numbers. */
void xlsx_head(struct xlsx_book *b, enum xlsx_form form, const char *z);
void xlsx_int(struct xlsx_book *b, enum xlsx_look look, int64_t n);
void xlsx_amount(struct xlsx_book *b, enum xlsx_look look, int64_t minor);
/** xlsx_number: ${v} / 10^digits, shown as ${form} says. Of more than 15 digits, which no
 * spreadsheet holds, it becomes text. */
void xlsx_number(struct xlsx_book *b, enum xlsx_look look, enum xlsx_form form, int64_t v,
                 int digits);
void xlsx_percent_e2(struct xlsx_book *b, enum xlsx_look look, int64_t e2);
void xlsx_date(struct xlsx_book *b, enum xlsx_look look, date d);
/** xlsx_formula: "SUM(D2:D40)" without '=', in English with commas, and the value it has now, so
 * that readers which do not calculate show the same. */
void xlsx_formula(struct xlsx_book *b, enum xlsx_look look, enum xlsx_form form,
                  const char *formula, int64_t v, int digits);
/** xlsx_formula_amount: the same for an amount. */
void xlsx_formula_amount(struct xlsx_book *b, enum xlsx_look look, const char *formula,
                         int64_t minor);
/** xlsx_finish(b, fd, size): the finished file, position 0; the caller closes it. */
enum rc xlsx_finish(struct xlsx_book *b, int *fd, int64_t *size) MUST_USE;

#endif

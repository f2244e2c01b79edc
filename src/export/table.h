/* SPDX-License-Identifier: EUPL-1.2 */
/* table.h — a table that somebody uploads, CSV or XLSX, as rows of text cells under a head.
 *
 * All rows are as wide as the head. A row that does not fit it is refused with its number, for in a
 * CSV that means a separator inside a cell, and every value behind it in the wrong column.
 */
#ifndef KOLO_EXPORT_TABLE_H
#define KOLO_EXPORT_TABLE_H

#include "export/csv.h"
#include "export/xlsx_read.h"

struct table_options {
    const char *field; /* of the form, for the sentences; NULL: "file" */
    const char *sheet; /* of a workbook; NULL: the first that is not hidden */
    enum csv_encoding encoding;
    size_t least;       /* the head is the first row with so many filled cells; what stands above it
                           (titles) is left out; 0: 1 */
    size_t max_columns; /* 0: 256 */
    size_t max_rows;    /* below the head; 0: 200,000 */
};
struct table_row {
    int64_t no;                  /* as the spreadsheet numbers it */
    const str *cells;            /* "" where there is nothing */
    const enum xlsx_kind *kinds; /* a number is plain ("1234.5"), a date ISO; all of CSV is text,
                                    written as its author writes */
    size_t n;
};
struct table {
    struct table_row head, *rows;
    size_t n;
    bool is_xlsx;
};

/** table_each(cx, bytes, filename, options, each, p): the head first, then each row that is not
 * blank; a row is good until each returns; not RC_OK ends the reading and is returned. What the
 * file is, its bytes say; ${filename} only serves the sentences. RC_INVALID with a sentence for
 * what cannot be read; an empty table too. */
enum rc table_each(struct cx *cx, str bytes, const char *filename,
                   const struct table_options *options,
                   enum rc (*each)(void *p, const struct table_row *row), void *p) MUST_USE;
/** table_read: all of it in the arena. */
enum rc table_read(struct cx *cx, str bytes, const char *filename,
                   const struct table_options *options, struct table *out) MUST_USE;
/** table_place(cx, row, column): "Row 12, column D (4)", column counted from 0: for a sentence
 * about a cell. */
const char *table_place(struct cx *cx, const struct table_row *row, size_t column);

#endif

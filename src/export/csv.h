/* SPDX-License-Identifier: EUPL-1.2 */
/* csv.h — reading CSV as spreadsheets write it: RFC 4180, with comma, semicolon or tab, any line
 * end, with or without byte order mark. Nothing is guessed silently and nothing is cut: what cannot
 * be read for certain is refused with a sentence that says where and what to do.
 */
#ifndef KOLO_EXPORT_CSV_H
#define KOLO_EXPORT_CSV_H

#include "base/cx.h"

/* What the person says the file is. A file that is UTF-8 is read as UTF-8 whatever is said: letters
 * of the code pages do not form UTF-8 by chance. */
enum csv_encoding { CSV_UTF8, CSV_WINDOWS_1250, CSV_WINDOWS_1251 };
/** csv_encoding_of(name): of "windows-1250" and "windows-1251"; UTF-8 for all else, NULL too. */
enum csv_encoding csv_encoding_of(const char *name);

struct csv_options {
    const char *field; /* of the form, for the sentences; NULL: "file" */
    enum csv_encoding encoding;
    char separator;     /* 0: seen from the first rows */
    size_t max_columns; /* 0: 256 */
    size_t max_cell;    /* bytes; 0: 64 KiB */
};
struct csv {
    struct cx *cx;
    const char *field;
    const char *at, *end; /* not yet read */
    char separator;
    size_t max_columns, max_cell;
    int64_t row;
    str *cells;
};
struct csv_row {
    int64_t no; /* as a spreadsheet numbers it: from 1, blank rows counted */
    const str
        *cells; /* into the file, or the arena where quotes were doubled; the array is reused */
    size_t n;
};

/** csv_open(cx, c, bytes, options): ${bytes} must outlive the reading. RC_INVALID: not text. */
enum rc csv_open(struct cx *cx, struct csv *c, str bytes,
                 const struct csv_options *options) MUST_USE;
/** csv_next(c, row): the next row that is not blank; row->n is 0 at the end. */
enum rc csv_next(struct csv *c, struct csv_row *row) MUST_USE;
/** csv_column(a, i): "D (4)" of index 3: how spreadsheets and text editors find a cell. */
const char *csv_column(struct arena *a, size_t i);

#endif

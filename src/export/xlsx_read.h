/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx_read.h — the cells of one sheet of a workbook, as text.
 *
 * A number is the decimal text that the person sees in the cell: spreadsheets keep 15 digits and
 * write 9.95 as 9.9499999999999993, so more than 15 digits are rounded to 15, in decimal; no double
 * is made. A date is ISO text. A formula is the value it had when the file was saved. Archives that
 * unpack into too much, documents with a DTD and outside references are refused.
 */
#ifndef KOLO_EXPORT_XLSX_READ_H
#define KOLO_EXPORT_XLSX_READ_H

#include "base/cx.h"

enum xlsx_kind {
    XLSX_IS_TEXT,   /* a percentage too, as it is seen: "12.5%" */
    XLSX_IS_NUMBER, /* plain: "-1234.5" */
    XLSX_IS_DATE    /* "2007-03-31", or with a time "2007-03-31 08:30:00" */
};
struct xlsx_row {
    int64_t no; /* from 1, as in the sheet */
    const str *cells;
    const enum xlsx_kind *kinds;
    size_t n; /* up to the last cell with anything in it; blank rows are left out */
};
struct xlsx_read_options {
    const char *field;  /* of the form, for the sentences; NULL: "file" */
    const char *sheet;  /* its name, case ignored; NULL: the first that is not hidden */
    size_t max_columns; /* 0: 256 */
};

/** xlsx_read(cx, bytes, options, each, p): each(p, row) in order; the row is good until it returns;
 *  what is not RC_OK ends the reading and is returned. RC_INVALID: no workbook, damaged, too large,
 * no such sheet, or a cell that cannot be read for certain; the sentence says where. */
enum rc xlsx_read(struct cx *cx, str bytes, const struct xlsx_read_options *options,
                  enum rc (*each)(void *p, const struct xlsx_row *row), void *p) MUST_USE;

#endif

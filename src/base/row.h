/* SPDX-License-Identifier: EUPL-1.2 */
/* row.h — a described struct: what mksql says about a row, so that one writer serves JSON, CSV,
 * XLSX and OpenAPI.
 *
 * The description is generated from the out: line of the statement; a hand-written view struct may
 * carry one as well.
 */
#ifndef KOLO_BASE_ROW_H
#define KOLO_BASE_ROW_H

#include "base/arena.h"
#include "base/json.h"
#include "base/money.h"

enum field_type {
    FIELD_INT,   /* int64_t */
    FIELD_FLAG,  /* int64_t 0 or 1: true/false in JSON, yes/no in CSV */
    FIELD_TEXT,  /* const char *, may be NULL */
    FIELD_DATE,  /* date */
    FIELD_STAMP, /* stamp */
    FIELD_MONTH, /* month, stored as int */
    FIELD_MONEY, /* money: CSV gives NAME and NAME_currency; JSON an object */
    FIELD_EUR,   /* money in EUR from one column: CSV and JSON give the plain amount "12.34" */
    FIELD_E2,    /* int64_t hundredths: "12.34" (percent) */
    FIELD_E3,    /* int64_t thousandths (units) */
    FIELD_E6,    /* int64_t millionths (rates) */
    FIELD_E10    /* int64_t ×10¹⁰ (means of rates); E2 and E10: INT64_MIN is not given */
};
struct row_field {
    const char *name;
    enum field_type type;
    size_t offset;
    bool hidden; /* declared as "name type hidden": never leaves the program */
};
struct row_meta {
    const char *name;
    size_t size;
    size_t n;
    const struct row_field *fields;
};

void row_json(struct json *j, const char *key, const struct row_meta *m, const void *row);
/** An array of rows under ${key}. */
void rows_json(struct json *j, const char *key, const struct row_meta *m, const void *rows,
               size_t n);
/** RFC 4180, comma, CRLF-free (LF), header line by row_csv_head. Cells that begin with = + - @ TAB
 * and are text get a leading apostrophe so that no spreadsheet runs them; negative amounts are
 * numbers and are left alone. */
void row_csv_head(struct buf *b, const struct row_meta *m);
void row_csv(struct buf *b, const struct row_meta *m, const void *row);
/** row_text(m, i, row, arena): field i as the plain text of CSV. */
const char *row_text(const struct row_meta *m, size_t i, const void *row, struct arena *a);

#endif

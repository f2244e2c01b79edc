/* SPDX-License-Identifier: EUPL-1.2 */
/* rates_csv.c — rates from a table: currency, year, month, rate. */
#include "base/vec.h"
#include "export/csv.h"
#include "finance/rates_read.h"
#include "i18n/i18n.h"

#include <string.h>

static const char *const columns[] = { "currency", "year", "month", "rate" };
enum { CURRENCY, YEAR, MONTH, RATE, COLUMNS };

static enum rc bad(struct cx *cx, int64_t row, int column, str value, const char *why)
{
    return problem(cx, "file", T("Row %d, column %s: “%.*s” – %s"), (int)row, columns[column],
                   (int)value.n, value.p, why);
}

static enum rc read_head(struct cx *cx, const struct csv_row *head, size_t at[COLUMNS])
{
    enum rc rc = RC_OK;
    for (size_t c = 0; c < COLUMNS; c++) {
        size_t i = 0;
        while (i < head->n && !str_is_nocase(str_trim(head->cells[i]), columns[c])) i++;
        if (i == head->n)
            rc = problem(
                cx, "file",
                T("The first row has no column “%s”; needed are currency, year, month and rate."),
                columns[c]);
        at[c] = i;
    }
    return rc;
}

/* A spreadsheet that parts cells by semicolons does so since its commas are decimal. */
static bool read_rate(struct cx *cx, str cell, bool comma, int64_t *rate)
{
    char *z = arena_str(cx->arena, cell), *at = comma ? strchr(z, ',') : NULL;
    if (at && !strchr(z, '.')) *at = '.';
    return scaled_parse(str_of(z), 6, rate);
}

static enum rc read_row(struct cx *cx, const struct csv_row *row, const size_t at[COLUMNS],
                        bool comma, struct rate_read *out)
{
    str cell[COLUMNS];
    for (size_t c = 0; c < COLUMNS; c++)
        cell[c] = at[c] < row->n ? str_trim(row->cells[at[c]]) : (str){ "", 0 };
    const struct currency *currency = currency_find(arena_str(cx->arena, cell[CURRENCY]));
    int64_t year, no, rate;
    if (!currency || z_eq(currency->code, "EUR"))
        return bad(cx, row->no, CURRENCY, cell[CURRENCY],
                   T("this is no currency that needs a rate"));
    if (!str_int64(cell[YEAR], &year) || year < 1994 || year > 2199)
        return bad(cx, row->no, YEAR, cell[YEAR], T("give a year from 1994 on"));
    if (!str_int64(cell[MONTH], &no) || no < 1 || no > 12)
        return bad(cx, row->no, MONTH, cell[MONTH], T("give a month from 1 to 12"));
    if (!read_rate(cx, cell[RATE], comma, &rate)) {
        return bad(cx, row->no, RATE, cell[RATE],
                   T("give units per euro with a point and at most six decimals, such as 61.4950"));
    }
    if (rate < RATE_LEAST_E6 || rate > RATE_MOST_E6)
        return bad(cx, row->no, RATE, cell[RATE],
                   T("a rate is between 0.0001 and 1,000,000 units per euro"));
    *out = (struct rate_read){ currency->code, month_make((int)year, (int)no), rate, row->no };
    return RC_OK;
}

enum rc rates_read_csv(struct cx *cx, str bytes, struct rate_read **out, size_t *n)
{
    struct csv csv;
    struct csv_row row;
    size_t at[COLUMNS];
    VEC(struct rate_read) found = { 0 };
    enum rc rc = csv_open(cx, &csv, bytes, &(struct csv_options){ .field = "file" });
    if (!rc) rc = csv_next(&csv, &row);
    if (!rc) rc = read_head(cx, &row, at);
    if (rc) return rc;
    for (;;) {
        enum rc read = csv_next(&csv, &row);
        if (read) return read;
        if (!row.n) break;
        struct rate_read one;
        enum rc trouble = read_row(cx, &row, at, csv.separator == ';', &one);
        if (trouble)
            rc = trouble;
        else
            *vec_push(cx->arena, &found) = one;
    }
    if (!rc && !found.n) rc = problem(cx, "file", T("The file has no rates below its first row."));
    *out = found.v;
    *n = found.n;
    return rc;
}

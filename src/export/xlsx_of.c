/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx_of.c — described rows as sheets: the same columns as row.c writes into CSV, but amounts are
 * numbers and dates are dates.
 */
#include "base/log.h"
#include "export/xlsx.h"
#include "i18n/i18n.h"

#include <string.h>

static enum xlsx_form form_of(enum field_type type)
{
    switch (type) {
    case FIELD_INT: return XLSX_INT;
    case FIELD_FLAG:
    case FIELD_TEXT:
    case FIELD_STAMP:
    case FIELD_MONTH: return XLSX_TEXT;
    case FIELD_DATE: return XLSX_DATE;
    case FIELD_MONEY:
    case FIELD_EUR:
    case FIELD_E2: return XLSX_AMOUNT;
    case FIELD_E3: return XLSX_UNITS;
    case FIELD_E6:
    case FIELD_E10: return XLSX_RATE;
    }
    BUG("a field of type %d", (int)type);
}

/* In characters: enough for the usual value and for the head with its filter button. */
static unsigned char width_of(const struct row_field *f, size_t more)
{
    size_t usual = f->type == FIELD_TEXT ? 28 : f->type == FIELD_STAMP ? 21 : 12;
    size_t head = strlen(f->name) + more + 4;
    return (unsigned char)(head > 60 ? 60 : head > usual ? head : usual);
}

static void head(struct xlsx_book *b, struct arena *a, const struct row_meta *m)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct row_field *f = &m->fields[i];
        if (f->hidden) continue;
        xlsx_head(b, form_of(f->type), f->name);
        if (f->type == FIELD_MONEY)
            xlsx_head(b, XLSX_TEXT, arena_printf(a, "%s_currency", f->name));
    }
}

static void put_money(struct xlsx_book *b, const money *m, bool currency)
{
    if (currency && !m->cur[0])
        xlsx_skip(b, 1);
    else
        xlsx_amount(b, XLSX_BODY, m->minor);
    if (currency) xlsx_text(b, XLSX_BODY, m->cur);
}

static void put_scaled(struct xlsx_book *b, enum xlsx_form form, int64_t v, int digits)
{
    if (v == INT64_MIN)
        xlsx_skip(b, 1); /* the percentage of nothing */
    else
        xlsx_number(b, XLSX_BODY, form, v, digits);
}

static void cell(struct xlsx_book *b, const struct row_field *f, const void *row)
{
    const void *at = (const char *)row + f->offset;
    char room[STAMP_TEXT];
    switch (f->type) {
    case FIELD_INT: xlsx_int(b, XLSX_BODY, *(const int64_t *)at); return;
    case FIELD_FLAG: xlsx_text(b, XLSX_BODY, *(const int64_t *)at ? "yes" : "no"); return;
    case FIELD_TEXT: xlsx_text(b, XLSX_BODY, *(const char *const *)at); return;
    case FIELD_DATE: xlsx_date(b, XLSX_BODY, *(const date *)at); return;
    case FIELD_STAMP: xlsx_text(b, XLSX_BODY, stamp_text(*(const stamp *)at, room)); return;
    case FIELD_MONTH: xlsx_text(b, XLSX_BODY, month_text(*(const month *)at, room)); return;
    case FIELD_MONEY: put_money(b, at, true); return;
    case FIELD_EUR: put_money(b, at, false); return;
    case FIELD_E2: put_scaled(b, XLSX_AMOUNT, *(const int64_t *)at, 2); return;
    case FIELD_E3: put_scaled(b, XLSX_UNITS, *(const int64_t *)at, 3); return;
    case FIELD_E6: put_scaled(b, XLSX_RATE, *(const int64_t *)at, 6); return;
    case FIELD_E10: put_scaled(b, XLSX_RATE, *(const int64_t *)at, 10); return;
    }
    BUG("a field of type %d", (int)f->type);
}

void xlsx_rows_begin(struct cx *cx, struct xlsx_book *b, const char *name, const struct row_meta *m)
{
    unsigned char *widths = arena_array(cx->arena, unsigned char, 2 * m->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++) {
        const struct row_field *f = &m->fields[i];
        if (f->hidden) continue;
        widths[n++] = width_of(f, 0);
        if (f->type == FIELD_MONEY) widths[n++] = width_of(f, strlen("_currency"));
    }
    xlsx_begin(b, &(struct xlsx_layout){ .name = name,
                                         .widths = widths,
                                         .n_widths = n,
                                         .freeze_rows = 1,
                                         .filter_row = 1,
                                         .repeat_rows = 1,
                                         .landscape = true,
                                         .fit_width = true });
    head(b, cx->arena, m);
}

void xlsx_rows_put(struct xlsx_book *b, const struct row_meta *m, const void *row)
{
    xlsx_row(b);
    for (size_t k = 0; k < m->n; k++)
        if (!m->fields[k].hidden) cell(b, &m->fields[k], row);
}

static void sheet(struct cx *cx, struct xlsx_book *b, const struct xlsx_sheet *s)
{
    xlsx_rows_begin(cx, b, s->name, s->meta);
    for (size_t i = 0; i < s->n; i++)
        xlsx_rows_put(b, s->meta, (const char *)s->rows + i * s->meta->size);
}

enum rc xlsx_of_datasets(struct cx *cx, const struct xlsx_sheet *sheets, size_t n, int *fd,
                         int64_t *size)
{
    struct xlsx_book *b;
    *fd = -1;
    for (size_t i = 0; i < n; i++)
        if (sheets[i].n >= XLSX_MAX_ROWS)
            return refuse(cx, RC_INVALID,
                          T("A sheet of XLSX holds at most %s rows; this list has %s. Take CSV, "
                            "or narrow the list by a filter."),
                          i18n_int(cx, XLSX_MAX_ROWS - 1), i18n_int(cx, (int64_t)sheets[i].n));
    enum rc rc = xlsx_open(cx, &b);
    if (rc) return rc;
    for (size_t i = 0; i < n; i++) sheet(cx, b, &sheets[i]);
    return xlsx_finish(b, fd, size);
}

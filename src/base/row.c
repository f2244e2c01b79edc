/* SPDX-License-Identifier: EUPL-1.2 */
/* row.c — the JSON and the CSV of any described row. One writer, so that no list can leave a column
 * out or write an amount in its own way. It knows types, not domains, and nothing of XLSX: export
 * reads the same description.
 */
#include "base/row.h"

#include "base/log.h"

static const void *at(const struct row_field *f, const void *row)
{
    return (const char *)row + f->offset;
}

static int64_t number(const struct row_field *f, const void *row)
{
    return *(const int64_t *)at(f, row);
}

/* scaled: INT64_MIN is a percentage of nothing (money_variance_e2), which has no text. */
static const char *scaled(int64_t v, int digits, int least, char out[MONEY_TEXT])
{
    out[0] = '\0';
    return v == INT64_MIN ? out : scaled_text(v, digits, least, out);
}

static const char *integer(int64_t v, char out[MONEY_TEXT]) { return scaled_text(v, 0, 0, out); }

/* text_of: field ${f} as plain text, "" when not given; in ${room} unless it is text already. */
static const char *text_of(const struct row_field *f, const void *row, char room[MONEY_TEXT])
{
    _Static_assert(MONEY_TEXT >= STAMP_TEXT, "room for every form");
    const money *m = at(f, row);
    const char *z;
    switch (f->type) {
    case FIELD_INT: return integer(number(f, row), room);
    case FIELD_FLAG: return number(f, row) ? "yes" : "no";
    case FIELD_TEXT: z = *(const char *const *)at(f, row); return z ? z : "";
    case FIELD_DATE: return date_text(*(const date *)at(f, row), room);
    case FIELD_STAMP: return stamp_text(*(const stamp *)at(f, row), room);
    case FIELD_MONTH: return month_text(*(const month *)at(f, row), room);
    case FIELD_MONEY: return m->cur[0] ? money_text(*m, room) : "";
    case FIELD_EUR: return money_text(*m, room);
    case FIELD_E2: return scaled(number(f, row), 2, 2, room);
    case FIELD_E3: return scaled(number(f, row), 3, 0, room);
    case FIELD_E6: return scaled(number(f, row), 6, 4, room);
    case FIELD_E10: return scaled(number(f, row), 10, 4, room);
    }
    BUG("a field of type %d", (int)f->type);
}

const char *row_text(const struct row_meta *m, size_t i, const void *row, struct arena *a)
{
    char room[MONEY_TEXT];
    MUST(i < m->n);
    return arena_str(a, str_of(text_of(&m->fields[i], row, room)));
}

/* ---- JSON ---- */

static void field_json(struct json *j, const struct row_field *f, const void *row)
{
    char room[MONEY_TEXT];
    const char *z;
    switch (f->type) {
    case FIELD_INT: json_int(j, f->name, number(f, row)); return;
    case FIELD_FLAG: json_bool(j, f->name, number(f, row) != 0); return;
    case FIELD_TEXT: json_text(j, f->name, *(const char *const *)at(f, row)); return;
    case FIELD_MONEY: json_money(j, f->name, *(const money *)at(f, row)); return;
    case FIELD_DATE:
    case FIELD_STAMP:
    case FIELD_MONTH:
    case FIELD_EUR:
    case FIELD_E2:
    case FIELD_E3:
    case FIELD_E6:
    case FIELD_E10:
        z = text_of(f, row, room);
        json_text(j, f->name, *z ? z : NULL);
        return;
    }
    BUG("a field of type %d", (int)f->type);
}

void row_json(struct json *j, const char *key, const struct row_meta *m, const void *row)
{
    json_open(j, key, '{');
    for (size_t i = 0; i < m->n; i++)
        if (!m->fields[i].hidden) field_json(j, &m->fields[i], row);
    json_close(j, '}');
}

void rows_json(struct json *j, const char *key, const struct row_meta *m, const void *rows,
               size_t n)
{
    json_open(j, key, '[');
    for (size_t i = 0; i < n; i++) row_json(j, NULL, m, (const char *)rows + i * m->size);
    json_close(j, ']');
}

/* ---- CSV ---- */

/* must_quote: separators, quotes, line ends; blanks at the ends, which readers like to trim. */
static bool must_quote(const char *z, size_t n)
{
    return n > 0 && (z[strcspn(z, ",\"\r\n")] != '\0' || z[0] == ' ' || z[n - 1] == ' ');
}

static void csv_cell(struct buf *b, const char *z)
{
    size_t n = strlen(z);
    bool runs = n > 0 && strchr("=+-@\t\r", z[0]);
    if (!must_quote(z, n)) {
        if (runs) buf_char(b, '\'');
        buf_put(b, z, n);
        return;
    }
    buf_char(b, '"');
    if (runs) buf_char(b, '\'');
    for (const char *quote; (quote = strchr(z, '"')); z = quote + 1) {
        buf_put(b, z, (size_t)(quote - z));
        buf_put(b, "\"\"", 2);
    }
    buf_text(b, z);
    buf_char(b, '"');
}

void row_csv_head(struct buf *b, const struct row_meta *m)
{
    bool comma = false;
    for (size_t i = 0; i < m->n; i++) {
        const struct row_field *f = &m->fields[i];
        if (f->hidden) continue;
        if (comma) buf_char(b, ',');
        comma = true;
        buf_text(b, f->name);
        if (f->type == FIELD_MONEY) buf_printf(b, ",%s_currency", f->name);
    }
    buf_char(b, '\n');
}

void row_csv(struct buf *b, const struct row_meta *m, const void *row)
{
    bool comma = false;
    for (size_t i = 0; i < m->n; i++) {
        const struct row_field *f = &m->fields[i];
        char room[MONEY_TEXT];
        if (f->hidden) continue;
        if (comma) buf_char(b, ',');
        comma = true;
        const char *z = text_of(f, row, room);
        if (f->type == FIELD_TEXT)
            csv_cell(b, z);
        else
            buf_text(b, z);
        if (f->type != FIELD_MONEY) continue;
        buf_char(b, ',');
        buf_text(b, ((const money *)at(f, row))->cur);
    }
    buf_char(b, '\n');
}

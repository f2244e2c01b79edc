/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_import_cell.c — what people write in the cells of a table: dates, amounts, yes and
 * no. Nothing is guessed: what can be read two ways is refused. Whether a value is right for a line
 * is expenditure_check's to say.
 */
#include "finance/expenditure_import_cell.h"

#include "base/utf8.h"
#include "i18n/i18n.h"

#include <string.h>

/* ---- heads ----------------------------------------------------------------------------------- */

/* What our own files say besides; it is not for a partner to set. */
static const char *const ignored[] = {
    "id",     "version",      "state",      "status",    "partner",      "heading",
    "rate",   "rate_basis",   "amount_eur", "deducted",  "deducted_eur", "decision",
    "reason", "accepted_eur", "documents",  "questions", "period_no",    NULL
};

static str head_key(struct cx *cx, str head)
{
    char *z = utf8_fold(cx->arena, arena_str(cx->arena, str_trim(head)));
    for (char *c = z; *c; c++)
        if (*c == ' ' || *c == '-') *c = '_';
    return str_of(z);
}

static bool means(struct cx *cx, str key, const char *name)
{
    return str_eq(key, head_key(cx, str_of(name)));
}

int import_column_find(struct cx *cx, str head)
{
    str key = head_key(cx, head);
    if (str_is(key, "seq")) return IMPORT_SEQ;
    for (int i = 0; i < EXPENDITURE_COLUMNS; i++) {
        const struct expenditure_column *c = &expenditure_columns[i];
        if (str_is(key, c->name) || str_is(key, c->audit) || means(cx, key, c->label) ||
            means(cx, key, i18n_text(cx, NULL, c->label)))
            return i;
    }
    for (const char *const *z = ignored; *z; z++)
        if (str_is(key, *z)) return IMPORT_IGNORED;
    return IMPORT_UNKNOWN;
}

/* ---- cells ----------------------------------------------------------------------------------- */

/* d.m.yyyy, with or without a stop at the end. A slash is refused: 3/4/2007 is two days. */
static bool day_month_year(str s, date *out)
{
    int64_t d, m, y;
    if (s.n && s.p[s.n - 1] == '.') s.n--;
    str rest = s;
    str day = str_trim(str_cut(&rest, '.')), mon = str_trim(str_cut(&rest, '.'));
    str year = str_trim(rest);
    if (day.n > 2 || mon.n > 2 || year.n != 4) return false;
    if (!str_int64(day, &d) || !str_int64(mon, &m) || !str_int64(year, &y)) return false;
    if (d < 1 || m < 1 || y < 0) return false;
    *out = date_make((int)y, (int)m, (int)d);
    return date_given(*out);
}

static const char *read_date(struct cx *cx, str s, enum xlsx_kind kind, date *out)
{
    *out = DATE_NONE;
    if (!s.n) return NULL;
    if (kind == XLSX_IS_DATE && s.n > 10) s.n = 10; /* the time of day does not matter */
    if (date_iso(s, out) || day_month_year(s, out)) return NULL;
    *out = DATE_NONE;
    if (memchr(s.p, '/', s.n)) return T("A date with strokes can be read two ways.");
    return T("This is no date.");
}

static const char *read_minor(struct cx *cx, str s, enum xlsx_kind kind, char decimal, int64_t *out)
{
    *out = 0;
    if (!s.n || minor_parse(s, out)) return NULL;
    if (kind != XLSX_IS_NUMBER && minor_parse_form(s, decimal, out)) return NULL;
    *out = 0;
    return T("This is no amount, or it has more than two decimals, or it is larger than Kolo "
             "takes.");
}

static const char *read_share(struct cx *cx, str s, int64_t *out)
{
    *out = 10000;
    if (s.n && s.p[s.n - 1] == '%') s = str_trim((str){ s.p, s.n - 1 });
    if (!s.n) return NULL;
    char *z = arena_str(cx->arena, s), *comma = strchr(z, ',');
    if (comma) *comma = '.';
    if (scaled_parse(str_of(z), 2, out)) return NULL;
    *out = 10000;
    return T("This is no percentage.");
}

static const char *read_flag(struct cx *cx, str s, int64_t *out)
{
    static const char *const yes[] = { "yes", "1", "x", "true", "da", "po" }, *const no[] = {
        "no", "0", "false", "ne", "jo", ""
    };
    str key = str_of(utf8_fold(cx->arena, arena_str(cx->arena, s)));
    for (size_t i = 0; i < 6; i++) {
        *out = str_is(key, yes[i]);
        if (*out || str_is(key, no[i])) return NULL;
    }
    return T("This is neither yes nor no.");
}

static void ascii_case(char *z, bool upper)
{
    for (; *z; z++) {
        if (upper && *z >= 'a' && *z <= 'z') *z = (char)(*z - 'a' + 'A');
        if (!upper && *z >= 'A' && *z <= 'Z') *z = (char)(*z - 'A' + 'a');
        if (!upper && *z == ' ') *z = '_';
    }
}

/* Our own files put an apostrophe before what a spreadsheet would run. */
static str unprotected(str s)
{
    bool protected = s.n > 1 && s.p[0] == '\'' && strchr("=+-@\t", s.p[1]);
    return protected ? (str){ s.p + 1, s.n - 1 } : s;
}

static const char *read_text(struct cx *cx, const struct expenditure_column *c, str s,
                             const char **out)
{
    *out = NULL;
    s = unprotected(s);
    if (!s.n) return NULL;
    char *z = arena_str(cx->arena, s);
    for (char *p = z; *p; p++)
        if (*p == '\n' || *p == '\r' || *p == '\t') *p = ' ';
    *out = z;
    if (strcmp(c->name, "currency") == 0) ascii_case(z, true);
    if (strcmp(c->name, "document_type") == 0) ascii_case(z, false);
    return utf8_ok(str_of(z)) ? NULL : T("The cell holds signs that are no text.");
}

const char *import_cell_read(struct cx *cx, const struct expenditure_column *column, str cell,
                             enum xlsx_kind kind, char decimal, struct expenditure_input *in)
{
    void *at = (char *)in + column->in;
    str s = str_trim(cell);
    switch (column->kind) {
    case COLUMN_TEXT: return read_text(cx, column, s, at);
    case COLUMN_DATE: return read_date(cx, s, kind, at);
    case COLUMN_MINOR: return read_minor(cx, s, kind, decimal, at);
    case COLUMN_SHARE: return read_share(cx, s, at);
    case COLUMN_FLAG: return read_flag(cx, s, at);
    }
    return NULL;
}

const char *import_column_advice(struct cx *cx, const char *name)
{
    static const struct {
        const char *name, *advice;
    } all[] = {
        { "seq", N_("The number of a line that is in the report; empty for a new line.") },
        { "line", N_("A code of the budget, as text: 1.1.2. The sheet “lines” lists them.") },
        { "activity", N_("A code of the work plan, or empty. The sheet “activities” lists them.") },
        { "description", N_("What the cost was for, up to 255 characters.") },
        { "supplier", N_("Who was paid, up to 200 characters.") },
        { "document_type",
          N_("invoice, receipt, payslip, contract, ticket, per_diem, bank, correction or other; "
             "empty is invoice.") },
        { "document_no", N_("The number on the document, up to 60 characters.") },
        { "currency", N_("Three letters: MKD, ALL, RSD, EUR.") },
        { "gross", N_("What stands on the document; empty is the amount charged.") },
        { "vat", N_("The VAT contained in the document; may be empty.") },
        { "share",
          N_("The percentage of the document that is charged, such as 50; empty is 100.") },
        { "amount", N_("The amount charged, without currency: 1234.50; negative only for a "
                       "correction.") },
        { "sensitive", N_("yes or no; yes hides name and document from the lead.") },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].name, name) == 0) return i18n_text(cx, NULL, all[i].advice);
    for (size_t i = 0; i < EXPENDITURE_COLUMNS; i++)
        if (strcmp(expenditure_columns[i].name, name) == 0 &&
            expenditure_columns[i].kind == COLUMN_DATE)
            return T("Write 2007-03-31 or 31.3.2007.");
    return T("Text; may be empty.");
}

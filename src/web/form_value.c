/* SPDX-License-Identifier: EUPL-1.2 */
/* form_value.c — what a person may write in one field, and the sentence that says what to do when
 * it cannot be read. It knows types and the reader's decimal sign, never the meaning of a field:
 * that a date must lie in the period is the rule's to say.
 */
#include "web/form_value.h"

#include "base/utf8.h"
#include "i18n/i18n.h"
#include "web/form_time.h"

#include <string.h>

int64_t form_value_max(const struct form_field *f)
{
    if (f->max > 0) return f->max;
    if (f->type == FORM_LONG) return 20000;
    return f->type == FORM_EMAIL ? 254 : f->type == FORM_PASSWORD ? 1024 : 200;
}

static str form_trim(const struct form_field *f, const char *text)
{
    str s = str_of(text);
    return f->type == FORM_PASSWORD ? s : str_trim(s);
}

/* A single-line field keeps to one line; a long one has LF however the browser sent it. */
static char *one_newline(struct cx *cx, const struct form_field *f, str s)
{
    char *made = arena_str(cx->arena, s), *at = made;
    for (const char *c = made; *c; c++) {
        if (c[0] == '\r' && c[1] == '\n') continue;
        bool line_end = *c == '\r' || *c == '\n';
        *at++ = line_end ? (f->type == FORM_LONG ? '\n' : ' ') : *c;
    }
    *at = '\0';
    return made;
}

static bool email_ok(str s)
{
    str domain = s;
    str local = str_cut(&domain, '@');
    if (!local.n || local.n > 64 || local.n == s.n || !domain.n) return false;
    bool dot = false;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || strchr("<>()[],;:\"\\", s.p[i])) return false;
    for (size_t i = 0; i < domain.n; i++) {
        if (domain.p[i] == '@') return false;
        if (domain.p[i] != '.') continue;
        if (i == 0 || i + 1 == domain.n || domain.p[i - 1] == '.') return false;
        dot = true;
    }
    return dot;
}

static enum rc read_text(struct cx *cx, const struct form_field *f, const char *name, str s,
                         const char **out)
{
    const char *z = f->type == FORM_PASSWORD ? arena_str(cx->arena, s) : one_newline(cx, f, s);
    long long n = (long long)utf8_count(str_of(z)), max = form_value_max(f);
    *out = z;
    if (n > max) return problem(cx, name, T("This has %lld characters; at most %lld fit."), n, max);
    if (n < f->min)
        return problem(cx, name, T("This has %lld characters; at least %lld are needed."), n,
                       (long long)f->min);
    if (f->type == FORM_EMAIL && !email_ok(str_of(z)))
        return problem(cx, name, T("Write an e-mail address such as name@example.org."));
    return RC_OK;
}

static enum rc read_choice(struct cx *cx, const struct form_field *f, const char *name, str s,
                           const char **out)
{
    *out = arena_str(cx->arena, s);
    if (!f->choices) return RC_OK;
    for (const struct form_choice *c = f->choices; c->value; c++)
        if (str_is(s, c->value)) return RC_OK;
    return problem(cx, name, T("Choose one of the list."));
}

/* A rate or number of units: one decimal sign, the reader's or a point; no grouping, which would be
 * ambiguous. */
static bool read_scaled(struct cx *cx, str s, int digits, int64_t *out)
{
    char *z = arena_str(cx->arena, s);
    char *comma = strchr(z, ',');
    if (comma && !strchr(z, '.')) *comma = '.';
    bool minus = z[0] == '-';
    if (!scaled_parse(str_of(z + minus), digits, out)) return false;
    if (minus) *out = -*out;
    return true;
}

/* One mark with three digits after it groups thousands for one reader and is a slip for another. */
static bool two_readings(str s)
{
    size_t marks = 0;
    for (size_t i = 0; i < s.n; i++) marks += s.p[i] == '.' || s.p[i] == ',';
    return marks == 1 && s.n > 4 && (s.p[s.n - 4] == '.' || s.p[s.n - 4] == ',');
}

/* The reader's form comes first; the other one counts where it can mean nothing else. A file that
 * says how it is written (${declared}) is held to it. */
static bool read_minor(struct cx *cx, str s, bool declared, int64_t *out)
{
    char decimal = cx->locale ? cx->locale->decimal : '.';
    return minor_parse(s, out) || minor_parse_form(s, decimal, out) ||
           (!declared && !two_readings(s) && minor_parse_form(s, decimal == ',' ? '.' : ',', out));
}

static const char *bound_text(struct cx *cx, enum form_type t, int64_t v)
{
    if (t == FORM_EUR || t == FORM_AMOUNT) return i18n_minor(cx, v);
    if (t == FORM_UNITS) return i18n_scaled(cx, v, 3, 0);
    if (t == FORM_RATE) return i18n_scaled(cx, v, 6, 0);
    if (t == FORM_PERCENT) return i18n_scaled(cx, v, 2, 0);
    return i18n_int(cx, v);
}

static enum rc in_bounds(struct cx *cx, const struct form_field *f, const char *name, int64_t v)
{
    if (!f->min && !f->max) return RC_OK;
    if (v < f->min)
        return problem(cx, name, T("This must be at least %s."), bound_text(cx, f->type, f->min));
    if (f->max && v > f->max)
        return problem(cx, name, T("This must be at most %s."), bound_text(cx, f->type, f->max));
    return RC_OK;
}

static const char *how_to_write(struct cx *cx, enum form_type t)
{
    bool comma = cx->locale && cx->locale->decimal == ',';
    switch (t) {
    case FORM_INT: return T("Write a whole number such as 12.");
    case FORM_ID: return T("Choose one of the list.");
    case FORM_EUR:
    case FORM_AMOUNT:
        return comma ? T("Write an amount such as 1234,50.")
                     : T("Write an amount such as 1234.50.");
    case FORM_UNITS:
        return comma ? T("Write a number such as 12 or 2,5, with at most three decimals.")
                     : T("Write a number such as 12 or 2.5, with at most three decimals.");
    case FORM_RATE:
        return comma ? T("Write a rate such as 61,5, with at most six decimals.")
                     : T("Write a rate such as 61.5, with at most six decimals.");
    case FORM_PERCENT:
        return comma ? T("Write a percentage such as 15 or 7,5.")
                     : T("Write a percentage such as 15 or 7.5.");
    case FORM_TEXT:
    case FORM_LONG:
    case FORM_EMAIL:
    case FORM_PASSWORD:
    case FORM_FLAG:
    case FORM_CHOICE:
    case FORM_DATE:
    case FORM_STAMP:
    case FORM_MONTH:
    case FORM_FILE: break;
    }
    return "";
}

static bool read_number(struct cx *cx, enum form_type t, str s, bool declared, int64_t *v)
{
    switch (t) {
    case FORM_EUR:
    case FORM_AMOUNT: return read_minor(cx, s, declared, v);
    case FORM_UNITS: return read_scaled(cx, s, 3, v);
    case FORM_RATE: return read_scaled(cx, s, 6, v);
    case FORM_PERCENT: return read_scaled(cx, s, 2, v);
    case FORM_ID: return str_int64(s, v) && *v > 0;
    case FORM_INT: return str_int64(s, v);
    case FORM_TEXT:
    case FORM_LONG:
    case FORM_EMAIL:
    case FORM_PASSWORD:
    case FORM_FLAG:
    case FORM_CHOICE:
    case FORM_DATE:
    case FORM_STAMP:
    case FORM_MONTH:
    case FORM_FILE: break;
    }
    return false;
}

static void put_number(const struct form_field *f, void *at, int64_t v)
{
    if (f->type == FORM_EUR)
        *(money *)at = eur(v);
    else
        *(int64_t *)at = v;
}

static bool form_true(str s)
{
    return str_is(s, "1") || str_is(s, "on") || str_is(s, "true") || str_is(s, "yes");
}

static enum rc put_empty(struct cx *cx, const struct form_field *f, const char *name, void *at)
{
    switch (f->type) {
    case FORM_TEXT:
    case FORM_LONG:
    case FORM_EMAIL:
    case FORM_PASSWORD:
    case FORM_CHOICE: *(const char **)at = NULL; break;
    case FORM_DATE: *(date *)at = DATE_NONE; break;
    case FORM_STAMP: *(stamp *)at = 0; break;
    case FORM_MONTH: *(month *)at = 0; break;
    case FORM_FILE: *(const struct upload **)at = NULL; break;
    case FORM_INT:
    case FORM_ID:
    case FORM_FLAG:
    case FORM_EUR:
    case FORM_AMOUNT:
    case FORM_UNITS:
    case FORM_RATE:
    case FORM_PERCENT: put_number(f, at, 0); break;
    }
    if (!f->required) return RC_OK;
    if (f->type == FORM_FLAG) return problem(cx, name, T("Tick this box to go on."));
    if (f->type == FORM_CHOICE || f->type == FORM_ID)
        return problem(cx, name, T("Choose one of the list."));
    if (f->type == FORM_FILE) return problem(cx, name, T("Choose a file."));
    return problem(cx, name, T("This cannot be left empty."));
}

static enum rc read_field(struct cx *cx, const struct form_field *f, const char *name,
                          const char *text, bool declared, void *at)
{
    str s = form_trim(f, text);
    int64_t v = 0;
    if (!s.n || (f->type == FORM_FLAG && !form_true(s))) return put_empty(cx, f, name, at);
    switch (f->type) {
    case FORM_TEXT:
    case FORM_LONG:
    case FORM_EMAIL:
    case FORM_PASSWORD: return read_text(cx, f, name, s, at);
    case FORM_CHOICE: return read_choice(cx, f, name, s, at);
    case FORM_FLAG: *(int64_t *)at = 1; return RC_OK;
    case FORM_DATE:
        if (form_date_read(s, at)) return RC_OK;
        *(date *)at = DATE_NONE;
        return problem(cx, name, T("Write a date such as 2027-03-31 or 31.3.2027."));
    case FORM_STAMP:
        if (form_stamp_read(cx, s, at)) return RC_OK;
        *(stamp *)at = 0;
        return problem(cx, name,
                       T("Write day and hour such as 2027-03-31 14:30 or 31.3.2027 14:30."));
    case FORM_MONTH:
        if (month_iso(s, at)) return RC_OK;
        *(month *)at = 0;
        return problem(cx, name, T("Write a month such as 2027-03."));
    case FORM_INT:
    case FORM_ID:
    case FORM_EUR:
    case FORM_AMOUNT:
    case FORM_UNITS:
    case FORM_RATE:
    case FORM_PERCENT: break;
    case FORM_FILE: return RC_OK;
    }
    bool good = read_number(cx, f->type, s, declared, &v);
    put_number(f, at, good ? v : 0);
    if (!good) return problem(cx, name, "%s", how_to_write(cx, f->type));
    return in_bounds(cx, f, name, v);
}

enum rc form_value_read(struct cx *cx, const struct form_field *f, const char *name,
                        const char *text, void *at)
{
    return read_field(cx, f, name, text, false, at);
}

enum rc form_value_read_declared(struct cx *cx, const struct form_field *f, const char *name,
                                 const char *text, void *at)
{
    return read_field(cx, f, name, text, true, at);
}

/* What the field looks like in a program; NULL where no reader's form exists. */
static const char *plain_form(enum form_type t)
{
    switch (t) {
    case FORM_EUR:
    case FORM_AMOUNT: return "1234.50";
    case FORM_UNITS: return "2.5";
    case FORM_RATE: return "61.5";
    case FORM_PERCENT: return "7.5";
    case FORM_DATE: return "2027-03-31";
    case FORM_STAMP: return "2027-03-31T14:30:00Z";
    case FORM_TEXT:
    case FORM_LONG:
    case FORM_EMAIL:
    case FORM_PASSWORD:
    case FORM_INT:
    case FORM_ID:
    case FORM_FLAG:
    case FORM_CHOICE:
    case FORM_MONTH:
    case FORM_FILE: break;
    }
    return NULL;
}

static bool is_plain(enum form_type t, str s)
{
    date d;
    stamp when;
    int64_t v;
    if (t == FORM_DATE) return date_iso(s, &d);
    if (t == FORM_STAMP) return stamp_iso(s, &when);
    if (t == FORM_EUR || t == FORM_AMOUNT) return minor_parse(s, &v);
    if (s.n && s.p[0] == '-') s = (str){ s.p + 1, s.n - 1 };
    return scaled_parse(s, t == FORM_UNITS ? 3 : t == FORM_RATE ? 6 : 2, &v);
}

enum rc form_value_read_plain(struct cx *cx, const struct form_field *f, const char *name,
                              const char *text, void *at)
{
    const char *form = plain_form(f->type);
    str s = form_trim(f, text);
    if (!form || !s.n || is_plain(f->type, s)) return form_value_read(cx, f, name, text, at);
    return problem(cx, name, T("Programs write this in the plain form, such as %s."), form);
}

const char *form_value_machine(struct cx *cx, const struct form_field *f, const char *typed)
{
    date d;
    stamp when;
    if (f->type == FORM_STAMP && form_stamp_read(cx, str_trim(str_of(typed)), &when))
        return form_stamp_text(cx, when);
    if (f->type != FORM_DATE || !form_date_read(str_trim(str_of(typed)), &d)) return typed;
    return date_text(d, arena_alloc(cx->arena, DATE_TEXT));
}

static const char *with_decimal(struct cx *cx, char *plain)
{
    char *point = strchr(plain, '.');
    if (point && cx->locale) *point = cx->locale->decimal;
    return plain;
}

/* An optional number that is 0 was left empty. */
static const char *number_text(struct cx *cx, const struct form_field *f, int64_t v)
{
    char *room = arena_alloc(cx->arena, MONEY_TEXT);
    bool minor = f->type == FORM_EUR || f->type == FORM_AMOUNT;
    bool scaled = f->type == FORM_UNITS || f->type == FORM_RATE || f->type == FORM_PERCENT;
    if (!v && !f->required) return "";
    if (!minor && !scaled) return arena_printf(cx->arena, "%lld", (long long)v);
    int digits = f->type == FORM_UNITS ? 3 : f->type == FORM_RATE ? 6 : 2;
    if (minor)
        (void)minor_text(v, room);
    else
        (void)scaled_text(v, digits, 0, room);
    return with_decimal(cx, room);
}

const char *form_value_text(struct cx *cx, const struct form_field *f, const void *at)
{
    switch (f->type) {
    case FORM_TEXT:
    case FORM_LONG:
    case FORM_EMAIL:
    case FORM_CHOICE: return *(const char *const *)at ? *(const char *const *)at : "";
    case FORM_FLAG: return *(const int64_t *)at ? "1" : "";
    case FORM_DATE: return date_text(*(const date *)at, arena_alloc(cx->arena, DATE_TEXT));
    case FORM_STAMP: return form_stamp_text(cx, *(const stamp *)at);
    case FORM_MONTH:
        return *(const month *)at
                   ? month_text(*(const month *)at, arena_alloc(cx->arena, MONTH_TEXT))
                   : "";
    case FORM_EUR: return number_text(cx, f, ((const money *)at)->minor);
    case FORM_INT:
    case FORM_ID:
    case FORM_AMOUNT:
    case FORM_UNITS:
    case FORM_RATE:
    case FORM_PERCENT: return number_text(cx, f, *(const int64_t *)at);
    case FORM_PASSWORD:
    case FORM_FILE: break;
    }
    return "";
}

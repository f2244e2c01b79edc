/* SPDX-License-Identifier: EUPL-1.2 */
/* format.c — numbers, amounts and dates as the reader writes them. A page has hundreds of amounts,
 * so they are grouped by hand: no locale library here, and none of its data, which changes with
 * every release (ALL has no decimals in CLDR, and two in ISO 4217).
 */
#include "base/utf8.h"
#include "i18n/i18n.h"
#include "i18n/zone.h"

#include <string.h>

#define NO_BREAK "\xC2\xA0"  /* U+00A0 */
#define MINUS "\xE2\x88\x92" /* U+2212, which stands in line with digits and is read out */
#define THIN "\xE2\x80\xAF"  /* U+202F */

static const struct locale plain = { .tag = "en", .decimal = '.', .group = THIN };

static const struct locale *locale_of(const struct cx *cx)
{
    return cx->locale ? cx->locale : &plain;
}

static char *put(char *to, const char *from, size_t n)
{
    memcpy(to, from, n);
    return to + n;
}

/* ${z}: an ASCII number with '-' and '.'; grouped by threes, the decimal sign the reader's, and
 * ${tail} behind it. */
static const char *grouped(struct cx *cx, const char *z, const char *tail)
{
    const struct locale *l = locale_of(cx);
    bool negative = *z == '-';
    if (negative) z++;
    size_t n = strlen(z), whole = strcspn(z, "."), group = strlen(l->group), end = strlen(tail);
    char *out = arena_alloc(cx->arena, strlen(MINUS) + n + whole / 3 * group + end + 1), *p = out;
    if (negative) p = put(p, MINUS, strlen(MINUS));
    for (size_t i = 0; i < whole; i++) {
        if (i && (whole - i) % 3 == 0) p = put(p, l->group, group);
        *p++ = z[i];
    }
    if (whole < n) {
        *p++ = l->decimal;
        p = put(p, z + whole + 1, n - whole - 1);
    }
    put(p, tail, end);
    return out;
}

const char *i18n_int(struct cx *cx, int64_t n)
{
    char text[MONEY_TEXT];
    return grouped(cx, scaled_text(n, 0, 0, text), "");
}

const char *i18n_minor(struct cx *cx, int64_t minor)
{
    char text[MONEY_TEXT];
    return grouped(cx, minor_text(minor, text), "");
}

const char *i18n_money(struct cx *cx, money m)
{
    char text[MONEY_TEXT], tail[8] = NO_BREAK;
    memcpy(tail + 2, m.cur, sizeof m.cur);
    return grouped(cx, minor_text(m.minor, text), m.cur[0] ? tail : "");
}

const char *i18n_scaled(struct cx *cx, int64_t v, int digits, int least)
{
    char text[MONEY_TEXT];
    return grouped(cx, scaled_text(v, digits, least, text), "");
}

const char *i18n_percent_e2(struct cx *cx, int64_t e2)
{
    char text[MONEY_TEXT];
    return grouped(cx, scaled_text(e2, 2, 0, text), NO_BREAK "%");
}

const char *i18n_percent_even(struct cx *cx, int64_t e2)
{
    char text[MONEY_TEXT];
    return grouped(cx, scaled_text(e2, 2, 2, text), NO_BREAK "%");
}

/* ---- dates: the catalogue says in which order and with which points ---- */

struct moment {
    int y, m, d;
    const char *month;
};

static const char *month_name(struct cx *cx, int no)
{
    static const char *const names[] = { N_("January"), N_("February"), N_("March"),
                                         N_("April"),   N_("May"),      N_("June"),
                                         N_("July"),    N_("August"),   N_("September"),
                                         N_("October"), N_("November"), N_("December") };
    return i18n_text(cx, NULL, names[no - 1]);
}

/* One or two digits, or four. */
static char *put_number(char *to, int n)
{
    char digits[12], *p = digits + sizeof digits;
    do *--p = (char)('0' + n % 10);
    while ((n /= 10) > 0);
    return put(to, p, (size_t)(digits + sizeof digits - p));
}

static size_t first_letters(const char *z, int letters)
{
    str rest = str_of(z);
    for (int i = 0; i < letters && rest.n; i++) utf8_next(&rest);
    return (size_t)(rest.p - z);
}

static char *put_field(char *to, str name, const struct moment *t)
{
    if (str_is(name, "d")) return put_number(to, t->d);
    if (str_is(name, "m")) return put_number(to, t->m);
    if (str_is(name, "y")) return put_number(to, t->y);
    if (str_is(name, "month")) return put(to, t->month, strlen(t->month));
    if (str_is(name, "mon")) return put(to, t->month, first_letters(t->month, 3));
    return to;
}

/* "{d}. {m}. {y}." filled in; blanks do not break the line. */
static const char *filled(struct cx *cx, const char *pattern, const struct moment *t)
{
    size_t room = 2 * strlen(pattern) + strlen(t->month) + 16;
    char *out = arena_alloc(cx->arena, room), *p = out;
    str rest = str_of(pattern);
    while (rest.n) {
        char c = *rest.p++;
        rest.n--;
        if (c == '{')
            p = put_field(p, str_cut(&rest, '}'), t);
        else if (c == ' ')
            p = put(p, NO_BREAK, strlen(NO_BREAK));
        else
            *p++ = c;
    }
    return out;
}

const char *i18n_date(struct cx *cx, date d)
{
    struct moment t;
    if (!date_given(d)) return "";
    date_parts(d, &t.y, &t.m, &t.d);
    t.month = month_name(cx, t.m);
    /* Fields: {d} day, {m} month's number, {month} its name, {mon} three letters of it, {y} year.
     */
    return filled(cx, T_C("pattern", "{d} {mon} {y}"), &t);
}

const char *i18n_month(struct cx *cx, month m)
{
    struct moment t = { month_year(m), month_no(m), 1, month_name(cx, month_no(m)) };
    return filled(cx, T_C("pattern", "{month} {y}"), &t);
}

/* Partners sit in different zones; the time says which one it is of. */
const char *i18n_stamp(struct cx *cx, stamp s)
{
    const char *zone = cx->zone ? cx->zone : ZONE_UTC;
    struct zone_time t;
    if (!s) return "";
    (void)zone_local(zone, s, &t);
    return arena_printf(cx->arena, "%s, %02d:%02d" NO_BREAK "%s", i18n_date(cx, t.day), t.hour,
                        t.minute, zone_label(cx, zone, s));
}

const char *i18n_in_days(struct cx *cx, date d)
{
    int days = d.day - date_of_stamp(cx->now).day;
    if (days == 0) return T("today");
    if (days == 1) return T("tomorrow");
    if (days > 0) return arena_printf(cx->arena, T_N(days, "in %d day", "in %d days"), days);
    return arena_printf(cx->arena, T_N(-days, "%d day late", "%d days late"), -days);
}

const char *i18n_bytes(struct cx *cx, int64_t n)
{
    if (n < 1024) return arena_printf(cx->arena, T("%d bytes"), (int)n);
    if (n < 1024 * 1024) return arena_printf(cx->arena, T("%d KB"), (int)(n / 1024));
    return arena_printf(cx->arena, T("%s MB"), i18n_scaled(cx, n * 10 / (1024 * 1024), 1, 1));
}

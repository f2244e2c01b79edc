/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx_decimal.c — the numbers of a sheet, digit by digit. A spreadsheet keeps binary doubles and
 * writes them with up to 17 digits; the first 15 are what the person typed and sees. Rounding to 15
 * is done on the digits, half up, so that no double is made here.
 */
#include "export/xlsx_decimal.h"

#include "base/date.h"
#include "base/log.h"

#include <stdio.h>
#include <string.h>

enum { DIGITS = 40, KEPT = 15, SIDE = 30 };

/* 0.d1d2d3… × 10^point, leading zeros taken off. */
struct digits {
    bool negative;
    unsigned char d[DIGITS];
    int n, point;
};

static bool take_digits(str *s, struct digits *x, int point_step)
{
    size_t from = s->n;
    while (s->n && *s->p >= '0' && *s->p <= '9') {
        unsigned char d = (unsigned char)(*s->p - '0');
        if (x->n || d) {
            if (x->n < DIGITS) x->d[x->n++] = d;
            x->point += !point_step;
        } else {
            x->point -= point_step; /* a zero right of the point, before the first digit */
        }
        s->p++;
        s->n--;
    }
    return s->n < from;
}

static bool take_exponent(str *s, int *out)
{
    int64_t e;
    *out = 0;
    if (!s->n || (*s->p != 'e' && *s->p != 'E')) return true;
    str rest = { s->p + 1, s->n - 1 };
    if (rest.n && *rest.p == '+') rest = (str){ rest.p + 1, rest.n - 1 };
    if (!str_int64(rest, &e) || e > 400 || e < -400) return false;
    *out = (int)e;
    *s = (str){ rest.p + rest.n, 0 };
    return true;
}

static bool read_digits(str s, struct digits *x)
{
    int exponent;
    *x = (struct digits){ 0 };
    if (s.n && (*s.p == '-' || *s.p == '+')) {
        x->negative = *s.p == '-';
        s = (str){ s.p + 1, s.n - 1 };
    }
    bool any = take_digits(&s, x, 0);
    if (s.n && *s.p == '.') {
        s = (str){ s.p + 1, s.n - 1 };
        any = take_digits(&s, x, 1) || any;
    }
    if (!any || !take_exponent(&s, &exponent) || s.n) return false;
    x->point += exponent;
    return true;
}

/* A carry out of the first digit makes it 1 and moves the point. */
static void round_to(struct digits *x, int keep)
{
    bool up = x->d[keep] >= 5;
    x->n = keep;
    while (up && x->n > 0) {
        up = ++x->d[x->n - 1] == 10;
        if (up) x->n--;
    }
    if (up) {
        x->d[0] = 1;
        x->n = 1;
        x->point++;
    }
}

static void write_digits(const struct digits *x, char *out)
{
    char *p = out;
    if (x->negative && x->n) *p++ = '-';
    if (x->point <= 0) *p++ = '0';
    for (int i = 0; i < x->point; i++) *p++ = (char)('0' + (i < x->n ? x->d[i] : 0));
    if (x->n > x->point) *p++ = '.';
    for (int i = x->point; i < x->n; i++) *p++ = (char)('0' + (i >= 0 ? x->d[i] : 0));
    *p = '\0';
}

bool xlsx_decimal(str s, char out[XLSX_DECIMAL])
{
    struct digits x;
    if (!read_digits(s, &x)) return false;
    /* An integer part longer than 15 digits is nobody's amount; its digits stay as they are. */
    if (x.n > KEPT && x.point <= KEPT) round_to(&x, KEPT);
    while (x.n > 0 && x.d[x.n - 1] == 0) x.n--;
    if (x.n == 0) x.point = 0;
    if (x.point > SIDE || x.n - x.point > SIDE) return false;
    write_digits(&x, out);
    return true;
}

/* ---- dates ---- */

/* Without what stands in quotes, in brackets, or behind a backslash, _ or *: only the pattern's own
 * letters say what it shows. The part behind ';' is for negative numbers. */
enum xlsx_clock xlsx_clock_of(str format)
{
    bool day = false, time = false, percent = false;
    for (size_t i = 0; i < format.n && format.p[i] != ';'; i++) {
        char c = format.p[i], close = c == '"' ? '"' : c == '[' ? ']' : 0;
        if (close) {
            /* [h] and [mm] are elapsed time, [Red] and [$-409] are not. */
            if (c == '[' && i + 1 < format.n && strchr("hHmMsS", format.p[i + 1]) &&
                i + 2 < format.n && strchr("hHmMsS]", format.p[i + 2]))
                time = true;
            while (++i < format.n && format.p[i] != close) continue;
        } else if (strchr("\\_*", c)) {
            i++;
        } else if (strchr("dDyY", c)) {
            day = true;
        } else if (strchr("hHsS", c)) {
            time = true;
        } else if (c == '%') {
            percent = true;
        } else if (c == 'G' || c == 'g') {
            return XLSX_NO_CLOCK; /* General */
        }
    }
    return day ? XLSX_DAY : time ? XLSX_TIME : percent ? XLSX_HUNDREDTHS : XLSX_NO_CLOCK;
}

enum xlsx_clock xlsx_clock_builtin(int64_t id)
{
    if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
        (id >= 50 && id <= 58))
        return XLSX_DAY;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47))
        return XLSX_TIME;
    return id == 9 || id == 10 ? XLSX_HUNDREDTHS : XLSX_NO_CLOCK;
}

void xlsx_hundredths(const char *decimal, char out[XLSX_DECIMAL])
{
    const char *sign = *decimal == '-' ? "-" : "", *z = decimal + (*decimal == '-');
    size_t whole = strcspn(z, "."), n = 0;
    const char *rest = z[whole] ? z + whole + 1 : "";
    char digits[XLSX_DECIMAL];
    for (size_t i = 0; i < whole; i++) digits[n++] = z[i];
    for (int i = 0; i < 2; i++) digits[n++] = *rest ? *rest++ : '0';
    digits[n] = '\0';
    size_t zeros = strspn(digits, "0");
    if (zeros == n) zeros = n - 1;
    snprintf(out, XLSX_DECIMAL, "%s%s%s%s%%", sign, digits + zeros, *rest ? "." : "", rest);
}

/* The seconds in a fraction of a day, from its first nine decimals. */
static int64_t seconds_of(const char *decimals)
{
    int64_t e9 = 0;
    for (int i = 0; i < 9; i++) {
        e9 *= 10;
        if (*decimals >= '0' && *decimals <= '9') e9 += *decimals++ - '0';
    }
    return (e9 * 86400 + 500000000) / 1000000000;
}

bool xlsx_moment(const char *decimal, enum xlsx_clock clock, bool from_1904, char out[XLSX_DECIMAL])
{
    int64_t whole;
    size_t n = strcspn(decimal, ".");
    if (*decimal == '-' || !str_int64((str){ decimal, n }, &whole) || whole > 200000) return false;
    int64_t seconds = decimal[n] ? seconds_of(decimal + n + 1) : 0;
    whole += seconds / 86400;
    seconds %= 86400;
    char time[16];
    snprintf(time, sizeof time, "%02d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60),
             (int)(seconds % 60));
    if (clock == XLSX_TIME && whole == 0) {
        memcpy(out, time, sizeof "00:00:00");
        return true;
    }
    if (!from_1904 && (whole == 60 || whole < 1)) return false;
    int64_t day = from_1904 ? whole - 24107 : whole - (whole < 60 ? 25568 : 25569);
    if (day > 84005) return false; /* 2199-12-31 */
    char text[DATE_TEXT];
    date_text((date){ (int32_t)day }, text);
    snprintf(out, XLSX_DECIMAL, seconds ? "%s %s" : "%s", text, time);
    return true;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* money.c — the only arithmetic there is on amounts, and their plain text.
 *
 * Every division goes through divide(): exact 128-bit integers, half away from zero, once. An
 * amount of another currency, or a result that does not fit, is a bug and ends the process: a wrong
 * sum in a report costs more. It does not know where rates come from or which regime chose them
 * (finance), nor how readers write amounts (i18n).
 */
#include "base/money.h"

#include "base/digits.h"
#include "base/log.h"

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

/* ---- amounts ---- */

static inline bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

money money_of(int64_t minor, const char cur[static 3])
{
    MUST(is_upper(cur[0]) && is_upper(cur[1]) && is_upper(cur[2]));
    return (money){ minor, { cur[0], cur[1], cur[2], '\0' } };
}

bool money_same(money a, money b) { return memcmp(a.cur, b.cur, sizeof a.cur) == 0; }

static void must_match(money a, money b, const char *what)
{
    if (!a.cur[0] || !b.cur[0]) BUG("to %s what is no amount yet", what);
    if (!money_same(a, b)) BUG("to %s %s and %s: convert first", what, a.cur, b.cur);
}

money money_add(money a, money b)
{
    must_match(a, b, "add");
    if (__builtin_add_overflow(a.minor, b.minor, &a.minor)) BUG("a sum in %s does not fit", a.cur);
    return a;
}

money money_sub(money a, money b)
{
    must_match(a, b, "subtract");
    if (__builtin_sub_overflow(a.minor, b.minor, &a.minor))
        BUG("a difference in %s does not fit", a.cur);
    return a;
}

int money_cmp(money a, money b)
{
    must_match(a, b, "compare");
    return (a.minor > b.minor) - (a.minor < b.minor);
}

money money_neg(money a)
{
    if (__builtin_sub_overflow(INT64_C(0), a.minor, &a.minor))
        BUG("an amount in %s has no opposite", a.cur);
    return a;
}

/* ---- dividing ---- */

/* narrow: the magnitude ${v} with its sign as int64; false when it does not fit. */
static bool narrow(uint128 v, bool neg, int64_t *out)
{
    if (v > (uint128)INT64_MAX + neg) return false;
    *out = neg && v > 0 ? -(int64_t)(v - 1) - 1 : (int64_t)v;
    return true;
}

/* divide: ${num}/${den} rounded half away from zero; false when it does not fit. ${den} is
 * positive. */
static bool divide(int128 num, int64_t den, int64_t *out)
{
    bool neg = num < 0;
    uint128 n = neg ? -(uint128)num : (uint128)num, d = (uint128)den;
    uint128 q = n / d, rest = n % d;
    if (rest >= d - rest) q++;
    return narrow(q, neg, out);
}

int64_t money_muldiv(int64_t a, int64_t b, int64_t c)
{
    MUST(c > 0);
    int64_t product, result;
    if (__builtin_expect(!__builtin_mul_overflow(a, b, &product),
                         1)) { /* the usual case: no 128-bit division */
        int64_t q = product / c, rest = product % c;
        if (rest < 0)
            return q - (rest <= -c - rest); /* |rest| >= c - |rest|, and -c cannot overflow */
        return q + (rest >= c - rest);
    }
    if (!divide((int128)a * b, c, &result)) BUG("a product or quotient of money does not fit");
    return result;
}

money rate_to_eur(money m, struct rate r)
{
    const int64_t million = 1000000;
    MUST(m.cur[0] != '\0');
    MUST(r.sum_e6 > 0 && r.n > 0);
    if (memcmp(m.cur, "EUR", 3) == 0)
        MUST(r.sum_e6 == r.n * million); /* the euro is worth a euro */
    return eur(money_muldiv(m.minor, r.n * million, r.sum_e6));
}

int64_t rate_e10(struct rate r)
{
    MUST(r.sum_e6 > 0 && r.n > 0);
    return money_muldiv(r.sum_e6, 10000, r.n);
}

money money_ppm(money m, int64_t ppm)
{
    m.minor = money_muldiv(m.minor, ppm, 1000000);
    return m;
}

/* A percentage that does not fit (a base of cents against billions) is shown as the largest there
 * is: it decides nothing, since limits are compared cross-multiplied and not as rounded
 * percentages. */
int64_t money_variance_e2(money now, money base)
{
    must_match(now, base, "compare");
    if (base.minor == 0) return INT64_MIN;
    int128 num = ((int128)now.minor - base.minor) * 10000;
    int128 den = base.minor;
    if (den < 0) num = -num, den = -den;
    if (den > INT64_MAX)
        num /= 2, den /= 2; /* a base of INT64_MIN: one bit of 63 is not seen in hundredths */
    int64_t result;
    if (divide(num, (int64_t)den, &result) && result != INT64_MIN) return result;
    return num < 0 ? -INT64_MAX : INT64_MAX;
}

/* ---- splitting ---- */

struct share {
    uint128 rest;
    size_t i;
};

static int by_rest(const void *a, const void *b)
{
    const struct share *x = a, *y = b;
    if (x->rest != y->rest) return x->rest > y->rest ? -1 : 1;
    return (x->i > y->i) - (x->i < y->i);
}

void money_split(money total, const int64_t *weights, size_t n, money *parts)
{
    enum { FEW = 32 };
    struct share few[FEW], *shares = few;
    uint128 all = 0;
    for (size_t i = 0; i < n; i++) {
        MUST(weights[i] >= 0);
        all = (uint128)(all + (uint64_t)weights[i]);
    }
    MUST(all > 0);
    if (n > FEW && !(shares = calloc(n, sizeof *shares))) BUG("no memory to split over %zu", n);
    bool neg = total.minor < 0;
    uint64_t whole = digits_abs(total.minor), left = whole;
    for (size_t i = 0; i < n; i++) {
        uint128 product = (uint128)whole * (uint128)weights[i];
        uint64_t part = (uint64_t)(product / all);
        shares[i] = (struct share){ product % all, i };
        parts[i] = total;
        narrow(part, neg, &parts[i].minor);
        left -= part;
    }
    /* What is left is less than the number of shares that have a rest, so that a weight of 0 gets
     * nothing. */
    qsort(shares, n, sizeof *shares, by_rest);
    for (size_t k = 0; k < left; k++) parts[shares[k].i].minor += neg ? -1 : 1;
    if (shares != few) free(shares);
}

/* ---- text ---- */

/* decimal: ${value} with the point before its last ${digits} digits. */
static const char *decimal(int64_t value, int digits, char out[MONEY_TEXT])
{
    char text[MONEY_TEXT], *end = text + sizeof text;
    char *p = digits_before(end, digits_abs(value));
    while (end - p <= digits) *--p = '0';
    size_t whole = (size_t)(end - p - digits);
    char *to = out;
    if (value < 0) *to++ = '-';
    memcpy(to, p, whole);
    to += whole;
    if (digits > 0) {
        *to++ = '.';
        memcpy(to, p + whole, (size_t)digits);
        to += digits;
    }
    *to = '\0';
    return out;
}

const char *minor_text(int64_t minor, char out[MONEY_TEXT]) { return decimal(minor, 2, out); }

const char *money_text(money m, char out[MONEY_TEXT]) { return decimal(m.minor, 2, out); }

const char *scaled_text(int64_t value, int digits, int least, char out[MONEY_TEXT])
{
    MUST(digits >= 0 && digits <= 18 && least >= 0 && least <= digits);
    while (digits > least && value % 10 == 0) value /= 10, digits--;
    return decimal(value, digits, out);
}

bool scaled_parse(str s, int digits, int64_t *out)
{
    MUST(digits >= 0 && digits <= 9);
    int64_t v = 0;
    int decimals = -1; /* none yet: no point seen */
    bool any = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '.' && decimals < 0 && any) {
            decimals = 0;
            continue;
        }
        if (c < '0' || c > '9' || (decimals >= 0 && ++decimals > digits)) return false;
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, c - '0', &v))
            return false;
        any = true;
    }
    if (!any || decimals == 0) return false;
    for (int k = decimals < 0 ? 0 : decimals; k < digits; k++)
        if (__builtin_mul_overflow(v, 10, &v)) return false;
    *out = v;
    return true;
}

bool minor_parse(str s, int64_t *out)
{
    int64_t v;
    bool neg = s.n > 0 && s.p[0] == '-';
    if (neg) s.p++, s.n--;
    if (!scaled_parse(s, 2, &v) || v > MONEY_MAX) return false;
    *out = neg ? -v : v;
    return true;
}

/* grouper: the length of the mark at ${s} that groups thousands, 0 when there is none. ${other} is
 * '.' or ','. */
static size_t grouper(str s, char other)
{
    static const char *const marks[] = { " ", "'", "\u00a0", "\u2009", "\u202f", "\u2019" };
    if (s.n > 0 && s.p[0] == other) return 1;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(s, marks[i])) return strlen(marks[i]);
    return 0;
}

static size_t digit_run(str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9') n++;
    return n;
}

/* ungroup: the whole part off ${s} into ${plain}, checked group by group; false when it is not well
 * grouped. One mark is used throughout, and a first group may not begin with 0: "0.500" under a
 * decimal comma is a mistake, not 500. */
static bool ungroup(str *s, char other, char plain[static 24], size_t *n)
{
    size_t run = digit_run(*s), first = run, mark = 0;
    str sign = { "", 0 };
    if (run == 0) return false;
    for (*n = 0;;) {
        if (*n + run > 19) return false;
        memcpy(plain + *n, s->p, run);
        *n += run;
        *s = (str){ s->p + run, s->n - run };
        if ((mark = grouper(*s, other)) == 0) return true;
        str here = { s->p, mark };
        if (sign.n == 0 && (first > 3 || plain[0] == '0')) return false;
        if (sign.n > 0 && !str_eq(sign, here)) return false;
        sign = here;
        *s = (str){ s->p + mark, s->n - mark };
        if ((run = digit_run(*s)) != 3) return false;
    }
}

bool minor_parse_form(str s, char decimal_mark, int64_t *out)
{
    MUST(decimal_mark == '.' || decimal_mark == ',');
    char plain[24] = "-"; /* the plain form, for minor_parse */
    size_t n, at = 0;
    s = str_trim(s);
    size_t minus = str_starts(s, "-") ? 1 : str_starts(s, "\u2212") ? strlen("\u2212") : 0;
    if (minus) at = 1, s = (str){ s.p + minus, s.n - minus };
    char whole[24];
    if (!ungroup(&s, decimal_mark == ',' ? '.' : ',', whole, &n) || at + n + s.n > sizeof plain)
        return false;
    memcpy(plain + at, whole, n);
    at += n;
    if (s.n > 0) {
        if (s.p[0] != decimal_mark || s.n > 3) return false;
        plain[at++] = '.';
        memcpy(plain + at, s.p + 1, s.n - 1);
        at += s.n - 1;
    }
    return minor_parse((str){ plain, at }, out);
}

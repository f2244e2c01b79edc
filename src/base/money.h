/* SPDX-License-Identifier: EUPL-1.2 */
/* money.h — amounts, currencies, rates, and the only conversions there are. No float touches money.
 *
 * An amount is int64 minor units with its currency; every currency Kolo knows has two decimals (ISO
 * 4217; field.md §5). A rate is units of currency per 1 EUR ×10⁶ (InforEuro has at most six
 * decimals). A mean of monthly rates stays a fraction (sum, n) and is never rounded: only the euro
 * result is, half away from zero, once, at the transaction. Adding or comparing amounts of
 * different currencies, or overflow, is a bug and aborts: convert first. One amount a person can
 * enter is at most 10¹² minor units, so 10⁶ of them fit in int64.
 */
#ifndef KOLO_BASE_MONEY_H
#define KOLO_BASE_MONEY_H

#include "base/date.h"
#include "base/str.h"

typedef struct money {
    int64_t minor;
    char cur[4]; /* "EUR", NUL-terminated; "" only in a zero-initialised struct, which is no amount
                    yet */
} money;

#define MONEY_MAX INT64_C(1000000000000) /* largest single amount, in minor units, either sign */
#define MONEY_TEXT 32                    /* room for the longest money_text */

money money_of(int64_t minor, const char cur[static 3]);
static inline money eur(int64_t cents) { return (money){ cents, "EUR" }; }
bool money_same(money a, money b); /* same currency? */
money money_add(money a, money b);
money money_sub(money a, money b);
int money_cmp(money a, money b);
money money_neg(money a);

/** money_text(m, out): "-1234.56", plain ASCII, point and two decimals, no currency: the form of
 * CSV, JSON and XLSX. */
const char *money_text(money m, char out[MONEY_TEXT]);
const char *minor_text(int64_t minor, char out[MONEY_TEXT]);
/** minor_parse(s, out): plain form, optional '-', digits, optional '.' and 1..2 decimals; no
 * grouping; |x| <= MONEY_MAX. minor_parse_form(s, decimal, out): as people write: ${decimal} is '.'
 * or ','; the other one, spaces, thin and no-break spaces and apostrophes group thousands, and only
 * where groups of three are whole. Says no to what is ambiguous. */
bool minor_parse(str s, int64_t *out);
bool minor_parse_form(str s, char decimal, int64_t *out);

/** scaled_parse(s, digits, out): a non-negative decimal with at most ${digits} (0..9) decimals,
 * times 10^digits. */
bool scaled_parse(str s, int digits, int64_t *out);
/** scaled_text: the reverse, trailing zeros removed down to ${least} decimals. */
const char *scaled_text(int64_t value, int digits, int least, char out[MONEY_TEXT]);

/* Currencies, with their dates of validity (HRK ended 2022-12-31, BGN 2025-12-31: data/currencies
 * in money.c). */
struct currency {
    char code[4];
    int16_t numeric;
    date from, until; /* until DATE_NONE: still valid */
    int64_t fixed_e6; /* irrevocable rate to EUR ×10⁶ after it ended, 0 when none: HRK 7534500, BGN
                         1955830 */
    const char *name; /* English; translated by i18n */
};
/** currency_find(code): NULL when Kolo does not know it. currency_at(i): the i-th, NULL past the
 * end. */
const struct currency *currency_find(const char *code);
const struct currency *currency_at(size_t i);
bool currency_valid_on(const struct currency *c, date d);

/** A rate or a mean of rates: units per EUR = sum_e6 / (n × 10⁶). EUR itself is { 1000000, 1 }. */
struct rate {
    int64_t sum_e6;
    int32_t n;
};

/** rate_to_eur(m, r): euro cents = round_half_away(m.minor × n × 10⁶ / sum_e6), 128 bit inside. r
 * must be positive. */
money rate_to_eur(money m, struct rate r);
/** rate_e10(r): the mean ×10¹⁰, rounded half up: for showing ("61.5566666667"), never for
 * computing. */
int64_t rate_e10(struct rate r);

/** percent: share of an amount. ppm = parts per million (25 % is 250000). Half away from zero. */
money money_ppm(money m, int64_t ppm);
/** money_variance_e2(now, base): (now-base)*100/base in hundredths of a percent, half away from
 * zero; base 0 gives INT64_MIN. */
int64_t money_variance_e2(money now, money base);

/** money_split(total, weights, n, parts): largest remainder; parts add up to total exactly. Ties go
 * to the lower index. Weights are >= 0 and not all 0. */
void money_split(money total, const int64_t *weights, size_t n, money *parts);
/** money_muldiv(a, b, c): round_half_away(a × b / c), 128 bit inside; c > 0; overflow of the result
 * aborts. */
int64_t money_muldiv(int64_t a, int64_t b, int64_t c);

#endif

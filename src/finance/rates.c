/* SPDX-License-Identifier: EUPL-1.2 */
/* rates.c — from an amount in a partner's currency to euro cents, once, by the contract's regime.
 *
 * The regimes are field.md §1.8. Everything here but rate_table_read is pure, so that the same
 * functions show a draft's floating preview and fix the figures at submission.
 */
#include "finance/rates.h"

#include "base/buf.h"
#include "base/log.h"
#include "finance/rates_sql.h"
#include "i18n/i18n.h"
#include "project/rule_word.h"

#include <string.h>

struct rate_table {
    struct rate_between_rows rows; /* by currency, month */
};

static const char *const names[] = { "R-AVG", "R-PAYMONTH", "R-SUBMITMONTH" };

const char *regime_name(enum regime r) { return names[r]; }

bool regime_parse(const char *name, enum regime *out)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!z_eq(name, names[i])) continue;
        *out = (enum regime)i;
        return true;
    }
    return false;
}

enum rc rate_table_read(struct cx *cx, month from, month until, const struct rate_table **out)
{
    struct rate_table *t = arena_alloc(cx->arena, sizeof *t);
    *out = t;
    return rate_between(cx, from, until, &t->rows);
}

int64_t rate_on(const struct rate_table *t, const char *currency, month m)
{
    size_t low = 0, high = t->rows.n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        const struct rate_between_row *r = &t->rows.v[mid];
        int order = strcmp(r->currency, currency);
        if (!order) order = (r->month > m) - (r->month < m);
        if (!order) return r->rate;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return 0;
}

static enum rc missing(struct cx *cx, struct conversion *out, const char *currency, month m)
{
    char text[MONTH_TEXT];
    out->missing = arena_printf(cx->arena, "%s %s", currency, month_text(m, text));
    return problem(
        cx, "rate",
        T("There is no rate for %s in %s; the lead partner enters it under Rates, and nothing is "
          "converted without it."),
        currency, i18n_month(cx, m));
}

/* After its last day a currency has one irrevocable rate, whatever the regime (HRK from 2023, BGN
 * from 2026). */
static int64_t rate_of(const struct rate_table *t, const struct currency *c, month m)
{
    if (c->fixed_e6 && date_given(c->until) && m > month_of(c->until)) return c->fixed_e6;
    return rate_on(t, c->code, m);
}

static enum rc mean_of(struct cx *cx, const struct rate_table *t, const struct currency *c,
                       month first, month last, struct conversion *out)
{
    MUST(first <= last);
    out->rate = (struct rate){ 0, last - first + 1 };
    for (month m = first; m <= last; m++) {
        int64_t one = rate_of(t, c, m);
        if (!one) return missing(cx, out, c->code, m);
        out->rate.sum_e6 += one;
    }
    char a[MONTH_TEXT], b[MONTH_TEXT];
    out->basis = first == last
                     ? arena_dup(cx->arena, month_text(first, a))
                     : arena_printf(cx->arena, "%s..%s", month_text(first, a), month_text(last, b));
    return RC_OK;
}

enum rc rates_convert(struct cx *cx, const struct rate_table *t, enum regime r,
                      const struct conversion_case *c, struct conversion *out)
{
    *out = (struct conversion){ .from = c->amount, .regime = r };
    if (z_eq(c->amount.cur, "EUR")) {
        out->rate = (struct rate){ 1000000, 1 };
        out->basis = "EUR";
        out->to = c->amount;
        return RC_OK;
    }
    const struct currency *currency = currency_find(c->amount.cur);
    if (!currency)
        return problem(cx, "currency", T("Kolo does not know the currency “%s”."), c->amount.cur);

    enum rc rc = RC_OK;
    switch (r) {
    case REGIME_AVG: rc = mean_of(cx, t, currency, c->period_first, c->period_last, out); break;
    case REGIME_PAYMONTH:
        if (!date_given(c->paid)) {
            return problem(
                cx, "payment_date",
                T("Without the date of payment this line has no rate: the contract converts by "
                  "the month of payment."));
        }
        rc = mean_of(cx, t, currency, month_of(c->paid), month_of(c->paid), out);
        break;
    case REGIME_SUBMITMONTH: rc = mean_of(cx, t, currency, c->submitted, c->submitted, out); break;
    }
    if (!rc) out->to = rate_to_eur(c->amount, out->rate);
    return rc;
}

static bool months_of_basis(const char *basis, month *first, month *last);

/* "January 2007", or the first and the last month of several. */
static const char *basis_words(struct cx *cx, const char *basis)
{
    month first, last;
    if (!months_of_basis(basis, &first, &last)) return basis;
    if (first == last) return i18n_month(cx, first);
    return arena_printf(cx->arena, T("%s to %s"), i18n_month(cx, first), i18n_month(cx, last));
}

const char *rates_explain(struct cx *cx, const struct conversion *c)
{
    if (z_eq(c->basis, "EUR")) return T("The amount is in euro; nothing is converted.");
    const char *mean = i18n_scaled(cx, rate_e10(c->rate), 10, 4);
    const char *rule = rule_word_show(cx, "rate_regime", regime_name(c->regime));
    if (c->rate.n == 1) {
        return arena_printf(cx->arena, T("%s ÷ %s (rate of %s, %s) = %s, rounded half up, once."),
                            i18n_money(cx, c->from), mean, basis_words(cx, c->basis), rule,
                            i18n_money(cx, c->to));
    }
    return arena_printf(
        cx->arena,
        T("%s ÷ %s (mean of the %d monthly rates of %s: %s ÷ %d, %s) = %s, rounded half up, once."),
        i18n_money(cx, c->from), mean, (int)c->rate.n, basis_words(cx, c->basis),
        i18n_scaled(cx, c->rate.sum_e6, 6, 4), (int)c->rate.n, rule, i18n_money(cx, c->to));
}

/* "2007-01..2007-06" or "2007-03". */
static bool months_of_basis(const char *basis, month *first, month *last)
{
    str rest = str_of(basis), from = str_cut(&rest, '.');
    if (!month_iso(from, first)) return false;
    *last = *first;
    return !rest.n || (str_cut(&rest, '.').n == 0 && month_iso(rest, last));
}

enum rc rates_behind(struct cx *cx, const struct conversion *c, struct rate_months *out)
{
    const struct rate_table *t;
    const struct currency *currency = currency_find(c->from.cur);
    month first, last;
    int64_t sum = 0;
    *out = (struct rate_months){ 0 };
    if (!currency || !c->basis || !months_of_basis(c->basis, &first, &last)) return RC_OK;
    enum rc rc = rate_table_read(cx, first, last, &t);
    if (rc) return rc;
    out->v = arena_array(cx->arena, struct rate_of_month, (size_t)(last - first + 1));
    for (month m = first; m <= last; m++) {
        int64_t one = rate_of(t, currency, m);
        out->v[out->n++] = (struct rate_of_month){ m, one };
        sum += one;
    }
    out->differs = sum != c->rate.sum_e6;
    return RC_OK;
}

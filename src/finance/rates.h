/* SPDX-License-Identifier: EUPL-1.2 */
/* rates.h — monthly rates and the regimes by which an amount becomes euro (field.md §1.8).
 *
 * R-AVG: arithmetic mean of the monthly rates of all months of the reporting period, kept as a
 * fraction. R-PAYMONTH: the month of payment. R-SUBMITMONTH: the month in which the report was
 * first submitted. EUR is 1. A month that is not loaded is refused by name, never taken as 1. A
 * currency that has ended (HRK, BGN) converts after its last day by its irrevocable rate; before it
 * by the regime.
 */
#ifndef KOLO_FINANCE_RATES_H
#define KOLO_FINANCE_RATES_H

#include "base/cx.h"
#include "base/money.h"

enum regime { REGIME_AVG, REGIME_PAYMONTH, REGIME_SUBMITMONTH };
const char *regime_name(enum regime r); /* "R-AVG" */
bool regime_parse(const char *name, enum regime *out);

/** A table of current rates of some months, read once and used for many lines. */
struct rate_table;
enum rc rate_table_read(struct cx *cx, month from, month until,
                        const struct rate_table **out) MUST_USE;
/** rate_on(t, currency, m): ×10⁶ or 0 when not loaded. */
int64_t rate_on(const struct rate_table *t, const char *currency, month m);

struct conversion {
    money from, to; /* to: EUR */
    struct rate rate;
    enum regime regime;
    const char *basis;   /* "2007-01..2007-06", "2007-03", "EUR", "fixed" */
    const char *missing; /* "MKD 2007-05": no rate; to is then not set */
};
struct conversion_case {
    money amount;
    date paid;
    month period_first, period_last, submitted;
};
/** rates_convert(cx, table, regime, case, out): pure over the table. RC_INVALID and out->missing
 * when a month is not loaded. */
enum rc rates_convert(struct cx *cx, const struct rate_table *t, enum regime r,
                      const struct conversion_case *c, struct conversion *out) MUST_USE;
/** rates_explain(cx, c): the calculation for people: "98 765.00 ALL ÷ mean of Jan–Jun 2007 (…)/6
 * = 99.6500 → 991.12 EUR, rounded half up once". */
const char *rates_explain(struct cx *cx, const struct conversion *c);

/** The months behind a rate, and whether they still add up to it: one of them may have been
 * corrected after it was fixed. n 0: nothing was converted. */
struct rate_months {
    struct rate_of_month {
        month month;
        int64_t rate_e6;
    } * v;
    size_t n;
    bool differs;
};
enum rc rates_behind(struct cx *cx, const struct conversion *c, struct rate_months *out) MUST_USE;

/** Import. Reads InforEuro's JSON (a month's list of {country,currency,isoA3Code,value}; EUR and
 * USD repeat: equal values or refused; or a currency's history) or CSV "currency,year,month,rate".
 * New (currency, month): stored. Same value again: nothing. A different value: a correction, only
 * with reason, else refused with every such cell named. */
struct rates_import {
    str bytes;
    month month; /* for InforEuro's list of a month, which does not name it */
    const char *source, *reason;
    bool dry_run;
};
struct rates_import_row {
    const char *currency;
    month month;
    int64_t rate_e6, before_e6;
    const char *change; /* new, same, corrected, refused */
};
enum rc rates_import(struct cx *cx, const struct rates_import *in, struct rates_import_row **rows,
                     size_t *n) MUST_USE;

/** Between preview and saving (rates_kept.c) a project keeps one file. rates_keep: in place of the
 * one before. rates_kept: its bytes; RC_INVALID with a sentence when it is not there any more.
 * rates_forget: inside a write transaction. */
enum rc rates_keep(struct cx *cx, int64_t project, str bytes, const char *name,
                   int64_t *id) MUST_USE;
enum rc rates_kept(struct cx *cx, int64_t project, int64_t id, str *bytes,
                   const char **name) MUST_USE;
enum rc rates_forget(struct cx *cx, int64_t project) MUST_USE;

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* why_gather_web.c — what the transactions behind a figure add up to. Memory holds a few of them
 * and one row a rate and a report, however many there are.
 */
#include "report/why_gather_web.h"

#include "base/vec.h"
#include "i18n/i18n.h"

/* The statement rewinds cx->arena after each row, so what is kept lives in an arena of its own. */
struct gather {
    struct arena *keep;
    struct why_view *v;
    VEC(struct transaction_row) rows;
    struct rate_sums rates;
    VEC(struct why_report) reports;
};

static void keep_row(struct gather *g, const struct transaction_row *r)
{
    struct transaction_row *copy = vec_push(g->keep, &g->rows);
    *copy = *r;
    const char **texts[] = { &copy->partner,     &copy->heading,     &copy->line,
                             &copy->activity,    &copy->description, &copy->supplier,
                             &copy->document_no, &copy->currency,    &copy->rate_basis,
                             &copy->status,      &copy->accepted_by };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = arena_dup(g->keep, *texts[i]);
}

static void add_report(struct gather *g, const struct transaction_row *r)
{
    struct why_report *last = g->reports.n ? &g->reports.v[g->reports.n - 1] : NULL;
    if (!r->accepted_at) return;
    if (!last || last->report != r->report) { /* rows come report by report */
        last = vec_push(g->keep, &g->reports);
        *last = (struct why_report){ .report = r->report,
                                     .period_no = r->period_no,
                                     .partner = arena_dup(g->keep, r->partner),
                                     .by = arena_dup(g->keep, r->accepted_by),
                                     .at = r->accepted_at,
                                     .accepted = eur(0) };
    }
    last->accepted = money_add(last->accepted, eur(r->accepted_eur));
}

static enum rc gather_row(void *p, const struct transaction_row *r)
{
    struct gather *g = p;
    struct why_view *v = g->v;
    money euro = eur(r->amount_eur == INT64_MIN ? 0 : r->amount_eur);
    bool decided = z_eq(r->status, "accepted") || z_eq(r->status, "deducted");
    v->lines++;
    v->sum = money_add(v->sum, euro);
    v->accepted = money_add(v->accepted, eur(r->accepted_eur));
    v->deducted = money_add(v->deducted, eur(r->deducted_eur));
    if (z_eq(r->status, "parked"))
        v->parked = money_add(v->parked, euro);
    else if (!decided)
        v->waiting = money_add(v->waiting, euro);
    rate_sums_add(&g->rates, r);
    add_report(g, r);
    if (g->rows.n < WHY_SHOWN) keep_row(g, r);
    return RC_OK;
}

static const char *formula_of(struct cx *cx, const struct why_view *v)
{
    return arena_printf(
        cx->arena, T("%s booked − %s deducted − %s parked − %s not decided yet = %s accepted"),
        i18n_money(cx, v->sum), i18n_money(cx, v->deducted), i18n_money(cx, v->parked),
        i18n_money(cx, v->waiting), i18n_money(cx, v->accepted));
}

enum rc why_gather(struct cx *cx, const struct why_figure *f, struct why_view *v)
{
    struct gather g = { .keep = transactions_keep(cx), .v = v };
    g.rates.keep = g.keep;
    struct transaction_filter which = why_filter(f);
    v->sum = v->accepted = v->deducted = v->parked = v->waiting = eur(0);
    enum rc rc = transactions_each(cx, f->t, &which, gather_row, &g);
    if (rc) return rc;
    v->listed = true;
    v->v = g.rows.v;
    v->n = g.rows.n;
    v->rates = g.rates.of.v;
    v->rate_count = g.rates.of.n;
    v->reports = g.reports.v;
    v->report_count = g.reports.n;
    v->agrees = !money_cmp(v->figure, v->accepted);
    v->formula = formula_of(cx, v);
    return RC_OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* rate_sums.c — a row a rate, however many transactions. */
#include "report/rate_sums.h"

static struct rate_sum *find(const struct rate_sums *s, const struct transaction_row *row)
{
    for (size_t i = 0; i < s->of.n; i++) {
        struct rate_sum *r = &s->of.v[i];
        if (r->exact.sum_e6 == row->exact.sum_e6 && r->exact.n == row->exact.n &&
            z_eq(r->amount.cur, row->currency) && z_eq(r->basis, row->rate_basis))
            return r;
    }
    return NULL;
}

void rate_sums_add(struct rate_sums *s, const struct transaction_row *row)
{
    if (!row->exact.n) return;
    struct rate_sum *r = find(s, row);
    if (!r) {
        r = vec_push(s->keep, &s->of);
        *r = (struct rate_sum){ .basis = arena_dup(s->keep, row->rate_basis),
                                .exact = row->exact,
                                .amount = money_of(0, row->currency),
                                .euro = eur(0) };
    }
    r->lines++;
    r->amount = money_add(r->amount, money_of(row->amount, row->currency));
    r->euro = money_add(r->euro, eur(row->amount_eur));
}

money rate_sum_at_once(const struct rate_sum *r) { return rate_to_eur(r->amount, r->exact); }

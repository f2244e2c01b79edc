/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_rows.c — the same figures for every output: page, print, terminal, JSON, CSV, workbook all
 * take these rows. */
#include "report/donor_rows.h"

#include "i18n/i18n.h"

#include <stddef.h>

#define FIELD(strukt, member, kind)                           \
    {                                                         \
#member, kind, offsetof(struct strukt, member), false \
    }

static const struct row_field cell_fields[] = {
    FIELD(donor_cell_row, heading, FIELD_TEXT),
    FIELD(donor_cell_row, line, FIELD_TEXT),
    FIELD(donor_cell_row, title, FIELD_TEXT),
    FIELD(donor_cell_row, budget_eur, FIELD_EUR),
    FIELD(donor_cell_row, partner, FIELD_TEXT),
    FIELD(donor_cell_row, period_eur, FIELD_EUR),
    FIELD(donor_cell_row, cumulative_eur, FIELD_EUR),
    FIELD(donor_cell_row, variance_eur, FIELD_EUR),
    FIELD(donor_cell_row, variance_pct, FIELD_E2),
};
const struct row_meta donor_cell_meta = { "donor_cell", sizeof(struct donor_cell_row),
                                          sizeof cell_fields / sizeof *cell_fields, cell_fields };

static const struct row_field sum_fields[] = {
    FIELD(donor_sum_row, heading, FIELD_TEXT),     FIELD(donor_sum_row, line, FIELD_TEXT),
    FIELD(donor_sum_row, title, FIELD_TEXT),       FIELD(donor_sum_row, budget_eur, FIELD_EUR),
    FIELD(donor_sum_row, low_eur, FIELD_EUR),      FIELD(donor_sum_row, high_eur, FIELD_EUR),
    FIELD(donor_sum_row, period_eur, FIELD_EUR),   FIELD(donor_sum_row, cumulative_eur, FIELD_EUR),
    FIELD(donor_sum_row, variance_eur, FIELD_EUR), FIELD(donor_sum_row, variance_pct, FIELD_E2),
};
const struct row_meta donor_sum_meta = { "donor_sum", sizeof(struct donor_sum_row),
                                         sizeof sum_fields / sizeof *sum_fields, sum_fields };

size_t donor_cell_rows(struct cx *cx, const struct donor_table *t, struct donor_cell_row **out)
{
    *out = arena_array(cx->arena, struct donor_cell_row, t->line_count * t->partner_count + 1);
    size_t n = 0;
    for (size_t i = 0; i < t->line_count; i++) {
        for (size_t p = 0; p < t->partner_count; p++) {
            const struct donor_line *l = &t->lines[i];
            const struct donor_cell *c = &l->cells[p];
            if (!c->budget.minor && !c->cumulative.minor && !c->lines) continue;
            (*out)[n++] =
                (struct donor_cell_row){ .heading = l->heading,
                                         .line = l->code,
                                         .title = l->title,
                                         .budget_eur = c->budget,
                                         .partner = t->partners[p].short_name,
                                         .period_eur = c->period,
                                         .cumulative_eur = c->cumulative,
                                         .variance_eur = money_sub(c->cumulative, c->budget),
                                         .variance_pct =
                                             money_variance_e2(c->cumulative, c->budget) };
        }
    }
    return n;
}

size_t donor_sum_rows(struct cx *cx, const struct donor_table *t, struct donor_sum_row **out)
{
    *out = arena_array(cx->arena, struct donor_sum_row, t->line_count + t->row_count + 1);
    size_t n = 0;
    for (size_t r = 0; r < t->row_count; r++) {
        const struct donor_row *h = &t->rows[r];
        (*out)[n++] = (struct donor_sum_row){ .heading = h->node->code,
                                              .line = "",
                                              .title = i18n_text(cx, NULL, h->node->title),
                                              .budget_eur = h->budget,
                                              .low_eur = h->low,
                                              .high_eur = h->high,
                                              .period_eur = h->period,
                                              .cumulative_eur = h->cumulative,
                                              .variance_eur = h->variance,
                                              .variance_pct = h->variance_e2 };
        for (size_t i = 0; h->node->kind != NODE_SUM && i < t->line_count; i++) {
            const struct donor_line *l = &t->lines[i];
            if (!z_eq(l->heading, h->node->code)) continue;
            (*out)[n++] = (struct donor_sum_row){ .heading = l->heading,
                                                  .line = l->code,
                                                  .title = l->title,
                                                  .budget_eur = l->budget,
                                                  .low_eur = l->budget,
                                                  .high_eur = l->budget,
                                                  .period_eur = l->period,
                                                  .cumulative_eur = l->cumulative,
                                                  .variance_eur = l->variance,
                                                  .variance_pct = l->variance_e2 };
        }
    }
    return n;
}

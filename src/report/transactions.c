/* SPDX-License-Identifier: EUPL-1.2 */
/* transactions.c — one row a receipt: what a consolidated figure is made of, with the rate that was
 * used. */
#include "report/transactions.h"

#include "account/viewer.h"
#include "i18n/i18n.h"
#include "report/transactions_sql.h"

#include <stddef.h>

#define FIELD(member, kind)                                            \
    {                                                                  \
#member, kind, offsetof(struct transaction_row, member), false \
    }

static const struct row_field fields[] = {
    FIELD(seq, FIELD_INT),
    FIELD(partner, FIELD_TEXT),
    FIELD(heading, FIELD_TEXT),
    FIELD(line, FIELD_TEXT),
    FIELD(activity, FIELD_TEXT),
    FIELD(description, FIELD_TEXT),
    FIELD(supplier, FIELD_TEXT),
    FIELD(document_no, FIELD_TEXT),
    FIELD(document_date, FIELD_DATE),
    FIELD(payment_date, FIELD_DATE),
    FIELD(currency, FIELD_TEXT),
    FIELD(amount, FIELD_E2),
    FIELD(rate, FIELD_E10),
    FIELD(rate_basis, FIELD_TEXT),
    FIELD(amount_eur, FIELD_E2),
    FIELD(status, FIELD_TEXT),
    FIELD(deducted_eur, FIELD_E2),
    FIELD(accepted_eur, FIELD_E2),
};
const struct row_meta transaction_meta = { "transaction", sizeof(struct transaction_row),
                                           sizeof fields / sizeof *fields, fields };

/* The walk over the statement's rows: numbers them, masks them, hands them on. */
struct walk {
    struct cx *cx;
    const struct donor_table *t;
    const struct transaction_filter *filter;
    int64_t seq;
    enum rc (*each)(void *p, const struct transaction_row *row);
    void *p;
};

static const char *name_of(const struct donor_table *t, const struct transactions_row *r)
{
    for (size_t p = 0; p < t->partner_count; p++)
        if (t->partners[p].id == r->partner_id) return t->partners[p].short_name;
    return r->partner;
}

bool donor_row_adds(const struct donor_table *t, const struct donor_row *row, const char *heading)
{
    if (row->node->kind != NODE_SUM) return z_eq(row->node->code, heading);
    for (const char *const *ref = row->node->refs; *ref; ref++) {
        for (size_t r = 0; t->rows[r].node != row->node; r++)
            if (z_eq(t->rows[r].node->code, *ref) && donor_row_adds(t, &t->rows[r], heading))
                return true;
    }
    return false;
}

static enum rc walk_row(void *p, const struct transactions_row *r)
{
    struct walk *w = p;
    struct cx *cx = w->cx;
    if (w->filter->row && !donor_row_adds(w->t, w->filter->row, r->heading)) return RC_OK;
    bool masked =
        r->is_sensitive && !viewer_can(cx, MAY_READ_SENSITIVE, w->t->project, r->partner_id);
    bool decided = z_eq(r->status, "accepted") || z_eq(r->status, "deducted");
    struct transaction_row out = {
        .seq = ++w->seq,
        .partner = name_of(w->t, r),
        .heading = r->heading,
        .line = r->line,
        .activity = r->activity,
        .description = masked ? T("restricted") : r->description,
        .supplier = masked ? "" : r->supplier,
        .document_no = masked ? "" : r->document_no,
        .document_date = r->document_date,
        .payment_date = r->payment_date,
        .currency = r->amount.cur,
        .amount = r->amount.minor,
        .rate = r->rated ? rate_e10((struct rate){ r->rate_sum, (int32_t)r->rate_n }) : INT64_MIN,
        .rate_basis = r->rate_basis,
        .amount_eur = r->rated ? r->eur_minor : INT64_MIN,
        .status = r->status,
        .deducted_eur = decided ? r->deducted : 0,
        .accepted_eur = decided ? r->eur_minor - r->deducted : 0,
        .expenditure = r->expenditure,
        .report = r->report,
        .period_no = r->period_no,
        .line_key = r->line_key,
        .exact = { r->rate_sum, (int32_t)r->rate_n },
        .accepted_at = r->decided_at,
        .accepted_by = r->decided_by,
    };
    return w->each(w->p, &out);
}

enum rc transactions_each(struct cx *cx, const struct donor_table *t,
                          const struct transaction_filter *f,
                          enum rc (*each)(void *p, const struct transaction_row *row), void *p)
{
    struct walk w = { .cx = cx, .t = t, .filter = f, .each = each, .p = p };
    bool heading = f->row && f->row->node->kind != NODE_SUM;
    return transactions(cx,
                        &(struct transactions_in){ .project = t->project,
                                                   .period_no = t->period_no,
                                                   .donor_report = t->report,
                                                   .frozen = t->frozen,
                                                   .open_before = t->open_before,
                                                   .partner = f->partner,
                                                   .heading = heading ? f->row->node->code : NULL,
                                                   .line_id = f->line },
                        walk_row, &w);
}

enum rc transactions_number(struct cx *cx, const struct donor_table *t, int64_t *n)
{
    struct transactions_count_row all;
    enum rc rc = transactions_count(cx, t->project, t->period_no, t->report, t->frozen,
                                    t->open_before, &all);
    if (!rc) *n = all.lines;
    return rc;
}

static void drop(void *p) { arena_free(p); }

struct arena *transactions_keep(struct cx *cx)
{
    struct arena *keep = arena_new();
    arena_defer(cx->arena, drop, keep);
    return keep;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* transactions.c — one row a receipt: what a consolidated figure is made of, with the rate that was
 * used. */
#include "report/transactions.h"

#include "account/viewer.h"
#include "i18n/i18n.h"
#include "report/donor_sql.h"
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
    const struct transaction_filter *filter;
    int64_t seq;
    enum rc (*each)(void *p, const struct transaction_row *row);
    void *p;
};

static enum rc walk_row(void *p, const struct transactions_row *r)
{
    struct walk *w = p;
    struct cx *cx = w->cx;
    bool masked =
        r->is_sensitive && !viewer_can(cx, MAY_READ_SENSITIVE, w->filter->project, r->partner_id);
    bool decided = z_eq(r->status, "accepted") || z_eq(r->status, "deducted");
    struct transaction_row out = {
        .seq = ++w->seq,
        .partner = r->partner,
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
    };
    return w->each(w->p, &out);
}

enum rc transactions_each(struct cx *cx, const struct transaction_filter *f,
                          enum rc (*each)(void *p, const struct transaction_row *row), void *p)
{
    struct donor_head_row head;
    bool found;
    enum rc rc = donor_head(cx, f->project, f->period, &head, &found);
    if (rc) return rc;
    if (!found) return refuse(cx, RC_MISSING, T("The project has no such period."));
    bool frozen = !z_eq(head.state, "none") && !z_eq(head.state, "draft");
    struct walk w = { .cx = cx, .filter = f, .each = each, .p = p };
    return transactions(cx,
                        &(struct transactions_in){ .project = f->project,
                                                   .period_no = head.no,
                                                   .donor_report = head.report,
                                                   .frozen = frozen,
                                                   .partner = f->partner,
                                                   .line_id = f->line },
                        walk_row, &w);
}

static void drop(void *p) { arena_free(p); }

struct arena *transactions_keep(struct cx *cx)
{
    struct arena *keep = arena_new();
    arena_defer(cx->arena, drop, keep);
    return keep;
}

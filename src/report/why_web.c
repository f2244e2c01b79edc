/* SPDX-License-Identifier: EUPL-1.2 */
/* why_web.c — "why this number": the list of transactions behind a figure, or behind the whole
 * report, held against what the report says. */
#include "account/viewer.h"
#include "base/vec.h"
#include "finance/expenditure_list_view.h"
#include "i18n/i18n.h"
#include "report/donor_book.h"
#include "report/donor_sql.h"
#include "report/report_pages.h"
#include "report/why_html.h"
#include "report/why_view.h"

#include <unistd.h>

/* The statement rewinds cx->arena after each row, so what is kept lives in an arena of its own. */
struct gather {
    struct arena *keep;
    VEC(struct transaction_row) rows;
    struct why_view *v;
    size_t most;
};

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
    if (g->rows.n >= g->most) return RC_OK;
    struct arena *a = g->keep;
    struct transaction_row *copy = vec_push(a, &g->rows);
    *copy = *r;
    const char **texts[] = { &copy->partner,     &copy->heading,     &copy->line,
                             &copy->activity,    &copy->description, &copy->supplier,
                             &copy->document_no, &copy->currency,    &copy->rate_basis,
                             &copy->status };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) *texts[i] = arena_dup(a, *texts[i]);
    return RC_OK;
}

/* The figure of the report that these lines explain. */
static money cell_of(const struct donor_table *t, int64_t line, int64_t partner)
{
    money sum = eur(0);
    for (size_t i = 0; i < t->line_count; i++) {
        for (size_t p = 0; p < t->partner_count; p++) {
            bool here =
                (!line || t->lines[i].id == line) && (!partner || t->partners[p].id == partner);
            if (here) sum = money_add(sum, t->lines[i].cells[p].period);
        }
    }
    return sum;
}

static const char *formula_of(struct cx *cx, const struct why_view *v)
{
    return arena_printf(
        cx->arena, T("%s booked − %s deducted − %s parked − %s not decided yet = %s accepted"),
        i18n_money(cx, v->sum), i18n_money(cx, v->deducted), i18n_money(cx, v->parked),
        i18n_money(cx, v->waiting), i18n_money(cx, v->accepted));
}

static enum rc read_lines(struct cx *cx, struct request *rq, size_t most, struct donor_table *t,
                          struct gather *g)
{
    struct transaction_filter f = { .project = rq->project,
                                    .partner = request_query_id(rq, "partner"),
                                    .line = request_query_id(rq, "line") };
    struct donor_period_by_no_row period;
    bool found;
    enum rc rc = donor_period_by_no(cx, rq->project, rq->id[1], &period, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if ((rc = donor_table_read(cx, rq->project, period.id, t))) return rc;
    bool sent = z_eq(t->state, "sent") || z_eq(t->state, "accepted");
    if (!sent && !viewer_can(cx, MAY_READ_DONOR_REPORT, rq->project, 0)) return RC_MISSING;
    f.period = period.id;
    g->most = most;
    g->v->sum = g->v->accepted = g->v->deducted = g->v->parked = g->v->waiting = eur(0);
    if ((rc = transactions_each(cx, &f, gather_row, g))) return rc;
    g->v->cell = cell_of(t, f.line, f.partner);
    g->v->agrees = !money_cmp(g->v->cell, g->v->accepted);
    return RC_OK;
}

enum rc donor_why(struct cx *cx, struct request *rq, struct response *rs)
{
    enum { EXPORT_MOST = 100000 };
    struct donor_table t;
    struct why_view v = { 0 };
    struct gather g = { .keep = transactions_keep(cx), .v = &v };
    enum rc rc =
        read_lines(cx, rq, reply_is_page(rq) ? (size_t)WHY_SHOWN : (size_t)EXPORT_MOST, &t, &g);
    if (rc) return rc;
    reply_rows(cx, rs, "transactions", &transaction_meta, g.rows.v, g.rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    v.v = g.rows.v;
    v.n = g.rows.n;
    v.urls = arena_array(cx->arena, struct url, v.n);
    v.marks = arena_array(cx->arena, struct mark, v.n);
    /* The donor reads the list, but not the partners' lines behind it. */
    bool opens = viewer_partner(cx, MAY_READ_EXPENDITURE, rq->project) >= 0;
    for (size_t i = 0; i < v.n && opens; i++)
        v.urls[i] = url_path(cx, "/expenditure/%lld", (long long)v.v[i].expenditure);
    for (size_t i = 0; i < v.n; i++) v.marks[i] = expenditure_mark(cx, v.v[i].status);
    v.formula = formula_of(cx, &v);
    money *sum = arena_array(cx->arena, money, 1);
    *sum = v.accepted;
    v.foot = (struct sum_row){
        .label = T("Accepted, EUR"), .before = 8, .after = 0, .sums = { sum, 1 }
    };
    struct page *pg = page_begin(
        cx, rq, request_query_id(rq, "line") ? T("Why this number") : T("List of transactions"),
        AREA_REPORTS);
    pg->wide = true;
    page_crumb(cx, pg, T("Donor reports"),
               url_path(cx, "/p/%lld/donor-reports", (long long)rq->project));
    page_crumb(
        cx, pg, arena_printf(cx->arena, T("Period %d"), (int)t.period_no),
        url_path(cx, "/p/%lld/donor-report/%lld", (long long)rq->project, (long long)t.period_no));
    page_exports(cx, rq, pg);
    donor_reasons_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

enum rc donor_workbook(struct cx *cx, struct request *rq, struct response *rs)
{
    struct donor_table t;
    struct donor_period_by_no_row period;
    bool found;
    int fd;
    int64_t size;
    enum rc rc = donor_period_by_no(cx, rq->project, rq->id[1], &period, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if ((rc = donor_table_read(cx, rq->project, period.id, &t))) return rc;
    bool sent = z_eq(t.state, "sent") || z_eq(t.state, "accepted");
    if (!sent && !viewer_can(cx, MAY_READ_DONOR_REPORT, rq->project, 0)) return RC_MISSING;
    if ((rc = donor_book(cx, &t, t.snapshot_sha, &fd, &size))) return rc;
    reply_file(cx, rs, fd, size,
               "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
               arena_printf(cx->arena, "donor-report-%d.xlsx", (int)t.period_no), false);
    return RC_OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* why_parts_web.c — a row of the form is the sum of other rows or of its lines, a line that of the
 * partners, cumulative that of the donor reports so far, variance what is left between two figures.
 */
#include "report/why_parts_web.h"

#include "base/vec.h"
#include "i18n/i18n.h"
#include "report/donor_sql.h"

typedef VEC(struct why_part) parts;

static const char *const columns[] = { [WHY_PERIOD] = "period",
                                       [WHY_CUMULATIVE] = "cumulative",
                                       [WHY_BUDGET] = "budget",
                                       [WHY_VARIANCE] = "variance" };

/* ---- which figure ------------------------------------------------------------------------------
 */

enum rc why_figure_read(struct cx *cx, const struct request *rq, const struct donor_table *t,
                        struct why_figure *f)
{
    const char *row = request_query(rq, "row"), *of = request_query(rq, "of");
    int64_t line = request_query_id(rq, "line"), partner = request_query_id(rq, "partner");
    *f = (struct why_figure){ .t = t, .of = WHY_PERIOD };
    for (size_t i = 0; i < t->row_count; i++)
        if (row && *row && z_eq(t->rows[i].node->code, row)) f->row = &t->rows[i];
    for (size_t i = 0; i < t->line_count; i++)
        if (line && t->lines[i].id == line) f->line = &t->lines[i];
    for (size_t i = 0; i < t->partner_count; i++)
        if (partner && t->partners[i].id == partner) f->partner = &t->partners[i];
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (z_eq(of, columns[i])) f->of = (enum why_of)i;
    bool known = (!row || !*row || f->row) && (!line || f->line) && (!partner || f->partner);
    return known ? RC_OK : refuse(cx, RC_MISSING, T("The report has no such figure."));
}

static struct url url_in(struct cx *cx, const struct why_figure *f, int64_t period_no)
{
    struct url u = url_path(cx, "/p/%lld/donor-report/%lld/why", (long long)f->t->project,
                            (long long)period_no);
    if (f->row) u = url_with(cx, u, "row", f->row->node->code);
    if (f->line)
        u = url_with(cx, u, "line", arena_printf(cx->arena, "%lld", (long long)f->line->id));
    if (f->partner)
        u = url_with(cx, u, "partner", arena_printf(cx->arena, "%lld", (long long)f->partner->id));
    return f->of == WHY_PERIOD ? u : url_with(cx, u, "of", columns[f->of]);
}

struct url why_url(struct cx *cx, const struct why_figure *f)
{
    return url_in(cx, f, f->t->period_no);
}

static const char *column_word(struct cx *cx, enum why_of of)
{
    switch (of) {
    case WHY_PERIOD: return T("This period");
    case WHY_CUMULATIVE: return T("Cumulative");
    case WHY_BUDGET: return T("Budget");
    case WHY_VARIANCE: return T("Variance");
    }
    return "";
}

static const char *row_word(struct cx *cx, const struct donor_row *r)
{
    return arena_printf(cx->arena, "%s %s", r->node->code, i18n_text(cx, NULL, r->node->title));
}

static const char *line_word(struct cx *cx, const struct donor_line *l)
{
    return arena_printf(cx->arena, "%s %s", l->code, l->title);
}

const char *why_title(struct cx *cx, const struct why_figure *f)
{
    if (!f->row && !f->line && !f->partner && f->of == WHY_PERIOD) return T("List of transactions");
    const char *what = f->line  ? line_word(cx, f->line)
                       : f->row ? row_word(cx, f->row)
                                : T("All headings");
    if (f->partner) what = arena_printf(cx->arena, "%s, %s", what, f->partner->short_name);
    return arena_printf(cx->arena, T("Why this number: %s · %s"), what, column_word(cx, f->of));
}

struct transaction_filter why_filter(const struct why_figure *f)
{
    return (struct transaction_filter){ .partner = f->partner ? f->partner->id : 0,
                                        .line = f->line ? f->line->id : 0,
                                        .row = f->row };
}

/* ---- its amount --------------------------------------------------------------------------------
 */

static money cell_amount(const struct donor_cell *c, enum why_of of)
{
    switch (of) {
    case WHY_PERIOD: return c->period;
    case WHY_CUMULATIVE: return c->cumulative;
    case WHY_BUDGET: return c->budget;
    case WHY_VARIANCE: return money_sub(c->cumulative, c->budget);
    }
    return eur(0);
}

static money line_amount(const struct why_figure *f, const struct donor_line *l)
{
    money sum = eur(0);
    for (size_t p = 0; p < f->t->partner_count; p++) {
        if (!f->partner || f->partner == &f->t->partners[p])
            sum = money_add(sum, cell_amount(&l->cells[p], f->of));
    }
    return sum;
}

/* From the cells: what stands in a row of the table must be the same. */
money why_amount(const struct why_figure *f)
{
    money sum = eur(0);
    for (size_t i = 0; i < f->t->line_count; i++) {
        const struct donor_line *l = &f->t->lines[i];
        if (f->line && f->line != l) continue;
        if (f->row && !donor_row_adds(f->t, f->row, l->heading)) continue;
        sum = money_add(sum, line_amount(f, l));
    }
    return sum;
}

/* ---- its parts ---------------------------------------------------------------------------------
 */

static void add(struct cx *cx, parts *out, const char *label, const struct why_figure *of)
{
    money amount = why_amount(of);
    if (amount.minor)
        *vec_push(cx->arena, out) = (struct why_part){ label, why_url(cx, of), amount };
}

static void of_rows(struct cx *cx, const struct why_figure *f, parts *out)
{
    struct why_figure one = *f;
    for (size_t r = 0; r < f->t->row_count; r++) {
        const struct budget_node *node = f->t->rows[r].node;
        bool part = !f->row && node->kind != NODE_SUM;
        for (const char *const *ref = f->row ? f->row->node->refs : NULL; ref && *ref; ref++)
            part = part || z_eq(*ref, node->code);
        one.row = &f->t->rows[r];
        if (part) add(cx, out, row_word(cx, one.row), &one);
    }
}

static void of_lines(struct cx *cx, const struct why_figure *f, parts *out)
{
    struct why_figure one = *f;
    one.row = NULL;
    for (size_t i = 0; i < f->t->line_count; i++) {
        one.line = &f->t->lines[i];
        if (z_eq(one.line->heading, f->row->node->code))
            add(cx, out, line_word(cx, one.line), &one);
    }
}

static void of_partners(struct cx *cx, const struct why_figure *f, parts *out)
{
    struct why_figure one = *f;
    for (size_t p = 0; p < f->t->partner_count; p++) {
        one.partner = &f->t->partners[p];
        add(cx, out, one.partner->short_name, &one);
    }
}

static void of_columns(struct cx *cx, const struct why_figure *f, parts *out)
{
    struct why_figure one = *f;
    one.of = WHY_CUMULATIVE;
    add(cx, out, T("Cumulative"), &one);
    one.of = WHY_BUDGET;
    money budget = why_amount(&one);
    if (budget.minor)
        *vec_push(cx->arena, out) =
            (struct why_part){ T("less the budget"), why_url(cx, &one), money_neg(budget) };
}

/* Each donor report so far; those that a formula row adds are asked for together. */
static enum rc of_reports(struct cx *cx, const struct why_figure *f, parts *out)
{
    struct donor_before_rows rows;
    struct why_figure now = *f;
    bool heading = f->row && f->row->node->kind != NODE_SUM;
    enum rc rc = donor_before(
        cx,
        &(struct donor_before_in){ .project = f->t->project,
                                   .period_no = f->t->period_no,
                                   .accepted_until = f->t->open_before ? f->t->period_no : 0,
                                   .heading = heading ? f->row->node->code : NULL,
                                   .line = f->line ? f->line->id : 0,
                                   .partner = f->partner ? f->partner->id : 0 },
        &rows);
    if (rc) return rc;
    now.of = WHY_PERIOD;
    for (size_t i = 0; i < rows.n;) {
        const struct donor_before_row *r = &rows.v[i];
        const int no = (int)r->no;
        money sum = eur(0);
        for (; i < rows.n && rows.v[i].no == r->no && z_eq(rows.v[i].state, r->state); i++) {
            bool in = !f->row || heading || donor_row_adds(f->t, f->row, rows.v[i].heading);
            if (in) sum = money_add(sum, rows.v[i].accepted);
        }
        *vec_push(cx->arena, out) = (struct why_part){
            z_eq(r->state, "none")
                ? arena_printf(cx->arena, T("Accepted in period %d, in no frozen report yet"), no)
                : arena_printf(cx->arena, T("Donor report of period %d"), no),
            url_in(cx, &now, r->no), sum
        };
    }
    add(cx, out, T("This period"), &now);
    return RC_OK;
}

static const char *formula_of(struct cx *cx, const struct why_figure *f)
{
    struct why_figure one = *f;
    switch (f->of) {
    case WHY_PERIOD: return NULL; /* from the transactions */
    case WHY_CUMULATIVE: return T("What the donor reports so far say, added up.");
    case WHY_BUDGET:
        return T("From the version of the budget that the report is held against: a line is units "
                 "times unit cost, and the partners' shares of it.");
    case WHY_VARIANCE: break;
    }
    one.of = WHY_BUDGET;
    money budget = why_amount(&one);
    one.of = WHY_CUMULATIVE;
    int64_t e2 = money_variance_e2(why_amount(&one), budget);
    const char *text = arena_printf(cx->arena, T("%s cumulative − %s budget"),
                                    i18n_money(cx, why_amount(&one)), i18n_money(cx, budget));
    return e2 == INT64_MIN ? text
                           : arena_printf(cx->arena, T("%s, that is %s of the budget"), text,
                                          i18n_percent_e2(cx, e2));
}

enum rc why_parts(struct cx *cx, const struct why_figure *f, struct why_view *v)
{
    parts out = { 0 };
    enum rc rc = RC_OK;
    if (f->of == WHY_CUMULATIVE)
        rc = of_reports(cx, f, &out);
    else if (f->of == WHY_VARIANCE)
        of_columns(cx, f, &out);
    else if (f->row && f->row->node->kind != NODE_SUM)
        of_lines(cx, f, &out);
    else if (!f->line)
        of_rows(cx, f, &out);
    else if (!f->partner)
        of_partners(cx, f, &out);
    v->part_sum = eur(0);
    for (size_t i = 0; i < out.n; i++) v->part_sum = money_add(v->part_sum, out.v[i].amount);
    v->parts = out.v;
    v->part_count = out.n;
    v->formula = formula_of(cx, f);
    /* A partner's share of a line of the budget is entered, not added up. */
    if (f->of == WHY_BUDGET && f->line && f->partner) v->part_sum = why_amount(f);
    return rc;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_table.c — the consolidated table: budget lines × partners, headings and formula rows, this
 * period and cumulative.
 *
 * The figures come from sums that were stored in the transactions that changed them (report_total,
 * donor_total); donor_recount takes them from the expenditure lines instead, through the same
 * arithmetic, so that the two can be held against each other.
 */
#include "base/log.h"
#include "finance/budget_sql.h"
#include "i18n/i18n.h"
#include "report/donor.h"
#include "report/donor_snapshot.h"
#include "report/donor_sql.h"
#include "store/db.h"

#include <string.h>

typedef enum rc (*cells_of)(struct cx *, int64_t project, int64_t from_no, int64_t until_no,
                            int64_t donor_report, int64_t period_no, struct donor_cells_rows *);
/* What is taken up: of a draft what is accepted now, else what was claimed and nothing since. */
enum taking { AS_IT_STANDS, CLAIMED };
enum { NO_PERIOD = 0 };

/* What a table is made from, read once. */
struct sources {
    struct donor_head_row head;
    struct budget_lines_rows lines;
    struct budget_slices_rows slices;
    struct donor_partners_rows partners;
    struct donor_cells_rows cells;
    struct budget_heading_totals_rows base;
    struct rules rules;
};

static bool is_frozen(const struct donor_head_row *h)
{
    return !z_eq(h->state, "none") && !z_eq(h->state, "draft");
}

static enum rc read_head(struct cx *cx, int64_t project, int64_t period, struct sources *s)
{
    bool found;
    enum rc rc = donor_head(cx, project, period, &s->head, &found);
    if (rc) return rc;
    if (!found) return refuse(cx, RC_MISSING, T("The project has no such period."));
    if (!s->head.budget_version)
        return refuse(cx, RC_CONFLICT,
                      T("The project has no budget yet, so nothing can be consolidated."));
    return rules_of(cx, project, &s->rules);
}

static enum rc read_sources(struct cx *cx, int64_t project, int64_t period, cells_of cells,
                            enum taking taking, struct sources *s)
{
    const int64_t no = s->head.no, from = s->head.open_before ? no : NO_PERIOD;
    enum rc rc = budget_lines(cx, s->head.budget_version, &s->lines);
    if (!rc) rc = budget_slices(cx, s->head.budget_version, &s->slices);
    if (!rc) rc = budget_heading_totals(cx, s->head.base_version, &s->base);
    if (!rc) rc = donor_partners(cx, project, period, &s->partners);
    const int64_t until = taking == CLAIMED ? NO_PERIOD : no;
    return rc ? rc : cells(cx, project, from, until, s->head.report, no, &s->cells);
}

static struct donor_cell *cell_of(const struct sources *s, struct donor_cell *cells,
                                  int64_t partner)
{
    for (size_t i = 0; i < s->partners.n; i++) {
        if (s->partners.v[i].id == partner) return &cells[i];
    }
    BUG("partner %lld has money in this project and no column", (long long)partner);
}

/* Where a line stands in the table: by id, through a sorted copy of nothing: budgets have some
 * hundred lines, rows come ordered by line id. */
struct finder {
    const int64_t *id;
    const size_t *at;
    size_t n;
};

static struct finder finder_make(struct cx *cx, const struct budget_lines_rows *lines)
{
    int64_t *id = arena_array(cx->arena, int64_t, lines->n);
    size_t *at = arena_array(cx->arena, size_t, lines->n);
    for (size_t i = 0; i < lines->n; i++) {
        size_t k = i; /* insertion: contracts list their lines nearly in the order of their ids */
        while (k > 0 && id[k - 1] > lines->v[i].id) id[k] = id[k - 1], at[k] = at[k - 1], k--;
        id[k] = lines->v[i].id;
        at[k] = i;
    }
    return (struct finder){ id, at, lines->n };
}

static bool finder_at(const struct finder *f, int64_t id, size_t *out)
{
    size_t low = 0, high = f->n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (f->id[mid] == id) {
            *out = f->at[mid];
            return true;
        }
        if (f->id[mid] < id)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

static enum rc fill_cells(struct cx *cx, const struct sources *s, struct donor_cell **cells)
{
    struct finder f = finder_make(cx, &s->lines);
    for (size_t i = 0; i < s->slices.n; i++) {
        size_t at;
        if (finder_at(&f, s->slices.v[i].line, &at))
            cell_of(s, cells[at], s->slices.v[i].partner)->budget = s->slices.v[i].amount;
    }
    for (size_t i = 0; i < s->cells.n; i++) {
        const struct donor_cells_row *r = &s->cells.v[i];
        size_t at;
        if (!finder_at(&f, r->line, &at))
            return fail(cx, "line %lld has expenditure but no budget", (long long)r->line);
        struct donor_cell *c = cell_of(s, cells[at], r->partner);
        c->period = r->accepted;
        c->lines = r->lines;
        c->cumulative = money_add(r->before, r->accepted);
    }
    return RC_OK;
}

static void variance(money budget, money cumulative, money *eur_out, int64_t *e2)
{
    *eur_out = money_sub(cumulative, budget);
    *e2 = money_variance_e2(cumulative, budget);
}

static enum rc fill_lines(struct cx *cx, const struct sources *s, struct donor_table *t)
{
    struct donor_line *lines = arena_array(cx->arena, struct donor_line, s->lines.n);
    struct donor_cell **cells = arena_array(cx->arena, struct donor_cell *, s->lines.n);
    for (size_t i = 0; i < s->lines.n; i++) {
        cells[i] = arena_array(cx->arena, struct donor_cell, s->partners.n);
        for (size_t p = 0; p < s->partners.n; p++) {
            cells[i][p] = (struct donor_cell){ .line = s->lines.v[i].id,
                                               .partner = s->partners.v[p].id,
                                               .budget = eur(0),
                                               .period = eur(0),
                                               .cumulative = eur(0) };
        }
    }
    enum rc rc = fill_cells(cx, s, cells);
    if (rc) return rc;
    for (size_t i = 0; i < s->lines.n; i++) {
        const struct budget_lines_row *l = &s->lines.v[i];
        struct donor_line *d = &lines[i];
        *d = (struct donor_line){ .id = l->id,
                                  .heading = l->heading,
                                  .code = l->code,
                                  .title = l->title,
                                  .budget = l->total,
                                  .period = eur(0),
                                  .cumulative = eur(0),
                                  .cells = cells[i] };
        for (size_t p = 0; p < s->partners.n; p++) {
            d->period = money_add(d->period, cells[i][p].period);
            d->cumulative = money_add(d->cumulative, cells[i][p].cumulative);
        }
        variance(d->budget, d->cumulative, &d->variance, &d->variance_e2);
    }
    t->lines = lines;
    t->line_count = s->lines.n;
    return RC_OK;
}

static void add_line(struct donor_row *row, const struct donor_line *l, size_t partners)
{
    row->budget = money_add(row->budget, l->budget);
    row->period = money_add(row->period, l->period);
    row->cumulative = money_add(row->cumulative, l->cumulative);
    for (size_t p = 0; p < partners; p++)
        row->by_partner[p] = money_add(row->by_partner[p], l->cells[p].period);
}

static void add_row(struct donor_row *row, const struct donor_row *part, size_t partners)
{
    row->budget = money_add(row->budget, part->budget);
    row->period = money_add(row->period, part->period);
    row->cumulative = money_add(row->cumulative, part->cumulative);
    for (size_t p = 0; p < partners; p++)
        row->by_partner[p] = money_add(row->by_partner[p], part->by_partner[p]);
}

/* The allowed range of a heading: the same rule that a transfer is held to. */
static enum rc fill_ranges(struct cx *cx, const struct sources *s, struct donor_row *rows, size_t n)
{
    size_t count = 0;
    money *base = arena_array(cx->arena, money, n), *current = arena_array(cx->arena, money, n);
    for (size_t i = 0; i < n; i++) {
        if (rows[i].node->kind == NODE_SUM) continue;
        base[count] = eur(0);
        for (size_t k = 0; k < s->base.n; k++) {
            if (z_eq(s->base.v[k].heading, rows[i].node->code)) base[count] = s->base.v[k].total;
        }
        current[count++] = rows[i].budget;
    }
    struct headroom *room = arena_array(cx->arena, struct headroom, count);
    enum rc rc = headroom_compute(cx, &s->rules, count, base, current, room);
    for (size_t i = 0, k = 0; i < n && !rc; i++) {
        bool sum = rows[i].node->kind == NODE_SUM;
        rows[i].low = sum ? rows[i].budget : room[k].low;
        rows[i].high = sum ? rows[i].budget : room[k].high;
        if (!sum) k++;
    }
    return rc;
}

/* The rows of the donor's form, each the sum of its lines or of the rows it refers to. */
static void fill_rows(struct cx *cx, const struct ruleset *set, struct donor_table *t)
{
    struct donor_row *rows = t->rows;
    for (size_t i = 0; i < set->node_count; i++) {
        struct donor_row *r = &rows[i];
        r->budget = r->period = r->cumulative = eur(0);
        r->by_partner = arena_array(cx->arena, money, t->partner_count);
        for (size_t p = 0; p < t->partner_count; p++) r->by_partner[p] = eur(0);
        for (size_t k = 0; k < t->line_count; k++) {
            if (r->node->kind != NODE_SUM && z_eq(t->lines[k].heading, r->node->code))
                add_line(r, &t->lines[k], t->partner_count);
        }
        for (const char *const *ref = r->node->refs; r->node->kind == NODE_SUM && *ref; ref++) {
            for (size_t k = 0; k < i; k++) {
                if (z_eq(set->nodes[k].code, *ref)) add_row(r, &rows[k], t->partner_count);
            }
        }
        variance(r->budget, r->cumulative, &r->variance, &r->variance_e2);
        for (size_t k = 0; z_eq(r->node->cap, "indirect_cap_e2") && k < i; k++)
            if (z_eq(rows[k].node->code, r->node->refs[0]))
                r->claimable = budget_claimable(&t->rules, r->node, r->budget, rows[k].budget,
                                                rows[k].cumulative);
    }
}

static void fill_partners(struct cx *cx, const struct sources *s, enum taking taking,
                          struct donor_table *t)
{
    struct donor_partner *partners = arena_array(cx->arena, struct donor_partner, s->partners.n);
    bool past = date_cmp(date_of_stamp(cx->now), s->head.partner_due_on) > 0;
    for (size_t p = 0; p < s->partners.n; p++) {
        const struct donor_partners_row *r = &s->partners.v[p];
        bool handed_in =
            z_eq(r->state, "submitted") || z_eq(r->state, "in_check") || z_eq(r->state, "accepted");
        bool claimed = r->donor_report && r->donor_report == t->report;
        partners[p] = (struct donor_partner){ .id = r->id,
                                              .report = r->report,
                                              .short_name = r->short_name,
                                              .state = r->state,
                                              .taken_up = z_eq(r->state, "accepted") &&
                                                          (taking == AS_IT_STANDS || claimed),
                                              .late = past && !handed_in,
                                              .period = eur(0) };
    }
    t->partners = partners;
    t->partner_count = s->partners.n;
}

static void head_of(struct cx *cx, int64_t project, int64_t period, const struct sources *s,
                    struct donor_table *t)
{
    *t = (struct donor_table){ .project = project,
                               .period = period,
                               .report = s->head.report,
                               .period_no = s->head.no,
                               .state = s->head.state,
                               .snapshot_sha = s->head.snapshot_sha,
                               .starts_on = s->head.starts_on,
                               .ends_on = s->head.ends_on,
                               .due_on = s->head.donor_due_on,
                               .budget_version = s->head.budget_version,
                               .version = s->head.version,
                               .frozen = is_frozen(&s->head),
                               .open_before = s->head.open_before,
                               .rules = s->rules,
                               .row_count = s->rules.set->node_count };
    t->rows = arena_array(cx->arena, struct donor_row, t->row_count);
    for (size_t i = 0; i < t->row_count; i++)
        t->rows[i] =
            (struct donor_row){ .node = &s->rules.set->nodes[i], .low = eur(0), .high = eur(0) };
}

static void fill_totals(struct donor_table *t)
{
    t->total_budget = t->total_period = t->total_cumulative = eur(0);
    for (size_t i = 0; i < t->line_count; i++) {
        const struct donor_line *l = &t->lines[i];
        t->total_budget = money_add(t->total_budget, l->budget);
        t->total_period = money_add(t->total_period, l->period);
        t->total_cumulative = money_add(t->total_cumulative, l->cumulative);
        for (size_t p = 0; p < t->partner_count; p++)
            t->partners[p].period = money_add(t->partners[p].period, l->cells[p].period);
    }
}

static enum rc count_up(struct cx *cx, cells_of cells, enum taking taking, struct sources *s,
                        struct donor_table *t)
{
    enum rc rc = read_sources(cx, t->project, t->period, cells, taking, s);
    if (!rc) fill_partners(cx, s, taking, t);
    if (!rc) rc = fill_lines(cx, s, t);
    if (rc) return rc;
    fill_rows(cx, s->rules.set, t);
    return fill_ranges(cx, s, t->rows, t->row_count);
}

static enum rc make_table(struct cx *cx, int64_t project, int64_t period, cells_of cells,
                          enum taking taking, struct donor_table *t)
{
    struct sources s;
    enum rc rc = read_head(cx, project, period, &s);
    if (rc) return rc;
    head_of(cx, project, period, &s, t);
    rc = count_up(cx, cells, t->frozen ? CLAIMED : taking, &s, t);
    if (!rc) fill_totals(t);
    return rc;
}

/* What is frozen is read as it was frozen; the rest is counted. */
static enum rc read_table(struct cx *cx, int64_t project, int64_t period, struct donor_table *t)
{
    struct sources s;
    enum rc rc = read_head(cx, project, period, &s);
    if (rc) return rc;
    head_of(cx, project, period, &s, t);
    if (t->frozen) {
        if ((rc = donor_snapshot_read(cx, t))) return rc;
        fill_rows(cx, s.rules.set, t);
    } else if ((rc = count_up(cx, donor_cells, AS_IT_STANDS, &s, t))) {
        return rc;
    }
    fill_totals(t);
    return RC_OK;
}

enum rc donor_table_read(struct cx *cx, int64_t project, int64_t period, struct donor_table *out)
{
    enum rc rc = db_begin_read(cx);
    if (rc) return rc;
    return db_end(cx, read_table(cx, project, period, out));
}

enum rc donor_claimed_table(struct cx *cx, int64_t project, int64_t period, struct donor_table *out)
{
    return make_table(cx, project, period, donor_cells, CLAIMED, out);
}

enum rc donor_recount(struct cx *cx, int64_t project, int64_t period, struct donor_table *out)
{
    enum rc rc = db_begin_read(cx);
    if (rc) return rc;
    return db_end(cx, make_table(cx, project, period, donor_cells_recount, AS_IT_STANDS, out));
}

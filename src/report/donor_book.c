/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_book.c — writes the workbook. Where a row stands is worked out first, since a heading above
 * its lines refers to them. */
#include "report/donor_book.h"

#include "base/vec.h"
#include "export/xlsx.h"
#include "i18n/i18n.h"
#include "report/transactions.h"

enum {
    HEAD_ROW = 4, /* of the table on the sheet Report */
    COL_CODE = 1,
    COL_TITLE,
    COL_BUDGET,
    COL_LOW,
    COL_HIGH,
    COL_PERIOD,
    COL_CUMULATIVE,
    COL_VARIANCE,
    COL_PERCENT,
    COL_PARTNERS,
    LIVE_MOST = 100000 /* transactions up to which the cells add them by formula */
};

/* A row of the sheet Report: a heading or formula row, or a line. */
struct place {
    const struct donor_row *row;
    const struct donor_line *line;
    unsigned at, first, last; /* lines of a heading */
};
struct book {
    struct cx *cx;
    struct arena *keep; /* the statement rewinds cx->arena after each row */
    const struct donor_table *t;
    struct xlsx_book *x;
    struct place *places;
    size_t n;
    VEC(struct transaction_row) transactions;
    bool live;
};

static void place_rows(struct book *b)
{
    const struct donor_table *t = b->t;
    b->places = arena_array(b->cx->arena, struct place, t->row_count + t->line_count);
    unsigned at = HEAD_ROW + 1;
    for (size_t r = 0; r < t->row_count; r++) {
        struct place *h = &b->places[b->n++];
        *h = (struct place){ .row = &t->rows[r], .at = at };
        at++;
        for (size_t i = 0; t->rows[r].node->kind != NODE_SUM && i < t->line_count; i++) {
            if (!z_eq(t->lines[i].heading, t->rows[r].node->code)) continue;
            if (!h->first) h->first = at;
            h->last = at;
            b->places[b->n++] = (struct place){ .line = &t->lines[i], .at = at };
            at++;
        }
    }
}

static enum rc collect(void *p, const struct transaction_row *row)
{
    struct book *b = p;
    struct arena *a = b->keep;
    struct transaction_row *copy = vec_push(a, &b->transactions);
    *copy = *row;
    copy->description = arena_dup(a, row->description);
    copy->supplier = arena_dup(a, row->supplier);
    copy->document_no = arena_dup(a, row->document_no);
    copy->activity = arena_dup(a, row->activity);
    copy->rate_basis = arena_dup(a, row->rate_basis);
    copy->partner = arena_dup(a, row->partner);
    copy->heading = arena_dup(a, row->heading);
    copy->line = arena_dup(a, row->line);
    copy->status = arena_dup(a, row->status);
    copy->currency = arena_dup(a, row->currency);
    return RC_OK;
}

static const char *column(struct book *b, unsigned col, unsigned row)
{
    char ref[XLSX_REF];
    return arena_dup(b->cx->arena, xlsx_ref(ref, col, row));
}

static const struct place *place_of(const struct book *b, const char *code)
{
    for (size_t i = 0; i < b->n; i++) {
        if (b->places[i].row && z_eq(b->places[i].row->node->code, code)) return &b->places[i];
    }
    return NULL;
}

/* The figure of column ${col} in a heading row (its lines) or a formula row (the rows it refers
 * to). */
static void put_sum(struct book *b, const struct place *p, unsigned col, money value)
{
    struct arena *a = b->cx->arena;
    const char *formula = "";
    if (p->row->node->kind == NODE_SUM) {
        for (const char *const *ref = p->row->node->refs; *ref; ref++) {
            const struct place *of = place_of(b, *ref);
            if (of)
                formula =
                    arena_printf(a, "%s%s%s", formula, *formula ? "+" : "", column(b, col, of->at));
        }
    } else if (p->first) {
        formula = arena_printf(a, "SUM(%s:%s)", column(b, col, p->first), column(b, col, p->last));
    }
    if (*formula)
        xlsx_formula_amount(b->x, XLSX_TOTAL, arena_printf(a, "ROUND(%s,2)", formula), value.minor);
    else
        xlsx_amount(b->x, XLSX_TOTAL, value.minor);
}

static void put_variance(struct book *b, enum xlsx_look look, unsigned at, money variance,
                         int64_t e2)
{
    struct arena *a = b->cx->arena;
    const char *g = column(b, COL_CUMULATIVE, at), *c = column(b, COL_BUDGET, at),
               *h = column(b, COL_VARIANCE, at);
    xlsx_formula_amount(b->x, look, arena_printf(a, "ROUND(%s-%s,2)", g, c), variance.minor);
    if (e2 == INT64_MIN)
        xlsx_skip(b->x, 1);
    else
        xlsx_formula(b->x, look, XLSX_PERCENT, arena_printf(a, "ROUND(%s/%s,4)", h, c), e2, 4);
}

static void put_heading(struct book *b, const struct place *p)
{
    const struct donor_row *r = p->row;
    struct cx *cx = b->cx;
    xlsx_text(b->x, XLSX_TOTAL, r->node->code);
    xlsx_text(b->x, XLSX_TOTAL, i18n_text(cx, NULL, r->node->title));
    put_sum(b, p, COL_BUDGET, r->budget);
    if (r->node->kind == NODE_SUM) {
        xlsx_text(b->x, XLSX_TOTAL, "");
        xlsx_text(b->x, XLSX_TOTAL, "");
    } else {
        xlsx_amount(b->x, XLSX_TOTAL, r->low.minor);
        xlsx_amount(b->x, XLSX_TOTAL, r->high.minor);
    }
    put_sum(b, p, COL_PERIOD, r->period);
    put_sum(b, p, COL_CUMULATIVE, r->cumulative);
    put_variance(b, XLSX_TOTAL, p->at, r->variance, r->variance_e2);
    for (size_t k = 0; k < b->t->partner_count; k++)
        put_sum(b, p, COL_PARTNERS + (unsigned)k, r->by_partner[k]);
}

static void put_line(struct book *b, const struct place *p)
{
    const struct donor_line *l = p->line;
    struct arena *a = b->cx->arena;
    unsigned last = COL_PARTNERS + (unsigned)b->t->partner_count - 1;
    xlsx_text(b->x, XLSX_BODY, l->code);
    xlsx_text(b->x, XLSX_BODY, l->title);
    xlsx_amount(b->x, XLSX_BODY, l->budget.minor);
    xlsx_skip(b->x, 2);
    xlsx_formula_amount(b->x, XLSX_BODY,
                        arena_printf(a, "ROUND(SUM(%s:%s),2)", column(b, COL_PARTNERS, p->at),
                                     column(b, last, p->at)),
                        l->period.minor);
    xlsx_amount(b->x, XLSX_BODY, l->cumulative.minor);
    put_variance(b, XLSX_BODY, p->at, l->variance, l->variance_e2);
    unsigned end = (unsigned)b->transactions.n + 1;
    for (size_t k = 0; k < b->t->partner_count; k++) {
        if (!b->live || !l->cells[k].lines) {
            xlsx_amount(b->x, XLSX_BODY, l->cells[k].period.minor);
            continue;
        }
        /* Transactions: B partner, D line, R accepted. */
        const char *f =
            arena_printf(a,
                         "ROUND(SUMIFS(Transactions!$R$2:$R$%u,Transactions!$B$2:$B$%u,%s,"
                         "Transactions!$D$2:$D$%u,%s),2)",
                         end, end, column(b, COL_PARTNERS + (unsigned)k, HEAD_ROW), end,
                         column(b, COL_CODE, p->at));
        xlsx_formula_amount(b->x, XLSX_BODY, f, l->cells[k].period.minor);
    }
}

static void put_report(struct book *b)
{
    struct cx *cx = b->cx;
    static const unsigned char widths[] = { 8,  44, 14, 13, 13, 14, 14, 14, 10,
                                            13, 13, 13, 13, 13, 13, 13, 13 };
    const struct xlsx_layout layout = { .name = "Report",
                                        .widths = widths,
                                        .n_widths = sizeof widths,
                                        .freeze_rows = HEAD_ROW,
                                        .freeze_columns = 2,
                                        .repeat_rows = HEAD_ROW,
                                        .landscape = true,
                                        .fit_width = true,
                                        .print_foot = "&P / &N" };
    struct xlsx_layout *kept = arena_alloc(cx->arena, sizeof *kept);
    *kept = layout;
    xlsx_begin(b->x, kept);
    xlsx_text(b->x, XLSX_TITLE,
              arena_printf(cx->arena, T("Donor report, period %d"), (int)b->t->period_no));
    xlsx_row(b->x);
    xlsx_text(b->x, XLSX_NOTE,
              arena_printf(cx->arena, T("%s to %s, all amounts in euro"),
                           i18n_date(cx, b->t->starts_on), i18n_date(cx, b->t->ends_on)));
    xlsx_row(b->x);
    xlsx_row(b->x);
    xlsx_head(b->x, XLSX_TEXT, T("Line"));
    xlsx_head(b->x, XLSX_TEXT, T("Title"));
    const char *const heads[] = { T("Budget"),
                                  T("Allowed from"),
                                  T("Allowed to"),
                                  T("This period"),
                                  T("Cumulative"),
                                  T("Variance"),
                                  "%" };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        xlsx_head(b->x, XLSX_AMOUNT, heads[i]);
    for (size_t k = 0; k < b->t->partner_count; k++)
        xlsx_head(b->x, XLSX_AMOUNT, b->t->partners[k].short_name);
    for (size_t i = 0; i < b->n; i++) {
        xlsx_row(b->x);
        if (b->places[i].row)
            put_heading(b, &b->places[i]);
        else
            put_line(b, &b->places[i]);
    }
}

static void put_transactions(struct book *b)
{
    static const unsigned char widths[] = { 7,  10, 8,  8,  9,  40, 28, 16, 12,
                                            12, 9,  14, 14, 18, 14, 12, 12, 14 };
    static const struct xlsx_layout layout = { .name = "Transactions",
                                               .widths = widths,
                                               .n_widths = sizeof widths,
                                               .freeze_rows = 1,
                                               .filter_row = 1,
                                               .repeat_rows = 1,
                                               .landscape = true,
                                               .fit_width = true,
                                               .print_foot = "&P / &N" };
    xlsx_begin(b->x, &layout);
    for (size_t i = 0; i < transaction_meta.n; i++) {
        enum field_type f = transaction_meta.fields[i].type;
        xlsx_head(b->x, f == FIELD_TEXT || f == FIELD_DATE ? XLSX_TEXT : XLSX_AMOUNT,
                  transaction_meta.fields[i].name);
    }
    for (size_t i = 0; i < b->transactions.n; i++) {
        const struct transaction_row *r = &b->transactions.v[i];
        const char *const texts[] = { r->partner,     r->heading,  r->line,       r->activity,
                                      r->description, r->supplier, r->document_no };
        xlsx_row(b->x);
        xlsx_int(b->x, XLSX_BODY, r->seq);
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            xlsx_text(b->x, XLSX_BODY, texts[k]);
        xlsx_date(b->x, XLSX_BODY, r->document_date);
        xlsx_date(b->x, XLSX_BODY, r->payment_date);
        xlsx_text(b->x, XLSX_BODY, r->currency);
        xlsx_amount(b->x, XLSX_BODY, r->amount);
        if (r->rate == INT64_MIN)
            xlsx_skip(b->x, 1);
        else
            xlsx_number(b->x, XLSX_BODY, XLSX_RATE, r->rate, 10);
        xlsx_text(b->x, XLSX_BODY, r->rate_basis);
        if (r->amount_eur == INT64_MIN)
            xlsx_skip(b->x, 1);
        else
            xlsx_amount(b->x, XLSX_BODY, r->amount_eur);
        xlsx_text(b->x, XLSX_BODY, r->status);
        xlsx_amount(b->x, XLSX_BODY, r->deducted_eur);
        xlsx_amount(b->x, XLSX_BODY, r->accepted_eur);
    }
}

static void put_about(struct book *b, const char *sha)
{
    struct cx *cx = b->cx;
    static const unsigned char widths[] = { 34, 80 };
    static const struct xlsx_layout layout = { .name = "About",
                                               .widths = widths,
                                               .n_widths = sizeof widths };
    char now[STAMP_TEXT];
    const char *const facts[][2] = {
        { T("State"), b->t->state },
        { T("Snapshot (SHA-256)"), sha ? sha : T("none: this is a draft") },
        { T("Written"), stamp_text(cx->now, now) },
        { T("Rounding"),
          T("Each transaction is converted and rounded half up to the cent once; everything else "
            "is added.") },
        { T("Accepted"),
          T("The amount in euro less what the lead deducted. Parked lines count neither as "
            "accepted nor as deducted.") },
    };
    xlsx_begin(b->x, &layout);
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        if (i) xlsx_row(b->x);
        xlsx_text(b->x, XLSX_BOLD, facts[i][0]);
        xlsx_text(b->x, XLSX_WRAP, facts[i][1]);
    }
}

enum rc donor_book(struct cx *cx, const struct donor_table *t, const char *sha, int *fd,
                   int64_t *size)
{
    struct book b = { .cx = cx, .keep = transactions_keep(cx), .t = t };
    struct transaction_filter f = { .project = t->project, .period = t->period };
    enum rc rc = transactions_each(cx, &f, collect, &b);
    if (!rc) rc = xlsx_open(cx, &b.x);
    if (rc) return rc;
    b.live = b.transactions.n <= LIVE_MOST && b.transactions.n > 0;
    place_rows(&b);
    put_report(&b);
    put_transactions(&b);
    put_about(&b, sha);
    return xlsx_finish(b.x, fd, size);
}

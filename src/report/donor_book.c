/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_book.c — the sheet Report of the workbook. Where a row stands is worked out first, since a
 * heading above its lines refers to them. The other sheets are donor_book_list.c's. */
#include "report/donor_book.h"

#include "i18n/i18n.h"
#include "report/donor_book_list.h"

enum {
    HEAD_ROW = 4, /* of the table on the sheet Report */
    COL_CODE = 1,
    COL_TITLE,
    COL_BUDGET,
    COL_LOW,
    COL_HIGH,
    COL_BEFORE, /* cumulative before this report */
    COL_PERIOD,
    COL_CUMULATIVE,
    COL_VARIANCE,
    COL_PERCENT,
    COL_PARTNERS
};

/* A row of the sheet Report: a heading or formula row, or a line. */
struct place {
    const struct donor_row *row;
    const struct donor_line *line;
    unsigned at, first, last; /* lines of a heading */
};
struct book {
    struct cx *cx;
    const struct donor_table *t;
    struct xlsx_book *x;
    struct place *places;
    size_t n;
    struct donor_book_list list;
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
    put_sum(b, p, COL_BEFORE, money_sub(r->cumulative, r->period));
    put_sum(b, p, COL_PERIOD, r->period);
    put_sum(b, p, COL_CUMULATIVE, r->cumulative);
    put_variance(b, XLSX_TOTAL, p->at, r->variance, r->variance_e2);
    for (size_t k = 0; k < b->t->partner_count; k++)
        put_sum(b, p, COL_PARTNERS + (unsigned)k, r->by_partner[k]);
}

static void put_cell(struct book *b, unsigned at, size_t partner, const struct donor_cell *c)
{
    struct arena *a = b->cx->arena;
    if (!b->list.live || !c->lines) {
        xlsx_amount(b->x, XLSX_BODY, c->period.minor);
        return;
    }
    const char *key = arena_printf(a, DONOR_BOOK_KEY_FORMULA, column(b, COL_CODE, at),
                                   column(b, COL_PARTNERS + (unsigned)partner, HEAD_ROW));
    xlsx_formula_amount(b->x, XLSX_BODY,
                        arena_printf(a, DONOR_BOOK_SUM_FORMULA, b->list.last, key, b->list.last),
                        c->period.minor);
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
    xlsx_amount(b->x, XLSX_BODY, money_sub(l->cumulative, l->period).minor);
    xlsx_formula_amount(b->x, XLSX_BODY,
                        arena_printf(a, "ROUND(SUM(%s:%s),2)", column(b, COL_PARTNERS, p->at),
                                     column(b, last, p->at)),
                        l->period.minor);
    xlsx_formula_amount(b->x, XLSX_BODY,
                        arena_printf(a, "ROUND(%s+%s,2)", column(b, COL_BEFORE, p->at),
                                     column(b, COL_PERIOD, p->at)),
                        l->cumulative.minor);
    put_variance(b, XLSX_BODY, p->at, l->variance, l->variance_e2);
    for (size_t k = 0; k < b->t->partner_count; k++) put_cell(b, p->at, k, &l->cells[k]);
}

static void put_report(struct book *b)
{
    struct cx *cx = b->cx;
    static const unsigned char widths[] = { 12, 44, 14, 14, 14, 19, 14, 14, 14,
                                            10, 13, 13, 13, 13, 13, 13, 13, 13 };
    static const struct xlsx_layout layout = { .name = "Report",
                                               .widths = widths,
                                               .n_widths = sizeof widths,
                                               .freeze_rows = HEAD_ROW,
                                               .freeze_columns = 2,
                                               .repeat_rows = HEAD_ROW,
                                               .landscape = true,
                                               .fit_width = true,
                                               .print_foot = "&P / &N" };
    xlsx_begin(b->x, &layout);
    xlsx_text(b->x, XLSX_TITLE,
              arena_printf(cx->arena, T("Donor report, period %d"), (int)b->t->period_no));
    xlsx_row(b->x);
    xlsx_text(b->x, XLSX_BODY,
              arena_printf(cx->arena, T("%s to %s, all amounts in euro"),
                           i18n_date(cx, b->t->starts_on), i18n_date(cx, b->t->ends_on)));
    xlsx_row(b->x);
    xlsx_row(b->x);
    xlsx_head(b->x, XLSX_TEXT, T("Line"));
    xlsx_head(b->x, XLSX_TEXT, T("Title"));
    const char *const heads[] = { T("Budget"),      T("Allowed from"),
                                  T("Allowed to"),  T("Before this period"),
                                  T("This period"), T("Cumulative"),
                                  T("Variance"),    "%" };
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

enum rc donor_book(struct cx *cx, const struct donor_table *t, const char *sha, int *fd,
                   int64_t *size)
{
    struct book b = { .cx = cx, .t = t };
    enum rc rc = donor_book_list_plan(cx, t, &b.list);
    if (!rc) rc = xlsx_open(cx, &b.x);
    if (rc) return rc;
    place_rows(&b);
    put_report(&b);
    rc = donor_book_list_put(cx, t, b.x, &b.list);
    if (!rc) rc = donor_book_information(cx, t, b.x, sha, &b.list);
    return rc ? rc : xlsx_finish(b.x, fd, size);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_book_list.c — the transactions, row by row as the statement gives them, the rates they were
 * converted at, and what the workbook is. */
#include "report/donor_book_list.h"

#include "i18n/i18n.h"
#include "project/project_sql.h"
#include "report/donor_sql.h"
#include "report/rate_sums.h"

enum { LIVE_MOST = 100000 };

struct writing {
    struct cx *cx;
    struct xlsx_book *x;
    bool live;
    struct rate_sums rates;
};

enum rc donor_book_list_plan(struct cx *cx, const struct donor_table *t,
                             struct donor_book_list *out)
{
    *out = (struct donor_book_list){ 0 };
    enum rc rc = transactions_number(cx, t, &out->lines);
    if (rc) return rc;
    out->there = out->lines < XLSX_MAX_ROWS;
    out->live = out->lines > 0 && out->lines <= LIVE_MOST;
    if (out->there) out->last = (unsigned)out->lines + 1;
    return RC_OK;
}

/* ---- transactions ------------------------------------------------------------------------------
 */

/* The mean of months stays a fraction, so that the conversion by formula is the exact one. */
static void put_rate(const struct writing *w, const struct transaction_row *r)
{
    char sum[MONEY_TEXT];
    if (r->rate == INT64_MIN)
        xlsx_skip(w->x, 1);
    else if (w->live && r->exact.n > 1)
        xlsx_formula(w->x, XLSX_BODY, XLSX_RATE,
                     arena_printf(w->cx->arena, "%s/%d", scaled_text(r->exact.sum_e6, 6, 0, sum),
                                  (int)r->exact.n),
                     r->rate, 10);
    else
        xlsx_number(w->x, XLSX_BODY, XLSX_RATE, r->rate, 10);
}

static void put_euro(const struct writing *w, const struct transaction_row *r, unsigned at)
{
    if (r->amount_eur == INT64_MIN)
        xlsx_skip(w->x, 1);
    else if (w->live)
        xlsx_formula_amount(w->x, XLSX_BODY, arena_printf(w->cx->arena, "ROUND(L%u/M%u,2)", at, at),
                            r->amount_eur);
    else
        xlsx_amount(w->x, XLSX_BODY, r->amount_eur);
}

static void put_accepted(const struct writing *w, const struct transaction_row *r, unsigned at)
{
    if (w->live)
        xlsx_formula_amount(
            w->x, XLSX_BODY,
            arena_printf(w->cx->arena,
                         "IF(OR(P%u=\"accepted\",P%u=\"deducted\"),ROUND(O%u-Q%u,2),0)", at, at, at,
                         at),
            r->accepted_eur);
    else
        xlsx_amount(w->x, XLSX_BODY, r->accepted_eur);
}

static enum rc put_row(void *p, const struct transaction_row *r)
{
    struct writing *w = p;
    const char *const texts[] = { r->partner,     r->heading,  r->line,       r->activity,
                                  r->description, r->supplier, r->document_no };
    xlsx_row(w->x);
    const unsigned at = xlsx_at_row(w->x);
    xlsx_int(w->x, XLSX_BODY, r->seq);
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) xlsx_text(w->x, XLSX_BODY, texts[k]);
    xlsx_date(w->x, XLSX_BODY, r->document_date);
    xlsx_date(w->x, XLSX_BODY, r->payment_date);
    xlsx_text(w->x, XLSX_BODY, r->currency);
    xlsx_amount(w->x, XLSX_BODY, r->amount);
    put_rate(w, r);
    xlsx_text(w->x, XLSX_BODY, r->rate_basis);
    put_euro(w, r, at);
    xlsx_text(w->x, XLSX_BODY, r->status);
    xlsx_amount(w->x, XLSX_BODY, r->deducted_eur);
    put_accepted(w, r, at);
    xlsx_text(w->x, XLSX_BODY, arena_printf(w->cx->arena, DONOR_BOOK_KEY, r->line, r->partner));
    rate_sums_add(&w->rates, r);
    return RC_OK;
}

static void begin_transactions(struct xlsx_book *x)
{
    static const unsigned char widths[] = { 7, 10, 8,  8,  9,  40, 28, 16, 12, 12,
                                            9, 14, 14, 18, 14, 12, 12, 14, 22 };
    static const struct xlsx_layout layout = { .name = "Transactions",
                                               .widths = widths,
                                               .n_widths = sizeof widths,
                                               .freeze_rows = 1,
                                               .filter_row = 1,
                                               .repeat_rows = 1,
                                               .landscape = true,
                                               .fit_width = true,
                                               .print_foot = "&P / &N" };
    xlsx_begin(x, &layout);
    for (size_t i = 0; i < transaction_meta.n; i++) {
        enum field_type f = transaction_meta.fields[i].type;
        xlsx_head(x, f == FIELD_TEXT || f == FIELD_DATE ? XLSX_TEXT : XLSX_AMOUNT,
                  transaction_meta.fields[i].name);
    }
    xlsx_head(x, XLSX_TEXT, "key");
}

/* ---- rates -------------------------------------------------------------------------------------
 */

static void put_rates(struct cx *cx, struct xlsx_book *x, const struct rate_sums *s)
{
    static const unsigned char widths[] = { 10, 20, 16, 10, 18, 16, 18, 18 };
    static const struct xlsx_layout layout = { .name = "Rates",
                                               .widths = widths,
                                               .n_widths = sizeof widths,
                                               .freeze_rows = 1,
                                               .repeat_rows = 1,
                                               .landscape = true,
                                               .fit_width = true };
    const char *const heads[] = { T("Currency"),
                                  T("Rate of"),
                                  T("Rate"),
                                  T("Lines"),
                                  T("Amount"),
                                  T("Added line by line, EUR"),
                                  T("Added, then converted, EUR"),
                                  T("Rounding difference") };
    xlsx_begin(x, &layout);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        xlsx_head(x, i < 2 ? XLSX_TEXT : XLSX_AMOUNT, heads[i]);
    for (size_t i = 0; i < s->of.n; i++) {
        const struct rate_sum *r = &s->of.v[i];
        money at_once = rate_sum_at_once(r);
        char sum[MONEY_TEXT];
        xlsx_row(x);
        const unsigned at = xlsx_at_row(x);
        xlsx_text(x, XLSX_BODY, r->amount.cur);
        xlsx_text(x, XLSX_BODY, r->basis);
        xlsx_formula(x, XLSX_BODY, XLSX_RATE,
                     arena_printf(cx->arena, "%s/%d", scaled_text(r->exact.sum_e6, 6, 0, sum),
                                  (int)r->exact.n),
                     rate_e10(r->exact), 10);
        xlsx_int(x, XLSX_BODY, r->lines);
        xlsx_amount(x, XLSX_BODY, r->amount.minor);
        xlsx_amount(x, XLSX_BODY, r->euro.minor);
        xlsx_formula_amount(x, XLSX_BODY, arena_printf(cx->arena, "ROUND(E%u/C%u,2)", at, at),
                            at_once.minor);
        xlsx_formula_amount(x, XLSX_BODY, arena_printf(cx->arena, "ROUND(F%u-G%u,2)", at, at),
                            money_sub(r->euro, at_once).minor);
    }
}

enum rc donor_book_list_put(struct cx *cx, const struct donor_table *t, struct xlsx_book *x,
                            const struct donor_book_list *list)
{
    const struct transaction_filter all = { 0 };
    struct writing w = { .cx = cx, .x = x, .live = list->live };
    w.rates.keep = transactions_keep(cx);
    if (!list->there) return RC_OK;
    begin_transactions(x);
    enum rc rc = transactions_each(cx, t, &all, put_row, &w);
    if (!rc) put_rates(cx, x, &w.rates);
    return rc;
}

/* ---- information -------------------------------------------------------------------------------
 */

static void put_fact(struct xlsx_book *x, const char *name, const char *value)
{
    xlsx_row(x);
    xlsx_text(x, XLSX_BOLD, name);
    xlsx_text(x, XLSX_BODY, value);
}

static void put_accepted_by(struct cx *cx, struct xlsx_book *x,
                            const struct donor_reports_taken_rows *taken)
{
    for (size_t i = 0; i < taken->n; i++) {
        const struct donor_reports_taken_row *r = &taken->v[i];
        put_fact(x, arena_printf(cx->arena, T("%s, period %d"), r->partner, (int)r->period_no),
                 arena_printf(cx->arena, T("version %d, accepted by %s on %s"), (int)r->version_no,
                              r->decided_by ? r->decided_by : "–",
                              i18n_date(cx, date_of_stamp(r->decided_at))));
        xlsx_text(x, XLSX_BODY, r->content_sha);
    }
}

enum rc donor_book_information(struct cx *cx, const struct donor_table *t, struct xlsx_book *x,
                               const char *sha, const struct donor_book_list *list)
{
    static const unsigned char widths[] = { 34, 110, 68 };
    static const struct xlsx_layout layout = { .name = "Information",
                                               .widths = widths,
                                               .n_widths = sizeof widths,
                                               .landscape = true,
                                               .fit_width = true };
    struct project_get_row p;
    struct donor_reports_taken_rows taken = { 0 };
    enum rc rc = project_get(cx, t->project, &p);
    if (!rc && t->frozen) rc = donor_reports_taken(cx, t->report, &taken);
    if (rc) return rc;
    xlsx_begin(x, &layout);
    xlsx_text(x, XLSX_TITLE, p.title);
    put_fact(x, T("Contract"), arena_printf(cx->arena, "%s · %s", p.contract_no, p.donor));
    put_fact(x, T("Period"),
             arena_printf(cx->arena, "%d: %s – %s", (int)t->period_no, i18n_date(cx, t->starts_on),
                          i18n_date(cx, t->ends_on)));
    put_fact(x, T("State"), t->state);
    put_fact(x, T("Snapshot (SHA-256)"), sha ? sha : T("none: this is a draft"));
    put_fact(x, T("Written"), i18n_stamp(cx, cx->now));
    put_fact(
        x, T("Rounding"),
        T("Each transaction is converted and rounded half up to the cent once; everything else "
          "is added."));
    put_fact(x, T("Rates"),
             T("What adding first and converting then would give stands on the sheet Rates."));
    put_fact(x, T("Accepted"),
             T("The amount in euro less what the lead deducted. Parked lines count neither as "
               "accepted nor as deducted."));
    if (!list->there)
        put_fact(x, T("Transactions"),
                 T("The list is longer than a sheet can hold; take it as CSV."));
    put_accepted_by(cx, x, &taken);
    return RC_OK;
}

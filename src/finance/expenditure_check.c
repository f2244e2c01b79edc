/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_check.c — what can be wrong with one line by itself: a sentence per value, saying why
 * and what to do.
 *
 * What needs other lines (duplicates, totals, missing documents) is checked when the report is
 * submitted.
 */
#include "base/utf8.h"
#include "finance/expenditure_book.h"
#include "i18n/i18n.h"

/* The line under check and where its sentences go. */
struct checking {
    struct cx *cx;
    const struct expenditure_book *book;
    const struct expenditure_input *in;
    const char *prefix;
    enum rc rc;
};

static const char *const doc_types[] = { "invoice",  "receipt", "payslip",    "contract", "ticket",
                                         "per_diem", "bank",    "correction", "other" };

__attribute__((format(printf, 3, 4))) static void bad(struct checking *c, const char *field,
                                                      const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *sentence = arena_vprintf(c->cx->arena, fmt, ap);
    va_end(ap);
    c->rc = problem(c->cx, arena_printf(c->cx->arena, "%s%s", c->prefix, field), "%s", sentence);
}

static void check_text(struct checking *c, const char *field, const char *z, size_t most,
                       bool required)
{
    struct cx *cx = c->cx;
    size_t n = z ? utf8_count(str_of(z)) : 0;
    if (required && !n) bad(c, field, "%s", T("This may not be empty."));
    if (n > most) bad(c, field, T("This has %zu characters; at most %zu fit."), n, most);
}

static void check_codes(struct checking *c)
{
    struct cx *cx = c->cx;
    const struct expenditure_input *in = c->in;
    if (!in->line || !*in->line) {
        bad(c, "line", "%s", T("Give the budget line, for example 1.1.1."));
    } else if (!expenditure_book_line(c->book, in->line)) {
        const char *near = expenditure_book_near(cx, c->book, in->line);
        if (*near)
            bad(c, "line", T("The budget has no line “%s”. Did you mean %s?"), in->line, near);
        else
            bad(c, "line", T("The budget has no line “%s”."), in->line);
    }
    if (in->activity && *in->activity && !expenditure_book_activity(c->book, in->activity)) {
        bad(c, "activity",
            T("The project has no activity “%s”. Leave it empty when the cost belongs to none."),
            in->activity);
    }
    bool known = false;
    for (size_t i = 0; i < sizeof doc_types / sizeof *doc_types; i++)
        known = known || z_eq(in->doc_type, doc_types[i]);
    if (!known) {
        bad(c, "document_type",
            T("“%s” is no type of document; use invoice, receipt, payslip, contract, ticket, "
              "per_diem, bank, "
              "correction or other."),
            in->doc_type ? in->doc_type : "");
    }
}

static void check_dates(struct checking *c)
{
    struct cx *cx = c->cx;
    const struct expenditure_input *in = c->in;
    const struct expenditure_report_row *r = &c->book->report;
    if (!date_given(in->doc_date)) {
        bad(c, "document_date", "%s", T("Give the date on the document."));
    } else if (date_cmp(in->doc_date, c->book->today) > 0) {
        bad(c, "document_date", T("%s is in the future."), i18n_date(cx, in->doc_date));
    }
    if (date_given(in->payment_date) && date_cmp(in->payment_date, c->book->today) > 0) {
        bad(c, "payment_date", T("%s is in the future; leave it empty until it is paid."),
            i18n_date(cx, in->payment_date));
    }
    bool from = date_given(in->service_from), to = date_given(in->service_to);
    if (from && to && date_cmp(in->service_from, in->service_to) > 0) {
        bad(c, "service_to", "%s", T("The service ends before it begins."));
    }
    /* Eligibility goes by the service, else by the document (field.md §1.5). */
    date begun = from ? in->service_from : in->doc_date;
    if (date_given(begun) && date_cmp(begun, r->project_starts) < 0) {
        bad(c, from ? "service_from" : "document_date",
            T("%s is before the action began (%s), so the cost is not eligible."),
            i18n_date(cx, begun), i18n_date(cx, r->project_starts));
    }
    if (from && date_cmp(in->service_from, r->project_ends) > 0 &&
        !(in->line && expenditure_book_closing(c->book, in->line))) {
        bad(c, "service_from",
            T("%s is after the action ended (%s), so the cost is not eligible. Only the final "
              "report, its verification and the evaluation may come later, on lines %s."),
            i18n_date(cx, in->service_from), i18n_date(cx, r->project_ends),
            c->book->closing_lines);
    }
}

static void check_currency(struct checking *c)
{
    struct cx *cx = c->cx;
    const struct expenditure_input *in = c->in;
    const struct currency *cur = in->currency ? currency_find(in->currency) : NULL;
    if (!cur) {
        bad(c, "currency",
            T("Kolo does not know the currency “%s”; use the three letters, such as MKD."),
            in->currency ? in->currency : "");
        return;
    }
    if (date_given(in->doc_date) && !currency_valid_on(cur, in->doc_date)) {
        bad(c, "currency",
            T("%s was not in use on %s; a document of that day is in another currency."), cur->code,
            i18n_date(cx, in->doc_date));
    }
}

static void check_amounts(struct checking *c)
{
    struct cx *cx = c->cx;
    const struct expenditure_input *in = c->in;
    bool correction = z_eq(in->doc_type, "correction");
    int64_t size = in->amount < 0 ? -in->amount : in->amount;
    int64_t of = in->gross < 0 ? -in->gross : in->gross;
    if (!in->amount) {
        bad(c, "amount", "%s",
            T("Give the amount that is charged to the project; zero charges nothing."));
    } else if (size > MONEY_MAX || of > MONEY_MAX) {
        bad(c, "amount", "%s", T("The amount is larger than Kolo takes: 9 999 999 999.99."));
    } else if (in->amount < 0 && !correction) {
        bad(c, "amount", "%s", T("A negative amount needs the document type “correction”."));
    } else if (in->amount > 0 && correction) {
        bad(c, "amount", "%s", T("A correction takes back a cost, so its amount is negative."));
    }
    if (size > of || (in->amount < 0) != (in->gross < 0)) {
        bad(c, "amount", "%s", T("More is charged than stands on the document."));
    }
    if (in->vat && (in->vat < 0) != (in->gross < 0))
        bad(c, "vat", "%s", T("The VAT has another sign than the document."));
    if ((in->vat < 0 ? -in->vat : in->vat) > of)
        bad(c, "vat", "%s", T("The VAT is more than the document."));
    if (in->share_e2 <= 0 || in->share_e2 > 10000) {
        bad(c, "share", "%s", T("The share charged is above 0 % and at most 100 %."));
    } else if (size <= MONEY_MAX && of <= MONEY_MAX &&
               size > money_muldiv(of, in->share_e2, 10000) + 1) {
        bad(c, "amount", T("More is charged than %s of the document."),
            i18n_percent_e2(cx, in->share_e2));
    }
}

enum rc expenditure_check(struct cx *cx, const struct expenditure_book *book,
                          const struct expenditure_input *in, const char *prefix)
{
    struct checking c = { .cx = cx, .book = book, .in = in, .prefix = prefix };
    check_codes(&c);
    check_text(&c, "description", in->description, 255, true);
    check_text(&c, "supplier", in->supplier, 200, true);
    check_text(&c, "document_no", in->doc_no, 60, !z_eq(in->doc_type, "per_diem"));
    check_dates(&c);
    check_currency(&c);
    check_amounts(&c);
    return c.rc;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* review_web.c — the lead's check of a report: the riskiest lines first, beside them the receipt of
 * the one that is open. What is done with a line is review_post_web.c.
 */
#include "account/viewer.h"
#include "base/vec.h"
#include "finance/rates.h"
#include "i18n/i18n.h"
#include "report/question_sql.h"
#include "report/report_pages.h"
#include "report/report_sql.h"
#include "report/review_html.h"
#include "report/review_view.h"
#include "store/document.h"

#include <string.h>

enum { ROWS = 50, EXPORT_MOST = 100000, LARGE_LEAST = 50000 };

/* What a line weighs in the order of the check; names of its flags. */
static const char *risk_of(struct cx *cx, const struct review_page_row *r)
{
    const struct {
        int64_t is;
        const char *text;
    } risks[] = {
        { r->undocumented, T("no document") },
        { r->twice, T("the same document is charged elsewhere") },
        { r->outside, T("dated outside the period") },
        { r->changed, T("changed since the version before") },
        { r->large, T("large amount") },
        { r->unpaid, T("not paid yet") },
    };
    const char *text = NULL;
    for (size_t i = 0; i < sizeof risks / sizeof *risks; i++) {
        if (!risks[i].is) continue;
        text = text ? arena_printf(cx->arena, "%s, %s", text, risks[i].text) : risks[i].text;
    }
    return text;
}

struct mark report_decision_mark(struct cx *cx, const char *decision)
{
    if (z_eq(decision, "accepted")) return (struct mark){ "good", T("accepted") };
    if (z_eq(decision, "deducted")) return (struct mark){ "ask", T("deducted in part") };
    if (z_eq(decision, "parked")) return (struct mark){ "wait", T("parked") };
    return (struct mark){ "draft", T("to decide") };
}

bool report_hides(struct cx *cx, const struct report_facts_row *r, int64_t is_sensitive)
{
    return is_sensitive && !viewer_can(cx, MAY_READ_SENSITIVE, r->project, r->partner);
}

/* What is asked for, and what stands around the lines. */
struct asked {
    const struct report_facts_row *report;
    struct report_sums_row sums;
    struct question_list_rows questions;
    const char *show; /* open, risk, asked, all */
    int64_t line, after_score, after_key;
};

static void read_asked(const struct request *rq, struct asked *a)
{
    static const char *const shows[] = { "open", "risk", "asked", "all" };
    const char *show = request_query(rq, "show"), *after = request_query(rq, "after");
    if (!show) show = request_field(rq, "show");
    a->show = z_eq(a->report->state, "in_check") ? "open" : "all";
    for (size_t i = 0; i < sizeof shows / sizeof *shows; i++)
        if (z_eq(show, shows[i])) a->show = shows[i];
    a->line = request_query_id(rq, "line");
    if (!a->line && request_field(rq, "line") &&
        !str_int64(str_of(request_field(rq, "line")), &a->line))
        a->line = 0;
    str rest = str_of(after);
    if (!after || !str_int64(str_cut(&rest, '-'), &a->after_score) ||
        !str_int64(rest, &a->after_key)) {
        a->after_score = 1000;
        a->after_key = 0;
    }
}

/* Four times the mean line, and not a small amount. */
static money large_amount(const struct report_sums_row *s)
{
    int64_t large = s->lines ? money_muldiv(s->euro.minor, 4, s->lines) : 0;
    return eur(large < LARGE_LEAST ? LARGE_LEAST : large);
}

static enum rc read_lines(struct cx *cx, const struct asked *a, int64_t most,
                          struct review_page_rows *rows)
{
    enum rc rc =
        review_page(cx,
                    &(struct review_page_in){ .report = a->report->id,
                                              .project = a->report->project,
                                              .first = a->report->starts_on,
                                              .last = a->report->ends_on,
                                              .large = large_amount(&a->sums),
                                              .show = z_eq(a->show, "all") ? NULL : a->show,
                                              .after_score = a->after_score,
                                              .after_key = a->after_key,
                                              .most = most },
                    rows);
    for (size_t i = 0; !rc && i < rows->n; i++) {
        if (!report_hides(cx, a->report, rows->v[i].is_sensitive)) continue;
        rows->v[i].description = T("restricted");
        rows->v[i].supplier = rows->v[i].document_no = "";
    }
    return rc;
}

static void fill_rows(struct cx *cx, const struct asked *a, const struct review_page_rows *rows,
                      struct review_view *v)
{
    size_t n = rows->n > ROWS ? ROWS : rows->n;
    struct review_row *shown = arena_array(cx->arena, struct review_row, n);
    struct url self = url_with(cx, v->self, "show", a->show);
    for (size_t i = 0; i < n; i++) {
        const struct review_page_row *r = &rows->v[i];
        struct url one =
            url_path(cx, "/report/%lld/review?show=%s&after=%lld-%lld&line=%lld#receipt",
                     (long long)a->report->id, a->show, (long long)a->after_score,
                     (long long)a->after_key, (long long)r->line_key);
        shown[i] = (struct review_row){ .r = r,
                                        .url = one,
                                        .mark = report_decision_mark(cx, r->decision),
                                        .risk = risk_of(cx, r),
                                        .here = r->line_key == a->line };
        if (i && shown[i - 1].here) v->after_line = r->line_key;
    }
    if (a->after_score < 1000) v->pager.first = self;
    if (rows->n > n) {
        const struct review_page_row *last = &rows->v[n - 1];
        v->pager.next = url_with(cx, self, "after",
                                 arena_printf(cx->arena, "%lld-%lld", (long long)last->score,
                                              (long long)last->line_key));
    }
    v->v = shown;
    v->n = n;
}

static void fill_filters(struct cx *cx, const struct asked *a, struct review_view *v)
{
    const struct {
        const char *show, *text;
    } of[] = { { "open", T("To decide") },
               { "risk", T("Worth a look") },
               { "asked", T("With a question") },
               { "all", T("All lines") } };
    for (size_t i = 0; i < 4; i++) {
        v->filters[i] = (struct page_link){ .text = of[i].text,
                                            .url = url_with(cx, v->self, "show", of[i].show),
                                            .here = z_eq(a->show, of[i].show) };
    }
}

static void fill_progress(struct cx *cx, const struct asked *a, struct review_view *v)
{
    int64_t open = 0;
    for (size_t i = 0; i < a->questions.n; i++) open += !a->questions.v[i].closed_at;
    v->undecided = a->sums.undecided;
    v->total = (int)a->sums.lines;
    v->done = (int)(a->sums.lines - a->sums.undecided);
    v->progress = arena_printf(
        cx->arena, T("%d of %d lines decided, %s"), v->done, v->total,
        arena_printf(cx->arena, T_N(open, "%d question open", "%d questions open"), (int)open));
    v->accept_all = arena_printf(cx->arena,
                                 T_N(v->undecided, "%d line is accepted as it is.",
                                     "%d lines are accepted as they are, the flagged ones too."),
                                 (int)v->undecided);
}

/* ---- the open line -----------------------------------------------------------------------------
 */

struct fact_list {
    struct fact *v;
    size_t n, cap;
};

static void fact(struct cx *cx, struct fact_list *l, const char *name, const char *value)
{
    if (value && *value) *vec_push(cx->arena, l) = (struct fact){ .name = name, .value = value };
}

static const char *two(struct cx *cx, const char *a, const char *b)
{
    return b && *b ? arena_printf(cx->arena, "%s %s", a, b) : a;
}

static const char *dated(struct cx *cx, date d) { return date_given(d) ? i18n_date(cx, d) : NULL; }

static void fill_facts(struct cx *cx, struct review_open_line *l)
{
    const struct review_line_row *r = l->r;
    enum regime regime = REGIME_AVG;
    struct fact_list f = { 0 };
    (void)regime_parse(r->regime, &regime);
    const struct conversion c = { .from = r->amount,
                                  .to = r->euro,
                                  .rate = { r->rate_sum_e6, (int32_t)r->rate_n },
                                  .regime = regime,
                                  .basis = r->rate_basis };
    fact(cx, &f, T("Supplier"), r->supplier);
    fact(cx, &f, T("Document"), two(cx, r->document_no, i18n_date(cx, r->document_date)));
    fact(cx, &f, T("Paid on"), two(cx, dated(cx, r->payment_date), r->payment_ref));
    if (date_given(r->service_from)) {
        fact(cx, &f, T("Service"),
             arena_printf(cx->arena, "%s – %s", i18n_date(cx, r->service_from),
                          date_given(r->service_to) ? i18n_date(cx, r->service_to) : ""));
    }
    fact(cx, &f, T("Budget line"), two(cx, r->line, r->line_title));
    if (r->activity) fact(cx, &f, T("Activity"), two(cx, r->activity, r->activity_title));
    fact(cx, &f, T("On the document"), i18n_money(cx, money_of(r->gross, r->amount.cur)));
    if (r->vat) fact(cx, &f, T("of it VAT"), i18n_money(cx, money_of(r->vat, r->amount.cur)));
    if (r->share != 10000) fact(cx, &f, T("Share charged"), i18n_percent_e2(cx, r->share));
    fact(cx, &f, T("Charged"), i18n_money(cx, r->amount));
    if (r->regime) fact(cx, &f, T("Why this amount"), rates_explain(cx, &c));
    if (r->deducted.minor) fact(cx, &f, T("Deducted"), i18n_money(cx, r->deducted));
    fact(cx, &f, T("Procurement file"), r->procurement_ref);
    fact(cx, &f, T("The original is at"), r->original_at);
    if (r->unparks)
        fact(cx, &f, T("Taken in again"), T("parked in an earlier report, at its old rate"));
    l->facts = (struct facts){ f.v, f.n };
}

static enum rc fill_documents(struct cx *cx, struct review_open_line *l)
{
    struct attachment_of_rows rows;
    enum rc rc = attachment_of(cx, "expenditure", l->r->id, &rows);
    if (rc) return rc;
    struct review_document *d = arena_array(cx->arena, struct review_document, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        d[i] = (struct review_document){
            .name = rows.v[i].name,
            .url = url_path(cx, "/attachment/%lld", (long long)rows.v[i].id),
            .image =
                strncmp(rows.v[i].mime, "image/", 6) == 0 && document_safe_inline(rows.v[i].mime),
            .shown = z_eq(rows.v[i].mime, "application/pdf"),
        };
    }
    l->documents = d;
    l->document_count = rows.n;
    if (!rows.n) l->no_document = T("No document is attached to this line.");
    return RC_OK;
}

/* After a refusal what was typed stands there again. */
static void fill_typed(struct cx *cx, const struct request *rq, struct review_open_line *l)
{
    const char *decision = request_field(rq, "decision");
    if (rq->method != METHOD_POST || !decision || !cx->problems.n) return;
    l->decision = decision;
    l->deducted = request_field(rq, "deducted");
    l->reason = request_field(rq, "reason");
    l->deducted_problem = problem_of(cx, "deducted");
    l->reason_problem = problem_of(cx, "reason");
}

static enum rc fill_line(struct cx *cx, const struct request *rq, const struct asked *a,
                         struct review_view *v)
{
    struct review_open_line *l = arena_alloc(cx->arena, sizeof *l);
    struct review_line_row *r = arena_alloc(cx->arena, sizeof *r);
    bool found = false;
    enum rc rc = a->line ? review_line(cx, a->report->id, a->line, r, &found) : RC_OK;
    if (rc || !found) return rc;
    l->r = r;
    l->mark = report_decision_mark(cx, r->decision);
    for (size_t i = 0; i < v->n; i++)
        if (v->v[i].here) l->risk = v->v[i].risk;
    if (report_hides(cx, a->report, r->is_sensitive)) {
        r->description = T("restricted");
        l->no_document =
            T("This line is marked as sensitive: its document is shown to the partner and the "
              "auditor only.");
    } else {
        fill_facts(cx, l);
        rc = fill_documents(cx, l);
    }
    l->thread = report_thread(cx, a->report, NULL, &a->questions, r->line_key);
    fill_typed(cx, rq, l);
    v->line = l;
    return rc;
}

static void fill_addresses(struct cx *cx, const struct report_facts_row *r, struct review_view *v)
{
    v->self = url_path(cx, "/report/%lld/review", (long long)r->id);
    v->decide = url_path(cx, "/report/%lld/decide", (long long)r->id);
    v->many = url_path(cx, "/report/%lld/accept-lines", (long long)r->id);
    v->ask = url_path(cx, "/report/%lld/ask", (long long)r->id);
    v->questions = url_path(cx, "/report/%lld/questions", (long long)r->id);
    v->can_decide =
        z_eq(r->state, "in_check") && viewer_can(cx, MAY_REVIEW_REPORT, r->project, r->partner);
    if (z_eq(r->state, "submitted")) v->cannot = T("Take the report into check first.");
    if (z_eq(r->state, "returned")) v->cannot = T("The report is with the partner.");
    if (z_eq(r->state, "accepted")) v->cannot = T("The report is accepted.");
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs, struct asked *a,
                    const struct review_page_rows *rows)
{
    struct review_view v = { .report = a->report, .show = a->show };
    if (!a->line && rows->n) a->line = rows->v[0].line_key;
    fill_addresses(cx, a->report, &v);
    fill_rows(cx, a, rows, &v);
    fill_filters(cx, a, &v);
    fill_progress(cx, a, &v);
    enum rc rc = fill_line(cx, rq, a, &v);
    if (rc) return rc;
    int64_t unanswered = 0;
    for (size_t i = 0; i < a->questions.n; i++)
        unanswered += !a->questions.v[i].closed_at && !a->questions.v[i].answer;
    v.next = report_lead_actions(cx, a->report, a->sums.undecided, unanswered);
    struct page *pg = report_page(cx, rq, a->report,
                                  arena_printf(cx->arena, T("Check of %s, period %d"),
                                               a->report->partner_name, (int)a->report->period_no),
                                  "review");
    pg->wide = true;
    page_exports(cx, rq, pg);
    /* The receipt, which comes from our own address, may stand in a frame of this page. */
    reply_header(cx, rs, "Content-Security-Policy",
                 "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
                 "font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; "
                 "frame-ancestors 'none'; base-uri 'none'");
    review_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

enum rc report_review(struct cx *cx, struct request *rq, struct response *rs)
{
    struct report_facts_row r;
    struct asked a = { .report = &r };
    struct review_page_rows rows;
    bool found;
    enum rc rc = report_facts(cx, rq->id[0], &r, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    read_asked(rq, &a);
    rc = report_sums(cx, r.id, &a.sums);
    if (!rc) rc = question_list(cx, r.id, &a.questions);
    if (!rc) rc = read_lines(cx, &a, reply_is_page(rq) ? ROWS + 1 : EXPORT_MOST + 1, &rows);
    if (!rc && rows.n > EXPORT_MOST)
        rc = refuse(cx, RC_CONFLICT,
                    T("These are more than %s lines, and a file holds no more. Choose fewer of "
                      "them."),
                    i18n_int(cx, EXPORT_MOST));
    if (rc) return rc;
    reply_rows(cx, rs, "lines", &review_page_meta, rows.v,
               reply_is_page(rq) && rows.n > ROWS ? ROWS : rows.n);
    return reply_is_page(rq) ? show(cx, rq, rs, &a, &rows) : RC_OK;
}

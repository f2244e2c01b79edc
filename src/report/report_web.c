/* SPDX-License-Identifier: EUPL-1.2 */
/* report_web.c — one partner report: its page with the next thing to do, its way from state to
 * state, and the routes of this folder. */
#include "report/report_web.h"

#include "account/viewer.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "project/ruleset.h"
#include "report/question_sql.h"
#include "report/report_pages.h"
#include "report/report_show_html.h"
#include "report/report_sql.h"
#include "report/report_view.h"
#include "report/review_sql.h"
#include "report/version_sql.h"

enum rc report_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out)
{
    struct report_owner_row row;
    bool found;
    enum rc rc = report_owner(cx, id[0], &row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    *out = (struct scope_owner){ row.project, row.partner };
    return RC_OK;
}

enum rc question_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out)
{
    struct question_get_row q;
    enum rc rc = question_get(cx, id[0], &q);
    return rc ? rc : report_scope(cx, (const int64_t[4]){ q.report }, out);
}

void report_tabs(struct cx *cx, struct page *pg, int64_t project, const char *here)
{
    page_tab(cx, pg, T("Partner reports"), url_path(cx, "/p/%lld/reports", (long long)project),
             z_eq(here, "reports"));
    if (viewer_can(cx, MAY_READ_SENT_REPORT, project, 0)) {
        page_tab(cx, pg, T("Donor reports"),
                 url_path(cx, "/p/%lld/donor-reports", (long long)project),
                 z_eq(here, "donor-reports"));
    }
}

struct page *report_page(struct cx *cx, const struct request *rq, const struct report_facts_row *r,
                         const char *title, const char *here)
{
    struct page *pg = page_begin(cx, rq, title, AREA_REPORTS);
    struct mark m = report_mark(cx, r->state, report_is_late(cx, r->state, r->partner_due_on));
    pg->state = m.word;
    pg->state_kind = m.kind;
    pg->lead = arena_printf(cx->arena, T("%s to %s · version %d"), i18n_date(cx, r->starts_on),
                            i18n_date(cx, r->ends_on), (int)r->version_no);
    page_crumb(cx, pg, T("Partner reports"),
               url_path(cx, "/p/%lld/reports", (long long)r->project));
    page_crumb(cx, pg,
               arena_printf(cx->arena, T("%s, period %d"), r->partner_name, (int)r->period_no),
               url_path(cx, "/report/%lld", (long long)r->id));
    static const struct {
        const char *key, *text;
    } tabs[] = {
        { "report", N_("Report") },       { "expenditure", N_("Expenditure") },
        { "narrative", N_("In words") },  { "review", N_("Check") },
        { "questions", N_("Questions") }, { "versions", N_("Versions") },
    };
    for (size_t i = 0; i < sizeof tabs / sizeof *tabs; i++) {
        bool review = z_eq(tabs[i].key, "review");
        if (review && !viewer_can(cx, MAY_REVIEW_REPORT, r->project, r->partner)) continue;
        struct url to = i == 0 ? url_path(cx, "/report/%lld", (long long)r->id)
                               : url_path(cx, "/report/%lld/%s", (long long)r->id, tabs[i].key);
        page_tab(cx, pg, i18n_text(cx, NULL, tabs[i].text), to, z_eq(tabs[i].key, here));
    }
    return pg;
}

struct url report_to(struct cx *cx, const struct report_facts_row *r, const char *what)
{
    return url_path(cx, "/report/%lld/%s", (long long)r->id, what);
}

static enum rc fill_headings(struct cx *cx, struct report_show_view *v)
{
    struct report_heading_sums_rows sums;
    enum rc rc = report_heading_sums(cx, v->r->id, &sums);
    if (rc) return rc;
    struct report_heading_shown *h = arena_array(cx->arena, struct report_heading_shown, sums.n);
    v->all = (struct report_heading_shown){
        .euro = eur(0), .accepted = eur(0), .deducted = eur(0), .parked = eur(0)
    };
    for (size_t i = 0; i < sums.n; i++) {
        const struct budget_node *node = ruleset_node(v->rules.set, sums.v[i].heading);
        h[i] = (struct report_heading_shown){
            sums.v[i].heading,  node ? i18n_text(cx, NULL, node->title) : "",
            sums.v[i].lines,    sums.v[i].euro,
            sums.v[i].accepted, sums.v[i].deducted,
            sums.v[i].parked
        };
        v->all.lines += h[i].lines;
        v->all.euro = money_add(v->all.euro, h[i].euro);
        v->all.accepted = money_add(v->all.accepted, h[i].accepted);
        v->all.deducted = money_add(v->all.deducted, h[i].deducted);
        v->all.parked = money_add(v->all.parked, h[i].parked);
    }
    v->headings = h;
    v->heading_count = sums.n;
    return RC_OK;
}

size_t report_fill_checks(struct cx *cx, struct report_check *checks, size_t n,
                          struct report_show_view *v)
{
    size_t stops = 0;
    v->check_urls = arena_array(cx->arena, struct url, n);
    for (size_t i = 0; i < n; i++) {
        if (z_eq(checks[i].severity, "stop")) stops++;
        if (checks[i].questions)
            v->check_urls[i] = report_to(cx, v->r, "questions");
        else if (checks[i].line_key)
            v->check_urls[i] = report_to(cx, v->r, "expenditure");
        else if (checks[i].block)
            v->check_urls[i] = url_path(cx, "/report/%lld/narrative#b-%s-%lld", (long long)v->r->id,
                                        checks[i].block, (long long)checks[i].activity);
    }
    v->checks = checks;
    v->check_count = n;
    return stops;
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs)
{
    struct report_facts_row r;
    struct question_list_rows questions;
    struct report_versions_rows versions;
    bool found;
    enum rc rc = report_facts(cx, rq->id[0], &r, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if ((rc = question_list(cx, r.id, &questions))) return rc;
    if ((rc = report_versions(cx, r.id, &versions))) return rc;
    reply_row(cx, rs, "report", &report_facts_meta, &r);
    reply_rows(cx, rs, "questions", &question_list_meta, questions.v, questions.n);
    reply_rows(cx, rs, "versions", &report_versions_meta, versions.v, versions.n);
    if (!reply_is_page(rq)) return RC_OK;

    struct report_show_view v = { .r = &r, .versions = versions.v, .version_count = versions.n };
    if ((rc = rules_of(cx, r.project, &v.rules))) return rc;
    size_t stops = 0;
    int64_t undecided = 0, unanswered = 0;
    bool open = z_eq(r.state, "draft") || z_eq(r.state, "returned");
    for (size_t i = 0; i < questions.n; i++)
        unanswered += !questions.v[i].closed_at && !questions.v[i].answer;
    if (open && viewer_can(cx, MAY_EDIT_REPORT, r.project, r.partner)) {
        struct report_check *checks;
        size_t n;
        if ((rc = report_checks(cx, r.id, &checks, &n))) return rc;
        stops = report_fill_checks(cx, checks, n, &v);
    }
    if (versions.n) {
        struct report_sums_row sums;
        if ((rc = fill_headings(cx, &v))) return rc;
        if ((rc = report_sums(cx, r.id, &sums))) return rc;
        undecided = sums.undecided;
    } else {
        struct report_currency_sums_rows sums;
        if ((rc = report_currency_sums(cx, r.id, &sums))) return rc;
        money *m = arena_array(cx->arena, money, sums.n);
        for (size_t i = 0; i < sums.n; i++) m[i] = sums.v[i].amount;
        v.sums = (struct sums){ m, sums.n };
    }
    v.thread = report_thread(cx, &r, v.rules.set, &questions, 0);
    const struct object thing = {
        .type = "report", .id = r.id, .project = r.project, .partner = r.partner
    };
    if ((rc = talk_thread_for(cx, rq, &thing, &v.talk))) return rc;
    report_fill_next(cx, &v, stops, undecided, unanswered);
    v.expenditure = report_to(cx, &r, "expenditure");
    v.narrative = report_to(cx, &r, "narrative");
    v.all_versions = report_to(cx, &r, "versions");
    v.questions = report_to(cx, &r, "questions");
    struct page *pg = report_page(
        cx, rq, &r,
        arena_printf(cx->arena, T("%s, report on period %d"), r.partner_name, (int)r.period_no),
        "report");
    page_exports(cx, rq, pg);
    report_show_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc back(struct cx *cx, struct request *rq, struct response *rs, const char *notice)
{
    return reply_see_other(cx, rq, rs, url_path(cx, "/report/%lld", (long long)rq->id[0]), notice);
}

static enum rc post_begin(struct cx *cx, struct request *rq, struct response *rs)
{
    struct report_period_by_no_row period;
    bool found;
    int64_t id;
    enum rc rc = report_period_by_no(cx, rq->project, rq->id[2], &period, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if ((rc = report_open(cx, rq->id[1], period.id, &id))) return rc;
    rs->created = id;
    return reply_see_other(cx, rq, rs, url_path(cx, "/report/%lld", (long long)id),
                           T("The report is begun. Enter the expenditure and the texts."));
}

static enum rc post_submit(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = report_submit(cx, rq->id[0]);
    return rc ? rc : back(cx, rq, rs, T("The report is submitted. The lead checks it now."));
}

static enum rc post_take(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = report_take(cx, rq->id[0]);
    return rc ? rc : back(cx, rq, rs, T("The report is in check."));
}

static enum rc post_return(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = report_return(cx, rq->id[0]);
    return rc ? rc
              : back(cx, rq, rs, T("The report went back to the partner with your questions."));
}

static enum rc post_accept(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = report_accept(cx, rq->id[0]);
    return rc ? rc : back(cx, rq, rs, T("The report is accepted."));
}

static enum rc post_reopen(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = report_reopen(cx, rq->id[0]);
    return rc ? rc : back(cx, rq, rs, T("The report is in check again."));
}

#define OWN_REPORT(path, fn, permission, name)                                         \
    {                                                                                  \
        METHOD_POST, "/report/{report}/" path, fn, .may = permission, .of = OF_REPORT, \
                                                   .again = show, .title = name        \
    }

const struct route report_routes[] = {
    { METHOD_GET, "/p/{project}/search", report_search, .may = MAY_OPEN_PROJECT, .of = OF_PROJECT,
      .title = N_("Search"), .rows = &search_hit_meta },
    { METHOD_GET, "/p/{project}/reports", report_overview, .may = MAY_READ_REPORT, .of = OF_PROJECT,
      .kept = true, .title = N_("Partner reports"), .rows = &report_matrix_meta },
    { METHOD_POST, "/p/{project}/partner/{partner}/report/{no}", post_begin, .may = MAY_EDIT_REPORT,
      .of = OF_PARTNER, .again = report_overview, .title = N_("Begin a report") },
    { METHOD_GET, "/report/{report}", show, .may = MAY_READ_REPORT, .of = OF_REPORT,
      .title = N_("Partner report"), .rows = &report_facts_meta },
    { METHOD_GET, "/report/{report}/submit", report_before_submit, .may = MAY_READ_REPORT,
      .of = OF_REPORT, .title = N_("Before a report is submitted") },
    { METHOD_POST, "/report/{report}/submit", post_submit, .may = MAY_SUBMIT_REPORT,
      .of = OF_REPORT, .again = report_before_submit, .title = N_("Submit a report") },
    OWN_REPORT("take", post_take, MAY_REVIEW_REPORT, N_("Take a report into check")),
    OWN_REPORT("return", post_return, MAY_REVIEW_REPORT, N_("Return a report")),
    OWN_REPORT("accept", post_accept, MAY_ACCEPT_REPORT, N_("Accept a report")),
    OWN_REPORT("reopen", post_reopen, MAY_ACCEPT_REPORT, N_("Open the check again")),
    { METHOD_GET, "/report/{report}/review", report_review, .may = MAY_REVIEW_REPORT,
      .of = OF_REPORT, .title = N_("Check of a report"), .rows = &review_page_meta },
    { METHOD_POST, "/report/{report}/decide", report_post_decide, .may = MAY_REVIEW_REPORT,
      .of = OF_REPORT, .form = &report_decide_form, .again = report_review,
      .title = N_("Decide a line") },
    { METHOD_POST, "/report/{report}/accept-lines", report_post_accept_lines,
      .may = MAY_REVIEW_REPORT, .of = OF_REPORT, .again = report_review,
      .title = N_("Accept several lines") },
    { METHOD_POST, "/report/{report}/ask", report_post_ask, .may = MAY_REVIEW_REPORT,
      .of = OF_REPORT, .form = &report_ask_form, .again = report_questions,
      .title = N_("Ask a question") },
    { METHOD_GET, "/report/{report}/questions", report_questions, .may = MAY_READ_REPORT,
      .of = OF_REPORT, .title = N_("Questions about a report"), .rows = &question_list_meta },
    { METHOD_POST, "/question/{question}/answer", report_post_answer, .may = MAY_EDIT_REPORT,
      .of = OF_QUESTION, .form = &report_answer_form, .again = report_questions_again,
      .title = N_("Answer a question") },
    { METHOD_POST, "/question/{question}/close", report_post_close, .may = MAY_REVIEW_REPORT,
      .of = OF_QUESTION, .again = report_questions_again, .title = N_("Close a question") },
    { METHOD_GET, "/report/{report}/narrative", report_narrative, .may = MAY_READ_REPORT,
      .of = OF_REPORT, .title = N_("A report in words"), .rows = &narrative_of_report_meta },
    { METHOD_POST, "/report/{report}/narrative", report_post_narrative, .may = MAY_EDIT_REPORT,
      .of = OF_REPORT, .form = &report_narrative_form, .grid = &report_text_form,
      .grid_name = "text", .again = report_narrative, .max = 4 * MB, .title = N_("Save texts") },
    { METHOD_GET, "/report/{report}/versions", report_version_list, .may = MAY_READ_REPORT,
      .of = OF_REPORT, .title = N_("Versions of a report"), .rows = &report_versions_meta },
    { METHOD_GET, "/report/{report}/version/{no}", report_version_show, .may = MAY_READ_REPORT,
      .of = OF_REPORT, .title = N_("A version of a report"), .rows = &version_lines_meta },
    { METHOD_GET, "/report/{report}/compare", report_compare, .may = MAY_READ_REPORT,
      .of = OF_REPORT, .title = N_("What changed between versions"),
      .rows = &version_difference_meta },
    { 0 },
};

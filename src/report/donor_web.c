/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_web.c — the donor reports of a project and one of them: the table, whose turn it is,
 * freezing and sending. */
#include "report/donor_web.h"

#include "account/viewer.h"
#include "i18n/i18n.h"
#include "report/donor_list_html.h"
#include "report/donor_rows.h"
#include "report/donor_show_html.h"
#include "report/donor_sql.h"
#include "report/donor_text_view.h"
#include "report/overview_sql.h"
#include "report/report_pages.h"
#include "report/why_parts_web.h"

enum rc donor_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out)
{
    struct donor_owner_row row;
    bool found;
    enum rc rc = donor_owner(cx, id[0], &row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    *out = (struct scope_owner){ row.project, 0 };
    return RC_OK;
}

static struct mark donor_mark(struct cx *cx, const char *state)
{
    if (z_eq(state, "accepted")) return (struct mark){ "good", T("accepted by the donor") };
    if (z_eq(state, "sent")) return (struct mark){ "wait", T("sent to the donor") };
    if (z_eq(state, "frozen")) return (struct mark){ "ask", T("frozen, not sent") };
    if (z_eq(state, "draft")) return (struct mark){ "draft", T("draft") };
    return (struct mark){ "draft", T("not begun") };
}

/* A frozen report tells what is in it; how the lead's check of the others stood is not its reader's
 * business. */
static struct mark partner_mark(struct cx *cx, const struct donor_table *t,
                                const struct donor_partner *p)
{
    if (t->frozen)
        return p->taken_up ? (struct mark){ "good", T("in this report") }
                           : (struct mark){ "draft", T("not in this report") };
    if (z_eq(p->state, "returned")) return (struct mark){ "ask", T("returned") };
    if (p->late) return (struct mark){ "bad", T("late") };
    if (z_eq(p->state, "accepted")) return (struct mark){ "good", T("accepted") };
    if (z_eq(p->state, "in_check")) return (struct mark){ "wait", T("in check") };
    if (z_eq(p->state, "submitted")) return (struct mark){ "wait", T("submitted") };
    return (struct mark){ "draft", T("draft") };
}

static int dot_state(const struct donor_table *t, const struct donor_partner *p)
{
    if (t->frozen) return p->taken_up ? 5 : 0;
    if (z_eq(p->state, "accepted")) return 5;
    if (z_eq(p->state, "returned")) return 3;
    if (p->late) return 6;
    if (z_eq(p->state, "in_check")) return 4;
    if (z_eq(p->state, "submitted")) return 2;
    return z_eq(p->state, "draft") ? 1 : 0;
}

static enum rc list(struct cx *cx, struct request *rq, struct response *rs)
{
    struct donor_overview_rows rows;
    enum rc rc = donor_overview(cx, rq->project, &rows);
    if (rc) return rc;
    bool all = viewer_can(cx, MAY_READ_DONOR_REPORT, rq->project, 0);
    size_t n = 0;
    for (size_t i = 0; i < rows.n; i++) { /* the donor sees what was sent */
        bool sent = z_eq(rows.v[i].state, "sent") || z_eq(rows.v[i].state, "accepted");
        if (all || sent) rows.v[n++] = rows.v[i];
    }
    reply_rows(cx, rs, "donor_reports", &donor_overview_meta, rows.v, n);
    if (!reply_is_page(rq)) return RC_OK;
    struct donor_period *shown = arena_array(cx->arena, struct donor_period, n);
    for (size_t i = 0; i < n; i++) {
        const struct donor_overview_row *r = &rows.v[i];
        shown[i] = (struct donor_period){ .period = r->period,
                                          .no = r->no,
                                          .mark = donor_mark(cx, r->state),
                                          .url = url_path(cx, "/p/%lld/donor-report/%lld",
                                                          (long long)rq->project, (long long)r->no),
                                          .starts_on = r->starts_on,
                                          .ends_on = r->ends_on,
                                          .due_on = r->donor_due_on,
                                          .accepted = r->accepted,
                                          .partners = r->partners };
    }
    struct page *pg = page_begin(cx, rq, T("Donor reports"), AREA_REPORTS);
    page_exports(cx, rq, pg);
    struct donor_list_view v = { shown, n };
    donor_list_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static const char *percent(struct cx *cx, int64_t e2)
{
    return e2 == INT64_MIN ? "" : i18n_scaled(cx, e2, 2, 2);
}

static struct url why(struct cx *cx, struct why_figure f, enum why_of of,
                      const struct donor_partner *partner, money amount)
{
    f.of = of;
    f.partner = partner;
    return amount.minor ? why_url(cx, &f) : (struct url){ NULL };
}

/* Every figure of a row opens what it is made of. */
static void show_why(struct cx *cx, const struct donor_table *t, const struct why_figure *f,
                     struct donor_shown *out)
{
    struct url *by = arena_array(cx->arena, struct url, t->partner_count);
    for (size_t p = 0; p < t->partner_count; p++)
        by[p] = why(cx, *f, WHY_PERIOD, &t->partners[p], out->by_partner[p]);
    out->why = by;
    out->why_budget = why(cx, *f, WHY_BUDGET, NULL, out->budget);
    out->why_period = why(cx, *f, WHY_PERIOD, NULL, out->period);
    out->why_cumulative = why(cx, *f, WHY_CUMULATIVE, NULL, out->cumulative);
    out->why_variance = why(cx, *f, WHY_VARIANCE, NULL, out->variance);
}

static void show_line(struct cx *cx, const struct donor_table *t, const struct donor_line *l,
                      struct donor_shown *out)
{
    money *by = arena_array(cx->arena, money, t->partner_count);
    for (size_t p = 0; p < t->partner_count; p++) by[p] = l->cells[p].period;
    *out = (struct donor_shown){ .is_line = true,
                                 .code = l->code,
                                 .title = l->title,
                                 .budget = l->budget,
                                 .low = l->budget,
                                 .high = l->budget,
                                 .period = l->period,
                                 .cumulative = l->cumulative,
                                 .variance = l->variance,
                                 .variance_pct = percent(cx, l->variance_e2),
                                 .by_partner = by };
    show_why(cx, t, &(struct why_figure){ .t = t, .line = l }, out);
}

static void show_row(struct cx *cx, const struct donor_table *t, const struct donor_row *h,
                     struct donor_shown *out)
{
    bool sum = h->node->kind == NODE_SUM;
    *out = (struct donor_shown){ .is_sum = sum,
                                 .code = h->node->code,
                                 .title = i18n_text(cx, NULL, h->node->title),
                                 .budget = h->budget,
                                 .low = h->low,
                                 .high = h->high,
                                 .period = h->period,
                                 .cumulative = h->cumulative,
                                 .variance = h->variance,
                                 .variance_pct = percent(cx, h->variance_e2),
                                 .over = !sum && money_cmp(h->cumulative, h->high) > 0,
                                 .by_partner = h->by_partner };
    if (h->claimable.cur[0] && money_cmp(h->cumulative, h->claimable) > 0)
        out->too_much = arena_printf(cx->arena, T("the direct costs so far carry at most %s"),
                                     i18n_money(cx, h->claimable));
    show_why(cx, t, &(struct why_figure){ .t = t, .row = h }, out);
}

/* A heading whose one line is itself: the line would repeat its figures. */
static bool is_own_line(const struct donor_table *t, const struct donor_row *h)
{
    size_t n = 0;
    bool same = false;
    for (size_t i = 0; i < t->line_count; i++) {
        if (!z_eq(t->lines[i].heading, h->node->code)) continue;
        same = z_eq(t->lines[i].code, h->node->code);
        n++;
    }
    return n == 1 && same;
}

static void show_rows(struct cx *cx, const struct donor_table *t, struct donor_view *v)
{
    struct donor_shown *out =
        arena_array(cx->arena, struct donor_shown, t->row_count + t->line_count);
    size_t n = 0;
    for (size_t r = 0; r < t->row_count; r++) {
        const struct budget_node *node = t->rows[r].node;
        show_row(cx, t, &t->rows[r], &out[n++]);
        if (node->kind == NODE_SUM || is_own_line(t, &t->rows[r])) continue;
        for (size_t i = 0; i < t->line_count; i++) {
            if (z_eq(t->lines[i].heading, node->code)) show_line(cx, t, &t->lines[i], &out[n++]);
        }
    }
    v->v = out;
    v->n = n;
}

static void show_partners(struct cx *cx, const struct donor_table *t, struct donor_view *v)
{
    struct chart_dot *dots = arena_array(cx->arena, struct chart_dot, t->partner_count);
    v->partner_urls = arena_array(cx->arena, struct url, t->partner_count);
    v->partner_why = arena_array(cx->arena, struct url, t->partner_count);
    v->partner_marks = arena_array(cx->arena, struct mark, t->partner_count);
    const char *out = NULL;
    for (size_t p = 0; p < t->partner_count; p++) {
        const struct donor_partner *one = &t->partners[p];
        dots[p] = (struct chart_dot){ one->short_name, dot_state(t, one) };
        if (one->report && viewer_can(cx, MAY_READ_REPORT, t->project, one->id))
            v->partner_urls[p] = url_path(cx, "/report/%lld", (long long)one->report);
        v->partner_marks[p] = partner_mark(cx, t, one);
        v->partner_why[p] = why(cx, (struct why_figure){ .t = t }, WHY_PERIOD, one, one->period);
        if (!one->taken_up)
            out =
                arena_printf(cx->arena, "%s%s%s", out ? out : "", out ? ", " : "", one->short_name);
    }
    v->partners = t->partners;
    v->ring = chart_ring(cx, T("Reports of the partners"), dots, t->partner_count, 72);
    if (out)
        v->left_out = arena_printf(
            cx->arena,
            T("Not in this report: %s. What is accepted later is taken up in the next one."), out);
    if (t->open_before)
        v->early =
            T("The donor report of an earlier period is not frozen yet. Its costs stand here "
              "under “cumulative”; what it leaves out comes into this period when it is "
              "frozen.");
}

static struct html bars(struct cx *cx, const struct donor_table *t)
{
    struct chart_bar *b = arena_array(cx->arena, struct chart_bar, t->row_count);
    size_t n = 0;
    for (size_t r = 0; r < t->row_count; r++) {
        const struct donor_row *h = &t->rows[r];
        if (h->node->kind == NODE_SUM || (!h->budget.minor && !h->cumulative.minor)) continue;
        b[n++] = (struct chart_bar){ .label = arena_printf(cx->arena, "%s %s", h->node->code,
                                                           i18n_text(cx, NULL, h->node->title)),
                                     .budget = h->budget,
                                     .spent = h->cumulative,
                                     .low = h->low,
                                     .high = h->high };
    }
    return chart_bars(cx, T("Budget and expenditure per heading"), b, n);
}

/* Whom a report that is not frozen yet would leave out, by their names. */
static const char *missing(struct cx *cx, const struct donor_table *t, size_t *n)
{
    const char *out = "";
    *n = 0;
    for (size_t p = 0; p < t->partner_count; p++) {
        if (t->partners[p].taken_up) continue;
        out = arena_printf(cx->arena, "%s%s%s", out, *n ? ", " : "", t->partners[p].short_name);
        (*n)++;
    }
    return out;
}

/* Freezing is the next thing once all partners are in; before that waiting or checking is, and who
 * freezes all the same is told who is left out. */
static void before_freezing(struct cx *cx, const struct donor_table *t, struct next *next,
                            struct action *a)
{
    size_t left;
    const char *names = missing(cx, t, &left);
    bool checks = false;
    for (size_t p = 0; p < t->partner_count; p++)
        checks = checks || z_eq(t->partners[p].state, "submitted") ||
                 z_eq(t->partners[p].state, "in_check");
    a[0] = (struct action){ .label = T("Go on checking"),
                            .kind = ACTION_PRIMARY,
                            .url = url_path(cx, "/p/%lld/reports", (long long)t->project) };
    a[1] = (struct action){
        .label = left ? T("Freeze without them") : T("Freeze"),
        .kind = left ? ACTION_QUIET : ACTION_PRIMARY,
        .post = true,
        .url = url_path(cx, "/p/%lld/donor-report/%lld/freeze", (long long)t->project,
                        (long long)t->period_no),
        .confirm =
            T("The figures become final: nothing in the partner reports taken up can be opened "
              "again. "
              "Partners that are missing are reported in the next period.")
    };
    if (!left) {
        next->what = T("All partners are accepted: freeze the report");
        next->actions = (struct actions){ a + 1, 1 };
        return;
    }
    a[1].confirm = arena_printf(cx->arena, T("Left out, and reported in the next period: %s. %s"),
                                names, a[1].confirm);
    next->who = arena_printf(cx->arena, T("%d of %d partners accepted; missing: %s"),
                             (int)(t->partner_count - left), (int)t->partner_count, names);
    next->what = checks ? T("Go on checking the partners' reports")
                        : T("The partners have the turn: wait for their reports");
    if (!checks) {
        next->kind = "wait";
        a[0].label = T("See the reports");
        a[0].kind = ACTION_PLAIN;
    }
    next->actions.n = 2;
}

/* What may be done next with the report, and why something may not be. */
static void next_step(struct cx *cx, const struct donor_table *t, struct donor_view *v)
{
    bool may = viewer_can(cx, MAY_EDIT_DONOR_REPORT, t->project, 0);
    struct action *a = arena_array(cx->arena, struct action, 2);
    struct next next = { .until = t->due_on, .actions = { a, 1 } };
    if (!t->frozen) {
        before_freezing(cx, t, &next, a);
    } else if (z_eq(t->state, "frozen")) {
        next.what = T("Send the frozen report to the donor, then record it here");
        *a = (struct action){ .label = T("Mark as sent"),
                              .kind = ACTION_PRIMARY,
                              .post = true,
                              .url = url_path(cx, "/p/%lld/donor-report/%lld/send",
                                              (long long)t->project, (long long)t->period_no) };
    } else if (z_eq(t->state, "sent")) {
        next.what = T("The donor reads the report");
        next.until = DATE_NONE;
        next.kind = "wait";
        *a = (struct action){ .label = T("Record the donor's acceptance"),
                              .post = true,
                              .url = url_path(cx, "/p/%lld/donor-report/%lld/accept",
                                              (long long)t->project, (long long)t->period_no) };
    } else {
        next.what = T("The donor has accepted this report");
        next.until = DATE_NONE;
        next.kind = "good";
        next.actions.n = 0;
    }
    if (!may) next.actions.n = 0;
    v->next = next;
}

static enum rc find(struct cx *cx, struct request *rq, struct donor_table *t)
{
    struct donor_period_by_no_row period;
    bool found;
    enum rc rc = donor_period_by_no(cx, rq->project, rq->id[1], &period, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if ((rc = donor_table_read(cx, rq->project, period.id, t))) return rc;
    bool sent = z_eq(t->state, "sent") || z_eq(t->state, "accepted");
    return sent || viewer_can(cx, MAY_READ_DONOR_REPORT, rq->project, 0) ? RC_OK : RC_MISSING;
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs)
{
    struct donor_table t;
    enum rc rc = find(cx, rq, &t);
    if (rc) return rc;
    struct donor_sum_row *sums;
    struct donor_cell_row *cells;
    size_t sum_count = donor_sum_rows(cx, &t, &sums), cell_count = donor_cell_rows(cx, &t, &cells);
    reply_rows(cx, rs, "lines_by_partner", &donor_cell_meta, cells, cell_count);
    reply_rows(cx, rs, "rows", &donor_sum_meta, sums, sum_count);
    if (!reply_is_page(rq)) return RC_OK;

    struct donor_view v = { .t = &t };
    struct donor_get_row stored = { 0 };
    if (t.report && (rc = donor_get(cx, t.report, &stored))) return rc;
    v.sha = stored.snapshot_sha;
    v.whole = t.whole;
    if (stored.narrative && *stored.narrative) v.narrative = markdown(cx, stored.narrative);
    show_rows(cx, &t, &v);
    show_partners(cx, &t, &v);
    next_step(cx, &t, &v);
    v.bars = bars(cx, &t);
    struct page *pg =
        page_begin(cx, rq, arena_printf(cx->arena, T("Donor report, period %d"), (int)t.period_no),
                   AREA_REPORTS);
    struct mark m = donor_mark(cx, t.state);
    pg->state = m.word;
    pg->state_kind = m.kind;
    pg->lead = arena_printf(cx->arena, T("%s to %s · due %s"), i18n_date(cx, t.starts_on),
                            i18n_date(cx, t.ends_on), i18n_date(cx, t.due_on));
    pg->wide = true;
    page_crumb(cx, pg, T("Donor reports"),
               url_path(cx, "/p/%lld/donor-reports", (long long)t.project));
    if (viewer_can(cx, MAY_READ_DONOR_REPORT, rq->project, 0)) {
        *vec_push(cx->arena, &pg->exports) = (struct page_link){
            .text = T("In words"),
            .icon = "draft",
            .url = url_path(cx, "/p/%lld/donor-report/%lld/text", (long long)t.project,
                            (long long)t.period_no),
        };
    }
    *vec_push(cx->arena, &pg->exports) =
        (struct page_link){ .text = T("Workbook with formulas"),
                            .icon = "download",
                            .url = url_path(cx, "/p/%lld/donor-report/%lld/workbook",
                                            (long long)t.project, (long long)t.period_no) };
    *vec_push(cx->arena, &pg->exports) =
        (struct page_link){ .text = T("List of transactions"),
                            .icon = "paper",
                            .url = url_path(cx, "/p/%lld/donor-report/%lld/why",
                                            (long long)t.project, (long long)t.period_no) };
    page_exports(cx, rq, pg);
    donor_show_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* The donor report of the period in the path, begun if it was not yet. */
static enum rc begun(struct cx *cx, struct request *rq, int64_t *id)
{
    struct donor_period_by_no_row period;
    bool found;
    enum rc rc = donor_period_by_no(cx, rq->project, rq->id[1], &period, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    return donor_begin(cx, rq->project, period.id, id);
}

static enum rc back(struct cx *cx, struct request *rq, struct response *rs, const char *notice)
{
    return reply_see_other(
        cx, rq, rs,
        url_path(cx, "/p/%lld/donor-report/%lld", (long long)rq->project, (long long)rq->id[1]),
        notice);
}

static enum rc post_freeze(struct cx *cx, struct request *rq, struct response *rs)
{
    int64_t id;
    enum rc rc = begun(cx, rq, &id);
    if (!rc) rc = donor_freeze(cx, id);
    return rc ? rc : back(cx, rq, rs, T("The report is frozen. Its figures are final."));
}

static enum rc post_send(struct cx *cx, struct request *rq, struct response *rs)
{
    int64_t id;
    enum rc rc = begun(cx, rq, &id);
    if (!rc) rc = donor_send(cx, id);
    return rc ? rc
              : back(cx, rq, rs, T("The report is marked as sent; the donor can read it now."));
}

static enum rc post_accept(struct cx *cx, struct request *rq, struct response *rs)
{
    int64_t id;
    enum rc rc = begun(cx, rq, &id);
    if (!rc) rc = donor_accept(cx, id, date_of_stamp(cx->now));
    return rc ? rc : back(cx, rq, rs, T("The donor's acceptance is recorded."));
}

const struct route donor_routes[] = {
    { METHOD_GET, "/p/{project}", report_today, .may = MAY_OPEN_PROJECT, .of = OF_PROJECT,
      .title = N_("Today"), .rows = &report_matrix_meta },
    { METHOD_GET, "/p/{project}/donor-reports", list, .may = MAY_READ_SENT_REPORT, .of = OF_PROJECT,
      .kept = true, .title = N_("Donor reports"), .rows = &donor_overview_meta },
    { METHOD_GET, "/p/{project}/donor-report/{no}", show, .may = MAY_READ_SENT_REPORT,
      .of = OF_PROJECT, .kept = true, .title = N_("Donor report"), .rows = &donor_cell_meta },
    { METHOD_POST, "/p/{project}/donor-report/{no}/freeze", post_freeze,
      .may = MAY_EDIT_DONOR_REPORT, .of = OF_PROJECT, .again = show,
      .title = N_("Freeze the donor report") },
    { METHOD_POST, "/p/{project}/donor-report/{no}/send", post_send, .may = MAY_EDIT_DONOR_REPORT,
      .of = OF_PROJECT, .again = show, .title = N_("Mark the donor report as sent") },
    { METHOD_POST, "/p/{project}/donor-report/{no}/accept", post_accept,
      .may = MAY_EDIT_DONOR_REPORT, .of = OF_PROJECT, .again = show,
      .title = N_("Record the donor's acceptance") },
    { METHOD_GET, "/p/{project}/donor-report/{no}/why", donor_why, .may = MAY_READ_SENT_REPORT,
      .of = OF_PROJECT, .title = N_("List of transactions, or why a number is what it is"),
      .rows = &transaction_meta },
    { METHOD_GET, "/p/{project}/donor-report/{no}/workbook", donor_workbook,
      .may = MAY_READ_SENT_REPORT, .of = OF_PROJECT,
      .title = N_("Donor report as a workbook with live formulas"), .no_api = true },
    { METHOD_GET, "/p/{project}/donor-report/{no}/text", donor_text_page,
      .may = MAY_READ_DONOR_REPORT, .of = OF_PROJECT, .title = N_("Words of the donor report"),
      .no_api = true },
    { METHOD_POST, "/p/{project}/donor-report/{no}/text", donor_text_post,
      .may = MAY_EDIT_DONOR_REPORT, .of = OF_PROJECT, .form = &donor_text_form,
      .again = donor_text_page, .max = 256 * KB, .title = N_("Write the donor report") },
    { METHOD_POST, "/p/{project}/donor-report/{no}/note/{line}", donor_note_post,
      .may = MAY_EDIT_DONOR_REPORT, .of = OF_PROJECT, .form = &donor_note_form,
      .again = donor_text_page, .title = N_("Explain a variation") },
    { 0 },
};

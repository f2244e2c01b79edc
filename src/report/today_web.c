/* SPDX-License-Identifier: EUPL-1.2 */
/* today_web.c — "Today": per role, the next thing to do, what else waits, what is late, and how the
 * money stands.
 *
 * Everything comes from five statements: the matrix of reports, the donor reports, the consolidated
 * table of the running period, what waits for the reader in person, recent changes.
 */
#include "account/viewer.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "project/project_web.h"
#include "report/donor.h"
#include "report/donor_sql.h"
#include "report/report_pages.h"
#include "report/report_state.h"
#include "report/today_html.h"
#include "report/today_sql.h"
#include "report/today_view.h"

enum { SOON = 7 };

/* A thing to do. What is late comes first, then by its day; of one day what presses most. The first
 * that is the reader's own turn becomes the biggest thing on the page. */
struct duty {
    bool own, late;
    int press;
    struct todo todo;
    const char *button; /* as the next thing */
    bool post;          /* the button posts to ${at}; the list links to todo.url */
    struct url at;
};
typedef VEC(struct duty) duties;

static struct duty *add(struct cx *cx, duties *d, bool own, int press, const char *what,
                        const char *sub, const char *button, struct url url, struct mark mark,
                        date until)
{
    struct duty *one = vec_push(cx->arena, d);
    *one = (struct duty){ .own = own,
                          .late = date_given(until) && date_cmp(date_of_stamp(cx->now), until) > 0,
                          .press = press,
                          .todo = { what, sub, url, mark, until },
                          .button = button,
                          .at = url };
    return one;
}

/* A report that is not there yet is begun by the button itself. */
static void not_begun(struct cx *cx, int64_t project, const struct report_matrix_row *r,
                      struct duty *d)
{
    d->todo.url = url_path(cx, "/p/%lld/reports", (long long)project);
    d->button = T("Begin the report");
    d->post = true;
    d->at = url_path(cx, "/p/%lld/partner/%lld/report/%lld", (long long)project,
                     (long long)r->partner, (long long)r->period_no);
}

/* What a partner's own report asks of the reader: who does not submit enters the lines. */
static void own_duty(struct cx *cx, duties *d, int64_t project, const struct report_matrix_row *r,
                     bool late)
{
    struct url url = url_path(cx, "/report/%lld", (long long)r->report);
    bool submits = viewer_can(cx, MAY_SUBMIT_REPORT, project, r->partner);
    int no = (int)r->period_no;
    if (z_eq(r->state, "returned")) {
        const char *again =
            submits ? arena_printf(cx->arena, T("Submit the report of period %d again"), no)
                    : arena_printf(cx->arena, T("Correct the lines of period %d as the lead asked"),
                                   no);
        add(cx, d, true, 1,
            r->questions
                ? arena_printf(cx->arena,
                               T_N(r->questions, "Answer %d question on the report of period %d",
                                   "Answer %d questions on the report of period %d"),
                               (int)r->questions, no)
                : again,
            T("The lead returned the report"), T("Open the report"), url,
            report_mark(cx, r->state, false), r->review_due_on);
    } else if (z_eq(r->state, "draft") ||
               (z_eq(r->state, "none") && date_cmp(r->starts_on, date_of_stamp(cx->now)) <= 0)) {
        const char *what =
            submits ? arena_printf(cx->arena, T("Finish and submit the report of period %d"), no)
                    : arena_printf(cx->arena, T("Enter the expenditure of period %d"), no);
        if (r->report && !submits)
            url = url_path(cx, "/report/%lld/expenditure", (long long)r->report);
        struct duty *one =
            add(cx, d, true, 4, what, submits ? NULL : T("your coordinator submits it"),
                submits ? T("Open the report") : T("Open the lines"), url,
                report_mark(cx, r->state, late), r->partner_due_on);
        if (!r->report) not_begun(cx, project, r, one);
    }
}

/* What the lead has to do with a partner's report, or waits for. */
static void lead_duty(struct cx *cx, duties *d, int64_t project, const struct report_matrix_row *r,
                      bool late)
{
    struct url url = url_path(cx, "/report/%lld", (long long)r->report);
    int no = (int)r->period_no;
    if (z_eq(r->state, "submitted")) {
        add(cx, d, true, 2,
            arena_printf(cx->arena, T("Check the report of %s on period %d"), r->partner_name, no),
            arena_printf(cx->arena, T_N(r->lines, "%d line", "%d lines"), (int)r->lines),
            T("Open the report"), url, report_mark(cx, r->state, false), r->review_due_on);
    } else if (z_eq(r->state, "in_check")) {
        add(cx, d, true, 1,
            arena_printf(cx->arena, T("Finish the check of %s, period %d"), r->partner_name, no),
            r->undecided
                ? arena_printf(cx->arena, T_N(r->undecided, "%d line is left", "%d lines are left"),
                               (int)r->undecided)
                : T("All lines are decided"),
            T("Go on"), url, report_mark(cx, r->state, false), r->review_due_on);
    } else if (late) {
        add(cx, d, false, 3,
            arena_printf(cx->arena, T("%s is late with the report on period %d"), r->partner_name,
                         no),
            T("Wait for them, or consolidate without them"), T("See the reports"),
            r->report ? url : url_path(cx, "/p/%lld/reports", (long long)project),
            report_mark(cx, r->state, true), r->partner_due_on);
    } else if (z_eq(r->state, "returned")) {
        add(cx, d, false, 8,
            arena_printf(cx->arena, T("%s answers your questions on period %d"), r->partner_name,
                         no),
            arena_printf(cx->arena, T_N(r->questions, "%d without answer", "%d without answer"),
                         (int)r->questions),
            T("Open the report"), url, report_mark(cx, r->state, false), DATE_NONE);
    }
}

static void donor_duty(struct cx *cx, duties *d, int64_t project,
                       const struct donor_overview_row *r, bool may)
{
    struct url url =
        url_path(cx, "/p/%lld/donor-report/%lld", (long long)project, (long long)r->no);
    bool open = z_eq(r->state, "none") || z_eq(r->state, "draft");
    int no = (int)r->no;
    if (may && z_eq(r->state, "frozen")) {
        add(cx, d, true, 2, arena_printf(cx->arena, T("Send the donor report of period %d"), no),
            NULL, T("Open the donor report"), url, (struct mark){ "ask", T("frozen") },
            r->donor_due_on);
    } else if (may && open && r->accepted == r->partners && r->partners) {
        add(cx, d, true, 2,
            arena_printf(cx->arena,
                         T("Freeze the donor report of period %d: all partners are accepted"), no),
            NULL, T("Open the donor report"), url, (struct mark){ "ask", T("ready") },
            r->donor_due_on);
    } else if (may && open && r->accepted) {
        add(cx, d, false, 6,
            arena_printf(cx->arena, T("Donor report of period %d: %d of %d partners accepted"), no,
                         (int)r->accepted, (int)r->partners),
            NULL, T("Open the donor report"), url, (struct mark){ "draft", T("draft") },
            r->donor_due_on);
    } else if (!may && (z_eq(r->state, "sent") || z_eq(r->state, "accepted"))) {
        bool fresh = z_eq(r->state, "sent");
        add(cx, d, fresh, fresh ? 1 : 7,
            arena_printf(cx->arena, T("Read the report of period %d"), no), NULL,
            T("Read the report"), url,
            fresh ? (struct mark){ "ask", T("new") } : (struct mark){ "good", T("accepted") },
            DATE_NONE);
    }
}

/* Does ${a} come before ${b}? What has no day comes after what has one. */
static bool before(const struct duty *a, const struct duty *b)
{
    date x = a->todo.until, y = b->todo.until;
    if (a->late != b->late) return a->late;
    if (date_given(x) != date_given(y)) return date_given(x);
    if (date_given(x) && date_cmp(x, y)) return date_cmp(x, y) < 0;
    return a->press < b->press;
}

static void put_next(struct cx *cx, const struct duty *d, struct today_view *v)
{
    struct action *a = arena_array(cx->arena, struct action, 1);
    *a = (struct action){
        .label = d->button, .url = d->at, .kind = ACTION_PRIMARY, .post = d->post
    };
    v->next = (struct next){ .what = d->todo.text,
                             .who = d->todo.sub
                                        ? arena_printf(cx->arena, T("Your turn · %s"), d->todo.sub)
                                        : T("Your turn"),
                             .until = d->todo.until,
                             .actions = { a, 1 } };
}

static void settle(struct cx *cx, duties *d, struct today_view *v)
{
    for (size_t i = 1; i < d->n; i++) { /* insertion: a handful of things */
        for (size_t k = i; k > 0 && before(&d->v[k], &d->v[k - 1]); k--) {
            struct duty t = d->v[k];
            d->v[k] = d->v[k - 1];
            d->v[k - 1] = t;
        }
    }
    size_t first = 0, n = 0;
    while (first < d->n && !d->v[first].own) first++;
    v->next =
        (struct next){ .what = T("Nothing waits for you"), .until = DATE_NONE, .kind = "good" };
    if (first < d->n) put_next(cx, &d->v[first], v);
    struct todo *list = arena_array(cx->arena, struct todo, d->n);
    for (size_t i = 0; i < d->n; i++)
        if (i != first) list[n++] = d->v[i].todo;
    v->todos = (struct todos){ list, n };
}

/* What looks after the server: who administers it has no turn in a project. */
static void server_duties(struct cx *cx, duties *d)
{
    const struct {
        const char *what, *sub, *path;
    } all[] = {
        { T("Projects"), T("set up a new one, see the others"), "/projects" },
        { T("Accounts and roles"), T("invite people, lock an account"), "/admin/accounts" },
        { T("Organisations"), T("add and correct those of the network"), "/organisations" },
        { T("Audit trail of the server"), T("verify the chain"), "/admin/audit" },
        { T("Backups and the doctor"), T("how and how often: kolo backup, kolo doctor"),
          "/help/administrator" },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        add(cx, d, false, 9 + (int)i, all[i].what, all[i].sub, NULL, (struct url){ all[i].path },
            (struct mark){ NULL, NULL }, DATE_NONE);
}

/* The newest period that has ended: that is what is being reported on. */
static size_t running(const struct cx *cx, const struct report_matrix_rows *m)
{
    date today = date_of_stamp(cx->now);
    for (size_t i = 0; i < m->n; i++) {
        if (date_cmp(m->v[i].ends_on, today) < 0) return i;
    }
    return m->n ? m->n - 1 : 0;
}

static void fill_ring(struct cx *cx, const struct report_matrix_rows *m, struct today_view *v)
{
    if (!m->n) return;
    int64_t period = m->v[running(cx, m)].period;
    struct report_cell *cells = arena_array(cx->arena, struct report_cell, m->n);
    struct chart_dot *dots = arena_array(cx->arena, struct chart_dot, m->n);
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++) {
        const struct report_matrix_row *r = &m->v[i];
        if (r->period != period) continue;
        bool late = report_is_late(cx, r->state, r->partner_due_on);
        cells[n] =
            (struct report_cell){ .row = r, .late = late, .mark = report_mark(cx, r->state, late) };
        if (r->report) cells[n].url = url_path(cx, "/report/%lld", (long long)r->report);
        dots[n++] = (struct chart_dot){ r->partner_name, report_dot(r->state, late) };
        v->ring_title = arena_printf(cx->arena, T("Reports on period %d"), (int)r->period_no);
    }
    v->ring = chart_ring(cx, v->ring_title, dots, n, 120);
    v->cells = cells;
    v->cell_count = n;
}

static void fill_bars(struct cx *cx, const struct donor_table *t, struct today_view *v)
{
    struct chart_bar *b = arena_array(cx->arena, struct chart_bar, t->row_count);
    size_t n = 0;
    for (size_t i = 0; i < t->row_count; i++) {
        const struct donor_row *r = &t->rows[i];
        if (r->node->kind != NODE_HEADING || (!r->budget.minor && !r->cumulative.minor)) continue;
        b[n++] = (struct chart_bar){ arena_printf(cx->arena, "%s %s", r->node->code,
                                                  i18n_text(cx, NULL, r->node->title)),
                                     r->budget,
                                     r->cumulative,
                                     r->low,
                                     r->high,
                                     { NULL } };
    }
    v->headings = chart_bars(cx, T("Budget and accepted expenditure per heading"), b, n);
    struct chart_bar *p = arena_array(cx->arena, struct chart_bar, t->partner_count);
    for (size_t k = 0; k < t->partner_count; k++) {
        money budget = eur(0), spent = eur(0);
        for (size_t i = 0; i < t->line_count; i++) {
            budget = money_add(budget, t->lines[i].cells[k].budget);
            spent = money_add(spent, t->lines[i].cells[k].cumulative);
        }
        p[k] = (struct chart_bar){
            t->partners[k].short_name, budget, spent, budget, budget, { NULL }
        };
    }
    v->partners =
        chart_bars(cx, T("Budget and accepted expenditure per partner"), p, t->partner_count);
}

/* Before there is anything to report the project is to be set up. */
static enum rc setup_duty(struct cx *cx, int64_t project, duties *d)
{
    struct steps s;
    enum rc rc = setup_steps(cx, project, SETUP_START, &s);
    if (!rc && s.n)
        add(cx, d, true, 0, T("Go on setting up the project"),
            T("Partners can book expenditure once it is started."), T("Go on"),
            url_path(cx, "/p/%lld/setup", (long long)project),
            (struct mark){ "draft", T("being set up") }, DATE_NONE);
    return rc;
}

static void tray_duty(struct cx *cx, duties *d, int64_t project, int64_t mails)
{
    add(cx, d, true, 5,
        arena_printf(cx->arena, T_N(mails, "%d mail lies in the tray", "%d mails lie in the tray"),
                     (int)mails),
        T("What came in and could not be placed by itself"), T("Open the tray"),
        url_path(cx, "/p/%lld/tray", (long long)project), (struct mark){ "ask", T("mail") },
        DATE_NONE);
}

/* Tasks, consultations and meetings that wait for the reader in person. */
static enum rc own_duties(struct cx *cx, int64_t project, duties *d)
{
    struct today_own_rows rows;
    if (!viewer_is(cx) || !viewer_can(cx, MAY_READ_CONSULT, project, 0)) return RC_OK;
    const date today = date_of_stamp(cx->now);
    enum rc rc = today_own(cx, project, viewer_is(cx), date_add(today, SOON),
                           viewer_can(cx, MAY_SEND_MAIL, project, 0), &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        const struct today_own_row *r = &rows.v[i];
        if (z_eq(r->kind, "tray")) {
            tray_duty(cx, d, project, r->id);
            continue;
        }
        const bool task = z_eq(r->kind, "task"), meeting = z_eq(r->kind, "meeting");
        const struct url url = url_path(cx, "/%s/%lld", r->kind, (long long)r->id);
        const bool late = task && date_cmp(r->until, today) < 0;
        const char *what = task ? r->title
                           : meeting
                               ? arena_printf(cx->arena, T("Answer the invitation: %s"), r->title)
                               : arena_printf(cx->arena, T("Take a position: %s"), r->title);
        add(cx, d, true, 3, what, NULL,
            task      ? T("Open the task")
            : meeting ? T("Open the meeting")
                      : T("Open the consultation"),
            url,
            late   ? (struct mark){ "bad", T("late") }
            : task ? (struct mark){ "wait", T("task") }
                   : (struct mark){ "ask", meeting ? T("meeting") : T("consultation") },
            r->until);
    }
    return rc;
}

static enum rc read_duties(struct cx *cx, struct request *rq, const struct report_matrix_rows *m,
                           const struct donor_overview_rows *o, duties *d)
{
    bool edits = viewer_can(cx, MAY_EDIT_DONOR_REPORT, rq->project, 0),
         sees = viewer_can(cx, MAY_READ_DONOR_REPORT, rq->project, 0);
    for (size_t i = 0; i < m->n; i++) {
        const struct report_matrix_row *r = &m->v[i];
        bool late = report_is_late(cx, r->state, r->partner_due_on);
        if (viewer_can(cx, MAY_EDIT_REPORT, rq->project, r->partner))
            own_duty(cx, d, rq->project, r, late);
        if (viewer_can(cx, MAY_REVIEW_REPORT, rq->project, r->partner))
            lead_duty(cx, d, rq->project, r, late);
    }
    for (size_t i = 0; i < o->n; i++) {
        if (edits || !sees) donor_duty(cx, d, rq->project, &o->v[i], edits);
    }
    if (viewer_can(cx, MAY_ADMINISTER, 0, 0)) server_duties(cx, d);
    return own_duties(cx, rq->project, d);
}

enum rc report_today(struct cx *cx, struct request *rq, struct response *rs)
{
    struct report_matrix_rows m = { 0 };
    struct donor_overview_rows o = { 0 };
    int64_t own = viewer_partner(cx, MAY_READ_REPORT, rq->project);
    bool donor = viewer_can(cx, MAY_READ_SENT_REPORT, rq->project, 0);
    enum rc rc = own < 0 ? RC_OK : report_matrix(cx, rq->project, own, &m);
    if (!rc && donor) rc = donor_overview(cx, rq->project, &o);
    if (rc) return rc;
    if (own >= 0)
        reply_rows(cx, rs, "reports", &report_matrix_meta, m.v, m.n);
    else {
        size_t n = 0;
        for (size_t i = 0; i < o.n; i++) {
            if (z_eq(o.v[i].state, "sent") || z_eq(o.v[i].state, "accepted")) o.v[n++] = o.v[i];
        }
        o.n = n;
        reply_rows(cx, rs, "donor_reports", &donor_overview_meta, o.v, o.n);
    }
    if (!reply_is_page(rq)) return RC_OK;

    struct today_view v = { 0 };
    duties d = { 0 };
    rc = setup_duty(cx, rq->project, &d);
    if (!rc) rc = read_duties(cx, rq, &m, &o, &d);
    if (rc) return rc;
    settle(cx, &d, &v);
    if (own >= 0) fill_ring(cx, &m, &v);
    if (m.n && viewer_can(cx, MAY_READ_DONOR_REPORT, rq->project, 0)) {
        struct donor_table t;
        if ((rc = donor_table_read(cx, rq->project, m.v[running(cx, &m)].period, &t)) == RC_OK)
            fill_bars(cx, &t, &v);
        else if (rc == RC_FAIL || rc == RC_BUSY)
            return rc;
        cx->problems = (struct problems){ 0 }; /* no budget yet: then there is nothing to draw */
    }
    struct page *pg = page_begin(cx, rq, T("Today"), AREA_TODAY);
    today_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

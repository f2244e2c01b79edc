/* SPDX-License-Identifier: EUPL-1.2 */
/* period_web.c — reporting periods: proposed for the whole implementation at once, added one by
 * one, changed and removed.
 */
#include "account/viewer.h"
#include "i18n/i18n.h"
#include "network/stale_web.h"
#include "project/partner_html.h"
#include "project/period_html.h"
#include "project/project.h"
#include "project/project_view.h"
#include "store/db.h"

enum { MONTHS = 12 };

struct period_form {
    int64_t no;
    date starts_on, ends_on, books_closed_on, partner_due_on, review_due_on, consolidated_on,
        verified_on, donor_due_on;
    int64_t version;
};
#define DATES                                                                                    \
    FIELD_OF(period_form, starts_on, FORM_DATE, N_("First day"), .required = true),              \
        FIELD_OF(period_form, ends_on, FORM_DATE, N_("Last day"), .required = true),             \
        FIELD_OF(period_form, books_closed_on, FORM_DATE, N_("Books closed"), .required = true), \
        FIELD_OF(period_form, partner_due_on, FORM_DATE, N_("Partner reports due"),              \
                 .required = true),                                                              \
        FIELD_OF(period_form, review_due_on, FORM_DATE, N_("Checked by the lead"),               \
                 .required = true),                                                              \
        FIELD_OF(period_form, consolidated_on, FORM_DATE, N_("Consolidated"), .required = true), \
        FIELD_OF(period_form, verified_on, FORM_DATE, N_("Verified"), .required = true),         \
        FIELD_OF(period_form, donor_due_on, FORM_DATE, N_("Due at the donor"), .required = true)
static const struct form_field grid_fields[] = { DATES };
static const struct form grid_form = FORM(period_form, grid_fields);
static const struct form_field edit_fields[] = {
    DATES,
    FIELD_OF(period_form, version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form edit_form = FORM(period_form, edit_fields);

static struct period_input input_of(const struct period_form *f)
{
    return (struct period_input){ f->no,
                                  f->starts_on,
                                  f->ends_on,
                                  f->books_closed_on,
                                  f->partner_due_on,
                                  f->review_due_on,
                                  f->consolidated_on,
                                  f->verified_on,
                                  f->donor_due_on };
}

/* ---- the form of rows ------------------------------------------------------------------------ */

static void put_dates(const struct period_input *p, date out[PERIOD_DATES])
{
    const date all[PERIOD_DATES] = { p->starts_on,      p->ends_on,       p->books_closed_on,
                                     p->partner_due_on, p->review_due_on, p->consolidated_on,
                                     p->verified_on,    p->donor_due_on };
    for (size_t i = 0; i < PERIOD_DATES; i++) out[i] = all[i];
}

static struct period_cell cell(struct cx *cx, const struct request *rq, int row, const char *field,
                               const char *proposed)
{
    const char *name = arena_printf(cx->arena, "period.%d.%s", row, field);
    const char *typed = rq->method == METHOD_POST ? request_field(rq, name) : NULL;
    return (struct period_cell){ name, typed ? typed : proposed, problem_of(cx, name) };
}

static void put_typed(struct cx *cx, const struct request *rq, const struct period_input *in,
                      size_t n, struct period_view *v)
{
    struct period_typed *rows = arena_array(cx->arena, struct period_typed, n);
    for (size_t i = 0; i < n; i++) {
        date dates[PERIOD_DATES];
        char text[DATE_TEXT];
        int row = (int)i;
        put_dates(&in[i], dates);
        rows[i].no = in[i].no;
        for (size_t k = 0; k < PERIOD_DATES; k++)
            rows[i].cells[k] = cell(cx, rq, row, grid_fields[k].name,
                                    arena_dup(cx->arena, date_text(dates[k], text)));
    }
    v->typed = rows;
    v->n_typed = n;
}

/* All periods where there is none; otherwise those the proposal has after the last one. */
static enum rc propose(struct cx *cx, const struct request *rq, const struct period_list_rows *have,
                       struct period_view *v)
{
    struct period_input *all;
    size_t n, from = 0;
    int64_t months = request_query_id(rq, "months");
    v->months = months >= 1 && months <= 24 ? (int)months : MONTHS;
    enum rc rc = period_propose(cx, rq->project, v->months, &all, &n);
    if (rc) return rc;
    const struct period_list_row *last = have->n ? &have->v[have->n - 1] : NULL;
    while (last && from < n && date_cmp(all[from].ends_on, last->ends_on) <= 0) from++;
    if (last && from == n) return RC_OK;
    if (last && date_cmp(all[from].starts_on, last->ends_on) <= 0)
        all[from].starts_on = date_add(last->ends_on, 1);
    for (size_t i = from; last && i < n; i++) all[i].no = last->no + 1 + (int64_t)(i - from);
    put_typed(cx, rq, all + from, n - from, v);
    return RC_OK;
}

/* ---- the list -------------------------------------------------------------------------------- */

static struct mark mark_of(struct cx *cx, const struct period_list_row *r)
{
    date today = date_of_stamp(cx->now);
    if (date_cmp(today, r->starts_on) < 0) return (struct mark){ "wait", T("ahead") };
    if (date_cmp(today, r->ends_on) <= 0) return (struct mark){ "wait", T("running") };
    if (date_cmp(today, r->donor_due_on) <= 0) return (struct mark){ "ask", T("being reported") };
    return (struct mark){ "good", T("over") };
}

static void put_lines(struct cx *cx, const struct request *rq, const struct period_list_rows *rows,
                      struct period_view *v)
{
    struct period_line *lines = arena_array(cx->arena, struct period_line, rows->n);
    for (size_t i = 0; i < rows->n; i++) {
        const struct period_list_row *r = &rows->v[i];
        const struct period_input in = { r->no,
                                         r->starts_on,
                                         r->ends_on,
                                         r->books_closed_on,
                                         r->partner_due_on,
                                         r->review_due_on,
                                         r->consolidated_on,
                                         r->verified_on,
                                         r->donor_due_on };
        lines[i] =
            (struct period_line){ .no = r->no, .reports = r->reports, .mark = mark_of(cx, r) };
        put_dates(&in, lines[i].dates);
        if (v->may)
            lines[i].url =
                url_path(cx, "/p/%lld/period/%lld", (long long)rq->project, (long long)r->id);
    }
    v->v = lines;
    v->n = rows->n;
}

static const char *const *heads(struct cx *cx)
{
    const char **h = arena_array(cx->arena, const char *, PERIOD_DATES);
    for (size_t k = 0; k < PERIOD_DATES; k++) h[k] = i18n_text(cx, NULL, grid_fields[k].label);
    return h;
}

static enum rc list(struct cx *cx, struct request *rq, struct response *rs)
{
    struct period_list_rows rows;
    enum rc rc = period_list(cx, rq->project, &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "periods", &period_list_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct period_view v = { .self = url_path(cx, "/p/%lld/periods", (long long)rq->project),
                             .may = viewer_can(cx, MAY_EDIT_PROJECT, rq->project, 0),
                             .heads = heads(cx),
                             .next = setup_next(cx, rq->project, SETUP_PERIODS) };
    v.to = v.self;
    put_lines(cx, rq, &rows, &v);
    if (v.may) rc = propose(cx, rq, &rows, &v);
    if (!rc) rc = setup_steps(cx, rq->project, SETUP_PERIODS, &v.steps);
    if (rc) return rc;
    struct page *pg = page_begin(cx, rq, T("Reporting periods"), AREA_PROJECT);
    pg->wide = true;
    pg->problem = NULL; /* it stands in the list of problems */
    project_tabs(cx, pg, rq->project, "periods");
    page_exports(cx, rq, pg);
    period_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* What a rule said about its field is said about the row's cell. */
static void name_problems(struct cx *cx, int row, struct problem **from)
{
    for (struct problem *p = *from; p; p = p->next)
        if (*p->field) p->field = arena_printf(cx->arena, "period.%d.%s", row, p->field);
}

/* Periods are numbered in the order they come, after those that are there. */
static enum rc add_all(struct cx *cx, int64_t project, const struct period_form *rows,
                       const int *numbers, size_t n, int64_t *id)
{
    struct period_list_rows have;
    enum rc rc = period_list(cx, project, &have);
    int64_t last = !rc && have.n ? have.v[have.n - 1].no : 0;
    for (size_t i = 0; i < n && !rc; i++) {
        struct period_input in = input_of(&rows[i]);
        in.no = ++last;
        struct problem **from = cx->problems.last;
        rc = period_add(cx, project, &in, id);
        name_problems(cx, numbers[i], from);
    }
    return rc;
}

static enum rc add_post(struct cx *cx, struct request *rq, struct response *rs)
{
    void *rows;
    int *numbers;
    size_t n;
    int64_t id = 0;
    enum rc rc = form_read_rows(cx, rq, &grid_form, "period", &rows, &numbers, &n);
    if (!rc && !n) rc = problem(cx, "", T("Write at least one period."));
    if (!rc) rc = db_begin(cx);
    if (rc) return rc;
    rc = db_end(cx, add_all(cx, rq->project, rows, numbers, n, &id));
    if (rc) return rc;
    rs->created = id;
    return reply_see_other(cx, rq, rs, url_path(cx, "/p/%lld/periods", (long long)rq->project),
                           T("The periods are saved."));
}

/* ---- one of them ----------------------------------------------------------------------------- */

static enum rc find(struct cx *cx, const struct request *rq, struct period_get_row *p)
{
    enum rc rc = period_get(cx, rq->id[1], p);
    return !rc && p->project != rq->project ? RC_MISSING : rc;
}

static enum rc edit_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct period_get_row p;
    struct period_rests_row rests;
    enum rc rc = find(cx, rq, &p);
    if (!rc) rc = period_rests(cx, p.id, &rests);
    if (rc) return rc;
    reply_row(cx, rs, "period", &period_get_meta, &p);
    if (!reply_is_page(rq)) return RC_OK;
    const struct period_form now = { p.no,
                                     p.starts_on,
                                     p.ends_on,
                                     p.books_closed_on,
                                     p.partner_due_on,
                                     p.review_due_on,
                                     p.consolidated_on,
                                     p.verified_on,
                                     p.donor_due_on,
                                     p.version };
    const long long project = (long long)rq->project;
    struct form_view *form = form_view(cx, rq, &edit_form, &now);
    if ((rc = stale_show(cx, rq, form, "period", p.id, p.version))) return rc;
    const struct action remove = {
        .label = T("Remove the period"),
        .kind = ACTION_DANGER,
        .icon = "trash",
        .url = url_path(cx, "/p/%lld/period/%lld/remove", project, (long long)p.id),
        .confirm = T("The period goes; nobody has reported on it."),
        .refusal = rests.reports ? T("There are reports on this period, so it stays.") : NULL,
    };
    const struct record_view v = { .form = form,
                                   .to = url_path(cx, "/p/%lld/period/%lld", project,
                                                  (long long)p.id),
                                   .back = url_path(cx, "/p/%lld/periods", project),
                                   .actions = { &remove, 1 } };
    struct page *pg =
        page_begin(cx, rq, arena_printf(cx->arena, T("Period %d"), (int)p.no), AREA_PROJECT);
    pg->problem = form->form_problem ? NULL : pg->problem;
    if (rests.reports)
        pg->lead = T("Partners have begun to report on it: its first and last day stay.");
    page_crumb(cx, pg, T("Reporting periods"), v.back);
    partner_edit_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc edit_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct period_form *f = rq->form;
    struct period_get_row p;
    struct period_input in = input_of(f);
    enum rc rc = find(cx, rq, &p);
    if (rc) return rc;
    in.no = p.no;
    rc = period_change(cx, p.id, f->version, &in);
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/p/%lld/periods", (long long)rq->project),
                                T("The period is saved."));
}

static enum rc remove_post(struct cx *cx, struct request *rq, struct response *rs)
{
    struct period_get_row p;
    enum rc rc = find(cx, rq, &p);
    if (!rc) rc = period_remove(cx, p.id);
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/p/%lld/periods", (long long)rq->project),
                                T("The period is removed."));
}

const struct route period_routes[] = {
    { METHOD_GET, "/p/{project}/periods", list, .may = MAY_READ_PROJECT, .of = OF_PROJECT,
      .title = N_("Reporting periods"), .rows = &period_list_meta },
    { METHOD_POST, "/p/{project}/periods", add_post, .may = MAY_EDIT_PROJECT, .of = OF_PROJECT,
      .grid = &grid_form, .grid_name = "period", .again = list,
      .title = N_("Add reporting periods") },
    { METHOD_GET, "/p/{project}/period/{period}", edit_page, .may = MAY_EDIT_PROJECT,
      .of = OF_PROJECT, .title = N_("Change a period"), .rows = &period_get_meta },
    { METHOD_POST, "/p/{project}/period/{period}", edit_post, .may = MAY_EDIT_PROJECT,
      .of = OF_PROJECT, .form = &edit_form, .again = edit_page, .title = N_("Change a period") },
    { METHOD_POST, "/p/{project}/period/{period}/remove", remove_post, .may = MAY_EDIT_PROJECT,
      .of = OF_PROJECT, .again = edit_page, .title = N_("Remove a period") },
    { 0 },
};

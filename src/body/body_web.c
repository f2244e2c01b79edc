/* SPDX-License-Identifier: EUPL-1.2 */
/* body_web.c — the bodies of a project, and one of them with its mandates. */
#include "body/body_web.h"

#include "account/viewer.h"
#include "base/vec.h"
#include "body/body.h"
#include "body/body_html.h"
#include "body/body_view.h"
#include "i18n/i18n.h"
#include "network/stale_web.h"
#include "talk/talk_web.h"

enum { SOON = 60 }; /* days before the end of a mandate at which the page says so */

struct body_form {
    const char *kind, *name, *purpose, *rule;
    int64_t quorum_e2, version;
};
static const struct form_field body_fields[] = {
    FIELD_OF(body_form, name, FORM_TEXT, N_("Name"), .required = true, .max = 120),
    FIELD_OF(body_form, kind, FORM_CHOICE, N_("Kind"), .required = true, .choices = body_kinds),
    FIELD_OF(body_form, purpose, FORM_LONG, N_("What it is for"), .max = 2000),
    FIELD_OF(body_form, quorum_e2, FORM_PERCENT, N_("Quorum"), .required = true,
             .hint = N_("Percent of the votes that must be present or represented.")),
    FIELD_OF(body_form, rule, FORM_TEXT, N_("Decides by"), .required = true,
             .hint = N_("Where nothing else is said. The page of the body says what it means.")),
    FIELD_OF(body_form, version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form body_form = FORM(body_form, body_fields);

struct mandate_form {
    int64_t organisation, account, weight;
    const char *person, *role;
    date starts_on, ends_on;
};
static const struct form_field mandate_fields[] = {
    FIELD_OF(mandate_form, organisation, FORM_ID, N_("Organisation"), .required = true),
    FIELD_OF(mandate_form, account, FORM_ID, N_("Person in Kolo"),
             .hint =
                 N_("Leave empty for somebody who does not sign in, and write the name below.")),
    FIELD_OF(mandate_form, person, FORM_TEXT, N_("Name"), .max = 120),
    FIELD_OF(mandate_form, role, FORM_CHOICE, N_("As"), .required = true, .choices = mandate_roles),
    FIELD_OF(mandate_form, weight, FORM_INT, N_("Votes"), .max = 1000,
             .hint = N_("Usually 1; 0 for observers, and for a second person of an organisation.")),
    FIELD_OF(mandate_form, starts_on, FORM_DATE, N_("First day"), .required = true),
    FIELD_OF(mandate_form, ends_on, FORM_DATE, N_("Last day")),
};
static const struct form mandate_form = FORM(mandate_form, mandate_fields);

static struct url body_url(struct cx *cx, int64_t id)
{
    return url_path(cx, "/body/%lld", (long long)id);
}

/* ---- the list -------------------------------------------------------------------------------- */

static const char *rule_word(struct cx *cx, const char *name)
{
    enum decision_rule r;
    return rule_parse(name, &r) ? i18n_text(cx, NULL, rule_title(r)) : name;
}

static void put_lines(struct cx *cx, const struct body_list_rows *rows, struct body_list_view *v)
{
    struct body_line *l = arena_array(cx->arena, struct body_line, rows->n);
    for (size_t i = 0; i < rows->n; i++) {
        const struct body_list_row *b = &rows->v[i];
        l[i] = (struct body_line){ .name = b->name,
                                   .kind = body_kind_word(cx, b->kind),
                                   .rule = rule_word(cx, b->rule),
                                   .quorum = arena_printf(cx->arena, T("%d of %d votes"),
                                                          (int)body_quorum(b->votes, b->quorum),
                                                          (int)b->votes),
                                   .seats = b->seats,
                                   .observers = b->observers,
                                   .mark = date_given(b->closed_on)
                                               ? (struct mark){ "draft", T("closed") }
                                               : (struct mark){ "good", T("active") },
                                   .url = body_url(cx, b->id) };
    }
    v->v = l;
    v->n = rows->n;
}

static enum rc list(struct cx *cx, struct request *rq, struct response *rs)
{
    struct body_list_rows rows;
    enum rc rc = body_list(cx, rq->project, date_of_stamp(cx->now), &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "bodies", &body_list_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct body_list_view v = { .to = url_path(cx, "/p/%lld/bodies", (long long)rq->project),
                                .open = rq->method == METHOD_POST };
    put_lines(cx, &rows, &v);
    if (viewer_can(cx, MAY_EDIT_BODY, rq->project, 0)) {
        const struct body_form start = { .kind = "steering_group",
                                         .rule = "simple_majority",
                                         .quorum_e2 = 5000 };
        struct form_view *form = form_view(cx, rq, &body_form, &start);
        form_options(form, "rule", body_rules(cx));
        v.form = form;
    }
    struct page *pg = page_begin(cx, rq, T("Bodies"), AREA_CONSULT);
    if (v.open) pg->problem = NULL;
    talk_tabs(cx, pg, rq->project, "bodies");
    page_exports(cx, rq, pg);
    body_list_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static struct body_input input_of(const struct body_form *f)
{
    return (struct body_input){ f->kind, f->name, f->purpose, f->quorum_e2, f->rule };
}

static enum rc add_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct body_input in = input_of(rq->form);
    enum rc rc = body_add(cx, rq->project, &in, &rs->created);
    return rc ? rc
              : reply_see_other(cx, rq, rs, body_url(cx, rs->created),
                                T("The body is there. Now give its seats to people."));
}

/* ---- one of them ----------------------------------------------------------------------------- */

static struct facts facts_of(struct cx *cx, const struct body_get_row *b, int64_t votes)
{
    struct fact *f = arena_array(cx->arena, struct fact, 5);
    size_t n = 0;
    enum decision_rule rule;
    f[n++] = (struct fact){ .name = T("Kind"), .value = body_kind_word(cx, b->kind) };
    f[n++] = (struct fact){ .name = T("Quorum"),
                            .value = arena_printf(cx->arena, T("%s: %d of %d votes"),
                                                  i18n_percent_e2(cx, b->quorum),
                                                  (int)body_quorum(votes, b->quorum), (int)votes) };
    if (rule_parse(b->rule, &rule))
        f[n++] = (struct fact){ .name = T("Decides by"),
                                .value = arena_printf(cx->arena, "%s. %s",
                                                      i18n_text(cx, NULL, rule_title(rule)),
                                                      i18n_text(cx, NULL, rule_meaning(rule))),
                                .whole = true };
    if (*b->purpose)
        f[n++] = (struct fact){ .name = T("What it is for"), .value = b->purpose, .whole = true };
    return (struct facts){ f, n };
}

static bool runs(struct cx *cx, const struct mandate_get_row *m)
{
    const date today = date_of_stamp(cx->now);
    return date_cmp(m->starts_on, today) <= 0 &&
           (!date_given(m->ends_on) || date_cmp(m->ends_on, today) >= 0);
}

static bool over(struct cx *cx, const struct mandate_get_row *m)
{
    return date_given(m->ends_on) && date_cmp(m->ends_on, date_of_stamp(cx->now)) < 0;
}

static bool ends_soon(struct cx *cx, const struct mandate_get_row *m)
{
    return date_given(m->ends_on) && runs(cx, m) &&
           date_cmp(m->ends_on, date_add(date_of_stamp(cx->now), SOON)) <= 0;
}

static struct body_member member(struct cx *cx, const struct mandate_get_row *m, bool edits)
{
    struct body_member s = {
        .m = m,
        .role = body_role_word(cx, m->role),
        .span = date_given(m->ends_on)
                    ? arena_printf(cx->arena, T("%s to %s"), i18n_date(cx, m->starts_on),
                                   i18n_date(cx, m->ends_on))
                    : arena_printf(cx->arena, T("since %s"), i18n_date(cx, m->starts_on)),
    };
    if (edits && !over(cx, m))
        s.end = url_path(cx, "/body/%lld/mandate/%lld", (long long)m->body, (long long)m->id);
    if (ends_soon(cx, m))
        s.mark = (struct mark){ "ask", T("ends soon") };
    else if (!over(cx, m) && !runs(cx, m))
        s.mark = (struct mark){ "plan", T("begins later") };
    return s;
}

static void put_members(struct cx *cx, const struct mandate_list_rows *rows, bool edits,
                        struct body_show_view *v)
{
    struct body_member *now = arena_array(cx->arena, struct body_member, rows->n),
                       *watch = arena_array(cx->arena, struct body_member, rows->n),
                       *past = arena_array(cx->arena, struct body_member, rows->n);
    for (size_t i = 0; i < rows->n; i++) {
        const struct body_member m = member(cx, &rows->v[i], edits);
        if (over(cx, m.m))
            past[v->past.n++] = m;
        else if (z_eq(m.m->role, "observer"))
            watch[v->observers.n++] = m;
        else
            now[v->now.n++] = m;
    }
    v->now.v = now;
    v->observers.v = watch;
    v->past.v = past;
}

/* The organisation has a vote now, or will have. */
static bool seated(struct cx *cx, const struct mandate_list_rows *rows, int64_t organisation)
{
    for (size_t i = 0; i < rows->n; i++)
        if (rows->v[i].organisation == organisation && rows->v[i].weight && !over(cx, &rows->v[i]))
            return true;
    return false;
}

static void put_warnings(struct cx *cx, const struct mandate_list_rows *rows,
                         const struct body_missed_rows *missed, struct body_show_view *v)
{
    const char **w = arena_array(cx->arena, const char *, 2 * rows->n + missed->n + 1);
    size_t n = 0;
    bool has_chair = false;
    for (size_t i = 0; i < rows->n; i++) {
        const struct mandate_get_row *m = &rows->v[i];
        if (z_eq(m->role, "chair") && runs(cx, m)) has_chair = true;
        if (ends_soon(cx, m))
            w[n++] = arena_printf(cx->arena, T("The mandate of %s (%s) ends on %s."), m->name,
                                  m->organisation_name, i18n_date(cx, m->ends_on));
        bool last = over(cx, m) && m->weight && !seated(cx, rows, m->organisation);
        for (size_t k = i + 1; k < rows->n && last; k++)
            if (rows->v[k].organisation == m->organisation && rows->v[k].weight) last = false;
        if (last)
            w[n++] = arena_printf(
                cx->arena, T("The seat of %s is vacant since the mandate of %s ended on %s."),
                m->organisation_name, m->name, i18n_date(cx, m->ends_on));
    }
    for (size_t i = 0; i < missed->n; i++)
        for (size_t k = 0; k < rows->n; k++)
            if (rows->v[k].organisation == missed->v[i].organisation && runs(cx, &rows->v[k])) {
                w[n++] = arena_printf(cx->arena,
                                      T("%s missed the last two meetings without being excused."),
                                      rows->v[k].organisation_name);
                break;
            }
    if (rows->n && !has_chair) w[n++] = T("Nobody chairs this body now.");
    v->warning = w;
    v->n_warnings = n;
}

static const struct form_choice *organisations(struct cx *cx,
                                               const struct body_organisations_rows *rows)
{
    struct form_choice *c = arena_array(cx->arena, struct form_choice, rows->n + 1);
    for (size_t i = 0; i < rows->n; i++)
        c[i] = (struct form_choice){ arena_printf(cx->arena, "%lld", (long long)rows->v[i].id),
                                     rows->v[i].short_name };
    return c;
}

static const struct form_choice *people(struct cx *cx, const struct body_people_rows *rows)
{
    struct form_choice *c = arena_array(cx->arena, struct form_choice, rows->n + 1);
    for (size_t i = 0; i < rows->n; i++)
        c[i] = (struct form_choice){ arena_printf(cx->arena, "%lld", (long long)rows->v[i].id),
                                     arena_printf(cx->arena, "%s: %s", rows->v[i].organisation_name,
                                                  rows->v[i].name) };
    return c;
}

static bool posted(const struct request *rq, const char *end)
{
    const char *path = rq->path;
    const str p = str_of(path), e = str_of(end);
    return rq->method == METHOD_POST && p.n >= e.n && str_eq((str){ p.p + p.n - e.n, e.n }, e);
}

static enum rc put_forms(struct cx *cx, struct request *rq, const struct body_get_row *b,
                         struct body_show_view *v)
{
    struct body_organisations_rows orgs;
    struct body_people_rows who;
    enum rc rc = body_organisations(cx, b->project, &orgs);
    if (!rc) rc = body_people(cx, b->project, &who);
    if (rc) return rc;
    const struct body_form now = { b->kind, b->name, b->purpose, b->rule, b->quorum, b->version };
    const struct mandate_form start = {
        .role = "member", .weight = 1, .starts_on = date_of_stamp(cx->now), .ends_on = DATE_NONE
    };
    v->mandate_open = posted(rq, "/mandates");
    v->change_open = rq->method == METHOD_POST && !v->mandate_open;
    /* Only the form that was posted shows what was typed. */
    struct request other = { .method = METHOD_GET };
    other.csrf = rq->csrf;
    struct form_view *form = form_view(cx, v->mandate_open ? &other : rq, &body_form, &now);
    struct form_view *mandate = form_view(cx, v->change_open ? &other : rq, &mandate_form, &start);
    form_options(form, "rule", body_rules(cx));
    form_options(mandate, "organisation", organisations(cx, &orgs));
    form_options(mandate, "account", people(cx, &who));
    v->form = form;
    v->mandate = date_given(b->closed_on) ? NULL : mandate;
    struct action *close = arena_array(cx->arena, struct action, 1);
    *close = (struct action){
        .label = date_given(b->closed_on) ? T("Open it again") : T("Close the body"),
        .post = true,
        .url = url_path(cx, "/body/%lld/%s", (long long)b->id,
                        date_given(b->closed_on) ? "reopen" : "close"),
        .name = "version",
        .value = arena_printf(cx->arena, "%lld", (long long)b->version),
    };
    v->actions = (struct actions){ close, 1 };
    return v->mandate_open ? RC_OK : stale_show(cx, rq, form, "body", b->id, b->version);
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs)
{
    struct body_get_row b;
    struct mandate_list_rows rows;
    struct body_missed_rows missed;
    enum rc rc = body_get(cx, rq->id[0], &b);
    if (!rc) rc = mandate_list(cx, b.id, &rows);
    if (rc) return rc;
    reply_row(cx, rs, "body", &body_get_meta, &b);
    reply_rows(cx, rs, "mandates", &mandate_get_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    const bool edits = viewer_can(cx, MAY_EDIT_BODY, b.project, 0);
    int64_t votes = 0;
    for (size_t i = 0; i < rows.n; i++)
        if (runs(cx, &rows.v[i])) votes += rows.v[i].weight;
    struct body_show_view v = { .facts = facts_of(cx, &b, votes),
                                .to = body_url(cx, b.id),
                                .mandate_to = url_path(cx, "/body/%lld/mandates", (long long)b.id),
                                .meetings = url_path(cx, "/p/%lld/meetings?body=%lld",
                                                     (long long)b.project, (long long)b.id) };
    put_members(cx, &rows, edits && !date_given(b.closed_on), &v);
    if ((rc = body_missed(cx, b.id, &missed))) return rc;
    if (!date_given(b.closed_on)) put_warnings(cx, &rows, &missed, &v);
    if (edits && (rc = put_forms(cx, rq, &b, &v))) return rc;
    struct page *pg = page_begin(cx, rq, b.name, AREA_CONSULT);
    const struct form_view *typed = v.mandate_open ? v.mandate : v.form;
    if (rq->method == METHOD_POST && typed && parts_problem_count(typed)) pg->problem = NULL;
    if (date_given(b.closed_on)) {
        pg->state = T("closed");
        pg->state_kind = "draft";
        pg->lead = arena_printf(cx->arena, T("since %s"), i18n_date(cx, b.closed_on));
    }
    page_crumb(cx, pg, T("Bodies"), url_path(cx, "/p/%lld/bodies", (long long)b.project));
    page_exports(cx, rq, pg);
    body_show_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc change_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct body_form *f = rq->form;
    const struct body_input in = input_of(f);
    enum rc rc = body_change(cx, rq->id[0], f->version, &in);
    return rc ? rc : reply_see_other(cx, rq, rs, body_url(cx, rq->id[0]), T("The body is saved."));
}

static enum rc mandate_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct mandate_form *f = rq->form;
    enum rc rc = mandate_add(cx, rq->id[0],
                             &(struct mandate_input){ .organisation = f->organisation,
                                                      .account = f->account,
                                                      .name = f->person,
                                                      .role = f->role,
                                                      .weight = f->weight,
                                                      .starts_on = f->starts_on,
                                                      .ends_on = f->ends_on },
                             &rs->created);
    return rc ? rc
              : reply_see_other(cx, rq, rs, body_url(cx, rq->id[0]), T("The mandate is entered."));
}

struct version_form {
    int64_t version;
};
static const struct form_field version_fields[] = {
    FIELD_OF(version_form, version, FORM_INT, N_("Version"), .hidden = true, .required = true,
             .min = 1),
};
static const struct form version_form = FORM(version_form, version_fields);

static enum rc close_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct version_form *f = rq->form;
    enum rc rc = body_close(cx, rq->id[0], f->version, date_of_stamp(cx->now));
    return rc ? rc
              : reply_undoable(cx, rq, rs, body_url(cx, rq->id[0]), T("The body is closed."),
                               (struct url){ NULL });
}

static enum rc reopen_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct version_form *f = rq->form;
    enum rc rc = body_close(cx, rq->id[0], f->version, DATE_NONE);
    return rc ? rc : reply_see_other(cx, rq, rs, body_url(cx, rq->id[0]), T("The body is open."));
}

/* ---- a mandate ends -------------------------------------------------------------------------- */

struct end_form {
    date ends_on;
    int64_t version;
};
static const struct form_field end_fields[] = {
    FIELD_OF(end_form, ends_on, FORM_DATE, N_("Last day"), .required = true),
    FIELD_OF(end_form, version, FORM_INT, N_("Version"), .hidden = true, .required = true,
             .min = 1),
};
static const struct form end_form = FORM(end_form, end_fields);

static enum rc mandate_of(struct cx *cx, const struct request *rq, struct mandate_get_row *m)
{
    enum rc rc = mandate_get(cx, rq->id[1], m);
    return !rc && m->body != rq->id[0] ? RC_MISSING : rc;
}

static enum rc end_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct mandate_get_row m;
    enum rc rc = mandate_of(cx, rq, &m);
    if (rc) return rc;
    reply_row(cx, rs, "mandate", &mandate_get_meta, &m);
    if (!reply_is_page(rq)) return RC_OK;
    struct fact *f = arena_array(cx->arena, struct fact, 4);
    const struct body_member shown = member(cx, &m, false);
    f[0] = (struct fact){ .name = T("Organisation"), .value = m.organisation_name };
    f[1] = (struct fact){ .name = T("As"), .value = shown.role };
    f[2] = (struct fact){ .name = T("Votes"), .value = i18n_int(cx, m.weight) };
    f[3] = (struct fact){ .name = T("Mandate"), .value = shown.span };
    const struct end_form now = { date_given(m.ends_on) ? m.ends_on : date_of_stamp(cx->now),
                                  m.version };
    const struct mandate_end_view v = { .facts = { f, 4 },
                                        .form = form_view(cx, rq, &end_form, &now),
                                        .to = url_path(cx, "/body/%lld/mandate/%lld",
                                                       (long long)m.body, (long long)m.id),
                                        .back = body_url(cx, m.body) };
    struct page *pg = page_begin(cx, rq, m.name, AREA_CONSULT);
    page_crumb(cx, pg, T("Body"), v.back);
    mandate_end_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc end_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct end_form *f = rq->form;
    struct mandate_get_row m;
    enum rc rc = mandate_of(cx, rq, &m);
    if (!rc) rc = mandate_end(cx, m.id, f->version, f->ends_on);
    return rc ? rc
              : reply_see_other(cx, rq, rs, body_url(cx, rq->id[0]),
                                T("The end of the mandate is entered."));
}

const struct route body_routes[] = {
    { METHOD_GET, "/p/{project}/bodies", list, .may = MAY_READ_CONSULT, .of = OF_PROJECT,
      .title = N_("Bodies"), .rows = &body_list_meta },
    { METHOD_POST, "/p/{project}/bodies", add_post, .may = MAY_EDIT_BODY, .of = OF_PROJECT,
      .form = &body_form, .again = list, .title = N_("Add a body") },
    { METHOD_GET, "/body/{body}", show, .may = MAY_READ_CONSULT, .of = OF_BODY,
      .title = N_("A body"), .rows = &mandate_get_meta },
    { METHOD_POST, "/body/{body}", change_post, .may = MAY_EDIT_BODY, .of = OF_BODY,
      .form = &body_form, .again = show, .title = N_("Change a body") },
    { METHOD_POST, "/body/{body}/mandates", mandate_post, .may = MAY_EDIT_BODY, .of = OF_BODY,
      .form = &mandate_form, .again = show, .title = N_("Give a mandate") },
    { METHOD_POST, "/body/{body}/close", close_post, .may = MAY_EDIT_BODY, .of = OF_BODY,
      .form = &version_form, .again = show, .title = N_("Close a body") },
    { METHOD_POST, "/body/{body}/reopen", reopen_post, .may = MAY_EDIT_BODY, .of = OF_BODY,
      .form = &version_form, .again = show, .title = N_("Open a body again") },
    { METHOD_GET, "/body/{body}/mandate/{mandate}", end_page, .may = MAY_EDIT_BODY, .of = OF_BODY,
      .title = N_("A mandate"), .rows = &mandate_get_meta },
    { METHOD_POST, "/body/{body}/mandate/{mandate}", end_post, .may = MAY_EDIT_BODY, .of = OF_BODY,
      .form = &end_form, .again = end_page, .title = N_("End a mandate") },
    { 0 },
};

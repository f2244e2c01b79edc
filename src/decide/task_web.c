/* SPDX-License-Identifier: EUPL-1.2 */
/* task_web.c — the tasks of a project, and one of them. */
#include "decide/task_web.h"

#include "account/viewer.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "decide/decide_html.h"
#include "decide/decide_web.h"
#include "i18n/i18n.h"
#include "store/db.h"
#include "talk/talk_web.h"

enum { MOST = 2000 };

/* ---- the form -------------------------------------------------------------------------------- */

struct task_form {
    const char *title, *note, *who;
    date due_on;
    int64_t version;
};
static const struct form_field task_fields[] = {
    FIELD_OF(task_form, title, FORM_TEXT, N_("What is to be done"), .required = true, .max = 300),
    FIELD_OF(task_form, who, FORM_CHOICE, N_("Who does it"),
             .hint = N_("An organisation, or a person of it.")),
    FIELD_OF(task_form, due_on, FORM_DATE, N_("Until")),
    FIELD_OF(task_form, note, FORM_LONG, N_("Note"), .max = 10000),
    FIELD_OF(task_form, version, FORM_INT, N_("Version"), .hidden = true),
};
const struct form task_form = FORM(task_form, task_fields);

/* "5" the organisation, "5:9" its person 9. */
static const char *who_word(struct cx *cx, int64_t organisation, int64_t account)
{
    if (!organisation) return NULL;
    if (!account) return decide_int(cx, organisation);
    return arena_printf(cx->arena, "%lld:%lld", (long long)organisation, (long long)account);
}

static enum rc offer(struct cx *cx, int64_t project, struct form_view *v)
{
    struct task_who_rows rows;
    VEC(struct form_choice) c = { 0 };
    enum rc rc = task_who(cx, project, &rows);
    if (rc) return rc;
    for (size_t i = 0; i < rows.n; i++) {
        const struct task_who_row *r = &rows.v[i];
        if (!i || rows.v[i - 1].organisation != r->organisation)
            *vec_push(cx->arena, &c) =
                (struct form_choice){ decide_int(cx, r->organisation), r->short_name };
        if (r->account)
            *vec_push(cx->arena, &c) =
                (struct form_choice){ who_word(cx, r->organisation, r->account),
                                      arena_printf(cx->arena, "%s: %s", r->short_name, r->name) };
    }
    *vec_push(cx->arena, &c) = (struct form_choice){ NULL, NULL };
    form_options(v, "who", c.v);
    return RC_OK;
}

enum rc task_form_of(struct cx *cx, const struct request *rq, int64_t project,
                     const struct task_get_row *t, const struct form_view **out)
{
    struct task_form now = { .due_on = DATE_NONE };
    if (t)
        now = (struct task_form){ t->title, t->note, who_word(cx, t->organisation, t->account),
                                  t->due_on, t->version };
    struct form_view *v = form_view(cx, rq, &task_form, t ? &now : NULL);
    *out = v;
    return offer(cx, project, v);
}

struct task_input task_input_of(const void *form)
{
    const struct task_form *f = form;
    struct task_input in = { .title = f->title, .note = f->note, .due_on = f->due_on };
    str rest = str_of(f->who), organisation = str_cut(&rest, ':');
    /* Whoever is not of the project is refused by the rule. */
    if (organisation.n && !str_int64(organisation, &in.organisation)) in.organisation = -1;
    if (rest.n && !str_int64(rest, &in.account)) in.account = -1;
    return in;
}

/* ---- lines ----------------------------------------------------------------------------------- */

static const char *who_of(struct cx *cx, const char *organisation, const char *account)
{
    if (!organisation) return account ? account : T("nobody yet");
    return account ? arena_printf(cx->arena, "%s, %s", account, organisation) : organisation;
}

struct task_lines task_lines_of(struct cx *cx, const struct task_list_row *v, size_t n)
{
    struct task_line *l = arena_array(cx->arena, struct task_line, n ? n : 1);
    for (size_t i = 0; i < n; i++)
        l[i] = (struct task_line){ .title = v[i].title,
                                   .who = who_of(cx, v[i].organisation, v[i].account),
                                   .outcome = z_eq(v[i].state, "open") ? "" : v[i].outcome,
                                   .due = v[i].due_on,
                                   .mark = decide_state(cx, &v[i]),
                                   .url = url_path(cx, "/task/%lld", (long long)v[i].id) };
    return (struct task_lines){ l, n };
}

/* ---- the tasks of a project ------------------------------------------------------------------ */

static const struct form_choice whoses[] = {
    { "mine", N_("mine") },
    { "ours", N_("my organisation's") },
    { NULL, NULL },
};
static const struct form_choice states[] = {
    { "open", N_("open") },       { "late", N_("late") }, { "done", N_("done") },
    { "dropped", N_("dropped") }, { NULL, NULL },
};

static const struct form_choice *shown(struct cx *cx, const struct form_choice *c)
{
    struct form_choice *out = arena_array(cx->arena, struct form_choice, 6);
    for (size_t i = 0; c[i].value; i++)
        out[i] = (struct form_choice){ c[i].value, i18n_text(cx, NULL, c[i].label) };
    return out;
}

static int64_t own_organisation(const struct cx *cx, int64_t project)
{
    for (size_t i = 0; i < cx->viewer->n; i++)
        if (cx->viewer->roles[i].project == project && cx->viewer->roles[i].organisation)
            return cx->viewer->roles[i].organisation;
    return 0;
}

static const char *asked(const struct request *rq, const char *name)
{
    const char *z = request_query(rq, name);
    return z ? z : "";
}

static void put_chips(struct cx *cx, const struct request *rq, int64_t decision,
                      struct task_list_view *v)
{
    const struct url here = { rq->self.p };
    struct chip *c = arena_array(cx->arena, struct chip, 4);
    size_t n = 0;
    if (*v->q) c[n++] = (struct chip){ v->q, url_with(cx, here, "q", NULL) };
    for (const struct form_choice *w = v->whoses; w->value; w++)
        if (z_eq(w->value, v->whose))
            c[n++] = (struct chip){ w->label, url_with(cx, here, "whose", NULL) };
    for (const struct form_choice *s = v->states; s->value; s++)
        if (z_eq(s->value, v->state))
            c[n++] = (struct chip){ s->label, url_with(cx, here, "state", NULL) };
    if (decision)
        c[n++] = (struct chip){ T("out of one decision"), url_with(cx, here, "decision", NULL) };
    v->chips = (struct chips){ c, n, v->self };
}

static enum rc list(struct cx *cx, struct request *rq, struct response *rs)
{
    struct task_list_rows rows;
    const int64_t decision = request_query_id(rq, "decision");
    struct task_list_view v = { .self = url_path(cx, "/p/%lld/tasks", (long long)rq->project),
                                .q = asked(rq, "q"),
                                .whose = asked(rq, "whose"),
                                .state = asked(rq, "state") };
    const bool late = z_eq(v.state, "late");
    enum rc rc =
        task_list(cx,
                  &(struct task_list_in){
                      .project = rq->project,
                      .state = *v.state && !late ? v.state : NULL,
                      .late_before = late ? date_of_stamp(cx->now) : DATE_NONE,
                      .account = z_eq(v.whose, "mine") ? viewer_is(cx) : 0,
                      .organisation = z_eq(v.whose, "ours") ? own_organisation(cx, rq->project) : 0,
                      .from_type = decision ? "decision" : NULL,
                      .from = decision,
                      .q = utf8_pattern(cx->arena, v.q),
                      .count = MOST },
                  &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "tasks", &task_list_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    v.whoses = shown(cx, whoses);
    v.states = shown(cx, states);
    put_chips(cx, rq, decision, &v);
    v.tasks = task_lines_of(cx, rows.v, rows.n);
    if (rows.n == MOST) v.note = T("Only the first 2000 are shown. Filter to see others.");
    v.to = v.self;
    if (viewer_can(cx, MAY_EDIT_TASK, rq->project, 0))
        rc = task_form_of(cx, rq, rq->project, NULL, &v.form);
    else
        v.why_not = i18n_text(cx, NULL, role_permission_refusal(MAY_EDIT_TASK));
    if (rc) return rc;
    struct page *pg = page_begin(cx, rq, T("Tasks"), AREA_CONSULT);
    if (v.form && v.form->form_problem) pg->problem = NULL;
    talk_tabs(cx, pg, rq->project, "tasks");
    page_exports(cx, rq, pg);
    decide_tasks_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc add_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct task_input in = task_input_of(rq->form);
    enum rc rc = db_begin(cx);
    if (!rc) rc = db_end(cx, task_add(cx, rq->project, &in, &rs->created));
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/p/%lld/tasks", (long long)rq->project),
                                T("The task is given, and who has it is told."));
}

/* ---- one of them ----------------------------------------------------------------------------- */

struct finish_form {
    const char *outcome;
    int64_t version;
};
static const struct form_field finish_fields[] = {
    FIELD_OF(finish_form, outcome, FORM_LONG, N_("What came of it"), .required = true, .max = 2000,
             .hint = N_("A sentence. When it is not done any more: why.")),
    FIELD_OF(finish_form, version, FORM_INT, N_("Version"), .required = true, .hidden = true,
             .min = 1),
};
static const struct form finish_form = FORM(finish_form, finish_fields);
struct version_form {
    int64_t version;
};
static const struct form_field version_fields[] = {
    FIELD_OF(version_form, version, FORM_INT, N_("Version"), .required = true, .hidden = true,
             .min = 1),
};
static const struct form version_form = FORM(version_form, version_fields);

static struct facts facts_of(struct cx *cx, const struct task_get_row *t,
                             const struct task_page_row *names, const struct object *from)
{
    struct fact *f = arena_array(cx->arena, struct fact, 6);
    size_t n = 0;
    f[n++] = (struct fact){ .name = T("Who does it"),
                            .value = who_of(cx, names->organisation, names->account) };
    f[n++] =
        (struct fact){ .name = T("Until"),
                       .value = date_given(t->due_on) ? i18n_date(cx, t->due_on) : T("no date") };
    if (from->label)
        f[n++] = (struct fact){ .name = T("What it came out of"),
                                .value = from->label,
                                .url = { from->path } };
    f[n++] =
        (struct fact){ .name = T("Given"),
                       .value = arena_printf(cx->arena, "%s, %s", i18n_stamp(cx, t->created_at),
                                             names->created_by ? names->created_by : T("Kolo")) };
    if (t->done_at)
        f[n++] =
            (struct fact){ .name = z_eq(t->state, "done") ? T("Done") : T("Dropped"),
                           .value = arena_printf(cx->arena, "%s, %s", i18n_stamp(cx, t->done_at),
                                                 names->done_by ? names->done_by : T("Kolo")) };
    return (struct facts){ f, n };
}

static void put_forms(struct cx *cx, const struct request *rq, const struct task_get_row *t,
                      struct task_show_view *v)
{
    const struct finish_form now = { NULL, t->version };
    struct action *a = arena_array(cx->arena, struct action, 1);
    v->actions = (struct actions){ a, 1 };
    if (z_eq(t->state, "open")) {
        v->done = form_view(cx, rq, &finish_form, &now);
        *a = (struct action){ .label = T("Change the task"),
                              .kind = ACTION_QUIET,
                              .url = url_path(cx, "/task/%lld/change", (long long)t->id) };
        return;
    }
    *a = (struct action){ .label = T("Open it again"),
                          .url = url_path(cx, "/task/%lld/reopen", (long long)t->id),
                          .post = true,
                          .name = "version",
                          .value = decide_int(cx, t->version) };
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs)
{
    struct task_get_row t;
    struct task_page_row names;
    struct object from;
    enum rc rc = task_get(cx, rq->id[0], &t);
    if (rc) return rc;
    reply_row(cx, rs, "task", &task_get_meta, &t);
    if (!reply_is_page(rq)) return RC_OK;
    rc = task_page(cx, t.id, &names);
    if (!rc) rc = decide_object(cx, t.from_type, t.from_id, &from);
    if (rc) return rc;
    struct task_show_view v = {
        .facts = facts_of(cx, &t, &names, &from),
        .note = t.note,
        .outcome = t.outcome,
        .outcome_title = z_eq(t.state, "dropped") ? T("Why it was dropped") : T("What came of it"),
        .done_to = url_path(cx, "/task/%lld/done", (long long)t.id),
        .drop_to = url_path(cx, "/task/%lld/drop", (long long)t.id),
    };
    rc = talk_thread_of(cx, rq, "task", t.id, &v.talk);
    if (!rc) rc = task_refusal(cx, t.id, &v.refusal);
    if (!rc && !v.refusal && !viewer_can(cx, MAY_EDIT_TASK, t.project, 0))
        v.refusal = i18n_text(cx, NULL, role_permission_refusal(MAY_EDIT_TASK));
    if (rc) return rc;
    if (!v.refusal) put_forms(cx, rq, &t, &v);
    struct page *pg = page_begin(cx, rq, t.title, AREA_CONSULT);
    const struct mark m =
        decide_state(cx, &(struct task_list_row){ .state = t.state, .due_on = t.due_on });
    pg->state = m.word;
    pg->state_kind = m.kind;
    /* A form that is not there any more cannot show what was refused. */
    if (!v.done) pg->problem = problem_of(cx, "");
    page_crumb(cx, pg, T("Tasks"), url_path(cx, "/p/%lld/tasks", (long long)t.project));
    page_exports(cx, rq, pg);
    decide_task_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc back_to(struct cx *cx, struct request *rq, struct response *rs, enum rc rc,
                       const char *notice)
{
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/task/%lld", (long long)rq->id[0]),
                                notice);
}

static enum rc change_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct task_get_row t;
    const struct form_view *form;
    const char *why;
    enum rc rc = task_get(cx, rq->id[0], &t);
    if (!rc) rc = task_form_of(cx, rq, t.project, &t, &form);
    if (!rc) rc = task_refusal(cx, t.id, &why);
    if (rc) return rc;
    const struct decide_form_view v = { .form = form,
                                        .to = url_path(cx, "/task/%lld", (long long)t.id),
                                        .back = url_path(cx, "/task/%lld", (long long)t.id),
                                        .button = T("Save"),
                                        .lead = why };
    struct page *pg = page_begin(cx, rq, t.title, AREA_CONSULT);
    pg->problem = NULL;
    page_crumb(cx, pg, T("Tasks"), url_path(cx, "/p/%lld/tasks", (long long)t.project));
    decide_form_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc change_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct task_form *f = rq->form;
    const struct task_input in = task_input_of(f);
    return back_to(cx, rq, rs, task_change(cx, rq->id[0], f->version, &in),
                   T("The task is saved."));
}

static enum rc done_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct finish_form *f = rq->form;
    return back_to(cx, rq, rs, task_finish(cx, rq->id[0], f->version, f->outcome),
                   T("The task is done."));
}

static enum rc drop_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct finish_form *f = rq->form;
    return back_to(cx, rq, rs, task_drop(cx, rq->id[0], f->version, f->outcome),
                   T("The task is dropped."));
}

static enum rc reopen_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct version_form *f = rq->form;
    return back_to(cx, rq, rs, task_reopen(cx, rq->id[0], f->version),
                   T("The task is open again."));
}

const struct route task_routes[] = {
    { METHOD_GET, "/p/{project}/tasks", list, .may = MAY_READ_CONSULT, .of = OF_PROJECT,
      .title = N_("Tasks"), .rows = &task_list_meta },
    { METHOD_POST, "/p/{project}/tasks", add_post, .may = MAY_EDIT_TASK, .of = OF_PROJECT,
      .form = &task_form, .again = list, .title = N_("Give a task") },
    { METHOD_GET, "/task/{task}", show, .may = MAY_READ_CONSULT, .of = OF_TASK,
      .title = N_("A task"), .rows = &task_get_meta },
    { METHOD_POST, "/task/{task}", change_post, .may = MAY_EDIT_TASK, .of = OF_TASK,
      .form = &task_form, .again = change_page, .title = N_("Change a task") },
    { METHOD_GET, "/task/{task}/change", change_page, .may = MAY_EDIT_TASK, .of = OF_TASK,
      .no_api = true, .title = N_("Change a task") },
    { METHOD_POST, "/task/{task}/done", done_post, .may = MAY_EDIT_TASK, .of = OF_TASK,
      .form = &finish_form, .again = show, .title = N_("Finish a task") },
    { METHOD_POST, "/task/{task}/drop", drop_post, .may = MAY_EDIT_TASK, .of = OF_TASK,
      .form = &finish_form, .again = show, .title = N_("Drop a task") },
    { METHOD_POST, "/task/{task}/reopen", reopen_post, .may = MAY_EDIT_TASK, .of = OF_TASK,
      .form = &version_form, .again = show, .title = N_("Open a task again") },
    { 0 },
};

/* SPDX-License-Identifier: EUPL-1.2 */
/* decision_web.c — one decision: what was decided, what it came out of, what follows from it; and
 * recording one by hand. There is no route that changes one.
 */
#include "decide/decision.h"

#include "account/viewer.h"
#include "base/json.h"
#include "base/vec.h"
#include "body/tally.h"
#include "decide/decide_html.h"
#include "decide/decide_view.h"
#include "decide/decide_web.h"
#include "decide/register_web.h"
#include "decide/task.h"
#include "decide/task_web.h"
#include "i18n/i18n.h"
#include "store/db.h"
#include "talk/about.h"
#include "talk/talk_web.h"

enum { TASKS = 200 };

/* ---- one of them ----------------------------------------------------------------------------- */

static enum rc find_things(struct cx *cx, struct decision_gathered *g)
{
    g->things = arena_array(cx->arena, struct object, g->about.n ? g->about.n : 1);
    for (size_t i = 0; i < g->about.n; i++) {
        struct object *o = &g->things[g->n_things];
        enum rc rc = decide_object(cx, g->about.v[i].type, g->about.v[i].id, o);
        if (rc) return rc;
        if (o->label) g->n_things++;
    }
    return RC_OK;
}

enum rc decision_gather(struct cx *cx, int64_t id, struct decision_gathered *g)
{
    *g = (struct decision_gathered){ 0 };
    enum rc rc = decision_get(cx, id, &g->d);
    if (!rc) rc = decision_page(cx, id, &g->names);
    if (!rc) rc = decision_abouts(cx, id, &g->about);
    if (!rc)
        rc = task_list(cx,
                       &(struct task_list_in){ .project = g->d.project,
                                               .from_type = "decision",
                                               .from = id,
                                               .late_before = DATE_NONE,
                                               .count = TASKS },
                       &g->tasks);
    if (!rc) rc = decide_object(cx, g->d.from_type, g->d.from_id, &g->from);
    if (!rc) rc = find_things(cx, g);
    if (!rc) g->whole = decision_is_whole(&g->d, &g->about);
    return rc;
}

static struct fact link_fact(const char *name, const char *value, struct url url)
{
    return (struct fact){ .name = name, .value = value, .url = url };
}

struct facts decision_facts_of(struct cx *cx, const struct decision_gathered *g)
{
    const struct decision_get_row *d = &g->d;
    const char *figures = decide_figures(cx, d->figures);
    struct fact *f = arena_array(cx->arena, struct fact, 10);
    size_t n = 0;
    f[n++] = (struct fact){ .name = T("Decided by"),
                            .value = g->names.body ? g->names.body : T("the partners") };
    f[n++] = (struct fact){ .name = T("On"), .value = i18n_date(cx, d->decided_on) };
    f[n++] = (struct fact){ .name = T("Rule"), .value = decide_rule(cx, d->rule) };
    if (figures) f[n++] = (struct fact){ .name = T("Figures"), .value = figures, .whole = true };
    if (g->from.label)
        f[n++] = link_fact(T("What it came out of"), g->from.label, (struct url){ g->from.path });
    if (d->supersedes)
        f[n++] = link_fact(T("Supersedes"), decide_no(cx, g->names.supersedes_no),
                           url_path(cx, "/decision/%lld", (long long)d->supersedes));
    if (g->names.superseded_by)
        f[n++] = link_fact(T("Superseded by"), decide_no(cx, g->names.superseded_by_no),
                           url_path(cx, "/decision/%lld", (long long)g->names.superseded_by));
    f[n++] = (struct fact){ .name = T("Recorded"),
                            .value = arena_printf(
                                cx->arena, "%s, %s", i18n_stamp(cx, d->recorded_at),
                                g->names.recorded_by ? g->names.recorded_by : T("Kolo")) };
    f[n++] = (struct fact){ .name = T("Digest"),
                            .value = arena_printf(cx->arena, "%.16s… %s", d->sha,
                                                  g->whole ? T("agrees")
                                                           : T("DOES NOT AGREE with the text")),
                            .whole = false };
    return (struct facts){ f, n };
}

static struct decide_links about_of_it(struct cx *cx, const struct decision_gathered *g)
{
    struct decide_link *l = arena_array(cx->arena, struct decide_link, g->n_things + 1);
    for (size_t i = 0; i < g->n_things; i++) {
        const struct object *o = &g->things[i];
        l[i] = (struct decide_link){ i18n_text(cx, NULL, object_kind_of(o->type)->word), o->label,
                                     agreed_url(cx, g->d.project, o->type, o->id) };
    }
    return (struct decide_links){ l, g->n_things };
}

static struct actions actions_of(struct cx *cx, const struct decision_gathered *g)
{
    struct action *a = arena_array(cx->arena, struct action, 1);
    *a = (struct action){
        .label = T("Supersede it"),
        .kind = ACTION_QUIET,
        .url = url_with(cx, url_path(cx, "/p/%lld/decisions/new", (long long)g->d.project),
                        "supersedes", decide_int(cx, g->d.id)),
    };
    if (g->names.superseded_by)
        a->refusal = arena_printf(cx->arena, T("Decision %d has taken its place."),
                                  (int)g->names.superseded_by_no);
    else if (!viewer_can(cx, MAY_RECORD_DECISION, g->d.project, 0))
        a->refusal = i18n_text(cx, NULL, role_permission_refusal(MAY_RECORD_DECISION));
    return (struct actions){ a, 1 };
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs)
{
    struct decision_gathered g;
    enum rc rc = decision_gather(cx, rq->id[0], &g);
    if (rc) return rc;
    reply_row(cx, rs, "decision", &decision_get_meta, &g.d);
    reply_rows(cx, rs, "tasks", &task_list_meta, g.tasks.v, g.tasks.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct decision_show_view v = { .facts = decision_facts_of(cx, &g),
                                    .text_title = decision_text_title(cx, g.d.outcome),
                                    .decided = g.d.decided,
                                    .reasons = g.d.reasons,
                                    .dissent = g.d.dissent,
                                    .mandate = g.d.mandate,
                                    .about = about_of_it(cx, &g),
                                    .tasks = task_lines_of(cx, g.tasks.v, g.tasks.n),
                                    .actions = actions_of(cx, &g),
                                    .task_to =
                                        url_path(cx, "/decision/%lld/task", (long long)g.d.id) };
    rc = talk_thread_of(cx, rq, "decision", g.d.id, &v.talk);
    if (!rc && viewer_can(cx, MAY_EDIT_TASK, g.d.project, 0))
        rc = task_form_of(cx, rq, g.d.project, NULL, &v.task);
    if (rc) return rc;
    struct page *pg = page_begin(
        cx, rq, arena_printf(cx->arena, "%s: %s", decide_no(cx, g.d.no), g.d.title), AREA_CONSULT);
    const struct mark m = decide_outcome(cx, g.d.outcome);
    pg->state = m.word;
    pg->state_kind = m.kind;
    if (g.names.superseded_by)
        pg->lead =
            arena_printf(cx->arena, T("superseded by decision %d"), (int)g.names.superseded_by_no);
    if (!g.whole)
        pg->problem = T("This decision is not as it was when it was recorded: its digest does not "
                        "agree. Tell the administrator.");
    page_crumb(cx, pg, T("Decisions"), url_path(cx, "/p/%lld/decisions", (long long)g.d.project));
    *vec_push(cx->arena, &pg->exports) =
        (struct page_link){ .text = "PDF",
                            .url = url_path(cx, "/decision/%lld/pdf", (long long)g.d.id) };
    *vec_push(cx->arena, &pg->exports) =
        (struct page_link){ .text = "DOCX",
                            .url = url_path(cx, "/decision/%lld/docx", (long long)g.d.id) };
    page_exports(cx, rq, pg);
    decision_show_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* ---- recording by hand ----------------------------------------------------------------------- */

struct decision_form {
    const char *title, *outcome, *rule, *decided, *reasons, *dissent, *mandate, *about, *about2,
        *about3;
    int64_t body, supersedes, in_favour, against, abstain;
    date decided_on;
};
static const struct form_choice outcome_choices[] = {
    { "adopted", N_("Adopted") },
    { "rejected", N_("Not adopted") },
    { "no_quorum", N_("No quorum") },
    { "noted", N_("Noted") },
    { NULL, NULL },
};
static const struct form_field decision_fields[] = {
    FIELD_OF(decision_form, title, FORM_TEXT, N_("Title"), .required = true, .max = 300),
    FIELD_OF(decision_form, decided, FORM_LONG, N_("Text decided"), .required = true,
             .hint = N_("Word for word; it is never changed afterwards.")),
    FIELD_OF(decision_form, outcome, FORM_CHOICE, N_("Outcome"), .required = true,
             .choices = outcome_choices),
    FIELD_OF(decision_form, decided_on, FORM_DATE, N_("Day"), .required = true),
    FIELD_OF(decision_form, body, FORM_ID, N_("Decided by"),
             .hint = N_("Leave it empty when the partners decided together.")),
    FIELD_OF(decision_form, rule, FORM_CHOICE, N_("Rule"), .required = true),
    FIELD_OF(decision_form, in_favour, FORM_INT, N_("For"), .min = 0, .max = 100000),
    FIELD_OF(decision_form, against, FORM_INT, N_("Against"), .min = 0, .max = 100000),
    FIELD_OF(decision_form, abstain, FORM_INT, N_("Abstained"), .min = 0, .max = 100000),
    FIELD_OF(decision_form, reasons, FORM_LONG, N_("Reasons")),
    FIELD_OF(decision_form, dissent, FORM_LONG, N_("Who sees it otherwise, and why")),
    FIELD_OF(decision_form, mandate, FORM_LONG, N_("Mandate to act"),
             .hint = N_("Who may act on it, and how far.")),
    FIELD_OF(decision_form, about, FORM_CHOICE, N_("What it is about")),
    FIELD_OF(decision_form, about2, FORM_CHOICE, N_("and")),
    FIELD_OF(decision_form, about3, FORM_CHOICE, N_("and")),
    FIELD_OF(decision_form, supersedes, FORM_ID, N_("Supersedes"),
             .hint = N_("The decision whose place it takes.")),
};
static const struct form decision_form = FORM(decision_form, decision_fields);

static const struct form_choice *rules(struct cx *cx)
{
    struct form_choice *c = arena_array(cx->arena, struct form_choice, DECISION_RULES + 1);
    for (int i = 0; i < DECISION_RULES; i++)
        c[i] = (struct form_choice){ rule_name((enum decision_rule)i),
                                     i18n_text(cx, NULL, rule_title((enum decision_rule)i)) };
    return c;
}

static enum rc offer(struct cx *cx, int64_t project, struct form_view *v)
{
    struct decision_bodies_rows bodies;
    struct decision_in_force_rows force;
    struct decision_about_choices_rows things;
    enum rc rc = decision_bodies(cx, project, &bodies);
    if (!rc) rc = decision_in_force(cx, project, &force);
    if (!rc) rc = decision_about_choices(cx, project, &things);
    if (rc) return rc;
    struct form_choice *b = arena_array(cx->arena, struct form_choice, bodies.n + 1),
                       *s = arena_array(cx->arena, struct form_choice, force.n + 1);
    for (size_t i = 0; i < bodies.n; i++)
        b[i] = (struct form_choice){ decide_int(cx, bodies.v[i].id), bodies.v[i].name };
    for (size_t i = 0; i < force.n; i++)
        s[i] = (struct form_choice){ decide_int(cx, force.v[i].id),
                                     arena_printf(cx->arena, "%lld: %s", (long long)force.v[i].no,
                                                  force.v[i].title) };
    const struct form_choice *about = register_things(cx, &things);
    form_options(v, "rule", rules(cx));
    form_options(v, "body", b);
    form_options(v, "supersedes", s);
    form_options(v, "about", about);
    form_options(v, "about2", about);
    form_options(v, "about3", about);
    return RC_OK;
}

static enum rc new_page(struct cx *cx, struct request *rq, struct response *rs)
{
    const char *about = request_query(rq, "about");
    const struct decision_form start = { .outcome = "adopted",
                                         .rule = "consensus",
                                         .about = about,
                                         .decided_on = date_of_stamp(cx->now),
                                         .supersedes = request_query_id(rq, "supersedes") };
    struct form_view *form = form_view(cx, rq, &decision_form, &start);
    enum rc rc = offer(cx, rq->project, form);
    if (rc) return rc;
    const struct decide_form_view v = {
        .form = form,
        .to = url_path(cx, "/p/%lld/decisions", (long long)rq->project),
        .back = url_path(cx, "/p/%lld/decisions", (long long)rq->project),
        .button = T("Record the decision"),
        .lead = T("For what was decided outside Kolo. A consultation or a meeting writes its own "
                  "decision. A recorded decision is never changed, only superseded by another."),
    };
    struct page *pg = page_begin(cx, rq, T("Record a decision"), AREA_CONSULT);
    pg->problem = NULL;
    page_crumb(cx, pg, T("Decisions"), v.back);
    decide_form_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static const char *figures_of(struct cx *cx, const struct decision_form *f)
{
    struct buf b;
    struct json j;
    if (!f->in_favour && !f->against && !f->abstain) return NULL;
    buf_init(&b, 1024);
    json_init(&j, &b);
    json_open(&j, NULL, '{');
    json_int(&j, "for", f->in_favour);
    json_int(&j, "against", f->against);
    json_int(&j, "abstain", f->abstain);
    json_close(&j, '}');
    const char *text = arena_str(cx->arena, buf_slice(&b));
    buf_done(&b);
    return text;
}

static enum rc about_in(struct cx *cx, const struct decision_form *f, struct object out[3],
                        size_t *n)
{
    const char *const words[] = { f->about, f->about2, f->about3 };
    *n = 0;
    for (size_t i = 0; i < 3; i++) {
        if (!words[i] || !*words[i]) continue;
        if (!about_parse(cx, words[i], &out[*n]))
            return problem(cx, "about", T("Choose a thing of the list."));
        ++*n;
    }
    return RC_OK;
}

static enum rc add_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct decision_form *f = rq->form;
    struct object about[3];
    struct decision_input in = { .project = rq->project,
                                 .title = f->title,
                                 .body = f->body,
                                 .outcome = f->outcome,
                                 .rule = f->rule,
                                 .figures = figures_of(cx, f),
                                 .decided = f->decided,
                                 .reasons = f->reasons,
                                 .dissent = f->dissent,
                                 .mandate = f->mandate,
                                 .decided_on = f->decided_on,
                                 .supersedes = f->supersedes,
                                 .about = about };
    enum rc rc = about_in(cx, f, about, &in.n_about);
    if (!rc) rc = db_begin(cx);
    if (!rc) rc = db_end(cx, decision_make(cx, &in, &rs->created));
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/decision/%lld", (long long)rs->created),
                                T("The decision is recorded, and the partners are told."));
}

/* ---- what follows from it -------------------------------------------------------------------- */

static enum rc add_task(struct cx *cx, const struct request *rq, int64_t *id)
{
    struct decision_owner_row row;
    bool found;
    struct task_input in = task_input_of(rq->form);
    enum rc rc = decision_owner(cx, rq->id[0], &row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    in.from_type = "decision";
    in.from = rq->id[0];
    return task_add(cx, row.project, &in, id);
}

static enum rc task_post(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = db_begin(cx);
    if (!rc) rc = db_end(cx, add_task(cx, rq, &rs->created));
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/decision/%lld", (long long)rq->id[0]),
                                T("The task is given, and who has it is told."));
}

const struct route decision_routes[] = {
    { METHOD_GET, "/p/{project}/decisions/new", new_page, .may = MAY_RECORD_DECISION,
      .of = OF_PROJECT, .no_api = true, .title = N_("Record a decision") },
    { METHOD_POST, "/p/{project}/decisions", add_post, .may = MAY_RECORD_DECISION, .of = OF_PROJECT,
      .form = &decision_form, .again = new_page, .max = 512 * KB,
      .title = N_("Record a decision") },
    { METHOD_GET, "/decision/{decision}", show, .may = MAY_READ_CONSULT, .of = OF_DECISION,
      .title = N_("A decision"), .rows = &decision_get_meta },
    { METHOD_GET, "/decision/{decision}/pdf", decision_pdf, .may = MAY_READ_CONSULT,
      .of = OF_DECISION, .no_api = true, .title = N_("A decision as PDF") },
    { METHOD_GET, "/decision/{decision}/docx", decision_docx, .may = MAY_READ_CONSULT,
      .of = OF_DECISION, .no_api = true, .title = N_("A decision as DOCX") },
    { METHOD_POST, "/decision/{decision}/task", task_post, .may = MAY_EDIT_TASK, .of = OF_DECISION,
      .form = &task_form, .again = show, .title = N_("Give a task out of a decision") },
    { 0 },
};

/* SPDX-License-Identifier: EUPL-1.2 */
/* activity_web.c — one activity: looked at, added, changed, removed. The plan as a whole is
 * plan_web.c.
 */
#include "activity/activity_web.h"

#include "account/viewer.h"
#include "activity/activity.h"
#include "activity/activity_html.h"
#include "activity/activity_sql.h"
#include "activity/activity_view.h"
#include "activity/plan_web.h"
#include "i18n/i18n.h"
#include "network/stale_web.h"
#include "project/partner_sql.h"

struct activity_form {
    int64_t component, partner;
    const char *code, *title, *place, *programme, *state;
    date starts_on, ends_on;
    int64_t version;
};
static const struct form_field activity_fields[] = {
    FIELD_OF(activity_form, code, FORM_TEXT, N_("Code"), .required = true, .max = 20,
             .hint = N_("As in the contract: A3.2.")),
    FIELD_OF(activity_form, title, FORM_TEXT, N_("Title"), .required = true, .max = 300),
    FIELD_OF(activity_form, component, FORM_ID, N_("Component"), .required = true),
    FIELD_OF(activity_form, partner, FORM_ID, N_("Responsible partner"), .required = true),
    FIELD_OF(activity_form, place, FORM_TEXT, N_("Place"), .required = true, .max = 100),
    FIELD_OF(activity_form, starts_on, FORM_DATE, N_("First day"), .required = true),
    FIELD_OF(activity_form, ends_on, FORM_DATE, N_("Last day"), .required = true),
    FIELD_OF(activity_form, state, FORM_CHOICE, N_("State"), .required = true,
             .choices = plan_states),
    FIELD_OF(activity_form, programme, FORM_TEXT, N_("Part of another project of the programme"),
             .max = 200, .hint = N_("Its name, when this activity belongs to another project.")),
    FIELD_OF(activity_form, version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form activity_form = FORM(activity_form, activity_fields);

/* A partner plans its own activities, the lead coordinator all. */
static enum rc offer(struct cx *cx, int64_t project, struct form_view *v)
{
    struct component_list_rows components;
    struct partner_list_rows partners;
    enum rc rc = component_list(cx, project, &components);
    if (!rc) rc = partner_list(cx, project, &partners);
    if (rc) return rc;
    form_options(v, "component", plan_components(cx, &components));
    form_options(v, "partner",
                 plan_partners(cx, &partners, viewer_partner(cx, MAY_EDIT_ACTIVITY, project)));
    return RC_OK;
}

static struct activity_input input_of(const struct activity_form *f)
{
    return (struct activity_input){ .component = f->component,
                                    .partner = f->partner,
                                    .code = f->code,
                                    .title = f->title,
                                    .place = f->place,
                                    .programme = f->programme,
                                    .starts_on = f->starts_on,
                                    .ends_on = f->ends_on,
                                    .state = f->state };
}

static struct url one_url(struct cx *cx, int64_t id)
{
    return url_path(cx, "/activity/%lld", (long long)id);
}

/* ---- adding ---------------------------------------------------------------------------------- */

static enum rc new_page(struct cx *cx, struct request *rq, struct response *rs)
{
    int64_t own = viewer_partner(cx, MAY_EDIT_ACTIVITY, rq->project);
    const struct activity_form start = { .component = request_query_id(rq, "component"),
                                         .partner = own > 0 ? own : 0,
                                         .starts_on = DATE_NONE,
                                         .ends_on = DATE_NONE,
                                         .state = "planned" };
    struct form_view *form = form_view(cx, rq, &activity_form, &start);
    enum rc rc = offer(cx, rq->project, form);
    if (rc) return rc;
    const struct activity_record_view v = {
        .form = form,
        .to = url_path(cx, "/p/%lld/activities", (long long)rq->project),
        .back = url_path(cx, "/p/%lld/activities", (long long)rq->project),
        .button = T("Add the activity"),
    };
    struct page *pg = page_begin(cx, rq, T("Add an activity"), AREA_PLAN);
    pg->problem = NULL;
    page_crumb(cx, pg, T("Work plan"), v.back);
    activity_record_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc add_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct activity_form *f = rq->form;
    const struct activity_input in = input_of(f);
    enum rc rc = viewer_may(cx, MAY_EDIT_ACTIVITY, rq->project, f->partner);
    if (!rc) rc = activity_add(cx, rq->project, &in, &rs->created);
    return rc ? rc
              : reply_see_other(cx, rq, rs,
                                url_path(cx, "/p/%lld/activities", (long long)rq->project),
                                T("The activity is in the work plan."));
}

/* ---- one of them ----------------------------------------------------------------------------- */

static struct facts facts_of(struct cx *cx, const struct activity_get_row *a)
{
    struct fact *f = arena_array(cx->arena, struct fact, 7);
    size_t n = 0;
    f[n++] = (struct fact){ .name = T("Responsible partner"), .value = a->partner_name };
    f[n++] = (struct fact){ .name = T("Component"),
                            .value = arena_printf(cx->arena, "%d", (int)a->component_no) };
    f[n++] = (struct fact){ .name = T("Place"), .value = a->place };
    f[n++] =
        (struct fact){ .name = T("Days"),
                       .value = arena_printf(cx->arena, T("%s to %s"), i18n_date(cx, a->starts_on),
                                             i18n_date(cx, a->ends_on)) };
    if (*a->programme)
        f[n++] = (struct fact){ .name = T("Part of"), .value = a->programme, .whole = true };
    const struct url agreed = agreed_url(cx, a->project, "activity", a->id);
    if (agreed.p)
        f[n++] = (struct fact){ .name = T("What was agreed"),
                                .value = T("Decisions about this activity"),
                                .url = agreed };
    return (struct facts){ f, n };
}

static enum rc put_form(struct cx *cx, struct request *rq, const struct activity_get_row *a,
                        struct activity_record_view *v)
{
    struct activity_rests_row rests;
    enum rc rc = activity_rests(cx, a->id, &rests);
    if (rc) return rc;
    const struct activity_form now = { a->component, a->partner,   a->code,  a->title,
                                       a->place,     a->programme, a->state, a->starts_on,
                                       a->ends_on,   a->version };
    struct form_view *form = form_view(cx, rq, &activity_form, &now);
    rc = offer(cx, a->project, form);
    if (!rc) rc = stale_show(cx, rq, form, "activity", a->id, a->version);
    struct action *remove = arena_array(cx->arena, struct action, 1);
    *remove = (struct action){
        .label = T("Remove the activity"),
        .kind = ACTION_DANGER,
        .icon = "trash",
        .url = url_path(cx, "/activity/%lld/remove", (long long)a->id),
        .confirm = T("The activity goes from the work plan; no report speaks of it."),
        .refusal =
            rests.things
                ? T("Reports or expenditure speak of it. Set its state to cancelled instead.")
                : NULL,
    };
    v->form = form;
    v->button = T("Save");
    v->actions = (struct actions){ remove, 1 };
    return rc;
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs)
{
    struct activity_get_row a;
    enum rc rc = activity_get(cx, rq->id[0], &a);
    if (rc) return rc;
    reply_row(cx, rs, "activity", &activity_get_meta, &a);
    if (!reply_is_page(rq)) return RC_OK;
    struct activity_record_view v = { .facts = facts_of(cx, &a),
                                      .to = one_url(cx, a.id),
                                      .back = url_path(cx, "/p/%lld/activities",
                                                       (long long)a.project) };
    if (viewer_can(cx, MAY_EDIT_ACTIVITY, a.project, a.partner)) rc = put_form(cx, rq, &a, &v);
    const struct object thing = {
        .type = "activity", .id = a.id, .project = a.project, .partner = a.partner
    };
    if (!rc) rc = talk_thread_for(cx, rq, &thing, &v.talk);
    if (rc) return rc;
    v.has_talk = true;
    struct page *pg =
        page_begin(cx, rq, arena_printf(cx->arena, "%s %s", a.code, a.title), AREA_PLAN);
    const struct mark m = plan_mark(cx, a.state);
    pg->state = m.word;
    pg->state_kind = m.kind;
    if (v.form && v.form->form_problem) pg->problem = NULL;
    page_crumb(cx, pg, T("Work plan"), v.back);
    page_exports(cx, rq, pg);
    activity_record_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* Nobody hands an activity to a partner for whom they do not plan. */
static enum rc change_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct activity_form *f = rq->form;
    const struct activity_input in = input_of(f);
    enum rc rc = viewer_may(cx, MAY_EDIT_ACTIVITY, rq->project, f->partner);
    if (!rc) rc = activity_change(cx, rq->id[0], f->version, &in);
    return rc ? rc
              : reply_see_other(cx, rq, rs,
                                url_path(cx, "/p/%lld/activities", (long long)rq->project),
                                T("The activity is saved."));
}

static enum rc remove_post(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = activity_remove(cx, rq->id[0]);
    return rc ? rc
              : reply_see_other(cx, rq, rs,
                                url_path(cx, "/p/%lld/activities", (long long)rq->project),
                                T("The activity is removed."));
}

const struct route activity_routes[] = {
    { METHOD_GET, "/p/{project}/activities", plan_page, .may = MAY_READ_PROJECT, .of = OF_PROJECT,
      .title = N_("Work plan"), .rows = &activity_get_meta },
    { METHOD_GET, "/p/{project}/activities/new", new_page, .may = MAY_EDIT_ACTIVITY,
      .of = OF_PROJECT, .no_api = true, .title = N_("Add an activity") },
    { METHOD_POST, "/p/{project}/activities", add_post, .may = MAY_EDIT_ACTIVITY, .of = OF_PROJECT,
      .form = &activity_form, .again = new_page, .title = N_("Add an activity") },
    { METHOD_GET, "/activity/{activity}", show, .may = MAY_READ_PROJECT, .of = OF_ACTIVITY,
      .title = N_("An activity"), .rows = &activity_get_meta },
    { METHOD_POST, "/activity/{activity}", change_post, .may = MAY_EDIT_ACTIVITY, .of = OF_ACTIVITY,
      .form = &activity_form, .again = show, .title = N_("Change an activity") },
    { METHOD_POST, "/activity/{activity}/remove", remove_post, .may = MAY_EDIT_ACTIVITY,
      .of = OF_ACTIVITY, .again = show, .title = N_("Remove an activity") },
    { 0 },
};

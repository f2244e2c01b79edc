/* SPDX-License-Identifier: EUPL-1.2 */
/* component_web.c — the components of a project: the parts of the action that activities belong to.
 */
#include "project/component_web.h"

#include "account/viewer.h"
#include "i18n/i18n.h"
#include "network/stale_web.h"
#include "project/partner_html.h"
#include "project/project.h"
#include "project/project_view.h"

struct component_form {
    int64_t no;
    const char *title;
    int64_t version;
};
static const struct form_field add_fields[] = {
    FIELD_OF(component_form, no, FORM_INT, N_("Number"), .required = true, .min = 1, .max = 99),
    FIELD_OF(component_form, title, FORM_TEXT, N_("Title"), .required = true, .max = 300),
};
const struct form component_add_form = FORM(component_form, add_fields);
static const struct form_field edit_fields[] = {
    FIELD_OF(component_form, title, FORM_TEXT, N_("Title"), .required = true, .max = 300),
    FIELD_OF(component_form, version, FORM_INT, N_("Version"), .hidden = true),
};
const struct form component_edit_form = FORM(component_form, edit_fields);

static struct url list_url(struct cx *cx, const struct request *rq)
{
    return url_path(cx, "/p/%lld/components", (long long)rq->project);
}

static struct url one_url(struct cx *cx, int64_t project, int64_t id)
{
    return url_path(cx, "/p/%lld/component/%lld", (long long)project, (long long)id);
}

enum rc component_list_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct component_list_rows rows;
    enum rc rc = component_list(cx, rq->project, &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "components", &component_list_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct component_view v = { .n = rows.n,
                                .to = list_url(cx, rq),
                                .next = setup_next(cx, rq->project, SETUP_COMPONENTS) };
    bool may = viewer_can(cx, MAY_EDIT_PROJECT, rq->project, 0);
    const struct url plan = url_path(cx, "/p/%lld/activities", (long long)rq->project);
    struct component_line *lines = arena_array(cx->arena, struct component_line, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct component_list_row *r = &rows.v[i];
        lines[i] =
            (struct component_line){ .no = r->no,
                                     .title = r->title,
                                     .agreed = agreed_url(cx, rq->project, "component", r->id),
                                     .activities = r->activities,
                                     .plan = url_with(cx, plan, "component",
                                                      project_number(cx, r->id)) };
        if (may) lines[i].url = one_url(cx, rq->project, r->id);
    }
    v.v = lines;
    if (may) {
        const struct component_form start = { .no = rows.n ? rows.v[rows.n - 1].no + 1 : 1 };
        v.form = form_view(cx, rq, &component_add_form, &start);
    }
    if ((rc = setup_steps(cx, rq->project, SETUP_COMPONENTS, &v.steps))) return rc;
    struct page *pg = page_begin(cx, rq, T("Components"), AREA_PROJECT);
    if (may) pg->problem = NULL;
    project_tabs(cx, pg, rq->project, "components");
    page_exports(cx, rq, pg);
    partner_components_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

enum rc component_add_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct component_form *f = rq->form;
    enum rc rc = component_add(cx, rq->project, f->no, f->title, &rs->created);
    return rc ? rc : reply_see_other(cx, rq, rs, list_url(cx, rq), T("The component is added."));
}

/* The component of the path, of this project and no other. */
static enum rc find(struct cx *cx, const struct request *rq, struct component_get_row *c)
{
    enum rc rc = component_get(cx, rq->id[1], c);
    return !rc && c->project != rq->project ? RC_MISSING : rc;
}

enum rc component_edit_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct component_get_row c;
    struct component_rests_row rests;
    enum rc rc = find(cx, rq, &c);
    if (!rc) rc = component_rests(cx, c.id, &rests);
    if (rc) return rc;
    reply_row(cx, rs, "component", &component_get_meta, &c);
    if (!reply_is_page(rq)) return RC_OK;
    const struct component_form now = { c.no, c.title, c.version };
    struct form_view *form = form_view(cx, rq, &component_edit_form, &now);
    if ((rc = stale_show(cx, rq, form, "component", c.id, c.version))) return rc;
    const struct action remove = {
        .label = T("Remove the component"),
        .kind = ACTION_DANGER,
        .icon = "trash",
        .url = url_path(cx, "/p/%lld/component/%lld/remove", (long long)c.project, (long long)c.id),
        .confirm = T("The component goes; no activity belongs to it."),
        .refusal = rests.activities
                       ? arena_printf(cx->arena, T("%d activities belong to it. Move them first."),
                                      (int)rests.activities)
                       : NULL,
    };
    const struct record_view v = { .form = form,
                                   .to = one_url(cx, c.project, c.id),
                                   .back = list_url(cx, rq),
                                   .actions = { &remove, 1 } };
    struct page *pg =
        page_begin(cx, rq, arena_printf(cx->arena, T("Component %d"), (int)c.no), AREA_PROJECT);
    pg->problem = form->form_problem ? NULL : pg->problem;
    page_crumb(cx, pg, T("Components"), v.back);
    partner_edit_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

enum rc component_edit_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct component_form *f = rq->form;
    struct component_get_row c;
    enum rc rc = find(cx, rq, &c);
    if (!rc) rc = component_change(cx, c.id, f->version, f->title);
    return rc ? rc : reply_see_other(cx, rq, rs, list_url(cx, rq), T("The component is saved."));
}

enum rc component_remove_post(struct cx *cx, struct request *rq, struct response *rs)
{
    struct component_get_row c;
    enum rc rc = find(cx, rq, &c);
    if (!rc) rc = component_remove(cx, c.id);
    return rc ? rc : reply_see_other(cx, rq, rs, list_url(cx, rq), T("The component is removed."));
}

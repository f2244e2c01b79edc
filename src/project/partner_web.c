/* SPDX-License-Identifier: EUPL-1.2 */
/* partner_web.c — the partners of a project: who they are, in which role, in which language and
 * currency they work.
 */
#include "account/viewer.h"
#include "i18n/i18n.h"
#include "network/organisation_sql.h"
#include "network/stale_web.h"
#include "project/component_web.h"
#include "project/partner_html.h"
#include "project/project.h"
#include "project/project_view.h"

struct partner_form {
    int64_t organisation;
    const char *role, *language, *book_currency;
    int64_t version;
};
static const struct form_choice roles[] = { { "lead", N_("Lead partner") },
                                            { "co_beneficiary", N_("Co-beneficiary") },
                                            { "affiliated", N_("Affiliated entity") },
                                            { "associate", N_("Associate") },
                                            { NULL, NULL } };
static const struct form_choice languages[] = { { "sq", N_("Albanian") },
                                                { "bs", N_("Bosnian") },
                                                { "bg", N_("Bulgarian") },
                                                { "hr", N_("Croatian") },
                                                { "nl", N_("Dutch") },
                                                { "en", N_("English") },
                                                { "fr", N_("French") },
                                                { "de", N_("German") },
                                                { "el", N_("Greek") },
                                                { "hu", N_("Hungarian") },
                                                { "it", N_("Italian") },
                                                { "mk", N_("Macedonian") },
                                                { "cnr", N_("Montenegrin") },
                                                { "ro", N_("Romanian") },
                                                { "sr", N_("Serbian") },
                                                { "sr-Cyrl", N_("Serbian in Cyrillic") },
                                                { "sl", N_("Slovenian") },
                                                { "tr", N_("Turkish") },
                                                { NULL, NULL } };
#define WORKING                                                                                 \
    FIELD_OF(partner_form, role, FORM_CHOICE, N_("Role"), .required = true, .choices = roles),  \
        FIELD_OF(partner_form, language, FORM_CHOICE, N_("Language of work"), .required = true, \
                 .choices = languages),                                                         \
        FIELD_OF(partner_form, book_currency, FORM_CHOICE, N_("Currency of its books"),         \
                 .required = true)
static const struct form_field add_fields[] = {
    FIELD_OF(partner_form, organisation, FORM_ID, N_("Organisation"), .required = true),
    WORKING,
};
static const struct form add_form = FORM(partner_form, add_fields);
static const struct form_field edit_fields[] = {
    WORKING,
    FIELD_OF(partner_form, version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form edit_form = FORM(partner_form, edit_fields);

static const char *label_of(struct cx *cx, const struct form_choice *c, const char *value)
{
    for (; c->value; c++)
        if (z_eq(c->value, value)) return i18n_text(cx, NULL, c->label);
    return value;
}

static void offer_currencies(struct cx *cx, struct form_view *v)
{
    size_t n = 0;
    while (currency_at(n)) n++;
    struct form_choice *c = arena_array(cx->arena, struct form_choice, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct currency *k = currency_at(i);
        c[i] = (struct form_choice){ k->code, arena_printf(cx->arena, "%s · %s", k->code,
                                                           i18n_text(cx, NULL, k->name)) };
    }
    form_options(v, "book_currency", c);
}

static enum rc offer_organisations(struct cx *cx, const struct partner_list_rows *taken,
                                   struct form_view *v)
{
    struct organisation_list_rows rows;
    size_t n = 0;
    enum rc rc = organisation_list(cx, NULL, NULL, &rows);
    if (rc) return rc;
    struct form_choice *c = arena_array(cx->arena, struct form_choice, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        bool in = false;
        for (size_t k = 0; k < taken->n; k++) in = in || taken->v[k].organisation == rows.v[i].id;
        if (!in)
            c[n++] = (struct form_choice){ project_number(cx, rows.v[i].id),
                                           arena_printf(cx->arena, "%s · %s", rows.v[i].short_name,
                                                        rows.v[i].name) };
    }
    form_options(v, "organisation", c);
    return RC_OK;
}

static struct url edit_url(struct cx *cx, int64_t project, int64_t partner)
{
    return url_path(cx, "/p/%lld/partner/%lld/edit", (long long)project, (long long)partner);
}

static void put_lines(struct cx *cx, int64_t project, const struct partner_list_rows *rows,
                      bool may, struct partner_view *v)
{
    struct partner_line *lines = arena_array(cx->arena, struct partner_line, rows->n);
    for (size_t i = 0; i < rows->n; i++) {
        const struct partner_list_row *r = &rows->v[i];
        lines[i] = (struct partner_line){
            .id = r->id,
            .short_name = r->short_name,
            .name = r->name,
            .latin = z_eq(r->name, r->name_latin) ? NULL : r->name_latin,
            .place = arena_printf(cx->arena, "%s, %s", r->city, r->country),
            .role = label_of(cx, roles, r->role),
            .lead = z_eq(r->role, "lead"),
            .language = label_of(cx, languages, r->language),
            .currency = r->book_currency,
            .reports = r->reports,
            .agreed = agreed_url(cx, project, "partner", r->id),
        };
        if (may) lines[i].url = edit_url(cx, project, r->id);
    }
    v->v = lines;
    v->n = rows->n;
}

static enum rc list(struct cx *cx, struct request *rq, struct response *rs)
{
    struct partner_list_rows rows;
    enum rc rc = partner_list(cx, rq->project, &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "partners", &partner_list_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct partner_view v = { .to = url_path(cx, "/p/%lld/partners", (long long)rq->project),
                              .organisations = url_path(cx, "/organisations/new"),
                              .next = setup_next(cx, rq->project, SETUP_PARTNERS) };
    bool may = viewer_can(cx, MAY_EDIT_PROJECT, rq->project, 0);
    if (may) {
        const struct partner_form start = { .role = rows.n ? "co_beneficiary" : "lead" };
        struct form_view *form = form_view(cx, rq, &add_form, &start);
        if ((rc = offer_organisations(cx, &rows, form))) return rc;
        offer_currencies(cx, form);
        v.form = form;
    }
    put_lines(cx, rq->project, &rows, may, &v);
    if ((rc = setup_steps(cx, rq->project, SETUP_PARTNERS, &v.steps))) return rc;
    struct page *pg = page_begin(cx, rq, T("Partners"), AREA_PROJECT);
    if (may) pg->problem = NULL;
    project_tabs(cx, pg, rq->project, "partners");
    page_exports(cx, rq, pg);
    partner_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static struct url list_url(struct cx *cx, const struct request *rq)
{
    return url_path(cx, "/p/%lld/partners", (long long)rq->project);
}

static struct partner_input input_of(const struct partner_form *f)
{
    return (struct partner_input){ f->organisation, f->role, f->language, f->book_currency };
}

static enum rc add_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct partner_input in = input_of(rq->form);
    enum rc rc = partner_add(cx, rq->project, &in, &rs->created);
    return rc ? rc : reply_see_other(cx, rq, rs, list_url(cx, rq), T("The partner is added."));
}

/* Why a partner cannot be removed, or NULL. */
static enum rc removal(struct cx *cx, const struct partner_get_row *p, const char **why)
{
    struct partner_rests_row r;
    enum rc rc = partner_rests(cx, p->id, &r);
    *why = NULL;
    if (!rc && (r.reports || r.activities || r.slices))
        *why = arena_printf(cx->arena,
                            T("%s has %d reports, %d activities and %d shares of budget lines "
                              "here; what rests on a partner keeps it in the project."),
                            p->short_name, (int)r.reports, (int)r.activities, (int)r.slices);
    return rc;
}

static enum rc edit_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct partner_get_row p;
    const char *why;
    enum rc rc = partner_get(cx, rq->partner, &p);
    if (!rc) rc = removal(cx, &p, &why);
    if (rc) return rc;
    reply_row(cx, rs, "partner", &partner_get_meta, &p);
    if (!reply_is_page(rq)) return RC_OK;
    const struct partner_form now = { .role = p.role,
                                      .language = p.language,
                                      .book_currency = p.book_currency,
                                      .version = p.version };
    struct form_view *form = form_view(cx, rq, &edit_form, &now);
    offer_currencies(cx, form);
    if ((rc = stale_show(cx, rq, form, "partner", p.id, p.version))) return rc;
    const struct action remove = {
        .label = T("Remove from the project"),
        .kind = ACTION_DANGER,
        .icon = "trash",
        .url = url_path(cx, "/p/%lld/partner/%lld/remove", (long long)p.project, (long long)p.id),
        .confirm = arena_printf(cx->arena,
                                T("%s is no longer a partner of this project; people who act for "
                                  "it no longer see it."),
                                p.short_name),
        .refusal = why,
    };
    const struct record_view v = { .form = form,
                                   .to = edit_url(cx, p.project, p.id),
                                   .back = list_url(cx, rq),
                                   .actions = { &remove, 1 } };
    struct page *pg = page_begin(cx, rq, p.short_name, AREA_PROJECT);
    pg->lead = p.name;
    pg->problem = form->form_problem ? NULL : pg->problem;
    page_crumb(cx, pg, T("Partners"), v.back);
    partner_edit_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc edit_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct partner_form *f = rq->form;
    const struct partner_input in = input_of(f);
    enum rc rc = partner_change(cx, rq->partner, f->version, &in);
    return rc ? rc : reply_see_other(cx, rq, rs, list_url(cx, rq), T("The partner is saved."));
}

static enum rc remove_post(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = partner_remove(cx, rq->partner);
    return rc ? rc : reply_see_other(cx, rq, rs, list_url(cx, rq), T("The partner is removed."));
}

const struct route partner_routes[] = {
    { METHOD_GET, "/p/{project}/partners", list, .may = MAY_READ_PROJECT, .of = OF_PROJECT,
      .title = N_("Partners"), .rows = &partner_list_meta },
    { METHOD_POST, "/p/{project}/partners", add_post, .may = MAY_EDIT_PROJECT, .of = OF_PROJECT,
      .form = &add_form, .again = list, .title = N_("Add a partner") },
    { METHOD_GET, "/p/{project}/partner/{partner}/edit", edit_page, .may = MAY_EDIT_PROJECT,
      .of = OF_PARTNER, .title = N_("Change a partner"), .rows = &partner_get_meta },
    { METHOD_POST, "/p/{project}/partner/{partner}/edit", edit_post, .may = MAY_EDIT_PROJECT,
      .of = OF_PARTNER, .form = &edit_form, .again = edit_page, .title = N_("Change a partner") },
    { METHOD_POST, "/p/{project}/partner/{partner}/remove", remove_post, .may = MAY_EDIT_PROJECT,
      .of = OF_PARTNER, .again = edit_page, .title = N_("Remove a partner") },
    { METHOD_GET, "/p/{project}/components", component_list_page, .may = MAY_READ_PROJECT,
      .of = OF_PROJECT, .title = N_("Components"), .rows = &component_list_meta },
    { METHOD_POST, "/p/{project}/components", component_add_post, .may = MAY_EDIT_PROJECT,
      .of = OF_PROJECT, .form = &component_add_form, .again = component_list_page,
      .title = N_("Add a component") },
    { METHOD_GET, "/p/{project}/component/{component}", component_edit_page,
      .may = MAY_EDIT_PROJECT, .of = OF_PROJECT, .title = N_("Change a component"),
      .rows = &component_get_meta },
    { METHOD_POST, "/p/{project}/component/{component}", component_edit_post,
      .may = MAY_EDIT_PROJECT, .of = OF_PROJECT, .form = &component_edit_form,
      .again = component_edit_page, .title = N_("Change a component") },
    { METHOD_POST, "/p/{project}/component/{component}/remove", component_remove_post,
      .may = MAY_EDIT_PROJECT, .of = OF_PROJECT, .again = component_edit_page,
      .title = N_("Remove a component") },
    { 0 },
};

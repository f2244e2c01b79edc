/* SPDX-License-Identifier: EUPL-1.2 */
/* people_web.c — the pages on which people are looked up and invited: all accounts for the
 * administrator, those of one project for its lead coordinator. What is changed there is
 * people_change_web.c's work.
 */
#include "account/people_web.h"

#include "account/account_view.h"
#include "account/people_html.h"
#include "i18n/i18n.h"

enum { ACCOUNTS = 50 };

/* ---- forms ----------------------------------------------------------------------------------- */

#define ROLE_CHOICES                                                                        \
    { "lead_coordinator", N_("Lead coordinator") },                                         \
        { "lead_finance", N_("Lead finance officer") },                                     \
        { "partner_coordinator", N_("Partner coordinator") },                               \
        { "partner_finance", N_("Partner finance officer") }, { "auditor", N_("Auditor") }, \
        { "donor", N_("Donor") },                                                           \
    {                                                                                       \
        NULL, NULL                                                                          \
    }
static const struct form_choice every_role[] = { { "administrator", N_("Administrator") },
                                                 ROLE_CHOICES };
static const struct form_choice project_role[] = { ROLE_CHOICES };

#define ABOUT_THE_PERSON                                                                 \
    FIELD_OF(people_invited, email, FORM_EMAIL, N_("E-mail address"), .required = true), \
        FIELD_OF(people_invited, name, FORM_TEXT, N_("Name"), .required = true,          \
                 .hint = N_("First name and surname, in any script.")),                  \
        FIELD_OF(people_invited, lang, FORM_TEXT, N_("Language"), .required = true, .max = 20)

static const struct form_field invite_fields[] = {
    ABOUT_THE_PERSON,
    FIELD_OF(people_invited, role, FORM_CHOICE, N_("Role"), .required = true,
             .choices = every_role),
    FIELD_OF(people_invited, project, FORM_ID, N_("Project"),
             .hint = N_("For every role but the administrator's.")),
    FIELD_OF(people_invited, organisation, FORM_ID, N_("Works for"),
             .hint = N_("For partner roles. A lead role is always the lead partner's.")),
};
const struct form people_invite_form = FORM(people_invited, invite_fields);

static const struct form_field project_fields[] = {
    ABOUT_THE_PERSON,
    FIELD_OF(people_invited, role, FORM_CHOICE, N_("Role"), .required = true,
             .choices = project_role),
    FIELD_OF(people_invited, organisation, FORM_ID, N_("Works for"),
             .hint = N_("For partner roles. A lead role is always the lead partner's.")),
};
const struct form people_project_form = FORM(people_invited, project_fields);

static const struct form_field grant_fields[] = {
    FIELD_OF(people_invited, role, FORM_CHOICE, N_("Role"), .required = true,
             .choices = every_role),
    FIELD_OF(people_invited, project, FORM_ID, N_("Project"),
             .hint = N_("For every role but the administrator's.")),
    FIELD_OF(people_invited, organisation, FORM_ID, N_("Works for"),
             .hint = N_("For partner roles. A lead role is always the lead partner's.")),
};
const struct form people_grant_form = FORM(people_invited, grant_fields);

static const char *number(struct cx *cx, int64_t id)
{
    return arena_printf(cx->arena, "%lld", (long long)id);
}

static enum rc offer_projects(struct cx *cx, struct form_view *v)
{
    struct account_projects_rows rows;
    enum rc rc = account_projects(cx, &rows);
    if (rc) return rc;
    struct form_choice *c = arena_array(cx->arena, struct form_choice, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        c[i] = (struct form_choice){ number(cx, rows.v[i].id),
                                     arena_printf(cx->arena, "%s · %s", rows.v[i].code,
                                                  rows.v[i].title) };
    form_options(v, "project", c);
    return RC_OK;
}

static enum rc offer_organisations(struct cx *cx, struct form_view *v, int64_t project)
{
    struct account_organisations_rows rows;
    enum rc rc = account_organisations(cx, project, &rows);
    if (rc) return rc;
    struct form_choice *c = arena_array(cx->arena, struct form_choice, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        c[i] = (struct form_choice){ number(cx, rows.v[i].id),
                                     arena_printf(cx->arena, "%s · %s", rows.v[i].short_name,
                                                  rows.v[i].name) };
    form_options(v, "organisation", c);
    return RC_OK;
}

/* ---- lists ----------------------------------------------------------------------------------- */

static struct mark mark_of(struct cx *cx, const char *state)
{
    if (z_eq(state, "invited")) return (struct mark){ "wait", T("invited") };
    if (z_eq(state, "locked")) return (struct mark){ "bad", T("locked") };
    return (struct mark){ "good", T("active") };
}

static struct role_line role_line(struct cx *cx, const struct account_listed_row *r,
                                  int64_t project)
{
    enum role role;
    const char *place = r->project && !project ? r->project : "";
    if (r->organisation)
        place =
            *place ? arena_printf(cx->arena, "%s · %s", place, r->organisation) : r->organisation;
    struct role_line line = {
        .title = role_parse(r->role, &role) ? i18n_text(cx, NULL, role_title(role)) : r->role,
        .place = place,
    };
    line.withdraw = (struct action){
        .label = T("Withdraw"),
        .refusal =
            project && r->id == viewer_is(cx) ? T("Your own role: ask an administrator.") : NULL,
        .url = project ? url_path(cx, "/p/%lld/people/%lld/withdraw", (long long)project,
                                  (long long)r->role_id)
                       : url_path(cx, "/admin/account/%lld/withdraw/%lld", (long long)r->id,
                                  (long long)r->role_id),
        .confirm = arena_printf(cx->arena,
                                T("%s loses the role %s and is signed out. What was done in it "
                                  "stays."),
                                r->name, line.title),
    };
    return line;
}

/* Rows of one person follow one another. ${most} people at most; returns the row that began the
 * last one shown. */
static const struct account_listed_row *people_of(struct cx *cx,
                                                  const struct account_listed_rows *rows,
                                                  int64_t project, size_t most,
                                                  struct people_view *v)
{
    VEC(struct person_line) all = { 0 };
    const struct account_listed_row *last = NULL;
    for (size_t i = 0; i < rows->n; i++) {
        const struct account_listed_row *r = &rows->v[i];
        if (!last || last->id != r->id) {
            if (all.n == most) break;
            last = r;
            *vec_push(cx->arena, &all) = (struct person_line){
                .name = r->name,
                .email = r->email,
                .seen = r->seen_at ? when(cx, r->seen_at) : NULL,
                .mark = mark_of(cx, r->state),
            };
            if (!project)
                all.v[all.n - 1].url = url_path(cx, "/admin/account/%lld", (long long)r->id);
        }
        if (r->role) {
            struct person_line *p = &all.v[all.n - 1];
            *vec_push(cx->arena, &p->roles) = role_line(cx, r, project);
        }
    }
    v->v = all.v;
    v->n = all.n;
    return last;
}

static void filter_view(struct cx *cx, struct people_view *v)
{
    struct form_choice *c = arena_array(cx->arena, struct form_choice, 4);
    static const char *const states[] = { "active", "invited", "locked" };
    for (size_t i = 0; i < 3; i++)
        c[i] = (struct form_choice){ states[i], mark_of(cx, states[i]).word };
    v->states = c;
    struct chip *chips = arena_array(cx->arena, struct chip, 2);
    struct url all = url_path(cx, "/admin/accounts");
    size_t n = 0;
    if (*v->q)
        chips[n++] = (struct chip){ v->q, url_with(cx, all, "state", *v->state ? v->state : NULL) };
    if (*v->state)
        chips[n++] = (struct chip){ mark_of(cx, v->state).word,
                                    url_with(cx, all, "q", *v->q ? v->q : NULL) };
    v->chips = (struct chips){ chips, n, all };
}

static const char *asked(const struct request *rq, const char *name)
{
    const char *z = request_query(rq, name);
    return z ? z : "";
}

static enum rc row_before(struct cx *cx, int64_t id, struct account_listed_row *row, bool *found)
{
    struct account_listed_rows rows;
    *found = false;
    if (!id) return RC_OK;
    enum rc rc = account_one(cx, id, &rows);
    if (rc || !rows.n) return rc;
    *row = rows.v[0];
    *found = true;
    return RC_OK;
}

enum rc people_accounts(struct cx *cx, struct request *rq, struct response *rs)
{
    struct account_listed_rows rows;
    struct account_listed_row before;
    bool later;
    struct people_view v = { .self = url_path(cx, "/admin/accounts"),
                             .invite = url_path(cx, "/admin/accounts/invite"),
                             .q = asked(rq, "q"),
                             .state = asked(rq, "state") };
    const int64_t most = reply_is_page(rq) ? ACCOUNTS : 100000;
    enum rc rc = row_before(cx, request_query_id(rq, "after"), &before, &later);
    if (!rc) rc = account_list(cx, v.q, v.state, later ? &before : NULL, most + 1, &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "accounts", &account_listed_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    const struct account_listed_row *last = people_of(cx, &rows, 0, ACCOUNTS, &v);
    filter_view(cx, &v);
    struct url self = { rq->self.p };
    if (later) v.pager.first = url_with(cx, self, "after", NULL);
    if (last && rows.v[rows.n - 1].id != last->id)
        v.pager.next = url_with(cx, self, "after", number(cx, last->id));
    struct page *pg = page_begin(cx, rq, T("Accounts"), AREA_NONE);
    pg->lead = T("Everybody who can sign in to this server.");
    page_exports(cx, rq, pg);
    account_people_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

enum rc people_project(struct cx *cx, struct request *rq, struct response *rs)
{
    struct account_listed_rows rows;
    struct people_view v = {
        .self = url_path(cx, "/p/%lld/people", (long long)rq->project),
        .q = "",
        .state = "",
    };
    if (viewer_can(cx, MAY_INVITE, rq->project, 0))
        v.invite = url_path(cx, "/p/%lld/people/invite", (long long)rq->project);
    enum rc rc = account_people(cx, rq->project, &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "people", &account_listed_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    people_of(cx, &rows, rq->project, rows.n, &v);
    struct page *pg = page_begin(cx, rq, T("People with access"), AREA_PROJECT);
    pg->lead = T("Who works on this project in Kolo, and as what.");
    page_exports(cx, rq, pg);
    account_people_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* ---- one account ----------------------------------------------------------------------------- */

static void facts_of(struct cx *cx, const struct account_listed_row *r, struct person_view *v)
{
    struct fact *f = arena_array(cx->arena, struct fact, 5);
    size_t n = 0;
    f[n++] = (struct fact){ .name = T("E-mail address"), .value = r->email };
    f[n++] = (struct fact){ .name = T("Language"),
                            .value = i18n_locale(r->lang) ? i18n_locale(r->lang)->name : r->lang };
    f[n++] = (struct fact){ .name = T("Since"), .value = when(cx, r->created_at) };
    f[n++] = (struct fact){ .name = T("Last used"),
                            .value = r->seen_at ? when(cx, r->seen_at) : T("never") };
    v->facts = (struct facts){ f, n };
}

static void actions_of(struct cx *cx, const struct account_listed_row *r, struct person_view *v)
{
    struct action *a = arena_array(cx->arena, struct action, 3);
    bool locked = z_eq(r->state, "locked"), own = r->id == viewer_is(cx);
    const long long id = (long long)r->id;
    a[0] = (struct action){
        .label = T("Make a link for a new password"),
        .url = url_path(cx, "/admin/account/%lld/link", id),
        .icon = "link",
        .post = true,
        .refusal = locked ? T("The account is locked.") : NULL,
    };
    a[1] = (struct action){ .label = T("Sign out everywhere"),
                            .url = url_path(cx, "/admin/account/%lld/sign-out", id),
                            .icon = "sign-out",
                            .post = true };
    a[2] = (struct action){
        .label = locked ? T("Unlock") : T("Lock"),
        .url = locked ? url_path(cx, "/admin/account/%lld/unlock", id)
                      : url_path(cx, "/admin/account/%lld/lock", id),
        .icon = "lock",
        .kind = locked ? ACTION_PLAIN : ACTION_DANGER,
        .post = true,
        .refusal = own ? T("This is your own account.") : NULL,
    };
    v->actions = (struct actions){ a, 3 };
}

enum rc people_account(struct cx *cx, struct request *rq, struct response *rs)
{
    struct account_listed_rows rows;
    struct people_view people;
    enum rc rc = account_one(cx, rq->id[0], &rows);
    if (!rc && !rows.n) rc = RC_MISSING;
    if (rc) return rc;
    const struct account_listed_row *r = &rows.v[0];
    reply_rows(cx, rs, "account", &account_listed_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct form_view *grant = form_view(cx, rq, &people_grant_form, NULL);
    struct person_view v = { .grant = grant,
                             .grant_to =
                                 url_path(cx, "/admin/account/%lld/grant", (long long)r->id) };
    rc = offer_projects(cx, grant);
    if (!rc) rc = offer_organisations(cx, grant, 0);
    if (rc) return rc;
    people_of(cx, &rows, 0, 1, &people);
    v.roles = people.v[0].roles.v;
    v.n_roles = people.v[0].roles.n;
    facts_of(cx, r, &v);
    actions_of(cx, r, &v);
    struct page *pg = page_begin(cx, rq, r->name, AREA_NONE);
    if (grant->form_problem) pg->problem = NULL;
    pg->state = people.v[0].mark.word;
    pg->state_kind = people.v[0].mark.kind;
    page_crumb(cx, pg, T("Accounts"), url_path(cx, "/admin/accounts"));
    account_person_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* ---- inviting -------------------------------------------------------------------------------- */

static enum rc invite_page(struct cx *cx, struct request *rq, struct response *rs,
                           const struct form *form, struct url to, struct url back)
{
    const struct people_invited start = { .lang = cx->locale ? cx->locale->tag : "en" };
    struct form_view *f = form_view(cx, rq, form, &start);
    struct invite_view v = { .form = f, .to = to, .back = back };
    form_options(f, "lang", signin_languages(cx));
    enum rc rc = offer_organisations(cx, f, rq->project);
    if (!rc && !rq->project) rc = offer_projects(cx, f);
    if (rc) return rc;
    struct page *pg =
        page_begin(cx, rq, T("Invite somebody"), rq->project ? AREA_PROJECT : AREA_NONE);
    page_crumb(cx, pg, rq->project ? T("People with access") : T("Accounts"), back);
    pg->problem = NULL;
    account_invite_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

enum rc people_invite_page(struct cx *cx, struct request *rq, struct response *rs)
{
    return invite_page(cx, rq, rs, &people_invite_form, url_path(cx, "/admin/accounts/invite"),
                       url_path(cx, "/admin/accounts"));
}

enum rc people_project_invite_page(struct cx *cx, struct request *rq, struct response *rs)
{
    const long long project = (long long)rq->project;
    return invite_page(cx, rq, rs, &people_project_form,
                       url_path(cx, "/p/%lld/people/invite", project),
                       url_path(cx, "/p/%lld/people", project));
}

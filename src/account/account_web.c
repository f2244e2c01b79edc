/* SPDX-License-Identifier: EUPL-1.2 */
/* account_web.c — who is asking, whether they may, and the table of this folder's pages. It decides
 * nothing itself: sessions, tokens and the matrix do.
 */
#include "account/account_web.h"

#include "account/account_pages_web.h"
#include "account/account_sql.h"
#include "account/token.h"
#include "i18n/i18n.h"
#include "store/db.h"

#include <string.h>

const struct route account_routes[] = {
    { METHOD_GET, "/login", signin_page, .may = ROUTE_PUBLIC, .no_api = true,
      .title = N_("Sign in") },
    { METHOD_POST, "/login", signin_post, .may = ROUTE_PUBLIC, .no_api = true, .form = &signin_form,
      .again = signin_page, .max = 1 * MB, .title = N_("Sign in") },
    { METHOD_POST, "/login/demo/{account}", signin_demo_post, .may = ROUTE_PUBLIC, .no_api = true,
      .max = 1 * MB, .title = N_("Sign in as a person of the demonstration") },
    { METHOD_POST, "/logout", signin_out, .may = ROUTE_PUBLIC, .no_api = true, .max = 4 * KB,
      .title = N_("Sign out") },
    { METHOD_POST, "/lang/{word}", signin_language, .may = ROUTE_PUBLIC, .no_api = true,
      .max = 4 * KB, .title = N_("Change the language") },
    { METHOD_GET, "/invite/{word}", signin_invite_page, .may = ROUTE_PUBLIC, .no_api = true,
      .title = N_("Invitation") },
    { METHOD_POST, "/invite/{word}", signin_invite_post, .may = ROUTE_PUBLIC, .no_api = true,
      .form = &signin_invite_form, .again = signin_invite_page, .max = 8 * KB,
      .title = N_("Accept an invitation") },

    { METHOD_GET, "/me", me_page, .may = ROUTE_SIGNED_IN, .title = N_("My account"),
      .rows = &me_meta },
    { METHOD_POST, "/me", me_post, .may = ROUTE_SIGNED_IN, .form = &me_form, .again = me_page,
      .max = 8 * KB, .title = N_("Change my name and language") },
    { METHOD_POST, "/me/password", me_password_post, .may = ROUTE_SIGNED_IN, .no_api = true,
      .form = &me_password_form, .again = me_page, .max = 8 * KB,
      .title = N_("Change my password") },
    { METHOD_POST, "/me/session/{session}/end", me_session_end, .may = ROUTE_SIGNED_IN,
      .no_api = true, .max = 4 * KB, .title = N_("Sign out on one device") },
    { METHOD_POST, "/me/sessions/end", me_sessions_end, .may = ROUTE_SIGNED_IN, .no_api = true,
      .max = 4 * KB, .title = N_("Sign out on all other devices") },
    { METHOD_POST, "/me/token", me_token_post, .may = ROUTE_SIGNED_IN, .no_api = true,
      .form = &me_token_form, .again = me_page, .max = 8 * KB, .title = N_("Create an API token") },
    { METHOD_POST, "/me/token/{token}/revoke", me_token_revoke, .may = ROUTE_SIGNED_IN,
      .no_api = true, .max = 4 * KB, .title = N_("Revoke an API token") },

    { METHOD_GET, "/admin/accounts", people_accounts, .may = MAY_ADMINISTER, .of = OF_SERVER,
      .title = N_("Accounts"), .rows = &account_listed_meta },
    { METHOD_GET, "/admin/accounts/invite", people_invite_page, .may = MAY_ADMINISTER,
      .of = OF_SERVER, .no_api = true, .title = N_("Invite somebody") },
    { METHOD_POST, "/admin/accounts/invite", people_invite_post, .may = MAY_ADMINISTER,
      .of = OF_SERVER, .form = &people_invite_form, .again = people_invite_page,
      .title = N_("Invite somebody") },
    { METHOD_GET, "/admin/account/{account}", people_account, .may = MAY_ADMINISTER,
      .of = OF_SERVER, .title = N_("Account"), .rows = &account_listed_meta },
    { METHOD_POST, "/admin/account/{account}/grant", people_grant, .may = MAY_ADMINISTER,
      .of = OF_SERVER, .form = &people_grant_form, .again = people_account,
      .title = N_("Give a role") },
    { METHOD_POST, "/admin/account/{account}/withdraw/{role}", people_withdraw,
      .may = MAY_ADMINISTER, .of = OF_SERVER, .again = people_account, .max = 4 * KB,
      .title = N_("Withdraw a role") },
    { METHOD_POST, "/admin/account/{account}/lock", people_lock, .may = MAY_ADMINISTER,
      .of = OF_SERVER, .again = people_account, .max = 4 * KB, .title = N_("Lock an account") },
    { METHOD_POST, "/admin/account/{account}/unlock", people_unlock, .may = MAY_ADMINISTER,
      .of = OF_SERVER, .again = people_account, .max = 4 * KB, .title = N_("Unlock an account") },
    { METHOD_POST, "/admin/account/{account}/link", people_link, .may = MAY_ADMINISTER,
      .of = OF_SERVER, .no_api = true, .again = people_account, .max = 4 * KB,
      .title = N_("Make a link for a new password") },
    { METHOD_POST, "/admin/account/{account}/sign-out", people_sign_out, .may = MAY_ADMINISTER,
      .of = OF_SERVER, .again = people_account, .max = 4 * KB,
      .title = N_("Sign somebody out everywhere") },

    { METHOD_GET, "/p/{project}/people", people_project, .may = MAY_READ_PEOPLE, .of = OF_PROJECT,
      .title = N_("People of the project"), .rows = &account_listed_meta },
    { METHOD_GET, "/p/{project}/people/invite", people_project_invite_page, .may = MAY_INVITE,
      .of = OF_PROJECT, .no_api = true, .title = N_("Invite somebody into the project") },
    { METHOD_POST, "/p/{project}/people/invite", people_project_invite_post, .may = MAY_INVITE,
      .of = OF_PROJECT, .form = &people_project_form, .again = people_project_invite_page,
      .title = N_("Invite somebody into the project") },
    { METHOD_POST, "/p/{project}/people/{role}/withdraw", people_project_withdraw,
      .may = MAY_INVITE, .of = OF_PROJECT, .again = people_project, .max = 4 * KB,
      .title = N_("Withdraw a role in the project") },
    { .pattern = NULL },
};

/* ---- who is asking --------------------------------------------------------------------------- */

static const char *bearer_of(const struct request *rq)
{
    const char *z = rq->api ? request_header(rq, "authorization") : NULL;
    return z && strncmp(z, "Bearer ", 7) == 0 ? z + 7 : NULL;
}

static enum rc load_token(struct cx *cx, const char *bearer)
{
    enum rc rc = token_find(cx, bearer, &cx->viewer);
    if (rc || cx->viewer) return rc;
    return refuse(cx, RC_LOGIN, T("This API token is unknown, has expired or was revoked."));
}

static enum rc load_session(struct cx *cx, struct request *rq)
{
    struct session s;
    const char *token = request_cookie(cx, rq, SESSION_COOKIE);
    if (!token || strlen(token) != SESSION_TOKEN - 1) return RC_OK;
    /* A page left open listens by itself: that is nobody at work. */
    const bool listens = rq->route && rq->route->streams;
    enum rc rc = listens ? session_look(cx, token, &s) : session_find(cx, token, &s);
    if (rc || !s.viewer) return rc;
    cx->viewer = s.viewer;
    rq->csrf = s.csrf;
    rq->session = arena_printf(cx->arena, "%lld", (long long)s.id);
    return RC_OK;
}

enum rc account_load_viewer(struct cx *cx, struct request *rq)
{
    const char *bearer = bearer_of(rq);
    enum rc rc = bearer ? load_token(cx, bearer) : load_session(cx, rq);
    if (rc) return rc;
    if (cx->viewer) rq->account = cx->viewer->account;
    if (cx->viewer) cx->zone = cx->viewer->zone;
    const char *lang = cx->viewer ? cx->viewer->lang : request_cookie(cx, rq, LANGUAGE_COOKIE);
    const struct locale *chosen = lang ? i18n_locale(lang) : NULL;
    if (chosen) cx->locale = chosen;
    return RC_OK;
}

enum rc account_rotate(struct cx *cx, const struct request *rq, struct response *rs)
{
    struct session_new fresh;
    if (!signin_session(rq)) return RC_OK;
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = db_end(cx, session_rotate(cx, signin_session(rq), &fresh));
    if (!rc) signin_cookie(cx, rq, rs, fresh.token);
    return rc;
}

/* ---- whether they may ------------------------------------------------------------------------ */

/* Somebody with a role in a project knows that it exists: no statement is needed to find out. */
static bool has_part_in(const struct cx *cx, int64_t project)
{
    for (size_t i = 0; i < cx->viewer->n; i++)
        if (project && cx->viewer->roles[i].project == project) return true;
    return false;
}

enum rc account_may(struct cx *cx, struct request *rq, const struct route *r)
{
    struct scope_owner owner = { 0, 0 };
    enum rc rc = RC_OK;
    if (r->may == ROUTE_PUBLIC) return RC_OK;
    if (!cx->viewer) return RC_LOGIN;
    if (r->may == ROUTE_SIGNED_IN) return RC_OK;
    if (r->of == OF_NETWORK) return viewer_may_anywhere(cx, (enum permission)r->may);
    if (r->of == OF_PROJECT && has_part_in(cx, rq->id[0]))
        owner.project = rq->id[0];
    else
        rc = role_scope(cx, (enum scope)r->of, rq->id, &owner);
    if (!rc) rc = viewer_may(cx, (enum permission)r->may, owner.project, owner.partner);
    if (rc == RC_MISSING) return rc; /* not even the project's name may show */
    rq->project = owner.project;
    rq->partner = owner.partner;
    return rc;
}

/* ---- what every page shows of it ------------------------------------------------------------- */

void account_page(struct cx *cx, const struct request *rq, struct page *pg)
{
    const char *tag = cx->locale ? cx->locale->tag : "en";
    pg->signed_in = cx->viewer != NULL;
    for (size_t i = 0; i18n_locale_at(i); i++) {
        const struct locale *l = i18n_locale_at(i);
        struct url to = url_path(cx, "/lang/%s", l->tag);
        if (rq->method == METHOD_GET && rq->self.p) to = url_with(cx, to, "next", rq->self.p);
        *vec_push(cx->arena, &pg->languages) =
            (struct page_link){ .text = l->name,
                                .url = to,
                                .here = z_eq(l->tag, tag),
                                .icon = z_eq(l->tag, tag) ? "check" : "globe" };
    }
    if (!cx->viewer) {
        if (!rq->path || strcmp(rq->path, "/login") != 0) pg->sign_in = url_path(cx, "/login");
        return;
    }
    pg->viewer_name = cx->viewer->name;
    pg->viewer_role = viewer_titles(cx, rq->project);
    if (!*pg->viewer_role) pg->viewer_role = NULL;
    pg->me = url_path(cx, "/me");
    pg->sign_out = url_path(cx, "/logout");
}

struct url account_next(struct cx *cx, const char *z)
{
    struct request probe = { .api = false };
    const struct url home = url_path(cx, "/");
    if (!z || z[0] != '/' || z[1] == '/' || z[1] == '\0') return home;
    for (const char *c = z; *c; c++)
        if ((unsigned char)*c <= ' ' || (unsigned char)*c >= 127 || *c == '\\') return home;
    str rest = str_of(z);
    const char *path = arena_str(cx->arena, str_cut(&rest, '?'));
    const struct route *r = web_route_find(METHOD_GET, path, &probe);
    /* Not back to where one came from to sign in. */
    if (!r || strcmp(path, "/login") == 0) return home;
    return (struct url){ arena_dup(cx->arena, z) };
}

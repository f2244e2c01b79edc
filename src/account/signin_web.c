/* SPDX-License-Identifier: EUPL-1.2 */
/* signin_web.c — coming in, going out, and in which language. Whether a password is right is
 * signin.c's to say; here are the cookie, the pages, and who may be offered the demonstration.
 */
#include "account/signin.h"

#include "account/account.h"
#include "account/account_pages_web.h"
#include "account/account_view.h"
#include "account/invitation.h"
#include "account/signin_html.h"
#include "i18n/i18n.h"

#include <string.h>

/* Set once, before serving. */
static bool demo_offered;

void account_offer_demo(bool on) { demo_offered = on; }
bool signin_offers_demo(void) { return demo_offered; }

struct sign_in {
    const char *email, *password, *next;
};
static const struct form_field sign_in_fields[] = {
    FIELD_OF(sign_in, email, FORM_EMAIL, N_("E-mail address"), .required = true),
    FIELD_OF(sign_in, password, FORM_PASSWORD, N_("Password"), .required = true),
    FIELD_OF(sign_in, next, FORM_TEXT, N_("Then go to"), .hidden = true, .max = 2000),
};
const struct form signin_form = FORM(sign_in, sign_in_fields);

struct accept {
    const char *new_password;
};
static const struct form_field accept_fields[] = {
    FIELD_OF(accept, new_password, FORM_PASSWORD, N_("Password"), .required = true,
             .hint = N_("At least 10 characters. A short sentence is easy to remember and hard to "
                        "guess.")),
};
const struct form signin_invite_form = FORM(accept, accept_fields);

/* ---- small things that other pages use too --------------------------------------------------- */

struct session_place signin_place(const struct request *rq)
{
    const char *agent = request_header(rq, "user-agent");
    return (struct session_place){ rq->address ? rq->address : "", agent ? agent : "" };
}

int64_t signin_session(const struct request *rq)
{
    int64_t id = 0;
    return rq->session && str_int64(str_of(rq->session), &id) ? id : 0;
}

void signin_cookie(struct cx *cx, const struct request *rq, struct response *rs, const char *token)
{
    reply_cookie(cx, rs, rq, SESSION_COOKIE, token ? token : "", token ? 0 : -1);
}

const struct form_choice *signin_languages(struct cx *cx)
{
    VEC(struct form_choice) all = { 0 };
    for (size_t i = 0; i18n_locale_at(i); i++)
        *vec_push(cx->arena, &all) =
            (struct form_choice){ i18n_locale_at(i)->tag, i18n_locale_at(i)->name };
    (void)vec_push(cx->arena, &all);
    return all.v;
}

/* ---- the demonstration ----------------------------------------------------------------------- */

/* "127.0.0.1.example.org" is a name that its owner can make lead here, and no address. */
static bool is_loopback_host(const char *host)
{
    str name = str_of(host);
    if (str_is(name, "[::1]") || str_starts(name, "[::1]:")) return true;
    str bare = str_cut(&name, ':');
    const char *z = bare.p;
    return str_is_nocase(bare, "localhost") ||
           (str_starts(bare, "127.") && strspn(z, "0123456789.") == bare.n);
}

/* The address alone does not say it: a proxy on this machine has a loopback address too, and a name
 * of the outside can be made to lead here. */
bool signin_demo_here(const struct request *rq, bool offered)
{
    static const char *const of_proxies[] = {
        "forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via", NULL
    };
    const char *host = request_header(rq, "host"), *from = rq->address ? rq->address : "";
    if (!offered || !host || !is_loopback_host(host)) return false;
    if (!str_starts(str_of(from), "127.") && strcmp(from, "::1") != 0) return false;
    for (const char *const *h = of_proxies; *h; h++)
        if (request_header(rq, *h)) return false;
    return true;
}

static void add_person(struct cx *cx, struct demo_group *g, const struct account_demo_row *r,
                       const char *next, int64_t *last)
{
    enum role role;
    const char *title = role_parse(r->role, &role) ? i18n_text(cx, NULL, role_title(role)) : "";
    if (*last == r->id) {
        struct demo_person *p = &g->people.v[g->people.n - 1];
        p->roles = arena_printf(cx->arena, "%s, %s", p->roles, title);
        return;
    }
    *last = r->id;
    struct url enter = url_path(cx, "/login/demo/%lld", (long long)r->id);
    *vec_push(cx->arena, &g->people) =
        (struct demo_person){ r->name, title, url_with(cx, enter, "next", next) };
}

static enum rc demo_groups(struct cx *cx, const char *next, struct signin_view *v)
{
    struct account_demo_rows rows;
    VEC(struct demo_group) groups = { 0 };
    int64_t last = 0;
    enum rc rc = account_demo(cx, &rows);
    if (rc) return rc;
    for (size_t i = 0; i < rows.n; i++) {
        const struct account_demo_row *r = &rows.v[i];
        if (!groups.n || !z_eq(groups.v[groups.n - 1].organisation, r->organisation))
            vec_push(cx->arena, &groups)->organisation = r->organisation;
        add_person(cx, &groups.v[groups.n - 1], r, next, &last);
    }
    v->groups = groups.v;
    v->n = groups.n;
    return RC_OK;
}

/* ---- coming in ------------------------------------------------------------------------------- */

static enum rc show_signin(struct cx *cx, struct request *rq, struct response *rs,
                           const struct request *typed, const struct carried *carried)
{
    const struct sign_in asked = { .next = request_query(typed, "next") };
    struct signin_view v = { .form = form_view(cx, typed, &signin_form, &asked),
                             .to = url_path(cx, "/login"),
                             .carry_to = carried->to,
                             .carried = carried->fields };
    enum rc rc = RC_OK;
    if (signin_demo_here(rq, demo_offered)) rc = demo_groups(cx, asked.next, &v);
    if (rc) return rc;
    struct page *pg = page_begin(cx, rq, T("Sign in"), AREA_NONE);
    pg->problem = NULL; /* it stands with the form */
    account_signin_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

enum rc signin_page(struct cx *cx, struct request *rq, struct response *rs)
{
    if (cx->viewer && rq->method == METHOD_GET)
        return reply_see_other(cx, rq, rs, account_next(cx, request_query(rq, "next")), NULL);
    struct carried carried = { NULL, NULL };
    (void)carry_read(cx, rq, &carried);
    return show_signin(cx, rq, rs, rq, &carried);
}

/* The form of the request is another one, which goes along. */
enum rc signin_late(struct cx *cx, struct request *rq, struct response *rs)
{
    struct carried carried;
    const struct request plain = { .method = METHOD_GET, .csrf = rq->csrf };
    if (!carry_begin(cx, rq, &carried)) return RC_MISSING;
    return show_signin(cx, rq, rs, &plain, &carried);
}

/* Whoever was signed in in this browser before is so no longer. */
static void replace_session(struct cx *cx, const struct request *rq, const struct viewer *before)
{
    const struct viewer *now = cx->viewer;
    if (!before || !signin_session(rq)) return;
    cx->viewer = before;
    if (session_end(cx, signin_session(rq)) == RC_FAIL) cx->viewer = now;
    cx->viewer = now;
}

static enum rc come_in(struct cx *cx, struct request *rq, struct response *rs,
                       const struct session_new *s, const struct viewer *before, struct url to,
                       const char *notice)
{
    struct carried carried;
    replace_session(cx, rq, before);
    signin_cookie(cx, rq, rs, s->token);
    if (carry_read(cx, rq, &carried)) {
        struct session now;
        enum rc rc = session_find(cx, s->token, &now);
        if (rc) return rc;
        rq->csrf = now.csrf;
        cx->viewer = now.viewer;
        return carry_offer(cx, rq, rs, &carried);
    }
    return reply_see_other(cx, rq, rs, to, notice);
}

enum rc signin_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct sign_in *f = rq->form;
    const struct session_place place = signin_place(rq);
    const struct viewer *before = cx->viewer;
    struct signin in;
    enum rc rc = signin_password(cx, f->email, f->password, &place, &in);
    if (!rc) return come_in(cx, rq, rs, &in.session, before, account_next(cx, f->next), NULL);
    if (rc != RC_BUSY) return rc;
    int64_t wait = in.wait ? in.wait : 2;
    rs->status = in.wait ? 429 : 503;
    reply_header(cx, rs, "Retry-After", arena_printf(cx->arena, "%lld", (long long)wait));
    return signin_page(cx, rq, rs);
}

enum rc signin_demo_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct session_place place = signin_place(rq);
    const struct viewer *before = cx->viewer;
    struct signin in;
    if (!signin_demo_here(rq, demo_offered)) return RC_MISSING;
    enum rc rc = signin_demo(cx, rq->id[0], &place, &in);
    if (rc) return rc;
    return come_in(cx, rq, rs, &in.session, before, account_next(cx, request_query(rq, "next")),
                   NULL);
}

enum rc signin_out(struct cx *cx, struct request *rq, struct response *rs)
{
    if (cx->viewer && signin_session(rq)) {
        enum rc rc = session_end(cx, signin_session(rq));
        if (rc && rc != RC_MISSING) return rc;
    }
    signin_cookie(cx, rq, rs, NULL);
    return reply_see_other(cx, rq, rs, url_path(cx, "/login"), T("You are signed out."));
}

enum rc signin_language(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct locale *l = i18n_locale(rq->word);
    if (!l) return RC_MISSING;
    enum rc rc = viewer_is(cx) ? account_set_language(cx, l->tag) : RC_OK;
    if (rc) return rc;
    reply_cookie(cx, rs, rq, LANGUAGE_COOKIE, l->tag, 365 * 86400);
    return reply_see_other(cx, rq, rs, account_next(cx, request_query(rq, "next")), NULL);
}

/* ---- invitations ----------------------------------------------------------------------------- */

enum rc signin_invite_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct invitation_by_hash_row who;
    enum rc rc = invitation_find(cx, rq->word, &who);
    if (rc) return rc;
    bool fresh = z_eq(who.state, "invited");
    bool chosen = cx->viewer || request_cookie(cx, rq, LANGUAGE_COOKIE);
    if (!chosen && i18n_locale(who.lang)) cx->locale = i18n_locale(who.lang);
    struct page *pg =
        page_begin(cx, rq, fresh ? T("Welcome to Kolo") : T("Choose a new password"), AREA_NONE);
    const char *lead = arena_printf(
        cx->arena,
        fresh ? T("%s, you are invited to Kolo, where the partners of a project plan, book and "
                  "report together. Choose a password; you sign in with %s.")
              : T("%s, choose a new password. You sign in with %s; every other device is signed "
                  "out."),
        who.name, who.email);
    const struct accept_view v = {
        .form = form_view(cx, rq, &signin_invite_form, NULL),
        .to = url_path(cx, "/invite/%s", rq->word),
        .lead = lead,
        .button = fresh ? T("Begin") : T("Save and sign in"),
    };
    pg->problem = NULL;
    account_accept_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

enum rc signin_invite_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct accept *f = rq->form;
    const struct session_place place = signin_place(rq);
    const struct viewer *before = cx->viewer;
    struct session_new s;
    enum rc rc = invitation_accept(cx, rq->word, f->new_password, &place, &s);
    if (rc) return rc;
    return come_in(cx, rq, rs, &s, before, url_path(cx, "/"), T("Your password is saved."));
}

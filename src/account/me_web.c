/* SPDX-License-Identifier: EUPL-1.2 */
/* me_web.c — a person's own account on one page: name and language, roles, password, devices, API
 * tokens. What lets somebody in — password, tokens, sessions — is changed by its owner in a
 * browser alone: a token must not be able to make another.
 */
#include "account/account.h"
#include "account/account_pages_web.h"
#include "account/account_view.h"
#include "account/me_html.h"
#include "account/token.h"
#include "i18n/i18n.h"

#include <string.h>

struct me {
    const char *name, *lang;
};
static const struct form_field me_fields[] = {
    FIELD_OF(me, name, FORM_TEXT, N_("Name"), .required = true,
             .hint = N_("As it stands beside what you write and submit.")),
    FIELD_OF(me, lang, FORM_TEXT, N_("Language"), .required = true, .max = 20),
};
const struct form me_form = FORM(me, me_fields);

struct new_password {
    const char *password, *new_password;
};
static const struct form_field password_fields[] = {
    FIELD_OF(new_password, password, FORM_PASSWORD, N_("Present password"), .required = true),
    FIELD_OF(new_password, new_password, FORM_PASSWORD, N_("New password"), .required = true,
             .hint = N_("At least 10 characters. A short sentence is easy to remember and hard to "
                        "guess.")),
};
const struct form me_password_form = FORM(new_password, password_fields);

struct new_token {
    const char *token_name, *days;
};
static const struct form_choice token_days[] = {
    { "30", N_("30 days") }, { "90", N_("90 days") }, { "365", N_("1 year") }, { NULL, NULL }
};
static const struct form_field token_fields[] = {
    FIELD_OF(new_token, token_name, FORM_TEXT, N_("What it is for"), .required = true, .max = 80),
    FIELD_OF(new_token, days, FORM_CHOICE, N_("Valid for"), .required = true,
             .choices = token_days),
};
const struct form me_token_form = FORM(new_token, token_fields);

/* What the API says of whoever asks. */
struct me_row {
    const char *name, *email, *lang, *roles;
};
static const struct row_field me_row_fields[] = {
    { "name", FIELD_TEXT, offsetof(struct me_row, name), false },
    { "email", FIELD_TEXT, offsetof(struct me_row, email), false },
    { "lang", FIELD_TEXT, offsetof(struct me_row, lang), false },
    { "roles", FIELD_TEXT, offsetof(struct me_row, roles), false },
};
const struct row_meta me_meta = { "me", sizeof(struct me_row), 4, me_row_fields };

/* ---- showing --------------------------------------------------------------------------------- */

/* "Firefox, Windows": what people call it; the whole text only where no name is known. */
static const char *agent_words(struct cx *cx, const char *agent)
{
    static const char *const browsers[][2] = { { "Edg/", "Edge" },        { "OPR/", "Opera" },
                                               { "Firefox/", "Firefox" }, { "Chrome/", "Chrome" },
                                               { "Safari/", "Safari" },   { "curl/", "curl" } };
    static const char *const systems[][2] = { { "Android", "Android" }, { "iPhone", "iPhone" },
                                              { "iPad", "iPad" },       { "Windows", "Windows" },
                                              { "Mac OS X", "Mac" },    { "Linux", "Linux" } };
    const char *browser = NULL, *on = NULL;
    for (size_t i = 0; !browser && i < sizeof browsers / sizeof *browsers; i++)
        if (strstr(agent, browsers[i][0])) browser = browsers[i][1];
    for (size_t i = 0; !on && i < sizeof systems / sizeof *systems; i++)
        if (strstr(agent, systems[i][0])) on = systems[i][1];
    if (browser && on) return arena_printf(cx->arena, "%s, %s", browser, on);
    return browser ? browser : *agent ? agent : T("Unknown program");
}

static enum rc show_sessions(struct cx *cx, const struct request *rq, struct me_view *v)
{
    struct session_open_rows rows;
    enum rc rc = session_list(cx, viewer_is(cx), &rows);
    if (rc) return rc;
    struct me_session *to = arena_array(cx->arena, struct me_session, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        to[i] = (struct me_session){
            .agent = agent_words(cx, rows.v[i].agent),
            .address = rows.v[i].address,
            .seen = when(cx, rows.v[i].seen_at),
            .since = when(cx, rows.v[i].created_at),
            .here = rows.v[i].id == signin_session(rq),
            .end = url_path(cx, "/me/session/%lld/end", (long long)rows.v[i].id),
        };
    v->sessions = to;
    v->n_sessions = rows.n;
    struct action *a = arena_array(cx->arena, struct action, 1);
    *a = (struct action){ .label = T("Sign out everywhere else"),
                          .url = url_path(cx, "/me/sessions/end"),
                          .icon = "sign-out",
                          .post = true,
                          .refusal = rows.n > 1 ? NULL : T("You are signed in only here.") };
    v->elsewhere = (struct actions){ a, 1 };
    return RC_OK;
}

static enum rc show_tokens(struct cx *cx, struct me_view *v)
{
    struct token_list_rows rows;
    enum rc rc = token_list(cx, viewer_is(cx), cx->now, &rows);
    if (rc) return rc;
    struct me_token *to = arena_array(cx->arena, struct me_token, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        to[i] = (struct me_token){
            .name = rows.v[i].name,
            .until = i18n_date(cx, date_of_stamp(rows.v[i].expires_at)),
            .used = rows.v[i].used_at ? when(cx, rows.v[i].used_at) : NULL,
            .revoke = url_path(cx, "/me/token/%lld/revoke", (long long)rows.v[i].id),
        };
    v->tokens = to;
    v->n_tokens = rows.n;
    return RC_OK;
}

static enum rc show_roles(struct cx *cx, struct me_view *v)
{
    struct account_listed_rows rows;
    enum rc rc = account_one(cx, viewer_is(cx), &rows);
    if (rc) return rc;
    VEC(const char *) all = { 0 };
    for (size_t i = 0; i < rows.n; i++) {
        const struct account_listed_row *r = &rows.v[i];
        enum role role;
        if (!role_parse(r->role, &role)) continue;
        const char *text = i18n_text(cx, NULL, role_title(role));
        if (r->project) text = arena_printf(cx->arena, "%s · %s", text, r->project);
        if (r->organisation) text = arena_printf(cx->arena, "%s · %s", text, r->organisation);
        *vec_push(cx->arena, &all) = text;
    }
    v->roles = all.v;
    v->n_roles = all.n;
    return RC_OK;
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs, struct me_view *v)
{
    struct account_secret_row secret;
    const struct me now = { cx->viewer->name, cx->viewer->lang };
    enum rc rc = account_secret_of(cx, viewer_is(cx), &secret);
    if (!rc) rc = show_sessions(cx, rq, v);
    if (!rc) rc = show_tokens(cx, v);
    if (!rc) rc = show_roles(cx, v);
    if (rc) return rc;
    struct form_view *profile = form_view(cx, rq, &me_form, &now);
    form_options(profile, "lang", signin_languages(cx));
    v->profile = profile;
    v->has_password = secret.password_hash != NULL;
    v->password = form_view(cx, rq, &me_password_form, NULL);
    v->token = form_view(cx, rq, &me_token_form, NULL);
    struct page *pg = page_begin(cx, rq, T("My account"), AREA_NONE);
    pg->lead = cx->viewer->email;
    page_tab(cx, pg, T("My account"), url_path(cx, "/me"), true);
    page_tab(cx, pg, T("What reaches you"), url_path(cx, "/me/notices"), false);
    pg->problem = NULL;
    account_me_html(cx, &rs->body, pg, v);
    return RC_OK;
}

/* What the page shows besides: devices and tokens, never a secret of theirs. */
static enum rc reply_lists(struct cx *cx, struct response *rs)
{
    struct session_open_rows sessions;
    struct token_list_rows tokens;
    enum rc rc = session_list(cx, viewer_is(cx), &sessions);
    if (!rc) rc = token_list(cx, viewer_is(cx), cx->now, &tokens);
    if (rc) return rc;
    reply_rows(cx, rs, "sessions", &session_by_id_meta, sessions.v, sessions.n);
    reply_rows(cx, rs, "tokens", &token_list_meta, tokens.v, tokens.n);
    return RC_OK;
}

enum rc me_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct me_view v = { .made = NULL };
    struct me_row *row = arena_array(cx->arena, struct me_row, 1);
    if (!viewer_is(cx)) return RC_LOGIN;
    *row = (struct me_row){ cx->viewer->name, cx->viewer->email, cx->viewer->lang,
                            viewer_titles(cx, 0) };
    reply_row(cx, rs, "me", &me_meta, row);
    return reply_is_page(rq) ? show(cx, rq, rs, &v) : reply_lists(cx, rs);
}

/* ---- changing -------------------------------------------------------------------------------- */

static enum rc back(struct cx *cx, struct request *rq, struct response *rs, const char *notice)
{
    return reply_see_other(cx, rq, rs, url_path(cx, "/me"), notice);
}

enum rc me_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct me *f = rq->form;
    enum rc rc = account_set_own(cx, f->name, f->lang);
    if (rc) return rc;
    if (i18n_locale(f->lang)) cx->locale = i18n_locale(f->lang);
    return back(cx, rq, rs, T("Saved."));
}

enum rc me_password_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct new_password *f = rq->form;
    const struct session_place place = signin_place(rq);
    struct session_new fresh;
    enum rc rc = account_change_password(cx, f->password, f->new_password, &place,
                                         signin_session(rq), &fresh);
    if (rc) return rc;
    signin_cookie(cx, rq, rs, fresh.token);
    return back(cx, rq, rs, T("Your new password is saved. Other devices are signed out."));
}

enum rc me_session_end(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = session_end(cx, rq->id[0]);
    if (rc) return rc;
    if (rq->id[0] == signin_session(rq)) {
        signin_cookie(cx, rq, rs, NULL);
        return reply_see_other(cx, rq, rs, url_path(cx, "/login"), T("You are signed out."));
    }
    return back(cx, rq, rs, T("That device is signed out."));
}

enum rc me_sessions_end(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = account_sign_out_elsewhere(cx, signin_session(rq));
    return rc ? rc : back(cx, rq, rs, T("All other devices are signed out."));
}

/* The only answer that ever shows the token, and therefore a page and not a way to one. */
enum rc me_token_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct new_token *f = rq->form;
    struct token_new made;
    int64_t days = 0;
    if (!str_int64(str_of(f->days), &days)) days = 0;
    enum rc rc = token_make(cx, f->token_name, days, &made);
    if (rc) return rc;
    rq->fields.n = 0; /* the form is empty again */
    struct me_view v = { .made = arena_dup(cx->arena, made.text),
                         .made_until = i18n_date(cx, date_of_stamp(made.expires_at)) };
    return show(cx, rq, rs, &v);
}

enum rc me_token_revoke(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = token_revoke(cx, rq->id[0]);
    return rc ? rc : back(cx, rq, rs, T("The token is revoked."));
}

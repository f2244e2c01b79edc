/* SPDX-License-Identifier: EUPL-1.2 */
/* account_web_test.c — the pages of accounts as a browser sees them, on a real database. */
#include "account/account_web.h"

#include "account/account.h"
#include "account/account_pages_web.h"
#include "account/token.h"
#include "i18n/i18n.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/site.h"
#include "tests/t.h"

#include <pthread.h>
#include <string.h>

#define GOOD "klupa u parku 17"
#define GOOD_FIELD "klupa+u+parku+17"
#define EMAIL_FIELD "partner_finance%40example.org"

static void begin(struct cx *cx, struct people *p)
{
    site_setup();
    people_make(cx, p);
}

static int64_t with_password(struct cx *cx, struct people *p)
{
    begin(cx, p);
    const int64_t who = p->account[ROLE_PARTNER_FINANCE];
    assert_int_equal(account_set_password_by_hand(cx, who, GOOD), RC_OK);
    return who;
}

/* ---- signing in ------------------------------------------------------------------------------ */

static void in_and_out(struct cx *cx)
{
    struct people p;
    struct browser b = { 0 };
    with_password(cx, &p);
    assert_int_equal(site_get(cx, &b, "/me").status, 303);
    struct answer a = site_get(cx, &b, "/login?next=%2Fme");
    assert_int_equal(a.status, 200);
    assert_shows(a, "autocomplete=\"current-password\"");
    assert_shows(a, "name=\"next\" value=\"/me\"");
    assert_hides(a, "/login/demo/");
    a = site_post(cx, &b, "/login", "email=" EMAIL_FIELD "&password=" GOOD_FIELD "&next=%2Fme");
    assert_int_equal(a.status, 303);
    assert_string_equal(site_header(&a, "Location"), "/me");
    const char *token = site_cookie(&b, "kolo");
    assert_int_equal(strlen(token), 43);
    const char *set = "";
    for (size_t i = 0; i < a.rs->headers.n; i++)
        if (strstr(a.rs->headers.v[i].value, "kolo=")) set = a.rs->headers.v[i].value;
    assert_non_null(strstr(set, "HttpOnly; SameSite=Lax"));
    assert_null(strstr(set, "Secure"));
    a = site_get(cx, &b, "/me");
    assert_int_equal(a.status, 200);
    assert_shows(a, "partner_finance@example.org");
    assert_shows(a, "Partner finance officer · PIA · EHO");
    assert_hides(a, token);
    assert_true(a.statements <= 12);
    /* signing in again rotates: the cookie from before is worth nothing */
    assert_int_equal(site_get(cx, &b, "/login").status, 303);
    a = site_post(cx, &b, "/login", "email=" EMAIL_FIELD "&password=" GOOD_FIELD);
    assert_int_equal(a.status, 303);
    assert_string_not_equal(site_cookie(&b, "kolo"), token);
    struct browser old = { 0 };
    *vec_push(cx->arena, &old.cookies) = (struct pair){ "kolo", token };
    assert_int_equal(site_get(cx, &old, "/me").status, 303);
    token = site_cookie(&b, "kolo");
    site_get(cx, &b, "/me");
    a = site_post(cx, &b, "/logout", "");
    assert_int_equal(a.status, 303);
    assert_null(site_cookie(&b, "kolo"));
    old.cookies.v[0].value = token;
    assert_int_equal(site_get(cx, &old, "/me").status, 303);
}
static void one_signs_in_and_out(void **state)
{
    (void)state;
    test_on_engines(in_and_out);
}

static void over_tls(struct cx *cx)
{
    struct people p;
    struct browser b = { .secure = true };
    with_password(cx, &p);
    site_get(cx, &b, "/login");
    assert_int_equal(
        site_post(cx, &b, "/login", "email=" EMAIL_FIELD "&password=" GOOD_FIELD).status, 303);
    assert_non_null(site_cookie(&b, "__Host-kolo"));
    assert_null(site_cookie(&b, "kolo"));
    assert_int_equal(site_get(cx, &b, "/me").status, 200);
    /* the name without the prefix is not listened to there */
    struct browser weak = { .secure = true };
    *vec_push(cx->arena, &weak.cookies) = (struct pair){ "kolo", site_cookie(&b, "__Host-kolo") };
    assert_int_equal(site_get(cx, &weak, "/me").status, 303);
}
static void over_tls_the_cookie_is_bound_to_the_host(void **state)
{
    (void)state;
    test_on_engines(over_tls);
}

static void refusals(struct cx *cx)
{
    struct people p;
    struct browser b = { 0 };
    with_password(cx, &p);
    /* without the token of a page of ours nothing is looked at */
    struct answer a = site_post(cx, &b, "/login", "email=" EMAIL_FIELD "&password=" GOOD_FIELD);
    assert_int_equal(a.status, 403);
    assert_null(site_cookie(&b, "kolo"));
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM login_failure"), 0);
    struct browser other = { 0 };
    site_get(cx, &other, "/login");
    site_get(cx, &b, "/login");
    const char *mine = b.csrf;
    b.csrf = other.csrf;
    a = site_post(cx, &b, "/login", "email=" EMAIL_FIELD "&password=" GOOD_FIELD);
    assert_int_equal(a.status, 403);
    b.csrf = mine;
    /* a wrong password, and what was typed is there again, but for the password */
    a = site_post(cx, &b, "/login", "email=" EMAIL_FIELD "&password=wrong-one&next=%2Fme");
    assert_int_equal(a.status, 422);
    assert_shows(a, "do not belong together");
    assert_shows(a, "value=\"partner_finance@example.org\"");
    assert_shows(a, "name=\"next\" value=\"/me\"");
    assert_hides(a, "wrong-one");
    const char *known = a.body;
    a = site_post(cx, &b, "/login", "email=nobody%40example.org&password=wrong-one&next=%2Fme");
    assert_int_equal(a.status, 422);
    assert_int_equal(strlen(a.body), strlen(known) - strlen("partner_finance") + strlen("nobody"));
    for (int i = 0; i < 4; i++)
        site_post(cx, &b, "/login", "email=" EMAIL_FIELD "&password=wrong-one");
    a = site_post(cx, &b, "/login", "email=" EMAIL_FIELD "&password=" GOOD_FIELD);
    assert_int_equal(a.status, 429);
    assert_string_equal(site_header(&a, "Retry-After"), "15");
    assert_shows(a, "Try again in 15 seconds");
}
static void a_sign_in_is_refused(void **state)
{
    (void)state;
    test_on_engines(refusals);
}

static void where_to(struct cx *cx)
{
    static const char *const bad[] = { "//evil.example",
                                       "https://evil.example",
                                       "/\\evil.example",
                                       "\\\\evil.example",
                                       "javascript:alert(1)",
                                       "",
                                       "me",
                                       "/nowhere",
                                       "/login",
                                       "/login?next=/me",

                                       "/me%0d%0aX:1",
                                       "/me\r\nX: 1",
                                       "/%2f/evil.example",
                                       "/me/../../evil",
                                       "/logout",
                                       NULL };
    struct people p;
    begin(cx, &p);
    assert_string_equal(account_next(cx, NULL).p, "/");
    for (const char *const *z = bad; *z; z++) assert_string_equal(account_next(cx, *z).p, "/");
    assert_string_equal(account_next(cx, "/me").p, "/me");
    assert_string_equal(account_next(cx, "/p/1/people?q=a%20b").p, "/p/1/people?q=a%20b");
    assert_string_equal(account_next(cx, "/admin/accounts.csv?q=x").p, "/admin/accounts.csv?q=x");
}
static void one_is_not_sent_elsewhere(void **state)
{
    (void)state;
    test_on_engines(where_to);
}

/* What was typed when the session ended goes along, but never from a stranger's page. */
static void too_late(struct cx *cx)
{
    struct people p;
    with_password(cx, &p);
    struct browser b = { .headers = "Origin: http://kolo.example\n" },
                   stranger = { .headers = "Origin: http://evil.example\n" },
                   crossed = { .headers = "Sec-Fetch-Site: cross-site\n" }, old = { 0 };
    const char *form = "name=Neda+%26+Co&lang=en";
    site_get(cx, &b, "/login");
    struct answer a = site_post(cx, &b, "/me", form);
    assert_int_equal(a.status, 401);
    assert_shows(a, "name=\"carry_to\" value=\"/me\"");
    assert_shows(a, "name=\"carried\" value=\"name=Neda%20%26%20Co&amp;lang=en\"");
    assert_int_equal(site_post(cx, &stranger, "/me", form).status, 303);
    assert_int_equal(site_post(cx, &crossed, "/me", form).status, 303);
    assert_int_equal(site_post(cx, &old, "/me", form).status, 303);
    const char *secret = "password=" GOOD_FIELD "&new_password=" GOOD_FIELD;
    assert_int_equal(site_post(cx, &b, "/me/password", secret).status, 303);
    site_get(cx, &b, "/login");
    const char *sign_in = "email=" EMAIL_FIELD "&password=" GOOD_FIELD
                          "&carry_to=%2Fme&carried=name%3DNeda%2520%2526%2520Co%26lang%3Den";
    a = site_post(cx, &b, "/login", sign_in);
    assert_int_equal(a.status, 200);
    assert_shows(a, "action=\"/me\"");
    assert_shows(a, "name=\"name\" value=\"Neda &amp; Co\"");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM account WHERE name LIKE 'Neda%'"), 0);
    assert_int_equal(site_post(cx, &b, "/me", form).status, 303);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM account WHERE name LIKE 'Neda%'"), 1);
    /* to nowhere else, and not to what needs nobody signed in */
    static const char *const elsewhere[] = { "%2F%2Fevil.example", "https%3A%2F%2Fevil.example",
                                             "%2Flogout", "%2Fnothing" };
    for (size_t i = 0; i < 4; i++) {
        struct browser c = { .headers = "Origin: http://kolo.example\n" };
        site_get(cx, &c, "/login");
        a = site_post(cx, &c, "/login",
                      arena_printf(cx->arena, "%s&carry_to=%s&carried=a%%3D1",
                                   "email=" EMAIL_FIELD "&password=" GOOD_FIELD, elsewhere[i]));
        assert_int_equal(a.status, 303);
    }
}
static void what_was_typed_outlives_the_session(void **state)
{
    (void)state;
    test_on_engines(too_late);
}

static void demonstration(struct cx *cx)
{
    struct people p;
    begin(cx, &p);
    struct browser b = { .address = "127.0.0.1", .host = "127.0.0.1:8080" };
    const char *enter =
        arena_printf(cx->arena, "/login/demo/%lld", (long long)p.account[ROLE_LEAD_COORDINATOR]);
    assert_hides(site_get(cx, &b, "/login"), "/login/demo/");
    assert_int_equal(site_post(cx, &b, enter, "").status, 404);
    account_offer_demo(true);
    struct answer a = site_get(cx, &b, "/login");
    assert_shows(a, enter);
    assert_shows(a, "Lead coordinator");
    assert_shows(a, "EHO");
    assert_true(a.statements <= 12);
    /* only to this machine, by its own name, and not through a proxy */
    const struct browser away[] = {
        { .address = "192.0.2.1", .host = "127.0.0.1:8080" },
        { .address = "127.0.0.1", .host = "kolo.example" },
        { .address = "127.0.0.1", .host = "localhost.evil.example" },
        { .address = "127.0.0.1", .host = "127.0.0.1.evil.example:8080" },
        { .address = "127.0.0.1", .host = "127.evil.example" },
        { .address = "127.0.0.1", .host = "[::1].evil.example" },
        { .address = "127.0.0.1", .host = "localhost", .headers = "X-Forwarded-For: 192.0.2.1\n" },
        { .address = "127.0.0.1", .host = "localhost", .headers = "Via: 1.1 x\n" },
    };
    for (size_t i = 0; i < sizeof away / sizeof *away; i++) {
        struct browser w = away[i];
        assert_hides(site_get(cx, &w, "/login"), "/login/demo/");
        assert_int_equal(site_post(cx, &w, enter, "").status, 404);
    }
    a = site_post(cx, &b, enter, "");
    assert_int_equal(a.status, 303);
    assert_shows(site_get(cx, &b, "/me"), "lead_coordinator@example.org");
    test_script(cx, "UPDATE account SET is_demo = 0 WHERE email_key = 'donor@example.org'");
    enter = arena_printf(cx->arena, "/login/demo/%lld", (long long)p.account[ROLE_DONOR]);
    assert_int_equal(site_post(cx, &b, enter, "").status, 404);
    account_offer_demo(false);
}
static void demo_people_come_in_on_this_machine(void **state)
{
    (void)state;
    test_on_engines(demonstration);
}

static void languages(struct cx *cx)
{
    struct people p;
    struct browser b = { 0 };
    struct account_by_id_row who;
    begin(cx, &p);
    assert_shows(site_get(cx, &b, "/login"), "<html lang=\"en\">");
    struct answer a = site_post(cx, &b, "/lang/sr?next=%2Fme", "");
    assert_int_equal(a.status, 303);
    assert_string_equal(site_header(&a, "Location"), "/me");
    assert_string_equal(site_cookie(&b, "kolo_lang"), "sr");
    assert_shows(site_get(cx, &b, "/login"), "<html lang=\"sr\">");
    a = site_post(cx, &b, "/lang/tlh", "");
    assert_int_equal(a.status, 404);
    /* signed in it is kept with the account, and goes along to other devices */
    site_sign_in(cx, &b, p.account[ROLE_DONOR]);
    assert_shows(site_get(cx, &b, "/me"), "<html lang=\"en\">");
    assert_int_equal(site_post(cx, &b, "/lang/sr-Cyrl", "").status, 303);
    assert_int_equal(account_by_id(cx, p.account[ROLE_DONOR], &who), RC_OK);
    assert_string_equal(who.lang, "sr-Cyrl");
    struct browser phone = { 0 };
    site_sign_in(cx, &phone, p.account[ROLE_DONOR]);
    assert_shows(site_get(cx, &phone, "/me"), "<html lang=\"sr-Cyrl\">");
}
static void the_language_is_kept(void **state)
{
    (void)state;
    test_on_engines(languages);
}

/* ---- invitations ----------------------------------------------------------------------------- */

static const char *word_of(struct cx *cx, const struct answer *a)
{
    const char *at = strstr(a->body, "/invite/");
    if (!at) fail_msg("no link in %.2000s", a->body);
    return arena_str(cx->arena, (str){ at, strcspn(at, "<\"") });
}

static void inviting(struct cx *cx)
{
    struct people p;
    struct browser lead = { 0 }, ana = { 0 };
    begin(cx, &p);
    site_sign_in(cx, &lead, p.account[ROLE_LEAD_COORDINATOR]);
    struct answer a = site_get(cx, &lead, "/p/1/people");
    assert_int_equal(a.status, 200);
    assert_shows(a, "Auditor");
    assert_true(a.statements <= 12);
    a = site_get(cx, &lead, "/p/1/people/invite");
    assert_int_equal(a.status, 200);
    assert_shows(a, "EHO · ");
    assert_hides(a, "CNVOS");
    assert_hides(a, "value=\"administrator\"");
    a = site_post(cx, &lead, "/p/1/people/invite",
                  "email=ana&name=Ana&lang=sr&role=partner_finance&organisation=2");
    assert_int_equal(a.status, 422);
    assert_shows(a, "value=\"Ana\"");
    a = site_post(cx, &lead, "/p/1/people/invite",
                  "email=ana%40eho.example&name=Ana&lang=sr&role=partner_finance");
    assert_int_equal(a.status, 422);
    assert_shows(a, "Choose the partner this person works for");
    a = site_post(cx, &lead, "/p/1/people/invite",
                  "email=ana%40eho.example&name=Ana&lang=sr&role=administrator");
    assert_int_equal(a.status, 422);
    a = site_post(cx, &lead, "/p/1/people/invite",
                  "email=ana%40eho.example&name=Ana&lang=sr&role=partner_finance&organisation=2");
    assert_int_equal(a.status, 200);
    assert_shows(a, "http://kolo.example/invite/");
    const char *link = word_of(cx, &a);
    assert_string_equal(site_header(&a, "Cache-Control"), "no-store");
    /* in her language, once */
    a = site_get(cx, &ana, link);
    assert_int_equal(a.status, 200);
    assert_shows(a, "<html lang=\"sr\">");
    assert_shows(a, "ana@eho.example");
    a = site_post(cx, &ana, arena_printf(cx->arena, "/lang/en?next=%s", link), "");
    assert_string_equal(site_header(&a, "Location"), link);
    assert_shows(site_get(cx, &ana, link), "<html lang=\"en\">");
    a = site_post(cx, &ana, link, "new_password=kratko");
    assert_int_equal(a.status, 422);
    a = site_post(cx, &ana, link, "new_password=" GOOD_FIELD);
    assert_int_equal(a.status, 303);
    assert_string_equal(site_header(&a, "Location"), "/");
    assert_shows(site_get(cx, &ana, "/me"), "ana@eho.example");
    struct browser thief = { 0 };
    a = site_get(cx, &thief, link);
    assert_int_equal(a.status, 404);
    assert_shows(a, "used already");
    a = site_get(cx, &thief, "/invite/abc");
    assert_int_equal(a.status, 404);
}
/* A program invites as well; the link is in its answer and nowhere else. */
static void inviting_by_program(struct cx *cx)
{
    struct people p;
    struct token_new token;
    begin(cx, &p);
    people_sign_in(cx, p.account[ROLE_LEAD_COORDINATOR]);
    assert_int_equal(token_make(cx, "t", 1, &token), RC_OK);
    struct browser b = { .headers = arena_printf(cx->arena,
                                                 "Authorization: Bearer %s\nIdempotency-Key: i1\n",
                                                 token.text) };
    const char *ana = "{\"email\":\"ana@eho.example\",\"name\":\"Ana\",\"lang\":\"sr\","
                      "\"role\":\"partner_finance\",\"organisation\":2}";
    struct answer a = site_json(cx, &b, "/p/1/people/invite", ana);
    assert_int_equal(a.status, 201);
    assert_shows(
        a, "{\"invited\":{\"email\":\"ana@eho.example\",\"link\":\"http://kolo.example/invite/");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM idempotency WHERE body LIKE '%invite/%'"),
                     0);
    a = site_json(cx, &b, "/p/1/people/invite", ana);
    assert_int_equal(a.status, 201);
    assert_hides(a, "/invite/");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM invitation"), 1);
    b.headers = arena_printf(cx->arena, "Authorization: Bearer %s\n", token.text);
    a = site_json(cx, &b, "/admin/accounts/invite", ana);
    assert_int_equal(a.status, 403);
    /* and reads what its owner's page shows, but no secret */
    a = site_get(cx, &b, "/api/v1/me");
    assert_int_equal(a.status, 200);
    assert_shows(a, "\"sessions\":[{\"id\":");
    assert_shows(a, "\"tokens\":[{\"id\":");
    assert_hides(a, "csrf");
    assert_hides(a, "hash");
    assert_hides(a, TOKEN_PREFIX);
}
static void a_program_invites(void **state)
{
    (void)state;
    test_on_engines(inviting_by_program);
}

static void somebody_is_invited_and_comes(void **state)
{
    (void)state;
    test_on_engines(inviting);
}

/* ---- the administrator ----------------------------------------------------------------------- */

static void administering(struct cx *cx)
{
    struct people p;
    struct browser b = { 0 };
    begin(cx, &p);
    const long long donor = (long long)p.account[ROLE_DONOR],
                    self = (long long)p.account[ROLE_ADMINISTRATOR];
    site_sign_in(cx, &b, self);
    struct answer a = site_get(cx, &b, "/admin/accounts");
    assert_int_equal(a.status, 200);
    assert_shows(a, "donor@example.org");
    assert_true(a.statements <= 12);
    a = site_get(cx, &b, "/admin/accounts?q=donor&state=active");
    assert_shows(a, "donor@example.org");
    assert_hides(a, "auditor@example.org");
    a = site_get(cx, &b, "/admin/accounts.csv?q=donor");
    assert_int_equal(a.status, 200);
    assert_shows(a, "id,name,email,lang,state");
    assert_hides(a, "sort_key");
    const char *at = arena_printf(cx->arena, "/admin/account/%lld", donor);
    a = site_get(cx, &b, at);
    assert_int_equal(a.status, 200);
    assert_true(a.statements <= 12);
    a = site_post(cx, &b, arena_printf(cx->arena, "%s/grant", at), "role=auditor");
    assert_int_equal(a.status, 422);
    assert_shows(a, "Choose the project this role is for");
    a = site_post(cx, &b, arena_printf(cx->arena, "%s/grant", at), "role=auditor&project=1");
    assert_int_equal(a.status, 303);
    a = site_post(cx, &b, arena_printf(cx->arena, "%s/grant", at), "role=auditor&project=1");
    assert_int_equal(a.status, 409);
    assert_shows(a, "has this role already");
    a = site_post(cx, &b, arena_printf(cx->arena, "%s/link", at), "");
    assert_int_equal(a.status, 200);
    word_of(cx, &a);
    a = site_post(cx, &b, arena_printf(cx->arena, "%s/lock", at), "");
    assert_int_equal(a.status, 303);
    assert_shows(site_get(cx, &b, at), "locked");
    a = site_post(cx, &b, arena_printf(cx->arena, "%s/link", at), "");
    assert_int_equal(a.status, 409);
    a = site_post(cx, &b, arena_printf(cx->arena, "%s/unlock", at), "");
    assert_int_equal(a.status, 303);
    /* one's own: roles change under a new cookie */
    at = arena_printf(cx->arena, "/admin/account/%lld", self);
    a = site_post(cx, &b, arena_printf(cx->arena, "%s/lock", at), "");
    assert_int_equal(a.status, 409);
    const char *token = site_cookie(&b, "kolo");
    a = site_post(cx, &b, arena_printf(cx->arena, "%s/grant", at), "role=auditor&project=2");
    assert_int_equal(a.status, 303);
    assert_string_not_equal(site_cookie(&b, "kolo"), token);
    assert_int_equal(site_get(cx, &b, at).status, 200);
    assert_int_equal(site_get(cx, &b, "/admin/account/999").status, 404);
    /* nobody else */
    struct browser lead = { 0 };
    site_sign_in(cx, &lead, p.account[ROLE_LEAD_COORDINATOR]);
    assert_int_equal(site_get(cx, &lead, "/admin/accounts").status, 403);
    assert_int_equal(site_get(cx, &lead, at).status, 403);
    assert_int_equal(site_get(cx, &lead, "/p/2/people").status, 404);
    struct browser fin = { 0 };
    site_sign_in(cx, &fin, p.account[ROLE_PARTNER_FINANCE]);
    a = site_get(cx, &fin, "/p/1/people");
    assert_int_equal(a.status, 403);
    assert_shows(a, "Only the lead coordinator and the auditor see who has access");
    struct browser auditor = { 0 };
    site_sign_in(cx, &auditor, p.account[ROLE_AUDITOR]);
    a = site_get(cx, &auditor, "/p/1/people");
    assert_int_equal(a.status, 200);
    assert_null(strstr(a.body, "/people/invite"));
    assert_int_equal(site_get(cx, &auditor, "/p/1/people/invite").status, 403);
}
static void an_administrator_keeps_accounts(void **state)
{
    (void)state;
    test_on_engines(administering);
}

static void paging(struct cx *cx)
{
    struct people p;
    struct browser b = { 0 };
    begin(cx, &p);
    for (int i = 0; i < 60; i++)
        people_add(cx, arena_printf(cx->arena, "m%02d@example.org", i), ROLE_AUDITOR, PROJECT, 0);
    site_sign_in(cx, &b, p.account[ROLE_ADMINISTRATOR]);
    struct answer a = site_get(cx, &b, "/admin/accounts");
    assert_shows(a, "rel=\"next\"");
    assert_hides(a, "partner_finance@example.org");
    const char *at = strstr(a.body, "/admin/accounts?after=");
    assert_non_null(at);
    a = site_get(cx, &b, arena_str(cx->arena, (str){ at, strcspn(at, "\"") }));
    assert_shows(a, "partner_finance@example.org");
    assert_shows(a, "m59@example.org");
    assert_hides(a, "rel=\"next\"");
    assert_hides(a, "auditor@example.org");
    assert_true(a.statements <= 12);
}
static void many_accounts_come_in_pages(void **state)
{
    (void)state;
    test_on_engines(paging);
}

/* ---- one's own account ----------------------------------------------------------------------- */

static void own_page(struct cx *cx)
{
    struct people p;
    struct browser b = { 0 }, phone = { .headers = "User-Agent: Mozilla/5.0 (Android 14) "
                                                   "Firefox/115.0\n" };
    const int64_t who = with_password(cx, &p);
    site_sign_in(cx, &b, who);
    site_get(cx, &phone, "/login");
    site_post(cx, &phone, "/login", "email=" EMAIL_FIELD "&password=" GOOD_FIELD);
    struct answer a = site_get(cx, &b, "/me");
    assert_shows(a, "Firefox, Android");
    assert_int_equal(site_post(cx, &b, "/me", "name=Vesna+Kos&lang=en").status, 303);
    assert_shows(site_get(cx, &b, "/me"), "Vesna Kos");
    assert_int_equal(site_post(cx, &b, "/me", "name=&lang=en").status, 422);
    /* a token is shown once, and opens the API */
    a = site_post(cx, &b, "/me/token", "token_name=import&days=30");
    assert_int_equal(a.status, 200);
    const char *at = strstr(a.body, ">kolo_");
    assert_non_null(at);
    const char *token = arena_str(cx->arena, (str){ at + 1, 48 });
    a = site_get(cx, &b, "/me");
    assert_hides(a, token);
    assert_shows(a, "import");
    struct browser program = { .headers =
                                   arena_printf(cx->arena, "Authorization: Bearer %s\n", token) };
    a = site_get(cx, &program, "/api/v1/me");
    assert_int_equal(a.status, 200);
    assert_shows(a, "\"email\":\"partner_finance@example.org\"");
    assert_true(a.statements <= 5); /* the token, once a minute that it was used, two lists */
    /* not the pages, and nothing that concerns the account itself */
    assert_int_equal(site_get(cx, &program, "/me").status, 303);
    assert_int_equal(site_json(cx, &program, "/me/token", "{\"token_name\":\"x\"}").status, 404);
    struct browser forged = { .headers = "Authorization: Bearer kolo_nonsense\n" };
    a = site_get(cx, &forged, "/api/v1/me");
    assert_int_equal(a.status, 401);
    assert_shows(a, "revoked");
    at = strstr(site_get(cx, &b, "/me").body, "/me/token/");
    assert_non_null(at);
    const char *revoke = arena_str(cx->arena, (str){ at, strcspn(at, "\"") });
    assert_int_equal(site_post(cx, &b, revoke, "").status, 303);
    assert_int_equal(site_get(cx, &program, "/api/v1/me").status, 401);
    /* a new password */
    a = site_post(cx, &b, "/me/password", "password=wrong&new_password=plavi+most+2007");
    assert_int_equal(a.status, 422);
    assert_shows(a, "not your present password");
    a = site_post(cx, &b, "/me/password", "password=" GOOD_FIELD "&new_password=plavi+most+2007");
    assert_int_equal(a.status, 303);
    assert_int_equal(site_get(cx, &b, "/me").status, 200);
    assert_int_equal(site_get(cx, &phone, "/me").status, 303);
}
static void ones_own_account_is_one_page(void **state)
{
    (void)state;
    test_on_engines(own_page);
}

static void device(struct cx *cx)
{
    struct people p;
    struct browser a = { 0 }, b = { 0 }, stranger = { 0 };
    begin(cx, &p);
    site_sign_in(cx, &a, p.account[ROLE_DONOR]);
    site_sign_in(cx, &b, p.account[ROLE_DONOR]);
    site_sign_in(cx, &stranger, p.account[ROLE_AUDITOR]);
    const char *body = site_get(cx, &b, "/me").body;
    assert_non_null(strstr(body, "this one"));
    /* the newest is first: one's own */
    const char *own = strstr(body, "/me/session/"), *other = strstr(own + 1, "/me/session/");
    assert_non_null(other);
    const char *end = arena_str(cx->arena, (str){ other, strcspn(other, "\"") });
    assert_int_equal(site_post(cx, &stranger, end, "").status, 404);
    assert_int_equal(site_get(cx, &a, "/me").status, 200);
    assert_int_equal(site_post(cx, &b, end, "").status, 303);
    assert_int_equal(site_get(cx, &a, "/me").status, 303);
    site_sign_in(cx, &a, p.account[ROLE_DONOR]);
    site_get(cx, &b, "/me");
    assert_int_equal(site_post(cx, &b, "/me/sessions/end", "").status, 303);
    assert_int_equal(site_get(cx, &a, "/me").status, 303);
    assert_int_equal(site_get(cx, &b, "/me").status, 200);
    assert_int_equal(site_get(cx, &stranger, "/me").status, 200);
}
static void devices_are_signed_out(void **state)
{
    (void)state;
    test_on_engines(device);
}

/* ---- idempotency ----------------------------------------------------------------------------- */

static void twice(struct cx *cx)
{
    struct people p;
    struct token_new token;
    begin(cx, &p);
    people_sign_in(cx, p.account[ROLE_ADMINISTRATOR]);
    assert_int_equal(token_make(cx, "t", 1, &token), RC_OK);
    const char *bearer = arena_printf(cx->arena, "Authorization: Bearer %s\n", token.text);
    struct browser b = { .headers = arena_printf(cx->arena, "%sIdempotency-Key: k1\n", bearer) };
    const char *grant =
        arena_printf(cx->arena, "/admin/account/%lld/grant", (long long)p.account[ROLE_DONOR]);
    const char *audits = "SELECT COUNT(*) FROM audit WHERE action = 'account.grant'";
    int64_t before = test_count(cx, audits);
    struct answer a = site_json(cx, &b, grant, "{\"role\":\"auditor\",\"project\":1}");
    assert_int_equal(a.status, 200);
    const char *first = a.body;
    a = site_json(cx, &b, grant, "{\"role\":\"auditor\",\"project\":1}");
    assert_int_equal(a.status, 200);
    assert_string_equal(a.body, first);
    assert_string_equal(site_header(&a, "Idempotent-Replayed"), "true");
    assert_int_equal(test_count(cx, audits) - before, 1);
    /* another request under the key */
    a = site_json(cx, &b, grant, "{\"role\":\"auditor\",\"project\":2}");
    assert_int_equal(a.status, 409);
    assert_shows(a, "another request");
    /* a refusal is not remembered: nothing was done */
    b.headers = arena_printf(cx->arena, "%sIdempotency-Key: k2\n", bearer);
    assert_int_equal(site_json(cx, &b, grant, "{\"role\":\"auditor\"}").status, 422);
    assert_int_equal(site_json(cx, &b, grant, "{\"role\":\"auditor\",\"project\":2}").status, 200);
    assert_int_equal(test_count(cx, audits) - before, 2);
    /* a day later the key is free */
    cx->now += IDEMPOTENCY_LASTS;
    assert_int_equal(site_json(cx, &b, grant, "{\"role\":\"auditor\",\"project\":1}").status, 401);
    people_sign_in(cx, p.account[ROLE_ADMINISTRATOR]);
    assert_int_equal(token_make(cx, "t", 1, &token), RC_OK);
    b.headers =
        arena_printf(cx->arena, "Authorization: Bearer %s\nIdempotency-Key: k2\n", token.text);
    a = site_json(cx, &b, grant, "{\"role\":\"auditor\",\"project\":2}");
    assert_int_equal(a.status, 409);
    assert_shows(a, "has this role already");
    assert_false(db_in_write(cx->db));
}
static void a_write_is_carried_out_once(void **state)
{
    (void)state;
    test_on_engines(twice);
}

/* What was made, and where it is, is said the second time as well. */
static void made_twice(struct cx *cx)
{
    struct people p;
    struct token_new token;
    const char *const json = "{\"no\":7,\"title\":\"Sever\"}";
    begin(cx, &p);
    people_sign_in(cx, p.account[ROLE_LEAD_COORDINATOR]);
    assert_int_equal(token_make(cx, "t", 1, &token), RC_OK);
    struct browser b = { .headers = arena_printf(cx->arena,
                                                 "Authorization: Bearer %s\nIdempotency-Key: m1\n",
                                                 token.text) };
    struct answer a = site_json(cx, &b, "/p/1/components", json);
    assert_int_equal(a.status, 201);
    const char *first = a.body, *where = site_header(&a, "Location");
    assert_true(str_starts(str_of(where), "/api/v1/p/1/"));
    a = site_json(cx, &b, "/p/1/components", json);
    assert_int_equal(a.status, 201);
    assert_string_equal(a.body, first);
    assert_string_equal(site_header(&a, "Location"), where);
    assert_string_equal(site_header(&a, "Idempotent-Replayed"), "true");
}
static void a_replay_says_where(void **state)
{
    (void)state;
    test_on_engines(made_twice);
}

/* Several programs send the same write at the same moment: it is there once, and all get
 * the one answer. */
struct racer {
    struct cx *cx;
    struct browser b;
    struct answer a;
    pthread_barrier_t *start;
    const char *json;
};

static void *race(void *p)
{
    struct racer *r = p;
    pthread_barrier_wait(r->start);
    r->a = site_json(r->cx, &r->b, "/p/1/components", r->json);
    return NULL;
}

static void racing(struct cx *cx)
{
    enum { RACERS = 4, ROUNDS = 5 };
    struct people p;
    struct token_new token;
    begin(cx, &p);
    people_sign_in(cx, p.account[ROLE_LEAD_COORDINATOR]);
    assert_int_equal(token_make(cx, "t", 1, &token), RC_OK);
    struct cx *peer[RACERS];
    for (int i = 0; i < RACERS; i++) peer[i] = test_peer(cx);
    for (int round = 0; round < ROUNDS; round++) {
        struct racer r[RACERS];
        pthread_t thread[RACERS];
        pthread_barrier_t start;
        const char *done = NULL;
        pthread_barrier_init(&start, NULL, RACERS);
        for (int i = 0; i < RACERS; i++) {
            peer[i]->now = cx->now;
            r[i] = (struct racer){
                .cx = peer[i],
                .start = &start,
                .b = { .headers = arena_printf(cx->arena,
                                               "Authorization: Bearer %s\nIdempotency-Key: r%d\n",
                                               token.text, round) },
                .json = arena_printf(cx->arena, "{\"no\":%d,\"title\":\"T\"}", round + 1),
            };
            assert_int_equal(pthread_create(&thread[i], NULL, race, &r[i]), 0);
        }
        for (int i = 0; i < RACERS; i++) pthread_join(thread[i], NULL);
        pthread_barrier_destroy(&start);
        for (int i = 0; i < RACERS; i++) {
            if (r[i].a.status != 201) fail_msg("%d: %s", r[i].a.status, r[i].a.body);
            if (!done) done = r[i].a.body;
            assert_string_equal(r[i].a.body, done);
        }
        assert_non_null(done);
        assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM component"), round + 1);
    }
}
static void of_many_at_once_one_writes(void **state)
{
    (void)state;
    test_on_engines(racing);
}

TESTS(account_web, cmocka_unit_test(one_signs_in_and_out),
      cmocka_unit_test(over_tls_the_cookie_is_bound_to_the_host),
      cmocka_unit_test(a_sign_in_is_refused), cmocka_unit_test(one_is_not_sent_elsewhere),
      cmocka_unit_test(what_was_typed_outlives_the_session),
      cmocka_unit_test(demo_people_come_in_on_this_machine), cmocka_unit_test(the_language_is_kept),
      cmocka_unit_test(somebody_is_invited_and_comes),
      cmocka_unit_test(an_administrator_keeps_accounts),
      cmocka_unit_test(many_accounts_come_in_pages), cmocka_unit_test(ones_own_account_is_one_page),
      cmocka_unit_test(devices_are_signed_out), cmocka_unit_test(a_write_is_carried_out_once),
      cmocka_unit_test(a_replay_says_where), cmocka_unit_test(of_many_at_once_one_writes),
      cmocka_unit_test(a_program_invites));

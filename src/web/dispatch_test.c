/* SPDX-License-Identifier: EUPL-1.2 */
/* dispatch_test.c — what a route gets for nothing: who, whether, the form, the formats, the errors.
 */
#include "base/rand.h"
#include "web/web_test.h"

#include <string.h>
#include <unistd.h>

static void pages_and_headers(void **state)
{
    (void)state;
    try_setup();
    struct tried t = try_get("/", "ana");
    assert_int_equal(t.status, 200);
    assert_has(t.body, "home in");
    assert_string_equal(try_header(&t, "Content-Security-Policy"),
                        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' "
                        "data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
                        "frame-ancestors 'none'; base-uri 'none'");
    assert_string_equal(try_header(&t, "X-Content-Type-Options"), "nosniff");
    assert_string_equal(try_header(&t, "X-Frame-Options"), "DENY");
    assert_string_equal(try_header(&t, "Referrer-Policy"), "same-origin");
    assert_string_equal(try_header(&t, "Cross-Origin-Opener-Policy"), "same-origin");
    assert_string_equal(try_header(&t, "Cross-Origin-Resource-Policy"), "same-origin");
    assert_has(try_header(&t, "Permissions-Policy"), "camera=()");
    assert_string_equal(try_header(&t, "Cache-Control"), "no-store");
    assert_string_equal(try_header(&t, "X-Request-Id"), "test-1");
    assert_string_equal(try_header(&t, "Strict-Transport-Security"), "");
    t = try_get("/nowhere", "ana");
    assert_int_equal(t.status, 404);
    assert_string_equal(try_header(&t, "X-Frame-Options"), "DENY");
}

static void who_may(void **state)
{
    (void)state;
    try_setup();
    struct tried t = try_get("/p/3/things?year=2007&x=a%26b", NULL);
    assert_int_equal(t.status, 303);
    assert_string_equal(try_header(&t, "Location"),
                        "/login?next=%2Fp%2F3%2Fthings%3Fyear%3D2007%26x%3Da%2526b");
    t = try_get("/me", NULL);
    assert_int_equal(t.status, 303);
    t = try_get("/api/v1/p/3/things", NULL);
    assert_int_equal(t.status, 401);
    assert_string_equal(t.type, "application/problem+json");
    assert_string_equal(try_header(&t, "WWW-Authenticate"), "Bearer");
    assert_int_equal(try_calls, 0);
    assert_int_equal(try_get("/me", "rea").status, 200);
    assert_int_equal(try_get("/p/3/things", "rea").status, 200);
    t = try_get("/things/new", "rea");
    assert_int_equal(t.status, 403);
    assert_has(t.body, "Only the lead may do this.");
    t = try_get("/p/404/things", "ana");
    assert_int_equal(t.status, 404);
}

static void formats(void **state)
{
    (void)state;
    try_setup();
    struct tried t = try_get("/p/3/things", "ana");
    assert_has(t.body, "<p>things of 3</p>");
    t = try_get("/api/v1/p/3/things", "ana");
    assert_string_equal(t.type, "application/json");
    assert_string_equal(t.body,
                        "{\"things\":[{\"id\":1,\"name\":\"drum, small\",\"price\":{\"amount\":"
                        "\"12.50\",\"currency\":\"EUR\"}},{\"id\":2,\"name\":\"=flute\",\"price\":{"
                        "\"amount\":\"-0.99\",\"currency\":\"MKD\"}}]}");
    t = try_get("/p/3/things.csv", "ana");
    assert_string_equal(t.type, "text/csv; charset=utf-8");
    assert_string_equal(t.body, "id,name,price,price_currency\n1,\"drum, small\",12.50,EUR\n"
                                "2,'=flute,-0.99,MKD\n");
    assert_has(try_header(&t, "Content-Disposition"), "filename=\"things.csv\"");
    t = try_get("/p/3/things.xlsx", "ana");
    assert_int_equal(t.status, 200);
    assert_has(t.type, "spreadsheetml.sheet");
    assert_true(t.file >= 0 && t.rs->file_size > 1000);
    close(t.file);
    assert_int_equal(try_get("/p/3/things.csv", NULL).status, 303);
    assert_int_equal(try_get("/me.csv", "ana").status, 404);
    assert_int_equal(try_get("/api/v1/things/new", "ana").status, 405);
    assert_int_equal(try_get("/api/v2/p/3/things", "ana").status, 404);
}

static void posts(void **state)
{
    (void)state;
    try_setup();
    struct tried t = try_post("/things/new", "ana", "name=flute&count=2");
    assert_int_equal(t.status, 303);
    assert_string_equal(try_header(&t, "Location"), "/thing/7");
    assert_has(try_header(&t, "Set-Cookie"), "kolo_notice=Saved%3A%20");
    assert_has(try_header(&t, "Set-Cookie"), "HttpOnly; SameSite=Lax");
    assert_int_equal(try_calls, 1);
    t = try_post("/things/new", "ana", "name=%3Cb%3E&count=77");
    assert_int_equal(t.status, 422);
    assert_int_equal(try_calls, 1);
    assert_has(t.body, "[name=&lt;b&gt; fine]");
    assert_has(t.body, "[count=77 This must be at most 9.]");
    t = try_post("/things/new", "ana", "name=taken");
    assert_int_equal(t.status, 409);
    assert_has(t.body, "There is such a thing already.");
    assert_has(t.body, "[name=taken fine]");
    t = try_post("/things/new", "ana", "name=stale");
    assert_int_equal(t.status, 409);
    assert_has(t.body, "Somebody changed this since you opened it");
    t = try_post("/things/new", "ana", "name=bug");
    assert_int_equal(t.status, 500);
    assert_lacks(t.body, "disk");
    assert_has(t.body, "test-1");
    t = try_post("/things/new", "rea", "name=flute");
    assert_int_equal(t.status, 403);
    t = try_post("/things/new", NULL, "name=flute");
    assert_int_equal(t.status, 303);
    assert_string_equal(try_header(&t, "Location"), "/login");
}

static struct tried post_with(const char *headers, const char *body)
{
    return try_raw(arena_printf(try_arena(),
                                "POST /things/new HTTP/1.1\nHost: kolo.example\n%s"
                                "Content-Type: application/x-www-form-urlencoded\n"
                                "Content-Length: %zu\n\n%s",
                                headers, strlen(body), body));
}

static const char *with_token(const char *token)
{
    return arena_printf(try_arena(), "name=flute&csrf=%s", token);
}

static void csrf(void **state)
{
    (void)state;
    try_setup();
    const char *good = try_token("ana"), *other = try_token("rea");
    char *bent = arena_dup(try_arena(), good);
    bent[0] = bent[0] == '0' ? '1' : '0';
    assert_string_not_equal(good, try_token("ana"));
    assert_int_equal(post_with("Cookie: who=ana\n", with_token(good)).status, 303);
    assert_int_equal(post_with("Cookie: who=ana\n", with_token(other)).status, 403);
    assert_int_equal(post_with("Cookie: who=ana\n", with_token(bent)).status, 403);
    assert_int_equal(post_with("Cookie: who=ana\n", with_token("")).status, 403);
    assert_int_equal(post_with("Cookie: who=ana\n", "name=flute").status, 403);
    const char *own = arena_printf(try_arena(), "Cookie: who=ana\nX-CSRF-Token: %s\n", good);
    assert_int_equal(post_with(own, "name=flute").status, 303);
    /* A right token from a wrong place: both ways a browser tells. */
    assert_int_equal(
        post_with("Cookie: who=ana\nSec-Fetch-Site: cross-site\n", with_token(good)).status, 403);
    assert_int_equal(
        post_with("Cookie: who=ana\nSec-Fetch-Site: same-site\n", with_token(good)).status, 403);
    assert_int_equal(
        post_with("Cookie: who=ana\nSec-Fetch-Site: same-origin\n", with_token(good)).status, 303);
    assert_int_equal(
        post_with("Cookie: who=ana\nOrigin: https://evil.example\n", with_token(good)).status, 403);
    assert_int_equal(post_with("Cookie: who=ana\nOrigin: null\n", with_token(good)).status, 403);
    assert_int_equal(
        post_with("Cookie: who=ana\nOrigin: https://kolo.example\n", with_token(good)).status, 303);
}

static struct tried visit(const char *cookie, const char *token)
{
    return try_raw(arena_printf(try_arena(),
                                "POST /visit HTTP/1.1\nHost: x\nCookie: %s\n"
                                "Content-Type: application/x-www-form-urlencoded\n"
                                "Content-Length: %zu\n\ncsrf=%s",
                                cookie, strlen(token) + 5, token));
}

/* A visitor gets a secret of the visit with the first page, and may post with it. */
static void csrf_of_a_visit(void **state)
{
    (void)state;
    try_setup();
    struct tried t = try_get("/", NULL);
    assert_has(try_header(&t, "Set-Cookie"), "kolo_visit=");
    str rest = str_of(try_header(&t, "Set-Cookie"));
    const char *cookie = arena_str(try_arena(), str_cut(&rest, ';'));
    rest = str_of(strstr(t.body, "value=\"") + 7);
    const char *token = arena_str(try_arena(), str_cut(&rest, '"'));
    t = visit(cookie, token);
    assert_int_equal(t.status, 200);
    assert_string_equal(try_header(&t, "Set-Cookie"), "");
    assert_int_equal(visit("kolo_visit=xy", token).status, 403);
}

static struct tried api(const char *headers, const char *body)
{
    return try_raw(arena_printf(try_arena(),
                                "POST /api/v1/things/new HTTP/1.1\nHost: x\n%s"
                                "Content-Type: application/json\nContent-Length: %zu\n\n%s",
                                headers, strlen(body), body));
}

static void api_writes(void **state)
{
    (void)state;
    try_setup();
    struct tried t = api("Authorization: Bearer ana-token\n", "{\"name\":\"flute\",\"count\":3}");
    assert_int_equal(t.status, 201);
    assert_string_equal(t.body, "{\"id\":7,\"location\":\"/api/v1/thing/7\"}");
    assert_string_equal(try_header(&t, "Location"), "/api/v1/thing/7");
    assert_string_equal(try_header(&t, "Set-Cookie"), "");
    assert_int_equal(api("Authorization: Bearer wrong\n", "{\"name\":\"flute\"}").status, 401);
    /* A cookie without a token is no way in, and a Bearer beside it no way round. */
    assert_int_equal(api("Cookie: who=ana\n", "{\"name\":\"flute\"}").status, 403);
    t = api("Authorization: Bearer ana-token\n", "{\"count\":10}");
    assert_int_equal(t.status, 422);
    assert_string_equal(
        t.body,
        "{\"type\":\"urn:kolo:invalid\",\"title\":\"Something needs correcting\",\"status\":"
        "422,\"detail\":\"This cannot be left empty.\",\"errors\":[{\"field\":\"name\","
        "\"text\":\"This cannot be left empty.\"},{\"field\":\"count\",\"text\":\"This must "
        "be at most 9.\"}],\"request\":\"test-1\"}");
    assert_int_equal(api("Authorization: Bearer ana-token\n", "{\"name\":").status, 400);
    t = try_raw("POST /api/v1/things/new HTTP/1.1\nHost: x\nAuthorization: Bearer ana-token\n"
                "Content-Type: text/plain\nContent-Length: 2\n\nhi");
    assert_int_equal(t.status, 415);
}

static void idempotency(void **state)
{
    (void)state;
    try_setup();
    const char *h = "Authorization: Bearer ana-token\nIdempotency-Key: k1\n";
    struct tried first = api(h, "{\"name\":\"flute\"}"), second = api(h, "{\"name\":\"flute\"}");
    assert_int_equal(first.status, 201);
    assert_int_equal(second.status, 201);
    assert_string_equal(first.body, second.body);
    assert_int_equal(try_calls, 1);
    assert_int_equal(
        api("Authorization: Bearer ana-token\nIdempotency-Key: k2\n", "{\"name\":\"x\"}").status,
        201);
    assert_int_equal(try_calls, 2);
    assert_int_equal(
        api("Authorization: Bearer ana-token\nIdempotency-Key:\n", "{\"name\":\"x\"}").status, 400);
}

static void methods(void **state)
{
    (void)state;
    try_setup();
    struct tried t = try_get("/visit", "ana");
    assert_int_equal(t.status, 405);
    assert_string_equal(try_header(&t, "Allow"), "POST");
    t = try_post("/me", "ana", "");
    assert_int_equal(t.status, 405);
    assert_string_equal(try_header(&t, "Allow"), "GET, HEAD");
    t = try_raw("HEAD /big HTTP/1.1\nHost: x\n\n");
    assert_int_equal(t.status, 200);
    assert_int_equal(try_raw("HEAD /nowhere HTTP/1.1\nHost: x\n\n").status, 404);
}

static struct tried home_with(const char *cookie)
{
    return try_raw(
        arena_printf(try_arena(), "GET / HTTP/1.1\nHost: x\nCookie: who=ana; %s\n\n", cookie));
}

static void notices(void **state)
{
    (void)state;
    try_setup();
    struct tried t = try_post("/things/new", "ana", "name=flute");
    str rest = str_of(try_header(&t, "Set-Cookie"));
    const char *notice = arena_str(try_arena(), str_cut(&rest, ';'));
    t = home_with(notice);
    assert_has(t.body, "<p>Saved: “ž”; done</p><p>/things/new</p>");
    assert_has(try_header(&t, "Set-Cookie"), "kolo_notice=; Path=/;");
    assert_has(try_header(&t, "Set-Cookie"), "Max-Age=0");
    /* An address that is no POST of ours is no undo, and bad escapes are no notice. */
    t = home_with("kolo_notice=x|%2F%2Fevil.example%2F");
    assert_has(t.body, "<p>x</p><p>no undo</p>");
    t = home_with("kolo_notice=%zz|%2Fnowhere");
    assert_has(t.body, "<p>no notice</p><p>no undo</p>");
}

static void failures(void **state)
{
    (void)state;
    try_setup();
    struct tried t = try_get("/broken/disk", NULL);
    assert_int_equal(t.status, 500);
    assert_lacks(t.body, "wanted this");
    t = try_get("/broken/busy", NULL);
    assert_int_equal(t.status, 503);
    assert_string_equal(try_header(&t, "Retry-After"), "2");
    t = try_get("/api/v1/broken/busy", NULL);
    assert_int_equal(t.status, 503);
    assert_has(t.body, "\"type\":\"urn:kolo:busy\"");
}

static void own_routes_answer(void **state)
{
    (void)state;
    try_setup();
    struct tried t = try_get("/healthz", NULL);
    assert_int_equal(t.status, 503); /* there is no database here */
    (void)try_get("/p/3/things", "ana");
    (void)try_get("/nowhere", NULL);
    t = try_get("/metrics", NULL);
    assert_int_equal(t.status, 200);
    assert_has(t.body, "kolo_requests_total{method=\"GET\",route=\"/p/{project}/things\","
                       "status=\"200\"} 1\n");
    assert_has(t.body, "kolo_requests_total{method=\"\",route=\"\",status=\"404\"} 1\n");
    assert_has(t.body, "kolo_request_seconds_bucket{method=\"GET\",route=\"/p/{project}/things\","
                       "le=\"+Inf\"} 1\n");
    assert_has(t.body, "\nkolo_resident_bytes ");
    t = try_raw("GET /metrics HTTP/1.1\nHost: x\nX-Forwarded-For: 10.0.0.1\n\n");
    assert_int_equal(t.status, 404);
}

TESTS(dispatch, cmocka_unit_test(pages_and_headers), cmocka_unit_test(who_may),
      cmocka_unit_test(formats), cmocka_unit_test(posts), cmocka_unit_test(csrf),
      cmocka_unit_test(csrf_of_a_visit), cmocka_unit_test(api_writes),
      cmocka_unit_test(idempotency), cmocka_unit_test(methods), cmocka_unit_test(notices),
      cmocka_unit_test(failures), cmocka_unit_test(own_routes_answer));

/* SPDX-License-Identifier: EUPL-1.2 */
/* gate_test.c — the gate as a function: what passes and what it is made of, what is refused. The
 * same cases on the wire, where the library stands between, are in server_test.c.
 */
#include "web/gate.h"

#include "web/web_test.h"

#include <string.h>

static int check(str raw, struct gate_pass *pass)
{
    struct gate_request g;
    const char *why = "";
    str body;
    if (!gate_read(try_arena(), raw, &g, &body)) return -1;
    int status = gate_check(&g, pass, &why);
    assert_true(status == 0 || *why);
    return status;
}

static const struct {
    const char *raw;
    size_t n;
    int status;
} cases[] = {
#define CASE(bytes, status)              \
    {                                    \
        bytes, sizeof(bytes) - 1, status \
    }
#define GET(target) "GET " target " HTTP/1.1\r\nHost: x\r\n\r\n"
#define WITH(headers) "POST /a HTTP/1.1\r\nHost: x\r\n" headers "\r\n\r\n"
    CASE(GET("/"), 0),
    CASE(GET("/a/b-c_d.e~f"), 0),
    CASE(GET("/%D0%A8%D0%B0%D0%B1%D0%B0%D1%86"), 0),
    CASE(GET("/a?b=/../%00"), 0), /* the query is looked at when it is read */
    CASE(GET(""), 400),
    CASE(GET("a"), 400),
    CASE(GET("*"), 400),
    CASE(GET("//"), 400),
    CASE(GET("/a//b"), 400),
    CASE(GET("/."), 400),
    CASE(GET("/a/.."), 400),
    CASE(GET("/a/../b"), 400),
    CASE(GET("/%2e%2e/a"), 400),
    CASE(GET("/a%2Fb"), 400),
    CASE(GET("/a%5Cb"), 400),
    CASE(GET("/a\\b"), 400),
    CASE(GET("/a%00"), 400),
    CASE(GET("/a%0a"), 400),
    CASE(GET("/a%7f"), 400),
    CASE(GET("/a%"), 400),
    CASE(GET("/a%4"), 400),
    CASE(GET("/a%4g"), 400),
    CASE(GET("/%ff"), 400),
    CASE(GET("/%ed%a0%80"), 400),
    CASE(GET("/\xc5\xa0"), 400),
    CASE(GET("/a#b"), 400),
    CASE("GET /a\r\nHost: x\r\n\r\n", 505),
    CASE("GET /a HTTP/1.1 \r\nHost: x\r\n\r\n", 505),
    CASE("GET /a HTTP/1.2\r\nHost: x\r\n\r\n", 505),
    CASE("GET /a http/1.1\r\nHost: x\r\n\r\n", 505),
    CASE(" GET /a HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("GE(T /a HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    CASE("DELETE /a HTTP/1.1\r\nHost: x\r\n\r\n", 405),
    CASE("TRACE /a HTTP/1.1\r\nHost: x\r\n\r\n", 405),
    CASE("GET /a HTTP/1.1\r\n\r\n", 400),
    CASE("GET /a HTTP/1.1\r\nHost:\r\n\r\n", 400),
    CASE("GET /a HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
    CASE("GET /a HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", 0),
    CASE("GET /a HTTP/1.1\r\nHost: x\r\nhost: x\r\n\r\n", 400),
    CASE("GET /a HTTP/1.1\nHost: x\r\n\r\n", 400),
    CASE("GET /a HTTP/1.1\r\nHost: x\r\n\n", 400),
    CASE("GET /a HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n", 400),
    CASE("GET /a HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n", 400),
    CASE("GET /a HTTP/1.1\r\nHost: x\r\nA\r\n\r\n", 400),
    CASE("GET /a HTTP/1.1\r\nHost: x\r\n: b\r\n\r\n", 400),
    CASE("GET /a HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\n", 400),
    CASE("GET /a HTTP/1.1\r\nHost: x\r\nA\x80: b\r\n\r\n", 400),
    CASE("GET /a HTTP/1.1\r\nHost: x\r\nA: b\tc\r\n\r\n", 0),
    CASE("GET /a HTTP/1.1\r\nHost: x\r\nA: b\x1b\r\n\r\n", 400),
    CASE("GET /a HTTP/1.1\r\nHost: x\r\nA: \xc5\xa0\r\n\r\n", 0),
    CASE("GET /a HTTP/1.1\r\nHost: x\r\nA: \xc5\r\n\r\n", 400),
    CASE("GET /a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", 0),
    CASE("GET /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n", 400),
    CASE("HEAD /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    CASE(WITH("Content-Length: 10"), 0),
    CASE(WITH("Content-Length: 10\r\nContent-Length: 10"), 400),
    CASE(WITH("Content-Length: 10\r\nTransfer-Encoding: chunked"), 400),
    CASE(WITH("Content-Length : 10"), 400),
    CASE(WITH("Content-Length: -1"), 400),
    CASE(WITH("Content-Length: +1"), 400),
    CASE(WITH("Content-Length: 0x1"), 400),
    CASE(WITH("Content-Length: 1 1"), 400),
    CASE(WITH("Content-Length:"), 400),
    CASE(WITH("Content-Length: 99999999999999999999"), 400),
    CASE(WITH("Transfer-Encoding: chunked"), 0),
    CASE(WITH("Transfer-Encoding: Chunked"), 0),
    CASE(WITH("Transfer-Encoding: identity"), 400),
    CASE(WITH("Transfer-Encoding: chunked, chunked"), 400),
    CASE(WITH("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"), 400),
    CASE("POST /a HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    CASE(WITH("Expect: 100-Continue"), 0),
    CASE(WITH("Expect: more"), 417),
    CASE(WITH("Content-Type: a\r\nContent-Type: b"), 400),
    CASE(WITH("Authorization: a\r\nAuthorization: b"), 400),
    CASE(WITH("Cookie: a=b\r\nCookie: c=d"), 0),
    CASE("GET /a HTTP/1.1\r\nHost: x", -1),
#undef WITH
#undef GET
#undef CASE
};

static void passes_or_not(void **state)
{
    (void)state;
    struct gate_pass pass;
    try_setup();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int status = check((str){ cases[i].raw, cases[i].n }, &pass);
        if (status != cases[i].status)
            fail_msg("case %zu: wanted %d, got %d: %s", i, cases[i].status, status, cases[i].raw);
    }
}

static void sizes(void **state)
{
    (void)state;
    try_setup();
    static const struct {
        size_t path, query, header, lines;
        int status;
    } rows[] = { { 2047, 0, 0, 0, 0 },    { 2048, 0, 0, 0, 414 }, { 10, 8180, 0, 0, 0 },
                 { 10, 8182, 0, 0, 414 }, { 1, 0, 24550, 0, 0 },  { 1, 0, 24600, 0, 431 },
                 { 1, 0, 1, 98, 0 },      { 1, 0, 1, 99, 431 } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b;
        struct gate_pass *pass = arena_alloc(try_arena(), sizeof *pass);
        buf_init(&b, 1 << 20);
        buf_text(&b, "GET /");
        for (size_t k = 0; k < rows[i].path; k++) buf_char(&b, 'p');
        if (rows[i].query) buf_char(&b, '?');
        for (size_t k = 0; k < rows[i].query; k++) buf_char(&b, 'q');
        buf_text(&b, " HTTP/1.1\r\nHost: x\r\nA: ");
        for (size_t k = 0; k < rows[i].header; k++) buf_char(&b, 'h');
        for (size_t k = 0; k < rows[i].lines; k++) buf_text(&b, "\r\nB: c");
        buf_text(&b, "\r\n\r\n");
        int status = check(buf_slice(&b), pass);
        if (status != rows[i].status) fail_msg("size %zu: got %d", i, status);
        buf_done(&b);
    }
}

static void tells_what_passed(void **state)
{
    (void)state;
    struct gate_pass pass;
    try_setup();
    assert_int_equal(check(STR("HEAD /api/v1/p/1/?a=%20 HTTP/1.0\r\nHost: x\r\n\r\n"), &pass), 0);
    assert_true(pass.head && pass.api && !pass.keep_alive);
    assert_int_equal(pass.method, METHOD_GET);
    assert_string_equal(pass.path, "/p/1");
    assert_true(str_is(pass.query, "a=%20"));
    assert_int_equal(check(STR("GET /api/v1 HTTP/1.1\r\nHost: x\r\n\r\n"), &pass), 0);
    assert_true(pass.api);
    assert_string_equal(pass.path, "/");
    assert_int_equal(check(STR("GET /api/v10/a HTTP/1.1\r\nHost: x\r\n\r\n"), &pass), 0);
    assert_true(pass.api);
    assert_string_equal(pass.path, "/api/v10/a");
    assert_int_equal(check(STR("GET /apiary HTTP/1.1\r\nHost: x\r\n\r\n"), &pass), 0);
    assert_false(pass.api);
    assert_int_equal(check(STR("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 77\r\n\r\n"), &pass),
                     0);
    assert_int_equal(pass.method, METHOD_POST);
    assert_int_equal(pass.length, 77);
}

static void makes_the_request(void **state)
{
    (void)state;
    struct gate_request g;
    struct gate_pass pass;
    struct request rq;
    struct cx cx;
    const char *why;
    str body;
    try_setup();
    cx_init(&cx, try_arena());
    assert_true(gate_read(try_arena(),
                          STR("GET /%C5%A0/b?a=1&b=%C5%A0+x&&c&a=2 HTTP/1.1\r\nHost: x\r\n"
                              "X-A: \t v \r\n\r\nrest"),
                          &g, &body));
    assert_int_equal(gate_check(&g, &pass, &why), 0);
    assert_int_equal(gate_request_make(&cx, &g, &pass, &rq), 0);
    assert_true(str_is(body, "rest"));
    assert_string_equal(rq.path, "/Š/b");
    assert_string_equal(rq.self.p, "/%C5%A0/b?a=1&b=%C5%A0+x&&c&a=2");
    assert_int_equal(rq.query.n, 4);
    assert_string_equal(request_query(&rq, "a"), "1");
    assert_string_equal(request_query(&rq, "b"), "Š x");
    assert_string_equal(request_query(&rq, "c"), "");
    assert_null(request_query(&rq, "d"));
    assert_string_equal(request_header(&rq, "x-a"), "v");
    assert_int_equal(request_query_id(&rq, "a"), 1);
    assert_int_equal(request_query_id(&rq, "b"), 0);
}

TESTS(gate, cmocka_unit_test(passes_or_not), cmocka_unit_test(sizes),
      cmocka_unit_test(tells_what_passed), cmocka_unit_test(makes_the_request));

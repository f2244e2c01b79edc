/* SPDX-License-Identifier: EUPL-1.2 */
/* route_test.c — which pattern a path finds, and which tables do not start. */
#include "tests/dies.h"
#include "tests/engine.h"
#include "web/web_test.h"

#include <string.h>

static enum rc handler(struct cx *cx, struct request *rq, struct response *rs)
{
    (void)cx;
    (void)rq;
    (void)rs;
    return RC_OK;
}

#define ROUTE(m, pattern_, ...)                                                    \
    {                                                                              \
        .method = m, .pattern = pattern_, .handle = handler, .may = 1, __VA_ARGS__ \
    }
static const struct row_meta meta = { "row", 8, 0, NULL };
static const struct route table[] = { ROUTE(METHOD_GET, "/", .title = "root"),
                                      ROUTE(METHOD_GET, "/a", .title = "a"),
                                      ROUTE(METHOD_POST, "/a", .title = "post a"),
                                      ROUTE(METHOD_GET, "/a/{word}", .title = "word"),
                                      ROUTE(METHOD_GET, "/a/{thing}", .title = "number"),
                                      ROUTE(METHOD_GET, "/a/new", .title = "new"),
                                      ROUTE(METHOD_GET, "/a/{thing}/b/{part}",
                                            .title = "two numbers", .rows = &meta),
                                      ROUTE(METHOD_GET, "/{thing}/b", .title = "number first"),
                                      ROUTE(METHOD_GET, "/list", .title = "list", .rows = &meta),
                                      ROUTE(METHOD_GET, "/quiet", .title = "quiet", .no_api = true),
                                      { .pattern = NULL } };
static const struct route *const tables[] = { table, NULL };

static const char *found(enum method m, const char *path, struct request *rq)
{
    struct cx cx;
    cx_init(&cx, try_arena());
    bool api = rq->api;
    *rq = (struct request){ .method = m, .path = path, .self = { path }, .api = api };
    return route_take(&cx, rq) ? rq->route->title : NULL;
}

static void finds(void **state)
{
    (void)state;
    struct request rq = { .api = false };
    try_setup();
    assert_int_equal(web_setup(tables, NULL), RC_OK);
    assert_string_equal(found(METHOD_GET, "/", &rq), "root");
    assert_string_equal(found(METHOD_GET, "/a", &rq), "a");
    assert_string_equal(found(METHOD_POST, "/a", &rq), "post a");
    assert_string_equal(found(METHOD_GET, "/a/new", &rq), "new");
    assert_string_equal(found(METHOD_GET, "/a/17", &rq), "number");
    assert_int_equal(rq.id[0], 17);
    assert_string_equal(found(METHOD_GET, "/a/news", &rq), "word");
    assert_string_equal(rq.word, "news");
    assert_string_equal(found(METHOD_GET, "/a/0", &rq), "word");
    assert_string_equal(found(METHOD_GET, "/a/017", &rq), "word");
    assert_string_equal(found(METHOD_GET, "/a/9223372036854775807", &rq), "number");
    assert_string_equal(found(METHOD_GET, "/a/9223372036854775808", &rq), "word");
    assert_string_equal(found(METHOD_GET, "/a/3/b/4", &rq), "two numbers");
    assert_int_equal(rq.id[0], 3);
    assert_int_equal(rq.id[1], 4);
    assert_string_equal(found(METHOD_GET, "/5/b", &rq), "number first");
    assert_null(found(METHOD_GET, "/x/b", &rq));
    assert_null(found(METHOD_GET, "/a/a b", &rq));
    assert_null(found(METHOD_GET, "/a/š", &rq));
    assert_null(found(METHOD_GET, "/a/new/more", &rq));
    assert_null(found(METHOD_POST, "/a/new", &rq));
    assert_null(found(METHOD_GET, "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18", &rq));
}

static void formats(void **state)
{
    (void)state;
    struct request rq = { .api = false };
    try_setup();
    assert_int_equal(web_setup(tables, NULL), RC_OK);
    assert_string_equal(found(METHOD_GET, "/list.csv", &rq), "list");
    assert_int_equal(rq.format, FORMAT_CSV);
    assert_string_equal(rq.path, "/list");
    assert_string_equal(found(METHOD_GET, "/a/3/b/4.xlsx", &rq), "two numbers");
    assert_int_equal(rq.format, FORMAT_XLSX);
    assert_int_equal(rq.id[1], 4);
    assert_string_equal(found(METHOD_GET, "/a/b.csv", &rq), "word"); /* has no rows: a word */
    assert_string_equal(rq.word, "b.csv");
    assert_null(found(METHOD_GET, "/quiet.csv", &rq));
    assert_string_equal(found(METHOD_GET, "/quiet", &rq), "quiet");
    rq.api = true;
    assert_null(found(METHOD_GET, "/quiet", &rq));
    assert_string_equal(found(METHOD_GET, "/list", &rq), "list");
    assert_int_equal(rq.format, FORMAT_JSON);
    assert_string_equal(route_allow("/a", true), "GET, HEAD, POST");
    assert_null(route_allow("/quiet", true));
    assert_string_equal(route_allow("/quiet", false), "GET, HEAD");
}

static void does_not_start(void **state)
{
    (void)state;
    static const struct route bad[][3] = {
        { { METHOD_GET, "/a", handler, .may = 0 } },
        { { METHOD_GET, "/a", NULL, .may = 1 } },
        { { METHOD_GET, "a", handler, .may = 1 } },
        { { METHOD_GET, "", handler, .may = 1 } },
        { { METHOD_GET, "/a//b", handler, .may = 1 } },
        { { METHOD_GET, "/{word}/{word}", handler, .may = 1 } },
        { { METHOD_GET, "/{a}/{b}/{c}/{d}/{e}", handler, .may = 1 } },
        { { METHOD_GET, "/a/{b}", handler, .may = 1 },
          { METHOD_GET, "/a/{c}", handler, .may = 1 } },
        { { METHOD_GET, "/healthz", handler, .may = 1 } },
    };
    try_setup();
    test_quiet(true);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const struct route *const one[] = { bad[i], NULL };
        if (web_setup(one, NULL) != RC_FAIL) fail_msg("case %zu started", i);
    }
    test_quiet(false);
}

/* What programs are told is what the tables say, and is JSON. */
static void openapi(void **state)
{
    (void)state;
    struct buf b;
    try_setup();
    buf_init(&b, MB);
    web_openapi(&b);
    assert_has(b.p,
               "\"/p/{project}/things\":{\"get\":{\"parameters\":[{\"name\":\"project\",\"in\":"
               "\"path\",\"required\":true,\"schema\":{\"type\":\"integer\"}}]");
    assert_has(b.p, "\"name\":{\"type\":\"string\",\"maxLength\":20,\"description\":\"Name\"}");
    assert_has(b.p,
               "\"count\":{\"type\":\"integer\",\"format\":\"int64\",\"minimum\":1,\"maximum\":9");
    assert_has(b.p, "\"required\":[\"name\"]");
    assert_has(b.p, "\"thing\":{\"type\":\"object\",\"properties\":{\"id\":");
    assert_lacks(b.p, "/static");
    buf_done(&b);
}

TESTS(route, cmocka_unit_test(finds), cmocka_unit_test(formats), cmocka_unit_test(does_not_start),
      cmocka_unit_test(openapi));

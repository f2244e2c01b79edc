/* SPDX-License-Identifier: EUPL-1.2 */
/* keep_test.c — a kept page is given again to the same request while nothing was written, and never
 * otherwise.
 */
#include "web/web_test.h"

#include <string.h>

static int open_site(void **state)
{
    (void)state;
    try_setup();
    keep_start();
    try_state = 1;
    return 0;
}

static int close_site(void **state)
{
    (void)state;
    keep_stop();
    try_state = 0;
    return 0;
}

static void the_same_again(void **state)
{
    (void)state;
    struct tried a = try_get("/p/3/kept", "ana"), b = try_get("/p/3/kept", "ana");
    assert_int_equal(try_calls, 1);
    assert_int_equal(b.status, 200);
    assert_string_equal(a.body, b.body);
    assert_string_equal(a.type, b.type);
    assert_int_equal(a.rs->headers.n, b.rs->headers.n);
    for (size_t i = 0; i < a.rs->headers.n; i++)
        assert_string_equal(try_header(&a, a.rs->headers.v[i].name),
                            try_header(&b, a.rs->headers.v[i].name));
    assert_string_equal(try_header(&b, "X-Request-Id"), "test-1");
    assert_string_equal(try_header(&b, "Cache-Control"), "no-store");
}

static void another_request(void **state)
{
    (void)state;
    (void)try_get("/p/3/kept", "ana");
    (void)try_get("/p/3/kept", "rea");
    (void)try_get("/p/4/kept", "ana");
    (void)try_get("/p/3/kept?q=1", "ana");
    (void)try_get("/p/3/kept.csv", "ana");
    (void)try_get("/api/v1/p/3/kept", "ana");
    (void)try_raw("GET /p/3/kept HTTP/1.1\nHost: x\nCookie: who=ana\nAccept-Language: sr\n\n");
    (void)try_raw("GET /p/3/kept HTTP/1.1\nHost: x\nCookie: who=ana\nHX-Request: true\n\n");
    assert_int_equal(try_calls, 8);
    assert_int_equal(try_get("/p/3/kept", NULL).status, 303);
    /* Packed and not packed are two answers. */
    struct tried t =
        try_raw("GET /p/3/kept HTTP/1.1\nHost: x\nCookie: who=ana\nAccept-Encoding: gzip\n\n");
    assert_int_equal(t.status, 200);
    assert_int_equal(try_calls, 9);
}

static void something_was_written(void **state)
{
    (void)state;
    (void)try_get("/p/3/kept", "ana");
    try_state = 2;
    (void)try_get("/p/3/kept", "ana");
    assert_int_equal(try_calls, 2);
    (void)try_get("/p/3/kept", "ana");
    assert_int_equal(try_calls, 2);
    try_state = 0; /* the state is not known */
    (void)try_get("/p/3/kept", "ana");
    assert_int_equal(try_calls, 3);
}

static void time_went_by(void **state)
{
    (void)state;
    (void)try_get("/p/3/kept", "ana");
    try_later = 19;
    (void)try_get("/p/3/kept", "ana");
    assert_int_equal(try_calls, 1);
    try_later = 20 + 1; /* the clock may have ticked between */
    (void)try_get("/p/3/kept", "ana");
    assert_int_equal(try_calls, 2);
    try_later = 0; /* a clock that was set back keeps nothing */
    (void)try_get("/p/3/kept", "ana");
    assert_int_equal(try_calls, 3);
}

static void what_is_not_kept(void **state)
{
    (void)state;
    (void)try_get("/p/3/things", "ana"); /* a route that does not say so */
    (void)try_get("/p/3/things", "ana");
    assert_int_equal(try_calls, 2);
    (void)try_raw("GET /p/3/kept HTTP/1.1\nHost: x\nAuthorization: Bearer ana-token\n\n");
    (void)try_raw("GET /p/3/kept HTTP/1.1\nHost: x\nAuthorization: Bearer ana-token\n\n");
    assert_int_equal(try_calls, 4);
    assert_int_equal(try_get("/p/404/kept", "ana").status, 404);
    assert_int_equal(try_get("/p/404/kept", "ana").status, 404);
    /* An answer that sets a cookie (here it takes a notice away) is for once. */
    const char *noticed = "GET /p/3/kept HTTP/1.1\nHost: x\nCookie: who=ana; kolo_notice=Saved\n\n";
    (void)try_raw(noticed);
    (void)try_raw(noticed);
    assert_int_equal(try_calls, 6);
}

TESTS(keep, cmocka_unit_test_setup_teardown(the_same_again, open_site, close_site),
      cmocka_unit_test_setup_teardown(another_request, open_site, close_site),
      cmocka_unit_test_setup_teardown(something_was_written, open_site, close_site),
      cmocka_unit_test_setup_teardown(time_went_by, open_site, close_site),
      cmocka_unit_test_setup_teardown(what_is_not_kept, open_site, close_site));

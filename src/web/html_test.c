/* SPDX-License-Identifier: EUPL-1.2 */
/* html_test.c — nothing a person typed becomes markup, an address or a script. */
#include "web/html.h"

#include "tests/dies.h"
#include "web/web_test.h"

#include <pthread.h>
#include <string.h>

static struct cx cx;
static struct buf out;

static void begin(void)
{
    try_setup();
    cx_init(&cx, try_arena());
    cx.locale = i18n_locale("en");
}

/* What PUT_… wrote since the last call. */
static const char *written(void)
{
    const char *z = arena_dup(try_arena(), out.p);
    buf_clear(&out);
    return z;
}

static void values(void **state)
{
    (void)state;
    begin();
    buf_init(&out, KB);
    PUT_TEXT(&cx, &out, "<a href=\"x\" onclick='y'>&</a>");
    assert_string_equal(written(),
                        "&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
    PUT_ATTR(&cx, &out, "\"><script>");
    assert_string_equal(written(), "&quot;&gt;&lt;script&gt;");
    PUT_TEXT(&cx, &out, (const char *)NULL);
    assert_string_equal(written(), "");
    PUT_TEXT(&cx, &out, 1234567);
    assert_string_equal(written(), "1234567");
    PUT_TEXT(&cx, &out, (int64_t)1234567);
    assert_string_equal(written(), "1\u202f234\u202f567");
    PUT_ATTR(&cx, &out, (int64_t)1234567);
    assert_string_equal(written(), "1234567");
    PUT_ATTR(&cx, &out, money_of(-123456, "MKD"));
    assert_string_equal(written(), "-1234.56");
    PUT_ATTR(&cx, &out, date_make(2007, 3, 31));
    assert_string_equal(written(), "2007-03-31");
    PUT_TEXT(&cx, &out, DATE_NONE);
    assert_string_equal(written(), "");
    PUT_TEXT(&cx, &out, html_trusted("<b>x</b>"));
    assert_string_equal(written(), "<b>x</b>");
    PUT_URL(&cx, &out, ((struct url){ "/a?b=1&c=\"" }));
    assert_string_equal(written(), "/a?b=1&amp;c=&quot;");
    assert_string_equal(when(&cx, 0), "");
    buf_done(&out);
}

static void bad_format(void) { (void)url_path(&cx, "/a/%d", 1); }

static void addresses(void **state)
{
    (void)state;
    begin();
    assert_string_equal(url_path(&cx, "/p/%lld/x", 12LL).p, "/p/12/x");
    assert_string_equal(url_path(&cx, "/w/%s?a=100%%", "../\"š?&#").p,
                        "/w/..%2F%22%C5%A1%3F%26%23?a=100%");
    assert_dies(bad_format(), "url_path knows");
    struct url u = { "/a" };
    u = url_with(&cx, u, "x", "1 2");
    assert_string_equal(u.p, "/a?x=1%202");
    u = url_with(&cx, u, "y", "&");
    assert_string_equal(u.p, "/a?x=1%202&y=%26");
    u = url_with(&cx, u, "x", "3");
    assert_string_equal(u.p, "/a?y=%26&x=3");
    u = url_with(&cx, u, "y", NULL);
    assert_string_equal(url_with(&cx, u, "x", NULL).p, "/a");
    assert_string_equal(url_with(&cx, (struct url){ "/a?x=1#f" }, "y", "2").p, "/a?x=1&y=2#f");
    static const char *const good[] = { "https://example.org/a?b", "HTTP://x", "mailto:a@b.c" };
    static const char *const bad[] = {
        "javascript:alert(1)", " https://x",  "//x",         "/x", "https://",
        "data:text/html,x",    "https://x y", "https:\\\\x", "",   "https://x\n",
        "java\tscript:x"
    };
    for (size_t i = 0; i < 3; i++) assert_string_equal(url_outside(&cx, good[i]).p, good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_string_equal(url_outside(&cx, bad[i]).p, "#");
    assert_string_equal(url_outside(&cx, NULL).p, "#");
    static const char *const elsewhere[] = { "//x", "x", "", "https://x", "/a b", "/\\x", "/a\n" };
    assert_string_equal(url_kept(&cx, "/p/1/mail?q=a#b").p, "/p/1/mail?q=a#b");
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        assert_string_equal(url_kept(&cx, elsewhere[i]).p, "#");
    assert_string_equal(url_kept(&cx, NULL).p, "#");
}

static void narrative(void **state)
{
    (void)state;
    begin();
    assert_string_equal(markdown(&cx, NULL).p, "");
    assert_string_equal(markdown(&cx, "# A\n\n##### B\n\n*c*").p,
                        "<h3>A</h3>\n<h6>B</h6>\n<p><em>c</em></p>\n");
    const char *t = markdown(&cx, "|a|b|\n|-|-|\n|1|2|\n\nhttps://x.org").p;
    assert_has(t, "<table>");
    assert_has(t, "<a href=\"https://x.org\">");
    t = markdown(&cx, "<script>alert(1)</script>\n\nx <img src=x onerror=y> "
                      "[a](javascript:alert(1)) [b](data:text/html,x) ![c](vbscript:x)")
            .p;
    assert_lacks(t, "<script");
    assert_lacks(t, "<img src=x");
    assert_lacks(t, "javascript:");
    assert_lacks(t, "data:");
    assert_lacks(t, "vbscript:");
}

/* The library's tables are shared by all threads: an address must be found in every text. */
static void *render(void *arg)
{
    struct arena *a = arena_new();
    struct cx mine;
    cx_init(&mine, a);
    int *bad = arg;
    for (int i = 0; i < 400; i++) {
        if (!strstr(markdown(&mine, "see www.example.org now").p, "<a href")) ++*bad;
        arena_reset(a);
    }
    arena_free(a);
    return NULL;
}

static void narrative_in_threads(void **state)
{
    pthread_t t[4];
    int bad[4] = { 0 };
    (void)state;
    for (int i = 0; i < 4; i++) assert_int_equal(pthread_create(&t[i], NULL, render, &bad[i]), 0);
    for (int i = 0; i < 4; i++) pthread_join(t[i], NULL);
    assert_int_equal(bad[0] + bad[1] + bad[2] + bad[3], 0);
}

TESTS(html, cmocka_unit_test(values), cmocka_unit_test(addresses), cmocka_unit_test(narrative),
      cmocka_unit_test(narrative_in_threads));

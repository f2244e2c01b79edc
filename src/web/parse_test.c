/* SPDX-License-Identifier: EUPL-1.2 */
/* parse_test.c — bodies of each kind to pairs; every malformed one is refused whole. */
#include "web/parse.h"

#include "web/web_test.h"

#include <string.h>

static struct cx cx;

static void begin(void)
{
    try_setup();
    cx_init(&cx, try_arena());
}

/* The pairs as name=value| one after the other; NULL when refused. */
static const char *listed(enum rc rc, const struct pairs *p)
{
    const char *all = "";
    if (rc) return NULL;
    for (size_t i = 0; i < p->n; i++)
        all = arena_printf(try_arena(), "%s%s=%s|", all, p->v[i].name, p->v[i].value);
    return all;
}

static const char *urlencoded(const char *z)
{
    struct pairs p = { 0 };
    enum rc rc = parse_urlencoded(&cx, str_of(z), &p);
    return listed(rc, &p);
}

static void reads_urlencoded(void **state)
{
    (void)state;
    begin();
    assert_string_equal(urlencoded(""), "");
    assert_string_equal(urlencoded("a=1&b=2"), "a=1|b=2|");
    assert_string_equal(urlencoded("a=1+2%2B3&a="), "a=1 2+3|a=|");
    assert_string_equal(urlencoded("&&a&=b&"), "a=|=b|");
    assert_string_equal(urlencoded("a=b=c"), "a=b=c|");
    assert_string_equal(urlencoded("%C5%A1=%0D%0A%09"), "š=\r\n\t|");
    static const char *const bad[] = { "a=%",    "a=%4",        "a=%4g",  "%zz=a",
                                       "a=%00",  "a=%01b",      "a=%C5",  "a=%FF",
                                       "a=\x7f", "a=%ED%A0%80", "a=\xff", "a=1&b=%0" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (urlencoded(bad[i])) fail_msg("read: %s", bad[i]);
    char *many = arena_alloc(try_arena(), 200010);
    for (size_t i = 0; i < 200000; i += 2) memcpy(many + i, "a&", 2);
    assert_null(urlencoded(many));
    assert_has(cx.problems.first->text, "not well-formed");
}

static void writes_percent(void **state)
{
    (void)state;
    begin();
    assert_string_equal(parse_percent_encode(try_arena(), "Aз /%+~-._\"\n"),
                        "A%D0%B7%20%2F%25%2B~-._%22%0A");
    for (int c = 1; c < 128; c++) {
        char z[2] = { (char)c, '\0' };
        const char *there = parse_percent_encode(try_arena(), z);
        const char *back = parse_percent(try_arena(), str_of(there), false);
        bool text = (c >= 32 && c != 127) || c == '\t' || c == '\n' || c == '\r';
        if (text)
            assert_string_equal(back, z);
        else
            assert_null(back);
    }
}

#define PART(headers, bytes) "--B\r\n" headers "\r\n\r\n" bytes "\r\n"
#define NAMED(name) "Content-Disposition: form-data; name=\"" name "\""

static struct uploads files;

static const char *multipart_as(const char *type, const char *z, size_t n)
{
    struct pairs p = { 0 };
    files = (struct uploads){ 0 };
    enum rc rc = parse_multipart(&cx, str_of(type), (str){ z, n }, &p, &files);
    return listed(rc, &p);
}

static const char *multipart(const char *z)
{
    return multipart_as("multipart/form-data; boundary=B", z, strlen(z));
}

static void reads_multipart(void **state)
{
    (void)state;
    begin();
    assert_string_equal(multipart("--B--\r\n"), "");
    assert_string_equal(multipart(PART(NAMED("a"), "1") "--B--"), "a=1|");
    assert_string_equal(multipart(PART(NAMED("a"), "") PART(NAMED("b"), "x\r\ny") "--B--\r\n"),
                        "a=|b=x\r\ny|");
    assert_string_equal(multipart(PART("content-disposition: Form-Data; name=a\r\n"
                                       "Content-Type: text/plain; charset=utf-8",
                                       "--B-") "--B--"),
                        "a=--B-|");
    assert_string_equal(multipart(PART(NAMED("a%22b"), "š") "--B--"), "a\"b=š|");
    assert_string_equal(multipart_as("multipart/form-data; charset=x; boundary=\"a b:c\"",
                                     "--a b:c\r\n" NAMED("n") "\r\n\r\nv\r\n--a b:c--", 73),
                        "n=v|");
    static const char with_file[] = PART(NAMED("x"), "1")
        PART(NAMED("file") "; filename=\"C:\\Users\\ana\\račun.pdf\"\r\nContent-Type: "
                           "application/pdf",
             "%PDF\0\xff\r\n--b") PART(NAMED("none") "; filename=\"\"", "") "--B--\r\n";
    assert_string_equal(
        multipart_as("multipart/form-data;boundary=B", with_file, sizeof with_file - 1), "x=1|");
    assert_int_equal(files.n, 2);
    assert_string_equal(files.v[0].field, "file");
    assert_string_equal(files.v[0].name, "račun.pdf");
    assert_int_equal(files.v[0].bytes.n, 11);
    assert_memory_equal(files.v[0].bytes.p, "%PDF\0\xff\r\n--b", 11);
    assert_string_equal(files.v[1].name, "");
    assert_int_equal(files.v[1].bytes.n, 0);
}

static void refuses_torn_multipart(void **state)
{
    (void)state;
    begin();
    static const char *const bad[] = {
        "",
        "--B",
        "--C\r\n" NAMED("a") "\r\n\r\n1\r\n--B--",
        PART(NAMED("a"), "1"),
        PART(NAMED("a"), "1") "--B",
        PART(NAMED("a"), "1") "--Bx",
        PART(NAMED("a"), "1") "--B\n",
        "--B\r\n" NAMED("a") "\r\n\r\n1",
        "--B\r\n" NAMED("a") "\r\n",
        "--B\r\n\r\n\r\n1\r\n--B--",
        PART("Content-Type: text/plain", "1") "--B--",
        PART("Content-Disposition: form-data", "1") "--B--",
        PART("Content-Disposition: attachment; name=\"a\"", "1") "--B--",
        PART(NAMED("a") "; name=\"b\"", "1") "--B--",
        PART("Content-Disposition: form-data; name=\"a", "1") "--B--",
        PART(NAMED("a") "x", "1") "--B--",
        PART(NAMED("a") "\r\n" NAMED("b"), "1") "--B--",
        PART("nonsense", "1") "--B--",
        PART(NAMED("a\xff"), "1") "--B--",
        PART(NAMED("a"), "\x01") "--B--",
        PART(NAMED("a") "\r\nA: 1\r\nA: 2\r\nA: 3\r\nA: 4\r\nA: 5\r\nA: 6\r\nA: 7\r\nA: 8",
             "1") "--B--",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (multipart(bad[i])) fail_msg("read: %s", bad[i]);
    static const char *const types[] = { "multipart/form-data", "multipart/form-data; boundary=",
                                         "multipart/form-data; boundary=\"B",
                                         "multipart/form-data; boundary=B; boundary=B" };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (multipart_as(types[i], "--B--", 5)) fail_msg("read: %s", types[i]);
    assert_null(
        multipart_as("multipart/form-data; boundary="
                     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                     "--B--", 5));
}

static const char *json(const char *z)
{
    struct pairs p = { 0 };
    enum rc rc = parse_json(&cx, str_of(z), &p);
    return listed(rc, &p);
}

static void reads_json(void **state)
{
    (void)state;
    begin();
    assert_string_equal(json("{}"), "");
    assert_string_equal(json("{\"a\":\"x\",\"b\":-12,\"c\":true,\"d\":false,\"e\":null}"),
                        "a=x|b=-12|c=1|d=0|e=|");
    assert_string_equal(json("{\"to\":[1,\"2\"],\"line\":[{\"id\":5,\"note\":\"\\u0161\"},{}]}"),
                        "to=1|to=2|line.0.id=5|line.0.note=š|");
    assert_string_equal(json("{\"n\":9223372036854775807}"), "n=9223372036854775807|");
    static const char *const bad[] = {
        "",
        "[]",
        "1",
        "{\"a\":1.5}",
        "{\"a\":1e2}",
        "{\"a\":{}}",
        "{\"a\":[[]]}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":\"\\u0001\"}",
        "{\"a\":\"\xff\"}",
        "{\"a\":1} x",
        "{\"a\":1",
        "{\"\\u0001\":1}",
        "{\"a\":9223372036854775808}",
        "{\"l\":[{\"a\":[]}]}",
        "{\"l\":[{\"a\":{}}]}",
        "{'a':1}",
        "{\"a\":01}",
        "\xef\xbb\xbf{}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (json(bad[i])) fail_msg("read: %s", bad[i]);
    char *deep = arena_alloc(try_arena(), 100010);
    memset(deep, '[', 100000);
    assert_null(json(deep));
}

TESTS(parse, cmocka_unit_test(reads_urlencoded), cmocka_unit_test(writes_percent),
      cmocka_unit_test(reads_multipart), cmocka_unit_test(refuses_torn_multipart),
      cmocka_unit_test(reads_json));

/* SPDX-License-Identifier: EUPL-1.2 */
/* str_test.c — slices, and the growing buffer that is filled from them. */
#include "base/str.h"

#include "base/buf.h"
#include "base/rand.h"
#include "tests/dies.h"
#include "tests/t.h"

static const str NOTHING = { NULL, 0 };

static void compares(void **state)
{
    (void)state;
    assert_true(str_eq(STR("abc"), (str){ "abcd", 3 }));
    assert_false(str_eq(STR("abc"), STR("abd")));
    assert_false(str_eq(STR("abc"), STR("ab")));
    assert_true(str_eq(NOTHING, STR("")));
    assert_true(str_eq(str_of(NULL), NOTHING));
    assert_true(str_is(STR("mk"), "mk"));
    assert_false(str_is(STR("mk"), "MK"));
    assert_true(str_is_nocase(STR("Content-LENGTH"), "content-length"));
    assert_false(str_is_nocase(STR("a[`"), "A{@")); /* 32 apart, but no letters */
    assert_false(str_is_nocase(STR("ab"), "abc"));
    assert_true(str_starts(STR("/project/7"), "/project/"));
    assert_false(str_starts(STR("/pro"), "/project/"));
    assert_true(str_starts(NOTHING, ""));
    assert_true(z_eq(NULL, NULL));
    assert_false(z_eq(NULL, ""));
    assert_true(z_eq("x", "x"));
    assert_false(z_eq("x", "y"));
}

static void trims_and_cuts(void **state)
{
    (void)state;
    assert_true(str_is(str_trim(STR(" \t\r\n\v\f a b \n")), "a b"));
    assert_int_equal(str_trim(STR("  \n")).n, 0);
    assert_int_equal(str_trim(NOTHING).n, 0);
    str rest = STR("a,,bc");
    assert_true(str_is(str_cut(&rest, ','), "a"));
    assert_true(str_is(str_cut(&rest, ','), ""));
    assert_true(str_is(rest, "bc"));
    assert_true(str_is(str_cut(&rest, ','), "bc"));
    assert_int_equal(rest.n, 0);
    assert_true(str_is(str_cut(&rest, ','), ""));
    rest = NOTHING;
    assert_int_equal(str_cut(&rest, ',').n, 0);
    rest = STR("key=");
    assert_true(str_is(str_cut(&rest, '='), "key"));
    assert_int_equal(rest.n, 0);
}

static void reads_whole_numbers(void **state)
{
    (void)state;
    int64_t v = 3;
    assert_true(str_int64(STR("9223372036854775807"), &v) && v == INT64_MAX);
    assert_true(str_int64(STR("-9223372036854775808"), &v) && v == INT64_MIN);
    assert_true(str_int64(STR("-0"), &v) && v == 0);
    assert_true(str_int64(STR("0042"), &v) && v == 42);
    static const char *const wrong[] = { "",
                                         "-",
                                         "9223372036854775808",
                                         "-9223372036854775809",
                                         "99999999999999999999",
                                         " 1",
                                         "1 ",
                                         "+1",
                                         "1.0",
                                         "0x1",
                                         "1-",
                                         "--1" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(str_int64(str_of(wrong[i]), &v));
    assert_false(str_int64(NOTHING, &v));
    assert_int_equal(v, 42);
}

static void a_buffer_grows(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 1 << 20);
    assert_string_equal(b.p, "");
    buf_text(&b, NULL);
    buf_put(&b, NULL, 0);
    buf_str(&b, NOTHING);
    assert_int_equal(b.n, 0);
    for (int i = 0; i < 50000; i++) buf_char(&b, (char)('a' + i % 26));
    buf_text(&b, "|");
    buf_printf(&b, "%s %d|", "x", 7);
    buf_printf(&b, "%1000d", 5); /* longer than what is left, so written twice */
    assert_true(buf_ok(&b));
    assert_int_equal(b.n, 50000 + 1 + 4 + 1000);
    assert_int_equal(strlen(b.p), b.n);
    assert_memory_equal(b.p + 50000, "|x 7|    ", 9);
    assert_int_equal(b.p[b.n - 1], '5');
    for (int i = 0; i < 50000; i++) assert_int_equal(b.p[i], 'a' + i % 26);
    for (int n = 1; n < 3000; n++) { /* also where the text fits but for its NUL */
        buf_done(&b);
        buf_init(&b, 1 << 20);
        buf_printf(&b, "%*d", n, 8);
        assert_true(b.n == (size_t)n && b.p[n - 1] == '8' && b.p[n] == '\0');
    }
    buf_clear(&b);
    assert_string_equal(b.p, "");
    buf_done(&b);
    assert_null(b.p);
}

static void a_buffer_writes_numbers(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 1000);
    struct seeded r = { 1 };
    for (int i = 0; i < 20000; i++) {
        int64_t n = (int64_t)seeded_next(&r) >> seeded_below(&r, 64);
        char want[32];
        snprintf(want, sizeof want, "%lld", (long long)n);
        buf_clear(&b);
        buf_int(&b, n);
        assert_string_equal(b.p, want);
    }
    buf_clear(&b);
    buf_int(&b, INT64_MIN);
    buf_int(&b, INT64_MAX);
    buf_int(&b, 0);
    assert_string_equal(b.p, "-922337203685477580892233720368547758070");
    buf_done(&b);
}

static void a_full_buffer_stays_as_it_was(void **state)
{
    (void)state;
    for (size_t max = 0; max < 2000; max += 7) {
        struct buf b;
        buf_init(&b, max);
        for (size_t i = 0; i < max; i++) buf_char(&b, 'x');
        assert_true(buf_ok(&b)); /* exactly ${max} bytes fit */
        assert_int_equal(b.n, max);
        buf_char(&b, 'y');
        assert_false(buf_ok(&b));
        assert_int_equal(b.n, max);
        buf_clear(&b);
        assert_true(buf_ok(&b));
        buf_done(&b);
    }
    static char many[4000];
    struct buf b;
    buf_init(&b, sizeof many);
    buf_put(&b, many, sizeof many); /* all at once, and growing on the way */
    assert_true(buf_ok(&b) && b.n == sizeof many);
    buf_done(&b);
    buf_init(&b, 10);
    buf_text(&b, "12345678");
    buf_text(&b, "abc"); /* left out whole */
    buf_text(&b, "z");   /* would fit, but the text already has a hole */
    buf_char(&b, 'z');
    buf_int(&b, 1);
    buf_printf(&b, "%d", 2);
    assert_string_equal(b.p, "12345678");
    assert_false(buf_ok(&b));
    buf_clear(&b);
    buf_text(&b, "12345678");
    buf_printf(&b, "%s", "abc");
    assert_string_equal(b.p, "12345678");
    assert_false(buf_ok(&b));
    assert_true(str_is(buf_slice(&b), "12345678"));
    buf_done(&b);
}

static void a_large_buffer_is_given_back(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 4 << 20);
    for (int i = 0; i < 100000; i++) buf_text(&b, "0123456789");
    assert_true(buf_ok(&b) && b.cap >= 1000000);
    buf_clear(&b);
    assert_true(b.cap <= 256 * 1024);
    buf_text(&b, "again");
    assert_string_equal(b.p, "again");
    buf_done(&b);
}

TESTS(base_str, cmocka_unit_test(compares), cmocka_unit_test(trims_and_cuts),
      cmocka_unit_test(reads_whole_numbers));
TESTS(base_buf, cmocka_unit_test(a_buffer_grows), cmocka_unit_test(a_buffer_writes_numbers),
      cmocka_unit_test(a_full_buffer_stays_as_it_was),
      cmocka_unit_test(a_large_buffer_is_given_back));

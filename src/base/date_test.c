/* SPDX-License-Identifier: EUPL-1.2 */
/* date_test.c — every day Kolo knows, counted one by one by a calendar on fingers. */
#include "base/date.h"

#include "base/clock.h"
#include "base/rand.h"
#include "tests/dies.h"
#include "tests/t.h"

static const char *iso(date d)
{
    static char out[DATE_TEXT];
    return date_text(d, out);
}

static const char *iso_month(month m)
{
    static char out[MONTH_TEXT];
    return month_text(m, out);
}

static void counts_every_day(void **state)
{
    (void)state;
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int32_t day = -25567; /* 70 years of which 17 leap, before 1970 */
    for (int y = 1900; y <= 2199; y++)
        for (int m = 1; m <= 12; m++) {
            bool leap = y % 4 == 0 && y != 1900 && y != 2100;
            int last = lengths[m - 1] + (m == 2 && leap);
            assert_int_equal(month_first(month_make(y, m)).day, day);
            assert_int_equal(month_last(month_make(y, m)).day, day + last - 1);
            assert_false(date_given(date_make(y, m, last + 1)));
            for (int d = 1; d <= last; d++, day++) {
                int y2, m2, d2;
                char want[64];
                date back, made = date_make(y, m, d);
                assert_int_equal(made.day, day);
                date_parts(made, &y2, &m2, &d2);
                assert_true(y2 == y && m2 == m && d2 == d);
                snprintf(want, sizeof want, "%04d-%02d-%02d", y, m, d);
                assert_string_equal(iso(made), want);
                assert_true(date_iso(str_of(want), &back) && back.day == day);
                assert_int_equal(month_of(made), month_make(y, m));
            }
        }
    assert_string_equal(iso((date){ 0 }), "1970-01-01");
}

static void refuses_days_that_are_none(void **state)
{
    (void)state;
    assert_true(date_given(date_make(2000, 2, 29)));
    assert_true(date_given(date_make(2024, 2, 29)));
    assert_false(date_given(date_make(1900, 2, 29)));
    assert_false(date_given(date_make(2100, 2, 29)));
    assert_false(date_given(date_make(2023, 2, 29)));
    assert_false(date_given(date_make(1899, 12, 31)));
    assert_false(date_given(date_make(2200, 1, 1)));
    assert_false(date_given(date_make(2007, 0, 1)));
    assert_false(date_given(date_make(2007, 13, 1)));
    assert_false(date_given(date_make(2007, 3, 0)));
    assert_false(date_given(date_make(2007, -1, INT32_MAX)));
    static const char *const wrong[] = {
        "",           "2007",        "2007-3-31",  "2007-03-31 ", " 2007-03-31", "2007/03/31",
        "31.03.2007", "2007-02-29",  "2007-00-10", "2007-04-31",  "+007-03-31",  "2007-03-3x",
        "20070331",   "2007-03-31T", "1899-12-31", "2200-01-01",  "２007-03-31", "-2007-03-1",
    };
    date d = { 7 };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(date_iso(str_of(wrong[i]), &d));
    assert_int_equal(d.day, 7);
    assert_string_equal(iso(DATE_NONE), "");
    assert_dies(iso((date){ 84006 }), "LAST_DAY");
    assert_dies(iso((date){ -25568 }), "FIRST_DAY");
}

static void orders_and_adds(void **state)
{
    (void)state;
    date d = date_make(2007, 12, 31);
    assert_string_equal(iso(date_add(d, 1)), "2008-01-01");
    assert_string_equal(iso(date_add(d, -365)), "2006-12-31");
    assert_string_equal(iso(date_add(date_make(2008, 2, 28), 1)), "2008-02-29");
    assert_int_equal(date_cmp(d, date_add(d, 1)), -1);
    assert_int_equal(date_cmp(d, d), 0);
    assert_int_equal(date_cmp(date_add(d, 1), d), 1);
    assert_string_equal(iso(date_add(date_make(2199, 12, 30), 1)), "2199-12-31");
    assert_string_equal(iso(date_add(date_make(2199, 12, 31), 60)), "2199-12-31");
    assert_string_equal(iso(date_add(d, INT32_MAX)), "2199-12-31");
    assert_string_equal(iso(date_add(date_make(1900, 1, 1), -1)), "1900-01-01");
    assert_string_equal(iso(date_add(d, INT32_MIN)), "1900-01-01");
    assert_string_equal(iso(date_add_months(date_make(2007, 1, 15), 1)), "2007-02-15");
    assert_string_equal(iso(date_add_months(date_make(2007, 1, 30), 1)), "2007-02-28");
    assert_string_equal(iso(date_add_months(date_make(2007, 2, 28), 1)), "2007-03-31");
    assert_string_equal(iso(date_add_months(date_make(2007, 3, 31), -13)), "2006-02-28");
    assert_string_equal(iso(date_add_months(date_make(2199, 12, 31), 3)), "2199-12-31");
    assert_string_equal(iso(date_add_months(date_make(1900, 1, 1), INT32_MIN)), "1900-01-01");
    assert_false(date_given(date_add_months(DATE_NONE, 3)));
    assert_false(date_given(date_add(DATE_NONE, 30)));
    assert_int_equal(date_make(2007, 3, 1).day - date_make(2007, 2, 1).day, 28);
    assert_int_equal(date_make(2008, 3, 1).day - date_make(2008, 2, 1).day, 29);
}

static void counts_months(void **state)
{
    (void)state;
    month m;
    assert_int_equal(month_make(2007, 3), 24086);
    assert_true(month_iso(STR("2007-03"), &m));
    assert_int_equal(m, 24086);
    assert_int_equal(month_year(m), 2007);
    assert_int_equal(month_no(m), 3);
    assert_string_equal(iso_month(m), "2007-03");
    assert_string_equal(iso_month(m + 10), "2008-01");
    assert_string_equal(iso_month(m - 3), "2006-12");
    assert_string_equal(iso(month_last(month_make(2008, 2))), "2008-02-29");
    assert_string_equal(iso(month_last(month_make(2007, 2))), "2007-02-28");
    assert_string_equal(iso(month_first(month_make(2007, 12) + 1)), "2008-01-01");
    assert_int_equal(month_of(DATE_NONE), 0);
    assert_string_equal(iso_month(0), "");
    static const char *const wrong[] = { "",       "2007-13", "2007-00", "2007-3", "2007-03-",
                                         "200703", "1899-12", "2200-01", "2007_03" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(month_iso(str_of(wrong[i]), &m));
    assert_dies(month_first(0), "date_given");
    assert_dies(iso_month(5), "month_year");
}

static void stamps_are_seconds(void **state)
{
    (void)state;
    char out[STAMP_TEXT];
    stamp s;
    assert_true(stamp_iso(STR("2007-03-31T08:15:00Z"), &s));
    assert_int_equal(s, 1175328900);
    assert_string_equal(stamp_text(s, out), "2007-03-31T08:15:00Z");
    assert_string_equal(iso(date_of_stamp(s)), "2007-03-31");
    assert_true(stamp_iso(STR("1969-12-31T23:59:59Z"), &s));
    assert_int_equal(s, -1);
    assert_string_equal(stamp_text(s, out), "1969-12-31T23:59:59Z");
    assert_string_equal(iso(date_of_stamp(s)), "1969-12-31");
    assert_string_equal(stamp_text(0, out), "");
    assert_false(date_given(date_of_stamp(0)));
    static const char *const wrong[] = {
        "2007-03-31T24:00:00Z", "2007-03-31T08:60:00Z", "2007-03-31T08:15:60Z",
        "2007-03-31 08:15:00Z", "2007-03-31T08:15:00",  "2007-03-31T08:15:00+",
        "2007-02-29T08:15:00Z", "1970-01-01T00:00:00Z", "2007-03-31T-8:15:00Z",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(stamp_iso(str_of(wrong[i]), &s));
    struct seeded r = { 3 };
    for (int i = 0; i < 100000; i++) {
        stamp back, one = seeded_below(&r, INT64_C(9467107200)) - INT64_C(2208988800);
        if (one != 0) assert_true(stamp_iso(str_of(stamp_text(one, out)), &back) && back == one);
    }
}

static void the_clock_can_be_fixed(void **state)
{
    (void)state;
    clock_fix(1175328900);
    assert_int_equal(clock_now(), 1175328900);
    clock_fix(0);
    assert_true(clock_now() > 1700000000);
    int64_t before = clock_us();
    assert_true(clock_us() >= before);
}

TESTS_ALONE(base_date, cmocka_unit_test(counts_every_day),
            cmocka_unit_test(refuses_days_that_are_none), cmocka_unit_test(orders_and_adds),
            cmocka_unit_test(counts_months), cmocka_unit_test(stamps_are_seconds),
            cmocka_unit_test(the_clock_can_be_fixed));

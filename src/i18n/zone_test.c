/* SPDX-License-Identifier: EUPL-1.2 */
/* zone_test.c — clocks on walls: summer time in both directions, halves of hours, names that are
 * none, and there and back again for every hour of many years.
 */
#include "i18n/zone.h"

#include "tests/t.h"

#include <string.h>

static stamp at(const char *iso)
{
    stamp s;
    assert_true(stamp_iso(str_of(iso), &s));
    return s;
}

static struct zone_time local(int y, int m, int d, int hour, int minute)
{
    return (struct zone_time){ date_make(y, m, d), hour, minute, 0 };
}

static void shows(const char *zone, const char *iso, struct zone_time want)
{
    struct zone_time got;
    assert_true(zone_local(zone, at(iso), &got));
    assert_int_equal(got.day.day, want.day.day);
    assert_int_equal(got.hour, want.hour);
    assert_int_equal(got.minute, want.minute);
    assert_int_equal(got.second, want.second);
}

static void knows_names(void **state)
{
    (void)state;
    static const char *const good[] = { "UTC", "Europe/Skopje", "America/Port-au-Prince",
                                        "America/Argentina/Buenos_Aires", "Asia/Kathmandu" };
    static const char *const bad[] = { "",
                                       "Europe",
                                       "europe/skopje",
                                       "GMT+5",
                                       "Europe/Skopje ",
                                       "Mars/Olympus",
                                       "../etc/passwd",
                                       "Europe/SkopjeSkopjeSkopjeSkopjeSkopjeSkopjeSkopje" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) assert_true(zone_ok(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (zone_ok(bad[i])) fail_msg("“%s” is taken for a zone", bad[i]);
    assert_false(zone_ok(NULL));
    struct zone_time t;
    assert_false(zone_local("Mars/Olympus", at("2027-03-01T12:30:00Z"), &t));
    assert_int_equal(t.hour, 12);
}

static void shows_local_time(void **state)
{
    (void)state;
    shows("UTC", "2007-10-05T09:00:00Z", local(2007, 10, 5, 9, 0));
    shows("Europe/Skopje", "2007-10-05T09:00:00Z", local(2007, 10, 5, 11, 0));
    shows("Europe/Skopje", "2007-12-31T23:30:00Z", local(2008, 1, 1, 0, 30));
    shows("Europe/Sofia", "2027-07-01T21:00:00Z", local(2027, 7, 2, 0, 0));
    shows("Asia/Kathmandu", "2027-07-01T00:00:00Z", local(2027, 7, 1, 5, 45));
    shows("America/New_York", "2027-01-01T03:00:00Z", local(2026, 12, 31, 22, 0));
    shows("Europe/Brussels", "2027-03-28T00:59:00Z", local(2027, 3, 28, 1, 59));
    shows("Europe/Brussels", "2027-03-28T01:00:00Z", local(2027, 3, 28, 3, 0));
    shows("Europe/Brussels", "2027-10-31T00:59:00Z", local(2027, 10, 31, 2, 59));
    shows("Europe/Brussels", "2027-10-31T01:00:00Z", local(2027, 10, 31, 2, 0));
}

static void finds_the_instant(void **state)
{
    (void)state;
    const char *z = "Europe/Ljubljana";
    assert_int_equal(zone_stamp(z, local(2027, 1, 10, 8, 0)), at("2027-01-10T07:00:00Z"));
    assert_int_equal(zone_stamp(z, local(2027, 7, 10, 8, 0)), at("2027-07-10T06:00:00Z"));
    /* There is no 02:30 that day; the clock before makes 03:30 of it. */
    assert_int_equal(zone_stamp(z, local(2027, 3, 28, 2, 30)), at("2027-03-28T01:30:00Z"));
    /* There are two; the first. */
    assert_int_equal(zone_stamp(z, local(2027, 10, 31, 2, 30)), at("2027-10-31T00:30:00Z"));
    assert_int_equal(zone_stamp(z, local(2027, 10, 31, 3, 0)), at("2027-10-31T02:00:00Z"));
    assert_int_equal(zone_stamp(z, local(2027, 7, 10, 24, 0)), at("2027-07-10T22:00:00Z"));
    assert_int_equal(zone_stamp("nowhere", local(2027, 7, 10, 8, 0)), at("2027-07-10T08:00:00Z"));
}

static void goes_there_and_back(void **state)
{
    (void)state;
    static const char *const zones[] = { "Europe/Skopje",    "Europe/Istanbul",
                                         "America/New_York", "Australia/Lord_Howe",
                                         "Asia/Kathmandu",   "UTC" };
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        for (stamp s = at("2006-01-01T00:00:00Z"); s < at("2012-01-01T00:00:00Z"); s += 1800) {
            struct zone_time t;
            assert_true(zone_local(zones[i], s, &t));
            const stamp back = zone_stamp(zones[i], t);
            /* Of an hour that comes twice the first is meant, which is at most that hour away. */
            if (back == s) continue;
            struct zone_time again;
            zone_local(zones[i], back, &again);
            if (back > s || s - back > 3600 || again.hour != t.hour || again.minute != t.minute)
                fail_msg("%s: %lld came back as %lld", zones[i], (long long)s, (long long)back);
        }
    }
}

static void names_the_hour(void **state)
{
    (void)state;
    struct cx cx;
    struct arena *a = arena_new();
    cx_init(&cx, a);
    const stamp winter = at("2027-01-10T07:00:00Z"), summer = at("2027-07-10T07:00:00Z");
    assert_string_equal(zone_label(&cx, "Europe/Skopje", winter), "CET");
    assert_string_equal(zone_label(&cx, "Europe/Skopje", summer), "CEST");
    assert_string_equal(zone_label(&cx, "Europe/Sofia", summer), "EEST");
    assert_string_equal(zone_label(&cx, "UTC", summer), "UTC");
    assert_string_equal(zone_label(&cx, NULL, summer), "UTC");
    assert_string_equal(zone_label(&cx, "Europe/Istanbul", summer), "UTC+3");
    assert_string_equal(zone_label(&cx, "Asia/Kathmandu", summer), "UTC+5:45");
    arena_free(a);
}

static void lists_places(void **state)
{
    (void)state;
    assert_string_equal(zone_of_country("MK"), "Europe/Skopje");
    assert_string_equal(zone_of_country("XK"), "Europe/Belgrade");
    assert_string_equal(zone_of_country("NL"), "Europe/Amsterdam");
    assert_null(zone_of_country("ZZ"));
    assert_null(zone_of_country(NULL));
    size_t n = 0;
    for (const char *z; (z = zone_at(n)); n++) {
        if (!zone_ok(z)) fail_msg("%s is offered and not taken", z);
        if (n > zone_near() && strcmp(z, ZONE_UTC) != 0) assert_true(strcmp(zone_at(n - 1), z) < 0);
    }
    assert_in_range(n, 300, 500);
}

TESTS(zone, cmocka_unit_test(knows_names), cmocka_unit_test(shows_local_time),
      cmocka_unit_test(finds_the_instant), cmocka_unit_test(goes_there_and_back),
      cmocka_unit_test(names_the_hour), cmocka_unit_test(lists_places));

/* SPDX-License-Identifier: EUPL-1.2 */
/* setting_test.c — quiet hours end when the clock on the wall says so, also in the nights in which
 * it is set; digests come at their hour; what is chosen is checked and kept.
 */
#include "notice/setting.h"

#include "account/viewer.h"
#include "base/rand.h"
#include "i18n/i18n.h"
#include "i18n/zone.h"
#include "notice/setting_inside.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/t.h"

static stamp at(const char *iso)
{
    stamp s;
    assert_true(stamp_iso(str_of(iso), &s));
    return s;
}

static struct setting quiet(const char *zone, int from, int to)
{
    return (struct setting){
        .zone = zone, .quiet_from = from, .quiet_to = to, .digest_hour = 7, .digest_weekday = 1
    };
}

static void ends_at(const char *zone, int from, int to, const char *now, const char *want)
{
    const struct setting s = quiet(zone, from, to);
    assert_int_equal(setting_quiet_end(&s, at(now)), at(want));
}

static void quiet_hours_end(void **state)
{
    (void)state;
    const int ten = 22 * 60, seven = 7 * 60;
    ends_at("Europe/Skopje", ten, seven, "2027-01-10T21:30:00Z", "2027-01-11T06:00:00Z");
    ends_at("Europe/Skopje", ten, seven, "2027-01-10T20:59:59Z", "2027-01-10T20:59:59Z");
    ends_at("Europe/Skopje", ten, seven, "2027-01-11T05:59:59Z", "2027-01-11T06:00:00Z");
    ends_at("Europe/Skopje", ten, seven, "2027-01-11T06:00:00Z", "2027-01-11T06:00:00Z");
    ends_at("Europe/Istanbul", ten, seven, "2027-01-10T21:30:00Z", "2027-01-11T04:00:00Z");
    ends_at("Europe/Skopje", 12 * 60, 13 * 60, "2027-07-10T10:15:30Z", "2027-07-10T11:00:00Z");
    /* The night is an hour shorter, and an hour longer. */
    ends_at("Europe/Skopje", ten, seven, "2027-03-27T22:00:00Z", "2027-03-28T05:00:00Z");
    ends_at("Europe/Skopje", ten, seven, "2027-10-30T21:00:00Z", "2027-10-31T06:00:00Z");
    /* Until an hour that does not come, and one that comes twice. */
    ends_at("Europe/Skopje", ten, 150, "2027-03-28T00:00:00Z", "2027-03-28T01:00:00Z");
    ends_at("Europe/Skopje", ten, 150, "2027-10-31T00:10:00Z", "2027-10-31T00:30:00Z");
    ends_at("Europe/Skopje", ten, 150, "2027-10-31T01:10:00Z", "2027-10-31T01:30:00Z");
    ends_at("Europe/Skopje", -1, -1, "2027-10-31T01:10:00Z", "2027-10-31T01:10:00Z");
}

/* By another way: minute by minute. */
static stamp first_loud_minute(const struct setting *s, stamp now)
{
    for (stamp t = now;; t += 60 - t % 60) {
        struct zone_time z;
        zone_local(s->zone, t, &z);
        const int m = z.hour * 60 + z.minute;
        const bool inside = s->quiet_from < s->quiet_to ? m >= s->quiet_from && m < s->quiet_to
                                                        : !(m >= s->quiet_to && m < s->quiet_from);
        if (!inside) return t;
    }
}

static void quiet_hours_end_as_counted_by_minutes(void **state)
{
    (void)state;
    static const char *const zones[] = { "Europe/Brussels", "America/New_York",
                                         "Australia/Lord_Howe", "Asia/Kathmandu" };
    static const char *const days[] = { "2027-03-27T00:00:00Z", "2027-10-30T00:00:00Z",
                                        "2027-03-13T12:00:00Z", "2027-11-06T12:00:00Z",
                                        "2027-04-03T00:00:00Z", "2027-10-02T00:00:00Z" };
    struct seeded r = { 20271031 };
    for (int i = 0; i < 4000; i++) {
        const int from = (int)seeded_below(&r, 96) * 15;
        const int to = (from + 15 + (int)seeded_below(&r, 95) * 15) % (24 * 60);
        const struct setting s = quiet(zones[seeded_below(&r, 4)], from, to);
        const stamp now = at(days[seeded_below(&r, 6)]) + seeded_below(&r, 3 * 86400);
        const stamp got = setting_quiet_end(&s, now), want = first_loud_minute(&s, now);
        if (got != want)
            fail_msg("%s, quiet from %d to %d, at %lld: %lld, not %lld", s.zone, from, to,
                     (long long)now, (long long)got, (long long)want);
    }
}

static void digest_at(struct setting s, const char *now, bool weekly, const char *want,
                      const char *day)
{
    date d;
    char text[DATE_TEXT];
    assert_int_equal(setting_digest(&s, at(now), weekly, &d), at(want));
    assert_string_equal(date_text(d, text), day);
}

static void digests_come_at_their_hour(void **state)
{
    (void)state;
    const struct setting s = quiet("Europe/Skopje", -1, -1); /* 7 o'clock, Monday */
    digest_at(s, "2027-03-30T05:00:00Z", false, "2027-03-30T05:00:00Z", "2027-03-30");
    digest_at(s, "2027-03-30T04:59:59Z", false, "2027-03-29T05:00:00Z", "2027-03-29");
    digest_at(s, "2027-03-29T23:30:00Z", false, "2027-03-29T05:00:00Z", "2027-03-29");
    digest_at(s, "2027-03-28T12:00:00Z", false, "2027-03-28T05:00:00Z", "2027-03-28");
    digest_at(s, "2027-03-27T12:00:00Z", false, "2027-03-27T06:00:00Z", "2027-03-27");
    /* 2027-03-29 is a Monday. */
    digest_at(s, "2027-03-29T05:00:00Z", true, "2027-03-29T05:00:00Z", "2027-03-29");
    digest_at(s, "2027-03-29T04:00:00Z", true, "2027-03-22T06:00:00Z", "2027-03-22");
    digest_at(s, "2027-04-04T21:00:00Z", true, "2027-03-29T05:00:00Z", "2027-03-29");
    struct setting sunday = s;
    sunday.digest_weekday = 7;
    digest_at(sunday, "2027-03-30T05:00:00Z", true, "2027-03-28T05:00:00Z", "2027-03-28");
}

/* ---- what is kept -----------------------------------------------------------------------------
 */

static struct setting_input good(void)
{
    struct setting_input in = { "Europe/Tirane", "22:00", "06:30", 8, 5, { NOTICE_NONE } };
    for (int k = 0; k < NOTICE_KINDS; k++) in.how[k] = (enum notice_how)(k % 4);
    return in;
}

static void keeps(struct cx *cx)
{
    struct people p;
    struct setting s;
    struct choices c;
    people_make(cx, &p);
    const int64_t eho = p.account[ROLE_PARTNER_COORDINATOR];
    people_sign_in(cx, eho);
    /* Without a choice: the clock of EHO's country. */
    assert_int_equal(setting_of(cx, eho, &s), RC_OK);
    assert_string_equal(s.zone, "Europe/Belgrade");
    assert_int_equal(s.quiet_from, -1);
    assert_int_equal(s.digest_hour, 7);
    assert_int_equal(setting_choices_of(cx, eho, &c), RC_OK);
    assert_int_equal(c.how[NOTICE_COMMENT], NOTICE_DAILY);
    assert_int_equal(c.how[NOTICE_MENTION], NOTICE_NOW);
    assert_int_equal(setting_of(cx, 4711, &s), RC_MISSING);

    struct setting_input in = good();
    assert_int_equal(setting_save(cx, &in), RC_OK);
    assert_int_equal(setting_of(cx, eho, &s), RC_OK);
    assert_string_equal(s.zone, "Europe/Tirane");
    assert_int_equal(s.quiet_from, 22 * 60);
    assert_int_equal(s.quiet_to, 6 * 60 + 30);
    assert_int_equal(s.digest_weekday, 5);
    assert_int_equal(setting_choices_of(cx, eho, &c), RC_OK);
    for (int k = 0; k < NOTICE_KINDS; k++) assert_int_equal(c.how[k], k % 4);
    people_sign_in(cx, eho);
    assert_string_equal(cx->viewer->zone, "Europe/Tirane");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE action = 'account.notices'"),
                     1);
    in.quiet_from = in.quiet_to = NULL;
    assert_int_equal(setting_save(cx, &in), RC_OK);
    assert_int_equal(setting_of(cx, eho, &s), RC_OK);
    assert_int_equal(s.quiet_from, -1);
}

static void refused_for(struct cx *cx, struct setting_input in, const char *field)
{
    cx->problems = (struct problems){ 0 };
    assert_int_equal(setting_save(cx, &in), RC_INVALID);
    assert_non_null(problem_of(cx, field));
    assert_int_equal(cx->problems.n, 1);
}

static void refuses(struct cx *cx)
{
    struct people p;
    struct setting_input in = good();
    people_make(cx, &p);
    people_sign_in(cx, p.account[ROLE_PARTNER_COORDINATOR]);
    in.zone = "Europe/Nowhere";
    refused_for(cx, in, "zone");
    in = good(), in.quiet_to = NULL;
    refused_for(cx, in, "quiet_to");
    in = good(), in.quiet_from = NULL;
    refused_for(cx, in, "quiet_from");
    in = good(), in.quiet_to = in.quiet_from;
    refused_for(cx, in, "quiet_to");
    in = good(), in.quiet_from = "24:00";
    refused_for(cx, in, "quiet_from");
    in = good(), in.quiet_to = "6:5";
    refused_for(cx, in, "quiet_to");
    in = good(), in.digest_hour = 24;
    refused_for(cx, in, "digest_hour");
    in = good(), in.digest_weekday = 0;
    refused_for(cx, in, "digest_weekday");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM account_setting"), 0);
}

static void it_keeps(void **state)
{
    (void)state;
    test_on_engines(keeps);
}
static void it_refuses(void **state)
{
    (void)state;
    test_on_engines(refuses);
}

TESTS(setting, cmocka_unit_test(quiet_hours_end),
      cmocka_unit_test(quiet_hours_end_as_counted_by_minutes),
      cmocka_unit_test(digests_come_at_their_hour), cmocka_unit_test(it_keeps),
      cmocka_unit_test(it_refuses));

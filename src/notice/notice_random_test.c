/* SPDX-License-Identifier: EUPL-1.2 */
/* notice_random_test.c — random causes, choices, quiet hours, reading and clocks that are set,
 * held against a model that counts by itself: each person gets each cause as chosen, never twice,
 * never in quiet hours.
 */
#include "base/rand.h"
#include "i18n/zone.h"
#include "notice/notice.h"
#include "notice/notice_sql.h"
#include "tests/engine.h"
#include "tests/notice_try.h"
#include "tests/people.h"
#include "tests/t.h"

#include <string.h>

enum { PEOPLE = 3, CAUSES = 60, STEPS = 110 };

/* What the model knows of a happening and a person. */
struct happening {
    bool told, read, urgent;
    enum notice_kind kind; /* that counts: the one that came sooner */
    enum notice_how how;   /* when it was told */
};
struct model {
    struct cx *cx;
    struct seeded r;
    int64_t who[PEOPLE], last_mail;
    enum notice_how how[PEOPLE][NOTICE_KINDS];
    struct setting s[PEOPLE];
    struct happening h[CAUSES][PEOPLE];
    int causes;
};

static int64_t below(struct model *m, int64_t n) { return seeded_below(&m->r, n); }

static const char *subject_of(struct cx *cx, int cause)
{
    return arena_printf(cx->arena, "No. %d happened", cause);
}

/* Told once or twice, through one kind or two, perhaps by a request that does not come through. */
static void happen(struct model *m)
{
    struct cx *cx = m->cx;
    if (m->causes == CAUSES) return;
    const int cause = m->causes++;
    const bool urgent = below(m, 12) == 0, lost = below(m, 8) == 0;
    const int ways = urgent ? 1 : 1 + (int)below(m, 2), times = 1 + (int)below(m, 2);
    enum notice_kind kind[2];
    kind[0] = (enum notice_kind)below(m, NOTICE_KINDS);
    kind[1] = (enum notice_kind)((kind[0] + 1 + below(m, NOTICE_KINDS - 1)) % NOTICE_KINDS);
    assert_int_equal(db_begin(cx), RC_OK);
    for (int i = 0; i < ways * times; i++) {
        const enum notice_kind k = kind[i % ways];
        for (int a = 0; a < PEOPLE; a++) {
            const struct notice n = {
                .kind = k,
                .cause = arena_printf(cx->arena, "test.%s", notice_kind_name(k)),
                .cause_key = arena_printf(cx->arena, "thing %d", cause),
                .project = PROJECT,
                .account = m->who[a],
                .subject = subject_of(cx, cause),
                .body = "Words.",
                .path = "/p/1",
                .thread = "t",
                .calendar = urgent ? "BEGIN:VCALENDAR" : NULL,
                .calendar_method = urgent ? "REQUEST" : NULL,
            };
            struct happening *h = &m->h[cause][a];
            const enum notice_how how = urgent ? NOTICE_NOW : m->how[a][k];
            assert_int_equal(notice_add(cx, &n), RC_OK);
            if (!h->told || how > h->how) {
                h->kind = k;
                h->how = how;
            }
            h->told = true;
            h->urgent = urgent;
        }
    }
    assert_int_equal(db_end(cx, lost ? RC_STALE : RC_OK), lost ? RC_STALE : RC_OK);
    if (lost) memset(m->h[cause], 0, sizeof m->h[cause]);
}

static void change_choice(struct model *m)
{
    const int a = (int)below(m, PEOPLE), k = (int)below(m, NOTICE_KINDS);
    m->how[a][k] = (enum notice_how)below(m, 4);
    try_choose(m->cx, m->who[a], (enum notice_kind)k, m->how[a][k]);
}

static void change_clock(struct model *m)
{
    static const char *const zones[] = { "Europe/Skopje", "Europe/Istanbul", "America/New_York",
                                         "Australia/Lord_Howe" };
    const int a = (int)below(m, PEOPLE), from = (int)below(m, 48) * 30;
    struct setting *s = &m->s[a];
    s->zone = zones[below(m, 4)];
    s->quiet_from = below(m, 4) ? from : -1;
    s->quiet_to = s->quiet_from < 0 ? -1 : (from + 30 + (int)below(m, 46) * 30) % 1440;
    s->digest_hour = (int)below(m, 24);
    s->digest_weekday = 1 + (int)below(m, 7);
    try_clock(m->cx, m->who[a], s->zone, s->quiet_from, s->quiet_to, s->digest_hour,
              s->digest_weekday);
}

static void read_one(struct model *m)
{
    if (!m->causes) return;
    const int cause = (int)below(m, m->causes), a = (int)below(m, PEOPLE);
    struct cx *cx = m->cx;
    assert_int_equal(db_begin(cx), RC_OK);
    const int64_t id =
        test_count(cx, arena_printf(cx->arena,
                                    "SELECT COALESCE(MIN(id), 0) FROM notice WHERE account_id = "
                                    "%lld AND cause_key = 'thing %d' AND covered = 0",
                                    (long long)m->who[a], cause));
    enum rc rc = notice_set_read(cx, m->who[a], id, cx->now);
    assert_int_equal(db_end(cx, rc), RC_OK);
    if (id) m->h[cause][a].read = true;
}

static bool model_quiet(const struct setting *s, stamp t)
{
    struct zone_time z;
    zone_local(s->zone, t, &z);
    const int minute = z.hour * 60 + z.minute;
    if (s->quiet_from < 0) return false;
    return s->quiet_from < s->quiet_to ? minute >= s->quiet_from && minute < s->quiet_to
                                       : !(minute >= s->quiet_to && minute < s->quiet_from);
}

TEST_STMT(new_mails, DB_MANY, false, "i", "iitttt",
          "SELECT id, account_id, next_at, cause, calendar, created_at FROM mail "
          "WHERE id > $1 ORDER BY id");

/* None of what was put into the outbox since may go in quiet hours, but for the calendar's. */
static void none_in_quiet_hours(struct model *m)
{
    struct cx *cx = m->cx;
    struct db_cursor c;
    bool more = false;
    const struct db_value v[] = { db_i(m->last_mail) };
    assert_int_equal(db_start(cx, &new_mails, v, &c), RC_OK);
    while (db_next(cx, &c, &more) == RC_OK && more) {
        const int64_t account = db_int(&c, 1);
        const stamp goes = db_stamp(&c, 2);
        const char *cause = db_text(cx, &c, 3), *calendar = db_text(cx, &c, 4);
        m->last_mail = db_int(&c, 0);
        assert_true(goes >= db_stamp(&c, 5));
        for (int a = 0; a < PEOPLE; a++)
            if (m->who[a] == account && !*calendar && model_quiet(&m->s[a], goes))
                fail_msg("%s to person %d goes in quiet hours, at %lld", cause, a, (long long)goes);
    }
    assert_int_equal(db_finish(cx, &c), RC_OK);
}

/* Never twice, whatever happened; and at the end, when every digest is long out, as chosen. */
static void each_as_chosen(struct model *m, bool end)
{
    struct cx *cx = m->cx;
    for (int cause = 0; cause < m->causes; cause++)
        for (int a = 0; a < PEOPLE; a++) {
            const struct happening *h = &m->h[cause][a];
            const int64_t n = try_mails(cx, m->who[a], subject_of(cx, cause));
            const enum notice_how now = m->how[a][h->kind];
            const char *wrong = NULL;
            if (n > 1)
                wrong = "twice";
            else if (!h->told && n)
                wrong = "though it never happened";
            else if (h->told && h->how == NOTICE_NOW && n != 1)
                wrong = "not at once";
            else if (h->told && h->how == NOTICE_NONE && n)
                wrong = "though nothing was wanted";
            else if (end && h->told && h->how > NOTICE_NONE && now != NOTICE_NONE && !h->read &&
                     n != 1)
                wrong = "never";
            if (wrong)
                fail_msg("number %d came to person %d %s (%s, chosen %s)", cause, a, wrong,
                         notice_kind_name(h->kind), notice_how_name(h->how));
        }
}

static void random_days(struct cx *cx, uint64_t seed, const struct people *p)
{
    struct model m = { .cx = cx, .r = { seed } };
    const enum role roles[PEOPLE] = { ROLE_PARTNER_COORDINATOR, ROLE_LEAD_FINANCE, ROLE_AUDITOR };
    test_script(cx, "DELETE FROM notice; DELETE FROM mail; DELETE FROM notice_digest;"
                    "DELETE FROM notice_choice; DELETE FROM account_setting;");
    cx->now = try_at(seed % 2 ? "2027-03-24T12:00:00Z" : "2027-10-27T12:00:00Z");
    for (int a = 0; a < PEOPLE; a++) {
        m.who[a] = p->account[roles[a]];
        assert_int_equal(setting_of(cx, m.who[a], &m.s[a]), RC_OK);
        for (int k = 0; k < NOTICE_KINDS; k++)
            m.how[a][k] = notice_how_default((enum notice_kind)k);
    }
    for (int step = 0; step < STEPS; step++) {
        const struct arena_mark mark = arena_mark(cx->arena);
        const int64_t dice = below(&m, 20);
        if (dice < 6)
            happen(&m);
        else if (dice < 8)
            change_choice(&m);
        else if (dice < 9)
            change_clock(&m);
        else if (dice < 11)
            read_one(&m);
        /* Mostly on; now and then back, as when a server's clock is set. */
        cx->now += below(&m, 10) ? below(&m, 3 * 3600) : -below(&m, 900);
        try_digests(cx);
        none_in_quiet_hours(&m);
        if (step % 40 == 0) each_as_chosen(&m, false);
        arena_rewind(cx->arena, mark);
    }
    for (int day = 0; day < 9; day++) {
        cx->now += 86400;
        try_digests(cx);
        none_in_quiet_hours(&m);
    }
    each_as_chosen(&m, true);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE cause = 'digest'"),
                     test_count(cx, "SELECT COUNT(*) FROM notice_digest"));
}

static void random_causes(struct cx *cx)
{
    struct people p;
    people_make(cx, &p);
    /* The night that is shorter, and the one that is longer. */
    for (uint64_t seed = 1; seed <= 2; seed++) random_days(cx, seed, &p);
}

static void at_random(void **state)
{
    (void)state;
    test_on_engines(random_causes);
}

TESTS(notice_random, cmocka_unit_test(at_random));

/* SPDX-License-Identifier: EUPL-1.2 */
/* notice_test.c — who is told what, how, and how often: case by case, and for random causes,
 * choices, quiet hours and clocks held against a model that counts by itself.
 */
#include "notice/notice.h"

#include "account/viewer.h"
#include "base/rand.h"
#include "i18n/i18n.h"
#include "i18n/zone.h"
#include "notice/digest.h"
#include "notice/notice_sql.h"
#include "notice/reading.h"
#include "notice/setting.h"
#include "notice/setting_sql.h"
#include "notice/unsubscribe.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/t.h"

#include <pthread.h>
#include <string.h>

static stamp at(const char *iso)
{
    stamp s;
    assert_true(stamp_iso(str_of(iso), &s));
    return s;
}

static struct notice happened(enum notice_kind kind, const char *cause, const char *key,
                              int64_t account)
{
    return (struct notice){
        .kind = kind, .cause = cause, .cause_key = key, .project = PROJECT, .account = account
    };
}

static enum rc told(struct cx *cx, struct notice n)
{
    if (!n.subject) n.subject = arena_printf(cx->arena, "About %s.", n.cause_key);
    n.body = "The first paragraph.\n\nThe second.";
    n.path = "/p/1";
    n.thread = "report-1";
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, notice_add(cx, &n));
}

static void tell(struct cx *cx, struct notice n) { assert_int_equal(told(cx, n), RC_OK); }

static void digest_pass(struct cx *cx)
{
    const struct viewer *was = cx->viewer;
    cx->viewer = viewer_system(cx, "Kolo");
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, notice_digest_due(cx)), RC_OK);
    cx->viewer = was;
}

static void choose(struct cx *cx, int64_t account, enum notice_kind kind, enum notice_how how)
{
    assert_int_equal(db_begin(cx), RC_OK);
    enum rc rc = setting_choose(cx, account, notice_kind_name(kind), notice_how_name(how), "");
    assert_int_equal(db_end(cx, rc), RC_OK);
}

static void set_clock(struct cx *cx, int64_t account, const char *zone, int from, int to, int hour,
                      int weekday)
{
    const struct setting_put_in in = { account, zone, from, to, hour, weekday };
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, setting_put(cx, &in)), RC_OK);
}

/* Mails to ${account} in which ${words} stand. */
static int64_t mails(struct cx *cx, int64_t account, const char *words)
{
    return test_count(cx, arena_printf(cx->arena,
                                       "SELECT COUNT(*) FROM mail WHERE account_id = %lld AND "
                                       "(subject LIKE '%%%s%%' OR body LIKE '%%%s%%')",
                                       (long long)account, words, words));
}

static int64_t listed(struct cx *cx, int64_t account)
{
    return test_count(cx, arena_printf(cx->arena,
                                       "SELECT COUNT(*) FROM notice WHERE account_id = %lld AND "
                                       "covered = 0",
                                       (long long)account));
}

/* ---- case by case -----------------------------------------------------------------------------
 */

static void chosen_ways(struct cx *cx)
{
    struct people p;
    people_make(cx, &p);
    const int64_t eho = p.account[ROLE_PARTNER_COORDINATOR];
    cx->now = at("2027-03-30T10:00:00Z");
    const struct notice task = happened(NOTICE_TASK, "task.give", "task 1", eho);
    tell(cx, task);
    tell(cx, task);
    assert_int_equal(mails(cx, eho, "task 1."), 1);
    assert_int_equal(listed(cx, eho), 1);

    /* A comment waits for the morning. */
    tell(cx, happened(NOTICE_COMMENT, "comment.new", "comment 1", eho));
    digest_pass(cx);
    assert_int_equal(mails(cx, eho, "comment 1."), 0);
    cx->now = at("2027-03-31T05:00:00Z");
    digest_pass(cx);
    digest_pass(cx);
    assert_int_equal(mails(cx, eho, "comment 1."), 1);
    assert_int_equal(mails(cx, eho, "[About comment 1.](/p/1)"), 1);
    assert_int_equal(mails(cx, eho, "The second"), 1); /* of the task alone */

    choose(cx, eho, NOTICE_REPORT, NOTICE_NONE);
    tell(cx, happened(NOTICE_REPORT, "report.return", "report 1", eho));
    choose(cx, eho, NOTICE_DECISION, NOTICE_WEEKLY);
    tell(cx, happened(NOTICE_DECISION, "decision.put", "decision 1", eho));
    cx->now = at("2027-04-04T12:00:00Z");
    digest_pass(cx);
    assert_int_equal(mails(cx, eho, "decision 1."), 0);
    cx->now = at("2027-04-05T05:00:00Z"); /* Monday, 7 o'clock */
    digest_pass(cx);
    assert_int_equal(mails(cx, eho, "decision 1."), 1);
    assert_int_equal(mails(cx, eho, "report 1."), 0);
    assert_int_equal(listed(cx, eho), 4);

    /* Who has read it needs no digest, and who does it is not told. */
    tell(cx, happened(NOTICE_COMMENT, "comment.new", "comment 2", eho));
    people_sign_in(cx, eho);
    size_t n = 0;
    assert_int_equal(cx->viewer->unread, 5);
    assert_int_equal(reading_mark_all(cx, "comment", 0, &n), RC_OK);
    assert_int_equal(n, 2);
    tell(cx, happened(NOTICE_TASK, "task.give", "task 2", eho));
    assert_int_equal(mails(cx, eho, "task 2."), 0);
    cx->now = at("2027-04-06T05:00:00Z");
    digest_pass(cx);
    assert_int_equal(mails(cx, eho, "comment 2."), 0);
}

static void quiet_and_urgent(struct cx *cx)
{
    struct people p;
    people_make(cx, &p);
    const int64_t eho = p.account[ROLE_PARTNER_COORDINATOR];
    set_clock(cx, eho, "Europe/Belgrade", 22 * 60, 7 * 60, 7, 1);
    cx->now = at("2027-03-27T22:30:00Z"); /* the night in which summer time begins */
    tell(cx, happened(NOTICE_TASK, "task.give", "task 1", eho));
    tell(cx, (struct notice){ .kind = NOTICE_MEETING,
                              .cause = "meeting.cancel",
                              .account = eho,
                              .cause_key = "meeting 1",
                              .calendar = "BEGIN:VCALENDAR",
                              .calendar_method = "CANCEL" });
    choose(cx, eho, NOTICE_TASK, NOTICE_NONE);
    tell(cx, (struct notice){ .kind = NOTICE_TASK,
                              .cause = "secret",
                              .cause_key = "secret 1",
                              .account = eho,
                              .always = true });
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE cause = 'task.give' AND "
                                    "next_at = '2027-03-28T05:00:00Z'"),
                     1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE cause IN ('meeting.cancel', "
                                    "'secret') AND next_at = '2027-03-27T22:30:00Z'"),
                     2);
    /* What may hold a secret is in the list without it, and cannot be ended by a click. */
    assert_int_equal(
        test_count(cx, "SELECT COUNT(*) FROM notice WHERE cause = 'secret' AND body = ''"), 1);
    assert_int_equal(
        test_count(cx, "SELECT COUNT(*) FROM mail WHERE cause = 'secret' AND unsubscribe = ''"), 1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE cause = 'task.give' AND "
                                    "unsubscribe LIKE '/unsubscribe/%'"),
                     1);
}

static void readers_clock(struct cx *cx)
{
    struct people p;
    people_make(cx, &p);
    const int64_t eho = p.account[ROLE_PARTNER_COORDINATOR], lead = p.account[ROLE_LEAD_FINANCE];
    people_sign_in(cx, lead);
    set_clock(cx, eho, "America/New_York", -1, -1, 7, 1);
    const char *mine = cx->viewer->zone;
    assert_string_equal(mine, "Europe/Skopje");
    (void)notice_reader(cx, eho);
    assert_string_equal(cx->zone, "America/New_York");
    tell(cx, happened(NOTICE_TASK, "task.give", "task 1", eho));
    assert_ptr_equal(cx->zone, mine);
    (void)notice_reader(cx, 4711);
    assert_ptr_equal(cx->zone, mine);
}

static void one_happening_two_kinds(struct cx *cx)
{
    struct people p;
    people_make(cx, &p);
    const int64_t eho = p.account[ROLE_PARTNER_COORDINATOR], da = p.account[ROLE_AUDITOR];
    const struct notice comment = happened(NOTICE_COMMENT, "comment.new", "comment 1", eho);
    const struct notice mention = happened(NOTICE_MENTION, "comment.name", "comment 1", eho);
    struct notice comment2 = comment, mention2 = mention;
    comment2.account = mention2.account = da;
    cx->now = at("2027-03-30T10:00:00Z");
    tell(cx, comment);
    tell(cx, mention);
    tell(cx, mention2);
    tell(cx, comment2);
    for (int i = 0; i < 2; i++) {
        const int64_t who = i ? da : eho;
        assert_int_equal(mails(cx, who, "comment 1."), 1);
        assert_int_equal(listed(cx, who), 1);
    }
    cx->now = at("2027-03-31T10:00:00Z");
    digest_pass(cx);
    assert_int_equal(mails(cx, eho, "comment 1."), 1);
    /* Another day it is another happening, though the thing is the same. */
    struct notice later = mention;
    later.cause = "comment.change";
    tell(cx, later);
    assert_int_equal(mails(cx, eho, "comment 1."), 2);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM notice WHERE covered = 1 AND kind = "
                                    "'comment' AND read_at IS NOT NULL"),
                     2);
}

static void clicks(struct cx *cx)
{
    struct people p;
    struct unsubscribed u;
    struct choices c;
    const char *path;
    people_make(cx, &p);
    const int64_t eho = p.account[ROLE_PARTNER_COORDINATOR];
    choose(cx, eho, NOTICE_TASK, NOTICE_WEEKLY);
    assert_int_equal(unsubscribe_path(cx, eho, NOTICE_TASK, &path), RC_OK);
    const char *word = strrchr(path, '/') + 1;
    for (int again = 0; again < 2; again++) {
        assert_int_equal(unsubscribe_read(cx, word, &u), RC_OK);
        assert_int_equal(u.ended, again);
        assert_int_equal(unsubscribe_set(cx, &u, true), RC_OK);
        assert_int_equal(setting_choices_of(cx, eho, &c), RC_OK);
        assert_int_equal(c.how[NOTICE_TASK], NOTICE_NONE);
        assert_int_equal(c.how[NOTICE_MENTION], NOTICE_NOW);
    }
    for (int again = 0; again < 2; again++) {
        assert_int_equal(unsubscribe_set(cx, &u, false), RC_OK);
        assert_int_equal(setting_choices_of(cx, eho, &c), RC_OK);
        assert_int_equal(c.how[NOTICE_TASK], NOTICE_WEEKLY);
    }
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE action LIKE 'notice.%'"), 2);
    /* Of a digest: what came in it, and that comes back. */
    assert_int_equal(unsubscribe_path(cx, eho, UNSUBSCRIBE_DIGEST, &path), RC_OK);
    assert_int_equal(unsubscribe_read(cx, strrchr(path, '/') + 1, &u), RC_OK);
    assert_int_equal(unsubscribe_set(cx, &u, true), RC_OK);
    assert_int_equal(setting_choices_of(cx, eho, &c), RC_OK);
    assert_int_equal(c.how[NOTICE_TASK], NOTICE_NONE);
    assert_int_equal(c.how[NOTICE_COMMENT], NOTICE_NONE);
    assert_int_equal(c.how[NOTICE_MENTION], NOTICE_NOW);
    assert_int_equal(unsubscribe_set(cx, &u, false), RC_OK);
    assert_int_equal(setting_choices_of(cx, eho, &c), RC_OK);
    assert_int_equal(c.how[NOTICE_TASK], NOTICE_WEEKLY);
    assert_int_equal(c.how[NOTICE_COMMENT], NOTICE_DAILY);
    /* Who chose “not by mail” themselves gets what everybody gets. */
    choose(cx, eho, NOTICE_TASK, NOTICE_NONE);
    assert_int_equal(unsubscribe_read(cx, word, &u), RC_OK);
    assert_int_equal(unsubscribe_set(cx, &u, false), RC_OK);
    assert_int_equal(setting_choices_of(cx, eho, &c), RC_OK);
    assert_int_equal(c.how[NOTICE_TASK], NOTICE_NOW);
    assert_int_equal(unsubscribe_read(cx, "u-nonsense", &u), RC_MISSING);
}

/* ---- at random --------------------------------------------------------------------------------
 */

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
    choose(m->cx, m->who[a], (enum notice_kind)k, m->how[a][k]);
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
    set_clock(m->cx, m->who[a], s->zone, s->quiet_from, s->quiet_to, s->digest_hour,
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
            const int64_t n = mails(cx, m->who[a], subject_of(cx, cause));
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
    cx->now = at(seed % 2 ? "2027-03-24T12:00:00Z" : "2027-10-27T12:00:00Z");
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
        digest_pass(cx);
        none_in_quiet_hours(&m);
        if (step % 40 == 0) each_as_chosen(&m, false);
        arena_rewind(cx->arena, mark);
    }
    for (int day = 0; day < 9; day++) {
        cx->now += 86400;
        digest_pass(cx);
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

/* ---- two servers ------------------------------------------------------------------------------
 */

static void *other_server(void *arg)
{
    struct cx *cx = arg;
    enum rc rc = db_begin(cx);
    if (!rc) rc = db_end(cx, notice_digest_due(cx));
    return rc ? cx : NULL;
}

static void one_digest_of_two_servers(struct cx *cx)
{
    struct people p;
    pthread_t thread[2];
    struct cx *server[2];
    people_make(cx, &p);
    const int64_t eho = p.account[ROLE_PARTNER_COORDINATOR];
    cx->now = at("2027-03-30T10:00:00Z");
    tell(cx, happened(NOTICE_COMMENT, "comment.new", "comment 1", eho));
    for (int i = 0; i < 2; i++) {
        server[i] = test_peer(cx);
        server[i]->now = at("2027-03-31T06:00:00Z");
        server[i]->locale = cx->locale;
    }
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&thread[i], NULL, other_server, server[i]), 0);
    for (int i = 0; i < 2; i++) {
        void *trouble;
        assert_int_equal(pthread_join(thread[i], &trouble), 0);
        assert_null(trouble);
    }
    assert_int_equal(mails(cx, eho, "comment 1."), 1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM notice_digest"), 1);
}

#define ON_ENGINES(name, fn)       \
    static void name(void **state) \
    {                              \
        (void)state;               \
        test_on_engines(fn);       \
    }
ON_ENGINES(as_chosen, chosen_ways)
ON_ENGINES(in_quiet_hours, quiet_and_urgent)
ON_ENGINES(by_their_clock, readers_clock)
ON_ENGINES(counts_once, one_happening_two_kinds)
ON_ENGINES(by_one_click, clicks)
ON_ENGINES(at_random, random_causes)
ON_ENGINES(two_servers, one_digest_of_two_servers)

TESTS(notice, cmocka_unit_test(as_chosen), cmocka_unit_test(in_quiet_hours),
      cmocka_unit_test(by_their_clock), cmocka_unit_test(counts_once),
      cmocka_unit_test(by_one_click), cmocka_unit_test(at_random), cmocka_unit_test(two_servers));

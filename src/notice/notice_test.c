/* SPDX-License-Identifier: EUPL-1.2 */
/* notice_test.c — who is told what, how, and how often: case by case; in notice_random_test.c at
 * random.
 */
#include "notice/notice.h"

#include "account/viewer.h"
#include "notice/digest.h"
#include "notice/notice_sql.h"
#include "notice/reading.h"
#include "notice/setting.h"
#include "notice/unsubscribe.h"
#include "tests/engine.h"
#include "tests/notice_try.h"
#include "tests/people.h"
#include "tests/t.h"

#include <pthread.h>
#include <string.h>

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
    cx->now = try_at("2027-03-30T10:00:00Z");
    const struct notice task = happened(NOTICE_TASK, "task.give", "task 1", eho);
    tell(cx, task);
    tell(cx, task);
    assert_int_equal(try_mails(cx, eho, "task 1."), 1);
    assert_int_equal(listed(cx, eho), 1);

    /* A comment waits for the morning. */
    tell(cx, happened(NOTICE_COMMENT, "comment.new", "comment 1", eho));
    try_digests(cx);
    assert_int_equal(try_mails(cx, eho, "comment 1."), 0);
    cx->now = try_at("2027-03-31T05:00:00Z");
    try_digests(cx);
    try_digests(cx);
    assert_int_equal(try_mails(cx, eho, "comment 1."), 1);
    assert_int_equal(try_mails(cx, eho, "[About comment 1.](/p/1)"), 1);
    /* Of one project alone: there it is seen whether it arrived. */
    assert_int_equal(
        test_count(cx, "SELECT COUNT(*) FROM mail WHERE cause = 'digest' AND project_id = 1"), 1);
    assert_int_equal(try_mails(cx, eho, "The second"), 1); /* of the task alone */

    try_choose(cx, eho, NOTICE_REPORT, NOTICE_NONE);
    tell(cx, happened(NOTICE_REPORT, "report.return", "report 1", eho));
    try_choose(cx, eho, NOTICE_DECISION, NOTICE_WEEKLY);
    tell(cx, happened(NOTICE_DECISION, "decision.put", "decision 1", eho));
    cx->now = try_at("2027-04-04T12:00:00Z");
    try_digests(cx);
    assert_int_equal(try_mails(cx, eho, "decision 1."), 0);
    cx->now = try_at("2027-04-05T05:00:00Z"); /* Monday, 7 o'clock */
    try_digests(cx);
    assert_int_equal(try_mails(cx, eho, "decision 1."), 1);
    assert_int_equal(try_mails(cx, eho, "report 1."), 0);
    assert_int_equal(listed(cx, eho), 4);

    /* Who has read it needs no digest, and who does it is not told. */
    tell(cx, happened(NOTICE_COMMENT, "comment.new", "comment 2", eho));
    people_sign_in(cx, eho);
    size_t n = 0;
    assert_int_equal(cx->viewer->unread, 5);
    assert_int_equal(reading_mark_all(cx, "comment", 0, &n), RC_OK);
    assert_int_equal(n, 2);
    tell(cx, happened(NOTICE_TASK, "task.give", "task 2", eho));
    assert_int_equal(try_mails(cx, eho, "task 2."), 0);
    cx->now = try_at("2027-04-06T05:00:00Z");
    try_digests(cx);
    assert_int_equal(try_mails(cx, eho, "comment 2."), 0);
}

static void quiet_and_urgent(struct cx *cx)
{
    struct people p;
    people_make(cx, &p);
    const int64_t eho = p.account[ROLE_PARTNER_COORDINATOR];
    try_clock(cx, eho, "Europe/Belgrade", 22 * 60, 7 * 60, 7, 1);
    cx->now = try_at("2027-03-27T22:30:00Z"); /* the night in which summer time begins */
    tell(cx, happened(NOTICE_TASK, "task.give", "task 1", eho));
    tell(cx, (struct notice){ .kind = NOTICE_MEETING,
                              .cause = "meeting.cancel",
                              .account = eho,
                              .cause_key = "meeting 1",
                              .calendar = "BEGIN:VCALENDAR",
                              .calendar_method = "CANCEL" });
    try_choose(cx, eho, NOTICE_TASK, NOTICE_NONE);
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
    try_clock(cx, eho, "America/New_York", -1, -1, 7, 1);
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
    cx->now = try_at("2027-03-30T10:00:00Z");
    tell(cx, comment);
    tell(cx, mention);
    tell(cx, mention2);
    tell(cx, comment2);
    for (int i = 0; i < 2; i++) {
        const int64_t who = i ? da : eho;
        assert_int_equal(try_mails(cx, who, "comment 1."), 1);
        assert_int_equal(listed(cx, who), 1);
    }
    cx->now = try_at("2027-03-31T10:00:00Z");
    try_digests(cx);
    assert_int_equal(try_mails(cx, eho, "comment 1."), 1);
    /* Another day it is another happening, though the thing is the same. */
    struct notice later = mention;
    later.cause = "comment.change";
    tell(cx, later);
    assert_int_equal(try_mails(cx, eho, "comment 1."), 2);
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
    try_choose(cx, eho, NOTICE_TASK, NOTICE_WEEKLY);
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
    try_choose(cx, eho, NOTICE_TASK, NOTICE_NONE);
    assert_int_equal(unsubscribe_read(cx, word, &u), RC_OK);
    assert_int_equal(unsubscribe_set(cx, &u, false), RC_OK);
    assert_int_equal(setting_choices_of(cx, eho, &c), RC_OK);
    assert_int_equal(c.how[NOTICE_TASK], NOTICE_NOW);
    assert_int_equal(unsubscribe_read(cx, "u-nonsense", &u), RC_MISSING);
}

/* ---- two servers ------------------------------------------------------------------------------
 */

static void *other_server(void *arg)
{
    struct cx *cx = arg;
    enum rc rc = due_all(cx, &notice_digest_due);
    return rc ? cx : NULL;
}

static void one_digest_of_two_servers(struct cx *cx)
{
    struct people p;
    pthread_t thread[2];
    struct cx *server[2];
    people_make(cx, &p);
    const int64_t eho = p.account[ROLE_PARTNER_COORDINATOR];
    cx->now = try_at("2027-03-30T10:00:00Z");
    tell(cx, happened(NOTICE_COMMENT, "comment.new", "comment 1", eho));
    for (int i = 0; i < 2; i++) {
        server[i] = test_peer(cx);
        server[i]->now = try_at("2027-03-31T06:00:00Z");
        server[i]->locale = cx->locale;
    }
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&thread[i], NULL, other_server, server[i]), 0);
    for (int i = 0; i < 2; i++) {
        void *trouble;
        assert_int_equal(pthread_join(thread[i], &trouble), 0);
        assert_null(trouble);
    }
    assert_int_equal(try_mails(cx, eho, "comment 1."), 1);
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
ON_ENGINES(two_servers, one_digest_of_two_servers)

TESTS(notice, cmocka_unit_test(as_chosen), cmocka_unit_test(in_quiet_hours),
      cmocka_unit_test(by_their_clock), cmocka_unit_test(counts_once),
      cmocka_unit_test(by_one_click), cmocka_unit_test(two_servers));

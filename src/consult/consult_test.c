/* SPDX-License-Identifier: EUPL-1.2 */
/* consult_test.c — the way of a consultation: who may do what, what is refused and in which words,
 * what happens by itself.
 */
#include "base/buf.h"
#include "consult/consult_write.h"
#include "consult/mail.h"
#include "consult/response.h"
#include "consult/word.h"
#include "decide/decision_sql.h"
#include "i18n/i18n.h"
#include "talk/comment.h"
#include "tests/consult_try.h"
#include "tests/engine.h"
#include "tests/t.h"

#include <string.h>

static void opens_counts_and_decides(struct cx *cx)
{
    struct consult_try t;
    struct consult_count k;
    int64_t decision = 0;
    try_make(cx, &t, "simple_majority");
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_open(cx, t.id, 1, cx->now - 5), RC_INVALID);
    try_open(cx, &t);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM consultation_seat"), 3);
    assert_int_equal(try_say(cx, &t, TRY_EHO, "support", NULL), RC_OK);
    assert_int_equal(try_say(cx, &t, TRY_DA, "object", NULL), RC_INVALID); /* why? */
    assert_int_equal(try_say(cx, &t, TRY_DA, "object", "Too dear."), RC_OK);
    assert_int_equal(try_say(cx, &t, TRY_DA, "block", "No."), RC_INVALID);
    assert_int_equal(try_say(cx, &t, TRY_FINANCE, "support", NULL), RC_DENIED);
    try_count(cx, &t, &k);
    assert_string_equal(k.why, "1 votes are for it and as many against: a tie.");
    assert_int_equal(k.unspoken, 1);
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_close(cx, t.id, 0), RC_CONFLICT); /* MCIC has not spoken */
    assert_int_equal(try_say(cx, &t, TRY_CHAIR, "support", NULL), RC_OK);
    assert_int_equal(consult_close(cx, t.id, 0), RC_OK);
    const struct consult_decision d = { .decided = "We meet in Tirana." };
    assert_int_equal(consult_decide(cx, t.id, 0, &d, &decision), RC_INVALID); /* DA objects */
    assert_non_null(problem_of(cx, "why_open"));
    const struct task_input task = { .title = "Book the hall",
                                     .organisation = ORG_DA,
                                     .due_on = DATE_NONE };
    const struct consult_decision all = {
        .decided = "We meet in Tirana.", .why_open = "It cannot wait.", .task = &task, .n_tasks = 1
    };
    assert_int_equal(consult_decide(cx, t.id, 0, &all, &decision), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM decision WHERE outcome = 'adopted'"
                                    " AND dissent LIKE '%Too dear.%' AND reasons LIKE '%cannot"
                                    " wait%'"),
                     1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM task WHERE from_type = 'decision'"), 1);
    assert_int_equal(try_say(cx, &t, TRY_EHO, "object", "Late."), RC_CONFLICT);
}

static void opens_and_decides(void **state)
{
    (void)state;
    test_on_engines(opens_counts_and_decides);
}

static void seats(struct cx *cx)
{
    struct consult_try t;
    struct consult_count k;
    try_make(cx, &t, "consent");
    try_open(cx, &t);
    int64_t eho = try_seat(cx, &t, ORG_EHO), da = try_seat(cx, &t, ORG_DA),
            mcic = try_seat(cx, &t, ORG_MCIC);
    /* A colleague: of the same organisation only, and taken back. */
    try_as(cx, &t, TRY_EHO);
    assert_int_equal(seat_delegate(cx, eho, t.person[TRY_DA]), RC_INVALID);
    assert_int_equal(seat_delegate(cx, da, t.person[TRY_FINANCE]), RC_DENIED);
    assert_int_equal(seat_delegate(cx, eho, t.person[TRY_FINANCE]), RC_OK);
    assert_int_equal(try_say(cx, &t, TRY_FINANCE, "support", NULL), RC_OK);
    try_as(cx, &t, TRY_EHO);
    assert_int_equal(seat_delegate(cx, eho, 0), RC_OK);
    assert_int_equal(try_say(cx, &t, TRY_FINANCE, "abstain", NULL), RC_DENIED);
    /* A proxy: once, not passed on, at most so many, and it ends when one speaks oneself. */
    try_as(cx, &t, TRY_DA);
    assert_int_equal(seat_proxy(cx, da, da, NULL), RC_INVALID);
    assert_int_equal(seat_proxy(cx, da, eho, "On the road."), RC_OK);
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(seat_proxy(cx, mcic, da, NULL), RC_CONFLICT); /* has passed its own on */
    assert_int_equal(seat_proxy(cx, mcic, eho, NULL),
                     RC_CONFLICT); /* holds one, which is the most */
    try_as(cx, &t, TRY_EHO);
    assert_int_equal(seat_proxy(cx, eho, mcic, NULL), RC_CONFLICT); /* holds one */
    assert_int_equal(try_say_for(cx, &t, TRY_EHO, da, "object", "DA asked us to object."), RC_OK);
    try_count(cx, &t, &k);
    assert_int_equal(k.tally.open_objections, 1);
    assert_int_equal(try_say(cx, &t, TRY_DA, "support", NULL), RC_OK);
    assert_int_equal(try_say_for(cx, &t, TRY_EHO, da, "object", "Again."), RC_DENIED);
    /* An interest: out of the count, and back. */
    assert_int_equal(seat_interest(cx, da, NULL, true), RC_DENIED);
    try_as(cx, &t, TRY_DA);
    assert_int_equal(seat_interest(cx, da, "", true), RC_INVALID);
    assert_int_equal(seat_interest(cx, da, "We own the hall.", true), RC_OK);
    assert_int_equal(try_say(cx, &t, TRY_DA, "abstain", NULL), RC_CONFLICT);
    try_count(cx, &t, &k);
    assert_int_equal(k.tally.seats, 2);
    try_as(cx, &t, TRY_DA);
    assert_int_equal(seat_interest(cx, da, "We own the hall.", false), RC_OK);
    try_count(cx, &t, &k);
    assert_int_equal(k.tally.seats, 3);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM consultation_event WHERE kind IN"
                                    " ('delegate', 'undelegate', 'proxy', 'unproxy', 'recuse',"
                                    " 'return')"),
                     6);
}

static void knows_who_speaks(void **state)
{
    (void)state;
    test_on_engines(seats);
}

static void late_and_objections(struct cx *cx)
{
    struct consult_try t;
    struct consult_count k;
    bool late = false;
    try_make(cx, &t, "consent");
    try_open(cx, &t);
    assert_int_equal(try_say(cx, &t, TRY_EHO, "object", "The date."), RC_OK);
    try_count(cx, &t, &k);
    int64_t objection = k.seats.v[1].position;
    try_as(cx, &t, TRY_DA);
    assert_int_equal(position_stands(cx, objection, "No."), RC_DENIED);
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(position_stands(cx, objection, ""), RC_INVALID);
    assert_int_equal(position_stands(cx, objection, "The hall is booked."), RC_OK);
    try_count(cx, &t, &k);
    assert_int_equal(k.tally.open_objections, 0);
    assert_int_equal(k.tally.outcome, OUTCOME_REJECTED); /* it counts still */
    cx->now = t.closes_at + 60;
    try_as(cx, &t, TRY_DA);
    const struct position_input in = { .consultation = t.id, .choice = "support", .via = "web" };
    assert_int_equal(position_take(cx, &in, &late), RC_OK);
    assert_true(late);
    try_count(cx, &t, &k);
    assert_int_equal(k.tally.n[CHOICE_SUPPORT], 0);
    struct position_input mail = in;
    mail.via = "mail", mail.message_id = "<late@x>";
    assert_int_equal(position_take(cx, &mail, &late), RC_CONFLICT);
}

static void marks_what_is_late(void **state)
{
    (void)state;
    test_on_engines(late_and_objections);
}

static void by_itself(struct cx *cx)
{
    struct consult_try t;
    try_make(cx, &t, "silence");
    try_open(cx, &t); /* ten days */
    static const char mails[] = "SELECT COUNT(*) FROM mail WHERE cause = 'consultation.remind'";
    assert_int_equal(try_say(cx, &t, TRY_EHO, "support", NULL), RC_OK);
    try_due(cx, t.closes_at - 4 * 86400);
    assert_int_equal(test_count(cx, mails), 0);
    try_due(cx, t.closes_at - 3 * 86400 + 60);
    try_due(cx, t.closes_at - 3 * 86400 + 120);
    assert_int_equal(test_count(cx, mails), 2); /* MCIC and DA, once each */
    assert_int_equal(try_say(cx, &t, TRY_DA, "support", NULL), RC_OK);
    try_due(cx, t.closes_at - 86400 + 60);
    assert_int_equal(test_count(cx, mails), 3);
    try_due(cx, t.closes_at - 1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM decision"), 0);
    try_due(cx, t.closes_at);
    try_due(cx, t.closes_at + 60);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM decision WHERE outcome = 'adopted'"), 1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM consultation WHERE state = 'decided'"),
                     1);
}

/* One objection stops a silence procedure: it closes and waits for the chair. */
static void stopped(struct cx *cx)
{
    struct consult_try t;
    try_make(cx, &t, "silence");
    try_open(cx, &t);
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_extend(cx, t.id, 0, t.closes_at - 60, "Short."), RC_INVALID);
    assert_int_equal(consult_extend(cx, t.id, 0, t.closes_at + 86400, ""), RC_INVALID);
    assert_int_equal(consult_extend(cx, t.id, 0, t.closes_at + 86400, "A holiday."), RC_OK);
    assert_int_equal(try_say(cx, &t, TRY_DA, "object", "Not yet."), RC_OK);
    try_due(cx, t.closes_at + 60);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM consultation WHERE state = 'open'"), 1);
    try_due(cx, t.closes_at + 86400);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM consultation WHERE state = 'closed'"), 1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM decision"), 0);
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_open(cx, t.id, 0, cx->now + 5 * 86400), RC_OK); /* another round */
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM consultation_seat"), 6);
}

static void closes_by_itself(void **state)
{
    (void)state;
    test_on_engines(by_itself);
    test_on_engines(stopped);
}

static enum rc reply(struct cx *cx, struct consult_try *t, enum try_person who, const char *id,
                     const char *text)
{
    try_as(cx, t, who);
    const struct reply r = { .type = "consultation",
                             .id = t->id,
                             .account = t->person[who],
                             .text = text,
                             .message_id = id,
                             .sent_at = cx->now,
                             .received_at = cx->now };
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, consult_reply(cx, &r));
}

static void mailed(struct cx *cx)
{
    struct consult_try t;
    struct consult_count k;
    try_make(cx, &t, "consent");
    try_open(cx, &t);
    assert_int_equal(reply(cx, &t, TRY_EHO, "<1@x>", "За\n\nСе слажемо."), RC_OK);
    assert_int_equal(reply(cx, &t, TRY_EHO, "<1@x>", "За\n\nСе слажемо."), RC_OK);
    assert_int_equal(reply(cx, &t, TRY_DA, "<2@x>", "Kundër"), RC_INVALID); /* why? */
    assert_int_equal(reply(cx, &t, TRY_DA, "<3@x>", "Kundër, data nuk është e mirë."), RC_OK);
    assert_int_equal(reply(cx, &t, TRY_CHAIR, "<4@x>", "I wonder about the date."), RC_OK);
    assert_int_equal(reply(cx, &t, TRY_FINANCE, "<5@x>", "Support"), RC_OK); /* has no vote */
    try_count(cx, &t, &k);
    assert_int_equal(k.tally.n[CHOICE_SUPPORT], 1);
    assert_int_equal(k.tally.open_objections, 1);
    assert_string_equal(k.seats.v[2].reason, "data nuk është e mirë.");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM consultation_position"), 2);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM comment"), 2);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE cause = 'consultation.how'"),
                     1);
    cx->now = t.closes_at;
    assert_int_equal(reply(cx, &t, TRY_EHO, "<6@x>", "protiv: kasno"), RC_CONFLICT);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM consultation_position"), 2);
}

static void takes_mails(void **state)
{
    (void)state;
    test_on_engines(mailed);
}

static int64_t say(struct cx *cx, struct consult_try *t, enum try_person who, const char *text)
{
    int64_t id = 0;
    try_as(cx, t, who);
    const struct comment_input in = {
        .type = "consultation", .object = t->id, .body = text, .via = "web"
    };
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, comment_add(cx, &in, &id)), RC_OK);
    return id;
}

static void answered(struct cx *cx)
{
    struct consult_try t;
    struct response_matrix_rows m;
    try_make(cx, &t, "consent");
    try_open(cx, &t);
    int64_t one = say(cx, &t, TRY_DA, "Which date?");
    (void)say(cx, &t, TRY_CHAIR, "I ask myself, too.");
    assert_int_equal(response_give(cx, one, -1, "rejected", ""), RC_INVALID);
    assert_int_equal(response_give(cx, one, 0, "rejected", "It is in the text."), RC_OK);
    assert_int_equal(response_give(cx, one, 0, "partly", "As before."), RC_STALE);
    assert_int_equal(response_give(cx, one, 1, "accepted", "You are right."), RC_OK);
    try_as(cx, &t, TRY_DA);
    assert_int_equal(response_give(cx, one, -1, "accepted", "Mine."), RC_DENIED);
    assert_int_equal(response_matrix(cx, t.id, &m), RC_OK);
    assert_int_equal(m.n, 2);
    assert_string_equal(m.v[0].outcome, "accepted");
    assert_int_equal(m.v[0].answers, 2);
    assert_int_equal(m.v[0].needs, 1);
    assert_int_equal(m.v[1].needs, 0);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE cause = 'response.give'"), 2);
    assert_string_equal(response_apply(cx, "a b c", "b", "x"), "a x c");
    assert_null(response_apply(cx, "a b b", "b", "x"));
    assert_null(response_apply(cx, "a", "b", "x"));
}

static void answers_comments(void **state)
{
    (void)state;
    test_on_engines(answered);
}

TESTS(consult, cmocka_unit_test(opens_and_decides), cmocka_unit_test(knows_who_speaks),
      cmocka_unit_test(marks_what_is_late), cmocka_unit_test(closes_by_itself),
      cmocka_unit_test(takes_mails), cmocka_unit_test(answers_comments));

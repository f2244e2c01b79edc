/* SPDX-License-Identifier: EUPL-1.2 */
/* voice_test.c — who is told that they speak for a seat, and who cannot speak for another. */
#include "consult/consult_write.h"
#include "network/segment.h"
#include "tests/consult_try.h"
#include "tests/engine.h"
#include "tests/t.h"

static int64_t told(struct cx *cx, const char *cause, int64_t account)
{
    return test_count(cx, arena_printf(cx->arena,
                                       "SELECT COUNT(*) FROM notice WHERE cause = '%s' AND"
                                       " (%lld = 0 OR account_id = %lld)",
                                       cause, (long long)account, (long long)account));
}

/* Who is to speak is told, and once. */
static void one_is_told(struct cx *cx)
{
    struct consult_try t;
    try_make(cx, &t, "consent");
    try_open(cx, &t);
    const int64_t seat = try_seat(cx, &t, ORG_EHO), colleague = t.person[TRY_FINANCE];
    for (int i = 0; i < 2; i++) {
        try_as(cx, &t, TRY_EHO);
        assert_int_equal(seat_delegate(cx, seat, colleague), RC_OK);
    }
    assert_int_equal(told(cx, "consultation.voice", colleague), 1);
    assert_int_equal(told(cx, "consultation.voice", 0), 1);
    assert_int_equal(
        test_count(cx, "SELECT COUNT(*) FROM consultation_event WHERE kind = 'delegate'"), 1);
    /* Who holds the proxy is told of it, and not who is absent. */
    cx->now += 60;
    try_as(cx, &t, TRY_EHO);
    assert_int_equal(seat_proxy(cx, seat, try_seat(cx, &t, ORG_DA), "On leave."), RC_OK);
    assert_int_equal(told(cx, "consultation.voice", t.person[TRY_DA]), 1);
    assert_int_equal(told(cx, "consultation.voice", colleague), 1);
}

/* EHO, and CNVOS by its contact. */
static void ask_segment(struct cx *cx, struct consult_try *t)
{
    static const int64_t eho = ORG_EHO;
    const struct segment_input segment = { .name = "Slovenia and EHO",
                                           .country = (const char *const[]){ "SI" },
                                           .n_countries = 1,
                                           .in = &eho,
                                           .n_in = 1 };
    struct consult_input in = { .title = "The letter",
                                .question = "Do we sign it?",
                                .kind = "question",
                                .proxy_limit = 2,
                                .rule = "simple_majority" };
    try_make(cx, t, "consent");
    test_script(cx, "UPDATE organisation SET country = 'SI', contact_name = 'Tina Divjak',"
                    " contact_email = 'tina@cnvos.local', contact_lang = 'en' WHERE id = 4");
    in.closes_at = t->closes_at;
    try_as(cx, t, TRY_CHAIR);
    assert_int_equal(segment_add(cx, &segment, &in.segment), RC_OK);
    assert_int_equal(consult_add(cx, PROJECT, &in, &t->id), RC_OK);
    try_open(cx, t);
}

/* It takes part by mail alone, and has no page on which it would speak for another. */
static void a_contact_holds_no_proxy(struct cx *cx)
{
    struct consult_try t;
    ask_segment(cx, &t);
    const int64_t seat = try_seat(cx, &t, ORG_EHO);
    try_as(cx, &t, TRY_EHO);
    assert_int_equal(seat_proxy(cx, seat, try_seat(cx, &t, ORG_CNVOS), "On leave."), RC_CONFLICT);
    assert_int_equal(
        test_count(cx, "SELECT COUNT(*) FROM consultation_seat WHERE proxy_id IS NOT NULL"), 0);
}

/* A contact cannot look up what became of it. */
static void a_contact_reads_the_outcome(struct cx *cx)
{
    struct consult_try t;
    int64_t decision;
    ask_segment(cx, &t);
    assert_int_equal(try_say(cx, &t, TRY_EHO, "object", "Not now."), RC_OK);
    try_due(cx, t.closes_at + 60);
    try_as(cx, &t, TRY_CHAIR);
    const struct consult_decision d = { .decided = "We sign it not.", .why_open = "It stands." };
    assert_int_equal(consult_decide(cx, t.id, 0, &d, &decision), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE cause = 'consultation.decide'"
                                    " AND address = 'tina@cnvos.local' AND body LIKE"
                                    " '%Outcome: Not adopted.%We sign it not.%'"),
                     1);
}

static void tells(void **state)
{
    (void)state;
    test_on_engines(one_is_told);
}

static void contacts(void **state)
{
    (void)state;
    test_on_engines(a_contact_holds_no_proxy);
    test_on_engines(a_contact_reads_the_outcome);
}

TESTS(consult_voice, cmocka_unit_test(tells), cmocka_unit_test(contacts));

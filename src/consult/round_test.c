/* SPDX-License-Identifier: EUPL-1.2 */
/* round_test.c — what a round counts, whom it tells and when it ends: at the edges. */
#include "ballot/ballot.h"
#include "body/body.h"
#include "consult/consult_write.h"
#include "consult/mail.h"
#include "mail/inbound.h"
#include "mail/mail.h"
#include "mail/sign.h"
#include "store/db.h"
#include "talk/comment.h"
#include "tests/consult_try.h"
#include "tests/engine.h"
#include "tests/t.h"

#include <string.h>

static int64_t mails(struct cx *cx, const char *cause)
{
    return test_count(
        cx, arena_printf(cx->arena, "SELECT COUNT(*) FROM mail WHERE cause = '%s'", cause));
}

static const struct consult_seats_row *seat_row(struct cx *cx, const struct consult_try *t,
                                                int64_t organisation)
{
    struct consult_count *k = arena_array(cx->arena, struct consult_count, 1);
    try_count(cx, t, k);
    for (size_t i = 0; i < k->seats.n; i++)
        if (k->seats.v[i].organisation == organisation) return &k->seats.v[i];
    fail_msg("organisation %lld has no seat", (long long)organisation);
    return NULL;
}

/* ---- seats of a body ------------------------------------------------------------------------- */

static void mandate(struct cx *cx, int64_t body, int64_t organisation, const char *name,
                    const char *role, int64_t weight)
{
    int64_t id;
    assert_int_equal(mandate_add(cx, body,
                                 &(struct mandate_input){ .organisation = organisation,
                                                          .name = name,
                                                          .role = role,
                                                          .weight = weight,
                                                          .starts_on = date_make(2007, 1, 1),
                                                          .ends_on = DATE_NONE },
                                 &id),
                     RC_OK);
}

static void ask_body(struct cx *cx, struct consult_try *t, bool weighted)
{
    struct consult_input in = { .title = "The budget",
                                .question = "Do we agree?",
                                .kind = "question",
                                .rule = "simple_majority",
                                .weighted = weighted };
    try_make(cx, t, "consent");
    in.closes_at = t->closes_at;
    assert_int_equal(body_add(cx, PROJECT,
                              &(struct body_input){
                                  .kind = "board", .name = "Board", .rule = "simple_majority" },
                              &in.body),
                     RC_OK);
    mandate(cx, in.body, ORG_EHO, "Mira", "observer", 0);
    mandate(cx, in.body, ORG_EHO, "Ana", "member", 5);
    mandate(cx, in.body, ORG_MCIC, "Bojan", "chair", 3);
    mandate(cx, in.body, ORG_DA, "Arta", "observer", 0);
    assert_int_equal(consult_add(cx, PROJECT, &in, &t->id), RC_OK);
    try_open(cx, t);
}

/* One seat an organisation; who observes has no vote, however votes are counted. */
static void seats_of_body(struct cx *cx, bool weighted)
{
    struct consult_try t;
    struct consult_count k;
    ask_body(cx, &t, weighted);
    try_count(cx, &t, &k);
    assert_int_equal(k.seats.n, 3);
    assert_int_equal(k.unspoken, 2);
    assert_int_equal(seat_row(cx, &t, ORG_EHO)->weight, weighted ? 5 : 1);
    assert_int_equal(seat_row(cx, &t, ORG_MCIC)->weight, weighted ? 3 : 1);
    assert_int_equal(seat_row(cx, &t, ORG_DA)->weight, 0);
    assert_int_equal(try_say(cx, &t, TRY_DA, "support", NULL), RC_DENIED);
}
static void one_member_one_vote(struct cx *cx) { seats_of_body(cx, false); }
static void as_the_mandates_say(struct cx *cx) { seats_of_body(cx, true); }

static void counts_votes(void **state)
{
    (void)state;
    test_on_engines(one_member_one_vote);
    test_on_engines(as_the_mandates_say);
}

/* ---- who takes no part ----------------------------------------------------------------------- */

/* An objection goes with its member; the time of its going stays, whatever words it finds. */
static void recused(struct cx *cx)
{
    struct consult_try t;
    int64_t decision;
    try_make(cx, &t, "simple_majority");
    try_open(cx, &t);
    assert_int_equal(try_say(cx, &t, TRY_CHAIR, "support", NULL), RC_OK);
    assert_int_equal(try_say(cx, &t, TRY_EHO, "support", NULL), RC_OK);
    assert_int_equal(try_say(cx, &t, TRY_DA, "object", "Too dear."), RC_OK);
    const int64_t da = try_seat(cx, &t, ORG_DA);
    assert_int_equal(seat_interest(cx, da, "We own the hall.", true), RC_OK);
    const stamp since = seat_row(cx, &t, ORG_DA)->recused_at;
    cx->now += 3600;
    try_as(cx, &t, TRY_DA);
    assert_int_equal(seat_interest(cx, da, "We own half of the hall.", true), RC_OK);
    assert_int_equal(seat_row(cx, &t, ORG_DA)->recused_at, since);
    assert_string_equal(seat_row(cx, &t, ORG_DA)->interest, "We own half of the hall.");
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_close(cx, t.id, 0), RC_OK); /* all others have spoken */
    const struct consult_decision d = { .decided = "In Tirana." };
    assert_int_equal(consult_decide(cx, t.id, 0, &d, &decision), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM decision WHERE outcome = 'adopted' AND"
                                    " dissent = ''"),
                     1);
}

/* Nobody waits in a secret ballot for who takes no part. */
static void recused_in_secret(struct cx *cx)
{
    struct consult_try t;
    struct consult_count k;
    char receipt[BALLOT_RECEIPT];
    const struct paper_cast paper = { .choice = "support" };
    try_make(cx, &t, "simple_majority");
    test_script(cx, "UPDATE consultation SET secret = 1");
    try_open(cx, &t);
    try_as(cx, &t, TRY_DA);
    assert_int_equal(seat_interest(cx, try_seat(cx, &t, ORG_DA), "We own it.", true), RC_OK);
    try_count(cx, &t, &k);
    assert_int_equal(k.unspoken, 2);
    const int64_t asked[] = { ORG_EHO, ORG_MCIC };
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(ballot_cast(cx, k.round.id, try_seat(cx, &t, asked[i]), &paper, receipt),
                         RC_OK);
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_close(cx, t.id, 0), RC_OK);
    try_as(cx, &t, TRY_EHO);
    assert_int_equal(ballot_cast(cx, k.round.id, try_seat(cx, &t, ORG_EHO), &paper, receipt),
                     RC_CONFLICT);
    assert_string_equal(problem_of(cx, ""), "This ballot is closed.");
}

static void leaves_out(void **state)
{
    (void)state;
    test_on_engines(recused);
    test_on_engines(recused_in_secret);
}

/* ---- when it was said ------------------------------------------------------------------------ */

static enum rc reply(struct cx *cx, const struct consult_try *t, const char *id, const char *text,
                     stamp sent_at)
{
    try_as(cx, t, TRY_EHO);
    const struct reply r = { .type = "consultation",
                             .id = t->id,
                             .account = t->person[TRY_EHO],
                             .text = text,
                             .message_id = id,
                             .sent_at = sent_at,
                             .received_at = cx->now };
    assert_int_equal(db_begin(cx), RC_OK);
    return db_end(cx, consult_reply(cx, &r));
}

/* The date of a mail is its writer's to set: none comes before the round, none after now, so no
 * mail of yesterday stays the last word. */
static void a_mail_says_when(struct cx *cx)
{
    struct consult_try t;
    try_make(cx, &t, "consent");
    try_open(cx, &t);
    const stamp opened = cx->now;
    cx->now += 3600;
    assert_int_equal(reply(cx, &t, "<1@x>", "Support", opened - 86400), RC_OK);
    assert_int_equal(seat_row(cx, &t, ORG_EHO)->said_at, opened);
    assert_int_equal(reply(cx, &t, "<2@x>", "Object: the date.", cx->now + 86400), RC_OK);
    assert_int_equal(seat_row(cx, &t, ORG_EHO)->said_at, cx->now);
    cx->now += 60;
    assert_int_equal(try_say(cx, &t, TRY_EHO, "abstain", NULL), RC_OK);
    assert_string_equal(seat_row(cx, &t, ORG_EHO)->choice, "abstain");
    /* Sent before that, and come late. */
    assert_int_equal(reply(cx, &t, "<3@x>", "Support", cx->now - 30), RC_OK);
    assert_string_equal(seat_row(cx, &t, ORG_EHO)->choice, "abstain");
}

/* After the closing it is kept and shown, and stops nobody. */
static void said_after_the_closing(struct cx *cx)
{
    struct consult_try t;
    struct consult_count k;
    try_make(cx, &t, "simple_majority");
    try_open(cx, &t);
    assert_int_equal(try_say(cx, &t, TRY_CHAIR, "support", NULL), RC_OK);
    try_due(cx, t.closes_at);
    assert_int_equal(try_say(cx, &t, TRY_DA, "object", "Too late for us."), RC_OK);
    try_count(cx, &t, &k);
    assert_int_equal(k.tally.against + k.tally.open_objections, 0);
    assert_int_equal(mails(cx, "consultation.object"), 0);
    assert_string_equal(seat_row(cx, &t, ORG_DA)->late_choice, "object");
    assert_string_equal(seat_row(cx, &t, ORG_DA)->choice, "");
}

static void mail_in(struct cx *cx, int64_t mail, const char *text)
{
    static const struct inbound_config cfg = { .address = "reply@kolo.local",
                                               .from = "kolo@kolo.local",
                                               .list = "kolo.local" };
    static int no;
    struct inbound_end end;
    const char *to;
    const struct signed_word word = { .purpose = MAIL_REPLY, .number = { mail }, .n = 1 };
    assert_int_equal(sign_address(cx, cfg.address, &word, &to), RC_OK);
    const char *raw = arena_printf(cx->arena,
                                   "From: <partner_coordinator@example.org>\r\nTo: <%s>\r\n"
                                   "Subject: Re\r\nMessage-ID: <round%d@away.local>\r\n"
                                   "Content-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n",
                                   to, ++no, text);
    cx->viewer = NULL;
    assert_int_equal(inbound_take(cx, &cfg, str_of(raw), (int64_t)strlen(raw), INBOUND_PIPE, &end),
                     RC_OK);
}

static int64_t last_mail(struct cx *cx)
{
    return test_count(cx, "SELECT MAX(m.id) FROM mail m JOIN account a ON a.id = m.account_id"
                          " WHERE m.cause = 'consultation.open' AND a.email_key ="
                          " 'partner_coordinator@example.org'");
}

/* Asked anew, perhaps about another text: what answers the mail of the first round says nothing to
 * the second. A comment is one in any round. */
static void an_answer_to_the_round_before(struct cx *cx)
{
    struct consult_try t;
    try_make(cx, &t, "consent");
    try_open(cx, &t);
    const int64_t first = last_mail(cx);
    try_due(cx, t.closes_at);
    t.closes_at += 20 * 86400;
    try_open(cx, &t);
    mail_in(cx, first, "Support");
    assert_string_equal(seat_row(cx, &t, ORG_EHO)->choice, "");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM inbound WHERE state = 'tray'"), 1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE address ="
                                    " 'partner_coordinator@example.org' AND body LIKE"
                                    " '%that this mail was about is closed%'"),
                     1);
    mail_in(cx, first, "What about the hall?");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM comment"), 1);
    mail_in(cx, last_mail(cx), "Support");
    assert_string_equal(seat_row(cx, &t, ORG_EHO)->choice, "support");
}

static void knows_when(void **state)
{
    (void)state;
    test_on_engines(an_answer_to_the_round_before);
    test_on_engines(a_mail_says_when);
    test_on_engines(said_after_the_closing);
}

/* ---- its end --------------------------------------------------------------------------------- */

/* All members have spoken; the public has until the deadline. */
static void the_public_is_waited_for(struct cx *cx)
{
    struct consult_try t;
    try_make(cx, &t, "consent");
    test_script(cx, "UPDATE consultation SET is_public = 1");
    try_open(cx, &t);
    assert_int_equal(try_say(cx, &t, TRY_CHAIR, "support", NULL), RC_OK);
    assert_int_equal(try_say(cx, &t, TRY_EHO, "support", NULL), RC_OK);
    assert_int_equal(try_say(cx, &t, TRY_DA, "support", NULL), RC_OK);
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_close(cx, t.id, 0), RC_CONFLICT);
    cx->now = t.closes_at;
    assert_int_equal(consult_close(cx, t.id, 0), RC_OK);
}

/* Who was asked a moment ago is not reminded. */
static void a_short_round(struct cx *cx)
{
    struct consult_try t;
    try_make(cx, &t, "consent");
    t.closes_at = cx->now + 20 * 3600;
    try_open(cx, &t);
    try_due(cx, cx->now + 3600);
    assert_int_equal(mails(cx, "consultation.remind"), 0);
    try_due(cx, cx->now + 12 * 3600);
    assert_int_equal(mails(cx, "consultation.remind"), 3);
}

/* A new version is told to those who are asked; closed, it waits for the next round. */
static void a_new_version(struct cx *cx)
{
    struct consult_try t;
    const struct consult_input in = { .title = "The letter",
                                      .question = "Do we sign?",
                                      .kind = "document",
                                      .text = "First.",
                                      .asked = (const int64_t[]){ PARTNER_EHO, PARTNER_DA },
                                      .n_asked = 2,
                                      .rule = "consent" };
    struct consult_input of = in;
    try_make(cx, &t, "consent");
    of.closes_at = t.closes_at;
    assert_int_equal(consult_add(cx, PROJECT, &of, &t.id), RC_OK);
    try_open(cx, &t);
    assert_int_equal(consult_text(cx, t.id, "Second.", "Shorter"), RC_OK);
    assert_int_equal(mails(cx, "consultation.text"), 2);
    try_due(cx, t.closes_at);
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_text(cx, t.id, "Third.", "Shorter still"), RC_OK);
    assert_int_equal(mails(cx, "consultation.text"), 2);
}

static void ends(void **state)
{
    (void)state;
    test_on_engines(the_public_is_waited_for);
    test_on_engines(a_short_round);
    test_on_engines(a_new_version);
}

/* ---- advice ---------------------------------------------------------------------------------- */

/* What only counting can say is not the chair's to choose. */
static void advice(struct cx *cx)
{
    static const char *const none[] = { "", "no_quorum", "not_counted", "perhaps" };
    struct consult_try t;
    int64_t decision;
    struct consult_decision d = { .decided = "In Tirana.", .reasons = "It is nearest." };
    try_make(cx, &t, "advisory");
    try_open(cx, &t);
    try_due(cx, t.closes_at);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        try_as(cx, &t, TRY_CHAIR);
        d.outcome = none[i];
        assert_int_equal(consult_decide(cx, t.id, 0, &d, &decision), RC_INVALID);
        assert_non_null(problem_of(cx, "outcome"));
    }
    try_as(cx, &t, TRY_CHAIR);
    d.outcome = "rejected";
    assert_int_equal(consult_decide(cx, t.id, 0, &d, &decision), RC_OK);
}

static void comment(struct cx *cx, const struct consult_try *t, enum try_person who)
{
    int64_t id;
    const struct comment_input in = {
        .type = "consultation", .object = t->id, .body = "Which hall?", .via = "web"
    };
    try_as(cx, t, who);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, comment_add(cx, &in, &id)), RC_OK);
}

/* A comment waits for its answer; what the chair says itself waits for none. */
static void comments_wait(struct cx *cx)
{
    struct consult_try t;
    int64_t decision;
    const struct consult_decision d = { .decided = "In Tirana.",
                                        .reasons = "It is nearest.",
                                        .outcome = "adopted" };
    try_make(cx, &t, "advisory");
    try_open(cx, &t);
    comment(cx, &t, TRY_CHAIR);
    comment(cx, &t, TRY_DA);
    try_due(cx, t.closes_at);
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_decide(cx, t.id, 0, &d, &decision), RC_INVALID);
    assert_non_null(strstr(problem_of(cx, "why_open"), "1 comment has no answer."));
}

static void decides_freely(void **state)
{
    (void)state;
    test_on_engines(comments_wait);
    test_on_engines(advice);
}

TESTS(consult_round, cmocka_unit_test(counts_votes), cmocka_unit_test(leaves_out),
      cmocka_unit_test(knows_when), cmocka_unit_test(ends), cmocka_unit_test(decides_freely));

/* SPDX-License-Identifier: EUPL-1.2 */
/* outside_test.c — the public by its link, and the page of a secret ballot: what a browser sees. */
#include "ballot/ballot.h"
#include "consult/public.h"
#include "mail/sign.h"
#include "tests/consult_try.h"
#include "tests/engine.h"
#include "tests/site.h"
#include "tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the public ------------------------------------------------------------------------------ */

static const char *public_link(struct cx *cx, const struct consult_try *t)
{
    struct consult_get_row c;
    const char *word;
    assert_int_equal(consult_get(cx, t->id, &c), RC_OK);
    assert_int_equal(public_word(cx, &c, &word), RC_OK);
    return arena_printf(cx->arena, "/c/%s", word);
}

static const char *mail_link(struct cx *cx, int64_t id, const char *what)
{
    const char *word;
    assert_int_equal(
        sign_word(cx, &(struct signed_word){ .purpose = "contribution", .number = { id }, .n = 1 },
                  &word),
        RC_OK);
    return arena_printf(cx->arena, "/contribution/%s%s", word, what);
}

static void make_public(struct cx *cx, struct consult_try *t)
{
    try_make(cx, t, "simple_majority");
    test_script(cx, "UPDATE consultation SET is_public = 1");
}

static const char fields[] = "name=Vera&organisation=NVO+%C5%A0abac&email=vera%40example.org&"
                             "choice=object&body=Too+far+for+us&consent=1";

/* After taking back nothing holds who it was or what they said; nor did the trail ever. */
static void nothing_is_left(struct cx *cx)
{
    static const char *const places[] = {
        "audit WHERE (COALESCE(before_json, '') || COALESCE(after_json, ''))",
        "comment WHERE (author || organisation || body)",
        "public_contribution WHERE (name || organisation || email || body)",
        "mail WHERE (address || recipient || name || subject || body || search_key)",
        "notice WHERE (subject || body)",
    };
    static const char *const words[] = { "Vera", "NVO", "vera@example", "Too far" };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
            const char *sql = arena_printf(cx->arena, "SELECT COUNT(*) FROM %s LIKE '%%%s%%'",
                                           places[i], words[k]);
            if (test_count(cx, sql)) fail_msg("%s is still in %s", words[k], places[i]);
        }
    assert_true(test_count(cx, "SELECT COUNT(*) FROM notice WHERE cause = 'comment.add'") > 0);
}

static void the_public_confirms_and_takes_back(struct cx *cx)
{
    struct consult_try t;
    struct browser b = { 0 };
    make_public(cx, &t);
    const char *link = public_link(cx, &t);
    cx->viewer = NULL;
    assert_int_equal(site_get(cx, &b, link).status, 404); /* a draft */
    try_open(cx, &t);
    cx->viewer = NULL;
    struct answer a = site_get(cx, &b, link);
    assert_int_equal(a.status, 200);
    assert_shows(a, "Where do we meet?");
    assert_shows(a, "I agree that my name");
    assert_true(a.statements <= 12);
    /* Without agreement, and by a program, nothing is kept. */
    a = site_post(cx, &b, link, "name=Vera&email=vera%40example.org&body=Too+far");
    assert_int_equal(a.status, 422);
    a = site_post(cx, &b, link,
                  arena_printf(cx->arena, "%s&website=http%%3A%%2F%%2Fspam.example", fields));
    assert_int_equal(a.status, 303);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM public_contribution"), 0);
    a = site_post(cx, &b, link, fields);
    assert_int_equal(a.status, 303);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE cause = 'consult.public' AND"
                                    " address = 'vera@example.org'"),
                     1);
    /* Not shown before; looking does not confirm. */
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM comment"), 0);
    a = site_get(cx, &b, mail_link(cx, 1, ""));
    assert_int_equal(a.status, 200);
    assert_shows(a, "does not count yet");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM comment"), 0);
    for (int i = 0; i < 2; i++)
        assert_int_equal(site_post(cx, &b, mail_link(cx, 1, "/confirm"), "").status, 303);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM comment WHERE via = 'public' AND author ="
                                    " 'Vera' AND account_id IS NULL"),
                     1);
    assert_shows(site_get(cx, &b, link), "1 contribution was confirmed.");
    /* The trail never had the name or the address. */
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE after_json LIKE '%vera@%'"),
                     0);
    for (int i = 0; i < 2; i++)
        assert_int_equal(site_post(cx, &b, mail_link(cx, 1, "/withdraw"), "").status, 303);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM comment WHERE removed_at IS NOT NULL AND"
                                    " body = '' AND author = '–'"),
                     1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM public_contribution WHERE email = '' AND"
                                    " body = ''"),
                     1);
    nothing_is_left(cx);
    assert_int_equal(site_post(cx, &b, mail_link(cx, 1, "/confirm"), "").status, 409);
}

static void a_link_is_revoked(struct cx *cx)
{
    struct consult_try t;
    struct browser b = { 0 };
    make_public(cx, &t);
    try_open(cx, &t);
    const char *old = public_link(cx, &t);
    try_as(cx, &t, TRY_EHO);
    assert_int_equal(public_renew(cx, t.id), RC_DENIED);
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(public_renew(cx, t.id), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE action ="
                                    " 'consultation.public_link'"),
                     1);
    cx->viewer = NULL;
    struct answer a = site_get(cx, &b, old);
    assert_int_equal(a.status, 409);
    assert_shows(a, "This link was revoked");
    assert_int_equal(site_post(cx, &b, old, fields).status, 409);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM public_contribution"), 0);
    const char *now = public_link(cx, &t);
    assert_int_equal(site_get(cx, &b, now).status, 200);
    assert_int_equal(site_post(cx, &b, now, fields).status, 303);
    try_due(cx, t.closes_at + 60);
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(public_renew(cx, t.id), RC_CONFLICT);
}

static void what_is_not_confirmed_goes(struct cx *cx)
{
    struct consult_try t;
    struct browser b = { 0 };
    make_public(cx, &t);
    try_open(cx, &t);
    cx->viewer = NULL;
    const char *link = public_link(cx, &t);
    site_get(cx, &b, link);
    assert_int_equal(site_post(cx, &b, link, fields).status, 303);
    /* A word for something else opens nothing; nor does one of another purpose. */
    assert_int_equal(site_get(cx, &b, "/c/1-0-000000000000000000000000").status, 404);
    assert_int_equal(site_get(cx, &b, arena_printf(cx->arena, "/contribution/%s", link + 3)).status,
                     404);
    cx->now += PUBLIC_LASTS + 60;
    assert_int_equal(due_all(cx, &public_sweep_due), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM public_contribution"), 0);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE (address || recipient || name"
                                    " || search_key || body) LIKE '%vera%' OR name LIKE '%Vera%'"),
                     0);
    assert_int_equal(site_get(cx, &b, mail_link(cx, 1, "")).status, 404);
    cx->now = t.closes_at + 60;
    struct answer a = site_post(cx, &b, link, fields);
    assert_int_equal(a.status, 409);
    assert_shows(a, "Nothing can be added to it");
}

/* Said in time and confirmed after it, it would stand among what was decided upon, unseen. */
static void what_is_confirmed_late_does_not_count(struct cx *cx)
{
    struct consult_try t;
    struct browser b = { 0 };
    make_public(cx, &t);
    try_open(cx, &t);
    cx->viewer = NULL;
    const char *link = public_link(cx, &t);
    site_get(cx, &b, link);
    assert_int_equal(site_post(cx, &b, link, fields).status, 303);
    cx->now = t.closes_at + 60;
    struct answer a = site_post(cx, &b, mail_link(cx, 1, "/confirm"), "");
    assert_int_equal(a.status, 409);
    assert_shows(a, "Nothing can be added to it");
    try_due(cx, t.closes_at + 120);
    cx->viewer = NULL;
    assert_int_equal(site_post(cx, &b, mail_link(cx, 1, "/confirm"), "").status, 409);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM comment"), 0);
    /* It can be taken back all the same. */
    assert_int_equal(site_post(cx, &b, mail_link(cx, 1, "/withdraw"), "").status, 303);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM public_contribution WHERE email = ''"),
                     1);
}

/* ---- the ballot ------------------------------------------------------------------------------ */

static const char *receipt_in(struct cx *cx, const struct answer *a)
{
    const char *at = strstr(a->body, "<code>");
    assert_non_null(at);
    return arena_str(cx->arena, (str){ at + 6, BALLOT_RECEIPT - 1 });
}

static void a_vote_is_cast_and_found(struct cx *cx)
{
    struct consult_try t;
    struct browser eho = { 0 }, da = { 0 }, other = { 0 };
    try_make(cx, &t, "simple_majority");
    test_script(cx, "UPDATE consultation SET secret = 1");
    try_open(cx, &t);
    const int64_t seat = try_seat(cx, &t, ORG_EHO), das = try_seat(cx, &t, ORG_DA);
    const char *page = arena_printf(cx->arena, "/consultation/%lld/ballot", (long long)t.id);
    site_sign_in(cx, &eho, t.person[TRY_EHO]);
    site_sign_in(cx, &da, t.person[TRY_DA]);
    struct answer a = site_get(cx, &eho, page);
    assert_int_equal(a.status, 200);
    assert_shows(a, "0 of 3 have voted.");
    assert_shows(a, "In the name of <b>");
    assert_shows(a, arena_printf(cx->arena, "type=\"hidden\" name=\"seat\" value=\"%lld\"",
                                 (long long)seat));
    assert_hides(a, "f-seat");
    assert_true(a.statements <= 12);
    const char *mine = arena_printf(cx->arena, "seat=%lld&choice=object", (long long)seat);
    /* Not for the seat of another. */
    assert_int_equal(site_post(cx, &da, page, mine).status, 403);
    a = site_post(cx, &eho, page, mine);
    assert_int_equal(a.status, 200);
    assert_true(a.rs->secret);
    const char *receipt = receipt_in(cx, &a);
    assert_int_equal(site_post(cx, &eho, page, mine).status, 409);
    /* All see who has voted, and nobody what. */
    a = site_get(cx, &da, arena_printf(cx->arena, "/consultation/%lld", (long long)t.id));
    assert_shows(a, "has voted");
    assert_shows(a, "has not voted");
    assert_true(a.statements <= 12);
    a = site_post(cx, &da, page,
                  arena_printf(cx->arena, "seat=%lld&choice=support", (long long)das));
    assert_int_equal(a.status, 200);
    a = site_get(cx, &eho, page);
    assert_shows(a, "2 of 3 have voted.");
    assert_hides(a, receipt);
    site_sign_in(cx, &other, t.person[TRY_CHAIR]);
    a = site_post(
        cx, &other, page,
        arena_printf(cx->arena, "seat=%lld&choice=abstain", (long long)try_seat(cx, &t, ORG_MCIC)));
    assert_int_equal(a.status, 200);
    try_due(cx, t.closes_at + 60);
    site_sign_in(cx, &other, t.person[TRY_CHAIR]);
    a = site_get(cx, &other, arena_printf(cx->arena, "%s?receipt=%s", page, receipt));
    assert_shows(a, "Your vote was counted: Object.");
    assert_int_equal(site_post(cx, &other, page, mine).status, 409);
    a = site_get(cx, &other, arena_printf(cx->arena, "%s.csv", page));
    assert_shows(a, receipt);
}

/* Two of three vote: nothing of it is shown, here or in what becomes of the round. */
static void too_few_votes_are_not_shown(struct cx *cx)
{
    struct consult_try t;
    struct consult_count k;
    struct consult_get_row c;
    struct browser eho = { 0 }, da = { 0 };
    int64_t decision;
    try_make(cx, &t, "simple_majority");
    test_script(cx, "UPDATE consultation SET secret = 1");
    try_open(cx, &t);
    const long long seat = try_seat(cx, &t, ORG_EHO), das = try_seat(cx, &t, ORG_DA);
    const char *page = arena_printf(cx->arena, "/consultation/%lld/ballot", (long long)t.id);
    site_sign_in(cx, &eho, t.person[TRY_EHO]);
    site_sign_in(cx, &da, t.person[TRY_DA]);
    struct answer a =
        site_post(cx, &eho, page, arena_printf(cx->arena, "seat=%lld&choice=object", seat));
    assert_int_equal(a.status, 200);
    const char *receipt = receipt_in(cx, &a);
    a = site_post(cx, &da, page, arena_printf(cx->arena, "seat=%lld&choice=object", das));
    assert_int_equal(a.status, 200);
    try_due(cx, t.closes_at + 60);
    try_count(cx, &t, &k);
    assert_true(k.uncounted);
    assert_int_equal(k.tally.outcome, OUTCOME_NOT_COUNTED);
    assert_int_equal(k.tally.against, 0);
    assert_int_equal(k.unspoken, 1);
    assert_string_equal(tally_figures(cx, &k.tally), "{}");
    site_sign_in(cx, &eho, t.person[TRY_EHO]);
    a = site_get(cx, &eho, page);
    assert_shows(a, "2 of 3 have voted.");
    assert_shows(a, "Fewer than 3 voted");
    assert_hides(a, "Every paper with its receipt");
    assert_hides(a, "Nobody voted");
    assert_hides(a, receipt);
    a = site_get(cx, &eho, arena_printf(cx->arena, "/consultation/%lld", (long long)t.id));
    assert_shows(a, "Not counted");
    assert_shows(a, "2 of 3 have spoken");
    assert_hides(a, "votes are for it and");
    /* The decision says so, and nothing can follow from it. */
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_get(cx, t.id, &c), RC_OK);
    struct consult_decision d = { .decided = "Ana chairs.", .mandate = "Ana invites." };
    assert_int_equal(consult_decide(cx, t.id, c.version, &d, &decision), RC_INVALID);
    d.mandate = NULL;
    assert_int_equal(consult_decide(cx, t.id, c.version, &d, &decision), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM decision WHERE outcome = 'not_counted'"
                                    " AND figures = '{}' AND reasons LIKE 'Fewer than 3 voted%'"),
                     1);
    a = site_get(cx, &eho, arena_printf(cx->arena, "/decision/%lld", (long long)decision));
    assert_int_equal(a.status, 200);
    assert_shows(a, "Not counted");
    assert_shows(a, "Text put to the vote");
}

static enum rc due_quietly(struct cx *cx, stamp at)
{
    cx->now = at;
    cx->viewer = viewer_system(cx, "Kolo");
    test_quiet(true);
    enum rc rc = due_all(cx, &consult_close_due);
    test_quiet(false);
    return rc;
}

/* The one that it sealed stays open and says so, another that ends then is closed; and the one can
 * be withdrawn, which shows no count. */
static void a_lost_key_stops_no_other(struct cx *cx)
{
    static const int64_t asked[] = { PARTNER_MCIC, PARTNER_EHO, PARTNER_DA };
    static const int64_t voters[] = { ORG_MCIC, ORG_EHO, ORG_DA };
    struct consult_try t;
    struct consult_count k;
    struct consult_get_row c;
    struct browser eho = { 0 };
    char receipt[BALLOT_RECEIPT];
    int64_t other;
    try_make(cx, &t, "simple_majority");
    test_script(cx, "UPDATE consultation SET secret = 1");
    try_open(cx, &t);
    const struct consult_input in = { .title = "Another",
                                      .question = "In May?",
                                      .kind = "question",
                                      .asked = asked,
                                      .n_asked = 3,
                                      .rule = "simple_majority",
                                      .closes_at = t.closes_at + 30 };
    assert_int_equal(consult_add(cx, PROJECT, &in, &other), RC_OK);
    assert_int_equal(consult_open(cx, other, 0, in.closes_at), RC_OK);
    try_count(cx, &t, &k);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(ballot_cast(cx, k.round.id, try_seat(cx, &t, voters[i]),
                                     &(struct paper_cast){ .choice = "support" }, receipt),
                         RC_OK);
    const char *key = getenv("KOLO_BALLOT_KEY");
    const char *away = arena_printf(cx->arena, "%s.away", key);
    assert_int_equal(rename(key, away), 0);
    assert_int_equal(due_quietly(cx, t.closes_at + 60), RC_CONFLICT);
    assert_int_equal(consult_get(cx, other, &c), RC_OK);
    assert_string_equal(c.state, "closed");
    assert_int_equal(consult_get(cx, t.id, &c), RC_OK);
    assert_string_equal(c.state, "open");
    const char *page = arena_printf(cx->arena, "/consultation/%lld/ballot", (long long)t.id);
    site_sign_in(cx, &eho, t.person[TRY_EHO]);
    struct answer a = site_get(cx, &eho, page);
    assert_shows(a, "is being counted");
    cx->now += 16 * 60;
    a = site_get(cx, &eho, page);
    assert_shows(a, "could not be counted yet");
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_withdraw(cx, t.id, c.version, "The key is lost."), RC_OK);
    assert_int_equal(rename(away, key), 0);
    a = site_get(cx, &eho, page);
    assert_shows(a, "withdrawn before it was counted");
    assert_hides(a, "Fewer than 3");
    try_count(cx, &t, &k);
    assert_true(k.uncounted);
    assert_int_equal(due_quietly(cx, cx->now + 60), RC_OK);
}

/* Another round has an urn of its own, and knows no receipt of the last one. */
static void another_round_votes_anew(struct cx *cx)
{
    struct consult_try t;
    struct consult_count k;
    char receipt[BALLOT_RECEIPT], again[BALLOT_RECEIPT];
    try_make(cx, &t, "simple_majority");
    test_script(cx, "UPDATE consultation SET secret = 1");
    try_open(cx, &t);
    struct paper_cast paper = { .choice = "object" };
    try_count(cx, &t, &k);
    assert_int_equal(ballot_cast(cx, k.round.id, try_seat(cx, &t, ORG_EHO), &paper, receipt),
                     RC_OK);
    try_due(cx, t.closes_at + 60);
    t.closes_at += 20 * 86400;
    try_open(cx, &t);
    try_count(cx, &t, &k);
    assert_int_equal(k.round.no, 2);
    assert_int_equal(k.unspoken, 3);
    const int64_t seat = try_seat(cx, &t, ORG_EHO);
    paper.choice = "support";
    assert_int_equal(ballot_cast(cx, k.round.id, seat, &paper, again), RC_OK);
    paper.receipt = receipt;
    assert_int_equal(ballot_cast(cx, k.round.id, seat, &paper, again), RC_CONFLICT);
    cx->problems = (struct problems){ 0 };
    try_count(cx, &t, &k);
    assert_int_equal(k.unspoken, 2);
}

/* Withdrawn, the papers in the urn are gone for good: nobody can open them later. */
static void withdrawn_its_papers_are_destroyed(struct cx *cx)
{
    struct consult_try t;
    struct consult_count k;
    char receipt[BALLOT_RECEIPT];
    const struct paper_cast paper = { .choice = "object" };
    try_make(cx, &t, "simple_majority");
    test_script(cx, "UPDATE consultation SET secret = 1");
    try_open(cx, &t);
    try_count(cx, &t, &k);
    assert_int_equal(ballot_cast(cx, k.round.id, try_seat(cx, &t, ORG_EHO), &paper, receipt),
                     RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_urn WHERE salt <> ''"), 1);
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_withdraw(cx, t.id, 0, "Not needed."), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_urn WHERE salt <> ''"), 0);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_paper"), 0);
}

/* As advice its chair decides, but never that it was not counted. */
static void too_few_advise_nobody(struct cx *cx)
{
    struct consult_try t;
    struct consult_get_row c;
    int64_t decision;
    try_make(cx, &t, "advisory");
    test_script(cx, "UPDATE consultation SET secret = 1");
    try_open(cx, &t);
    try_due(cx, t.closes_at + 60);
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_get(cx, t.id, &c), RC_OK);
    struct consult_decision d = { .outcome = "not_counted", .decided = "No.", .reasons = "None." };
    assert_int_equal(consult_decide(cx, t.id, c.version, &d, &decision), RC_INVALID);
    d.outcome = "rejected";
    assert_int_equal(consult_decide(cx, t.id, c.version, &d, &decision), RC_OK);
}

/* Nothing chosen is no vote: lists, or abstaining on purpose. */
static void an_order_is_cast(struct cx *cx)
{
    struct consult_try t;
    struct browser eho = { 0 }, da = { 0 }, chair = { 0 };
    try_make(cx, &t, "simple_majority");
    test_script(cx, "UPDATE consultation SET secret = 1, rule = 'ranked_choice'");
    test_script(cx, "INSERT INTO consultation_option (consultation_id, no, title)"
                    " VALUES (1, 1, 'Tirana'), (1, 2, 'Skopje')");
    try_open(cx, &t);
    const long long seat = try_seat(cx, &t, ORG_EHO), das = try_seat(cx, &t, ORG_DA);
    const char *page = arena_printf(cx->arena, "/consultation/%lld/ballot", (long long)t.id);
    site_sign_in(cx, &eho, t.person[TRY_EHO]);
    site_sign_in(cx, &da, t.person[TRY_DA]);
    struct answer a = site_get(cx, &eho, page);
    assert_shows(a, "name=\"rank.1\"");
    a = site_post(cx, &eho, page, arena_printf(cx->arena, "seat=%lld", seat));
    assert_int_equal(a.status, 422);
    a = site_post(cx, &eho, page,
                  arena_printf(cx->arena, "seat=%lld&choice=ranked&rank.1=1&rank.2=1", seat));
    assert_int_equal(a.status, 422);
    assert_shows(a, "a place of its own");
    assert_shows(site_get(cx, &eho, page), "0 of 3 have voted.");
    a = site_post(cx, &eho, page,
                  arena_printf(cx->arena, "seat=%lld&choice=ranked&rank.1=2&rank.2=1", seat));
    assert_int_equal(a.status, 200);
    a = site_post(cx, &da, page, arena_printf(cx->arena, "seat=%lld&choice=abstain", das));
    assert_int_equal(a.status, 200);
    assert_shows(site_get(cx, &eho, page), "2 of 3 have voted.");
    site_sign_in(cx, &chair, t.person[TRY_CHAIR]);
    a = site_post(
        cx, &chair, page,
        arena_printf(cx->arena, "seat=%lld&choice=abstain", (long long)try_seat(cx, &t, ORG_MCIC)));
    assert_int_equal(a.status, 200);
    try_due(cx, t.closes_at + 60);
    assert_int_equal(
        test_count(cx, "SELECT COUNT(*) FROM ballot_paper WHERE choice = 'ranked' AND ranking ="
                       " '2,1'"),
        1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM ballot_paper WHERE choice = 'abstain'"),
                     2);
}

static void orders(void **state)
{
    (void)state;
    test_on_engines(an_order_is_cast);
}

static void confirms(void **state)
{
    (void)state;
    test_on_engines(the_public_confirms_and_takes_back);
}

static void forgets(void **state)
{
    (void)state;
    test_on_engines(what_is_not_confirmed_goes);
    test_on_engines(what_is_confirmed_late_does_not_count);
    test_on_engines(a_link_is_revoked);
}

static void votes(void **state)
{
    (void)state;
    test_on_engines(a_vote_is_cast_and_found);
    test_on_engines(too_few_votes_are_not_shown);
    test_on_engines(another_round_votes_anew);
    test_on_engines(withdrawn_its_papers_are_destroyed);
    test_on_engines(a_lost_key_stops_no_other);
    test_on_engines(too_few_advise_nobody);
}

TESTS(consult_outside, cmocka_unit_test(confirms), cmocka_unit_test(forgets),
      cmocka_unit_test(votes), cmocka_unit_test(orders));

/* SPDX-License-Identifier: EUPL-1.2 */
/* seat_web_test.c — what waits for whoever speaks for a seat, and what they may read for it. */
#include "account/viewer.h"
#include "ballot/ballot.h"
#include "consult/consult.h"
#include "tests/consult_try.h"
#include "tests/engine.h"
#include "tests/site.h"
#include "tests/t.h"

/* Does it wait for them, on the list of the project? */
static bool waits(struct cx *cx, const struct consult_try *t, enum try_person who)
{
    static const int64_t of[TRY_PEOPLE] = { ORG_MCIC, ORG_EHO, ORG_DA, 0 };
    struct consult_list_rows rows;
    const struct consult_list_in in = {
        .project = PROJECT, .account = t->person[who], .organisation = of[who], .limit = 10
    };
    assert_int_equal(consult_list(cx, &in, &rows), RC_OK);
    assert_int_equal(rows.n, 1);
    return rows.v[0].mine;
}

static void a_ballot_waits(struct cx *cx)
{
    struct consult_try t;
    struct browser b = { 0 };
    try_make(cx, &t, "simple_majority");
    test_script(cx, "UPDATE consultation SET secret = 1");
    try_open(cx, &t);
    assert_true(waits(cx, &t, TRY_EHO));
    assert_true(waits(cx, &t, TRY_DA));
    site_sign_in(cx, &b, t.person[TRY_EHO]);
    assert_shows(site_get(cx, &b, "/p/1/consultations"), "Waiting for your position");
    assert_int_equal(
        site_post(cx, &b, arena_printf(cx->arena, "/consultation/%lld/ballot", (long long)t.id),
                  arena_printf(cx->arena, "seat=%lld&choice=object",
                               (long long)try_seat(cx, &t, ORG_EHO)))
            .status,
        200);
    assert_false(waits(cx, &t, TRY_EHO));
    assert_true(waits(cx, &t, TRY_DA));
}

/* A proxy makes the holder wait for it too, and a delegation the delegate. */
static void another_seat_waits(struct cx *cx)
{
    struct consult_try t;
    try_make(cx, &t, "consent");
    try_open(cx, &t);
    assert_false(waits(cx, &t, TRY_FINANCE));
    assert_int_equal(try_say(cx, &t, TRY_DA, "support", NULL), RC_OK);
    assert_false(waits(cx, &t, TRY_DA));
    try_as(cx, &t, TRY_EHO);
    assert_int_equal(
        seat_proxy(cx, try_seat(cx, &t, ORG_EHO), try_seat(cx, &t, ORG_DA), "On leave."), RC_OK);
    assert_true(waits(cx, &t, TRY_DA));
    try_as(cx, &t, TRY_EHO);
    assert_int_equal(seat_delegate(cx, try_seat(cx, &t, ORG_EHO), t.person[TRY_FINANCE]), RC_OK);
    assert_true(waits(cx, &t, TRY_FINANCE));
    assert_int_equal(try_say_for(cx, &t, TRY_DA, try_seat(cx, &t, ORG_EHO), "support", NULL),
                     RC_OK);
    assert_false(waits(cx, &t, TRY_DA));
    assert_false(waits(cx, &t, TRY_FINANCE));
}

/* Somebody with a mandate and no role on the project reads that one, and gets nothing else. */
static void a_mandate_reads_its_own(struct cx *cx)
{
    struct consult_try t;
    struct browser b = { 0 };
    try_make(cx, &t, "consent");
    try_open(cx, &t);
    cx->viewer = viewer_system(cx, "test");
    const int64_t who =
        people_add(cx, "vera@example.org", ROLE_PARTNER_COORDINATOR, ELSEWHERE, ORG_CNVOS);
    const char *page = arena_printf(cx->arena, "/consultation/%lld", (long long)t.id);
    site_sign_in(cx, &b, who);
    assert_int_equal(site_get(cx, &b, page).status, 404);
    assert_int_equal(
        site_post(cx, &b, arena_printf(cx->arena, "%s/position", page), "seat=2&choice=support")
            .status,
        404);
    test_script(cx, arena_printf(cx->arena,
                                 "UPDATE consultation_seat SET account_id = %lld WHERE id = %lld",
                                 (long long)who, (long long)try_seat(cx, &t, ORG_EHO)));
    struct answer a = site_get(cx, &b, page);
    assert_int_equal(a.status, 200);
    assert_shows(a, "Where do we meet?");
    assert_hides(a, "Give this position");
    assert_hides(a, "All that happened");
    assert_true(a.statements <= 12);
    static const char *const closed[] = { "/history", "/responses", "/dossier", "/edit", "/open" };
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        assert_int_equal(site_get(cx, &b, arena_printf(cx->arena, "%s%s", page, closed[i])).status,
                         404);
    assert_int_equal(site_get(cx, &b, "/p/1/consultations").status, 404);
    const char *say =
        arena_printf(cx->arena, "seat=%lld&choice=support", (long long)try_seat(cx, &t, ORG_EHO));
    assert_int_equal(site_post(cx, &b, arena_printf(cx->arena, "%s/position", page), say).status,
                     404);
    /* Another consultation is none of theirs. */
    test_script(cx, "UPDATE consultation_seat SET account_id = NULL");
    assert_int_equal(site_get(cx, &b, page).status, 404);
}

/* Beside each seat stands who may speak for it; once it is over, who did. */
static void says_who_answers(struct cx *cx)
{
    struct consult_try t;
    struct browser b = { 0 };
    try_make(cx, &t, "consent");
    cx->viewer = viewer_system(cx, "test");
    people_add(cx, "zorica@example.org", ROLE_PARTNER_COORDINATOR, PROJECT, ORG_EHO);
    try_open(cx, &t);
    const char *page = arena_printf(cx->arena, "/consultation/%lld", (long long)t.id),
               *eho = "<b>EHO</b><span class=\"sub\">";
    site_sign_in(cx, &b, t.person[TRY_CHAIR]);
    struct answer a = site_get(cx, &b, page);
    assert_shows(a, arena_printf(cx->arena, "%s%s, zorica@example.org</span>", eho,
                                 t.viewer[TRY_EHO]->name));
    assert_int_equal(try_say(cx, &t, TRY_EHO, "support", NULL), RC_OK);
    try_due(cx, t.closes_at);
    site_sign_in(cx, &b, t.person[TRY_CHAIR]); /* ten days later */
    a = site_get(cx, &b, page);
    assert_shows(a, arena_printf(cx->arena, "%s%s</span>", eho, t.viewer[TRY_EHO]->name));
    assert_shows(a, "<b>DA</b></td>"); /* nobody spoke */
    assert_true(a.statements <= 12);
}

/* 120 of them are three pages, and one export. */
static void many_are_paged(struct cx *cx)
{
    struct consult_try t;
    struct browser b = { 0 };
    try_make(cx, &t, "consent");
    for (int i = 0; i < 119; i++)
        test_script(cx,
                    arena_printf(cx->arena,
                                 "INSERT INTO consultation (project_id, title, question, kind,"
                                 " is_public, rule, quorum_e2, weighted, block_allowed, secret,"
                                 " proxy_limit, chair_id, state, closes_at, search_key,"
                                 " created_at) SELECT project_id, 'Number %03d', question, kind,"
                                 " is_public, rule, quorum_e2, weighted, block_allowed, secret,"
                                 " proxy_limit, chair_id, 'withdrawn',"
                                 " closes_at, search_key, created_at FROM consultation WHERE"
                                 " id = 1",
                                 i));
    site_sign_in(cx, &b, t.person[TRY_CHAIR]);
    struct answer a = site_get(cx, &b, "/p/1/consultations");
    assert_shows(a, "Number 118");
    assert_hides(a, "Number 060");
    assert_shows(a, "from=50");
    a = site_get(cx, &b, "/p/1/consultations?from=100");
    assert_shows(a, "Number 000");
    assert_hides(a, "from=150");
    a = site_get(cx, &b, "/p/1/consultations.csv");
    assert_shows(a, "Number 000");
    assert_shows(a, "Number 118");
}

static void ballots(void **state)
{
    (void)state;
    test_on_engines(a_ballot_waits);
}

static void others(void **state)
{
    (void)state;
    test_on_engines(another_seat_waits);
    test_on_engines(says_who_answers);
    test_on_engines(many_are_paged);
}

static void mandates(void **state)
{
    (void)state;
    test_on_engines(a_mandate_reads_its_own);
}

TESTS(consult_seat_web, cmocka_unit_test(ballots), cmocka_unit_test(others),
      cmocka_unit_test(mandates));

/* SPDX-License-Identifier: EUPL-1.2 */
/* consult_web_test.c — what scripts cannot say: the link of a mail pressed by somebody who is not
 * signed in, places of a ranked choice, the matrix on paper, a secret round's page.
 */
#include "base/buf.h"
#include "consult/consult_write.h"
#include "consult/response.h"
#include "consult/word.h"
#include "talk/comment.h"
#include "tests/consult_try.h"
#include "tests/engine.h"
#include "tests/site.h"
#include "tests/t.h"

#include <string.h>

/* The path of the link in the mail to one person: "(/position/WORD)" behind its title. */
static const char *link_in_mail(struct cx *cx, const struct consult_try *t, enum try_person who,
                                const char *title)
{
    struct consult_get_row c;
    const char *links;
    assert_int_equal(consult_get(cx, t->id, &c), RC_OK);
    int64_t seat = try_seat(cx, t, who == TRY_EHO ? ORG_EHO : ORG_DA);
    assert_int_equal(consult_links(cx, &c, seat, t->person[who], &links), RC_OK);
    /* That is what the mail has. */
    const char *sql = arena_printf(cx->arena,
                                   "SELECT COUNT(*) FROM mail WHERE account_id = %lld AND cause ="
                                   " 'consultation.open' AND body LIKE '%%%s%%'",
                                   (long long)t->person[who], links);
    assert_int_equal(test_count(cx, sql), who == TRY_CHAIR ? 0 : 1);
    const char *at = strstr(links, arena_printf(cx->arena, "[%s](", title));
    assert_non_null(at);
    at = strchr(at, '(') + 1;
    return arena_str(cx->arena, (str){ at, strcspn(at, ")") });
}

static int64_t positions(struct cx *cx)
{
    return test_count(cx, "SELECT COUNT(*) FROM consultation_position");
}

static void linked(struct cx *cx)
{
    struct consult_try t;
    struct consult_count k;
    try_make(cx, &t, "consent");
    try_open(cx, &t);
    const char *support = link_in_mail(cx, &t, TRY_EHO, "Support"),
               *object = link_in_mail(cx, &t, TRY_DA, "Object");
    struct browser nobody = { 0 };
    cx->viewer = NULL;
    struct answer a = site_get(cx, &nobody, support);
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "Give this position"));
    assert_int_equal(positions(cx), 0); /* a scanner that looks says nothing */
    a = site_post(cx, &nobody, support, "reason=");
    assert_int_equal(a.status, 303);
    assert_int_equal(positions(cx), 1);
    a = site_get(cx, &nobody, object);
    assert_int_equal(a.status, 200);
    a = site_post(cx, &nobody, object, "reason=");
    assert_int_equal(a.status, 422);
    a = site_post(cx, &nobody, object, "reason=The+date.");
    assert_int_equal(a.status, 303);
    try_count(cx, &t, &k);
    assert_string_equal(k.seats.v[1].choice, "support");
    assert_string_equal(k.seats.v[1].via, "link");
    assert_string_equal(k.seats.v[2].choice, "object");
    /* Another's words are no link, and one that is over says so. */
    a = site_get(cx, &nobody, arena_printf(cx->arena, "%sx", support));
    assert_int_equal(a.status, 404);
    try_due(cx, t.closes_at);
    cx->viewer = NULL;
    a = site_get(cx, &nobody, support);
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "This round closed on"));
    a = site_post(cx, &nobody, support, "reason=");
    assert_int_equal(a.status, 409);
    assert_int_equal(positions(cx), 2);
}

static void takes_a_link(void **state)
{
    (void)state;
    test_on_engines(linked);
}

static struct browser signed_in(struct cx *cx, const struct consult_try *t, enum try_person who)
{
    struct browser b = { 0 };
    *vec_push(cx->arena, &b.cookies) = (struct pair){ "kolo", people_sign_in(cx, t->person[who]) };
    return b;
}

/* A question that found support is no decision yet: its words are the chair's. One that did not
 * stands in the register as it was put. */
static void decides_in_own_words(struct cx *cx, const char *all_say, bool own)
{
    static const enum try_person who[] = { TRY_CHAIR, TRY_EHO, TRY_DA };
    struct consult_try t;
    try_make(cx, &t, "simple_majority");
    try_open(cx, &t);
    for (size_t i = 0; i < sizeof who / sizeof *who; i++)
        assert_int_equal(try_say(cx, &t, who[i], all_say, "So we think."), RC_OK);
    try_due(cx, t.closes_at);
    struct browser b = signed_in(cx, &t, TRY_CHAIR);
    const char *page = arena_printf(cx->arena, "/consultation/%lld/decide", (long long)t.id);
    cx->viewer = NULL;
    struct answer a = site_get(cx, &b, page);
    assert_int_equal(a.status, 200);
    assert_true(!strstr(a.body, "The autumn meeting is in Tirana.</textarea>") == own);
    assert_true(!!strstr(a.body, "<p>The autumn meeting is in Tirana.</p>") == own);
    assert_int_equal(site_post(cx, &b, page, "decided=").status, 422);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM decision"), 0);
}

static void adopted_in_own_words(struct cx *cx) { decides_in_own_words(cx, "support", true); }
static void rejected_as_put(struct cx *cx) { decides_in_own_words(cx, "object", false); }

static void decides(void **state)
{
    (void)state;
    test_on_engines(adopted_in_own_words);
    test_on_engines(rejected_as_put);
}

static void ranked(struct cx *cx)
{
    static const char *const options[] = { "Tirana", "Skopje", "Novi Sad" };
    static const int64_t asked[] = { PARTNER_MCIC, PARTNER_EHO, PARTNER_DA };
    struct consult_try t;
    struct consult_count k;
    try_make(cx, &t, "consent");
    struct consult_input in = { .title = "Place",
                                .question = "Where?",
                                .kind = "question",
                                .asked = asked,
                                .n_asked = 3,
                                .rule = "ranked_choice",
                                .option = options,
                                .n_options = 3,
                                .closes_at = t.closes_at };
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_add(cx, PROJECT, &in, &t.id), RC_OK);
    try_open(cx, &t);
    struct browser b = signed_in(cx, &t, TRY_EHO);
    const char *page = arena_printf(cx->arena, "/consultation/%lld", (long long)t.id),
               *post = arena_printf(cx->arena, "%s/position", page);
    int64_t seat = try_seat(cx, &t, ORG_EHO);
    struct answer a = site_get(cx, &b, page);
    assert_int_equal(a.status, 200);
    assert_true(a.statements <= 12);
    const char *twice = arena_printf(cx->arena, "seat=%lld&choice=ranked&rank.1=1&rank.2=1",
                                     (long long)seat),
               *good = arena_printf(cx->arena, "seat=%lld&choice=ranked&rank.1=2&rank.3=1",
                                    (long long)seat);
    assert_int_equal(site_post(cx, &b, post, twice).status, 422);
    assert_int_equal(site_post(cx, &b, post, good).status, 303);
    try_count(cx, &t, &k);
    assert_string_equal(k.seats.v[1].ranking, "3,1");
    assert_int_equal(k.tally.winner, 2);
}

static void ranks_by_places(void **state)
{
    (void)state;
    test_on_engines(ranked);
}

/* Where the page really leads: the address of the link that ends so, as it stands there. */
static const char *link_of(struct cx *cx, const char *page, const char *end)
{
    const char *last = strstr(page, arena_printf(cx->arena, "%s\"", end)), *at = last;
    assert_non_null(at);
    while (at > page && at[-1] != '"') at--;
    const char *link = arena_str(cx->arena, (str){ at, (size_t)(last - at) + strlen(end) });
    assert_null(strstr(link, "%"));
    return link;
}

static void papers(struct cx *cx)
{
    struct consult_try t;
    int64_t id = 0;
    try_make(cx, &t, "consent");
    try_open(cx, &t);
    try_as(cx, &t, TRY_DA);
    const struct comment_input in = {
        .type = "consultation", .object = t.id, .body = "Какав **датум**?", .via = "web"
    };
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, comment_add(cx, &in, &id)), RC_OK);
    struct browser b = signed_in(cx, &t, TRY_CHAIR);
    struct answer a = site_get(cx, &b, "/consultation/1/responses");
    assert_true(a.statements <= 12);
    const char *page = arena_dup(cx->arena, a.body);
    a = site_get(cx, &b, link_of(cx, page, "responses.pdf"));
    assert_int_equal(a.status, 200);
    assert_memory_equal(a.rs->body.p, "%PDF-", 5);
    a = site_get(cx, &b, link_of(cx, page, "responses.docx"));
    assert_int_equal(a.status, 200);
    assert_memory_equal(a.rs->body.p, "PK", 2);
    const char *to = arena_printf(cx->arena, "/comment/%lld/respond", (long long)id);
    assert_int_equal(site_post(cx, &b, to, "state=rejected&reply=&version=0").status, 422);
    assert_int_equal(site_post(cx, &b, to, "state=rejected&reply=No.&version=0").status, 303);
    assert_int_equal(site_post(cx, &b, to, "state=accepted&reply=Yes.&version=0").status, 409);
    a = site_get(cx, &b, "/consultation/1");
    assert_true(a.statements <= 12);
    assert_non_null(strstr(a.body, "rejected"));
}

static void goes_on_paper(void **state)
{
    (void)state;
    test_on_engines(papers);
}

/* Who leads is told when nobody is waited for any more; the others have nothing to do then. */
static void all_have_spoken(struct cx *cx)
{
    static const char said[] = "All have spoken: you can close it below";
    struct consult_try t;
    struct browser chair = { 0 }, eho = { 0 };
    try_make(cx, &t, "consent");
    site_setup();
    try_open(cx, &t);
    const char *path = arena_printf(cx->arena, "/consultation/%lld", (long long)t.id);
    assert_int_equal(try_say(cx, &t, TRY_CHAIR, "support", NULL), RC_OK);
    assert_int_equal(try_say(cx, &t, TRY_EHO, "support", NULL), RC_OK);
    site_sign_in(cx, &chair, t.person[TRY_CHAIR]);
    site_sign_in(cx, &eho, t.person[TRY_EHO]);
    assert_hides(site_get(cx, &chair, path), said);
    assert_int_equal(try_say(cx, &t, TRY_DA, "support", NULL), RC_OK);
    assert_shows(site_get(cx, &chair, path), said);
    assert_hides(site_get(cx, &eho, path), said);
}

static void leads_to_the_end(void **state)
{
    (void)state;
    test_on_engines(all_have_spoken);
}

TESTS(consult_web, cmocka_unit_test(decides), cmocka_unit_test(takes_a_link),
      cmocka_unit_test(ranks_by_places), cmocka_unit_test(goes_on_paper),
      cmocka_unit_test(leads_to_the_end));

/* SPDX-License-Identifier: EUPL-1.2 */
/* form_web_test.c — the form of a consultation: what is folded away, and what opens it. */
#include "consult/consult.h"
#include "tests/consult_try.h"
#include "tests/engine.h"
#include "tests/site.h"
#include "tests/t.h"

#include <string.h>

/* Is the group of that title there, and open? */
static bool is_open(const struct answer *a, struct cx *cx, const char *title)
{
    static const char at[] = "<details class=\"fold\"%s><summary>%s:";
    const char *open = arena_printf(cx->arena, at, " open", title),
               *closed = arena_printf(cx->arena, at, "", title);
    bool is = strstr(a->body, open) != NULL;
    assert_true(is != (strstr(a->body, closed) != NULL));
    return is;
}

#define GOOD "title=Guests&question=How+many%3F&closes_at=2190-01-01T10:00&kind=question"

static void folds(struct cx *cx)
{
    struct consult_try t;
    struct browser b = { 0 };
    try_make(cx, &t, "consent");
    site_sign_in(cx, &b, t.person[TRY_CHAIR]);
    struct answer a = site_get(cx, &b, "/p/1/consultations/new");
    static const char *const all[] = { "Who is asked", "How it is decided",
                                       "A question or a document", "What it is about", "More" };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) assert_false(is_open(&a, cx, all[i]));
    assert_shows(a, "Who is asked: <span class=\"optional\">MCIC, ");
    assert_shows(a, "How it is decided: <span class=\"optional\">Consent. Agreed when");
    assert_shows(a, "a question alone");
    assert_shows(a, "no quorum · one member one vote · no secret ballot · 1 proxy for one member");
    /* A browser refuses an empty field that it insists on, and behind a closed line says nothing.
     */
    const char *rest = strstr(a.body, "<details class=\"fold\"");
    assert_null(strstr(rest, "<select id=\"f-chair\" name=\"chair\" required"));
    assert_null(strstr(rest, "<textarea id=\"f-text\" name=\"text\" required"));
}

/* The group that holds the faulty field opens, the others stay, and what was typed stands there. */
static void opens_what_is_wrong(struct cx *cx)
{
    struct consult_try t;
    struct browser b = { 0 };
    try_make(cx, &t, "consent");
    site_sign_in(cx, &b, t.person[TRY_CHAIR]);
    site_get(cx, &b, "/p/1/consultations/new");
    struct answer a = site_post(cx, &b, "/p/1/consultations",
                                GOOD "&rule=ranked_choice&options=Tirana&asked=1&quorum_e2=50");
    assert_int_equal(a.status, 422);
    assert_true(is_open(&a, cx, "How it is decided"));
    assert_false(is_open(&a, cx, "Who is asked"));
    assert_false(is_open(&a, cx, "More"));
    assert_shows(a, "value=\"ranked_choice\" required checked");
    assert_shows(a, ">Tirana</textarea>");
    assert_shows(a, "value=\"Guests\"");
    assert_shows(a, "<span class=\"optional\">quorum 50");
    a = site_post(cx, &b, "/p/1/consultations", GOOD "&rule=consent");
    assert_int_equal(a.status, 422);
    assert_true(is_open(&a, cx, "Who is asked"));
    assert_false(is_open(&a, cx, "How it is decided"));
    assert_shows(a, "<a href=\"#f-asked\">");
    a = site_post(cx, &b, "/p/1/consultations", GOOD "&rule=consent&asked=1&secret=1");
    assert_int_equal(a.status, 422);
    assert_true(is_open(&a, cx, "More"));
    assert_shows(a, "secret ballot");
    a = site_post(cx, &b, "/p/1/consultations",
                  "title=G&question=H&closes_at=2190-01-01T10:00&kind=document&rule=consent"
                  "&asked=1");
    assert_int_equal(a.status, 422);
    assert_true(is_open(&a, cx, "A question or a document"));
}

/* Without a word who leads, who wrote it does; and stays so when another changes the draft. */
static void leads_who_wrote_it(struct cx *cx)
{
    struct consult_try t;
    struct consult_get_row c;
    struct browser b = { 0 };
    try_make(cx, &t, "consent");
    site_sign_in(cx, &b, t.person[TRY_EHO]);
    struct answer a = site_post(cx, &b, "/p/1/consultations", GOOD "&rule=consent&asked=1&chair=");
    assert_int_equal(a.status, 303);
    assert_int_equal(consult_get(cx, a.rs->created, &c), RC_OK);
    assert_int_equal(c.chair, t.person[TRY_EHO]);
    struct browser lead = { 0 };
    site_sign_in(cx, &lead, t.person[TRY_CHAIR]);
    const char *at = arena_printf(cx->arena, "/consultation/%lld/edit", (long long)c.id);
    a = site_get(cx, &lead, at);
    assert_shows(a, "Who is asked: <span class=\"optional\">MCIC</span>");
    a = site_post(cx, &lead, at, GOOD "&rule=consensus&asked=1&chair=&version=1");
    assert_int_equal(a.status, 303);
    assert_int_equal(consult_get(cx, c.id, &c), RC_OK);
    assert_int_equal(c.chair, t.person[TRY_EHO]);
    assert_string_equal(c.rule, "consensus");
}

static void folded(void **state)
{
    (void)state;
    test_on_engines(folds);
}

static void wrong(void **state)
{
    (void)state;
    test_on_engines(opens_what_is_wrong);
}

static void leader(void **state)
{
    (void)state;
    test_on_engines(leads_who_wrote_it);
}

TESTS(consult_form_web, cmocka_unit_test(folded), cmocka_unit_test(wrong),
      cmocka_unit_test(leader));

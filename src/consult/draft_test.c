/* SPDX-License-Identifier: EUPL-1.2 */
/* draft_test.c — what is being written is known to those who write it, whatever happens to it. */
#include "consult/consult.h"
#include "consult/consult_sql.h"
#include "talk/comment.h"
#include "talk/object.h"
#include "tests/consult_try.h"
#include "tests/engine.h"
#include "tests/t.h"

static int64_t told(struct cx *cx)
{
    return test_count(cx, "SELECT (SELECT COUNT(*) FROM notice) + (SELECT COUNT(*) FROM mail)");
}

static int64_t entries(struct cx *cx, const char *type)
{
    return test_count(
        cx, arena_printf(cx->arena, "SELECT COUNT(*) FROM search_entry WHERE type = '%s'", type));
}

static void say(struct cx *cx, const struct consult_try *t, enum try_person who, const char *body)
{
    int64_t id;
    const struct comment_input in = {
        .type = "consultation", .object = t->id, .body = body, .via = "web"
    };
    try_as(cx, t, who);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, comment_add(cx, &in, &id)), RC_OK);
}

static bool knows(struct cx *cx, const struct consult_try *t, enum try_person who)
{
    struct object o;
    struct consult_list_rows list;
    try_as(cx, t, who);
    const bool found = object_find(cx, "consultation", t->id, &o) == RC_OK;
    assert_int_equal(consult_list(cx,
                                  &(struct consult_list_in){
                                      .project = PROJECT, .account = t->person[who], .limit = 10 },
                                  &list),
                     RC_OK);
    assert_int_equal(list.n, found); /* neither by its address nor in the list */
    return found;
}

/* Another body, other partners, another text, another to answer comments. */
static void change(struct cx *cx, const struct consult_try *t, int64_t drafter, int64_t partner)
{
    const struct consult_input in = { .title = "Where do we meet in autumn?",
                                      .question = "The autumn meeting is in Tirana.",
                                      .kind = "document",
                                      .text = "We meet in **Tirana**.",
                                      .asked = &partner,
                                      .n_asked = 1,
                                      .rule = "consent",
                                      .drafter = drafter,
                                      .closes_at = t->closes_at };
    try_as(cx, t, TRY_CHAIR);
    assert_int_equal(consult_change(cx, t->id, 0, &in), RC_OK);
}

static void it_tells_nobody(struct cx *cx)
{
    struct consult_try t;
    try_make(cx, &t, "consent");
    say(cx, &t, TRY_CHAIR, "@partner_coordinator@example.org, @da@example.org, @EHO: is it ready?");
    change(cx, &t, 0, PARTNER_EHO);
    change(cx, &t, 0, PARTNER_DA);
    assert_int_equal(told(cx), 0);
    assert_int_equal(entries(cx, "comment") + entries(cx, "consultation"), 0);
    assert_false(knows(cx, &t, TRY_EHO));
    assert_true(knows(cx, &t, TRY_CHAIR));
}

/* Who was to answer its comments, and is not any more, hears nothing further. */
static void it_tells_who_writes_it(struct cx *cx)
{
    struct consult_try t;
    try_make(cx, &t, "consent");
    change(cx, &t, t.person[TRY_EHO], PARTNER_DA);
    assert_int_equal(told(cx), 0);
    assert_true(knows(cx, &t, TRY_EHO));
    say(cx, &t, TRY_EHO, "I see to the text.");
    const int64_t so_far = told(cx);
    assert_true(so_far > 0); /* its chair */
    change(cx, &t, 0, PARTNER_DA);
    assert_false(knows(cx, &t, TRY_EHO));
    say(cx, &t, TRY_CHAIR, "I do, @partner_coordinator@example.org.");
    assert_int_equal(told(cx), so_far);
}

/* What was said about the draft is found when all may read it. */
static void opened_all_is_found(struct cx *cx)
{
    struct consult_try t;
    try_make(cx, &t, "consent");
    say(cx, &t, TRY_CHAIR, "Is it ready?");
    say(cx, &t, TRY_CHAIR, "No.");
    test_script(cx, "UPDATE comment SET removed_at = '2007-08-01T09:00:00Z' WHERE body = 'No.'");
    try_open(cx, &t);
    assert_int_equal(entries(cx, "consultation"), 1);
    assert_int_equal(entries(cx, "comment"), 1);
    assert_true(knows(cx, &t, TRY_EHO));
    say(cx, &t, TRY_EHO, "It is.");
    assert_int_equal(entries(cx, "comment"), 2);
}

/* Given up before it was opened, it stays with those who wrote it. */
static void given_up_it_tells_nobody(struct cx *cx)
{
    struct consult_try t;
    try_make(cx, &t, "consent");
    say(cx, &t, TRY_CHAIR, "We drop it.");
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_withdraw(cx, t.id, 0, "Not needed."), RC_OK);
    assert_int_equal(told(cx), 0);
    assert_false(knows(cx, &t, TRY_EHO));
    assert_true(knows(cx, &t, TRY_CHAIR));
    say(cx, &t, TRY_CHAIR, "@partner_coordinator@example.org, it is dropped.");
    assert_int_equal(told(cx), 0);
    assert_int_equal(entries(cx, "comment") + entries(cx, "consultation"), 0);
}

static void tells_nobody(void **state)
{
    (void)state;
    test_on_engines(it_tells_nobody);
    test_on_engines(it_tells_who_writes_it);
    test_on_engines(given_up_it_tells_nobody);
}

static void is_found_when_opened(void **state)
{
    (void)state;
    test_on_engines(opened_all_is_found);
}

TESTS(consult_draft, cmocka_unit_test(tells_nobody), cmocka_unit_test(is_found_when_opened));

/* SPDX-License-Identifier: EUPL-1.2 */
/* link_test.c — the link of a contact shows its own round to its own seat, and nothing else. */
#include "consult/consult_write.h"
#include "consult/word.h"
#include "network/segment.h"
#include "talk/comment.h"
#include "tests/consult_try.h"
#include "tests/engine.h"
#include "tests/site.h"
#include "tests/t.h"

#include <string.h>

enum { ORG_PINA = 5 };

/* CNVOS and PINA take part by mail, EHO by its people; and another consultation is open. */
static void ask(struct cx *cx, struct consult_try *t)
{
    static const int64_t eho = ORG_EHO;
    const struct segment_input segment = { .name = "Slovenia and EHO",
                                           .country = (const char *const[]){ "SI" },
                                           .n_countries = 1,
                                           .in = &eho,
                                           .n_in = 1 };
    struct consult_input in = { .title = "The letter",
                                .question = "Do we sign it?",
                                .kind = "document",
                                .text = "We ask the **first** time.",
                                .rule = "consent" };
    try_make(cx, t, "simple_majority");
    try_open(cx, t);
    test_script(cx, "UPDATE organisation SET country = 'SI', contact_name = 'Tina Divjak',"
                    " contact_email = 'tina@cnvos.local', contact_lang = 'en' WHERE id = 4;"
                    "INSERT INTO organisation (id, short_name, name, name_latin, country, city,"
                    " sort_key, contact_name, contact_email, contact_lang) VALUES (5, 'PINA',"
                    " 'Pina', 'Pina', 'SI', 'Koper', 'pina', 'Borut', 'borut@pina.local', 'en')");
    in.closes_at = t->closes_at;
    try_as(cx, t, TRY_CHAIR);
    assert_int_equal(segment_add(cx, &segment, &in.segment), RC_OK);
    assert_int_equal(consult_add(cx, PROJECT, &in, &t->id), RC_OK);
    try_open(cx, t);
}

static const char *link_of(struct cx *cx, const struct consult_try *t, int64_t organisation)
{
    struct consult_get_row c;
    const char *links;
    assert_int_equal(consult_get(cx, t->id, &c), RC_OK);
    assert_int_equal(consult_links(cx, &c, try_seat(cx, t, organisation), 0, &links), RC_OK);
    const char *at = strchr(links, '(') + 1;
    return arena_str(cx->arena, (str){ at, strcspn(at, ")") });
}

static struct answer look_by(struct cx *cx, struct browser *b, const char *link)
{
    cx->viewer = NULL;
    cx->problems = (struct problems){ 0 };
    struct answer a = site_get(cx, b, link);
    assert_int_equal(a.status, 200);
    assert_string_equal(site_header(&a, "Cache-Control"), "no-store");
    return a;
}

static struct answer look(struct cx *cx, const char *link)
{
    struct browser b = { 0 };
    return look_by(cx, &b, link);
}

static void shows_nothing(struct cx *cx, const char *link)
{
    static const char *const none[] = { "Do we sign", "first", "second", "Too weak", "CNVOS" };
    struct answer a = look(cx, link);
    assert_shows(a, "nothing can be said any more");
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) assert_hides(a, none[i]);
}

/* What the others say is theirs to tell: the contact reads what is asked. */
static void of_its_round(struct cx *cx)
{
    static const char *const others[] = {
        "EHO",          "PINA",           "Borut",  "borut@",      "tina@",
        "Too weak",     "Make it short",  "Tirana", "Where do we", "Slovenia and",
        "@example.org", "/consultation/", "/p/1",
    };
    struct consult_try t;
    int64_t id;
    ask(cx, &t);
    assert_int_equal(try_say(cx, &t, TRY_EHO, "object", "Too weak."), RC_OK);
    const struct comment_input said = {
        .type = "consultation", .object = t.id, .body = "Make it short.", .via = "web"
    };
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, comment_add(cx, &said, &id)), RC_OK);
    struct answer a = look(cx, link_of(cx, &t, ORG_CNVOS));
    assert_shows(a, "CNVOS");
    assert_shows(a, "Do we sign it?");
    assert_shows(a, "<strong>first</strong>");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) assert_hides(a, others[i]);
}

/* Closed, asked anew without them, asked anew with them: the old link stays shut. */
static void of_no_other_round(struct cx *cx)
{
    struct consult_try t;
    ask(cx, &t);
    const char *const old = link_of(cx, &t, ORG_CNVOS);
    assert_int_equal(try_say(cx, &t, TRY_EHO, "object", "Too weak."), RC_OK);
    try_due(cx, t.closes_at + 60);
    shows_nothing(cx, old);
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_text(cx, t.id, "We ask the **second** time.", "Stronger"), RC_OK);
    shows_nothing(cx, old);
    test_script(cx, "UPDATE organisation SET country = 'HR' WHERE id = 4");
    t.closes_at += 20 * 86400;
    try_open(cx, &t);
    assert_int_equal(try_seat(cx, &t, ORG_CNVOS), 0);
    shows_nothing(cx, old);
    assert_shows(look(cx, link_of(cx, &t, ORG_PINA)), "<strong>second</strong>");
    test_script(cx, "UPDATE organisation SET country = 'SI' WHERE id = 4");
    try_due(cx, t.closes_at + 60);
    t.closes_at += 20 * 86400;
    try_open(cx, &t);
    shows_nothing(cx, old);
    assert_shows(look(cx, link_of(cx, &t, ORG_CNVOS)), "<strong>second</strong>");
}

/* More time is given to the round, so the links that went out serve until then. */
static void as_long_as_its_round(struct cx *cx)
{
    struct consult_try t;
    struct browser b = { 0 };
    ask(cx, &t);
    const char *const link = link_of(cx, &t, ORG_CNVOS);
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_extend(cx, t.id, 0, t.closes_at + 86400, "Holidays"), RC_OK);
    cx->now = t.closes_at + 60;
    assert_shows(look_by(cx, &b, link), "Do we sign it?");
    assert_int_equal(site_post(cx, &b, link, "reason=").status, 303);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM consultation_position WHERE via = 'link'"
                                    " AND choice = 'support' AND late = 0"),
                     1);
    cx->now = t.closes_at + 86400 + 60;
    shows_nothing(cx, link);
    assert_int_equal(site_post(cx, &b, link, "reason=Again").status, 409);
}

static void shows(void **state)
{
    (void)state;
    test_on_engines(of_its_round);
    test_on_engines(of_no_other_round);
    test_on_engines(as_long_as_its_round);
}

TESTS(consult_link, cmocka_unit_test(shows));

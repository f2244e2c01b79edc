/* SPDX-License-Identifier: EUPL-1.2 */
/* comment_test.c — what is said stays, once; who is told, and who is not; whose it is to change. */
#include "talk/comment.h"

#include "base/rand.h"
#include "store/audit.h"
#include "talk/about.h"
#include "talk/comment_sql.h"
#include "talk/mention.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/site.h"
#include "tests/t.h"

#include <string.h>

static struct people who;

/* A project with an activity of EHO and one of DA, a line of DA's report; the viewer is EHO's. */
static void begin(struct cx *cx)
{
    site_setup();
    people_make(cx, &who);
    test_script(
        cx, "UPDATE account SET name = 'Ana Kovač' WHERE email_key ="
            " 'partner_coordinator@example.org';"
            "UPDATE account SET name = 'Ana' WHERE email_key = 'partner_finance@example.org';"
            "UPDATE account SET name = 'Бојан Јовановски' WHERE email_key ="
            " 'lead_coordinator@example.org';"
            "INSERT INTO component (id, project_id, no, title) VALUES (7, 1, 7, 'Seven');"
            "INSERT INTO activity (id, project_id, component_id, partner_id, code, title, place,"
            " starts_on, ends_on, state) VALUES (7, 1, 7, 2, 'A7', 'Training', 'Šabac',"
            " '2007-01-01', '2007-02-01', 'planned'), (8, 1, 7, 3, 'A8', 'Theirs', 'Tirana',"
            " '2007-01-01', '2007-02-01', 'planned');"
            "INSERT INTO period (id, project_id, no, starts_on, ends_on, books_closed_on,"
            " partner_due_on, review_due_on, consolidated_on, verified_on, donor_due_on) VALUES"
            " (7, 1, 7, '2007-01-01', '2007-06-30', '2007-07-10', '2007-07-15', '2007-07-20',"
            " '2007-07-25', '2007-07-30', '2007-08-28');"
            "INSERT INTO partner_report (id, project_id, partner_id, period_id, state) VALUES"
            " (7, 1, 3, 7, 'draft');");
    people_sign_in(cx, who.account[ROLE_PARTNER_COORDINATOR]);
}

static enum rc add(struct cx *cx, const struct comment_input *in, int64_t *id)
{
    cx->problems = (struct problems){ 0 };
    assert_int_equal(db_begin(cx), RC_OK);
    return db_end(cx, comment_add(cx, in, id));
}

static int64_t say(struct cx *cx, const char *body)
{
    int64_t id = 0;
    const struct comment_input in = { .type = "activity", .object = 7, .body = body, .via = "web" };
    assert_int_equal(add(cx, &in, &id), RC_OK);
    return id;
}

/* How many were told of a comment, by mail or otherwise. */
static int64_t told(struct cx *cx, int64_t comment, enum role role, const char *kind)
{
    return test_count(cx,
                      arena_printf(cx->arena,
                                   "SELECT COUNT(*) FROM notice WHERE cause_key = 'comment %lld'"
                                   " AND account_id = %lld AND kind = '%s'",
                                   (long long)comment, (long long)who.account[role], kind));
}

/* ---- who is told ----------------------------------------------------------------------------- */

static void telling(struct cx *cx)
{
    begin(cx);
    int64_t id = say(cx, "Who books the hall?");
    assert_int_equal(told(cx, id, ROLE_LEAD_COORDINATOR, "comment"), 1);
    assert_int_equal(told(cx, id, ROLE_PARTNER_COORDINATOR, "comment"), 0);
    assert_int_equal(told(cx, id, ROLE_PARTNER_FINANCE, "comment"), 0);

    people_sign_in(cx, who.account[ROLE_PARTNER_FINANCE]);
    id = say(cx, "I do, @bojan jovanovski.");
    assert_int_equal(told(cx, id, ROLE_LEAD_COORDINATOR, "mention"), 1);
    assert_int_equal(told(cx, id, ROLE_LEAD_COORDINATOR, "comment"), 0);
    assert_int_equal(told(cx, id, ROLE_PARTNER_COORDINATOR, "comment"), 1);

    people_sign_in(cx, who.account[ROLE_LEAD_COORDINATOR]);
    struct object o;
    assert_int_equal(object_find(cx, "activity", 7, &o), RC_OK);
    assert_int_equal(thread_mute(cx, &o, true), RC_OK);
    assert_int_equal(thread_mute(cx, &o, true), RC_OK);
    people_sign_in(cx, who.account[ROLE_PARTNER_COORDINATOR]);
    id = say(cx, "Good.");
    assert_int_equal(told(cx, id, ROLE_LEAD_COORDINATOR, "comment"), 0);
    assert_int_equal(told(cx, id, ROLE_PARTNER_FINANCE, "comment"), 1);
    id = say(cx, "@Бојан Јовановски, you too?");
    assert_int_equal(told(cx, id, ROLE_LEAD_COORDINATOR, "mention"), 1);
    people_sign_in(cx, who.account[ROLE_LEAD_COORDINATOR]);
    assert_int_equal(thread_mute(cx, &o, false), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM thread_mute"), 0);
}
static void those_concerned_are_told_once(void **state)
{
    (void)state;
    test_on_engines(telling);
}

/* ---- names ----------------------------------------------------------------------------------- */

static const char *named(struct cx *cx, const char *text)
{
    struct mention_book b;
    size_t at = 0, n = 0;
    assert_int_equal(mention_read(cx, PROJECT, &b), RC_OK);
    const int i = mention_next(cx, &b, str_of(text), &at, &n);
    if (i < 0) return "";
    return arena_printf(cx->arena, "%s|%.*s", b.v[i].account ? b.v[i].name : b.v[i].organisation,
                        (int)n, text + at);
}

static void names(struct cx *cx)
{
    begin(cx);
    assert_string_equal(named(cx, "see @Ana Kovač there"), "Ana Kovač|@Ana Kovač");
    assert_string_equal(named(cx, "(@ana kovac)"), "Ana Kovač|@ana kovac");
    assert_string_equal(named(cx, "@Ana Kovačević"), "Ana|@Ana");
    assert_string_equal(named(cx, "@Ana, and"), "Ana|@Ana");
    assert_string_equal(named(cx, "@Bojan Jovanovski!"), "Бојан Јовановски|@Bojan Jovanovski");
    assert_string_equal(named(cx, "@EHO and @DA"), "EHO|@EHO");
    assert_string_equal(named(cx, "mail me at x@ana.example"), "");
    assert_string_equal(named(cx, "@nobody @ @@"), "");

    struct object o;
    struct mentions m;
    assert_int_equal(object_there(cx, "report", 7, &o), RC_OK);
    people_sign_in(cx, who.account[ROLE_LEAD_COORDINATOR]);
    assert_int_equal(mention_find(cx, &o, "@Ana Kovač and @EHO: look, @Ana Kovač", &m), RC_OK);
    assert_int_equal(m.told.n, 0);
    assert_int_equal(m.n_blind, 2);
    assert_string_equal(m.blind[0], "Ana Kovač");
    assert_int_equal(object_there(cx, "activity", 7, &o), RC_OK);
    assert_int_equal(mention_find(cx, &o, "@EHO", &m), RC_OK);
    assert_int_equal(m.told.n, 2);
    assert_int_equal(m.n_blind, 0);
}
static void names_are_found_in_any_script(void **state)
{
    (void)state;
    test_on_engines(names);
}

/* ---- one's own, and others' ------------------------------------------------------------------ */

static void own(struct cx *cx)
{
    begin(cx);
    const stamp start = cx->now;
    const int64_t id = say(cx, "A word");
    struct comment_get_row c;
    bool found;
    assert_int_equal(comment_edit(cx, id, 1, "Another word"), RC_OK);
    assert_int_equal(comment_edit(cx, id, 1, "A third"), RC_STALE);
    assert_int_equal(comment_edit(cx, id, 2, ""), RC_INVALID);
    people_sign_in(cx, who.account[ROLE_LEAD_COORDINATOR]);
    assert_int_equal(comment_edit(cx, id, 2, "Mine"), RC_DENIED);
    assert_int_equal(comment_remove(cx, id), RC_DENIED);
    people_sign_in(cx, who.account[ROLE_AUDITOR]);
    assert_int_equal(comment_remove(cx, id), RC_DENIED);
    int64_t none = 0;
    const struct comment_input theirs = { .type = "activity", .object = 7, .body = "x" };
    assert_int_equal(add(cx, &theirs, &none), RC_DENIED);
    people_sign_in(cx, who.account[ROLE_PARTNER_COORDINATOR]);
    cx->now = start + COMMENT_EDIT_SECONDS + 1;
    assert_int_equal(comment_edit(cx, id, 2, "Too late"), RC_CONFLICT);
    assert_int_equal(comment_remove(cx, id), RC_OK);
    assert_int_equal(comment_remove(cx, id), RC_CONFLICT);
    assert_int_equal(comment_get(cx, id, &c, &found), RC_OK);
    assert_string_equal(c.body, "Another word");
    struct comment_list_rows rows;
    assert_int_equal(comment_list(cx, "activity", 7, &rows), RC_OK);
    assert_int_equal(rows.n, 1);
    assert_string_equal(rows.v[0].body, "");
}
static void only_the_author_changes_it_and_soon(void **state)
{
    (void)state;
    test_on_engines(own);
}

static void hidden(struct cx *cx)
{
    begin(cx);
    int64_t id = 0;
    struct object o;
    struct comment_input in = { .type = "report", .object = 7, .body = "?", .via = "web" };
    assert_int_equal(add(cx, &in, &id), RC_MISSING);
    people_sign_in(cx, who.account[ROLE_LEAD_COORDINATOR]);
    assert_int_equal(add(cx, &in, &id), RC_OK);
    assert_int_equal(comment_object(cx, id, &o), RC_OK);
    assert_int_equal(told(cx, id, ROLE_PARTNER_COORDINATOR, "comment"), 0);
    const int64_t theirs = id;
    people_sign_in(cx, who.account[ROLE_PARTNER_COORDINATOR]);
    assert_int_equal(comment_object(cx, id, &o), RC_MISSING);
    assert_int_equal(comment_edit(cx, id, 1, "x"), RC_MISSING);
    assert_int_equal(comment_remove(cx, id), RC_MISSING);
    in.type = "nothing";
    assert_int_equal(add(cx, &in, &id), RC_MISSING);
    in = (struct comment_input){ .type = "activity", .object = 7, .body = "x", .parent = theirs };
    assert_int_equal(add(cx, &in, &id), RC_INVALID);
}
static void a_partner_knows_nothing_of_anothers_thread(void **state)
{
    (void)state;
    test_on_engines(hidden);
}

/* ---- files ----------------------------------------------------------------------------------- */

static void files(struct cx *cx)
{
    begin(cx);
    int64_t id = 0;
    struct object o;
    struct scope_owner owner;
    const struct comment_file two[] = { { "a.txt", STR("one") }, { "b.txt", STR("two") } };
    const struct comment_input in = {
        .type = "activity", .object = 7, .via = "mail", .file = two, .n_files = 2
    };
    assert_int_equal(add(cx, &in, &id), RC_OK);
    const int64_t at = test_count(cx, "SELECT MIN(id) FROM attachment");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM attachment"), 2);
    assert_int_equal(attachment_object(cx, at, &o), RC_OK);
    assert_string_equal(o.type, "activity");
    assert_int_equal(attachment_scope(cx, (int64_t[4]){ at }, &owner), RC_OK);
    assert_int_equal(owner.partner, PARTNER_EHO);
    assert_int_equal(comment_remove(cx, id), RC_OK);
    assert_int_equal(attachment_object(cx, at, &o), RC_MISSING);
    const struct comment_input nothing = { .type = "activity", .object = 7, .via = "web" };
    assert_int_equal(add(cx, &nothing, &id), RC_INVALID);
}
static void files_come_along_and_go_with_it(void **state)
{
    (void)state;
    test_on_engines(files);
}

/* ---- what it is about -------------------------------------------------------------------------
 */

static void about(struct cx *cx)
{
    begin(cx);
    struct about_list list;
    const struct object two[] = { { .type = "activity", .id = 7 },
                                  { .type = "component", .id = 7 } };
    const struct object hidden_one[] = { { .type = "report", .id = 7 } };
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(about_set(cx, PROJECT, "project", 1, two, 2), RC_OK);
    assert_int_equal(about_set(cx, PROJECT, "project", 1, two, 2), RC_OK);
    assert_int_equal(db_end(cx, audit_add(cx, &(struct audit_entry){ .action = "x.y",
                                                                     .object_type = "project",
                                                                     .object_id = 1 })),
                     RC_OK);
    assert_int_equal(about_of(cx, "project", 1, &list), RC_OK);
    assert_int_equal(list.n, 2);
    assert_string_equal(list.v[0].type, "component");
    assert_string_equal(about_word(cx, &list.v[1]), "activity:7");
    assert_int_equal(about_from(cx, "activity", 7, &list), RC_OK);
    assert_int_equal(list.n, 1);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, about_set(cx, PROJECT, "project", 1, hidden_one, 1)), RC_INVALID);
    struct object o;
    assert_true(about_parse(cx, "budget_line:12", &o) && o.id == 12);
    assert_false(about_parse(cx, "budget_line:-1", &o));
    assert_false(about_parse(cx, "nothing:1", &o));
    assert_false(about_parse(cx, "activity", &o));
}
static void links_lead_both_ways(void **state)
{
    (void)state;
    test_on_engines(about);
}

/* ---- any order --------------------------------------------------------------------------------
 */

enum { STEPS = 120, MAILS = 40 };

/* Comments, edits, removals, mails that come twice, transactions that come to nothing, in random
 * order: what there is afterwards is what a plain list says. */
static void any_order(struct cx *cx)
{
    struct seeded r = { 20261125 };
    bool came[MAILS] = { false }, gone[STEPS + MAILS] = { false };
    int64_t ids[STEPS + MAILS], mail_id[MAILS];
    size_t n = 0, removed = 0;
    begin(cx);
    for (int i = 0; i < STEPS; i++) {
        const int64_t what = seeded_below(&r, 10);
        int64_t id = 0;
        struct comment_input in = { .type = "activity", .object = 7, .body = "x", .via = "mail" };
        if (what < 5) {
            const size_t m = (size_t)seeded_below(&r, MAILS);
            in.message_id = arena_printf(cx->arena, "<%zu@example.org>", m);
            assert_int_equal(add(cx, &in, &id), RC_OK);
            if (came[m])
                assert_int_equal(id, mail_id[m]);
            else
                ids[n++] = id;
            came[m] = true;
            mail_id[m] = id;
        } else if (what < 7) {
            assert_int_equal(db_begin(cx), RC_OK);
            assert_int_equal(comment_add(cx, &in, &id), RC_OK);
            assert_int_equal(db_end(cx, RC_CONFLICT), RC_CONFLICT);
        } else if (what == 7 || !n) {
            ids[n++] = say(cx, "y");
        } else {
            const size_t k = (size_t)seeded_below(&r, (int64_t)n);
            const enum rc want = gone[k] ? RC_CONFLICT : RC_OK;
            cx->problems = (struct problems){ 0 };
            if (what == 8) {
                const int64_t version = test_count(
                    cx, arena_printf(cx->arena, "SELECT version FROM comment WHERE id = %lld",
                                     (long long)ids[k]));
                assert_int_equal(comment_edit(cx, ids[k], version, "z"), want);
            } else {
                assert_int_equal(comment_remove(cx, ids[k]), want);
                removed += !gone[k];
                gone[k] = true;
            }
        }
    }
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM comment"), n);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM comment WHERE removed_at IS NOT NULL"),
                     removed);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM notice WHERE cause = 'comment.add' AND"
                                    " account_id = (SELECT id FROM account WHERE email_key ="
                                    " 'lead_coordinator@example.org')"),
                     n);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM search_entry WHERE type = 'comment'"),
                     n - removed);
}
static void nothing_said_is_lost_or_doubled(void **state)
{
    (void)state;
    test_on_engines(any_order);
}

TESTS(comment, cmocka_unit_test(those_concerned_are_told_once),
      cmocka_unit_test(names_are_found_in_any_script),
      cmocka_unit_test(only_the_author_changes_it_and_soon),
      cmocka_unit_test(a_partner_knows_nothing_of_anothers_thread),
      cmocka_unit_test(files_come_along_and_go_with_it), cmocka_unit_test(links_lead_both_ways),
      cmocka_unit_test(nothing_said_is_lost_or_doubled));

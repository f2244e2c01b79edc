/* SPDX-License-Identifier: EUPL-1.2 */
/* tray_test.c — what the secretariat does with mails that could not be placed: on things of its
 * own project alone, as people of the project or as who has no account; and what others read.
 */
#include "project/tray.h"

#include "consult/consult_write.h"
#include "consult/word.h"
#include "mail/inbound.h"
#include "mail/mail.h"
#include "mail/sign.h"
#include "meeting/meeting_inside.h"
#include "network/segment.h"
#include "tests/consult_try.h"
#include "tests/engine.h"
#include "tests/site.h"
#include "tests/t.h"

#include <string.h>

static const struct inbound_config cfg = { .address = "reply@kolo.local",
                                           .from = "kolo@kolo.local",
                                           .list = "kolo.local" };
#define TINA "tina@cnvos.local"

static void ok(enum rc rc) { assert_int_equal(rc, RC_OK); }

static const char *first_problem(const struct cx *cx)
{
    return cx->problems.first ? cx->problems.first->text : "";
}

/* A mail to ${to}, or to the plain address. */
static int64_t comes(struct cx *cx, const char *from, const char *to, const char *text)
{
    static int no;
    struct inbound_end end;
    const char *raw = arena_printf(cx->arena,
                                   "From: <%s>\r\nTo: <%s>\r\nSubject: Re\r\nMessage-ID: "
                                   "<tray-%d@away.local>\r\nContent-Type: text/plain; "
                                   "charset=utf-8\r\n\r\n%s\r\n",
                                   from, to ? to : cfg.address, ++no, text);
    cx->viewer = NULL;
    ok(inbound_take(cx, &cfg, str_of(raw), (int64_t)strlen(raw), INBOUND_PIPE, &end));
    assert_string_equal(end.state, INBOUND_TRAY);
    return end.id;
}

static const char *address_of(struct cx *cx, int64_t mail)
{
    const struct signed_word word = { .purpose = MAIL_REPLY, .number = { mail }, .n = 1 };
    const char *to;
    ok(sign_address(cx, cfg.address, &word, &to));
    return to;
}

static int64_t count(struct cx *cx, const char *what)
{
    return test_count(cx, arena_printf(cx->arena, "SELECT COUNT(*) FROM %s", what));
}

/* ---- where ----------------------------------------------------------------------------------- */

static enum rc place(struct cx *cx, const struct consult_try *t, int64_t mail, const char *type,
                     int64_t object, int64_t account)
{
    const struct tray_place to = { type, object, account };
    try_as(cx, t, TRY_CHAIR);
    return tray_place(cx, PROJECT, mail, &to);
}

/* The lead works in both projects, and so does EHO's coordinator. */
static void own_project(struct cx *cx)
{
    struct consult_try t;
    try_make(cx, &t, "consent");
    test_script(
        cx, arena_printf(cx->arena,
                         "UPDATE partner SET organisation_id = 2 WHERE id = 4;"
                         "INSERT INTO account_role (account_id, role, project_id,"
                         " organisation_id, granted_at) VALUES (%lld, 'partner_coordinator', 2, 2,"
                         " '2007-01-01T00:00:00Z')",
                         (long long)t.person[TRY_EHO]));
    const int64_t mail = comes(cx, "jelena@eho.local", NULL, "Please take this.");
    test_script(cx, "UPDATE inbound SET project_id = 1");
    assert_int_equal(place(cx, &t, mail, "project", ELSEWHERE, t.person[TRY_EHO]), RC_CONFLICT);
    assert_string_equal(first_problem(cx), "There is no such thing in this project.");
    /* As of what there is none of. */
    assert_int_equal(place(cx, &t, mail, "consultation", 4711, t.person[TRY_EHO]), RC_CONFLICT);
    assert_string_equal(first_problem(cx), "There is no such thing in this project.");
    assert_int_equal(place(cx, &t, mail, "nonsense", 1, t.person[TRY_EHO]), RC_CONFLICT);
    /* Each kind tells its project. */
    static const char *const other[] = {
        "UPDATE consultation SET project_id = 2",
        "UPDATE consultation SET project_id = 1",
    };
    try_open(cx, &t);
    const int64_t seat = try_seat(cx, &t, ORG_EHO);
    test_script(cx, other[0]);
    assert_int_equal(place(cx, &t, mail, "consultation", t.id, t.person[TRY_EHO]), RC_CONFLICT);
    assert_int_equal(place(cx, &t, mail, "consultation_seat", seat, t.person[TRY_EHO]),
                     RC_CONFLICT);
    test_script(cx, other[1]);
    assert_int_equal(count(cx, "comment"), 0);
    assert_int_equal(count(cx, "inbound WHERE state = 'placed'"), 0);
    /* Nobody of another project speaks here. */
    test_script(cx, "DELETE FROM account_role WHERE project_id = 1 AND account_id IN (SELECT id "
                    "FROM account WHERE email = 'da@example.org')");
    assert_int_equal(place(cx, &t, mail, "consultation", t.id, t.person[TRY_DA]), RC_INVALID);
    assert_string_equal(cx->problems.first->field, "account");
    ok(place(cx, &t, mail, "consultation", t.id, t.person[TRY_EHO]));
    assert_int_equal(count(cx, "comment WHERE object_type = 'consultation' AND via = 'mail'"), 1);
    assert_int_equal(count(cx, "audit WHERE action = 'inbound.placed' AND project_id = 1"), 1);
}

static void it_is_placed_in_its_own_project(void **state)
{
    (void)state;
    test_on_engines(own_project);
}

/* ---- who has no account ---------------------------------------------------------------------- */

static void ask_segment(struct cx *cx, struct consult_try *t)
{
    const struct segment_input in = { .name = "Slovenia",
                                      .country = (const char *const[]){ "SI" },
                                      .n_countries = 1 };
    int64_t segment;
    try_make(cx, t, "simple_majority");
    test_script(cx, "UPDATE organisation SET country = 'SI', contact_name = 'Tina Divjak',"
                    " contact_email = 'Tina@CNVOS.local', contact_lang = 'en' WHERE id = 4");
    try_as(cx, t, TRY_CHAIR);
    ok(segment_add(cx, &in, &segment));
    const struct consult_input asked = { .title = "The law on associations",
                                         .question = "Do we sign the letter?",
                                         .kind = "question",
                                         .segment = segment,
                                         .rule = "simple_majority",
                                         .closes_at = t->closes_at };
    ok(consult_add(cx, PROJECT, &asked, &t->id));
    try_open(cx, t);
}

static void contact(struct cx *cx)
{
    struct consult_try t;
    ask_segment(cx, &t);
    const int64_t seat = try_seat(cx, &t, ORG_CNVOS);
    const int64_t mine = comes(cx, TINA, NULL, "Yes: we sign."),
                  other = comes(cx, "boris@cnvos.local", NULL, "No: we do not.");
    test_script(cx, "UPDATE inbound SET project_id = 1");
    assert_int_equal(place(cx, &t, other, "consultation", t.id, 0), RC_INVALID);
    assert_string_equal(cx->problems.first->field, "account");
    assert_non_null(strstr(first_problem(cx), "boris@cnvos.local is not among those"));
    /* Nor by the word for the seat itself. */
    assert_int_equal(place(cx, &t, other, "consultation_contact", seat, 0), RC_INVALID);
    assert_int_equal(place(cx, &t, mine, "project", PROJECT, 0), RC_INVALID);
    assert_int_equal(count(cx, "consultation_position"), 0);
    ok(place(cx, &t, mine, "consultation", t.id, 0));
    assert_int_equal(count(cx, "consultation_position WHERE choice = 'support' AND speaker = "
                               "'Tina Divjak' AND via = 'mail'"),
                     1);
    assert_int_equal(count(cx, "inbound WHERE state = 'placed' AND object_type = 'consultation' "
                               "AND note = 'as a contribution of Tina Divjak'"),
                     1);
    assert_int_equal(count(cx, "audit WHERE action = 'position.take' AND actor = 'Tina Divjak'"),
                     1);
    /* What is closed is closed for them as well. */
    const int64_t late = comes(cx, TINA, NULL, "No: late.");
    test_script(cx, "UPDATE inbound SET project_id = 1");
    cx->now = t.closes_at + 60;
    assert_int_equal(place(cx, &t, late, "consultation", t.id, 0), RC_CONFLICT);
    assert_non_null(strstr(first_problem(cx), "is closed"));
}

static void guest(struct cx *cx)
{
    struct consult_try t;
    struct person_list_row p;
    struct slot_list_rows slots;
    int64_t meeting, person;
    bool found;
    try_make(cx, &t, "consent");
    const struct slot_input slot = { cx->now + 86400, NULL, NULL };
    try_as(cx, &t, TRY_CHAIR);
    ok(meeting_add(
        cx, PROJECT,
        &(struct meeting_input){ .title = "Autumn", .minutes = 60, .slot = &slot, .n_slots = 1 },
        &meeting));
    ok(meeting_guest(cx, meeting, &(struct guest_input){ "Vera", "Vera@out.local", 0, "en" },
                     &person));
    ok(slot_list(cx, meeting, &slots));
    ok(meeting_fix(cx, meeting, 1, slots.v[0].id));
    const int64_t mail = comes(cx, "vera@out.local", NULL, "Yes");
    test_script(cx, "UPDATE inbound SET project_id = 1");
    ok(place(cx, &t, mail, "meeting", meeting, 0));
    ok(person_get(cx, meeting, person, &p, &found));
    assert_string_equal(p.answer, "accepted");
    assert_string_equal(p.answered_by, "mail");
    assert_int_equal(count(cx, "inbound WHERE state = 'placed' AND object_type = 'meeting'"), 1);
}

static void who_has_no_account_is_placed_by_address(void **state)
{
    (void)state;
    test_on_engines(contact);
    test_on_engines(guest);
}

/* ---- nothing in it --------------------------------------------------------------------------- */

static void empty(struct cx *cx)
{
    struct consult_try t;
    try_make(cx, &t, "consent");
    try_open(cx, &t);
    const int64_t ours = test_count(cx, "SELECT MAX(id) FROM mail WHERE cause = "
                                        "'consultation.open' AND address = 'da@example.org'");
    const int64_t quoted =
        comes(cx, "da@example.org", address_of(cx, ours),
              "\r\nOn 1 Aug 2007, at 14:20, Kolo wrote:\r\n> Your position?\r\n");
    const int64_t plain = comes(cx, "da@example.org", NULL, "\r\n-- \r\nDA\r\n");
    assert_int_equal(count(cx, "inbound WHERE reason = 'empty' AND body = ''"), 2);
    assert_int_equal(count(cx, "comment"), 0);
    assert_int_equal(count(cx, "mail WHERE cause = 'inbound.tray' AND body LIKE '%above the "
                               "quotation%'"),
                     1);
    const int64_t both[] = { quoted, plain };
    for (int i = 0; i < 2; i++) {
        assert_int_equal(place(cx, &t, both[i], "consultation", t.id, t.person[TRY_DA]),
                         RC_CONFLICT);
        assert_string_equal(first_problem(cx), "There is nothing in it.");
    }
    /* Of one too large the headers alone are here: that is another reason. */
    test_script(cx, "UPDATE inbound SET reason = 'large', project_id = 1");
    assert_int_equal(place(cx, &t, plain, "consultation", t.id, t.person[TRY_DA]), RC_CONFLICT);
    assert_non_null(strstr(first_problem(cx), "only its headers are here"));
}

static void an_empty_mail_says_so(void **state)
{
    (void)state;
    test_on_engines(empty);
}

/* ---- what is read ---------------------------------------------------------------------------- */

static const char *link_in(struct cx *cx, const char *body)
{
    const char *at = strstr(body, "](/");
    assert_non_null(at);
    return arena_str(cx->arena, (str){ at + 2, strcspn(at + 2, ")") });
}

/* A guest quotes their links; the secretariat, and who reads the trail, act by none of them. */
static void no_links(struct cx *cx)
{
    struct consult_try t;
    struct browser lead = { 0 }, auditor = { 0 };
    struct consult_get_row c;
    const char *links;
    ask_segment(cx, &t);
    ok(consult_get(cx, t.id, &c));
    ok(consult_links(cx, &c, try_seat(cx, &t, ORG_CNVOS), 0, &links));
    const int64_t ours = test_count(cx, "SELECT MAX(id) FROM mail WHERE address = '" TINA
                                        "' OR address = 'Tina@CNVOS.local'");
    const char *link = link_in(cx, links), *to = address_of(cx, ours);
    const char *word = strrchr(link, '/') + 1, *answer = strchr(to, '+') + 1;
    const int64_t mail = comes(
        cx, "boris@cnvos.local", to,
        arena_printf(cx->arena, "What is this?\r\nhttps://kolo.local%s.\r\n\r\n> From <%s>\r\n",
                     link, to));
    test_script(cx, "UPDATE mail SET path = (SELECT '/invitation/' || '1.0-0-"
                    "0123456789abcdef01234567')");
    site_sign_in(cx, &lead, t.person[TRY_CHAIR]);
    site_sign_in(cx, &auditor, t.people.account[ROLE_AUDITOR]);
    const char *path = arena_printf(cx->arena, "/p/1/tray/%lld", (long long)mail),
               *api = arena_printf(cx->arena, "/api/v1%s", path);
    const char *const pages[] = { path, api, "/p/1/tray", "/api/v1/p/1/tray", "/p/1/tray.csv" };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct browser *both[] = { &lead, &auditor };
        for (int k = 0; k < 2; k++) {
            struct answer a = site_get(cx, both[k], pages[i]);
            assert_int_equal(a.status, 200);
            assert_hides(a, word);
            assert_hides(a, arena_str(cx->arena, (str){ answer, strcspn(answer, "@") }));
            assert_hides(a, "0123456789abcdef01234567");
        }
    }
    assert_shows(site_get(cx, &auditor, path), "What is this?");
    /* The mail as it came has them, so it is for who places it. */
    const char *file = arena_printf(cx->arena, "%s/file/%lld", path,
                                    (long long)test_count(cx, "SELECT MIN(id) FROM attachment WHERE"
                                                              " object_type = 'inbound'"));
    assert_int_equal(site_get(cx, &auditor, file).status, 403);
    assert_hides(site_get(cx, &auditor, path), file);
    assert_int_equal(site_get(cx, &lead, file).status, 200);
    assert_shows(site_get(cx, &lead, path), file);
}

static void nobody_reads_acting_links(void **state)
{
    (void)state;
    test_on_engines(no_links);
}

/* ---- the form -------------------------------------------------------------------------------- */

static void form(struct cx *cx)
{
    struct consult_try t;
    struct browser b = { 0 };
    ask_segment(cx, &t);
    const int64_t ours = test_count(cx, "SELECT MAX(id) FROM mail WHERE account_id IS NULL");
    cx->now += 1;
    test_script(cx, "UPDATE consultation_seat SET contact_email = 'tina@new.local'");
    const int64_t mail = comes(cx, "tina@new.local", address_of(cx, ours), "Yes");
    site_sign_in(cx, &b, t.person[TRY_CHAIR]);
    struct answer a = site_get(cx, &b, arena_printf(cx->arena, "/p/1/tray/%lld", (long long)mail));
    assert_shows(a, arena_printf(cx->arena,
                                 "value=\"consultation:%lld\" required checked><span>Consultation: "
                                 "The law on associations</span>",
                                 (long long)t.id));
    assert_shows(a,
                 "<option value=\"sender\" selected>tina@new.local, who has no account</option>");
    assert_shows(a, "<legend>What it is about</legend>");
    assert_hides(a, "The whole text, with what it quotes"); /* it is the same */
    assert_shows(a, "Whose contribution it is</label>");
    assert_hides(a, "consultation_contact");
    assert_true(a.statements <= 20);
    a = site_post(
        cx, &b, arena_printf(cx->arena, "/p/1/tray/%lld/place", (long long)mail),
        arena_printf(cx->arena, "about=consultation:%lld&account=sender", (long long)t.id));
    assert_int_equal(a.status, 303);
    assert_int_equal(count(cx, "consultation_position WHERE choice = 'support'"), 1);
}

static void the_form_names_things(void **state)
{
    (void)state;
    test_on_engines(form);
}

TESTS(tray, cmocka_unit_test(it_is_placed_in_its_own_project),
      cmocka_unit_test(who_has_no_account_is_placed_by_address),
      cmocka_unit_test(an_empty_mail_says_so), cmocka_unit_test(nobody_reads_acting_links),
      cmocka_unit_test(the_form_names_things));

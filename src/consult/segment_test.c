/* SPDX-License-Identifier: EUPL-1.2 */
/* segment_test.c — a segment of the network is asked: its contacts have no account and take part by
 * mail and by links; and the mail by which a member speaks for an absent one.
 */
#include "network/segment.h"

#include "consult/consult_write.h"
#include "consult/contact.h"
#include "consult/word.h"
#include "mail/inbound.h"
#include "mail/mail.h"
#include "mail/sign.h"
#include "store/audit.h"
#include "store/db.h"
#include "tests/consult_try.h"
#include "tests/engine.h"
#include "tests/site.h"
#include "tests/t.h"

#include <string.h>

static const struct inbound_config cfg = { .address = "reply@kolo.local",
                                           .from = "kolo@kolo.local",
                                           .list = "kolo.local" };
#define TINA "tina@cnvos.local"

/* Everybody of Slovenia and whoever has people here: CNVOS has a contact, MUTE has none, and EHO
 * speaks through its coordinator. */
static int64_t segment_of(struct cx *cx, struct consult_try *t)
{
    const int64_t eho = ORG_EHO;
    const struct segment_input in = { .name = "Members in Slovenia",
                                      .country = (const char *const[]){ "SI" },
                                      .n_countries = 1,
                                      .in = &eho,
                                      .n_in = 1 };
    int64_t id;
    test_script(cx, "INSERT INTO organisation (short_name, name, name_latin, country, city,"
                    " sort_key) VALUES ('MUTE', 'Mute', 'Mute', 'SI', 'Maribor', 'mute')");
    test_script(cx, "UPDATE organisation SET country = 'SI', contact_name = 'Tina Divjak',"
                    " contact_email = '" TINA "', contact_lang = 'sr' WHERE id = 4");
    try_as(cx, t, TRY_CHAIR);
    assert_int_equal(segment_add(cx, &in, &id), RC_OK);
    return id;
}

static void ask(struct cx *cx, struct consult_try *t, const char *rule)
{
    try_make(cx, t, rule);
    const int64_t segment = segment_of(cx, t);
    const struct consult_input in = { .title = "The law on associations",
                                      .question = "Do we sign the letter?",
                                      .kind = "document",
                                      .text = "We ask the parliament to **listen**.",
                                      .segment = segment,
                                      .rule = rule,
                                      .closes_at = t->closes_at };
    assert_int_equal(consult_add(cx, PROJECT, &in, &t->id), RC_OK);
}

static int64_t mails(struct cx *cx, const char *cause)
{
    return test_count(cx, arena_printf(cx->arena,
                                       "SELECT COUNT(*) FROM mail WHERE address = '" TINA
                                       "' AND account_id IS NULL AND cause = '%s'",
                                       cause));
}

static struct inbound_end answer(struct cx *cx, int64_t mail, const char *from, const char *text)
{
    static int no;
    struct inbound_end end;
    const char *to;
    const struct signed_word word = { .purpose = MAIL_REPLY, .number = { mail }, .n = 1 };
    assert_int_equal(sign_address(cx, cfg.address, &word, &to), RC_OK);
    const char *raw = arena_printf(cx->arena,
                                   "From: <%s>\r\nTo: <%s>\r\nSubject: Re\r\nMessage-ID: "
                                   "<%d@away.local>\r\nContent-Type: text/plain; charset=utf-8"
                                   "\r\n\r\n%s\r\n",
                                   from, to, ++no, text);
    cx->viewer = NULL;
    assert_int_equal(inbound_take(cx, &cfg, str_of(raw), (int64_t)strlen(raw), INBOUND_PIPE, &end),
                     RC_OK);
    return end;
}

static int64_t mail_of(struct cx *cx, const char *address, const char *cause)
{
    int64_t id = test_count(cx, arena_printf(cx->arena,
                                             "SELECT MAX(id) FROM mail WHERE address = '%s' AND"
                                             " cause = '%s'",
                                             address, cause));
    assert_true(id > 0);
    return id;
}

static const struct consult_seats_row *seat_row(struct cx *cx, const struct consult_try *t,
                                                int64_t organisation)
{
    struct consult_count k;
    try_count(cx, t, &k);
    for (size_t i = 0; i < k.seats.n; i++)
        if (k.seats.v[i].organisation == organisation) {
            struct consult_seats_row *row = arena_array(cx->arena, struct consult_seats_row, 1);
            *row = k.seats.v[i];
            return row;
        }
    return NULL;
}

/* ---- a contact ------------------------------------------------------------------------------- */

static void the_seats_are_of_that_day(struct cx *cx)
{
    struct consult_try t;
    struct consult_count k;
    ask(cx, &t, "simple_majority");
    try_open(cx, &t);
    try_count(cx, &t, &k);
    assert_int_equal(k.seats.n, 2); /* EHO and CNVOS; MUTE cannot be heard */
    assert_string_equal(seat_row(cx, &t, ORG_CNVOS)->contact_email, TINA);
    assert_string_equal(seat_row(cx, &t, ORG_EHO)->contact_email, "");
    /* Later changes of the segment and of the contact change nothing in it. */
    test_script(cx, "DELETE FROM segment_country; UPDATE organisation SET contact_email ="
                    " 'other@cnvos.local' WHERE id = 4");
    try_count(cx, &t, &k);
    assert_int_equal(k.seats.n, 2);
    assert_string_equal(seat_row(cx, &t, ORG_CNVOS)->contact_email, TINA);
}

/* A segment that is asked, by a draft too, cannot go; one that nobody asks takes its picks along.
 */
static void asked_it_stays(struct cx *cx)
{
    struct consult_try t;
    ask(cx, &t, "consent");
    const int64_t segment = test_count(cx, "SELECT MAX(segment_id) FROM consultation");
    assert_int_equal(segment_remove(cx, segment), RC_CONFLICT);
    assert_non_null(strstr(problem_of(cx, ""), "1 consultation asks it"));
    try_open(cx, &t);
    assert_int_equal(segment_remove(cx, segment), RC_CONFLICT);
    test_script(cx, "UPDATE consultation SET segment_id = NULL");
    assert_int_equal(segment_remove(cx, segment), RC_OK);
    assert_int_equal(test_count(cx, "SELECT (SELECT COUNT(*) FROM segment_pick)"
                                    " + (SELECT COUNT(*) FROM segment_country)"
                                    " + (SELECT COUNT(*) FROM segment)"),
                     0);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE action = 'segment.remove'"),
                     1);
    assert_int_equal(segment_remove(cx, segment), RC_MISSING);
}

static void nobody_to_be_heard(struct cx *cx)
{
    struct consult_try t;
    ask(cx, &t, "consent");
    test_script(cx, "DELETE FROM segment_pick; UPDATE organisation SET contact_email = ''");
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_open(cx, t.id, 0, t.closes_at), RC_CONFLICT);
    assert_non_null(strstr(cx->problems.first->text, "has an address"));
    const struct consult_input secret = { .title = "Who speaks",
                                          .question = "Ana?",
                                          .kind = "question",
                                          .segment = 1,
                                          .rule = "simple_majority",
                                          .secret = true,
                                          .closes_at = t.closes_at };
    int64_t id;
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_add(cx, PROJECT, &secret, &id), RC_INVALID);
    assert_string_equal(cx->problems.first->field, "secret");
}

static void a_contact_answers_by_mail(struct cx *cx)
{
    struct consult_try t;
    ask(cx, &t, "consent");
    try_open(cx, &t);
    assert_int_equal(mails(cx, "consultation.open"), 1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE address = '" TINA
                                    "' AND body LIKE '%**listen**%' AND lang = 'sr' AND subject"
                                    " LIKE 'Vaš stav%'"),
                     1);
    const int64_t mail = mail_of(cx, TINA, "consultation.open");
    /* From another address it lies in the tray; nobody has spoken. */
    struct inbound_end end = answer(cx, mail, "boris@cnvos.local", "protiv: ne");
    assert_string_equal(end.state, INBOUND_TRAY);
    assert_string_equal(end.reason, "stranger");
    assert_string_equal(seat_row(cx, &t, ORG_CNVOS)->choice, "");
    /* Without a word it is a comment under their name, and they are told how. */
    end = answer(cx, mail, TINA, "Who wrote this?");
    assert_string_equal(end.state, INBOUND_PLACED);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM comment WHERE author = 'Tina Divjak' AND"
                                    " organisation = 'CNVOS' AND via = 'mail' AND account_id IS"
                                    " NULL AND body = 'Who wrote this?'"),
                     1);
    assert_int_equal(mails(cx, "consultation.how"), 1);
    end = answer(cx, mail, "Tina@CNVOS.local", "Za: tako je.");
    assert_string_equal(end.state, INBOUND_PLACED);
    const struct consult_seats_row *s = seat_row(cx, &t, ORG_CNVOS);
    assert_string_equal(s->choice, "support");
    assert_string_equal(s->reason, "tako je.");
    assert_string_equal(s->speaker, "Tina Divjak");
    assert_string_equal(s->via, "mail");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE action = 'position.take' AND"
                                    " actor = 'Tina Divjak'"),
                     1);
}

static void a_contact_hears_to_the_end(struct cx *cx)
{
    struct consult_try t;
    struct consult_get_row c;
    int64_t decision;
    ask(cx, &t, "consent");
    try_open(cx, &t);
    const int64_t mail = mail_of(cx, TINA, "consultation.open");
    try_due(cx, t.closes_at - 2 * 86400);
    assert_int_equal(mails(cx, "consultation.remind"), 1);
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_extend(cx, t.id, 0, t.closes_at + 86400, "Holidays."), RC_OK);
    assert_int_equal(mails(cx, "consultation.extend"), 1);
    answer(cx, mail, TINA, "Ne: prekratko.");
    assert_string_equal(seat_row(cx, &t, ORG_CNVOS)->choice, "object");
    answer(cx, mail, TINA, "Da");
    assert_string_equal(seat_row(cx, &t, ORG_CNVOS)->choice, "support");
    /* Who has spoken is not reminded again. */
    try_due(cx, t.closes_at + 86400 - 3600);
    assert_int_equal(mails(cx, "consultation.remind"), 1);
    try_due(cx, t.closes_at + 86400 + 60);
    assert_int_equal(mails(cx, "consultation.close"), 1);
    struct inbound_end end = answer(cx, mail, TINA, "protiv: kasno");
    assert_string_equal(end.state, INBOUND_TRAY);
    assert_string_equal(end.reason, "refused");
    assert_int_equal(mails(cx, "inbound.tray"), 1);
    assert_string_equal(seat_row(cx, &t, ORG_CNVOS)->choice, "support");
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_get(cx, t.id, &c), RC_OK);
    const struct consult_decision d = { .decided = "The letter is signed." };
    assert_int_equal(consult_decide(cx, t.id, c.version, &d, &decision), RC_OK);
    assert_int_equal(mails(cx, "consultation.decide"), 1);
    assert_int_equal(
        test_count(cx, "SELECT COUNT(*) FROM mail WHERE cause = 'consultation.decide'"), 1);
}

static void a_contact_presses_a_link(struct cx *cx)
{
    struct consult_try t;
    struct consult_get_row c;
    struct browser b = { 0 };
    const char *links;
    ask(cx, &t, "consent");
    try_open(cx, &t);
    assert_int_equal(consult_get(cx, t.id, &c), RC_OK);
    const int64_t seat = try_seat(cx, &t, ORG_CNVOS), other = try_seat(cx, &t, ORG_EHO);
    assert_int_equal(consult_links(cx, &c, seat, 0, &links), RC_OK);
    const char *at = strchr(links, '(') + 1,
               *link = arena_str(cx->arena, (str){ at, strcspn(at, ")") });
    cx->viewer = NULL;
    struct answer a = site_get(cx, &b, link);
    assert_int_equal(a.status, 200);
    assert_shows(a, "<strong>listen</strong>");
    assert_hides(a, "Open the whole consultation");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM consultation_position"), 0);
    assert_int_equal(site_post(cx, &b, link, "reason=Good").status, 303);
    assert_string_equal(seat_row(cx, &t, ORG_CNVOS)->via, "link");
    assert_string_equal(seat_row(cx, &t, ORG_CNVOS)->speaker, "Tina Divjak");
    /* A seat with people of its own has no contact, whatever is signed. */
    assert_int_equal(consult_links(cx, &c, other, 0, &links), RC_OK);
    at = strchr(links, '(') + 1;
    assert_int_equal(site_get(cx, &b, arena_str(cx->arena, (str){ at, strcspn(at, ")") })).status,
                     404);
}

/* A link that serves no more shows neither what was asked nor the document: who finds an old mail
 * later reads nothing by it. */
static void an_old_link_shows_nothing(struct cx *cx)
{
    struct consult_try t;
    struct consult_get_row c;
    struct browser b = { 0 };
    const char *links;
    ask(cx, &t, "consent");
    try_open(cx, &t);
    assert_int_equal(consult_get(cx, t.id, &c), RC_OK);
    assert_int_equal(consult_links(cx, &c, try_seat(cx, &t, ORG_CNVOS), 0, &links), RC_OK);
    const char *at = strchr(links, '(') + 1,
               *link = arena_str(cx->arena, (str){ at, strcspn(at, ")") });
    cx->viewer = NULL;
    struct answer a = site_get(cx, &b, link);
    assert_shows(a, "<strong>listen</strong>");
    assert_shows(a, "Do we sign");
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_withdraw(cx, t.id, 0, "A mistake."), RC_OK);
    cx->viewer = NULL;
    a = site_get(cx, &b, link);
    assert_int_equal(a.status, 200);
    assert_shows(a, "nothing can be said any more");
    assert_hides(a, "listen");
    assert_hides(a, "Do we sign");
    test_script(cx,
                "UPDATE consultation SET state = 'open'; UPDATE consultation_round SET closed_at"
                " = NULL");
    assert_shows(site_get(cx, &b, link), "<strong>listen</strong>");
    cx->now = t.closes_at + 60;
    a = site_get(cx, &b, link);
    assert_hides(a, "listen");
    assert_hides(a, "Do we sign");
}

/* ---- who was not reached ----------------------------------------------------------------------
 */

static void mail_is(struct cx *cx, const char *state)
{
    test_script(cx, arena_printf(cx->arena,
                                 "UPDATE mail SET state = '%s', trouble = 'no such user' WHERE"
                                 " address = '" TINA "'",
                                 state));
}

static const char *shown(struct cx *cx, const struct consult_try *t)
{
    struct browser b = { 0 };
    site_sign_in(cx, &b, t->person[TRY_CHAIR]);
    const struct answer a =
        site_get(cx, &b, arena_printf(cx->arena, "/consultation/%lld", (long long)t->id));
    assert_int_equal(a.status, 200);
    return strstr(a.body, "was not reached</")           ? "failed"
           : strstr(a.body, "the mail has not gone yet") ? "waiting"
                                                         : "";
}

/* Silence of who never got the question is no agreement: the round waits for its chair. */
static void silence_of_the_unreached_is_none(struct cx *cx)
{
    static const char *const states[] = { "failed", "bounced", "suppressed", "unclear", "waiting" };
    struct consult_try t;
    struct consult_get_row c;
    struct consult_count k;
    int64_t decision;
    ask(cx, &t, "silence");
    try_open(cx, &t);
    mail_is(cx, "sent");
    assert_string_equal(shown(cx, &t), "");
    try_count(cx, &t, &k);
    assert_int_equal(k.tally.unreached, 0);
    assert_int_equal(k.tally.in_favour, 2);
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        mail_is(cx, states[i]);
        try_count(cx, &t, &k);
        assert_int_equal(k.tally.unreached, 1);
        assert_int_equal(k.tally.in_favour, 1);
        assert_string_equal(shown(cx, &t), i == 4 ? "waiting" : "failed");
    }
    mail_is(cx, "bounced");
    try_due(cx, t.closes_at + 60);
    assert_int_equal(consult_get(cx, t.id, &c), RC_OK);
    assert_string_equal(c.state, "closed");
    assert_string_equal(shown(cx, &t), "failed");
    /* A round that is over stays as it was. */
    mail_is(cx, "sent");
    assert_string_equal(shown(cx, &t), "failed");
    struct consult_decision d = { .decided = "The letter is signed." };
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_decide(cx, t.id, c.version, &d, &decision), RC_INVALID);
    assert_string_equal(cx->problems.first->field, "why_open");
    assert_non_null(strstr(cx->problems.first->text, "was not reached"));
    d.why_open = "They said so on the phone.";
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(consult_decide(cx, t.id, c.version, &d, &decision), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM decision WHERE outcome = 'adopted' AND"
                                    " figures LIKE '%\"unreached\":1%' AND reasons LIKE"
                                    " '%not reached%phone%'"),
                     1);
}

static void who_was_reached_agrees_by_silence(struct cx *cx)
{
    struct consult_try t;
    struct consult_get_row c;
    ask(cx, &t, "silence");
    try_open(cx, &t);
    mail_is(cx, "sent");
    try_due(cx, t.closes_at + 60);
    assert_int_equal(consult_get(cx, t.id, &c), RC_OK);
    assert_string_equal(c.state, "decided");
    /* It came back after the closing: the decision stands, and so does what it says. */
    mail_is(cx, "bounced");
    assert_string_equal(shown(cx, &t), "");
}

/* Who has spoken was reached, however its mails fared. */
static void who_speaks_was_reached(struct cx *cx)
{
    struct consult_try t;
    struct consult_get_row c;
    ask(cx, &t, "silence");
    try_open(cx, &t);
    const int64_t mail = mail_of(cx, TINA, "consultation.open");
    answer(cx, mail, TINA, "Da");
    mail_is(cx, "bounced");
    assert_string_equal(shown(cx, &t), "");
    try_due(cx, t.closes_at + 60);
    assert_int_equal(consult_get(cx, t.id, &c), RC_OK);
    assert_string_equal(c.state, "decided");
}

static const char *seen_by(struct cx *cx, const struct consult_try *t, enum try_person who)
{
    struct browser b = { 0 };
    site_sign_in(cx, &b, t->person[who]);
    const struct answer a =
        site_get(cx, &b, arena_printf(cx->arena, "/consultation/%lld", (long long)t->id));
    assert_int_equal(a.status, 200);
    return a.body;
}

static struct answer as_data(struct cx *cx, const struct consult_try *t, enum try_person who)
{
    struct browser b = { 0 };
    site_sign_in(cx, &b, t->person[who]);
    return site_get(cx, &b, arena_printf(cx->arena, "/api/v1/consultation/%lld", (long long)t->id));
}

/* One click, by whoever has the mail, without signing in: no more mails about consultations, while
 * all else that goes to the address goes on; and it can be taken back. */
static void a_contact_ends_its_mails(struct cx *cx)
{
    struct consult_try t;
    struct consult_get_row c;
    struct browser b = { 0 }, program = { .headers = "Origin: https://mail.example\n" };
    const char *path;
    ask(cx, &t, "silence");
    try_open(cx, &t);
    const int64_t mail = mail_of(cx, TINA, "consultation.open");
    assert_int_equal(contact_mails_path(cx, try_seat(cx, &t, ORG_CNVOS), 0, &path), RC_OK);
    assert_int_equal(test_count(cx, arena_printf(cx->arena,
                                                 "SELECT COUNT(*) FROM mail WHERE id = %lld AND"
                                                 " unsubscribe = '%s'",
                                                 (long long)mail, path)),
                     1);
    cx->viewer = NULL;
    struct answer a = site_get(cx, &b, path);
    assert_int_equal(a.status, 200);
    assert_shows(a, "t…@cnvos.local");
    assert_hides(a, TINA);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail_unwanted"), 0);
    for (int i = 0; i < 2; i++)
        assert_int_equal(site_post(cx, &program, path, "List-Unsubscribe=One-Click").status, 200);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE action ="
                                    " 'contact.unsubscribe' AND actor = 'Tina Divjak'"),
                     1);
    /* What waits stays here, and so does what comes; what it must have goes. */
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE address = '" TINA
                                    "' AND state = 'suppressed'"),
                     1);
    test_script(cx, "UPDATE mail SET state = 'sent' WHERE address = '" TINA "'");
    assert_string_equal(seat_row(cx, &t, ORG_CNVOS)->unreached, "unsubscribed");
    assert_non_null(strstr(seen_by(cx, &t, TRY_CHAIR), "does not want mails</"));
    assert_non_null(strstr(seen_by(cx, &t, TRY_EHO), "was not reached</"));
    assert_null(strstr(seen_by(cx, &t, TRY_EHO), "does not want mails"));
    assert_shows(as_data(cx, &t, TRY_CHAIR), "unsubscribed");
    assert_hides(as_data(cx, &t, TRY_EHO), "unsubscribed");
    try_due(cx, t.closes_at - 2 * 86400);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE address = '" TINA "' AND cause"
                                    " = 'consultation.remind' AND state = 'suppressed'"),
                     1);
    answer(cx, mail, TINA, "What is this?");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE address = '" TINA "' AND cause"
                                    " = 'consultation.how' AND state = 'waiting'"),
                     1);
    /* Its silence is no agreement. */
    test_script(cx, "UPDATE comment SET removed_at = said_at");
    try_due(cx, t.closes_at + 60);
    assert_int_equal(consult_get(cx, t.id, &c), RC_OK);
    assert_string_equal(c.state, "closed");
    assert_non_null(strstr(seen_by(cx, &t, TRY_CHAIR), "does not want mails</"));
    a = site_post(cx, &b, path, "act=back");
    assert_int_equal(a.status, 200);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail_unwanted"), 0);
    assert_string_equal(seat_row(cx, &t, ORG_CNVOS)->unreached, "unsubscribed");
    char *forged = arena_dup(cx->arena, path);
    char *end = forged + strlen(forged) - 1;
    *end = *end == 'a' ? 'b' : 'a';
    assert_int_equal(site_post(cx, &b, forged, "act=end").status, 404);
    assert_int_equal(site_get(cx, &b, "/contact-mails/x").status, 404);
}

/* A person of the project does not send it against that wish, and an account of the same address
 * hears as before. */
static void a_wish_is_its_owners(struct cx *cx)
{
    struct consult_try t;
    struct browser b = { 0 };
    ask(cx, &t, "silence");
    try_open(cx, &t);
    const int64_t mail = mail_of(cx, TINA, "consultation.open");
    const struct mail own = { .cause = "test",
                              .cause_key = "1",
                              .account = t.person[TRY_EHO],
                              .address = TINA,
                              .name = "Tina",
                              .lang = "en",
                              .subject = "S",
                              .body = "B",
                              .path = "",
                              .thread = "t",
                              .unsubscribe = "/u/1" };
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(mail_add(cx, &own), RC_OK);
    assert_int_equal(mail_unwant(cx, "TINA@cnvos.local", true), RC_OK);
    assert_int_equal(audit_add(cx, &(struct audit_entry){ .action = "test.make",
                                                          .object_type = "mail",
                                                          .object_id = mail }),
                     RC_OK);
    assert_int_equal(db_end(cx, RC_OK), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE address = '" TINA
                                    "' AND state = 'waiting'"),
                     1);
    site_sign_in(cx, &b, t.person[TRY_CHAIR]);
    const char *path = arena_printf(cx->arena, "/p/%d/mail/%lld", PROJECT, (long long)mail);
    assert_hides(site_get(cx, &b, path), "/again");
    const struct answer a = site_post(cx, &b, arena_printf(cx->arena, "%s/again", path), "");
    assert_int_equal(a.status, 409);
    assert_shows(a, "wants no more of these mails");
}

/* ---- for an absent member -------------------------------------------------------------------- */

static void a_proxy_is_used_by_mail(struct cx *cx)
{
    struct consult_try t;
    try_make(cx, &t, "consent");
    try_open(cx, &t);
    const int64_t eho = try_seat(cx, &t, ORG_EHO), das = try_seat(cx, &t, ORG_DA);
    try_as(cx, &t, TRY_EHO);
    assert_int_equal(seat_proxy(cx, eho, das, "On leave."), RC_OK);
    const int64_t mail = mail_of(cx, "da@example.org", "consultation.voice");
    struct inbound_end end = answer(cx, mail, "da@example.org", "Support: as they told us.");
    assert_string_equal(end.state, INBOUND_PLACED);
    const struct consult_seats_row *s = seat_row(cx, &t, ORG_EHO);
    assert_string_equal(s->choice, "support");
    assert_true(s->for_proxy);
    /* It is not their own position, which its own mail gives. */
    assert_string_equal(seat_row(cx, &t, ORG_DA)->choice, "");
    answer(cx, mail_of(cx, "da@example.org", "consultation.open"), "da@example.org", "Abstain");
    assert_string_equal(seat_row(cx, &t, ORG_DA)->choice, "abstain");
    assert_string_equal(seat_row(cx, &t, ORG_EHO)->choice, "support");
    /* Taken back, the mail says nothing any more. */
    try_as(cx, &t, TRY_EHO);
    assert_int_equal(seat_proxy(cx, eho, 0, NULL), RC_OK);
    end = answer(cx, mail, "da@example.org", "Object: no");
    assert_string_equal(end.state, INBOUND_TRAY);
    assert_string_equal(end.reason, "refused");
    assert_string_equal(seat_row(cx, &t, ORG_EHO)->choice, "support");
}

static void a_delegate_answers_by_mail(struct cx *cx)
{
    struct consult_try t;
    try_make(cx, &t, "consent");
    try_open(cx, &t);
    const int64_t eho = try_seat(cx, &t, ORG_EHO);
    const char *clerk = "partner_finance@example.org";
    try_as(cx, &t, TRY_EHO);
    assert_int_equal(seat_delegate(cx, eho, t.person[TRY_FINANCE]), RC_OK);
    struct inbound_end end =
        answer(cx, mail_of(cx, clerk, "consultation.voice"), clerk, "Object: too far.");
    assert_string_equal(end.state, INBOUND_PLACED);
    assert_string_equal(seat_row(cx, &t, ORG_EHO)->choice, "object");
    assert_false(seat_row(cx, &t, ORG_EHO)->for_proxy);
}

static void seats(void **state)
{
    (void)state;
    test_on_engines(the_seats_are_of_that_day);
    test_on_engines(nobody_to_be_heard);
    test_on_engines(asked_it_stays);
}

static void answers(void **state)
{
    (void)state;
    test_on_engines(a_contact_answers_by_mail);
}

static void hears(void **state)
{
    (void)state;
    test_on_engines(a_contact_hears_to_the_end);
}

static void presses(void **state)
{
    (void)state;
    test_on_engines(a_contact_presses_a_link);
    test_on_engines(an_old_link_shows_nothing);
}

static void unreached(void **state)
{
    (void)state;
    test_on_engines(silence_of_the_unreached_is_none);
    test_on_engines(who_was_reached_agrees_by_silence);
    test_on_engines(who_speaks_was_reached);
    test_on_engines(a_contact_ends_its_mails);
    test_on_engines(a_wish_is_its_owners);
}

static void proxies(void **state)
{
    (void)state;
    test_on_engines(a_proxy_is_used_by_mail);
    test_on_engines(a_delegate_answers_by_mail);
}

TESTS(consult_segment, cmocka_unit_test(seats), cmocka_unit_test(answers), cmocka_unit_test(hears),
      cmocka_unit_test(presses), cmocka_unit_test(proxies), cmocka_unit_test(unreached));

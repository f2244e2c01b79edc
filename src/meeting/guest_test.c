/* SPDX-License-Identifier: EUPL-1.2 */
/* guest_test.c — somebody without an account: in which language they are written to, and each way
 * in which they answer: by the link, with a word, with more than a word, and as somebody else.
 */
#include "account/viewer.h"
#include "app/modules.h"
#include "mail/inbound.h"
#include "mail/mail.h"
#include "mail/sign.h"
#include "meeting/agenda.h"
#include "meeting/meeting_inside.h"
#include "meeting/minutes.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/site.h"
#include "tests/t.h"

#include <string.h>

static const struct inbound_config cfg = { .address = "reply@kolo.local",
                                           .from = "kolo@kolo.local",
                                           .list = "kolo.local" };

struct scene {
    struct people who;
    int64_t meeting, guest, slot[2];
};

static void ok(enum rc rc) { assert_int_equal(rc, RC_OK); }

static void chair(struct cx *cx, const struct scene *s)
{
    people_sign_in(cx, s->who.account[ROLE_LEAD_COORDINATOR]);
}

/* A meeting with two times to choose from, and Vera of EHO, which writes Serbian. */
static void begin(struct cx *cx, struct scene *s)
{
    struct slot_list_rows slots;
    site_setup();
    people_make(cx, &s->who);
    assert_true(stamp_iso(STR("2008-02-25T09:00:00Z"), &cx->now));
    test_script(cx, "UPDATE partner SET language = 'sr' WHERE id = 2");
    chair(cx, s);
    const struct slot_input times[] = { { cx->now + 86400, "Skopje", NULL },
                                        { cx->now + 2 * 86400, NULL, NULL } };
    ok(meeting_add(cx, PROJECT,
                   &(struct meeting_input){
                       .title = "Spring meeting", .minutes = 90, .slot = times, .n_slots = 2 },
                   &s->meeting));
    ok(meeting_guest(cx, s->meeting,
                     &(struct guest_input){ "Vera", "Vera@Example.local", ORG_EHO, NULL },
                     &s->guest));
    ok(slot_list(cx, s->meeting, &slots));
    for (int i = 0; i < 2; i++) s->slot[i] = slots.v[i].id;
}

static void fix(struct cx *cx, const struct scene *s)
{
    struct meeting_get_row m;
    chair(cx, s);
    ok(meeting_get(cx, s->meeting, &m));
    ok(meeting_fix(cx, s->meeting, m.version, s->slot[1]));
}

static struct person_list_row guest(struct cx *cx, const struct scene *s)
{
    struct person_list_row p;
    bool found;
    ok(person_get(cx, s->meeting, s->guest, &p, &found));
    assert_true(found);
    return p;
}

/* The link of a mail; answer 0: to the page of the invitation. */
static const char *link_of(struct cx *cx, const struct scene *s, int answer)
{
    const char *word;
    const struct signed_word w = { .purpose = "invitation",
                                   .number = { s->guest, answer },
                                   .n = 2 };
    ok(sign_word(cx, &w, &word));
    return arena_printf(cx->arena, "/invitation/%s", word);
}

static int64_t mails(struct cx *cx, const char *where)
{
    return test_count(cx, arena_printf(cx->arena,
                                       "SELECT COUNT(*) FROM mail WHERE account_id IS NULL AND %s",
                                       where));
}

/* ---- language -------------------------------------------------------------------------------- */

static void speaks(struct cx *cx)
{
    struct scene s;
    int64_t id;
    begin(cx, &s);
    assert_string_equal(guest(cx, &s).lang, "sr");
    assert_int_equal(mails(cx, "cause = 'meeting.propose' AND lang = 'sr' AND subject = 'Kada "
                               "možete? Spring meeting' AND reply_type = 'meeting_person'"),
                     1);
    const struct guest_input chosen = { "Jan", "jan@example.local", ORG_EHO, "en" },
                             none = { "Piet", "piet@example.local", 0, NULL },
                             odd = { "Odd", "odd@example.local", 0, "xx" };
    ok(meeting_guest(cx, s.meeting, &chosen, &id));
    ok(meeting_guest(cx, s.meeting, &none, &id));
    assert_int_equal(meeting_guest(cx, s.meeting, &odd, &id), RC_INVALID);
    assert_int_equal(mails(cx, "lang = 'en' AND subject = 'When can you? Spring meeting'"), 2);
    test_script(cx, "UPDATE partner SET language = 'sr' WHERE role = 'lead'");
    ok(meeting_guest(cx, s.meeting, &(struct guest_input){ "Mia", "mia@example.local", 0, NULL },
                     &id));
    assert_int_equal(mails(cx, "lang = 'sr' AND address_key = 'mia@example.local'"), 1);
    fix(cx, &s);
    /* By the clock of the lead, where nothing nearer is known. */
    assert_int_equal(mails(cx, "cause = 'meeting.invite' AND subject LIKE '%UTC%'"), 0);
    assert_int_equal(mails(cx, "cause = 'meeting.invite' AND calendar LIKE '%METHOD:REQUEST%' AND "
                               "body LIKE '%](/invitation/%'"),
                     4);
    assert_int_equal(mails(cx, "cause = 'meeting.invite' AND body LIKE '%[Dolazim](/invitation/%'"),
                     2);
}

/* ---- by the link ----------------------------------------------------------------------------- */

static void links(struct cx *cx)
{
    struct scene s;
    struct browser b = { 0 };
    begin(cx, &s);
    const char *times = link_of(cx, &s, 0);
    cx->viewer = NULL;
    struct answer a = site_get(cx, &b, times);
    assert_int_equal(a.status, 200);
    assert_shows(a, "lang=\"sr\"");
    assert_shows(a, "Vera");
    assert_true(a.statements <= 12);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM meeting_available"), 0);
    a = site_post(cx, &b, times,
                  arena_printf(cx->arena,
                               "can.0.slot=%lld&can.0.answer=no&can.1.slot=%lld&can.1.answer=yes",
                               (long long)s.slot[0], (long long)s.slot[1]));
    assert_int_equal(a.status, 303);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM meeting_available WHERE answer = 'yes'"),
                     1);
    assert_int_equal(site_post(cx, &b, times, "can.0.slot=4711&can.0.answer=no").status, 404);
    fix(cx, &s);
    const char *coming = link_of(cx, &s, 1);
    cx->viewer = NULL;
    assert_int_equal(site_get(cx, &b, coming).status, 200);
    assert_string_equal(guest(cx, &s).answer, "");
    assert_int_equal(site_post(cx, &b, coming, "answer=accepted&sequence=0").status, 303);
    struct person_list_row p = guest(cx, &s);
    assert_string_equal(p.answer, "accepted");
    assert_string_equal(p.answered_by, "link");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE action = 'meeting.answer' AND"
                                    " actor = 'Vera'"),
                     1);
    assert_int_equal(site_post(cx, &b, coming, "answer=declined&sequence=0").status, 303);
    assert_string_equal(guest(cx, &s).answer, "declined");
    /* An altered word, and one whose time is over. */
    assert_int_equal(site_get(cx, &b, "/invitation/1.1-0-000000000000000000000000").status, 404);
    cx->now += 3 * 86400;
    cx->viewer = NULL;
    assert_int_equal(site_post(cx, &b, coming, "answer=accepted&sequence=0").status, 409);
    assert_string_equal(guest(cx, &s).answer, "declined");
}

/* Who saw the old time does not answer about the new one. */
static void moved(struct cx *cx)
{
    struct scene s;
    struct meeting_get_row m;
    struct browser b = { 0 };
    begin(cx, &s);
    fix(cx, &s);
    ok(meeting_get(cx, s.meeting, &m));
    const struct slot_input to = { m.starts_at + 86400, NULL, NULL };
    ok(meeting_move(cx, s.meeting, m.version, &to));
    const char *link = link_of(cx, &s, 1);
    cx->viewer = NULL;
    site_get(cx, &b, link);
    assert_int_equal(site_post(cx, &b, link, "answer=accepted&sequence=0").status, 409);
    assert_string_equal(guest(cx, &s).answer, "");
    assert_int_equal(site_post(cx, &b, link, "answer=accepted&sequence=1").status, 303);
    assert_string_equal(guest(cx, &s).answer, "accepted");
}

/* The link that the mails before it had ends with the meeting, wherever that was moved to. */
static void ends(struct cx *cx)
{
    struct scene s;
    struct meeting_get_row m;
    struct browser b = { 0 };
    begin(cx, &s);
    test_script(cx, "UPDATE meeting_person SET lang = 'en'");
    const char *link = link_of(cx, &s, 1);
    fix(cx, &s);
    ok(meeting_get(cx, s.meeting, &m));
    const struct slot_input to = { m.starts_at + 10 * 86400, "Secret room", NULL };
    ok(meeting_move(cx, s.meeting, m.version, &to));
    ok(meeting_get(cx, s.meeting, &m));
    cx->viewer = NULL;
    cx->now = m.starts_at + 90 * 60 - 1;
    assert_shows(site_get(cx, &b, link), "Do you come, Vera?");
    assert_int_equal(site_post(cx, &b, link, "answer=accepted&sequence=1").status, 303);
    cx->now = m.starts_at + 90 * 60 + 1;
    struct answer a = site_get(cx, &b, link);
    assert_int_equal(a.status, 200);
    assert_shows(a, "This link has ended");
    assert_hides(a, "Secret room");
    assert_hides(a, "<button name=\"answer\"");
    assert_int_equal(site_post(cx, &b, link, "answer=declined&sequence=1").status, 409);
    assert_string_equal(guest(cx, &s).answer, "accepted");
    /* Begun, however early; and cancelled. */
    static const char *const states[] = { "held", "minutes_draft", "approved", "cancelled" };
    cx->now = m.starts_at - 86400;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        test_script(cx, arena_printf(cx->arena,
                                     "UPDATE meeting SET state = '%s', cancelled_why = 'Rain'",
                                     states[i]));
        a = site_get(cx, &b, link);
        assert_shows(a, "This link has ended");
        assert_hides(a, "Secret room");
        assert_int_equal(site_post(cx, &b, link, "answer=declined&sequence=1").status, 409);
    }
    assert_shows(a, "Rain");
}

/* ---- the minutes ----------------------------------------------------------------------------- */

static void minutes(struct cx *cx)
{
    struct scene s;
    struct meeting_get_row m;
    struct person_list_rows people;
    struct browser b = { 0 };
    enum minutes_kept kept;
    int64_t item, away;
    begin(cx, &s);
    ok(meeting_guest(cx, s.meeting, &(struct guest_input){ "Away", "away@example.local", 0, "en" },
                     &away));
    fix(cx, &s);
    ok(agenda_add(cx, s.meeting, &(struct agenda_input){ .title = "Budget", .minutes = 20 },
                  &item));
    ok(meeting_answer(cx, s.meeting,
                      &(struct meeting_answer){
                          .person = away, .answer = "declined", .by = "web", .sequence = -1 }));
    ok(meeting_get(cx, s.meeting, &m));
    cx->now = m.starts_at;
    ok(meeting_hold(cx, s.meeting, m.version));
    ok(minutes_write(cx, s.meeting, item, 0, "We agree.", &kept));
    ok(meeting_attend(cx, s.meeting, s.guest, "present"));
    ok(person_list(cx, s.meeting, &people));
    ok(meeting_get(cx, s.meeting, &m));
    const struct guest_link before = { .m = m, .p = guest(cx, &s) };
    const char *link;
    ok(guest_minutes(cx, &before.p, &link));
    cx->viewer = NULL;
    assert_int_equal(site_get(cx, &b, link).status, 409); /* they are still being written */
    chair(cx, &s);
    ok(minutes_send(cx, s.meeting, m.version, "silence", cx->now + 86400));
    /* In their language, for them alone, with a link that is no answer to the invitation. */
    assert_int_equal(mails(cx, "cause = 'meeting.minutes' AND lang = 'sr' AND subject LIKE "
                               "'Zapisnik: %' AND path LIKE '/invitation/%/minutes' AND address = "
                               "'Vera@Example.local' AND reply_type = 'meeting_person'"),
                     1);
    assert_int_equal(mails(cx, "cause = 'meeting.minutes'"), 1); /* who declined was not there */
    cx->viewer = NULL;
    struct answer a = site_get(cx, &b, link);
    assert_int_equal(a.status, 200);
    assert_string_equal(a.rs->type, "application/pdf");
    assert_int_equal(strncmp(a.body, "%PDF", 4), 0);
    /* A word for one is none for the other. */
    assert_int_equal(
        site_get(cx, &b, arena_printf(cx->arena, "%s/minutes", link_of(cx, &s, 0))).status, 404);
    assert_int_equal(
        site_get(cx, &b, arena_str(cx->arena, (str){ link, str_of(link).n - 8 })).status, 404);
    cx->now += 86400;
    cx->viewer = viewer_system(cx, "due");
    ok(due_all(cx, &minutes_approve_due));
    assert_int_equal(mails(cx, "cause = 'meeting.approved' AND lang = 'sr'"), 1);
    assert_int_equal(mails(cx, "cause = 'meeting.approved'"), 1);
    cx->viewer = NULL;
    assert_int_equal(site_get(cx, &b, link).status, 200);
    cx->now = m.starts_at + (stamp)GUEST_MINUTES_DAYS * 86400 + 1;
    assert_int_equal(site_get(cx, &b, link).status, 409);
    /* An objection is for the members. */
    assert_int_equal(mails(cx, "cause = 'meeting.objection'"), 0);
}

static void it_ends_with_the_meeting(void **state)
{
    (void)state;
    test_on_engines(ends);
}
static void it_gets_the_minutes(void **state)
{
    (void)state;
    test_on_engines(minutes);
}

/* ---- by mail --------------------------------------------------------------------------------- */

static struct inbound_end write_as(struct cx *cx, const char *from, const char *id,
                                   const char *type, const char *text)
{
    const int64_t mail =
        test_count(cx, "SELECT MAX(id) FROM mail WHERE cause = 'meeting.invite' AND account_id IS "
                       "NULL");
    const struct signed_word w = {
        .purpose = MAIL_REPLY, .number = { mail }, .n = 1, .until = cx->now + 86400
    };
    const char *to;
    struct inbound_end end;
    ok(sign_address(cx, cfg.address, &w, &to));
    const char *raw = arena_printf(cx->arena,
                                   "From: Vera <%s>\r\nTo: <%s>\r\nSubject: Re: x\r\nMessage-ID: "
                                   "<%s>\r\nContent-Type: %s; charset=utf-8\r\n\r\n%s\r\n",
                                   from, to, id, type, text);
    cx->viewer = NULL;
    ok(inbound_take(cx, &cfg, str_of(raw), (int64_t)strlen(raw), INBOUND_PIPE, &end));
    return end;
}

static struct inbound_end write_in(struct cx *cx, const char *from, const char *id,
                                   const char *text)
{
    return write_as(cx, from, id, "text/plain", text);
}

static void mailed(struct cx *cx)
{
    struct scene s;
    begin(cx, &s);
    fix(cx, &s);
    assert_string_equal(write_in(cx, "vera@example.local", "1@x", "Da.").state, INBOUND_PLACED);
    assert_string_equal(guest(cx, &s).answer, "accepted");
    assert_string_equal(guest(cx, &s).answered_by, "mail");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM comment"), 0);
    for (int i = 0; i < 2; i++)
        assert_string_equal(
            write_in(cx, "vera@example.local", "2@x", "Ne\r\nI have a train at noon.").state,
            INBOUND_PLACED);
    assert_string_equal(guest(cx, &s).answer, "declined");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM comment WHERE author = 'Vera' AND via = "
                                    "'mail' AND account_id IS NULL AND object_type = 'meeting' AND "
                                    "body LIKE '%train%'"),
                     1);
    /* From elsewhere it may be anybody. */
    const struct inbound_end end = write_in(cx, "other@example.local", "3@x", "Da.");
    assert_string_equal(end.state, INBOUND_TRAY);
    assert_string_equal(end.reason, "stranger");
    assert_string_equal(guest(cx, &s).answer, "declined");
    /* What is refused is answered, in the guest's language. */
    chair(cx, &s);
    struct meeting_get_row m;
    ok(meeting_get(cx, s.meeting, &m));
    ok(meeting_cancel(cx, s.meeting, m.version, "No money"));
    assert_string_equal(write_in(cx, "vera@example.local", "4@x", "Da.").reason, "refused");
    assert_int_equal(mails(cx, "cause = 'inbound.tray' AND lang = 'sr' AND body LIKE '%No money%'"),
                     1);
}

/* ---- over, though nobody opened it ----------------------------------------------------------- */

/* What a calendar program sends. */
static const char *says(struct cx *cx, const char *uid, const char *word)
{
    return arena_printf(cx->arena,
                        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
                        "UID:%s\r\nSEQUENCE:1\r\nDTSTAMP:20080225T090000Z\r\n"
                        "ATTENDEE;PARTSTAT=%s:mailto:vera@example.local\r\n"
                        "END:VEVENT\r\nEND:VCALENDAR",
                        uid, word);
}

static void late(struct cx *cx)
{
    static const char *const calendar = "text/calendar; method=REPLY", *const vera =
                                                                           "vera@example.local";
    struct scene s;
    struct meeting_get_row m;
    begin(cx, &s);
    fix(cx, &s);
    ok(meeting_get(cx, s.meeting, &m));
    cx->now = m.starts_at + 90 * 60;
    assert_string_equal(write_as(cx, vera, "1@x", calendar, says(cx, m.uid, "TENTATIVE")).state,
                        INBOUND_PLACED);
    assert_string_equal(guest(cx, &s).answer, "tentative");
    cx->now++;
    const char *const types[] = { calendar, "text/plain", "text/plain" };
    const char *const texts[] = { says(cx, m.uid, "ACCEPTED"), "Da.", "Ne\r\nThe train." };
    for (int i = 0; i < 3; i++) {
        const struct inbound_end end =
            write_as(cx, vera, arena_printf(cx->arena, "late-%d@x", i), types[i], texts[i]);
        assert_string_equal(end.state, INBOUND_TRAY);
        assert_string_equal(end.reason, "refused");
        assert_int_equal(mails(cx, "cause = 'inbound.tray' AND lang = 'sr' AND body LIKE '%Spring "
                                   "meeting“ je završen%'"),
                         i + 1);
    }
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM inbound WHERE state = 'tray' AND said "
                                    "LIKE '%je završen%ne može odgovarati%'"),
                     3);
    chair(cx, &s);
    const struct meeting_answer said = { s.guest, "declined", "web", 0, -1 };
    assert_int_equal(meeting_answer(cx, s.meeting, &said), RC_CONFLICT);
    assert_string_equal(guest(cx, &s).answer, "tentative");
    assert_string_equal(guest(cx, &s).attendance, "");
    /* Words that answer nothing still stand in its talk, each of them. */
    assert_string_equal(write_in(cx, vera, "talk@x", "My train was late.").state, INBOUND_PLACED);
    assert_string_equal(write_in(cx, vera, "two@x", "First line\r\nand second.").state,
                        INBOUND_PLACED);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM comment WHERE body LIKE 'My train%' OR "
                                    "body LIKE 'First line%second.'"),
                     2);
}

/* The page asks nobody any more. */
static void asked(struct cx *cx)
{
    struct scene s;
    struct meeting_get_row m;
    struct browser b = { 0 };
    begin(cx, &s);
    fix(cx, &s);
    ok(meeting_get(cx, s.meeting, &m));
    const int64_t account = s.who.account[ROLE_PARTNER_COORDINATOR];
    test_script(cx, arena_printf(cx->arena, "UPDATE meeting_person SET account_id = %lld",
                                 (long long)account));
    const char *page = arena_printf(cx->arena, "/meeting/%lld", (long long)s.meeting);
    cx->now = m.starts_at + 90 * 60;
    site_sign_in(cx, &b, account);
    assert_shows(site_get(cx, &b, page), "value=\"accepted\"");
    cx->now++;
    struct answer a = site_get(cx, &b, page);
    assert_shows(a, "Its time is past");
    assert_hides(a, "value=\"accepted\"");
    a = site_post(cx, &b, arena_printf(cx->arena, "%s/answer", page), "answer=accepted");
    assert_int_equal(a.status, 409);
    assert_shows(a, "was over on");
}

static void it_speaks_their_language(void **state)
{
    (void)state;
    test_on_engines(speaks);
}
static void it_answers_by_link(void **state)
{
    (void)state;
    test_on_engines(links);
}
static void it_asks_about_the_time_shown(void **state)
{
    (void)state;
    test_on_engines(moved);
}
static void it_answers_by_mail(void **state)
{
    (void)state;
    test_on_engines(mailed);
}
static void it_takes_no_answer_when_over(void **state)
{
    (void)state;
    test_on_engines(late);
    test_on_engines(asked);
}

TESTS(meeting_guest, cmocka_unit_test(it_speaks_their_language),
      cmocka_unit_test(it_answers_by_link), cmocka_unit_test(it_asks_about_the_time_shown),
      cmocka_unit_test(it_answers_by_mail), cmocka_unit_test(it_ends_with_the_meeting),
      cmocka_unit_test(it_gets_the_minutes), cmocka_unit_test(it_takes_no_answer_when_over));

/* SPDX-License-Identifier: EUPL-1.2 */
/* seat_contact_test.c — the contact of a seat is corrected while its round is open. */
#include "consult/consult_write.h"
#include "consult/contact.h"
#include "consult/word.h"
#include "mail/inbound.h"
#include "mail/mail.h"
#include "mail/sign.h"
#include "network/segment.h"
#include "tests/consult_try.h"
#include "tests/engine.h"
#include "tests/site.h"
#include "tests/t.h"

#include <string.h>

#define OLD "tina@cnvos.local"
#define NEW "info@cnvos.local"

/* CNVOS, that has a contact alone, is asked, with MCIC. */
static void ask(struct cx *cx, struct consult_try *t)
{
    static const int64_t mcic = ORG_MCIC;
    const struct segment_input segment = { .name = "Slovenia",
                                           .country = (const char *const[]){ "SI" },
                                           .n_countries = 1,
                                           .in = &mcic,
                                           .n_in = 1 };
    struct consult_input in = {
        .title = "The letter", .question = "Do we sign?", .kind = "question", .rule = "silence"
    };
    try_make(cx, t, "silence");
    test_script(cx, "UPDATE organisation SET country = 'SI', contact_name = 'Tina Divjak',"
                    " contact_email = '" OLD "', contact_lang = 'en' WHERE id = 4");
    in.closes_at = t->closes_at;
    try_as(cx, t, TRY_CHAIR);
    assert_int_equal(segment_add(cx, &segment, &in.segment), RC_OK);
    assert_int_equal(consult_add(cx, PROJECT, &in, &t->id), RC_OK);
    try_open(cx, t);
}

static const struct consult_seats_row *seat_row(struct cx *cx, const struct consult_try *t)
{
    struct consult_count k;
    try_count(cx, t, &k);
    for (size_t i = 0; i < k.seats.n; i++)
        if (k.seats.v[i].organisation == ORG_CNVOS) {
            struct consult_seats_row *s = arena_array(cx->arena, struct consult_seats_row, 1);
            *s = k.seats.v[i];
            return s;
        }
    fail_msg("CNVOS has no seat");
    return NULL;
}

static int64_t mails(struct cx *cx, const char *address)
{
    return test_count(cx, arena_printf(cx->arena,
                                       "SELECT COUNT(*) FROM mail WHERE address = '%s' AND cause ="
                                       " 'consultation.open' AND body LIKE '%%Do we sign%%'",
                                       address));
}

/* The first link of the mail that went to an address. */
static const char *link_of(struct cx *cx, const struct consult_try *t, const char *address)
{
    struct consult_get_row c;
    const char *links;
    assert_int_equal(consult_get(cx, t->id, &c), RC_OK);
    assert_int_equal(consult_links(cx, &c, seat_row(cx, t)->id, 0, &links), RC_OK);
    const char *at = strchr(links, '(') + 1,
               *link = arena_str(cx->arena, (str){ at, strcspn(at, ")") });
    assert_int_equal(test_count(cx, arena_printf(cx->arena,
                                                 "SELECT COUNT(*) FROM mail WHERE address = '%s'"
                                                 " AND body LIKE '%%(%s)%%'",
                                                 address, link)),
                     1);
    return link;
}

static struct inbound_end answer(struct cx *cx, const char *from, const char *text)
{
    static const struct inbound_config cfg = { .address = "reply@kolo.local",
                                               .from = "kolo@kolo.local",
                                               .list = "kolo.local" };
    static int no;
    struct inbound_end end;
    const char *to;
    const int64_t mail =
        test_count(cx, arena_printf(cx->arena,
                                    "SELECT MAX(id) FROM mail WHERE address = '%s' AND cause ="
                                    " 'consultation.open'",
                                    from));
    const struct signed_word word = { .purpose = MAIL_REPLY, .number = { mail }, .n = 1 };
    assert_int_equal(sign_address(cx, cfg.address, &word, &to), RC_OK);
    const char *raw = arena_printf(cx->arena,
                                   "From: <%s>\r\nTo: <%s>\r\nSubject: Re\r\nMessage-ID: "
                                   "<c%d@away.local>\r\nContent-Type: text/plain; charset=utf-8"
                                   "\r\n\r\n%s\r\n",
                                   from, to, ++no, text);
    cx->viewer = NULL;
    assert_int_equal(inbound_take(cx, &cfg, str_of(raw), (int64_t)strlen(raw), INBOUND_PIPE, &end),
                     RC_OK);
    return end;
}

static enum rc correct(struct cx *cx, const struct consult_try *t, enum try_person who,
                       const char *email)
{
    const struct consult_seats_row *s = seat_row(cx, t);
    const struct seat_contact_input in = { "Boris", email, "en" };
    try_as(cx, t, who);
    return seat_contact_change(cx, s->id, s->version, &in);
}

static void mail_is(struct cx *cx, const char *address, const char *state)
{
    test_script(cx, arena_printf(cx->arena,
                                 "UPDATE mail SET state = '%s', trouble = 'no such user' WHERE"
                                 " address = '%s'",
                                 state, address));
}

/* The new address is asked once; the old one, and the links it has, say nothing any more. */
static void moves(struct cx *cx)
{
    struct consult_try t;
    struct browser b = { 0 };
    ask(cx, &t);
    const char *old = link_of(cx, &t, OLD), *fewer;
    assert_int_equal(contact_mails_path(cx, seat_row(cx, &t)->id, 0, &fewer), RC_OK);
    mail_is(cx, OLD, "bounced");
    assert_string_equal(seat_row(cx, &t)->unreached, "failed");
    assert_int_equal(correct(cx, &t, TRY_CHAIR, NEW), RC_OK);
    assert_int_equal(mails(cx, OLD), 1);
    assert_int_equal(mails(cx, NEW), 1);
    const struct consult_seats_row *s = seat_row(cx, &t);
    assert_string_equal(s->contact_name, "Boris");
    assert_string_equal(s->contact_email, NEW);
    assert_string_equal(s->unreached, "waiting");
    mail_is(cx, NEW, "sent");
    assert_string_equal(seat_row(cx, &t)->unreached, "");
    /* The same again changes nothing and asks nobody. */
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE action = 'seat.contact'"), 1);
    assert_int_equal(correct(cx, &t, TRY_CHAIR, "Info@CNVOS.local"), RC_OK);
    assert_int_equal(correct(cx, &t, TRY_CHAIR, NEW), RC_OK);
    assert_int_equal(mails(cx, NEW), 1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE action = 'seat.contact'"), 1);
    assert_string_equal(seat_row(cx, &t)->unreached, "");
    /* The old link says so, and takes nothing. */
    cx->viewer = NULL;
    struct answer a = site_get(cx, &b, old);
    assert_int_equal(a.status, 200);
    assert_shows(a, "asked at another address now");
    assert_hides(a, "Do we sign");
    assert_int_equal(site_post(cx, &b, old, "reason=").status, 409);
    struct inbound_end end = answer(cx, OLD, "Object: no");
    assert_string_equal(end.state, INBOUND_TRAY);
    assert_string_equal(end.reason, "refused");
    assert_string_equal(seat_row(cx, &t)->choice, "");
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE address = '" OLD "' AND cause"
                                    " = 'inbound.tray' AND body LIKE"
                                    " '%CNVOS is asked at another address now%'"),
                     1);
    /* Who has the old mail ends mails to the old address, and none to the new one. */
    cx->viewer = NULL;
    for (int i = 0; i < 2; i++) {
        a = site_post(cx, &b, fewer, "act=end");
        assert_int_equal(a.status, 200);
    }
    assert_hides(a, OLD);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail_unwanted"), 1);
    assert_int_equal(
        test_count(cx, "SELECT COUNT(*) FROM mail_unwanted WHERE address_key = '" OLD "'"), 1);
    assert_string_equal(seat_row(cx, &t)->unreached, "");
    /* The new ones do. */
    cx->viewer = NULL;
    assert_int_equal(site_post(cx, &b, link_of(cx, &t, NEW), "reason=").status, 303);
    assert_string_equal(seat_row(cx, &t)->choice, "support");
    assert_string_equal(seat_row(cx, &t)->speaker, "Boris");
    end = answer(cx, NEW, "Object: no");
    assert_string_equal(end.state, INBOUND_PLACED);
    assert_string_equal(seat_row(cx, &t)->choice, "object");
    /* It is written down; the readers of the round do not learn the address. */
    assert_int_equal(test_count(cx,
                                "SELECT COUNT(*) FROM audit WHERE action = 'seat.contact' AND"
                                " before_json LIKE '%" OLD "%' AND after_json LIKE '%" NEW "%'"),
                     1);
    site_sign_in(cx, &b, t.person[TRY_DA]);
    a = site_get(cx, &b, arena_printf(cx->arena, "/consultation/%lld/history", (long long)t.id));
    assert_shows(a, "is asked at another address");
    assert_hides(a, NEW);
}

/* What has not gone yet does not go to the old address: it may be a stranger's. */
static void stays_here(struct cx *cx)
{
    struct consult_try t;
    ask(cx, &t);
    mail_is(cx, OLD, "waiting");
    assert_int_equal(correct(cx, &t, TRY_CHAIR, NEW), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE address = '" OLD
                                    "' AND state = 'suppressed' AND trouble LIKE"
                                    " '%another address%'"),
                     1);
    assert_int_equal(
        test_count(cx, "SELECT COUNT(*) FROM mail WHERE address = '" NEW "' AND state = 'waiting'"),
        1);
    assert_string_equal(seat_row(cx, &t)->unreached, "waiting");
}

static void refuses(struct cx *cx)
{
    struct consult_try t;
    ask(cx, &t);
    assert_int_equal(correct(cx, &t, TRY_DA, NEW), RC_DENIED);
    assert_int_equal(correct(cx, &t, TRY_CHAIR, "nobody"), RC_INVALID);
    assert_string_equal(cx->problems.first->field, "email");
    const struct consult_seats_row *s = seat_row(cx, &t);
    const struct seat_contact_input in = { "Boris", NEW, "en" };
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(seat_contact_change(cx, s->id, s->version + 7, &in), RC_STALE);
    try_as(cx, &t, TRY_CHAIR);
    assert_int_equal(seat_contact_change(cx, try_seat(cx, &t, ORG_MCIC), 1, &in), RC_CONFLICT);
    cx->now = t.closes_at + 1;
    assert_int_equal(correct(cx, &t, TRY_CHAIR, NEW), RC_CONFLICT);
    assert_int_equal(mails(cx, NEW), 0);
}

static void by_its_form(struct cx *cx)
{
    struct consult_try t;
    struct browser b = { 0 };
    ask(cx, &t);
    const int64_t seat = seat_row(cx, &t)->id;
    const char *page = arena_printf(cx->arena, "/consultation/%lld", (long long)t.id),
               *form = arena_printf(cx->arena, "%s/seat/%lld/contact", page, (long long)seat);
    site_sign_in(cx, &b, t.person[TRY_DA]);
    assert_hides(site_get(cx, &b, page), "Correct the contact");
    assert_int_equal(site_get(cx, &b, form).status, 403);
    site_sign_in(cx, &b, t.person[TRY_CHAIR]);
    assert_shows(site_get(cx, &b, page), form);
    struct answer a = site_get(cx, &b, form);
    assert_int_equal(a.status, 200);
    assert_true(a.statements <= 12);
    assert_shows(a, "value=\"" OLD "\"");
    a = site_post(cx, &b, form, "name=Boris&email=nobody&lang=en&version=1");
    assert_int_equal(a.status, 422);
    assert_shows(a, "value=\"nobody\"");
    a = site_post(cx, &b, form, "name=Boris&email=info%40cnvos.local&lang=en&version=1");
    assert_int_equal(a.status, 303);
    assert_string_equal(seat_row(cx, &t)->contact_email, NEW);
    assert_int_equal(site_get(cx, &b, arena_printf(cx->arena, "%s/seat/99/contact", page)).status,
                     404);
}

static void moved(void **state)
{
    (void)state;
    test_on_engines(moves);
}

static void held(void **state)
{
    (void)state;
    test_on_engines(stays_here);
}

static void refused(void **state)
{
    (void)state;
    test_on_engines(refuses);
}

static void formed(void **state)
{
    (void)state;
    test_on_engines(by_its_form);
}

TESTS(consult_seat_contact, cmocka_unit_test(moved), cmocka_unit_test(held),
      cmocka_unit_test(refused), cmocka_unit_test(formed));

/* SPDX-License-Identifier: EUPL-1.2 */
/* outbox_test.c — mails go through a real SMTP server on loopback, and what becomes of them is in
 * their rows. The talk with the server is smtp_test.c's.
 */
#include "mail/outbox.h"

#include "mail/mail.h"
#include "mail/mail_sql.h"
#include "mail/sign.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/postmaster.h"
#include "tests/t.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>

static struct smtp_config config_of(const char *url)
{
    return (struct smtp_config){ .url = url,
                                 .from = "kolo@mcic.local",
                                 .from_name = "Kolo",
                                 .reply = "reply@mcic.local",
                                 .base = "https://kolo.mcic.local",
                                 .list = "mcic.local" };
}

static struct mail mail_to(const char *address)
{
    return (struct mail){ .cause = "report.return",
                          .cause_key = address,
                          .account = 1,
                          .project = PROJECT,
                          .address = address,
                          .name = "Јелена \"J\" Šarić",
                          .lang = "en",
                          .subject = "Извештај за период 2: питања — Šabac i Čačak, drugi red",
                          .body = "Prvi pasus: €.\n\n.A line that begins with a dot <b>&.",
                          .path = "/p/1/report/1",
                          .thread = "report-1" };
}

static void put(struct cx *cx, const struct mail *m)
{
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, mail_add(cx, m)), RC_OK);
}

static void put_to(struct cx *cx, const char *address)
{
    const struct mail m = mail_to(address);
    put(cx, &m);
}

static int64_t in_state(struct cx *cx, const char *state)
{
    return test_count(
        cx, arena_printf(cx->arena, "SELECT COUNT(*) FROM mail WHERE state = '%s'", state));
}

/* What one pass has sent; *away when asked for. */
static size_t pass_on(struct cx *cx, const struct smtp_config *cfg, bool *away)
{
    size_t sent;
    bool gone;
    struct smtp *s = smtp_open(cfg);
    assert_non_null(s);
    assert_int_equal(outbox_pass(cx, s, cfg, &sent, &gone), RC_OK);
    smtp_close(s);
    if (away) *away = gone;
    return sent;
}

static size_t pass(struct cx *cx, const struct smtp_config *cfg) { return pass_on(cx, cfg, NULL); }

static void through(struct cx *cx)
{
    struct postmaster p;
    struct people people;
    struct signed_word w;
    people_make(cx, &people);
    postmaster_start(&p, "");
    const struct smtp_config cfg = config_of(p.url);
    struct mail m = mail_to("jelena@eho.local");
    put(cx, &m);
    put(cx, &m); /* the same cause again */
    assert_int_equal(pass(cx, &cfg), 1);
    assert_int_equal(pass(cx, &cfg), 0);
    assert_int_equal(in_state(cx, "sent"), 1);
    assert_int_equal(postmaster_count(&p), 1);
    const char *mail = postmaster_mail(cx, &p, 0);
    assert_non_null(strstr(mail, "https://kolo.mcic.local/p/1/report/1"));
    assert_non_null(strstr(mail, "please do not answer it"));
    assert_null(postmaster_header(cx, mail, "Reply-To"));
    assert_null(postmaster_header(cx, mail, "List-Unsubscribe"));

    /* One that can be answered, ended and put into a calendar; everything leads back to it. */
    m.cause_key = "2";
    m.reply_type = "report";
    m.reply = 1;
    m.unsubscribe = "/unsubscribe/1-0-abc";
    m.calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:k\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
                 "UID:u\r\nDTSTAMP:20080301T090000Z\r\nDTSTART:20080330T090000Z\r\n"
                 "ORGANIZER:mailto:kolo@kolo.invalid\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    m.calendar_method = "REQUEST";
    put(cx, &m);
    assert_int_equal(pass(cx, &cfg), 1);
    mail = postmaster_mail(cx, &p, 1);
    assert_null(strstr(mail, "please do not answer it"));
    assert_non_null(strstr(mail, "https://kolo.mcic.local/unsubscribe/1-0-abc"));
    /* A calendar program answers to where this person's answers go. */
    assert_non_null(strstr(mail, "ORGANIZER"));
    assert_null(strstr(mail, "kolo.invalid"));
    const int64_t id = test_count(cx, "SELECT MAX(id) FROM mail");
    const char *reply = postmaster_header(cx, mail, "Reply-To");
    reply = arena_str(cx->arena, (str){ reply + 1, strlen(reply) - 2 });
    reply = sign_word_in(cx, reply, cfg.reply);
    assert_int_equal(sign_read(cx, reply, MAIL_REPLY, 1, &w), RC_OK);
    assert_int_equal(w.number[0], id);
    assert_true(w.until > cx->now + 30 * 86400);
    const char *from = sign_word_in(cx, postmaster_header(cx, mail, "X-From"), cfg.reply);
    assert_int_equal(sign_read(cx, from, MAIL_BOUNCE, 1, &w), RC_OK);
    assert_int_equal(w.number[0], id);
    const char *self = postmaster_header(cx, mail, "Message-ID");
    self = arena_str(cx->arena, (str){ self + 1, strcspn(self, "@") - 1 });
    assert_int_equal(sign_read(cx, self, MAIL_SELF, 1, &w), RC_OK);
    assert_int_equal(w.number[0], id);
    postmaster_stop(&p);
}

static void a_mail_goes_once(void **state)
{
    (void)state;
    test_on_engines(through);
}

static void troubled(struct cx *cx)
{
    struct postmaster p;
    struct people people;
    bool away;
    people_make(cx, &people);
    test_quiet(true);
    /* Nobody listens: one is tried, and not at once again; the others as if nothing had been. */
    const struct smtp_config nobody =
        config_of(arena_printf(cx->arena, "smtp://127.0.0.1:%d", free_port()));
    put_to(cx, "jelena@eho.local");
    put_to(cx, "ana@eho.local");
    assert_int_equal(pass_on(cx, &nobody, &away), 0);
    assert_true(away);
    assert_int_equal(in_state(cx, "waiting"), 2);
    assert_int_equal(test_count(cx, "SELECT CAST(SUM(tries) AS BIGINT) FROM mail"), 1);
    postmaster_start(&p, "small");
    const struct smtp_config cfg = config_of(p.url);
    assert_int_equal(pass_on(cx, &cfg, &away), 1);
    assert_false(away);
    cx->now += 3600;
    assert_int_equal(pass(cx, &cfg), 1);
    /* Too large for the server: refused for good. */
    char *much = arena_alloc(cx->arena, 5001);
    memset(much, 'x', 5000);
    struct mail m = mail_to("much@eho.local");
    m.body = much;
    put(cx, &m);
    assert_int_equal(pass(cx, &cfg), 0);
    assert_int_equal(in_state(cx, "failed"), 1);
    /* Of an example: kept back. */
    put_to(cx, "jelena@eho.example");
    put_to(cx, "jelena@example.org");
    put_to(cx, "jelena@mail.example.com");
    put_to(cx, "jelena@counterexample.org");
    assert_int_equal(pass(cx, &cfg), 1);
    assert_int_equal(in_state(cx, "suppressed"), 3);
    assert_int_equal(postmaster_count(&p), 3);
    postmaster_stop(&p);
    test_quiet(false);
}

static void what_goes_wrong_is_in_its_row(void **state)
{
    (void)state;
    test_on_engines(troubled);
}

/* One mail each, and others between them that must not suffer from it. */
static void recipients(struct cx *cx)
{
    struct postmaster p;
    struct people people;
    people_make(cx, &people);
    test_quiet(true);
    postmaster_start(&p, "");
    const struct smtp_config cfg = config_of(p.url);
    static const char *const to[] = { "a@eho.local",       "grey@eho.local", "b@eho.local",
                                      "nobody@eho.local",  "c@eho.local",    "full@eho.local",
                                      "content@eho.local", "d@eho.local",    "tired@eho.local",
                                      "e@eho.local" };
    for (size_t i = 0; i < sizeof to / sizeof *to; i++) put_to(cx, to[i]);
    assert_int_equal(pass(cx, &cfg), 6); /* the tired one too, on a connection of its own */
    assert_int_equal(in_state(cx, "sent"), 6);
    assert_int_equal(in_state(cx, "bounced"), 1);
    assert_int_equal(in_state(cx, "failed"), 2);
    assert_int_equal(in_state(cx, "waiting"), 1);
    cx->now += 120;
    assert_int_equal(pass(cx, &cfg), 1); /* the grey one */
    assert_int_equal(postmaster_count(&p), 7);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail WHERE trouble LIKE '%5.2.2%'"), 1);

    /* The dead address is kept back, until a person lifts it. */
    struct mail m = mail_to("Nobody@EHO.local");
    m.cause_key = "later";
    put(cx, &m);
    assert_int_equal(pass(cx, &cfg), 0);
    assert_int_equal(in_state(cx, "suppressed"), 1);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, mail_lift(cx, "nobody@eho.LOCAL", PROJECT)), RC_OK);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, mail_lift(cx, "nobody@eho.local", PROJECT)), RC_CONFLICT);
    m.cause_key = "lifted";
    put(cx, &m);
    assert_int_equal(in_state(cx, "waiting"), 1);
    postmaster_stop(&p);
    test_quiet(false);
}

static void one_recipient_does_not_stop_another(void **state)
{
    (void)state;
    test_on_engines(recipients);
}

/* The server ends after it has taken a mail and before it says so. */
static void dies(struct cx *cx)
{
    struct postmaster p;
    struct people people;
    people_make(cx, &people);
    test_quiet(true);
    postmaster_start(&p, "");
    const struct smtp_config cfg = config_of(p.url);
    put_to(cx, "a@eho.local");
    put_to(cx, "die@eho.local");
    put_to(cx, "b@eho.local");
    assert_int_equal(pass(cx, &cfg), 1);
    assert_int_equal(waitpid(p.pid, NULL, 0), p.pid);
    assert_int_equal(in_state(cx, "unclear"), 1);
    assert_int_equal(in_state(cx, "waiting"), 1);
    postmaster_again(&p, "");
    for (int i = 0; i < 3; i++, cx->now += 86400) (void)pass(cx, &cfg);
    assert_int_equal(in_state(cx, "sent"), 2);
    assert_int_equal(in_state(cx, "unclear"), 1);
    assert_int_equal(postmaster_count(&p), 3); /* it had arrived, and did not go twice */
    /* Breaks off before it has heard of the mail: nothing is unclear. */
    put_to(cx, "hangup@eho.local");
    assert_int_equal(pass(cx, &cfg), 0);
    assert_int_equal(in_state(cx, "waiting"), 1);
    postmaster_stop(&p);
    test_quiet(false);
}

static void a_mail_server_that_dies_gets_nothing_twice(void **state)
{
    (void)state;
    test_on_engines(dies);
}

static void died(struct cx *cx)
{
    struct postmaster p;
    struct people people;
    char until[STAMP_TEXT];
    people_make(cx, &people);
    put_to(cx, "jelena@eho.local");
    test_script(cx, "UPDATE mail SET state = 'sending'");
    postmaster_start(&p, "");
    const struct smtp_config cfg = config_of(p.url);
    cx->now += OUTBOX_LEASE / 2;
    test_script(cx, arena_printf(cx->arena, "UPDATE mail SET next_at = '%s'",
                                 stamp_text(cx->now + 1, until)));
    assert_int_equal(pass(cx, &cfg), 0);
    assert_int_equal(in_state(cx, "sending"), 1); /* another server may be at it */
    cx->now += OUTBOX_LEASE;
    assert_int_equal(pass(cx, &cfg), 0);
    assert_int_equal(in_state(cx, "unclear"), 1);
    assert_int_equal(postmaster_count(&p), 0);
    postmaster_stop(&p);
}

static void a_server_that_died_sends_nothing_twice(void **state)
{
    (void)state;
    test_on_engines(died);
}

static void gives_back(struct cx *cx)
{
    struct postmaster p;
    struct people people;
    atomic_bool stop = true;
    people_make(cx, &people);
    postmaster_start(&p, "");
    struct smtp_config cfg = config_of(p.url);
    cfg.stop = &stop;
    for (int i = 0; i < 10; i++) put_to(cx, arena_printf(cx->arena, "a%d@eho.local", i));
    assert_int_equal(pass(cx, &cfg), 0);
    assert_int_equal(in_state(cx, "waiting"), 10);
    assert_int_equal(test_count(cx, "SELECT CAST(SUM(tries) AS BIGINT) FROM mail"), 0);
    atomic_store(&stop, false);
    assert_int_equal(pass(cx, &cfg), 10);
    assert_int_equal(test_count(cx, "SELECT MAX(tries) FROM mail"), 1);
    postmaster_stop(&p);
}

static void a_stop_gives_back_what_has_not_gone(void **state)
{
    (void)state;
    test_on_engines(gives_back);
}

/* The mail server goes away within a claim (the twelfth is claimed with some behind it, unless
 * the machine is very slow): what was not begun has used up no try, and is due at once. */
static void leaves(struct cx *cx)
{
    struct postmaster p;
    struct people people;
    bool away;
    people_make(cx, &people);
    test_quiet(true);
    postmaster_start(&p, "");
    const struct smtp_config cfg = config_of(p.url);
    for (int i = 1; i <= 24; i++)
        put_to(cx, arena_printf(cx->arena, i == 12 ? "hangup@eho.local" : "a%d@eho.local", i));
    assert_int_equal(pass_on(cx, &cfg, &away), 11);
    assert_true(away);
    assert_int_equal(in_state(cx, "waiting"), 13);
    assert_int_equal(test_count(cx, "SELECT CAST(SUM(tries) AS BIGINT) FROM mail"), 12);
    assert_int_equal(pass(cx, &cfg), 12);
    assert_int_equal(postmaster_count(&p), 23);
    postmaster_stop(&p);
    test_quiet(false);
}

static void what_was_not_begun_is_as_before(void **state)
{
    (void)state;
    test_on_engines(leaves);
}

static void settled(struct cx *cx, int64_t id)
{
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, mail_settle(cx, id, "sent", cx->now, cx->now, "")), RC_OK);
}

/* Whoever sent a mail may say so after its lease; not once a person has sent it on again. */
static void late(struct cx *cx)
{
    struct people people;
    people_make(cx, &people);
    put_to(cx, "a@eho.local");
    put_to(cx, "b@eho.local");
    test_script(cx, "UPDATE mail SET state = 'unclear' WHERE id = 1");
    settled(cx, 1);
    settled(cx, 2);
    assert_int_equal(test_count(cx, "SELECT id FROM mail WHERE state = 'sent'"), 1);
    assert_int_equal(test_count(cx, "SELECT id FROM mail WHERE state = 'waiting'"), 2);
}

static void what_was_sent_can_be_said_late(void **state)
{
    (void)state;
    test_on_engines(late);
}

static void claims_one(struct cx *cx, struct mail_claim_rows *claim)
{
    assert_int_equal(mail_claim(cx, cx->now, 1, cx->now + OUTBOX_LEASE, claim), RC_OK);
    assert_int_equal(claim->n, 1);
}

/* On PostgreSQL while the first has not committed: nobody waits. On SQLite one writes at a time. */
static void shares(struct cx *cx)
{
    struct people people;
    struct mail_claim_rows a, b;
    people_make(cx, &people);
    put_to(cx, "a@eho.local");
    put_to(cx, "b@eho.local");
    struct cx *peer = test_peer(cx);
    const bool at_once = db_engine(cx->db) == DB_POSTGRES;
    if (at_once) test_script(peer, "SET lock_timeout = '2s'");
    assert_int_equal(db_begin(cx), RC_OK);
    claims_one(cx, &a);
    if (!at_once) assert_int_equal(db_end(cx, RC_OK), RC_OK);
    assert_int_equal(db_begin(peer), RC_OK);
    claims_one(peer, &b);
    assert_int_equal(db_end(peer, RC_OK), RC_OK);
    if (at_once) assert_int_equal(db_end(cx, RC_OK), RC_OK);
    assert_int_not_equal(a.v[0].id, b.v[0].id);
    assert_int_equal(in_state(cx, "sending"), 2);
}

static void two_workers_share_what_waits(void **state)
{
    (void)state;
    test_on_engines(shares);
}

static void rolled_back(struct cx *cx)
{
    struct people people;
    people_make(cx, &people);
    const struct mail m = mail_to("jelena@eho.local");
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(mail_add(cx, &m), RC_OK);
    assert_int_equal(db_end(cx, RC_CONFLICT), RC_CONFLICT);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail"), 0);
}

static void no_cause_no_mail(void **state)
{
    (void)state;
    test_on_engines(rolled_back);
}

static enum rc bounced(struct cx *cx, int64_t id, bool dead)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, mail_bounced(cx, id, dead, "550 5.1.1 gone"));
}

static void comes_back(struct cx *cx)
{
    struct people people;
    people_make(cx, &people);
    for (int i = 0; i < 3; i++) {
        struct mail m = mail_to("jelena@eho.local");
        m.cause_key = arena_printf(cx->arena, "%d", i);
        put(cx, &m);
    }
    test_script(cx, "UPDATE mail SET state = 'sent' WHERE id < 3");
    assert_int_equal(bounced(cx, 1, false), RC_OK);
    assert_int_equal(in_state(cx, "bounced"), 1);
    assert_int_equal(in_state(cx, "waiting"), 1);
    assert_int_equal(bounced(cx, 2, true), RC_OK);
    assert_int_equal(bounced(cx, 2, true), RC_OK);
    assert_int_equal(in_state(cx, "bounced"), 2);
    assert_int_equal(in_state(cx, "suppressed"), 1); /* what still waited for the same address */
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM mail_suppression WHERE mail_id = 2"), 1);
    assert_int_equal(bounced(cx, 9, true), RC_MISSING);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE action = 'mail.bounce'"), 2);
}

static void what_comes_back_is_said(void **state)
{
    (void)state;
    test_on_engines(comes_back);
}

TESTS(outbox, cmocka_unit_test(a_mail_goes_once), cmocka_unit_test(what_goes_wrong_is_in_its_row),
      cmocka_unit_test(one_recipient_does_not_stop_another),
      cmocka_unit_test(a_mail_server_that_dies_gets_nothing_twice),
      cmocka_unit_test(a_server_that_died_sends_nothing_twice),
      cmocka_unit_test(a_stop_gives_back_what_has_not_gone),
      cmocka_unit_test(what_was_not_begun_is_as_before),
      cmocka_unit_test(what_was_sent_can_be_said_late),
      cmocka_unit_test(two_workers_share_what_waits), cmocka_unit_test(no_cause_no_mail),
      cmocka_unit_test(what_comes_back_is_said));

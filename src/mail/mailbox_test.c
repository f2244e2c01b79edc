/* SPDX-License-Identifier: EUPL-1.2 */
/* mailbox_test.c — mails lie in a real IMAP server (dovecot of Debian) on loopback, and what
 * becomes of them there and here.
 */
#include "mail/mailbox.h"

#include "app/modules.h"
#include "mail/mail.h"
#include "mail/reply.h"
#include "mail/sign.h"
#include "tests/engine.h"
#include "tests/imapd.h"
#include "tests/people.h"
#include "tests/t.h"

#include <string.h>
#include <time.h>

static struct mailbox_config config_of(const struct imapd *d)
{
    return (struct mailbox_config){ .imap = { .url = d->url,
                                              .user = "kolo",
                                              .password = "secret",
                                              .folder = "INBOX",
                                              .done = "Kolo/done" },
                                    .inbound = { .address = "reply@kolo.local",
                                                 .from = "kolo@kolo.local",
                                                 .list = "kolo.local" },
                                    .every = 1 };
}

/* A person, a mail to them, and the address it says to answer to. */
static const char *begin(struct cx *cx)
{
    struct people people;
    const char *to;
    assert_int_equal(modules_setup(), RC_OK);
    people_make(cx, &people);
    const int64_t account = people.account[ROLE_PARTNER_COORDINATOR];
    test_script(cx, arena_printf(cx->arena,
                                 "UPDATE account SET email = 'jelena@eho.local', "
                                 "email_key = 'jelena@eho.local' WHERE id = %lld",
                                 (long long)account));
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, mail_add(cx, &(struct mail){ .cause = "test",
                                                             .cause_key = "1",
                                                             .account = account,
                                                             .project = PROJECT,
                                                             .address = "jelena@eho.local",
                                                             .name = "Jelena",
                                                             .lang = "en",
                                                             .subject = "A question",
                                                             .body = "Do you?",
                                                             .path = "/p/1",
                                                             .thread = "project-1",
                                                             .reply_type = "project",
                                                             .reply = PROJECT })),
                     RC_OK);
    const struct signed_word s = { .purpose = MAIL_REPLY,
                                   .number = { test_count(cx, "SELECT MAX(id) FROM mail") },
                                   .n = 1 };
    assert_int_equal(sign_address(cx, "reply@kolo.local", &s, &to), RC_OK);
    return to;
}

static const char *answer(struct cx *cx, const char *to, int no)
{
    return arena_printf(cx->arena,
                        "From: jelena@eho.local\nTo: %s\nSubject: Re: A question\nMessage-ID: "
                        "<%d@eho.local>\nDate: Wed, 25 Nov 2026 10:00:00 +0000\n\nAnswer %d.\n",
                        to, no, no);
}

static int64_t comments(struct cx *cx) { return test_count(cx, "SELECT COUNT(*) FROM comment"); }

/* Until there are ${n}, or ten seconds have gone. */
static void wait_for(struct cx *cx, int64_t n)
{
    const struct timespec tick = { .tv_nsec = 50000000 };
    for (int i = 0; i < 200 && comments(cx) < n; i++) nanosleep(&tick, NULL);
    assert_int_equal(comments(cx), n);
}

static void wait_empty(const struct imapd *d)
{
    const struct timespec tick = { .tv_nsec = 50000000 };
    for (int i = 0; i < 200 && imapd_count(d, ""); i++) nanosleep(&tick, NULL);
    assert_int_equal(imapd_count(d, ""), 0);
}

static void taken(struct cx *cx)
{
    struct imapd d;
    const char *to = begin(cx);
    imapd_start(&d, "");
    const struct mailbox_config cfg = config_of(&d);
    test_quiet(true);
    imapd_put(&d, answer(cx, to, 1));
    imapd_put(&d, answer(cx, to, 2));
    imapd_put(&d, answer(cx, to, 2)); /* delivered twice */
    imapd_put(&d, "From: x@y.local\nSubject: Buy\n\nNow\n");
    struct mailbox *b = mailbox_start(&cfg, db_url(cx->db));
    assert_non_null(b);
    wait_for(cx, 2);
    wait_empty(&d);
    /* It waits now (IDLE); what comes is there at once. */
    imapd_put(&d, answer(cx, to, 3));
    wait_for(cx, 3);
    wait_empty(&d);
    assert_int_equal(imapd_count(&d, ".Kolo.done"), 5);
    /* The server goes and comes. */
    imapd_halt(&d);
    imapd_put(&d, answer(cx, to, 4));
    imapd_again(&d);
    wait_for(cx, 4);
    wait_empty(&d);
    mailbox_stop(b);
    test_quiet(false);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM inbound WHERE via = 'imap'"), 5);
    imapd_stop(&d);
}

static void mails_leave_the_folder_when_they_are_kept(void **state)
{
    (void)state;
    test_on_engines(taken);
}

/* ---- servers that can less ------------------------------------------------------------------- */

static void plain(struct cx *cx)
{
    struct imapd d;
    const char *to = begin(cx);
    imapd_start(&d, "imap_capability = IMAP4rev1 UIDPLUS");
    const struct mailbox_config cfg = config_of(&d);
    test_quiet(true);
    struct mailbox *b = mailbox_start(&cfg, db_url(cx->db));
    assert_non_null(b);
    imapd_put(&d, answer(cx, to, 1));
    wait_for(cx, 1);
    wait_empty(&d);
    assert_int_equal(imapd_count(&d, ".Kolo.done"), 1);
    mailbox_stop(b);
    test_quiet(false);
    imapd_stop(&d);
}

static void without_idle_and_move_too(void **state)
{
    (void)state;
    test_on_engines(plain);
}

static void stays(struct cx *cx)
{
    struct imapd d;
    struct buf raw;
    int64_t uid, size;
    const char *to = begin(cx);
    imapd_start(&d, "");
    struct mailbox_config cfg = config_of(&d);
    cfg.imap.done = NULL; /* only marked */
    struct imap *m = imap_new(&cfg.imap);
    assert_non_null(m);
    if (!imap_connect(m)) fail_msg("%s", imap_trouble(m));
    assert_true(imap_next(m, 0, &uid));
    assert_int_equal(uid, 0);
    imapd_put(&d, answer(cx, to, 1));
    imapd_put(&d, answer(cx, to, 2));
    assert_true(imap_next(m, 0, &uid));
    assert_int_equal(uid, 1);
    assert_true(imap_next(m, uid, &uid));
    assert_int_equal(uid, 2);
    buf_init(&raw, 100000);
    assert_true(imap_fetch(m, 2, 10000, 100, &raw, &size));
    assert_non_null(strstr(raw.p, "\r\n\r\nAnswer 2.\r\n"));
    assert_int_equal(raw.n, size);
    /* Above the limit: the headers, as far as they are wanted. */
    assert_true(imap_fetch(m, 2, 20, 1000, &raw, &size));
    assert_null(strstr(raw.p, "Answer 2."));
    assert_non_null(strstr(raw.p, "Message-ID: <2@eho.local>"));
    assert_true(imap_fetch(m, 2, 20, 30, &raw, &size));
    assert_int_equal(raw.n, 30);
    /* One that is not there. */
    assert_true(imap_fetch(m, 99, 20, 30, &raw, &size));
    assert_int_equal(raw.n, 0);
    /* What was taken is not given again, also on another connection. */
    assert_true(imap_take(m, 1));
    imap_free(m);
    m = imap_new(&cfg.imap);
    assert_true(imap_connect(m));
    assert_true(imap_next(m, 0, &uid));
    assert_int_equal(uid, 2);
    assert_true(imap_next(m, 2, &uid));
    assert_int_equal(uid, 0);
    imap_free(m);
    /* Kolo was killed before it was moved away: that is done when it comes again. */
    cfg.imap.done = "Kolo/done";
    m = imap_new(&cfg.imap);
    assert_true(imap_connect(m));
    assert_int_equal(imapd_count(&d, ""), 1);
    assert_int_equal(imapd_count(&d, ".Kolo.done"), 1);
    imap_free(m);
    /* Somebody else's password. */
    cfg.imap.password = "wrong";
    m = imap_new(&cfg.imap);
    assert_false(imap_connect(m));
    assert_true(*imap_trouble(m));
    imap_free(m);
    buf_done(&raw);
    imapd_stop(&d);
}

static void what_was_taken_is_marked(void **state)
{
    (void)state;
    test_on_engines(stays);
}

static int busy_left;

static enum rc busy_first(struct cx *cx, const struct reply *r)
{
    (void)cx, (void)r;
    return busy_left-- > 0 ? RC_BUSY : RC_OK;
}

static void waits(struct cx *cx)
{
    static const struct reply_kind kinds[] = { { .take = busy_first } };
    struct imapd d;
    const char *to = begin(cx);
    const struct timespec while_busy = { .tv_sec = 1, .tv_nsec = 500000000 };
    imapd_start(&d, "");
    const struct mailbox_config cfg = config_of(&d);
    busy_left = 1;
    reply_register(kinds);
    test_quiet(true);
    imapd_put(&d, answer(cx, to, 1));
    struct mailbox *b = mailbox_start(&cfg, db_url(cx->db));
    assert_non_null(b);
    nanosleep(&while_busy, NULL);
    assert_int_equal(imapd_count(&d, ""), 1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM inbound"), 0);
    wait_empty(&d);
    mailbox_stop(b);
    test_quiet(false);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM inbound WHERE state = 'placed'"), 1);
    imapd_stop(&d);
}

static void what_was_not_kept_stays_there(void **state)
{
    (void)state;
    test_on_engines(waits);
}

TESTS(mailbox, cmocka_unit_test(mails_leave_the_folder_when_they_are_kept),
      cmocka_unit_test(without_idle_and_move_too), cmocka_unit_test(what_was_taken_is_marked),
      cmocka_unit_test(what_was_not_kept_stays_there));

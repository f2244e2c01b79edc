/* SPDX-License-Identifier: EUPL-1.2 */
/* inbound_test.c — what becomes of a mail, by what it says and to which address it went; on both
 * engines, with the domains of the whole program behind it.
 */
#include "mail/inbound.h"

#include "account/viewer.h"
#include "app/modules.h"
#include "mail/mail.h"
#include "mail/reply.h"
#include "mail/sign.h"
#include "mail/smtp.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/t.h"

#include <string.h>

static const struct inbound_config cfg = { .address = "reply@kolo.local",
                                           .from = "kolo@kolo.local",
                                           .list = "kolo.local" };
enum { DAYS_60 = 60 * 86400 };

/* One mail of ours about project 1, to EHO's coordinator; a number each. */
static int64_t ask(struct cx *cx, int64_t account, const char *key)
{
    const char *email = "jelena@eho.local";
    test_script(cx,
                arena_printf(cx->arena,
                             "UPDATE account SET email = '%s', email_key = '%s' WHERE id = %lld",
                             email, email, (long long)account));
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, mail_add(cx, &(struct mail){ .cause = "test",
                                                             .cause_key = key,
                                                             .project = PROJECT,
                                                             .account = account,
                                                             .address = email,
                                                             .name = "Jelena",
                                                             .lang = "en",
                                                             .subject = "A question",
                                                             .body = "Do you agree?",
                                                             .path = "/p/1",
                                                             .thread = "project-1",
                                                             .reply_type = "project",
                                                             .reply = PROJECT })),
                     RC_OK);
    return test_count(cx, "SELECT MAX(id) FROM mail");
}

static const char *address(struct cx *cx, const char *purpose, int64_t mail, stamp until)
{
    const struct signed_word s = { .purpose = purpose, .number = { mail }, .n = 1, .until = until };
    const char *out;
    assert_int_equal(sign_address(cx, cfg.address, &s, &out), RC_OK);
    return out;
}

static const char *write_mail(struct cx *cx, const char *from, const char *to, const char *id,
                              const char *more, const char *text)
{
    return arena_printf(
        cx->arena,
        "From: Jelena <%s>\r\nTo: Kolo <%s>\r\nSubject: Re: A question\r\n"
        "Message-ID: <%s>\r\n%sContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n",
        from, to, id, more, text);
}

static struct inbound_end take_as(struct cx *cx, const char *raw, int64_t size,
                                  enum inbound_via via)
{
    struct inbound_end end;
    assert_int_equal(inbound_take(cx, &cfg, str_of(raw), size, via, &end), RC_OK);
    return end;
}

static struct inbound_end take(struct cx *cx, const char *raw)
{
    return take_as(cx, raw, (int64_t)strlen(raw), INBOUND_PIPE);
}

static void is(struct inbound_end end, const char *state, const char *reason)
{
    assert_string_equal(end.state, state);
    assert_string_equal(end.reason, reason);
}

static int64_t count(struct cx *cx, const char *what)
{
    return test_count(cx, arena_printf(cx->arena, "SELECT COUNT(*) FROM %s", what));
}

static int64_t begin(struct cx *cx, struct people *people)
{
    assert_int_equal(modules_setup(), RC_OK);
    people_make(cx, people);
    return ask(cx, people->account[ROLE_PARTNER_COORDINATOR], "1");
}

/* ---- it is placed ----------------------------------------------------------------------------
 */

static void placed(struct cx *cx)
{
    struct people people;
    const int64_t mail = begin(cx, &people);
    const char *to = address(cx, MAIL_REPLY, mail, cx->now + DAYS_60);
    const char *raw = write_mail(cx, "Jelena@EHO.local", to, "1@eho.local", "",
                                 "Da, slažemo se.\r\n\r\nOn 3 May 2027, at 14:20, Kolo wrote:\r\n"
                                 "> Do you agree?");
    is(take(cx, raw), INBOUND_PLACED, "");
    assert_int_equal(count(cx, "comment WHERE body = 'Da, slažemo se.' AND via = 'mail' AND "
                               "object_type = 'project' AND object_id = 1"),
                     1);
    assert_int_equal(test_count(cx, "SELECT account_id FROM comment"),
                     people.account[ROLE_PARTNER_COORDINATOR]);
    /* It is kept as it came, and as it was read. */
    assert_int_equal(count(cx,
                           "inbound i JOIN document d ON d.id = i.document_id WHERE "
                           "i.whole LIKE '%Do you agree%' AND i.body NOT LIKE '%Do you agree%'"),
                     1);
    /* The same once more, and on another way: other line ends, another header. */
    struct inbound_end again = take(cx, raw);
    assert_true(again.again);
    is(again, INBOUND_PLACED, "");
    struct buf b;
    buf_init(&b, 10000);
    buf_text(&b, "Received: from a by b\n");
    for (const char *p = raw; *p; p++)
        if (*p != '\r') buf_char(&b, *p);
    again = take_as(cx, b.p, (int64_t)b.n, INBOUND_IMAP);
    buf_done(&b);
    assert_true(again.again);
    assert_int_equal(count(cx, "comment"), 1);
    assert_int_equal(count(cx, "inbound"), 1);
    assert_int_equal(count(cx, "mail WHERE cause = 'inbound.tray'"), 0);
    /* The viewer of before is back. */
    assert_int_equal(viewer_is(cx), 0);
}

static void an_answer_becomes_a_comment_once(void **state)
{
    (void)state;
    test_on_engines(placed);
}

static void with_files(struct cx *cx)
{
    struct people people;
    const int64_t mail = begin(cx, &people);
    const char *raw = arena_printf(
        cx->arena,
        "From: jelena@eho.local\nDelivered-To: %s\nTo: someone@else.local\nMessage-ID: <f@eho>\n"
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee it.\n"
        "--b\nContent-Type: text/csv; name=\"=?utf-8?B?xaBhYmFjLmNzdg==?=\"\n"
        "Content-Disposition: attachment\n\na,b\n1,2\n--b--\n",
        address(cx, MAIL_REPLY, mail, 0));
    is(take(cx, raw), INBOUND_PLACED, "");
    assert_int_equal(count(cx, "attachment a JOIN comment c ON c.id = a.object_id WHERE "
                               "a.object_type = 'comment' AND a.name = 'Šabac.csv'"),
                     1);
}

static void files_go_along(void **state)
{
    (void)state;
    test_on_engines(with_files);
}

/* ---- it is not -------------------------------------------------------------------------------
 */

static void in_the_tray(struct cx *cx)
{
    struct people people;
    const int64_t mail = begin(cx, &people);
    const char *to = address(cx, MAIL_REPLY, mail, cx->now + DAYS_60), *mine = "jelena@eho.local";
    const struct {
        const char *from, *to, *text, *reason;
        int64_t told; /* mails to who sent it, in all until then */
    } cases[] = {
        { "x@stranger.local", cfg.address, "A", "nowhere", 0 },
        { mine, cfg.address, "A", "nowhere", 1 },
        { mine, "reply+1-0-000000000000000000000000@kolo.local", "A", "forged", 1 },
        { mine, address(cx, MAIL_BOUNCE, mail, 0), "A", "forged", 1 },
        { mine, address(cx, MAIL_REPLY, 4711, 0), "A", "forged", 1 },
        { mine, address(cx, MAIL_REPLY, mail, cx->now - 1), "A", "expired", 1 },
        { "x@stranger.local", to, "A", "stranger", 1 },
        { "lead@example.org", to, "A", "foreign", 1 },
        { mine, to, "", "empty", 1 },
    };
    test_script(cx, arena_printf(cx->arena,
                                 "UPDATE account SET email_key = 'lead@example.org' WHERE "
                                 "id = %lld",
                                 (long long)people.account[ROLE_LEAD_FINANCE]));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *id = arena_printf(cx->arena, "tray-%zu@x", i);
        is(take(cx, write_mail(cx, cases[i].from, cases[i].to, id, "", cases[i].text)),
           INBOUND_TRAY, cases[i].reason);
        assert_int_equal(
            count(cx, arena_printf(cx->arena,
                                   "mail WHERE cause = 'inbound.tray' AND account_id "
                                   "= %lld",
                                   (long long)people.account[ROLE_PARTNER_COORDINATOR])),
            cases[i].told);
    }
    assert_int_equal(count(cx, "comment"), 0);
    assert_int_equal(count(cx, "inbound WHERE document_id IS NOT NULL"),
                     sizeof cases / sizeof *cases);
    /* Of the first nobody can say which project it belongs to. */
    assert_int_equal(count(cx, "inbound WHERE project_id = 1"), sizeof cases / sizeof *cases - 1);
    /* The next day somebody is told once more. */
    cx->now += 86400;
    take(cx, write_mail(cx, mine, cfg.address, "next@x", "", "A"));
    assert_int_equal(
        count(cx, "mail WHERE cause = 'inbound.tray' AND address = 'jelena@eho.local'"), 2);
    /* A program is not. */
    cx->now += 86400;
    is(take(cx,
            write_mail(cx, mine, cfg.address, "auto@x", "Auto-Submitted: auto-replied\r\n", "A")),
       INBOUND_AUTO, "");
    assert_int_equal(
        count(cx, "mail WHERE cause = 'inbound.tray' AND address = 'jelena@eho.local'"), 2);
}

static void what_cannot_be_placed_is_kept_with_its_reason(void **state)
{
    (void)state;
    test_on_engines(in_the_tray);
}

static enum rc closed(struct cx *cx, const struct reply *r)
{
    (void)r;
    test_script(cx, "UPDATE project SET title = title"); /* what it wrote is undone */
    return refuse(cx, RC_CONFLICT, "The consultation closed on 3 May.");
}

static enum rc gone(struct cx *cx, const struct reply *r)
{
    (void)r;
    return refuse(cx, RC_MISSING, "There is none.");
}

static enum rc broken(struct cx *cx, const struct reply *r)
{
    (void)r;
    return fail(cx, "a fault");
}

static enum rc busy(struct cx *cx, const struct reply *r)
{
    (void)cx, (void)r;
    return RC_BUSY;
}

static void refused(struct cx *cx)
{
    struct people people;
    const int64_t mail = begin(cx, &people);
    const char *to = address(cx, MAIL_REPLY, mail, 0), *mine = "jelena@eho.local";
    static const struct reply_kind shut[] = { { .type = "project", .take = closed }, { 0 } },
                                   hidden[] = { { .type = "project", .take = gone }, { 0 } },
                                   fault[] = { { .take = broken } }, later[] = { { .take = busy } };
    struct inbound_end end;
    reply_register(shut);
    is(take(cx, write_mail(cx, mine, to, "r1@x", "", "A")), INBOUND_TRAY, "refused");
    is(take(cx, write_mail(cx, mine, to, "r2@x", "", "B")), INBOUND_TRAY, "refused");
    assert_int_equal(count(cx,
                           "mail WHERE cause = 'inbound.tray' AND body LIKE '%closed on 3 May%' "
                           "AND path = '/p/1'"),
                     2);
    assert_int_equal(count(cx, "inbound WHERE said = 'The consultation closed on 3 May.'"), 2);
    reply_register(hidden);
    is(take(cx, write_mail(cx, mine, to, "r3@x", "", "A")), INBOUND_TRAY, "hidden");
    test_quiet(true);
    reply_register(fault);
    is(take(cx, write_mail(cx, mine, to, "r4@x", "", "A")), INBOUND_TRAY, "error");
    test_quiet(false);
    /* What is only busy is given again. */
    reply_register(later);
    const char *raw = write_mail(cx, mine, to, "r5@x", "", "A");
    assert_int_equal(inbound_take(cx, &cfg, str_of(raw), 99, INBOUND_PIPE, &end), RC_BUSY);
    assert_int_equal(count(cx, "inbound"), 4);
    /* Who can no longer sign in. */
    assert_int_equal(modules_setup(), RC_OK);
    test_script(cx, arena_printf(cx->arena, "UPDATE account SET state = 'locked' WHERE id = %lld",
                                 (long long)people.account[ROLE_PARTNER_COORDINATOR]));
    is(take(cx, raw), INBOUND_TRAY, "locked");
    assert_int_equal(count(cx, "comment"), 0);
}

static void a_refusal_goes_back(void **state)
{
    (void)state;
    test_on_engines(refused);
}

static void odd(struct cx *cx)
{
    struct people people;
    const int64_t mail = begin(cx, &people);
    const char *to = address(cx, MAIL_REPLY, mail, 0), *mine = "jelena@eho.local";
    /* The same Message-ID with other words: neither lost nor taken for the first. */
    is(take(cx, write_mail(cx, mine, to, "same@x", "", "One")), INBOUND_PLACED, "");
    is(take(cx, write_mail(cx, mine, to, "same@x", "", "Two")), INBOUND_TRAY, "twice");
    assert_true(take(cx, write_mail(cx, mine, to, "same@x", "", "Two")).again);
    /* Without any. */
    is(take(cx, write_mail(cx, mine, to, "", "", "Three")), INBOUND_PLACED, "");
    assert_true(take(cx, write_mail(cx, mine, to, "", "", "Three")).again);
    assert_int_equal(count(cx, "comment"), 2);
    /* Larger than is taken: its headers, and an answer. */
    is(take_as(cx, write_mail(cx, mine, to, "large@x", "", "Four"), INBOUND_MOST + 1, INBOUND_PIPE),
       INBOUND_TRAY, "large");
    assert_int_equal(count(cx, "mail WHERE cause = 'inbound.tray' AND body LIKE '%25 MB%'"), 1);
    /* No mail at all. */
    is(take(cx, "\x01\x02 garbage"), INBOUND_TRAY, "empty");
    /* Ours. */
    is(take(cx, write_mail(cx, "kolo@kolo.local", to, "own@x", "", "A")), INBOUND_LOOP, "own");
    is(take(cx, write_mail(cx, mine, to, "loop@x", "X-Loop: kolo.local\r\n", "A")), INBOUND_LOOP,
       "own");
    const char *word;
    assert_int_equal(
        sign_word(cx, &(struct signed_word){ .purpose = MAIL_SELF, .number = { mail }, .n = 1 },
                  &word),
        RC_OK);
    is(take(cx, write_mail(cx, mine, to, arena_printf(cx->arena, "%s@kolo.local", word), "", "A")),
       INBOUND_LOOP, "own");
    /* Answering machines, with a good address too. */
    is(take(cx, write_mail(cx, mine, to, "a1@x", "Precedence: bulk\r\n", "A")), INBOUND_AUTO, "");
    is(take(cx, write_mail(cx, mine, to, "a2@x", "Return-Path: <>\r\n", "A")), INBOUND_AUTO, "");
    /* A person is not sixty an hour; of those above some were. */
    const int64_t before = test_count(
        cx,
        arena_printf(cx->arena, "SELECT COUNT(*) FROM inbound WHERE from_address = '%s'", mine));
    for (int64_t i = before; i < INBOUND_HOUR; i++)
        is(take(cx,
                write_mail(cx, mine, to, arena_printf(cx->arena, "many-%d@x", (int)i), "", "A")),
           INBOUND_PLACED, "");
    is(take(cx, write_mail(cx, mine, to, "flood@x", "", "A")), INBOUND_LOOP, "flood");
    cx->now += 3601;
    is(take(cx, write_mail(cx, mine, to, "after@x", "", "A")), INBOUND_PLACED, "");
}

static void odd_mails_are_kept_too(void **state)
{
    (void)state;
    test_on_engines(odd);
}

/* ---- what came back --------------------------------------------------------------------------
 */

static const char *status_of(struct cx *cx, const char *to, const char *id, const char *action,
                             const char *status)
{
    return arena_printf(
        cx->arena,
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.local\nTo: %s\nMessage-ID: <dsn-%s@mx.local>\n"
        "Subject: Undelivered\nAuto-Submitted: auto-replied\nContent-Type: multipart/report;\n"
        " report-type=delivery-status; boundary=\"b\"\n\n--b\n\nSorry.\n--b\nContent-Type: "
        "message/delivery-status\n\nReporting-MTA: dns; mx.local\n\nFinal-Recipient: rfc822; "
        "jelena@eho.local\nAction: %s\nStatus: %s\nDiagnostic-Code: smtp; 550 no such user\n\n--b\n"
        "Content-Type: text/rfc822-headers\n\nFrom: kolo@kolo.local\nMessage-ID: "
        "<%s@kolo.local>\n\n"
        "--b--\n",
        to, status, action, status, id);
}

static void bounced(struct cx *cx)
{
    struct people people;
    const int64_t mail = begin(cx, &people);
    const char *word;
    assert_int_equal(
        sign_word(cx, &(struct signed_word){ .purpose = MAIL_SELF, .number = { mail }, .n = 1 },
                  &word),
        RC_OK);
    test_script(cx, "UPDATE mail SET state = 'sent'");
    is(take(cx, status_of(cx, cfg.from, word, "delayed", "4.4.1")), INBOUND_BOUNCE, "");
    assert_int_equal(count(cx, "mail WHERE state = 'sent'"), 1);
    is(take(cx, status_of(cx, cfg.from, "nobody", "failed", "5.0.0")), INBOUND_BOUNCE, "unknown");
    assert_int_equal(count(cx, "mail WHERE state = 'sent'"), 1);
    /* By its Message-ID, and by the address it went to. */
    is(take(cx, status_of(cx, cfg.from, word, "failed", "5.2.2")), INBOUND_BOUNCE, "");
    assert_int_equal(
        count(cx, "mail WHERE state = 'bounced' AND trouble LIKE '5.2.2 550 no such%'"), 1);
    /* Another report about the same mail is kept, and changes nothing. */
    is(take(cx, status_of(cx, address(cx, MAIL_BOUNCE, mail, 0), "again", "failed", "5.2.2")),
       INBOUND_BOUNCE, "");
    assert_int_equal(count(cx, "audit WHERE action = 'mail.bounce'"), 1);
    test_script(cx, "UPDATE mail SET state = 'sent'");
    is(take(cx, status_of(cx, address(cx, MAIL_BOUNCE, mail, 0), "x", "failed", "5.1.1")),
       INBOUND_BOUNCE, "");
    is(take(cx, status_of(cx, address(cx, MAIL_BOUNCE, mail, 0), "y", "failed", "5.1.1")),
       INBOUND_BOUNCE, "");
    assert_int_equal(count(cx, "mail WHERE state = 'bounced'"), 1);
    assert_int_equal(count(cx, "mail_suppression"), 1);
    assert_int_equal(count(cx, "inbound WHERE mail_id IS NOT NULL AND state = 'bounce'"), 5);
}

/* A date of long ago or of tomorrow orders nothing: those are answers of now. */
static void dated(struct cx *cx)
{
    struct people people;
    const int64_t mail = begin(cx, &people);
    const char *to = address(cx, MAIL_REPLY, mail, 0);
    static const struct {
        int64_t away; /* seconds from now */
        bool believed;
    } cases[] = { { -13 * 86400, true }, { -15 * 86400, false }, { 300, true }, { 1200, false } };
    char at[STAMP_TEXT];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const stamp said = cx->now + cases[i].away;
        const char *id = arena_printf(cx->arena, "date-%zu@x", i);
        const char *line = arena_printf(cx->arena, "Date: %s\r\n", smtp_date(cx, said));
        is(take(cx, write_mail(cx, "jelena@eho.local", to, id, line, "A")), INBOUND_PLACED, "");
        const char *where =
            arena_printf(cx->arena, "inbound WHERE message_id = '%s' AND sent_at", id);
        assert_int_equal(count(cx, arena_printf(cx->arena, "%s IS NOT NULL", where)),
                         cases[i].believed);
        if (!cases[i].believed) continue;
        stamp_text(said < cx->now ? said : cx->now, at);
        assert_int_equal(count(cx, arena_printf(cx->arena, "%s = '%s'", where, at)), 1);
    }
}

static void a_date_is_believed_within_reason(void **state)
{
    (void)state;
    test_on_engines(dated);
}

static void what_came_back_is_told_to_its_mail(void **state)
{
    (void)state;
    test_on_engines(bounced);
}

TESTS(inbound, cmocka_unit_test(a_date_is_believed_within_reason),
      cmocka_unit_test(an_answer_becomes_a_comment_once), cmocka_unit_test(files_go_along),
      cmocka_unit_test(what_cannot_be_placed_is_kept_with_its_reason),
      cmocka_unit_test(a_refusal_goes_back), cmocka_unit_test(odd_mails_are_kept_too),
      cmocka_unit_test(what_came_back_is_told_to_its_mail));

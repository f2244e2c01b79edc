/* SPDX-License-Identifier: EUPL-1.2 */
/* smtp_test.c — the talk with a real SMTP server: TLS, STARTTLS, passwords, and what is refused;
 * headers and parts as they arrive.
 */
#include "mail/smtp.h"

#include "tests/engine.h"
#include "tests/postmaster.h"
#include "tests/t.h"

#include <string.h>

static struct cx *fresh(void)
{
    struct arena *a = arena_new();
    struct cx *cx = arena_alloc(a, sizeof *cx);
    cx_init(cx, a);
    return cx;
}

static struct smtp_config config_of(const struct postmaster *p)
{
    return (struct smtp_config){
        .url = p->url, .from = "kolo@mcic.local", .from_name = "Kolo", .list = "mcic.local"
    };
}

static struct smtp_mail mail_to(const char *address)
{
    return (struct smtp_mail){ .address = address,
                               .name = "Јелена \"J\" Šarić",
                               .lang = "sr",
                               .subject = "Извештај за период 2: питања — Šabac i Čačak, drugi red",
                               .text = "Prvi pasus: €.\n\n.A line that begins with a dot <b>&.\n",
                               .html = "<p>Prvi pasus: €.</p>\n",
                               .envelope = "kolo@mcic.local",
                               .message_id = "1-0-ab@mcic.local",
                               .thread_id = "report-1@mcic.local",
                               .date = 1196000000 };
}

static enum smtp_end send_mail(struct cx *cx, const struct smtp_config *cfg,
                               const struct smtp_mail *m, const char **trouble)
{
    const char *room = NULL;
    struct smtp *s = smtp_open(cfg);
    assert_non_null(s);
    enum smtp_end end = smtp_send(cx, s, m, trouble ? trouble : &room);
    smtp_close(s);
    return end;
}

static enum smtp_end send_to(struct cx *cx, const struct smtp_config *cfg, const char *address,
                             const char **trouble)
{
    const struct smtp_mail m = mail_to(address);
    return send_mail(cx, cfg, &m, trouble);
}

/* ---- who is let in, and what goes in the clear ------------------------------------------------
 */

static void starttls_and_a_password(void **state)
{
    (void)state;
    struct cx *cx = fresh();
    struct postmaster p;
    const char *trouble = NULL;
    postmaster_start(&p, "tls auth");
    struct smtp_config cfg = config_of(&p);
    cfg.user = "kolo";
    cfg.password = "šifra";
    /* Without the certificate on loopback nothing is encrypted, and this server wants it so. */
    assert_int_equal(send_to(cx, &cfg, "a@eho.local", &trouble), SMTP_AWAY);
    cfg.ca = p.ca;
    assert_int_equal(send_to(cx, &cfg, "a@eho.local", &trouble), SMTP_SENT);
    cfg.password = "wrong";
    assert_int_equal(send_to(cx, &cfg, "b@eho.local", &trouble), SMTP_AWAY);
    assert_non_null(strstr(trouble, "535"));
    cfg.user = cfg.password = NULL;
    assert_int_equal(send_to(cx, &cfg, "c@eho.local", &trouble), SMTP_AWAY);
    assert_non_null(strstr(trouble, "530"));
    assert_int_equal(postmaster_count(&p), 1);
    postmaster_stop(&p);
    arena_free(cx->arena);
}

static void tls_from_the_first_byte(void **state)
{
    (void)state;
    struct cx *cx = fresh();
    struct postmaster p;
    const char *trouble = NULL;
    postmaster_start(&p, "smtps auth");
    struct smtp_config cfg = config_of(&p);
    cfg.user = "kolo";
    cfg.password = "šifra";
    /* A certificate that nobody vouches for is no good, on loopback either. */
    assert_int_equal(send_to(cx, &cfg, "a@eho.local", &trouble), SMTP_AWAY);
    assert_non_null(strstr(trouble, "certificate"));
    cfg.ca = p.ca;
    assert_int_equal(send_to(cx, &cfg, "a@eho.local", &trouble), SMTP_SENT);
    assert_int_equal(postmaster_count(&p), 1);
    postmaster_stop(&p);
    arena_free(cx->arena);
}

/* A server that offers no TLS, called by an address that is not loopback's by its name. */
static void nothing_goes_in_the_clear_over_a_network(void **state)
{
    (void)state;
    struct cx *cx = fresh();
    struct postmaster p;
    const char *trouble = NULL;
    postmaster_start(&p, "");
    struct smtp_config cfg = config_of(&p);
    assert_int_equal(send_to(cx, &cfg, "a@eho.local", &trouble), SMTP_SENT);
    cfg.url = arena_printf(cx->arena, "smtp://0.0.0.0:%d", p.port);
    assert_int_equal(send_to(cx, &cfg, "b@eho.local", &trouble), SMTP_AWAY);
    assert_non_null(strstr(trouble, "STARTTLS"));
    assert_int_equal(postmaster_count(&p), 1);
    postmaster_stop(&p);

    static const char *const here[] = { "smtp://127.0.0.1", "smtp://127.0.0.1:25",
                                        "smtp://localhost/", "smtp://[::1]:25",
                                        "smtps://127.1.2.3" };
    static const char *const elsewhere[] = { "smtp://127.0.0.1.example.org", "smtp://localhost.org",
                                             "smtp://10.0.0.1", "smtp://[::10]:25",
                                             "smtp://127.x@example.org" };
    for (size_t i = 0; i < 5; i++) {
        assert_true(smtp_is_here(here[i]));
        assert_false(smtp_is_here(elsewhere[i]));
    }
    arena_free(cx->arena);
}

static void what_an_end_says_of_whom(void **state)
{
    (void)state;
    struct cx *cx = fresh();
    struct postmaster p;
    const char *trouble = NULL;
    postmaster_start(&p, "");
    struct smtp_config cfg = config_of(&p);
    assert_int_equal(send_to(cx, &cfg, "grey@eho.local", &trouble), SMTP_LATER);
    assert_int_equal(send_to(cx, &cfg, "grey@eho.local", &trouble), SMTP_SENT);
    assert_int_equal(send_to(cx, &cfg, "nobody@eho.local", &trouble), SMTP_REFUSED);
    assert_true(smtp_is_dead(trouble));
    assert_int_equal(send_to(cx, &cfg, "full@eho.local", &trouble), SMTP_REFUSED);
    assert_false(smtp_is_dead(trouble));
    assert_int_equal(send_to(cx, &cfg, "content@eho.local", &trouble), SMTP_REFUSED);
    assert_int_equal(send_to(cx, &cfg, "hangup@eho.local", &trouble), SMTP_AWAY);
    /* A sender that may not send is no fault of the recipient's. */
    struct smtp_mail m = mail_to("a@eho.local");
    m.envelope = "wrong@mcic.local";
    assert_int_equal(send_mail(cx, &cfg, &m, &trouble), SMTP_AWAY);
    static const char *const none[] = { "",      "a",    "@b", "a@", "a@b\r\nRCPT TO:<c@d>",
                                        "<a@b>", "a b@c" };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(send_to(cx, &cfg, none[i], &trouble), SMTP_REFUSED);
    assert_int_equal(send_to(cx, &cfg, "die@eho.local", &trouble), SMTP_UNCLEAR);
    postmaster_stop(&p);
    arena_free(cx->arena);
}

/* ---- what arrives -----------------------------------------------------------------------------
 */

static const char *arrives(struct cx *cx, const struct smtp_mail *m)
{
    struct postmaster p;
    postmaster_start(&p, "");
    const struct smtp_config cfg = config_of(&p);
    assert_int_equal(send_mail(cx, &cfg, m, NULL), SMTP_SENT);
    const char *mail = postmaster_mail(cx, &p, 0);
    postmaster_stop(&p);
    return mail;
}

static void assert_header(struct cx *cx, const char *mail, const char *name, const char *value)
{
    const char *is = postmaster_header(cx, mail, name);
    if (value && !is) fail_msg("no %s", name);
    if (value)
        assert_string_equal(is, value);
    else
        assert_null(is);
}

static void headers_arrive(void **state)
{
    (void)state;
    struct cx *cx = fresh();
    struct smtp_mail m = mail_to("jelena@eho.local");
    const char *mail = arrives(cx, &m);
    assert_header(cx, mail, "X-From", "kolo@mcic.local");
    assert_header(cx, mail, "From", "\"Kolo\" <kolo@mcic.local>");
    assert_header(cx, mail, "Date", "Sun, 25 Nov 2007 14:13:20 +0000");
    assert_header(cx, mail, "Message-ID", "<1-0-ab@mcic.local>");
    assert_header(cx, mail, "References", "<report-1@mcic.local>");
    assert_header(cx, mail, "In-Reply-To", "<report-1@mcic.local>");
    assert_header(cx, mail, "List-Id", "<mcic.local>");
    assert_header(cx, mail, "Auto-Submitted", "auto-generated");
    assert_header(cx, mail, "Precedence", "list");
    assert_header(cx, mail, "Content-Language", "sr");
    assert_header(cx, mail, "MIME-Version", "1.0");
    assert_header(cx, mail, "Reply-To", NULL);
    assert_header(cx, mail, "List-Unsubscribe", NULL);
    assert_header(cx, mail, "List-Unsubscribe-Post", NULL);
    assert_non_null(strstr(postmaster_header(cx, mail, "Subject"), "=?UTF-8?B?"));
    assert_non_null(strstr(postmaster_header(cx, mail, "Content-Type"), "multipart/alternative; "));
    assert_non_null(strstr(mail, "\n.A line that begins with a dot <b>&."));
    assert_non_null(strstr(mail, "<p>Prvi pasus: =E2=82=AC.</p>"));
    m.reply_to = "reply+1-2-ab@mcic.local";
    m.unsubscribe = "https://kolo.mcic.local/unsubscribe/1";
    mail = arrives(cx, &m);
    assert_header(cx, mail, "Reply-To", "<reply+1-2-ab@mcic.local>");
    assert_header(cx, mail, "List-Unsubscribe", "<https://kolo.mcic.local/unsubscribe/1>");
    assert_header(cx, mail, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    /* RFC 8058 §3.1: one click is for https alone. */
    m.unsubscribe = "http://127.0.0.1:8080/unsubscribe/1";
    mail = arrives(cx, &m);
    assert_header(cx, mail, "List-Unsubscribe-Post", NULL);
    arena_free(cx->arena);
}

static size_t times(const char *text, const char *what)
{
    size_t n = 0;
    for (const char *p = text; (p = strstr(p, what)); p++) n++;
    return n;
}

static void a_calendar_comes_along_twice(void **state)
{
    (void)state;
    struct cx *cx = fresh();
    struct smtp_mail m = mail_to("jelena@eho.local");
    m.calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n";
    m.method = "REQUEST";
    const char *mail = arrives(cx, &m);
    assert_non_null(strstr(postmaster_header(cx, mail, "Content-Type"), "multipart/mixed; "));
    assert_int_equal(times(mail, "Content-Type: multipart/alternative; "), 1);
    assert_int_equal(times(mail, "Content-Type: text/calendar; charset=utf-8; method=REQUEST"), 1);
    assert_int_equal(times(mail, "Content-Type: application/ics; charset=utf-8; method=REQUEST"),
                     1);
    assert_non_null(strstr(mail, "attachment; filename=\"invite.ics\""));
    assert_int_equal(times(mail, "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n"), 1);
    assert_non_null(
        strstr(mail, "QkVHSU46VkNBTEVOREFSDQpNRVRIT0Q6UkVRVUVTVA0KRU5EOlZDQUxFTkRBUg0K"));
    arena_free(cx->arena);
}

static void words(void **state)
{
    (void)state;
    struct cx *cx = fresh();
    assert_string_equal(smtp_words(cx, "plain text"), "plain text");
    assert_string_equal(smtp_words(cx, "two\r\nBcc: lines"), "two  Bcc: lines");
    assert_string_equal(smtp_words(cx, "Šabac"), "=?UTF-8?B?xaBhYmFj?=");
    assert_string_equal(smtp_words(cx, "=?x"), "=?UTF-8?B?PT94?=");
    /* A long one is cut between characters, into words of at most 75. */
    const char *z = smtp_words(cx, "ЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋ");
    assert_non_null(strstr(z, "?=\r\n =?UTF-8?B?"));
    assert_true(strcspn(z, "\r") <= 75);
    assert_string_equal(smtp_date(cx, 0), "Thu, 1 Jan 1970 00:00:00 +0000");
    arena_free(cx->arena);
}

TESTS(smtp, cmocka_unit_test(starttls_and_a_password), cmocka_unit_test(tls_from_the_first_byte),
      cmocka_unit_test(nothing_goes_in_the_clear_over_a_network),
      cmocka_unit_test(what_an_end_says_of_whom), cmocka_unit_test(headers_arrive),
      cmocka_unit_test(a_calendar_comes_along_twice), cmocka_unit_test(words));

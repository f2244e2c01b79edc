/* SPDX-License-Identifier: EUPL-1.2 */
/* outbox_test.c — mails go through a real SMTP server on loopback (aiosmtpd of Debian), and what
 * becomes of them is in their rows.
 */
#include "mail/outbox.h"

#include "mail/mail.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/t.h"

#include <arpa/inet.h>
#include <glob.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/* ---- the mail server ---------------------------------------------------------------------------
 */

struct postmaster {
    pid_t pid;
    int port;
    char folder[64], url[64];
};

static int free_port(void)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t n = sizeof a;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&a, n), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &n), 0);
    close(fd);
    return ntohs(a.sin_port);
}

static bool answers(int port)
{
    struct sockaddr_in a = { .sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    bool yes = connect(fd, (struct sockaddr *)&a, sizeof a) == 0;
    close(fd);
    return yes;
}

static void postmaster_start(struct postmaster *p, const char *most)
{
    char listen[32], box[80];
    snprintf(p->folder, sizeof p->folder, "/tmp/kolo-mail-XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    snprintf(box, sizeof box, "%s/box", p->folder);
    p->port = free_port();
    snprintf(listen, sizeof listen, "127.0.0.1:%d", p->port);
    snprintf(p->url, sizeof p->url, "smtp://127.0.0.1:%d", p->port);
    char *args[] = { "/usr/bin/python3",
                     "-m",
                     "aiosmtpd",
                     "-n",
                     "-s",
                     (char *)(uintptr_t)most,
                     "-l",
                     listen,
                     "-c",
                     "aiosmtpd.handlers.Mailbox",
                     box,
                     NULL };
    assert_int_equal(posix_spawn(&p->pid, args[0], NULL, NULL, args, environ), 0);
    const struct timespec tick = { .tv_nsec = 20000000 };
    for (int i = 0; i < 1000 && !answers(p->port); i++) nanosleep(&tick, NULL);
    assert_true(answers(p->port));
}

static void postmaster_stop(struct postmaster *p)
{
    char *args[] = { "/bin/rm", "-rf", p->folder, NULL };
    pid_t rm;
    kill(p->pid, SIGTERM);
    waitpid(p->pid, NULL, 0);
    assert_int_equal(posix_spawn(&rm, args[0], NULL, NULL, args, environ), 0);
    waitpid(rm, NULL, 0);
}

/* How many have arrived; *text is the last of them. */
static size_t arrived(struct cx *cx, const struct postmaster *p, const char **text)
{
    glob_t g;
    char pattern[96];
    size_t n = 0;
    snprintf(pattern, sizeof pattern, "%s/box/new/*", p->folder);
    if (glob(pattern, 0, NULL, &g) == 0) {
        n = g.gl_pathc;
        FILE *f = fopen(g.gl_pathv[n - 1], "r");
        char *room = arena_alloc(cx->arena, 20000);
        assert_non_null(f);
        size_t got = fread(room, 1, 19999, f);
        room[got] = 0;
        fclose(f);
        *text = room;
    }
    globfree(&g);
    return n;
}

/* ---- mails -------------------------------------------------------------------------------------
 */

static struct smtp_config config_of(const char *url)
{
    return (struct smtp_config){ .url = url,
                                 .from = "kolo@mcic.local",
                                 .from_name = "Kolo",
                                 .base = "https://kolo.mcic.local",
                                 .list = "mcic.local" };
}

static struct mail mail_to(const char *address)
{
    return (struct mail){ .cause = "report.return",
                          .cause_key = "report 1 change 2",
                          .account = 1,
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

static int64_t in_state(struct cx *cx, const char *state)
{
    return test_count(
        cx, arena_printf(cx->arena, "SELECT COUNT(*) FROM mail WHERE state = '%s'", state));
}

static size_t pass(struct cx *cx, const struct smtp_config *cfg)
{
    size_t sent;
    struct smtp *s = smtp_open(cfg);
    assert_non_null(s);
    assert_int_equal(outbox_pass(cx, s, cfg, &sent), RC_OK);
    smtp_close(s);
    return sent;
}

static void through(struct cx *cx)
{
    struct postmaster p;
    const char *text = NULL;
    struct people people;
    people_make(cx, &people);
    postmaster_start(&p, "10000");
    const struct smtp_config cfg = config_of(p.url);
    const struct mail m = mail_to("jelena@eho.local");
    put(cx, &m);
    put(cx, &m); /* the same cause again */
    assert_int_equal(pass(cx, &cfg), 1);
    assert_int_equal(pass(cx, &cfg), 0);
    assert_int_equal(in_state(cx, "sent"), 1);
    assert_int_equal(arrived(cx, &p, &text), 1);
    assert_non_null(strstr(text, "Subject: =?UTF-8?B?"));
    assert_non_null(strstr(text, "Auto-Submitted: auto-generated"));
    assert_non_null(strstr(text, "References: <report-1@mcic.local>"));
    assert_non_null(strstr(text, "multipart/alternative"));
    assert_non_null(strstr(text, "https://kolo.mcic.local/p/1/report/1"));
    assert_non_null(strstr(text, "\n.A line that begins with a dot <b>&."));
    assert_non_null(strstr(text, "&lt;b&gt;&amp;"));
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
    const char *text = NULL;
    struct mail m = mail_to("jelena@eho.local");
    struct people people;
    people_make(cx, &people);
    test_quiet(true);
    /* Nobody listens: it waits, and not to be tried at once. */
    const struct smtp_config nobody =
        config_of(arena_printf(cx->arena, "smtp://127.0.0.1:%d", free_port()));
    put(cx, &m);
    assert_int_equal(pass(cx, &nobody), 0);
    assert_int_equal(in_state(cx, "waiting"), 1);
    postmaster_start(&p, "3000");
    const struct smtp_config cfg = config_of(p.url);
    assert_int_equal(pass(cx, &cfg), 0);
    cx->now += 3600;
    assert_int_equal(pass(cx, &cfg), 1);
    /* Too large for the server: refused for good. */
    char *much = arena_alloc(cx->arena, 5001);
    memset(much, 'x', 5000);
    much[5000] = 0;
    m.cause_key = "much";
    m.body = much;
    put(cx, &m);
    assert_int_equal(pass(cx, &cfg), 0);
    assert_int_equal(in_state(cx, "failed"), 1);
    /* Of an example: kept back. */
    m = mail_to("jelena@eho.example");
    m.cause_key = "example";
    put(cx, &m);
    assert_int_equal(pass(cx, &cfg), 0);
    assert_int_equal(in_state(cx, "suppressed"), 1);
    assert_int_equal(arrived(cx, &p, &text), 1);
    postmaster_stop(&p);
    test_quiet(false);
}

static void what_goes_wrong_is_in_its_row(void **state)
{
    (void)state;
    test_on_engines(troubled);
}

static void died(struct cx *cx)
{
    struct postmaster p;
    const char *text = NULL;
    struct people people;
    people_make(cx, &people);
    const struct mail m = mail_to("jelena@eho.local");
    put(cx, &m);
    test_script(cx, "UPDATE mail SET state = 'sending'");
    assert_int_equal(outbox_begin(cx), RC_OK);
    postmaster_start(&p, "10000");
    const struct smtp_config cfg = config_of(p.url);
    assert_int_equal(pass(cx, &cfg), 0);
    assert_int_equal(in_state(cx, "unclear"), 1);
    assert_int_equal(arrived(cx, &p, &text), 0);
    postmaster_stop(&p);
}

static void a_server_that_died_sends_nothing_twice(void **state)
{
    (void)state;
    test_on_engines(died);
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

/* ---- headers -----------------------------------------------------------------------------------
 */

static void words(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct cx cx;
    cx_init(&cx, a);
    assert_string_equal(smtp_words(&cx, "plain text"), "plain text");
    assert_string_equal(smtp_words(&cx, "two\r\nBcc: lines"), "two  Bcc: lines");
    assert_string_equal(smtp_words(&cx, "Šabac"), "=?UTF-8?B?xaBhYmFj?=");
    assert_string_equal(smtp_words(&cx, "=?x"), "=?UTF-8?B?PT94?=");
    /* A long one is cut between characters, into words of at most 75. */
    const char *z = smtp_words(&cx, "ЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋЋ");
    assert_non_null(strstr(z, "?=\r\n =?UTF-8?B?"));
    assert_true(strcspn(z, "\r") <= 75);
    assert_string_equal(smtp_date(&cx, 0), "Thu, 1 Jan 1970 00:00:00 +0000");
    arena_free(a);
}

TESTS(outbox, cmocka_unit_test(a_mail_goes_once), cmocka_unit_test(what_goes_wrong_is_in_its_row),
      cmocka_unit_test(a_server_that_died_sends_nothing_twice), cmocka_unit_test(no_cause_no_mail),
      cmocka_unit_test(words));

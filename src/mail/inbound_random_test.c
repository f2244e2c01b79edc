/* SPDX-License-Identifier: EUPL-1.2 */
/* inbound_random_test.c — mails come twice, late, out of order and on both ways, the database fails
 * in the middle, the process is killed in the middle: in the end each answer is there once.
 */
#include "app/modules.h"
#include "base/rand.h"
#include "mail/inbound.h"
#include "mail/mail.h"
#include "mail/sign.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/t.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { ANSWERS = 12, KILLED = 12 };

static const struct inbound_config cfg = { .address = "reply@kolo.local",
                                           .from = "kolo@kolo.local",
                                           .list = "kolo.local" };

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
    assert_int_equal(sign_address(cx, cfg.address, &s, &to), RC_OK);
    return to;
}

static const char *answer(struct cx *cx, const char *to, int no)
{
    return arena_printf(cx->arena,
                        "From: jelena@eho.local\nTo: %s\nSubject: Re: A question\nMessage-ID: "
                        "<%d@eho.local>\n\nAnswer %d.\n",
                        to, no, no);
}

/* Each once, as a comment, and each of what came in settled. */
static void each_once(struct cx *cx, int from, int n)
{
    for (int i = from; i < from + n; i++) {
        const char *sql = arena_printf(
            cx->arena, "SELECT COUNT(*) FROM comment WHERE body = 'Answer %d.' AND via = 'mail'",
            i);
        if (test_count(cx, sql) != 1) fail_msg("answer %d: %d times", i, (int)test_count(cx, sql));
    }
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM inbound WHERE state <> 'placed'"), 0);
}

/* ---- the database fails ---------------------------------------------------------------------- */

static void shuffled(struct cx *cx)
{
    struct seeded r = { (uint64_t)cx->now };
    const char *to = begin(cx);
    int queue[ANSWERS * 64], n = 0;
    print_message("seed %lld\n", (long long)cx->now);
    for (int i = 0; i < ANSWERS; i++)
        for (int64_t k = 0; k <= seeded_below(&r, 3); k++) queue[n++] = i;
    for (int i = n - 1; i > 0; i--) {
        const int j = (int)seeded_below(&r, i + 1), was = queue[i];
        queue[i] = queue[j];
        queue[j] = was;
    }
    test_quiet(true);
    for (int i = 0; i < n; i++) {
        struct inbound_end end;
        const char *raw = answer(cx, to, queue[i]);
        const bool broken = seeded_below(&r, 2) && n < ANSWERS * 60;
        db_fail_after(cx->db, broken ? 1 + seeded_below(&r, 80) : 0);
        enum rc rc = inbound_take(cx, &cfg, str_of(raw), (int64_t)strlen(raw),
                                  (enum inbound_via)seeded_below(&r, 2), &end);
        db_fail_after(cx->db, 0);
        if (rc) queue[n++] = queue[i]; /* who brought it brings it again */
    }
    test_quiet(false);
    each_once(cx, 0, ANSWERS);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM inbound"), ANSWERS);
}

static void twice_late_and_with_faults_each_is_there_once(void **state)
{
    (void)state;
    test_on_engines(shuffled);
}

/* ---- the process is killed ------------------------------------------------------------------- */

/* This program again, as the one that is killed: takes standard input into the database named in
 * KOLO_TEST_TAKE. Run with all tests, it has nothing to do. */
static void takes(void **state)
{
    const char *url = getenv("KOLO_TEST_TAKE");
    struct inbound_end end;
    char raw[4096];
    (void)state;
    if (!url) return;
    struct cx *cx = test_peer_at(url);
    assert_int_equal(modules_setup(), RC_OK);
    const ssize_t n = read(STDIN_FILENO, raw, sizeof raw);
    assert_true(n > 0);
    assert_int_equal(inbound_take(cx, &cfg, (str){ raw, (size_t)n }, n, INBOUND_PIPE, &end), RC_OK);
}

static void spawn(const char *raw, int killed_after_ms)
{
    posix_spawn_file_actions_t files;
    int ends[2];
    pid_t pid;
    char *args[] = { "/proc/self/exe", "inbound_child", NULL };
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], raw, strlen(raw)), (ssize_t)strlen(raw));
    close(ends[1]);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, ends[0], 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    assert_int_equal(posix_spawn(&pid, args[0], &files, NULL, args, environ), 0);
    posix_spawn_file_actions_destroy(&files);
    close(ends[0]);
    const struct timespec while_it_works = { .tv_sec = killed_after_ms / 1000,
                                             .tv_nsec = killed_after_ms % 1000 * 1000000 };
    nanosleep(&while_it_works, NULL);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

static void killed(struct cx *cx)
{
    struct seeded r = { (uint64_t)cx->now };
    const char *to = begin(cx);
    setenv("KOLO_TEST_TAKE", db_url(cx->db), 1);
    for (int i = 0; i < KILLED; i++) spawn(answer(cx, to, i), (int)seeded_below(&r, 250));
    unsetenv("KOLO_TEST_TAKE");
    for (int i = KILLED - 1; i >= 0; i--) {
        struct inbound_end end;
        const char *raw = answer(cx, to, i);
        assert_int_equal(
            inbound_take(cx, &cfg, str_of(raw), (int64_t)strlen(raw), INBOUND_IMAP, &end), RC_OK);
    }
    each_once(cx, 0, KILLED);
}

static void killed_in_the_middle_each_is_there_once(void **state)
{
    (void)state;
    test_on_engines(killed);
}

TESTS(inbound_random, cmocka_unit_test(twice_late_and_with_faults_each_is_there_once),
      cmocka_unit_test(killed_in_the_middle_each_is_there_once));
TESTS(inbound_child, cmocka_unit_test(takes));

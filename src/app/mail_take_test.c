/* SPDX-License-Identifier: EUPL-1.2 */
/* mail_take_test.c — `kolo mail take` as a mail server runs it: a mail on standard input, an exit
 * code of sysexits.h.
 */
#include "app/cli.h"
#include "mail/inbound.h"
#include "store/db.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int run(struct cx *cx, const char *url, const char *text, size_t blanks)
{
    char *args[] = { "kolo", "mail", "take", "--db", arena_dup(cx->arena, url), NULL };
    FILE *f = tmpfile();
    const int was = dup(STDIN_FILENO);
    assert_non_null(f);
    fputs(text, f);
    for (size_t i = 0; i < blanks; i++) fputs("0123456789012345678901234567890123456789\n", f);
    assert_int_equal(fflush(f), 0);
    assert_int_equal(lseek(fileno(f), 0, SEEK_SET), 0);
    assert_int_equal(dup2(fileno(f), STDIN_FILENO), STDIN_FILENO);
    const int code = cli_main(5, args);
    dup2(was, STDIN_FILENO);
    close(was);
    fclose(f);
    return code;
}

static void taken(struct cx *cx)
{
    struct people people;
    const char *mail =
        "From: a@b.local\nTo: reply@kolo.local\nSubject: x\nMessage-ID: <1@b>\n\nA\n";
    people_make(cx, &people);
    test_quiet(true);
    /* Whoever set it up wrong loses no mail for it. */
    unsetenv("KOLO_MAIL_REPLY");
    assert_int_equal(run(cx, db_url(cx->db), mail, 0), 75);
    setenv("KOLO_MAIL_REPLY", "nonsense", 1);
    assert_int_equal(run(cx, db_url(cx->db), mail, 0), 75);
    setenv("KOLO_MAIL_REPLY", "reply@kolo.local", 1);
    assert_int_equal(run(cx, "sqlite:/nowhere/at/all.db", mail, 0), 75);
    assert_int_equal(run(cx, db_url(cx->db), "", 0), 65);
    assert_int_equal(run(cx, db_url(cx->db), mail, 0), 0);
    assert_int_equal(run(cx, db_url(cx->db), mail, 0), 0);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM inbound WHERE via = 'pipe'"), 1);
    /* 30 MB: the headers are kept. */
    assert_int_equal(run(cx, db_url(cx->db),
                         "From: a@b.local\nTo: reply@kolo.local\nSubject: y\nMessage-ID: <2@b>\n\n",
                         30 * 1024 * 1024 / 41),
                     0);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM inbound i JOIN document d ON d.id = "
                                    "i.document_id WHERE i.size > 30000000 AND d.size < 300000"),
                     1);
    unsetenv("KOLO_MAIL_REPLY");
    test_quiet(false);
}

static void a_mail_server_hands_it_over(void **state)
{
    (void)state;
    test_on_engines(taken);
}

TESTS(mail_take, cmocka_unit_test(a_mail_server_hands_it_over));

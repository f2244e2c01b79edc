/* SPDX-License-Identifier: EUPL-1.2 */
/* account_cli_test.c — kolo user …, run as the command line runs it, but for what it prints. */
#include "account/account_cli.h"

#include "account/account.h"
#include "account/grant.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/t.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Standard output goes nowhere meanwhile, standard input is ${typed}. */
static enum rc run(struct cx *cx, const char *name, const char *word,
                   const char *const options[][2], const char *typed)
{
    struct cli_args args = { .words = &word, .word_count = word != NULL };
    const struct command *c = account_commands;
    int ends[2], out = dup(1), in = dup(0), nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    for (; options && options[args.n][0]; args.n++) {
        args.name[args.n] = options[args.n][0];
        args.value[args.n] = options[args.n][1];
    }
    while (c->name && strcmp(c->name, name) != 0) c++;
    assert_non_null(c->name);
    assert_int_equal(pipe(ends), 0);
    assert_true(write(ends[1], typed, strlen(typed)) >= 0);
    close(ends[1]);
    fflush(stdout);
    dup2(nowhere, 1);
    dup2(ends[0], 0);
    clearerr(stdin);
    cx->problems = (struct problems){ 0 };
    enum rc rc = c->run(cx, &args);
    fflush(stdout);
    dup2(out, 1);
    dup2(in, 0);
    close(out);
    close(in);
    close(nowhere);
    close(ends[0]);
    return rc;
}

static int64_t count(struct cx *cx, const char *where)
{
    return test_count(cx, arena_printf(cx->arena,
                                       "SELECT COUNT(*) FROM account_role r JOIN account "
                                       "a ON a.id = r.account_id WHERE %s",
                                       where));
}

static void from_nothing(struct cx *cx)
{
    static const char *const admin[][2] = { { "name", "Root" },
                                            { "role", "administrator" },
                                            { NULL, NULL } };
    static const char *const emperor[][2] = { { "name", "Root" },
                                              { "role", "emperor" },
                                              { NULL, NULL } };
    static const char *const finance[][2] = { { "role", "partner_finance" },
                                              { "project", "PIA" },
                                              { "organisation", "EHO" },
                                              { NULL, NULL } };
    static const char *const away[][2] = {
        { "role", "partner_finance" }, { "project", "PIA" }, { "withdraw", "" }, { NULL, NULL }
    };
    static const char *const nowhere[][2] = { { "role", "auditor" },
                                              { "project", "NONE" },
                                              { NULL, NULL } };
    static const char *const link[][2] = { { "link", "" }, { NULL, NULL } };
    struct people p;
    people_make(cx, &p);
    assert_int_equal(run(cx, "user add", "root@x.org", emperor, ""), RC_INVALID);
    assert_int_equal(run(cx, "user add", NULL, admin, ""), RC_INVALID);
    assert_int_equal(run(cx, "user add", "root@x.org", admin, ""), RC_OK);
    assert_int_equal(count(cx, "a.email_key = 'root@x.org' AND a.state = 'invited'"), 1);
    assert_int_equal(run(cx, "user password", "root@x.org", NULL, "short\n"), RC_INVALID);
    assert_int_equal(run(cx, "user password", "root@x.org", NULL, ""), RC_INVALID);
    assert_int_equal(run(cx, "user password", "root@x.org", NULL, "klupa u parku 17\n"), RC_OK);
    assert_int_equal(count(cx, "a.email_key = 'root@x.org' AND a.state = 'active' AND "
                               "a.password_hash LIKE '$argon2id$%'"),
                     1);
    assert_int_equal(run(cx, "user password", "root@x.org", link, ""), RC_OK);
    assert_int_equal(run(cx, "user password", "nobody@x.org", link, ""), RC_MISSING);
    assert_int_equal(run(cx, "user role", "root@x.org", finance, ""), RC_OK);
    assert_int_equal(run(cx, "user role", "root@x.org", finance, ""), RC_CONFLICT);
    assert_int_equal(count(cx, "a.email_key = 'root@x.org' AND r.organisation_id = 2"), 1);
    assert_int_equal(run(cx, "user role", "root@x.org", nowhere, ""), RC_INVALID);
    assert_int_equal(run(cx, "user role", "root@x.org", away, ""), RC_OK);
    assert_int_equal(run(cx, "user role", "root@x.org", away, ""), RC_MISSING);
    assert_int_equal(run(cx, "user lock", "root@x.org", NULL, ""), RC_OK);
    assert_int_equal(count(cx, "a.email_key = 'root@x.org' AND a.state = 'locked'"), 1);
    assert_int_equal(run(cx, "user unlock", "root@x.org", NULL, ""), RC_OK);
    assert_int_equal(count(cx, "a.email_key = 'root@x.org' AND a.state = 'active'"), 1);
    assert_int_equal(run(cx, "user list", NULL, NULL, ""), RC_OK);
    assert_int_equal(run(cx, "user lock", "nobody@x.org", NULL, ""), RC_MISSING);
}
static void accounts_come_from_the_command_line(void **state)
{
    (void)state;
    test_on_engines(from_nothing);
}

TESTS(account_cli, cmocka_unit_test(accounts_come_from_the_command_line));

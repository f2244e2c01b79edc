/* SPDX-License-Identifier: EUPL-1.2 */
/* cli_test.c — the command line as a whole, from words to exit code: what holds for every command
 * of the tables, so that a new one is held to it from its first day.
 */
#include "app/cli.h"

#include "app/modules.h"
#include "base/buf.h"
#include "base/json.h"
#include "tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct arena *arena;
static const char *said, *complained; /* standard output and error of the last run */

static const char *all_of(int fd)
{
    char *text = arena_alloc(arena, 1 << 20);
    ssize_t n = pread(fd, text, (1 << 20) - 1, 0);
    text[n > 0 ? n : 0] = '\0';
    return text;
}

/* Runs "kolo ${line}", words separated by blanks; the exit code. */
static int run(const char *line)
{
    char *argv[32] = { arena_dup(arena, "kolo") };
    int argc = 1, kept[2] = { dup(1), dup(2) };
    FILE *to[2] = { tmpfile(), tmpfile() };
    str rest = str_of(line);
    while (rest.n) argv[argc++] = arena_str(arena, str_cut(&rest, ' '));
    fflush(NULL);
    for (int i = 0; i < 2; i++) dup2(fileno(to[i]), i + 1);
    int code = cli_main(argc, argv);
    fflush(NULL);
    said = all_of(fileno(to[0]));
    complained = all_of(fileno(to[1]));
    for (int i = 0; i < 2; i++) {
        dup2(kept[i], i + 1);
        close(kept[i]);
        fclose(to[i]);
    }
    return code;
}

static void gives(const char *line, int code, const char *out, const char *err)
{
    int got = run(line);
    if (got != code || !strstr(said, out) || !strstr(complained, err))
        fail_msg("kolo %s: %d, wanted %d with “%s” and “%s”\n%s\n%s", line, got, code, out, err,
                 said, complained);
}

static const char *with(const struct command *c, const char *more)
{
    return arena_printf(arena, "%s %s", c->name, more);
}

static void holds_for(const struct command *c)
{
    for (const struct cli_option *o = c->options; o->name; o++) {
        gives(with(c, "--help"), 0, arena_printf(arena, "--%s", o->name), "");
        if (o->value)
            gives(with(c, arena_printf(arena, "--%s", o->name)), 2, "", "needs a value");
        else
            gives(with(c, arena_printf(arena, "--%s=no", o->name)), 2, "", "takes no value");
    }
    gives(with(c, "--help"), 0, c->summary, "");
    gives(with(c, "-h"), 0, c->summary, "");
    gives(arena_printf(arena, "help %s", c->name), 0, c->summary, "");
    gives(with(c, "--no-such"), 2, "", "no option --no-such");
    gives(with(c, "-x"), 2, "", "no option -x");
    gives(with(c, "--lang xx --help"), 2, "", "not “xx”");
    gives(with(c, "--lang sr --help"), 0, "--help", "");
    gives(with(c, "--db"), 2, "", "needs a value");
    if (c->rows)
        gives(with(c, "--format xml"), 2, "", "table, csv or json");
    else
        gives(with(c, "--format csv"), 2, "", "no option --format");
    if (!c->words) gives(with(c, "word"), 2, "", "takes no “word”");
}

static void every_command_is_held_to_the_same(void **state)
{
    size_t n = 0;
    (void)state;
    arena = arena_new();
    for (size_t t = 0; module_commands[t]; t++)
        for (const struct command *c = module_commands[t]; c->name; c++, n++) {
            struct arena_mark m = arena_mark(arena);
            holds_for(c);
            arena_rewind(arena, m);
        }
    assert_true(n > 20);
    arena_free(arena);
}

/* The words of the issue: each is a command or begins some. */
static void every_word_has_help(void **state)
{
    static const char *const words[] = { "serve",   "demo",    "user",   "import", "export",
                                         "report",  "budget",  "rates",  "audit",  "backup",
                                         "restore", "migrate", "routes", "doctor", NULL };
    (void)state;
    arena = arena_new();
    for (const char *const *w = words; *w; w++) {
        gives(arena_printf(arena, "%s --help", *w), 0, arena_printf(arena, "kolo %s", *w), "");
        gives(arena_printf(arena, "help %s", *w), 0, arena_printf(arena, "kolo %s", *w), "");
    }
    gives("", 0, "kolo serve", "");
    gives("help", 0, "Exit codes", "");
    gives("--help", 0, "Exit codes", "");
    gives("dance", 2, "", "no command “dance”");
    gives("help dance", 2, "", "no command “dance”");
    gives("report dance", 2, "", "kolo report consolidated");
    gives("user", 2, "", "kolo user add");
    arena_free(arena);
}

static void exit_codes(void **state)
{
    (void)state;
    arena = arena_new();
    gives("doctor --db sqlite:/nonexistent/kolo.db", 1, "", "");
    gives("doctor --db mysql://x", 1, "", "");
    gives("serve --workers 999", 2, "", "workers");
    gives("serve --workers some", 2, "", "whole number");
    setenv("KOLO_TRUSTED_PROXY", "10.0.0.0/8", 1);
    gives("serve --db sqlite:/nonexistent/kolo.db", 2, "", "KOLO_TRUSTED_PROXY");
    unsetenv("KOLO_TRUSTED_PROXY");
    gives("restore /nonexistent", 2, "", "--db");
    gives("completion fish", 2, "", "bash");
    gives("routes --format csv", 0, "method,path,permission,of,title", "");
    gives("routes --format json", 0, "[{\"method\":\"GET\"", "");
    gives("routes --format=table", 0, "method", "");
    gives("man", 0, ".TH KOLO 1", "");
    arena_free(arena);
}

TESTS(cli, cmocka_unit_test(every_command_is_held_to_the_same),
      cmocka_unit_test(every_word_has_help), cmocka_unit_test(exit_codes));

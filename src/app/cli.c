/* SPDX-License-Identifier: EUPL-1.2 */
/* cli.c — finds the command in the modules' tables, reads its options, opens the database, runs it,
 * says what went wrong. It knows no command: help, completion and the manual come from the tables
 * as well.
 */
#include "app/cli.h"

#include "account/viewer.h"
#include "app/app.h"
#include "app/modules.h"
#include "base/buf.h"
#include "base/log.h"
#include "i18n/i18n.h"
#include "store/db.h"
#include "store/migrate.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct cli_option always[] = {
    { "db", "URL",
      N_("sqlite:PATH or postgresql://…; otherwise KOLO_DB, otherwise sqlite:var/kolo.db") },
    { "lang", "TAG", N_("language of texts: en, sr, sr-Cyrl") },
    { "help", NULL, N_("this text") },
};
static const struct cli_option format_option = { "format", "table|csv|json",
                                                 N_("form of the rows; table is for people") };

static const struct command *command_find(int argc, char **argv, int *used)
{
    const struct command *one = NULL;
    for (size_t t = 0; module_commands[t]; t++) {
        for (const struct command *c = module_commands[t]; c->name; c++) {
            const char *blank = strchr(c->name, ' ');
            if (!blank) {
                if (argc > 1 && z_eq(argv[1], c->name)) one = c, *used = 1;
                continue;
            }
            size_t first = (size_t)(blank - c->name);
            if (argc > 2 && strlen(argv[1]) == first && !strncmp(argv[1], c->name, first) &&
                z_eq(argv[2], blank + 1)) {
                *used = 2;
                return c;
            }
        }
    }
    return one;
}

static const struct cli_option *option_find(const struct command *c, const char *name)
{
    for (const struct cli_option *o = c->options; o->name; o++) {
        if (z_eq(o->name, name)) return o;
    }
    if (c->rows && z_eq(name, format_option.name)) return &format_option;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
        if (z_eq(always[i].name, name)) return &always[i];
    }
    return NULL;
}

static void help_option(struct cx *cx, const struct cli_option *o)
{
    char left[64];
    snprintf(left, sizeof left, "--%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
    printf("  %-28s %s\n", left, i18n_text(cx, NULL, o->help));
}

static void help_command(struct cx *cx, const struct command *c)
{
    printf("kolo %s", c->name);
    for (const struct cli_option *o = c->options; o->name; o++) {
        printf(" [--%s%s%s]", o->name, o->value ? " " : "", o->value ? o->value : "");
    }
    printf("%s%s\n\n%s\n\n", c->words ? " " : "", c->words ? c->words : "",
           i18n_text(cx, NULL, c->summary));
    for (const struct cli_option *o = c->options; o->name; o++) help_option(cx, o);
    if (c->rows) help_option(cx, &format_option);
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) help_option(cx, &always[i]);
}

/* "report" begins "report show" and "report consolidated", and is none itself. */
static bool begins(const struct command *c, const char *word)
{
    size_t n = word ? strlen(word) : 0;
    return !word || (strncmp(c->name, word, n) == 0 && c->name[n] == ' ');
}

/* The commands that begin with ${word}, or all; how many. */
static size_t help_list(struct cx *cx, FILE *to, const char *word)
{
    size_t n = 0;
    for (size_t t = 0; module_commands[t]; t++)
        for (const struct command *c = module_commands[t]; c->name; c++) {
            if (!begins(c, word)) continue;
            fprintf(to, "  kolo %-24s %s\n", c->name, i18n_text(cx, NULL, c->summary));
            n++;
        }
    return n;
}

static void help_all(struct cx *cx)
{
    printf("Kolo — %s\n\n", T("the server on which a partnership runs its project"));
    (void)help_list(cx, stdout, NULL);
    printf(
        "\n%s\n",
        T("kolo COMMAND --help tells the options. Exit codes: 0 done, 1 failed outside, 2 refused "
          "input, "
          "3 not allowed, 4 not found, 5 conflict, 6 busy."));
}

const char *cli_value(const struct cli_args *args, const char *name)
{
    for (size_t i = args->n; i-- > 0;) {
        if (z_eq(args->name[i], name)) return args->value[i];
    }
    return NULL;
}

enum rc cli_number(struct cx *cx, const struct cli_args *args, const char *name, int64_t otherwise,
                   int64_t *out)
{
    const char *z = cli_value(args, name);
    *out = otherwise;
    if (!z || str_int64(str_of(z), out)) return RC_OK;
    return problem(cx, name, T("--%s needs a whole number, not “%s”"), name, z);
}

void cli_say(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vprintf(fmt, ap);
    va_end(ap);
    putchar('\n');
}

static bool asks_help(const char *z) { return z_eq(z, "--help") || z_eq(z, "-h"); }

/* What was given for an option that the command line itself understands. */
static enum rc always_good(struct cx *cx, const struct cli_args *args)
{
    const char *form = cli_value(args, "format"), *lang = cli_value(args, "lang");
    if (form && !z_eq(form, "table") && !z_eq(form, "csv") && !z_eq(form, "json"))
        return problem(cx, "format", T("--format is table, csv or json, not “%s”"), form);
    if (lang && !i18n_locale(lang))
        return problem(cx, "lang", T("--lang is en, sr or sr-Cyrl, not “%s”"), lang);
    return RC_OK;
}

/* One option: ${at} is where it stands, moved on when the value is the next word. */
static enum rc option_read(struct cx *cx, const struct command *c, int argc, char **argv, int *at,
                           struct cli_args *out)
{
    const char *z = asks_help(argv[*at]) ? "--help" : argv[*at], *equals = strchr(z, '=');
    const char *name =
        equals ? arena_str(cx->arena, (str){ z + 2, (size_t)(equals - z - 2) }) : z + 2;
    const struct cli_option *o = z[1] == '-' ? option_find(c, name) : NULL;
    if (!o)
        return problem(cx, "", T("kolo %s has no option %s; kolo %s --help lists them"), c->name,
                       z[1] == '-' ? arena_printf(cx->arena, "--%s", name) : z, c->name);
    if (out->n == CLI_OPTIONS * 2) return problem(cx, "", T("Too many options"));
    if (!o->value && equals) return problem(cx, name, T("--%s takes no value"), name);
    const char *value = equals ? equals + 1 : "";
    if (o->value && !equals) {
        if (*at + 1 == argc) return problem(cx, name, T("--%s needs a value: %s"), name, o->value);
        value = argv[++*at];
    }
    out->name[out->n] = name;
    out->value[out->n++] = value;
    return RC_OK;
}

static enum rc args_read(struct cx *cx, const struct command *c, int argc, char **argv, int at,
                         struct cli_args *out)
{
    out->words = arena_array(cx->arena, const char *, (size_t)argc + 1);
    bool only_words = false;
    for (int i = at; i < argc; i++) {
        const char *z = argv[i];
        bool option = z[0] == '-' && (z[1] == '-' || (z[1] >= 'a' && z[1] <= 'z'));
        if (only_words || !option) {
            out->words[out->word_count++] = z;
            continue;
        }
        only_words = z_eq(z, "--");
        enum rc rc = only_words ? RC_OK : option_read(cx, c, argc, argv, &i, out);
        if (rc) return rc;
    }
    if (!c->words && out->word_count) {
        return problem(cx, "", T("kolo %s takes no “%s”"), c->name, out->words[0]);
    }
    return always_good(cx, out);
}

static void say_problems(const struct cx *cx, enum rc rc)
{
    for (const struct problem *p = cx->problems.first; p; p = p->next)
        fprintf(stderr, "kolo: %s\n", p->text);
    if (!cx->problems.first) fprintf(stderr, "kolo: %s\n", rc_name(rc));
}

static enum rc command_run(struct cx *cx, const struct command *c, const struct cli_args *args)
{
    if (!c->needs_db) return c->run(cx, args);
    enum rc rc = db_open(cli_database(args), &cx->db);
    if (rc) return rc;
    rc = migrate_check(cx);
    if (!rc) rc = demo_clock(cx, NULL);
    if (!rc) rc = c->run(cx, args);
    db_close(cx->db);
    return rc;
}

const char *cli_database(const struct cli_args *args)
{
    const char *url = cli_value(args, "db");
    if (!url) url = getenv("KOLO_DB");
    return url && *url ? url : "sqlite:var/kolo.db";
}

static const char *unix_user(void)
{
    const struct passwd *p = getpwuid(geteuid());
    return p ? p->pw_name : "system";
}

/* No command was named, or none there is: the list, of all or of those that begin so. */
static enum rc no_command(struct cx *cx, int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : NULL, *second = argc > 2 ? argv[2] : NULL;
    if (!word || asks_help(word) || z_eq(word, "help")) {
        help_all(cx);
        return RC_OK;
    }
    bool asked = second && asks_help(second);
    size_t n = help_list(cx, asked ? stdout : stderr, word);
    if (asked && n) return RC_OK;
    if (asked || !second)
        fprintf(stderr, T("kolo: there is no command “%s”; kolo help lists them\n"), word);
    else
        fprintf(stderr, T("kolo: there is no command “%s %s”; kolo help lists them\n"), word,
                second);
    return RC_INVALID;
}

/* *ran: the command itself began, so that its own exit code counts. */
static enum rc command_main(struct cx *cx, const struct command *c, int argc, char **argv, int at,
                            bool *ran)
{
    struct cli_args args = { 0 };
    cx->viewer = viewer_system(cx, unix_user());
    enum rc rc = args_read(cx, c, argc, argv, at, &args);
    const char *tag = cli_value(&args, "lang");
    if (tag && i18n_locale(tag)) cx->locale = i18n_locale(tag);
    if (!rc && cli_value(&args, "help"))
        help_command(cx, c);
    else if (!rc) {
        *ran = true;
        rc = command_run(cx, c, &args);
    }
    return rc;
}

int cli_main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct cx root, *cx = &root;
    cx_init(cx, arena);
    const char *lang = getenv("KOLO_LANG");
    cx->locale = i18n_locale(lang ? lang : "en");
    if (!cx->locale) cx->locale = i18n_locale("en");

    enum rc rc = modules_setup();
    int used = 0;
    /* "kolo help serve" is "kolo serve --help". */
    bool ran = false, help = argc > 2 && z_eq(argv[1], "help");
    const struct command *c =
        help ? command_find(argc - 1, argv + 1, &used) : command_find(argc, argv, &used);
    if (!rc && c && help)
        help_command(cx, c);
    else if (!rc && !c)
        rc = help ? no_command(cx, 3, (char *[]){ argv[0], argv[2], (char[]){ "--help" } })
                  : no_command(cx, argc, argv);
    else if (!rc)
        rc = command_main(cx, c, argc, argv, 1 + used, &ran);
    if (rc && (c || cx->problems.first)) say_problems(cx, rc);
    if (fflush(stdout) == EOF && !rc) rc = RC_FAIL;
    int exit_code = ran && c->exit_of ? c->exit_of(rc) : rc_exit(rc);
    arena_free(arena);
    return exit_code;
}

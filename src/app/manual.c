/* SPDX-License-Identifier: EUPL-1.2 */
/* manual.c — `kolo man` and `kolo completion bash`, written from the command tables, so that they
 * cannot know less than the program does.
 */
#include "app/app.h"
#include "app/modules.h"
#include "i18n/i18n.h"

#include <stdio.h>
#include <string.h>

typedef void (*each_command)(struct cx *cx, const struct command *c);

static void every(struct cx *cx, each_command fn)
{
    for (size_t t = 0; module_commands[t]; t++)
        for (const struct command *c = module_commands[t]; c->name; c++) fn(cx, c);
}

/* ---- the manual page --------------------------------------------------------------------------
 */

/* roff reads a backslash, and a point or an apostrophe at the beginning of a line. */
static void roff(const char *z)
{
    if (*z == '.' || *z == '\'') fputs("\\&", stdout);
    for (; *z; z++) {
        if (*z == '\\')
            fputs("\\e", stdout);
        else if (*z == '-')
            fputs("\\-", stdout);
        else
            putchar(*z);
    }
}

static void man_option(struct cx *cx, const struct cli_option *o)
{
    printf(".TP\n.B \\-\\-");
    roff(o->name);
    if (o->value) printf(" \\fI%s\\fR", o->value);
    printf("\n");
    roff(i18n_text(cx, NULL, o->help));
    printf("\n");
}

static void man_command(struct cx *cx, const struct command *c)
{
    printf(".SS kolo %s%s%s\n", c->name, c->words ? " " : "", c->words ? c->words : "");
    roff(i18n_text(cx, NULL, c->summary));
    printf(".\n");
    for (const struct cli_option *o = c->options; o->name; o++) man_option(cx, o);
    if (c->rows) printf(".TP\n.B \\-\\-format \\fItable|csv|json\\fR\n%s\n", T("form of the rows"));
}

static enum rc man(struct cx *cx, const struct cli_args *args)
{
    static const struct {
        const char *name, *what;
    } variables[] = {
        { "KOLO_DB", N_("sqlite:PATH or postgresql://…; otherwise sqlite:var/kolo.db") },
        { "KOLO_LISTEN", N_("ADDRESS:PORT of kolo serve; otherwise 127.0.0.1:8080") },
        { "KOLO_TRUSTED_PROXY", N_("the address whose X-Forwarded headers are believed") },
        { "KOLO_SPOOL", N_("folder for large uploads while they arrive; otherwise TMPDIR") },
        { "KOLO_LANG", N_("language of the command line: en, sr, sr-Cyrl") },
    };
    (void)args;
    printf(".\\\" SPDX-License-Identifier: EUPL-1.2\n.TH KOLO 1\n.SH NAME\nkolo \\- %s\n",
           T("the server on which a partnership runs its project"));
    printf(".SH SYNOPSIS\n.B kolo\n\\fICOMMAND\\fR [\\fIOPTION\\fR]...\n.SH COMMANDS\n");
    every(cx, man_command);
    printf(".SH ENVIRONMENT\n");
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        printf(".TP\n.B %s\n", variables[i].name);
        roff(i18n_text(cx, NULL, variables[i].what));
        printf("\n");
    }
    printf(".SH EXIT STATUS\n%s\n",
           T("0 done, 1 failed outside, 2 refused input, 3 not allowed, 4 not found, 5 conflict, "
             "6 busy."));
    return RC_OK;
}

/* ---- completion -------------------------------------------------------------------------------
 */

static void case_of(struct cx *cx, const struct command *c)
{
    (void)cx;
    printf("    \"%s\") options=\"", c->name);
    for (const struct cli_option *o = c->options; o->name; o++) printf("--%s ", o->name);
    printf("%s--db --lang --help\" ;;\n", c->rows ? "--format " : "");
}

static void name_of(struct cx *cx, const struct command *c)
{
    (void)cx;
    printf("%s\n", c->name);
}

static enum rc completion(struct cx *cx, const struct cli_args *args)
{
    if (args->word_count != 1 || !z_eq(args->words[0], "bash"))
        return problem(cx, "", T("Only bash is known: kolo completion bash"));
    printf("# SPDX-License-Identifier: EUPL-1.2\n# source <(kolo completion bash)\n"
           "_kolo() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} options='' names\n"
           "    names='");
    every(cx, name_of);
    printf("'\n    COMPREPLY=()\n"
           "    if [[ $word == -* ]]; then\n"
           "        local two=\"${COMP_WORDS[1]} ${COMP_WORDS[2]}\"\n"
           "        grep -qxF -- \"$two\" <<< \"$names\" || two=${COMP_WORDS[1]}\n"
           "        case $two in\n");
    every(cx, case_of);
    printf(
        "        esac\n"
        "        mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\")\n"
        "    elif ((COMP_CWORD == 1)); then\n"
        "        mapfile -t COMPREPLY < <(compgen -W \"$(cut -d' ' -f1 <<< \"$names\" | sort -u)\" "
        "-- \"$word\")\n"
        "    else\n"
        "        local second=''\n"
        "        ((COMP_CWORD == 2)) &&\n"
        "            second=$(sed -n \"s/^${COMP_WORDS[1]} //p\" <<< \"$names\")\n"
        "        mapfile -t COMPREPLY < <(compgen -W \"$second\" -- \"$word\"; "
        "compgen -f -- \"$word\")\n"
        "    fi\n"
        "}\n"
        "complete -F _kolo kolo\n");
    return RC_OK;
}

const struct command manual_commands[] = {
    { "man", N_("the manual page, in roff: kolo man | man -l -"), .run = man },
    { "completion", N_("what completes these commands: source <(kolo completion bash)"),
      .words = "bash", .run = completion },
    { 0 },
};

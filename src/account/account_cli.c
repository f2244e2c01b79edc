/* SPDX-License-Identifier: EUPL-1.2 */
/* account_cli.c — accounts from the command line. A password is read from standard input and never
 * from the arguments, which everybody on the machine can see.
 */
#include "account/account_cli.h"

#include "account/account.h"
#include "account/grant.h"
#include "i18n/i18n.h"
#include "store/db.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { LINE = 1024 };

/* ---- what the words name --------------------------------------------------------------------- */

static enum rc pick_account(struct cx *cx, const struct cli_args *args,
                            struct account_by_id_row *out)
{
    bool found;
    if (args->word_count != 1) return problem(cx, "", T("Say whose account: the e-mail address."));
    enum rc rc = account_by_key(cx, account_key(cx, args->words[0]), out, &found);
    if (rc || found) return rc;
    return refuse(cx, RC_MISSING, T("There is no account with the e-mail address %s."),
                  args->words[0]);
}

static enum rc pick_grant(struct cx *cx, const struct cli_args *args, struct grant *g)
{
    const char *project = cli_value(args, "project"), *short_name = cli_value(args, "organisation");
    struct account_project_named_row p;
    struct account_organisation_named_row o;
    bool found = true;
    enum rc rc = RC_OK;
    *g = (struct grant){ .role = cli_value(args, "role") };
    if (project && !(rc = account_project_named(cx, project, &p, &found)))
        g->project = found ? p.id : 0;
    if (!rc && !found) rc = problem(cx, "project", T("There is no project %s."), project);
    if (!rc && short_name && !(rc = account_organisation_named(cx, short_name, &o, &found)))
        g->organisation = found ? o.id : 0;
    if (!rc && !found)
        rc = problem(cx, "organisation", T("There is no organisation %s."), short_name);
    return rc;
}

static void say_link(struct cx *cx, const struct invitation_new *link)
{
    cli_say(T("Pass this address on, behind that of your server; it works once, until %s:"),
            i18n_stamp(cx, link->expires_at));
    cli_say("/invite/%s", link->word);
}

/* ---- commands -------------------------------------------------------------------------------- */

static enum rc user_add(struct cx *cx, const struct cli_args *args)
{
    const char *lang = cli_value(args, "lang");
    struct grant_invite in = { .name = cli_value(args, "name"), .lang = lang ? lang : "en" };
    struct grant_invited made;
    if (args->word_count != 1) return problem(cx, "", T("Say whose account: the e-mail address."));
    in.email = args->words[0];
    if (!in.name) return problem(cx, "name", T("Say the person's name: --name \"Ana Petrović\""));
    if (!cli_value(args, "role"))
        return problem(cx, "role", T("Say the role: --role administrator, for instance."));
    enum rc rc = pick_grant(cx, args, &in.grant);
    if (!rc) rc = grant_invite(cx, &in, &made);
    if (rc) return rc;
    if (made.has_link)
        say_link(cx, &made.link);
    else
        cli_say("%s", T("The account was there already and now has this role too."));
    return RC_OK;
}

static enum rc user_list(struct cx *cx, const struct cli_args *args)
{
    struct account_listed_rows rows;
    enum rc rc =
        account_list(cx, cli_value(args, "search"), cli_value(args, "state"), NULL, 1000000, &rows);
    return rc ? rc : cli_rows(cx, args, &account_listed_meta, rows.v, rows.n);
}

static enum rc user_lock(struct cx *cx, const struct cli_args *args)
{
    struct account_by_id_row who;
    enum rc rc = pick_account(cx, args, &who);
    if (!rc) rc = account_lock(cx, who.id);
    if (!rc) cli_say(T("%s is locked and signed out everywhere."), who.email);
    return rc;
}

static enum rc user_unlock(struct cx *cx, const struct cli_args *args)
{
    struct account_by_id_row who;
    enum rc rc = pick_account(cx, args, &who);
    if (!rc) rc = account_unlock(cx, who.id);
    if (!rc) cli_say(T("%s is open again."), who.email);
    return rc;
}

/* One line, not echoed where a person types it. */
static enum rc read_password(struct cx *cx, const char **out)
{
    char line[LINE];
    struct termios shown, hidden;
    bool person = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &shown) == 0;
    if (person) {
        hidden = shown;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        fprintf(stderr, "%s ", T("New password:"));
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    bool got = fgets(line, sizeof line, stdin) != NULL;
    if (person) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
        fputc('\n', stderr);
    }
    if (!got) return problem(cx, "", T("No password came on standard input."));
    line[strcspn(line, "\r\n")] = '\0';
    *out = arena_dup(cx->arena, line);
    return RC_OK;
}

static enum rc user_password(struct cx *cx, const struct cli_args *args)
{
    struct account_by_id_row who;
    struct invitation_new link;
    const char *password;
    enum rc rc = pick_account(cx, args, &who);
    if (!rc && cli_value(args, "link")) {
        rc = account_link(cx, who.id, &link);
        if (!rc) say_link(cx, &link);
        return rc;
    }
    if (!rc) rc = read_password(cx, &password);
    if (!rc) rc = account_set_password_by_hand(cx, who.id, password);
    if (!rc) cli_say(T("The password of %s is set; every session has ended."), who.email);
    return rc;
}

static enum rc withdraw(struct cx *cx, int64_t account, const struct grant *g)
{
    struct account_role_of_rows rows;
    enum rc rc = account_role_of(cx, account, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        const struct account_role_by_id_row *r = &rows.v[i];
        if (z_eq(r->role, g->role) && (!g->project || r->project == g->project) &&
            (!g->organisation || r->organisation == g->organisation))
            return grant_withdraw(cx, r->id, 0, 0, NULL);
    }
    return rc ? rc : refuse(cx, RC_MISSING, T("This person does not have this role."));
}

static enum rc user_role(struct cx *cx, const struct cli_args *args)
{
    struct account_by_id_row who;
    struct grant g;
    bool away = cli_value(args, "withdraw") != NULL;
    enum rc rc = pick_account(cx, args, &who);
    if (!rc && !cli_value(args, "role"))
        rc = problem(cx, "role", T("Say the role: --role administrator, for instance."));
    if (!rc) rc = pick_grant(cx, args, &g);
    if (!rc) rc = away ? withdraw(cx, who.id, &g) : grant_role(cx, who.id, &g, 0);
    if (!rc)
        cli_say(away ? T("%s no longer has the role %s.") : T("%s has the role %s."), who.email,
                g.role);
    return rc;
}

#define WHERE                                                                     \
    { "project", "CODE", N_("for which project") },                               \
    {                                                                             \
        "organisation", "SHORT_NAME", N_("for which partner; not for lead roles") \
    }

const struct command account_commands[] = {
    { "user add", N_("make an account with a role; prints the one-time link that opens it"),
      "EMAIL", user_add, .needs_db = true,
      .options = { { "name", "NAME", N_("the person's name") },
                   { "lang", "LANGUAGE", N_("en, sr or sr-Cyrl; en when left out") },
                   { "role", "ROLE",
                     N_("administrator, lead_coordinator, lead_finance, partner_coordinator, "
                        "partner_finance, auditor or donor") },
                   WHERE } },
    { "user list", N_("accounts, a line for each role"), NULL, user_list, .needs_db = true,
      .rows = true,
      .options = { { "search", "TEXT", N_("part of name or e-mail address, in any script") },
                   { "state", "STATE", N_("invited, active or locked") } } },
    { "user lock", N_("keep somebody out, now and until unlocked"), "EMAIL", user_lock,
      .needs_db = true },
    { "user unlock", N_("let somebody in again"), "EMAIL", user_unlock, .needs_db = true },
    { "user password", N_("set a password, read from standard input"), "EMAIL", user_password,
      .needs_db = true,
      .options = { { "link", NULL,
                     N_("print a one-time link instead, by which the person does") } } },
    { "user role", N_("give a role"), "EMAIL", user_role, .needs_db = true,
      .options = { { "role", "ROLE", N_("which") },
                   WHERE,
                   { "withdraw", NULL, N_("take it away instead") } } },
    { 0 },
};

/* SPDX-License-Identifier: EUPL-1.2 */
/* app.h — what the files of this folder say to each other and to modules.c. */
#ifndef KOLO_APP_APP_H
#define KOLO_APP_APP_H

#include "account/role.h"
#include "app/cli.h"
#include "web/route.h"

/* hooks.c: also the scopes of a path that begins with /p/{project} */
extern const struct web_hooks app_hooks;
enum rc app_project_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out);
enum rc app_partner_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out);

/* Command tables, each ended by { 0 }. */
extern const struct command serve_commands[]; /* serve, migrate, routes */
extern const struct command demo_commands[];
extern const struct command backup_commands[]; /* backup, backup check, restore */
extern const struct command doctor_commands[];
extern const struct command mail_commands[];   /* mail take */
extern const struct command manual_commands[]; /* man, completion */

/** demo_make(cx, lines): the demonstration into an empty database, in one transaction; ${lines}:
 * see `kolo demo --help`, 0 the usual. */
enum rc demo_make(struct cx *cx, int64_t lines) MUST_USE;
/** app_open(cx, args, quiet): opens the database the command line names, made where there is none,
 * its schema brought up to date. The caller closes it. */
enum rc app_open(struct cx *cx, const struct cli_args *args, bool quiet) MUST_USE;
/** demo_clock(cx): in a demonstration time goes on from the day its data ends at; elsewhere nothing
 * happens. Sets cx->now as well. *is_demo (may be NULL): is this one? */
enum rc demo_clock(struct cx *cx, bool *is_demo) MUST_USE;

#endif

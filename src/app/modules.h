/* SPDX-License-Identifier: EUPL-1.2 */
/* modules.h — what the program is made of: one line a module. */
#ifndef KOLO_APP_MODULES_H
#define KOLO_APP_MODULES_H

#include "app/cli.h"
#include "web/route.h"

/** All route tables and all command tables, NULL-ended; and the scopes each domain resolves. */
extern const struct route *const module_routes[];
extern const struct command *const module_commands[];
/** modules_setup(): rule sets read, scopes registered, audit's actor and web's hooks set, routes
 * checked. Once, before serving, testing or a command. */
enum rc modules_setup(void) MUST_USE;

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* project_cli.h — commands of projects and of the audit trail, for app/modules.c. */
#ifndef KOLO_PROJECT_PROJECT_CLI_H
#define KOLO_PROJECT_PROJECT_CLI_H

#include "app/cli.h"

extern const struct command project_commands[]; /* project list, project show */
extern const struct command trail_commands[];   /* audit list, audit verify, audit head */

#endif

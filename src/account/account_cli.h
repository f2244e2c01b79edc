/* SPDX-License-Identifier: EUPL-1.2 */
/* account_cli.h — kolo user …: accounts from the machine itself, where the first administrator
 * comes from.
 */
#ifndef KOLO_ACCOUNT_ACCOUNT_CLI_H
#define KOLO_ACCOUNT_ACCOUNT_CLI_H

#include "app/cli.h"

extern const struct command account_commands[];

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_cli.h — commands of expenditure, for app/modules.c. */
#ifndef KOLO_FINANCE_EXPENDITURE_CLI_H
#define KOLO_FINANCE_EXPENDITURE_CLI_H

#include "app/cli.h"

extern const struct command expenditure_commands[];

#endif

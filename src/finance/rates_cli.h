/* SPDX-License-Identifier: EUPL-1.2 */
/* rates_cli.h — the commands of rates and budget, for app/modules.c. */
#ifndef KOLO_FINANCE_RATES_CLI_H
#define KOLO_FINANCE_RATES_CLI_H

#include "app/cli.h"

extern const struct command rates_commands[];
extern const struct command budget_commands[];

#endif

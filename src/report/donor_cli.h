/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_cli.h — the commands of the donor report, for app/modules.c. */
#ifndef KOLO_REPORT_DONOR_CLI_H
#define KOLO_REPORT_DONOR_CLI_H

#include "app/cli.h"

extern const struct command donor_commands[];
extern const struct command transactions_commands[];

#endif

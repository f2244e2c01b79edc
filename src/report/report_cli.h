/* SPDX-License-Identifier: EUPL-1.2 */
/* report_cli.h — the commands of partner reports, for app/modules.c. */
#ifndef KOLO_REPORT_REPORT_CLI_H
#define KOLO_REPORT_REPORT_CLI_H

#include "app/cli.h"

extern const struct command report_commands[];

#endif

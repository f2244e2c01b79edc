/* SPDX-License-Identifier: EUPL-1.2 */
/* decide_web.h — routes of decisions and tasks, for app/modules.c. */
#ifndef KOLO_DECIDE_DECIDE_WEB_H
#define KOLO_DECIDE_DECIDE_WEB_H

#include "web/route.h"

extern const struct route decision_routes[];
extern const struct route agreed_routes[]; /* what did we agree about … */
extern const struct route task_routes[];

#endif

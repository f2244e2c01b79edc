/* SPDX-License-Identifier: EUPL-1.2 */
/* activity_web.h — routes of the work plan, for app/modules.c. */
#ifndef KOLO_ACTIVITY_ACTIVITY_WEB_H
#define KOLO_ACTIVITY_ACTIVITY_WEB_H

#include "web/route.h"

extern const struct route activity_routes[];

#endif

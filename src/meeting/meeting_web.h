/* SPDX-License-Identifier: EUPL-1.2 */
/* meeting_web.h — the pages of meetings, for app/modules.c. */
#ifndef KOLO_MEETING_MEETING_WEB_H
#define KOLO_MEETING_MEETING_WEB_H

#include "web/route.h"

extern const struct route meeting_routes[]; /* the list, one of them, its management */
extern const struct route agenda_routes[];
extern const struct route minutes_routes[];
extern const struct route calendar_routes[]; /* the secret feed */

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* body_web.h — the pages of bodies, for app/modules.c. */
#ifndef KOLO_BODY_BODY_WEB_H
#define KOLO_BODY_BODY_WEB_H

#include "web/route.h"

extern const struct route body_routes[];

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* organisation_web.h — routes of organisations, for app/modules.c. */
#ifndef KOLO_NETWORK_ORGANISATION_WEB_H
#define KOLO_NETWORK_ORGANISATION_WEB_H

#include "web/route.h"

extern const struct route organisation_routes[];

#endif

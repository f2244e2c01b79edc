/* SPDX-License-Identifier: EUPL-1.2 */
/* public_web.h — the pages behind the public link. */
#ifndef KOLO_CONSULT_PUBLIC_WEB_H
#define KOLO_CONSULT_PUBLIC_WEB_H

#include "web/route.h"

extern const struct route consult_public_routes[];

#endif

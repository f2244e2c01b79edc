/* SPDX-License-Identifier: EUPL-1.2 */
/* organisation_web.h — routes of organisations, for app/modules.c. */
#ifndef KOLO_NETWORK_ORGANISATION_WEB_H
#define KOLO_NETWORK_ORGANISATION_WEB_H

#include "web/form.h"
#include "web/route.h"

/** organisation_countries(cx): all there are, by their names in the reader's language; ends with
 * NULL. */
const struct form_choice *organisation_countries(struct cx *cx);

extern const struct route organisation_routes[];
extern const struct route segment_routes[];

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* ballot_web.h — the page of a secret ballot. */
#ifndef KOLO_CONSULT_BALLOT_WEB_H
#define KOLO_CONSULT_BALLOT_WEB_H

#include "web/route.h"

extern const struct route consult_ballot_routes[];

#endif

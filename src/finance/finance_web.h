/* SPDX-License-Identifier: EUPL-1.2 */
/* finance_web.h — the route tables of this folder, for app/modules.c. */
#ifndef KOLO_FINANCE_FINANCE_WEB_H
#define KOLO_FINANCE_FINANCE_WEB_H

#include "account/role.h"
#include "web/route.h"

extern const struct route expenditure_routes[];
extern const struct route transfer_routes[];
extern const struct route rates_routes[];
extern const struct route budget_new_routes[];
enum rc expenditure_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out);

#endif

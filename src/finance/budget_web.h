/* SPDX-License-Identifier: EUPL-1.2 */
/* budget_web.h — routes of the budget, for app/modules.c. */
#ifndef KOLO_FINANCE_BUDGET_WEB_H
#define KOLO_FINANCE_BUDGET_WEB_H

#include "account/role.h"
#include "web/route.h"

extern const struct route budget_routes[];
enum rc budget_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out);

#endif

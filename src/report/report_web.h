/* SPDX-License-Identifier: EUPL-1.2 */
/* report_web.h — routes of partner reports, for app/modules.c. */
#ifndef KOLO_REPORT_REPORT_WEB_H
#define KOLO_REPORT_REPORT_WEB_H

#include "account/role.h"
#include "web/route.h"

extern const struct route report_routes[];
enum rc report_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out);
enum rc question_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* plan_web.h — the page of the work plan and what the page of one activity shares with it. Private
 * to activity.
 */
#ifndef KOLO_ACTIVITY_PLAN_WEB_H
#define KOLO_ACTIVITY_PLAN_WEB_H

#include "project/partner_sql.h"
#include "web/parts.h"

extern const struct form_choice plan_states[];
struct mark plan_mark(struct cx *cx, const char *state);
const struct form_choice *plan_components(struct cx *cx, const struct component_list_rows *rows);
/** plan_partners(cx, rows, only): 0: all of them; otherwise that one. */
const struct form_choice *plan_partners(struct cx *cx, const struct partner_list_rows *rows,
                                        int64_t only);
enum rc plan_page(struct cx *cx, struct request *rq, struct response *rs);

#endif

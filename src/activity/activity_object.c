/* SPDX-License-Identifier: EUPL-1.2 */
/* activity_object.c — an activity as a thing that can be talked about. */
#include "activity/activity.h"
#include "activity/activity_sql.h"

enum rc activity_object(struct cx *cx, int64_t id, struct object *out)
{
    struct activity_get_row a;
    enum rc rc = activity_get(cx, id, &a);
    if (rc) return rc;
    out->project = a.project;
    out->partner = a.partner;
    out->label = arena_printf(cx->arena, "%s %s", a.code, a.title);
    out->path = arena_printf(cx->arena, "/activity/%lld", (long long)id);
    return RC_OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* meeting_object.c — what meetings and agenda items are to the rest of the house. */
#include "meeting/agenda_sql.h"
#include "meeting/meeting.h"
#include "meeting/meeting_sql.h"

enum rc meeting_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out)
{
    struct meeting_owner_row row;
    bool found;
    enum rc rc = meeting_owner(cx, id[0], &row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    *out = (struct scope_owner){ row.project, 0 };
    return RC_OK;
}

enum rc meeting_object(struct cx *cx, int64_t id, struct object *out)
{
    struct meeting_owner_row row;
    bool found;
    enum rc rc = meeting_owner(cx, id, &row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    out->project = row.project;
    out->label = row.title;
    out->path = arena_printf(cx->arena, "/meeting/%lld", (long long)id);
    return RC_OK;
}

enum rc agenda_object(struct cx *cx, int64_t id, struct object *out)
{
    struct agenda_owner_row row;
    bool found;
    enum rc rc = agenda_owner(cx, id, &row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    out->project = row.project;
    out->label = row.title;
    out->path =
        arena_printf(cx->arena, "/meeting/%lld#item-%lld", (long long)row.meeting, (long long)id);
    return RC_OK;
}

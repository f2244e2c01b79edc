/* SPDX-License-Identifier: EUPL-1.2 */
/* meeting_object.c — what meetings and agenda items are to the rest of the house. */
#include "meeting/agenda_sql.h"
#include "meeting/meeting.h"
#include "meeting/meeting_sql.h"
#include "meeting/person_sql.h"

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
        arena_printf(cx->arena, "/meeting/%lld/item/%lld", (long long)row.meeting, (long long)id);
    return RC_OK;
}

static enum rc care(struct cx *cx, int64_t meeting, struct object_people *to)
{
    struct person_list_rows people;
    enum rc rc = person_list(cx, meeting, &people);
    for (size_t i = 0; i < people.n && !rc; i++) object_person(cx, to, people.v[i].account);
    return rc;
}

enum rc meeting_care(struct cx *cx, const struct object *o, struct object_people *to)
{
    return care(cx, o->id, to);
}

enum rc agenda_care(struct cx *cx, const struct object *o, struct object_people *to)
{
    struct agenda_owner_row row;
    bool found;
    enum rc rc = agenda_owner(cx, o->id, &row, &found);
    return rc || !found ? rc : care(cx, row.meeting, to);
}

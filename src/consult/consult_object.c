/* SPDX-License-Identifier: EUPL-1.2 */
/* consult_object.c — what a consultation is to the rest of the house. */
#include "account/viewer.h"
#include "consult/consult.h"
#include "consult/consult_sql.h"

enum rc consult_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out)
{
    struct consult_owner_row row;
    bool found;
    enum rc rc = consult_owner(cx, id[0], &row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    *out = (struct scope_owner){ row.project, 0 };
    return RC_OK;
}

/* What is being written, or was given up before it was opened, is its author's; the auditor and the
 * lead see all. */
bool consult_shown(struct cx *cx, int64_t project, int64_t round_no, int64_t chair, int64_t drafter)
{
    int64_t who = viewer_is(cx);
    return round_no || (who && (who == chair || who == drafter)) ||
           viewer_can(cx, MAY_READ_AUDIT, project, 0);
}

enum rc consult_by_seat(struct cx *cx, int64_t id, bool *own)
{
    struct consult_seat_held_row seat;
    *own = false;
    return viewer_is(cx) ? consult_seat_held(cx, id, viewer_is(cx), &seat, own) : RC_OK;
}

enum rc consult_object(struct cx *cx, int64_t id, struct object *out)
{
    struct consult_owner_row row;
    bool found;
    enum rc rc = consult_owner(cx, id, &row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if (!consult_shown(cx, row.project, row.round_no, row.chair, row.drafter)) return RC_MISSING;
    out->project = row.project;
    out->label = row.title;
    out->draft = !row.round_no;
    out->path = arena_printf(cx->arena, "/consultation/%lld", (long long)id);
    return viewer_can(cx, MAY_READ_CONSULT, row.project, 0) ? RC_OK
                                                            : consult_by_seat(cx, id, &out->own);
}

enum rc consult_care(struct cx *cx, const struct object *o, struct object_people *to)
{
    struct consult_get_row c;
    enum rc rc = consult_get(cx, o->id, &c);
    if (rc) return rc;
    object_person(cx, to, c.chair);
    object_person(cx, to, c.drafter);
    return RC_OK;
}

enum rc consult_quoted(struct cx *cx, int64_t id, const char **text)
{
    struct consult_get_row c;
    struct consult_text_at_row document;
    bool found = false;
    enum rc rc = consult_get(cx, id, &c);
    if (!rc) rc = consult_text_at(cx, id, 0, &document, &found);
    if (!rc) *text = found ? document.body : c.question;
    return rc;
}

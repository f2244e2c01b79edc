/* SPDX-License-Identifier: EUPL-1.2 */
/* object.c — the table of kinds. What a thing is called is its domain's to say. */
#include "talk/object.h"

#include "account/session.h"
#include "account/viewer.h"
#include "base/vec.h"
#include "talk/object_sql.h"

#include <string.h>

/* Filled once by app/modules.c before the first request, read-only afterwards. */
static const struct object_kind *kinds;
static size_t n_kinds;

void object_register(const struct object_kind *k, size_t n)
{
    kinds = k;
    n_kinds = n;
}

const struct object_kind *object_kind_at(size_t i) { return i < n_kinds ? &kinds[i] : NULL; }

const struct object_kind *object_kind_of(const char *type)
{
    for (size_t i = 0; i < n_kinds; i++)
        if (strcmp(kinds[i].type, type) == 0) return &kinds[i];
    return NULL;
}

enum rc object_there(struct cx *cx, const char *type, int64_t id, struct object *out)
{
    const struct object_kind *k = object_kind_of(type);
    *out = (struct object){ .type = k ? k->type : "", .id = id, .label = "", .path = "" };
    return k ? k->find(cx, id, out) : RC_MISSING;
}

static bool may_know(const struct cx *cx, const struct object *o)
{
    const struct object_kind *k = object_kind_of(o->type);
    return k && (o->own || viewer_can(cx, k->read, o->project, o->partner));
}

enum rc object_find(struct cx *cx, const char *type, int64_t id, struct object *out)
{
    enum rc rc = object_there(cx, type, id, out);
    return rc || may_know(cx, out) ? rc : RC_MISSING;
}

enum rc object_seen_by(struct cx *cx, int64_t account, const struct object *o, bool *seen)
{
    const struct viewer *was = cx->viewer, *they;
    enum rc rc = session_viewer_of(cx, account, &they);
    *seen = false;
    if (rc || !they) return rc;
    /* What the viewer may know of, or has a part in, is theirs alone: asked anew for the other. */
    struct object theirs;
    cx->viewer = they;
    rc = object_find(cx, o->type, o->id, &theirs);
    *seen = !rc;
    cx->viewer = was;
    return rc == RC_MISSING ? RC_OK : rc;
}

const char *object_thread_path(struct cx *cx, const struct object *o)
{
    if (!o->shared && !strchr(o->path, '#')) return o->path;
    return arena_printf(cx->arena, "/p/%lld/thread/%s/%lld", (long long)o->project, o->type,
                        (long long)o->id);
}

int64_t object_closed(const struct object *o)
{
    const struct object_kind *k = object_kind_of(o->type);
    const bool to_all = k && role_reach(ROLE_PARTNER_COORDINATOR, k->read) == REACH_ALL;
    return to_all ? 0 : o->partner;
}

/* ---- who cares ------------------------------------------------------------------------------- */

void object_person(struct cx *cx, struct object_people *to, int64_t account)
{
    for (size_t i = 0; i < to->n; i++)
        if (to->v[i] == account) return;
    if (account) *vec_push(cx->arena, to) = account;
}

enum rc object_cares(struct cx *cx, const struct object *o, struct object_people *to)
{
    struct object_coordinators_rows rows;
    const struct object_kind *k = object_kind_of(o->type);
    if (k && k->care) return k->care(cx, o, to);
    enum rc rc = object_coordinators(cx, o->project, o->partner, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) object_person(cx, to, rows.v[i].account);
    return rc;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* object_project.c — the project, its components and its partners as things that can be talked
 * about. They belong to all: no partner owns them.
 */
#include "i18n/i18n.h"
#include "talk/object.h"
#include "talk/object_sql.h"

enum rc project_object(struct cx *cx, int64_t id, struct object *out)
{
    struct object_of_project_row p;
    bool found;
    enum rc rc = object_of_project(cx, id, &p, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    out->project = id;
    out->label = arena_printf(cx->arena, "%s %s", p.code, p.title);
    out->path = arena_printf(cx->arena, "/p/%lld", (long long)id);
    out->shared = true;
    return RC_OK;
}

enum rc component_object(struct cx *cx, int64_t id, struct object *out)
{
    struct object_of_component_row c;
    bool found;
    enum rc rc = object_of_component(cx, id, &c, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    out->project = c.project;
    out->label = arena_printf(cx->arena, T("Component %d: %s"), (int)c.no, c.title);
    out->path = arena_printf(cx->arena, "/p/%lld/components", (long long)c.project);
    out->shared = true;
    return RC_OK;
}

enum rc partner_object(struct cx *cx, int64_t id, struct object *out)
{
    struct object_of_partner_row p;
    bool found;
    enum rc rc = object_of_partner(cx, id, &p, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    out->project = p.project;
    out->label = p.short_name;
    out->path = arena_printf(cx->arena, "/p/%lld/partners", (long long)p.project);
    out->shared = true;
    return RC_OK;
}

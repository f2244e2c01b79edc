/* SPDX-License-Identifier: EUPL-1.2 */
/* object.c — the table of kinds. What a thing is called is its domain's to say. */
#include "talk/object.h"

#include "account/viewer.h"

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

enum rc object_find(struct cx *cx, const char *type, int64_t id, struct object *out)
{
    const struct object_kind *k = object_kind_of(type);
    *out = (struct object){ .type = k ? k->type : "", .id = id, .label = "", .path = "" };
    if (!k) return RC_MISSING;
    enum rc rc = k->find(cx, id, out);
    if (rc) return rc;
    return viewer_can(cx, k->read, out->project, out->partner) ? RC_OK : RC_MISSING;
}

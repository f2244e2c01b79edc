/* SPDX-License-Identifier: EUPL-1.2 */
/* about.c — links from things that are decided or talked over to what they are about. */
#include "talk/about.h"

#include "i18n/i18n.h"
#include "store/db.h"
#include "talk/about_sql.h"

#include <string.h>

bool about_parse(struct cx *cx, const char *word, struct object *out)
{
    str rest = str_of(word), type = str_cut(&rest, ':');
    *out = (struct object){ 0 };
    const struct object_kind *k = object_kind_of(arena_str(cx->arena, type));
    if (!k || !str_int64(rest, &out->id) || out->id <= 0) return false;
    out->type = k->type;
    return true;
}

const char *about_word(struct cx *cx, const struct object *o)
{
    return arena_printf(cx->arena, "%s:%lld", o->type, (long long)o->id);
}

enum rc about_set(struct cx *cx, int64_t project, const char *from_type, int64_t from_id,
                  const struct object *list, size_t n)
{
    struct object o;
    enum rc rc = about_clear(cx, from_type, from_id);
    for (size_t i = 0; i < n && !rc; i++) {
        rc = object_find(cx, list[i].type, list[i].id, &o);
        if (rc == RC_MISSING || (!rc && o.project != project))
            return problem(cx, "about", T("Choose things of this project that you can see."));
        if (!rc) rc = about_add(cx, from_type, from_id, o.type, o.id, NULL);
        if (rc == RC_CONFLICT) rc = RC_OK;
    }
    return rc;
}

/* What is gone or hidden is left out; kinds in the order of their table. */
static enum rc known(struct cx *cx, const struct about_to_list_rows *rows, struct about_list *out)
{
    const struct object_kind *k;
    enum rc rc = RC_OK;
    out->v = arena_array(cx->arena, struct object, rows->n);
    for (size_t i = 0; (k = object_kind_at(i)); i++) {
        for (size_t r = 0; r < rows->n && !rc; r++) {
            if (!z_eq(rows->v[r].kind, k->type)) continue;
            rc = object_find(cx, k->type, rows->v[r].thing, &out->v[out->n]);
            if (!rc) out->n++;
            if (rc == RC_MISSING) rc = RC_OK;
        }
    }
    return rc;
}

enum rc about_of(struct cx *cx, const char *from_type, int64_t from_id, struct about_list *out)
{
    struct about_to_list_rows rows;
    *out = (struct about_list){ 0 };
    enum rc rc = about_to_list(cx, from_type, from_id, &rows);
    return rc ? rc : known(cx, &rows, out);
}

enum rc about_from(struct cx *cx, const char *to_type, int64_t to_id, struct about_list *out)
{
    struct about_to_list_rows rows;
    *out = (struct about_list){ 0 };
    enum rc rc = about_from_list(cx, to_type, to_id, &rows);
    return rc ? rc : known(cx, &rows, out);
}

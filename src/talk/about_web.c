/* SPDX-License-Identifier: EUPL-1.2 */
/* about_web.c — choosing in a form what something is about. */
#include "base/vec.h"
#include "i18n/i18n.h"
#include "talk/about_sql.h"
#include "talk/talk_web.h"

static const struct {
    const char *type, *title;
} groups[] = {
    { "project", N_("The project as a whole") },
    { "component", N_("Components") },
    { "activity", N_("Activities") },
    { "budget_line", N_("Budget lines") },
    { "partner", N_("Partners") },
};
enum { GROUPS = sizeof groups / sizeof *groups };

static bool is_chosen(const struct about_list *now, const struct object *o)
{
    for (size_t i = 0; now && i < now->n; i++)
        if (now->v[i].id == o->id && z_eq(now->v[i].type, o->type)) return true;
    return false;
}

void talk_about_read(struct cx *cx, const struct request *rq, struct about_list *out)
{
    *out = (struct about_list){ arena_array(cx->arena, struct object, rq->fields.n + 1), 0 };
    for (size_t i = 0; i < rq->fields.n; i++)
        if (z_eq(rq->fields.v[i].name, "about") &&
            about_parse(cx, rq->fields.v[i].value, &out->v[out->n]))
            out->n++;
}

static void put_group(struct cx *cx, size_t g, const struct about_candidates_rows *rows,
                      const struct about_list *now, struct about_group *to)
{
    struct about_choice *c = arena_array(cx->arena, struct about_choice, rows->n + 1);
    *to = (struct about_group){ .title = i18n_text(cx, NULL, groups[g].title), .v = c };
    for (size_t i = 0; i < rows->n; i++) {
        const struct about_candidates_row *r = &rows->v[i];
        if (!z_eq(r->kind, groups[g].type)) continue;
        const struct object o = { .type = groups[g].type, .id = r->thing };
        const bool chosen = is_chosen(now, &o);
        c[to->n++] =
            (struct about_choice){ about_word(cx, &o),
                                   arena_printf(cx->arena, "%s %s", r->code, r->title), chosen };
        to->any = to->any || chosen;
    }
}

enum rc talk_about_pick(struct cx *cx, const struct request *rq, int64_t project,
                        const struct about_list *now, struct about_pick *out)
{
    struct about_candidates_rows rows;
    struct about_list posted;
    VEC(struct about_group) made = { 0 };
    enum rc rc = about_candidates(cx, project, &rows);
    if (rc) return rc;
    if (rq->method == METHOD_POST) {
        talk_about_read(cx, rq, &posted);
        now = &posted;
    }
    for (size_t g = 0; g < GROUPS; g++) {
        struct about_group one;
        put_group(cx, g, &rows, now, &one);
        if (one.n) *vec_push(cx->arena, &made) = one;
    }
    *out = (struct about_pick){ made.v, made.n, problem_of(cx, "about") };
    return RC_OK;
}

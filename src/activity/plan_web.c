/* SPDX-License-Identifier: EUPL-1.2 */
/* plan_web.c — the work plan: activities by component as a timeline and as the table behind it. */
#include "activity/plan_web.h"

#include "account/viewer.h"
#include "activity/activity_html.h"
#include "activity/activity_sql.h"
#include "activity/activity_view.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "i18n/i18n.h"

/* Left the names, then the bars, then room for the last partner's name. */
enum {
    WIDTH = 1000,
    NAMES = 340,
    PLOT = 590,
    ROW = 24,
    TOP = 26,
    LEAST = 6,
    TICKS = 10,
    NAME = 48 /* letters */
};

const struct form_choice plan_states[] = { { "planned", N_("planned") },
                                           { "running", N_("running") },
                                           { "done", N_("done") },
                                           { "cancelled", N_("cancelled") },
                                           { NULL, NULL } };

struct mark plan_mark(struct cx *cx, const char *state)
{
    if (z_eq(state, "running")) return (struct mark){ "wait", T("running") };
    if (z_eq(state, "done")) return (struct mark){ "good", T("done") };
    if (z_eq(state, "cancelled")) return (struct mark){ "bad", T("cancelled") };
    return (struct mark){ "plan", T("planned") };
}

static const char *number(struct cx *cx, int64_t n)
{
    return arena_printf(cx->arena, "%lld", (long long)n);
}

const struct form_choice *plan_components(struct cx *cx, const struct component_list_rows *rows)
{
    struct form_choice *c = arena_array(cx->arena, struct form_choice, rows->n + 1);
    for (size_t i = 0; i < rows->n; i++)
        c[i] = (struct form_choice){ number(cx, rows->v[i].id),
                                     arena_printf(cx->arena, "%d. %s", (int)rows->v[i].no,
                                                  rows->v[i].title) };
    return c;
}

const struct form_choice *plan_partners(struct cx *cx, const struct partner_list_rows *rows,
                                        int64_t only)
{
    size_t n = 0;
    struct form_choice *c = arena_array(cx->arena, struct form_choice, rows->n + 1);
    for (size_t i = 0; i < rows->n; i++)
        if (!only || rows->v[i].id == only)
            c[n++] = (struct form_choice){ number(cx, rows->v[i].id), rows->v[i].short_name };
    return c;
}

/* ---- the timeline ---------------------------------------------------------------------------- */

/* The days the timeline shows: whole months around all activities. */
struct span {
    date from, to;
};

static struct span span_of(const struct activity_list_rows *rows)
{
    struct span s = { rows->v[0].starts_on, rows->v[0].ends_on };
    for (size_t i = 1; i < rows->n; i++) {
        if (date_cmp(rows->v[i].starts_on, s.from) < 0) s.from = rows->v[i].starts_on;
        if (date_cmp(rows->v[i].ends_on, s.to) > 0) s.to = rows->v[i].ends_on;
    }
    return (struct span){ month_first(month_of(s.from)), month_last(month_of(s.to)) };
}

static int place(const struct span *s, date d)
{
    int64_t days = s->to.day - s->from.day + 1;
    return NAMES + (int)((int64_t)(d.day - s->from.day) * PLOT / days);
}

/* A line for each month, or each so many that the names do not meet. */
static void put_ticks(struct cx *cx, const struct span *s, struct activity_plan_view *v)
{
    month first = month_of(s->from), last = month_of(s->to);
    int step = (last - first) / TICKS + 1;
    VEC(struct activity_tick) ticks = { 0 };
    for (month m = first; m <= last; m += step)
        *vec_push(cx->arena, &ticks) =
            (struct activity_tick){ place(s, month_first(m)),
                                    arena_printf(cx->arena, "%d/%02d", month_no(m),
                                                 month_year(m) % 100) };
    v->ticks = ticks.v;
    v->n_ticks = ticks.n;
}

/* What fits in front of the bars; the whole name is in the table and in the bar's title. */
static const char *short_name(struct cx *cx, const struct activity_get_row *a)
{
    const char *name = arena_printf(cx->arena, "%s %s", a->code, a->title);
    str rest = str_of(name);
    const char *cut = name;
    for (int i = 0; rest.n; i++) {
        if (i < NAME) cut = rest.p;
        utf8_next(&rest);
        while (i >= NAME && cut[-1] == ' ') cut--;
        if (i >= NAME) return arena_printf(cx->arena, "%.*s…", (int)(cut - name), name);
    }
    return name;
}

static struct activity_line line_of(struct cx *cx, const struct activity_get_row *a,
                                    const struct span *s, int y)
{
    int x = place(s, a->starts_on), end = place(s, date_add(a->ends_on, 1));
    return (struct activity_line){
        .code = a->code,
        .title = a->title,
        .short_name = short_name(cx, a),
        .place = a->place,
        .partner = a->partner_name,
        .starts_on = a->starts_on,
        .ends_on = a->ends_on,
        .mark = plan_mark(cx, a->state),
        .url = url_path(cx, "/activity/%lld", (long long)a->id),
        .component = a->component,
        .x = x,
        .width = end - x < LEAST ? LEAST : end - x,
        .y = y,
        .bar = arena_printf(cx->arena, "is-%s", a->state),
        .span = arena_printf(cx->arena, T("%s %s, %s: %s to %s, %s"), a->code, a->title,
                             a->partner_name, i18n_date(cx, a->starts_on),
                             i18n_date(cx, a->ends_on), plan_mark(cx, a->state).word),
    };
}

static const char *group_title(const struct component_list_rows *rows, struct cx *cx, int64_t id)
{
    for (size_t i = 0; i < rows->n; i++)
        if (rows->v[i].id == id)
            return arena_printf(cx->arena, "%d. %s", (int)rows->v[i].no, rows->v[i].title);
    return "";
}

static void put_groups(struct cx *cx, const struct activity_list_rows *rows,
                       const struct component_list_rows *components, struct activity_plan_view *v)
{
    if (!rows->n) return;
    const struct span s = span_of(rows);
    date today = date_of_stamp(cx->now);
    struct activity_line *lines = arena_array(cx->arena, struct activity_line, rows->n);
    VEC(struct activity_group) groups = { 0 };
    for (size_t i = 0; i < rows->n; i++) {
        const struct activity_get_row *a = &rows->v[i];
        lines[i] = line_of(cx, a, &s, TOP + (int)i * ROW);
        if (!i || rows->v[i - 1].component != a->component)
            *vec_push(cx->arena, &groups) =
                (struct activity_group){ .title = group_title(components, cx, a->component),
                                         .v = &lines[i] };
        groups.v[groups.n - 1].n++;
    }
    put_ticks(cx, &s, v);
    v->groups = groups.v;
    v->n_groups = groups.n;
    v->n = rows->n;
    v->height = TOP + (int)rows->n * ROW;
    v->view_box = arena_printf(cx->arena, "0 0 %d %d", WIDTH, v->height);
    bool within = date_cmp(today, s.from) >= 0 && date_cmp(today, s.to) <= 0;
    v->today = within ? place(&s, today) : -1;
}

/* ---- the page -------------------------------------------------------------------------------- */

static const char *label_of(const struct form_choice *c, const char *value)
{
    for (; c->value; c++)
        if (z_eq(c->value, value)) return c->label;
    return value;
}

static void put_filter(struct cx *cx, const struct request *rq, struct activity_plan_view *v)
{
    const struct {
        const char *name, *chosen;
        const struct form_choice *c;
    } all[] = { { "component", v->component, v->components },
                { "partner", v->partner, v->partners },
                { "state", v->state, v->states } };
    struct chip *chips = arena_array(cx->arena, struct chip, 3);
    size_t n = 0;
    for (size_t i = 0; i < 3; i++)
        if (*all[i].chosen)
            chips[n++] =
                (struct chip){ label_of(all[i].c, all[i].chosen),
                               url_with(cx, (struct url){ rq->self.p }, all[i].name, NULL) };
    v->chips = (struct chips){ chips, n, v->self };
}

static const struct form_choice *state_choices(struct cx *cx)
{
    struct form_choice *c = arena_array(cx->arena, struct form_choice, 5);
    for (size_t i = 0; plan_states[i].value; i++)
        c[i] =
            (struct form_choice){ plan_states[i].value, i18n_text(cx, NULL, plan_states[i].label) };
    return c;
}

static void put_adding(struct cx *cx, const struct request *rq, bool components, bool partners,
                       struct activity_plan_view *v)
{
    if (!viewer_can(cx, MAY_EDIT_ACTIVITY, rq->project, 0)) return;
    if (!partners)
        v->why_not = T("Name the partners of the project first.");
    else if (!components)
        v->why_not = T("Add the components of the project first.");
    else
        v->add = url_path(cx, "/p/%lld/activities/new", (long long)rq->project);
}

static const char *asked(const struct request *rq, const char *name)
{
    const char *z = request_query(rq, name);
    return z ? z : "";
}

enum rc plan_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct activity_list_rows rows;
    struct component_list_rows components;
    struct partner_list_rows partners;
    struct activity_plan_view v = { .component = asked(rq, "component"),
                                    .partner = asked(rq, "partner"),
                                    .state = asked(rq, "state"),
                                    .self =
                                        url_path(cx, "/p/%lld/activities", (long long)rq->project),
                                    .today = -1 };
    enum rc rc = activity_list(cx, rq->project, request_query_id(rq, "component"),
                               request_query_id(rq, "partner"), *v.state ? v.state : NULL, &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "activities", &activity_get_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    rc = component_list(cx, rq->project, &components);
    if (!rc) rc = partner_list(cx, rq->project, &partners);
    if (!rc) rc = setup_steps(cx, rq->project, SETUP_ACTIVITIES, &v.steps);
    if (rc) return rc;
    v.components = plan_components(cx, &components);
    v.partners = plan_partners(cx, &partners, 0);
    v.states = state_choices(cx);
    v.next = setup_next(cx, rq->project, SETUP_ACTIVITIES);
    put_filter(cx, rq, &v);
    put_adding(cx, rq, components.n > 0, partners.n > 0, &v);
    put_groups(cx, &rows, &components, &v);
    struct page *pg = page_begin(cx, rq, T("Work plan"), AREA_PLAN);
    pg->wide = true;
    page_exports(cx, rq, pg);
    activity_plan_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* register_web.c — the register of decisions, and what was agreed about a thing. */
#include "decide/register_web.h"

#include "account/viewer.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "body/tally.h"
#include "decide/decide_html.h"
#include "decide/decide_view.h"
#include "decide/decide_web.h"
#include "i18n/i18n.h"
#include "talk/about.h"
#include "talk/talk_web.h"

#include <string.h>

enum { PAGE = 50, MOST = 100000, EXTRACT = 180 };

/* The first line of the text decided without the signs of Markdown, to the end of a word. */
static const char *extract(struct cx *cx, const char *z)
{
    char *out = arena_alloc(cx->arena, EXTRACT + 8), *at = out, *word = out;
    while (*z == '#' || *z == '>' || *z == '-' || *z == ' ') z++;
    for (; *z && *z != '\n' && at < out + EXTRACT; z++) {
        if (*z == '*' || *z == '`') continue;
        if (*z == ' ') word = at;
        *at++ = *z;
    }
    if (*z && *z != '\n') at = stpcpy(word, " …");
    *at = 0;
    return out;
}

static const char *tasks_text(struct cx *cx, const struct decision_register_row *r)
{
    if (!r->tasks_open) return T("all tasks finished");
    return arena_printf(cx->arena, T_N(r->tasks_open, "%d task open", "%d tasks open"),
                        (int)r->tasks_open);
}

const struct decision_line *register_lines(struct cx *cx, int64_t project,
                                           const struct decision_register_row *v, size_t n)
{
    struct decision_line *l = arena_array(cx->arena, struct decision_line, n ? n : 1);
    for (size_t i = 0; i < n; i++) {
        const struct decision_register_row *r = &v[i];
        l[i] = (struct decision_line){ .no = decide_int(cx, r->no),
                                       .title = r->title,
                                       .body = r->body ? r->body : T("the partners"),
                                       .extract = extract(cx, r->decided),
                                       .on = r->decided_on,
                                       .mark = decide_outcome(cx, r->outcome),
                                       .url = url_path(cx, "/decision/%lld", (long long)r->id) };
        if (r->superseded_by)
            l[i].superseded =
                arena_printf(cx->arena, T("superseded by decision %d"), (int)r->superseded_by);
        if (!r->tasks) continue;
        l[i].tasks_text = tasks_text(cx, r);
        l[i].tasks = url_with(cx, url_path(cx, "/p/%lld/tasks", (long long)project), "decision",
                              decide_int(cx, r->id));
    }
    return l;
}

/* ---- the register ---------------------------------------------------------------------------- */

static const struct form_choice *outcomes(struct cx *cx)
{
    struct form_choice *c = arena_array(cx->arena, struct form_choice, OUTCOMES + 1);
    for (int i = 0; i < OUTCOMES; i++)
        c[i] = (struct form_choice){ outcome_name((enum outcome)i),
                                     i18n_text(cx, NULL, outcome_title((enum outcome)i)) };
    return c;
}

static const struct form_choice *kinds(struct cx *cx)
{
    static const char *const types[] = { "project", "component", "partner", "activity",
                                         "budget_line" };
    struct form_choice *c = arena_array(cx->arena, struct form_choice, 6);
    size_t n = 0;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const struct object_kind *k = object_kind_of(types[i]);
        if (k) c[n++] = (struct form_choice){ k->type, i18n_text(cx, NULL, k->word) };
    }
    return c;
}

static const char *label_of(const struct form_choice *c, const char *value)
{
    for (; c->value; c++)
        if (z_eq(c->value, value)) return c->label;
    return value;
}

static enum rc put_choices(struct cx *cx, int64_t project, struct decision_list_view *v)
{
    struct decision_years_rows years;
    struct decision_bodies_rows bodies;
    enum rc rc = decision_years(cx, project, &years);
    if (!rc) rc = decision_bodies(cx, project, &bodies);
    if (rc) return rc;
    struct form_choice *y = arena_array(cx->arena, struct form_choice, years.n + 1),
                       *b = arena_array(cx->arena, struct form_choice, bodies.n + 1);
    for (size_t i = 0; i < years.n; i++)
        y[i] = (struct form_choice){ years.v[i].year, years.v[i].year };
    for (size_t i = 0; i < bodies.n; i++)
        b[i] = (struct form_choice){ decide_int(cx, bodies.v[i].id), bodies.v[i].name };
    v->outcomes = outcomes(cx);
    v->kinds = kinds(cx);
    v->years = y;
    v->bodies = b;
    return RC_OK;
}

static void put_chips(struct cx *cx, const struct request *rq, struct decision_list_view *v)
{
    const struct url here = url_with(cx, (struct url){ rq->self.p }, "below", NULL);
    struct chip *c = arena_array(cx->arena, struct chip, 5);
    size_t n = 0;
    if (*v->q) c[n++] = (struct chip){ v->q, url_with(cx, here, "q", NULL) };
    if (*v->outcome)
        c[n++] =
            (struct chip){ label_of(v->outcomes, v->outcome), url_with(cx, here, "outcome", NULL) };
    if (*v->body)
        c[n++] = (struct chip){ label_of(v->bodies, v->body), url_with(cx, here, "body", NULL) };
    if (*v->year) c[n++] = (struct chip){ v->year, url_with(cx, here, "year", NULL) };
    if (*v->kind)
        c[n++] = (struct chip){ label_of(v->kinds, v->kind), url_with(cx, here, "kind", NULL) };
    v->chips = (struct chips){ c, n, v->self };
}

static const char *asked(const struct request *rq, const char *name)
{
    const char *z = request_query(rq, name);
    return z ? z : "";
}

static const char *given(const char *z) { return *z ? z : NULL; }

static enum rc list(struct cx *cx, struct request *rq, struct response *rs)
{
    struct decision_register_rows rows;
    const int64_t below = request_query_id(rq, "below");
    struct decision_list_view v = { .self =
                                        url_path(cx, "/p/%lld/decisions", (long long)rq->project),
                                    .agreed =
                                        url_path(cx, "/p/%lld/agreed", (long long)rq->project),
                                    .q = asked(rq, "q"),
                                    .outcome = asked(rq, "outcome"),
                                    .body = asked(rq, "body"),
                                    .year = asked(rq, "year"),
                                    .kind = asked(rq, "kind") };
    enum rc rc = decision_register(
        cx,
        &(struct decision_register_in){ .project = rq->project,
                                        .outcome = given(v.outcome),
                                        .body = request_query_id(rq, "body"),
                                        .year = given(v.year),
                                        .about_type = given(v.kind),
                                        .q = utf8_pattern(cx->arena, v.q),
                                        .below = below ? below : INT64_MAX,
                                        .count = reply_is_page(rq) ? PAGE + 1 : MOST },
        &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "decisions", &decision_register_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    if ((rc = put_choices(cx, rq->project, &v))) return rc;
    put_chips(cx, rq, &v);
    v.n = rows.n > PAGE ? PAGE : rows.n;
    v.v = register_lines(cx, rq->project, rows.v, v.n);
    const struct url here = { rq->self.p };
    if (below) v.pager.first = url_with(cx, here, "below", NULL);
    if (rows.n > PAGE)
        v.pager.next = url_with(cx, here, "below", decide_int(cx, rows.v[PAGE - 1].no));
    const struct url add = url_path(cx, "/p/%lld/decisions/new", (long long)rq->project);
    if (viewer_can(cx, MAY_RECORD_DECISION, rq->project, 0))
        v.add = add;
    else
        v.why_not = i18n_text(cx, NULL, role_permission_refusal(MAY_RECORD_DECISION));
    struct page *pg = page_begin(cx, rq, T("Decisions"), AREA_CONSULT);
    talk_tabs(cx, pg, rq->project, "decisions");
    page_exports(cx, rq, pg);
    decision_list_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* ---- what did we agree about … --------------------------------------------------------------- */

const struct form_choice *register_things(struct cx *cx,
                                          const struct decision_about_choices_rows *rows)
{
    struct form_choice *c = arena_array(cx->arena, struct form_choice, rows->n + 1);
    for (size_t i = 0; i < rows->n; i++) {
        const struct decision_about_choices_row *r = &rows->v[i];
        const struct object_kind *k = object_kind_of(r->type);
        c[i] = (struct form_choice){
            arena_printf(cx->arena, "%s:%lld", r->type, (long long)r->id),
            arena_printf(cx->arena, "%s: %s", k ? i18n_text(cx, NULL, k->word) : r->type, r->label),
        };
    }
    return c;
}

static struct decide_links others_of(struct cx *cx, const struct about_list *from)
{
    struct decide_link *l = arena_array(cx->arena, struct decide_link, from->n ? from->n : 1);
    size_t n = 0;
    for (size_t i = 0; i < from->n; i++) {
        const struct object_kind *k = object_kind_of(from->v[i].type);
        if (z_eq(from->v[i].type, "decision")) continue;
        l[n++] = (struct decide_link){ i18n_text(cx, NULL, k->word),
                                       from->v[i].label,
                                       { from->v[i].path } };
    }
    return (struct decide_links){ l, n };
}

static enum rc agreed(struct cx *cx, struct request *rq, struct response *rs)
{
    const char *word = asked(rq, "about");
    struct object thing = { .type = "project", .id = rq->project };
    struct decision_register_rows rows;
    struct decision_about_choices_rows things;
    struct about_list from;
    if (*word && !about_parse(cx, word, &thing)) return RC_MISSING;
    enum rc rc = object_find(cx, thing.type, thing.id, &thing);
    if (!rc && thing.project != rq->project) rc = RC_MISSING;
    if (!rc)
        rc = decision_register(cx,
                               &(struct decision_register_in){ .project = rq->project,
                                                               .about_type = thing.type,
                                                               .about_id = thing.id,
                                                               .below = INT64_MAX,
                                                               .count = MOST },
                               &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "decisions", &decision_register_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    rc = about_from(cx, thing.type, thing.id, &from);
    if (!rc) rc = decision_about_choices(cx, rq->project, &things);
    if (rc) return rc;
    struct agreed_view v = { .self = url_path(cx, "/p/%lld/agreed", (long long)rq->project),
                             .about = about_word(cx, &thing),
                             .v = register_lines(cx, rq->project, rows.v, rows.n),
                             .n = rows.n,
                             .others = others_of(cx, &from),
                             .things = register_things(cx, &things) };
    if (viewer_can(cx, MAY_RECORD_DECISION, rq->project, 0))
        v.add = url_with(cx, url_path(cx, "/p/%lld/decisions/new", (long long)rq->project), "about",
                         v.about);
    struct page *pg =
        page_begin(cx, rq, arena_printf(cx->arena, T("What did we agree about %s"), thing.label),
                   AREA_CONSULT);
    page_crumb(cx, pg, T("Decisions"), url_path(cx, "/p/%lld/decisions", (long long)rq->project));
    page_crumb(cx, pg, thing.label, (struct url){ thing.path });
    page_exports(cx, rq, pg);
    decision_agreed_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

const struct route agreed_routes[] = {
    { METHOD_GET, "/p/{project}/decisions", list, .may = MAY_READ_CONSULT, .of = OF_PROJECT,
      .title = N_("Decisions"), .rows = &decision_register_meta },
    { METHOD_GET, "/p/{project}/agreed", agreed, .may = MAY_READ_CONSULT, .of = OF_PROJECT,
      .title = N_("What was agreed about a thing"), .rows = &decision_register_meta },
    { 0 },
};

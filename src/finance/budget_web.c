/* SPDX-License-Identifier: EUPL-1.2 */
/* budget_web.c — the budget in force, or any version: headings with their room, lines, partners'
 * shares. */
#include "finance/budget_web.h"

#include "account/viewer.h"
#include "finance/budget_show_html.h"
#include "finance/budget_view.h"
#include "finance/expenditure_web.h"
#include "i18n/i18n.h"
#include "project/partner_sql.h"
#include "project/project_web.h"
#include "project/rule_word.h"

enum rc budget_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out)
{
    struct budget_version_get_row v;
    enum rc rc = budget_version_get(cx, id[0], &v);
    if (!rc) *out = (struct scope_owner){ v.project, 0 };
    return rc;
}

static const char *kind_word(struct cx *cx, const char *kind)
{
    if (z_eq(kind, "contract")) return T("contract");
    return z_eq(kind, "addendum") ? T("addendum") : T("unilateral change");
}

static struct mark version_mark(struct cx *cx, const char *state)
{
    if (z_eq(state, "in_force")) return (struct mark){ "good", T("in force") };
    if (z_eq(state, "draft")) return (struct mark){ "draft", T("draft") };
    return (struct mark){ "draft", T("withdrawn") };
}

/* Everything a version's table is made of. */
struct sources {
    int64_t project;
    struct budget_lines_rows lines;
    struct budget_slices_rows slices;
    struct partner_list_rows partners;
    struct rules rules;
    struct headroom *room;
    size_t room_count;
};

static enum rc read_sources(struct cx *cx, int64_t project, int64_t version, int64_t no,
                            struct sources *s)
{
    s->project = project;
    enum rc rc = budget_lines(cx, version, &s->lines);
    if (!rc) rc = budget_slices(cx, version, &s->slices);
    if (!rc) rc = partner_list(cx, project, &s->partners);
    if (!rc) rc = rules_of(cx, project, &s->rules);
    return rc ? rc : budget_headroom_of(cx, &s->rules, version, no, &s->room, &s->room_count);
}

static const money *slices_of(struct cx *cx, const struct sources *s, int64_t line)
{
    money *m = arena_array(cx->arena, money, s->partners.n);
    for (size_t p = 0; p < s->partners.n; p++) m[p] = eur(0);
    for (size_t i = 0; i < s->slices.n; i++) {
        for (size_t p = 0; s->slices.v[i].line == line && p < s->partners.n; p++) {
            if (s->partners.v[p].id == s->slices.v[i].partner) m[p] = s->slices.v[i].amount;
        }
    }
    return m;
}

static struct budget_shown show_line(struct cx *cx, const struct sources *s,
                                     const struct budget_lines_row *l)
{
    return (struct budget_shown){ .is_line = true,
                                  .code = l->code,
                                  .title = l->title,
                                  .unit = l->unit,
                                  .units = i18n_scaled(cx, l->units, 3, 0),
                                  .unit_cost = l->unit_cost,
                                  .total = l->total,
                                  .slices = slices_of(cx, s, l->id),
                                  .agreed = agreed_url(cx, s->project, "budget_line", l->id) };
}

static enum rc show_rows(struct cx *cx, const struct sources *s, struct budget_view *v)
{
    const struct ruleset *set = s->rules.set;
    struct budget_shown *out =
        arena_array(cx->arena, struct budget_shown, set->node_count + s->lines.n);
    money *by_node = arena_array(cx->arena, money, set->node_count);
    size_t n = 0;
    for (size_t i = 0, k = 0; i < set->node_count; i++) {
        if (set->nodes[i].kind != NODE_SUM) by_node[i] = s->room[k++].current;
    }
    for (size_t i = 0, k = 0; i < set->node_count; i++) {
        const struct budget_node *node = &set->nodes[i];
        struct budget_shown *h = &out[n++];
        money value;
        enum rc rc = budget_node_value(set, node->code, by_node, &value);
        if (rc) return rc;
        *h = (struct budget_shown){ .is_sum = node->kind == NODE_SUM,
                                    .code = node->code,
                                    .title = i18n_text(cx, NULL, node->title),
                                    .total = value };
        if (node->kind == NODE_SUM) continue;
        h->room = &s->room[k++];
        if (!h->room->locked && h->room->base.minor) {
            h->meter = chart_meter(cx, arena_printf(cx->arena, T("Room of heading %s"), node->code),
                                   h->room->current, h->room->high, h->room->low, h->room->high);
        }
        for (size_t l = 0; l < s->lines.n; l++) {
            if (z_eq(s->lines.v[l].heading, node->code))
                out[n++] = show_line(cx, s, &s->lines.v[l]);
        }
    }
    v->v = out;
    v->n = n;
    return RC_OK;
}

static enum rc show_versions(struct cx *cx, int64_t project, struct budget_view *v)
{
    struct budget_version_list_rows rows;
    enum rc rc = budget_version_list(cx, project, &rows);
    if (rc) return rc;
    v->versions = rows.v;
    v->version_count = rows.n;
    v->version_urls = arena_array(cx->arena, struct url, rows.n);
    v->version_marks = arena_array(cx->arena, struct mark, rows.n);
    int64_t newest = 0;
    for (size_t i = 0; i < rows.n; i++)
        if (z_eq(rows.v[i].state, "in_force") && rows.v[i].no > newest) newest = rows.v[i].no;
    for (size_t i = 0; i < rows.n; i++) {
        v->version_urls[i] = url_path(cx, "/budget/%lld", (long long)rows.v[i].id);
        v->version_marks[i] = version_mark(cx, rows.v[i].state);
        if (z_eq(rows.v[i].state, "in_force") && rows.v[i].no < newest)
            v->version_marks[i] = (struct mark){ "draft", T("replaced") };
        if (rows.v[i].id == v->version->id) v->mark = v->version_marks[i];
        rows.v[i].kind = kind_word(cx, rows.v[i].kind);
    }
    return RC_OK;
}

static enum rc show_version(struct cx *cx, struct request *rq, struct response *rs, int64_t project,
                            int64_t version)
{
    struct budget_version_get_row row;
    struct sources s;
    enum rc rc = budget_version_get(cx, version, &row);
    if (!rc && row.project != project) rc = RC_MISSING;
    if (!rc) rc = read_sources(cx, project, version, row.no, &s);
    if (rc) return rc;
    reply_rows(cx, rs, "lines", &budget_lines_meta, s.lines.v, s.lines.n);
    reply_rows(cx, rs, "slices", &budget_slices_meta, s.slices.v, s.slices.n);
    reply_row(cx, rs, "version", &budget_version_get_meta, &row);
    if (!reply_is_page(rq)) return RC_OK;

    struct budget_view v = { .version = &row, .partner_count = s.partners.n };
    const char **names = arena_array(cx->arena, const char *, s.partners.n);
    for (size_t p = 0; p < s.partners.n; p++) names[p] = s.partners.v[p].short_name;
    v.partners = names;
    v.threshold = i18n_percent_e2(cx, rules_number(&s.rules, "heading_transfer_e2"));
    v.source = rule_word_source(cx, rules_source(&s.rules, "heading_transfer_e2"));
    if ((rc = show_rows(cx, &s, &v))) return rc;
    if ((rc = show_versions(cx, project, &v))) return rc;
    if (viewer_can(cx, MAY_EDIT_BUDGET, project, 0)) {
        struct action *a = arena_array(cx->arena, struct action, 1);
        *a = (struct action){ .label = T("Change the budget"),
                              .url = url_path(cx, "/p/%lld/budget/transfer", (long long)project) };
        v.actions = (struct actions){ a, 1 };
    }
    struct page *pg = page_begin(cx, rq, T("Budget"), AREA_MONEY);
    pg->state = v.mark.word;
    pg->state_kind = v.mark.kind;
    pg->lead = arena_printf(cx->arena, T("Version %d, %s"), (int)row.no, kind_word(cx, row.kind));
    pg->wide = true;
    finance_tabs(cx, pg, project, "budget");
    page_exports(cx, rq, pg);
    budget_show_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc budget_now(struct cx *cx, struct request *rq, struct response *rs)
{
    struct budget_version_in_force_row row;
    bool found;
    enum rc rc = budget_version_in_force(cx, rq->project, &row, &found);
    if (rc) return rc;
    if (found) return show_version(cx, rq, rs, rq->project, row.id);
    reply_rows(cx, rs, "lines", &budget_lines_meta, NULL, 0);
    if (!reply_is_page(rq)) return RC_OK;
    struct page *pg = page_begin(cx, rq, T("Budget"), AREA_MONEY);
    finance_tabs(cx, pg, rq->project, "budget");
    bool may = viewer_can(cx, MAY_EDIT_BUDGET, rq->project, 0);
    budget_none_html(cx, &rs->body, pg,
                     may ? url_path(cx, "/p/%lld/budget/new", (long long)rq->project)
                         : (struct url){ NULL });
    return RC_OK;
}

static enum rc budget_one(struct cx *cx, struct request *rq, struct response *rs)
{
    return show_version(cx, rq, rs, rq->project, rq->id[0]);
}

const struct route budget_routes[] = {
    { METHOD_GET, "/p/{project}/budget", budget_now, .may = MAY_READ_PROJECT, .of = OF_PROJECT,
      .kept = true, .title = N_("Budget in force"), .rows = &budget_lines_meta },
    { METHOD_GET, "/budget/{version}", budget_one, .may = MAY_READ_PROJECT, .of = OF_BUDGET_VERSION,
      .title = N_("A version of the budget"), .rows = &budget_lines_meta },
    { 0 },
};

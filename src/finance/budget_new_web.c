/* SPDX-License-Identifier: EUPL-1.2 */
/* budget_new_web.c — the budget of the contract from nothing, by form or from a workbook. It is
 * added up and looked at before it is put in force, since it is entered once.
 */
#include "account/viewer.h"
#include "finance/budget_new_html.h"
#include "finance/budget_new_view.h"
#include "finance/budget_sql.h"
#include "finance/expenditure_web.h"
#include "finance/finance_web.h"
#include "i18n/i18n.h"
#include "project/project_sql.h"

struct save_form {
    int64_t save;
};
static const struct form_field save_fields[] = { FIELD_OF(save_form, save, FORM_FLAG, N_("Save")) };
static const struct form save_form = FORM(save_form, save_fields);
struct file_form {
    const struct upload *file;
    const char *decimal, *encoding;
};
static const struct form_field file_fields[] = {
    FIELD_OF(file_form, file, FORM_FILE, N_("File"), .required = true),
    FIELD_OF(file_form, decimal, FORM_CHOICE, N_("Decimal sign of amounts in a CSV file"),
             .choices = file_decimals),
    FIELD_OF(file_form, encoding, FORM_CHOICE, N_("Letters of a CSV file"),
             .choices = file_encodings),
};
static const struct form file_form = FORM(file_form, file_fields);

static struct url self_url(struct cx *cx, const struct request *rq)
{
    return url_path(cx, "/p/%lld/budget/new", (long long)rq->project);
}

/* ---- what the page needs --------------------------------------------------------------------- */

/* What holds for the whole project: there is no budget yet, and there are partners to share it. */
static enum rc begin(struct cx *cx, const struct request *rq, struct budget_grid *g)
{
    struct budget_version_in_force_row already;
    struct partner_list_rows *partners = arena_alloc(cx->arena, sizeof *partners);
    struct rules rules = { 0 };
    bool found;
    enum rc rc = budget_version_in_force(cx, rq->project, &already, &found);
    if (!rc && found)
        rc = refuse(cx, RC_CONFLICT,
                    T("The project has a budget already; change it by a transfer or an "
                      "addendum."));
    if (!rc) rc = rules_of(cx, rq->project, &rules);
    if (!rc) rc = partner_list(cx, rq->project, partners);
    if (!rc && !partners->n)
        rc = refuse(cx, RC_CONFLICT,
                    T("Name the partners of the project first: a budget is shared among them."));
    if (!rc) budget_grid_begin(g, partners, &rules);
    return rc;
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs, struct budget_grid *g,
                    struct budget_new_view *v)
{
    enum rc rc = setup_steps(cx, rq->project, SETUP_BUDGET, &v->steps);
    if (rc) return rc;
    budget_grid_note(cx, g);
    v->self = self_url(cx, rq);
    v->upload = url_path(cx, "/p/%lld/budget/file", (long long)rq->project);
    v->grid = g;
    v->headings = budget_heading_choices(cx, g->set);
    const struct file_form begin = { .decimal = cx->locale->decimal == ',' ? "," : ".",
                                     .encoding = "utf-8" };
    v->file = form_view(cx, rq, &file_form, &begin);
    struct page *pg = page_begin(cx, rq, T("Budget of the contract"), AREA_MONEY);
    pg->wide = true;
    pg->problem = NULL; /* it stands in the list of problems */
    page_crumb(cx, pg, T("Budget"), url_path(cx, "/p/%lld/budget", (long long)rq->project));
    finance_tabs(cx, pg, rq->project, "budget");
    budget_new_html(cx, &rs->body, pg, v);
    return RC_OK;
}

/* ---- adding up ------------------------------------------------------------------------------- */

/* What a rule said about line I is said about the row it came from. */
static void name_rows(struct cx *cx, const struct budget_grid *g, const size_t *rows, size_t n,
                      struct problem *p)
{
    int64_t i;
    for (; p; p = p->next) {
        str rest = str_of(p->field);
        if (!str_starts(rest, "line.")) {
            p->field = "";
            continue;
        }
        (void)str_cut(&rest, '.');
        if (str_int64(rest, &i) && i >= 0 && (size_t)i < n)
            p->field = g->rows[rows[i]].cells[GRID_COST].name;
    }
    (void)cx;
}

static enum rc put_sums(struct cx *cx, const struct rules *rules, const money *by_node,
                        struct budget_new_view *v)
{
    const struct ruleset *set = rules->set;
    struct budget_sum_shown *s = arena_array(cx->arena, struct budget_sum_shown, set->node_count);
    for (size_t i = 0; i < set->node_count; i++) {
        const struct budget_node *node = &set->nodes[i];
        enum rc rc = budget_node_value(set, node->code, by_node, &s[i].total);
        if (rc) return rc;
        s[i].code = node->code;
        s[i].title = i18n_text(cx, NULL, node->title);
        s[i].is_sum = node->kind == NODE_SUM;
        if (node->kind == NODE_INPUT && node->cap)
            s[i].note =
                arena_printf(cx->arena, T("at most %s of row %s"),
                             i18n_percent_e2(cx, rules_number(rules, node->cap)), node->refs[0]);
    }
    v->sums = s;
    v->n_sums = set->node_count;
    return RC_OK;
}

static void put_partners(struct cx *cx, const struct budget_grid *g,
                         const struct budget_line_input *lines, const money *totals, size_t n,
                         struct budget_new_view *v)
{
    money *sums = arena_array(cx->arena, money, g->partners->n);
    for (size_t p = 0; p < g->partners->n; p++) {
        sums[p] = eur(0);
        for (size_t i = 0; i < n; i++) {
            money m = lines[i].slices ? eur(lines[i].slices[p]) : p == 0 ? totals[i] : eur(0);
            sums[p] = money_add(sums[p], m);
        }
    }
    v->by_partner = sums;
}

/* The grant and its share against the total: a slip of the pen shows here. */
static enum rc put_compare(struct cx *cx, int64_t project, money total, struct budget_new_view *v)
{
    struct project_get_row p;
    enum rc rc = project_get(cx, project, &p);
    if (rc) return rc;
    money grant = money_ppm(total, p.grant_e2 * 100);
    v->compare =
        arena_printf(cx->arena, T("%s of %s would be a grant of %s; the contract says at most %s."),
                     i18n_percent_e2(cx, p.grant_e2), i18n_money(cx, total), i18n_money(cx, grant),
                     i18n_money(cx, p.grant_max));
    return RC_OK;
}

/* What the rows mean and add up to; RC_INVALID leaves its sentences at the cells. */
struct summed {
    struct budget_line_input *lines;
    size_t n;
    money *by_node, *totals;
};

static enum rc add_up(struct cx *cx, int64_t project, struct budget_grid *g, struct summed *s)
{
    size_t *rows;
    enum rc rc = budget_grid_read(cx, g, &s->lines, &rows, &s->n);
    if (rc) return rc;
    s->by_node = arena_array(cx->arena, money, g->set->node_count);
    s->totals = arena_array(cx->arena, money, s->n + 1);
    struct problem **from = cx->problems.last;
    rc = budget_check(cx, project, s->lines, s->n, g->partners->n, s->by_node, s->totals);
    name_rows(cx, g, rows, s->n, *from);
    return rc;
}

static enum rc show_sums(struct cx *cx, struct request *rq, struct response *rs,
                         struct budget_grid *g, const struct summed *s)
{
    struct budget_new_view v = { .n_lines = s->n };
    enum rc rc = put_sums(cx, &g->rules, s->by_node, &v);
    if (rc) return rc;
    put_partners(cx, g, s->lines, s->totals, s->n, &v);
    rc = put_compare(cx, rq->project, v.sums[v.n_sums - 1].total, &v);
    return rc ? rc : show(cx, rq, rs, g, &v);
}

/* ---- handlers -------------------------------------------------------------------------------- */

static enum rc new_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct budget_grid g;
    struct budget_new_view v = { 0 };
    enum rc rc = begin(cx, rq, &g);
    if (rc) return rc;
    if (rq->method == METHOD_POST) budget_grid_posted(cx, rq, &g);
    if (!g.n) budget_grid_standard(cx, &g);
    return show(cx, rq, rs, &g, &v);
}

static enum rc save(struct cx *cx, struct request *rq, struct response *rs,
                    const struct budget_grid *g, const struct summed *s)
{
    int64_t *ids = arena_array(cx->arena, int64_t, g->partners->n);
    for (size_t p = 0; p < g->partners->n; p++) ids[p] = g->partners->v[p].id;
    enum rc rc = budget_create(cx, rq->project, s->lines, s->n, ids, g->partners->n, &rs->created);
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/p/%lld/budget", (long long)rq->project),
                                T("The budget of the contract is in force."));
}

static enum rc new_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct save_form *f = rq->form;
    struct budget_grid g;
    struct summed s;
    enum rc rc = begin(cx, rq, &g);
    if (rc) return rc;
    budget_grid_posted(cx, rq, &g);
    rc = add_up(cx, rq->project, &g, &s);
    if (!rc && (f->save || rq->api)) return save(cx, rq, rs, &g, &s);
    return rc ? rc : show_sums(cx, rq, rs, &g, &s);
}

/* The rows of a file come into the grid, what is wrong in them named by row and column. */
static enum rc file_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct file_form *f = rq->form;
    struct budget_grid g;
    struct budget_new_view v = { .from_file = true };
    struct summed s;
    enum rc rc = begin(cx, rq, &g);
    if (!rc) rc = budget_grid_file(cx, f->file, f->encoding, f->decimal, &g);
    if (rc) return rc;
    rc = add_up(cx, rq->project, &g, &s);
    if (!rc && rq->api) return save(cx, rq, rs, &g, &s);
    if (!rc) return show_sums(cx, rq, rs, &g, &s);
    if (rc != RC_INVALID || rq->api) return rc;
    rs->status = rc_http(rc);
    return show(cx, rq, rs, &g, &v);
}

const struct route budget_new_routes[] = {
    { METHOD_GET, "/p/{project}/budget/new", new_page, .may = MAY_EDIT_BUDGET, .of = OF_PROJECT,
      .no_api = true, .title = N_("Enter the budget of the contract") },
    { METHOD_POST, "/p/{project}/budget/new", new_post, .may = MAY_EDIT_BUDGET, .of = OF_PROJECT,
      .form = &save_form, .grid = &budget_grid_form, .grid_name = "line", .again = new_page,
      .max = 2 * MB, .title = N_("Enter the budget of the contract") },
    { METHOD_POST, "/p/{project}/budget/file", file_post, .may = MAY_EDIT_BUDGET, .of = OF_PROJECT,
      .form = &file_form, .again = new_page, .max = 4 * MB,
      .title = N_("Read the budget of the contract from a workbook") },
    { 0 },
};

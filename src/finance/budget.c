/* SPDX-License-Identifier: EUPL-1.2 */
/* budget.c — versions of a budget: the contract's, then changes that are drafted, shown with their
 * effect, and put in force.
 *
 * The rule of transfers itself is headroom.c; here stored amounts are brought to it and its verdict
 * is carried out.
 */
#include "finance/budget.h"

#include "account/viewer.h"
#include "base/log.h"
#include "finance/budget_sql.h"
#include "i18n/i18n.h"
#include "store/audit.h"
#include "store/db.h"

static int64_t who(const struct cx *cx) { return cx->viewer ? cx->viewer->account : 0; }

enum rc budget_in_force(struct cx *cx, int64_t project, int64_t *version)
{
    struct budget_version_in_force_row row;
    bool found;
    enum rc rc = budget_version_in_force(cx, project, &row, &found);
    if (rc) return rc;
    if (!found) return refuse(cx, RC_MISSING, T("The project has no budget yet."));
    *version = row.id;
    return RC_OK;
}

/* The sums of a stored version and of its base per transferable or capped node, in the rule set's
 * order; *n of them. */
static enum rc node_amounts(struct cx *cx, const struct rules *rules, int64_t version, int64_t base,
                            money **was, money **now, size_t *n)
{
    struct budget_heading_totals_pair_rows sums;
    enum rc rc = budget_heading_totals_pair(cx, version, base, &sums);
    if (rc) return rc;
    *was = arena_array(cx->arena, money, rules->set->node_count);
    *now = arena_array(cx->arena, money, rules->set->node_count);
    *n = 0;
    for (size_t i = 0; i < rules->set->node_count; i++) {
        if (rules->set->nodes[i].kind == NODE_SUM) continue;
        (*was)[*n] = (*now)[*n] = eur(0);
        for (size_t k = 0; k < sums.n; k++) {
            if (!z_eq(sums.v[k].heading, rules->set->nodes[i].code)) continue;
            (*now)[*n] = sums.v[k].total;
            (*was)[*n] = sums.v[k].base;
        }
        ++*n;
    }
    return RC_OK;
}

enum rc budget_headroom_of(struct cx *cx, const struct rules *rules, int64_t version, int64_t no,
                           struct headroom **out, size_t *n)
{
    struct budget_version_base_row base;
    money *was, *now;
    bool found;
    /* An addendum or contract is its own base; a unilateral change has the one before it. */
    enum rc rc = budget_version_base(cx, rules->project, no, &base, &found);
    if (!rc) rc = node_amounts(cx, rules, version, found ? base.id : version, &was, &now, n);
    if (rc) return rc;
    *out = arena_array(cx->arena, struct headroom, *n);
    return headroom_compute(cx, rules, *n, was, now, *out);
}

enum rc budget_headroom(struct cx *cx, int64_t project, int64_t version, struct headroom **out,
                        size_t *n)
{
    struct budget_version_get_row v;
    struct rules rules;
    enum rc rc = version ? RC_OK : budget_in_force(cx, project, &version);
    if (!rc) rc = budget_version_get(cx, version, &v);
    if (!rc && v.project != project) rc = RC_MISSING;
    if (!rc) rc = rules_of(cx, project, &rules);
    return rc ? rc : budget_headroom_of(cx, &rules, version, v.no, out, n);
}

/* A NODE_INPUT (reserve, indirect costs) is capped at a share of the node it refers to. */
static enum rc check_caps(struct cx *cx, const struct rules *rules, const money *by_node)
{
    enum rc rc = RC_OK;
    const struct ruleset *set = rules->set;
    for (size_t i = 0; i < set->node_count; i++) {
        const struct budget_node *node = &set->nodes[i];
        if (node->kind != NODE_INPUT || !node->cap) continue;
        money of;
        int64_t cap_e2 = rules_number(rules, node->cap);
        enum rc bad = budget_node_value(set, node->refs[0], by_node, &of);
        if (bad) return bad;
        money cap = money_ppm(of, cap_e2 * 100);
        if (money_cmp(by_node[i], cap) > 0) {
            rc = problem(cx, node->code,
                         T("%s is %s, but may be at most %s of row %s (%s). Source: %s."),
                         i18n_text(cx, NULL, node->title), i18n_money(cx, by_node[i]),
                         i18n_percent_e2(cx, cap_e2), node->refs[0], i18n_money(cx, cap),
                         rules_source(rules, node->cap));
        }
    }
    return rc;
}

enum rc budget_check_caps(struct cx *cx, int64_t project, int64_t version)
{
    struct rules rules;
    struct budget_heading_totals_rows sums;
    enum rc rc = rules_of(cx, project, &rules);
    if (!rc) rc = budget_heading_totals(cx, version, &sums);
    if (rc) return rc;
    money *by_node = arena_array(cx->arena, money, rules.set->node_count);
    for (size_t i = 0; i < rules.set->node_count; i++) {
        by_node[i] = eur(0);
        for (size_t k = 0; k < sums.n; k++)
            if (z_eq(sums.v[k].heading, rules.set->nodes[i].code)) by_node[i] = sums.v[k].total;
    }
    return check_caps(cx, &rules, by_node);
}

/* The total of a line, where the product is an amount at all. */
static bool line_total(const struct budget_line_input *l, money *total)
{
    int64_t cost = l->unit_cost.minor;
    if (l->units_e3 < 0 || cost < 0 || cost > MONEY_MAX) return false;
    if (cost && l->units_e3 > MONEY_MAX / cost * 1000 + 999) return false;
    *total = eur(money_muldiv(cost, l->units_e3, 1000));
    return total->minor <= MONEY_MAX;
}

static enum rc check_shares(struct cx *cx, const char *field, const struct budget_line_input *line,
                            size_t partners, money total)
{
    money sum = eur(0);
    for (size_t p = 0; p < partners; p++) {
        if (line->slices[p] < 0 || line->slices[p] > MONEY_MAX)
            return problem(cx, field, T("Line %s: a partner’s share is between 0 and the line."),
                           line->code);
        sum = money_add(sum, eur(line->slices[p]));
    }
    if (!money_cmp(sum, total)) return RC_OK;
    return problem(cx, field, T("Line %s: the partners’ shares add up to %s, but the line is %s."),
                   line->code, i18n_money(cx, sum), i18n_money(cx, total));
}

static enum rc check_line(struct cx *cx, const struct ruleset *set,
                          const struct budget_line_input *line, size_t at, size_t partners,
                          money *total)
{
    const char *field = arena_printf(cx->arena, "line.%zu", at);
    const struct budget_node *node = ruleset_node(set, line->heading);
    if (!line->code || !*line->code || !line->title || !*line->title)
        return problem(cx, field, T("A budget line has a code and a title."));
    if (!node || node->kind == NODE_SUM) {
        return problem(cx, field, T("Line %s: the rule set has no heading “%s”."), line->code,
                       line->heading);
    }
    if (!line_total(line, total)) {
        return problem(cx, field,
                       T("Line %s: number and unit cost do not make an amount for a budget line."),
                       line->code);
    }
    return line->slices ? check_shares(cx, field, line, partners, *total) : RC_OK;
}

static enum rc check_codes(struct cx *cx, const struct budget_line_input *lines, size_t n)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++) {
            if (!z_eq(lines[i].code, lines[k].code)) continue;
            rc = problem(cx, arena_printf(cx->arena, "line.%zu", i),
                         T("The line code %s is there twice."), lines[i].code);
            break;
        }
    }
    return rc;
}

enum rc budget_check(struct cx *cx, int64_t project, const struct budget_line_input *lines,
                     size_t n, size_t np, money *by_node, money *totals)
{
    struct rules rules;
    enum rc rc = rules_of(cx, project, &rules), bad;
    if (rc) return rc;
    const struct ruleset *set = rules.set;
    if (!n) return problem(cx, "", T("A budget needs at least one line."));
    for (size_t i = 0; i < set->node_count; i++) by_node[i] = eur(0);
    for (size_t i = 0; i < n; i++) {
        if ((bad = check_line(cx, set, &lines[i], i, np, &totals[i]))) {
            rc = bad;
            continue;
        }
        for (size_t k = 0; k < set->node_count; k++)
            if (z_eq(set->nodes[k].code, lines[i].heading))
                by_node[k] = money_add(by_node[k], totals[i]);
    }
    if ((bad = check_codes(cx, lines, n))) rc = bad;
    return rc ? rc : check_caps(cx, &rules, by_node);
}

static enum rc store_line(struct cx *cx, int64_t project, int64_t version,
                          const struct budget_line_input *line, size_t at, money total,
                          const int64_t *partners, size_t np)
{
    int64_t id;
    enum rc rc = budget_line_add(cx,
                                 &(struct budget_line_add_in){ .project = project,
                                                               .heading = line->heading,
                                                               .code = line->code,
                                                               .title = line->title,
                                                               .unit = line->unit,
                                                               .position = (int64_t)at + 1 },
                                 &id);
    if (rc == RC_CONFLICT)
        return problem(cx, "code", T("The line code %s is there twice."), line->code);
    if (!rc) rc = budget_amount_add(cx, version, id, line->units_e3, line->unit_cost, total);
    for (size_t p = 0; p < np && !rc; p++) {
        money slice = line->slices ? eur(line->slices[p]) : p == 0 ? total : eur(0);
        if (slice.minor) rc = budget_slice_add(cx, version, id, partners[p], slice);
    }
    return rc;
}

static enum rc create_in(struct cx *cx, int64_t project, const struct budget_line_input *lines,
                         size_t n, const int64_t *partners, size_t np, int64_t *version)
{
    struct rules rules;
    struct budget_version_in_force_row already;
    bool found;
    enum rc rc = rules_of(cx, project, &rules);
    if (!rc) rc = budget_version_in_force(cx, project, &already, &found);
    if (rc) return rc;
    if (found)
        return refuse(
            cx, RC_CONFLICT,
            T("The project has a budget already; change it by a transfer or an addendum."));
    money *total = arena_array(cx->arena, money, n);
    money *by_node = arena_array(cx->arena, money, rules.set->node_count);
    if ((rc = budget_check(cx, project, lines, n, np, by_node, total))) return rc;

    rc = budget_version_add(cx,
                            &(struct budget_version_add_in){ .project = project,
                                                             .no = 1,
                                                             .kind = "contract",
                                                             .state = "in_force",
                                                             .effective_on = date_of_stamp(cx->now),
                                                             .reason = T("Budget of the contract"),
                                                             .article = "",
                                                             .created_at = cx->now,
                                                             .created_by = who(cx) },
                            version);
    for (size_t i = 0; i < n && !rc; i++)
        rc = store_line(cx, project, *version, &lines[i], i, total[i], partners, np);
    struct budget_version_get_row after;
    if (!rc) rc = budget_version_get(cx, *version, &after);
    if (!rc)
        rc = audit_change(cx, "budget.create", "budget_version", *version, project,
                          &budget_version_get_meta, NULL, &after);
    return rc;
}

enum rc budget_create(struct cx *cx, int64_t project, const struct budget_line_input *lines,
                      size_t n, const int64_t *partners, size_t np, int64_t *version)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, create_in(cx, project, lines, n, partners, np, version));
}

static enum rc line_in(struct cx *cx, int64_t version, const struct budget_line_input *line,
                       int64_t *id)
{
    struct budget_version_get_row v;
    struct budget_position_row at;
    struct rules rules;
    money none;
    enum rc rc = budget_version_get(cx, version, &v);
    if (!rc && !z_eq(v.state, "draft"))
        rc = refuse(cx, RC_CONFLICT, T("Version %d is no draft; begin a new change."), (int)v.no);
    if (!rc) rc = rules_of(cx, v.project, &rules);
    if (!rc) rc = check_line(cx, rules.set, line, 0, 0, &none);
    if (!rc) rc = budget_position(cx, v.project, line->heading, &at);
    if (rc) return rc;
    rc = budget_line_add(cx,
                         &(struct budget_line_add_in){ .project = v.project,
                                                       .heading = line->heading,
                                                       .code = line->code,
                                                       .title = line->title,
                                                       .unit = line->unit ? line->unit : "",
                                                       .position = at.position },
                         id);
    if (rc == RC_CONFLICT)
        return problem(cx, "code", T("The line code %s is there twice."), line->code);
    return rc ? rc : budget_amount_add(cx, version, *id, line->units_e3, eur(0), eur(0));
}

enum rc budget_line_in_draft(struct cx *cx, int64_t version, const struct budget_line_input *line,
                             int64_t *id)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, line_in(cx, version, line, id));
}

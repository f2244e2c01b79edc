/* SPDX-License-Identifier: EUPL-1.2 */
/* budget.h — rules of the budget: versions, transfers between headings, headroom. Knows rows and
 * rules; nothing of HTTP, HTML or engines.
 *
 * The base of a heading is its amount in the contract or in the last addendum in force; unilateral
 * changes add up against that base (field.md §1.4): ok while |current − base| × 100 <= threshold ×
 * base. Headings that are not transferable may not move at all; a heading with base 0 takes nothing
 * without an addendum; the sum of all headings never changes.
 */
#ifndef KOLO_FINANCE_BUDGET_H
#define KOLO_FINANCE_BUDGET_H

#include "project/ruleset.h"

/** One heading with its room. All EUR. */
struct headroom {
    const char *code, *title;
    bool locked;         /* may not be moved by a unilateral change, whatever the size */
    money base, current; /* base: contract or last addendum; current: with the change shown */
    money low, high;     /* allowed range of current */
    money up, down;      /* what may still be added or taken; 0 when locked or breached */
    bool breached;
    const char *sentence; /* when breached or locked: names the rule, its source and the way out;
                             else NULL */
};
/** headroom_compute(cx, rules, n, base, current, out): pure; one element per
 * NODE_HEADING/NODE_INPUT of the rule set, in its order. */
enum rc headroom_compute(struct cx *cx, const struct rules *rules, size_t n, const money *base,
                         const money *current, struct headroom *out) MUST_USE;
/** budget_headroom(cx, project, version, out, n): of a stored version against its base. version 0:
 * the one in force. */
enum rc budget_headroom(struct cx *cx, int64_t project, int64_t version, struct headroom **out,
                        size_t *n) MUST_USE;
/** budget_headroom_of: the same where number and rules are known already; two statements. */
enum rc budget_headroom_of(struct cx *cx, const struct rules *rules, int64_t version, int64_t no,
                           struct headroom **out, size_t *n) MUST_USE;
/** budget_in_force(cx, project, out): id of the version in force; RC_MISSING when there is none
 * yet. */
enum rc budget_in_force(struct cx *cx, int64_t project, int64_t *version) MUST_USE;

/** One line as given by form or file, before it is stored. */
struct budget_line_input {
    const char *code, *heading, *title, *unit;
    int64_t units_e3;
    money unit_cost;
    const int64_t *slices; /* cents per partner, in the order of partners; NULL: all to the lead */
};
/** budget_check(cx, project, lines, n, np, by_node, totals): what budget_create would say, nothing
 * stored; problems are named line.I. Fills the totals of lines, and of the rule set's nodes that
 * hold lines. */
enum rc budget_check(struct cx *cx, int64_t project, const struct budget_line_input *lines,
                     size_t n, size_t np, money *by_node, money *totals) MUST_USE;
/** budget_check_caps(cx, project, version): RC_INVALID where a reserve or indirect costs of a
 * stored version are above their cap. */
enum rc budget_check_caps(struct cx *cx, int64_t project, int64_t version) MUST_USE;
/** budget_create(cx, project, lines, n, partners, np): the contract version from nothing, in force
 * at once; refuses a second one. */
enum rc budget_create(struct cx *cx, int64_t project, const struct budget_line_input *lines,
                      size_t n, const int64_t *partners, size_t np, int64_t *version) MUST_USE;
/** budget_transfer_*: a draft version copied from the one in force, moves between lines (and
 * slices) in it, then put in force as a unilateral change (refused with the rule's sentence on
 * breach) or as an addendum (resets the base), or withdrawn. */
enum rc budget_draft(struct cx *cx, int64_t project, const char *kind, const char *reason,
                     int64_t *version) MUST_USE;
/** budget_line_in_draft(cx, version, line, id): a line that the budget did not have, in a draft and
 * without an amount: moves bring it. Its shares and unit cost are not looked at. */
enum rc budget_line_in_draft(struct cx *cx, int64_t version, const struct budget_line_input *line,
                             int64_t *id) MUST_USE;
struct budget_move {
    int64_t from_line, from_partner, to_line, to_partner;
    money amount;
};
enum rc budget_move_in_draft(struct cx *cx, int64_t version, const struct budget_move *m) MUST_USE;
enum rc budget_put_in_force(struct cx *cx, int64_t version, date effective,
                            const char *article) MUST_USE;
enum rc budget_withdraw(struct cx *cx, int64_t version) MUST_USE;
/** budget_claimable(rules, node, budget, budget_of, spent_of): what a capped node may be claimed
 * at, at most: its share of its ref in the budget, but not more than its cap, of what was really
 * spent on the ref. A cut of direct costs cuts indirect ones (field.md §1.3). */
money budget_claimable(const struct rules *rules, const struct budget_node *node, money budget,
                       money budget_of, money spent_of);
/** The value of a formula node from heading amounts: sums and caps. */
enum rc budget_node_value(const struct ruleset *set, const char *code, const money *by_node,
                          money *out) MUST_USE;

#endif

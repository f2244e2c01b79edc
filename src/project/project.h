/* SPDX-License-Identifier: EUPL-1.2 */
/* project.h — a grant contract set up from nothing: contract, partners, components, periods,
 * overrides of rules. Activities are activity/.
 *
 * All functions: RC_INVALID with a problem per field; changes take the row's version (RC_STALE). A
 * thing that something else rests on (a partner with reports, a period with reports) is not
 * removed: RC_CONFLICT says what rests on it.
 */
#ifndef KOLO_PROJECT_PROJECT_H
#define KOLO_PROJECT_PROJECT_H

#include "base/cx.h"
#include "base/money.h"

struct project_input {
    const char *code, *title, *programme, *donor, *contract_no;
    date signed_on, starts_on, ends_on; /* signed_on may be DATE_NONE */
    money grant_max;                    /* EUR */
    int64_t grant_e2;                   /* % of eligible costs ×100 */
    const char *rule_set;               /* newest version of it */
    int64_t is_demo;
};
enum rc project_create(struct cx *cx, const struct project_input *in, int64_t *id) MUST_USE;
enum rc project_change(struct cx *cx, int64_t id, int64_t version,
                       const struct project_input *in) MUST_USE;
/** project_start(cx, id): setup → running; needs a lead partner, a period and a budget in force. */
enum rc project_start(struct cx *cx, int64_t id) MUST_USE;

struct partner_input {
    int64_t organisation;
    const char *role, *language, *book_currency;
};
enum rc partner_add(struct cx *cx, int64_t project, const struct partner_input *in,
                    int64_t *id) MUST_USE;
enum rc partner_change(struct cx *cx, int64_t id, int64_t version,
                       const struct partner_input *in) MUST_USE;
enum rc partner_remove(struct cx *cx, int64_t id) MUST_USE;

enum rc component_add(struct cx *cx, int64_t project, int64_t no, const char *title,
                      int64_t *id) MUST_USE;
enum rc component_change(struct cx *cx, int64_t id, int64_t version, const char *title) MUST_USE;
enum rc component_remove(struct cx *cx, int64_t id) MUST_USE;

struct period_input {
    int64_t no;
    date starts_on, ends_on, books_closed_on, partner_due_on, review_due_on, consolidated_on,
        verified_on, donor_due_on;
};
/** period_propose(cx, project, months, out, n): the whole implementation period cut into periods of
 * ${months} months with the rule set's calendar; nothing is stored. */
enum rc period_propose(struct cx *cx, int64_t project, int months, struct period_input **out,
                       size_t *n) MUST_USE;
enum rc period_add(struct cx *cx, int64_t project, const struct period_input *in,
                   int64_t *id) MUST_USE;
enum rc period_change(struct cx *cx, int64_t id, int64_t version,
                      const struct period_input *in) MUST_USE;
enum rc period_remove(struct cx *cx, int64_t id) MUST_USE;

/** rule_override_set(cx, project, rule, value, article, reason): replaces an earlier override of
 * the same rule. The rule must exist in the rule set. */
enum rc rule_override_set(struct cx *cx, int64_t project, const char *rule, const char *value,
                          const char *article, const char *reason) MUST_USE;
enum rc rule_override_withdraw(struct cx *cx, int64_t project, const char *rule) MUST_USE;

#endif

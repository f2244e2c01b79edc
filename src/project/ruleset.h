/* SPDX-License-Identifier: EUPL-1.2 */
/* ruleset.h — the donor's rules of one contract generation as versioned data (data/rules/NAME.json,
 * embedded), each number with its source.
 *
 * Read once at start by jansson; immutable afterwards. A project names a rule set and version and
 * may override single numbers, each with the article of its special conditions and a reason
 * (rule_override). Formula rows of the budget are typed nodes, never positions.
 */
#ifndef KOLO_PROJECT_RULESET_H
#define KOLO_PROJECT_RULESET_H

#include "base/cx.h"
#include "base/money.h"

enum node_kind {
    NODE_HEADING, /* holds budget lines */
    NODE_SUM,     /* of refs */
    NODE_INPUT, /* a budget line of its own, capped at a share of its ref: contingency, indirect */
};
struct budget_node {
    const char *code,
        *title; /* "1" "Human resources"; title marked N_ in data, translated by catalogue */
    enum node_kind kind;
    bool transferable; /* may be moved by a unilateral change; contingency, indirect, taxes may not
                        */
    const char *cap; /* NODE_INPUT: the rule that says at most which % (×100) of ref; NULL none */
    const char *const *refs; /* codes, NULL-ended */
    const char *source;
};
/** A number of the rules: key, value ×100 or plain, where it stands. */
struct rule_value {
    const char *key;   /* heading_transfer_e2, rate_regime, indirect_cap_e2, contingency_cap_e2,
                          retention_years, interim_report_days, final_report_months … */
    const char *title; /* what it is, N_() in data */
    const char *value; /* text; numbers by rule_number */
    const char
        *source; /* article, standard section or "field.md" tag; "[mem]" where not confirmed */
};
struct rule_question {
    const char *key; /* "summary", "activity.done" */
    const char *title, *help;
    bool per_activity, required;
};
struct rule_standard_line {
    const char *code, *heading, *title, *unit;
};
struct rule_calendar {
    int books_closed, partner_due, review_due, consolidated, verified,
        donor_due; /* days after the period's end */
};
struct ruleset {
    const char *key, *title;
    int64_t version;
    const char *era;                      /* "contracts signed 2006–2012" */
    const char *lead_word, *partner_word; /* Beneficiary/partners or Coordinator/beneficiaries */
    const struct budget_node *nodes;
    size_t node_count; /* in the order of the donor's form */
    const struct rule_value *values;
    size_t value_count;
    const struct rule_question *questions;
    size_t question_count;
    const struct rule_standard_line *lines;
    size_t line_count;
    struct rule_calendar calendar;
};

/** ruleset_load(): parses all embedded rule sets; RC_FAIL with a log line naming file and place
 * when one is not right. Called once at start. */
enum rc ruleset_load(void) MUST_USE;
/** ruleset_find(key, version): version 0 is the newest; NULL when unknown. ruleset_at(i). */
const struct ruleset *ruleset_find(const char *key, int64_t version);
const struct ruleset *ruleset_at(size_t i);
const struct budget_node *ruleset_node(const struct ruleset *r, const char *code);
const char *ruleset_text(const struct ruleset *r, const char *rule);

/** The rules as they hold for one project, overrides applied. */
struct rules {
    const struct ruleset *set;
    int64_t project;
    const struct rule_value *values;
    size_t value_count; /* overridden ones carry the contract's article as source */
};
enum rc rules_of(struct cx *cx, int64_t project, struct rules *out) MUST_USE;
/** rules_number(r, key): the number, -1 when the rule set does not have it. rules_text likewise
 * NULL. rules_source(r, key): where it stands. */
int64_t rules_number(const struct rules *r, const char *key);
const char *rules_text(const struct rules *r, const char *key);
const char *rules_source(const struct rules *r, const char *key);
/** rules_names_line(list, code): is the budget line, or one that it is a part of, in a list such as
 * "5.3 5.4"? 5.3.1 is. */
bool rules_names_line(const char *list, const char *code);

#endif

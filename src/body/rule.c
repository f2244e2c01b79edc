/* SPDX-License-Identifier: EUPL-1.2 */
/* rule.c — the words of the rules. */
#include "body/rule.h"

#include "i18n/i18n.h"

static const struct {
    const char *name, *title, *meaning;
} rules[DECISION_RULES] = {
    [RULE_CONSENT] = { "consent", N_("Consent"),
                       N_("Agreed when nobody objects. An objection needs a reason, and "
                          "stands until "
                          "it is resolved.") },
    [RULE_CONSENSUS] = { "consensus", N_("Consensus"),
                         N_("Agreed when everyone who takes a position supports it.") },
    [RULE_SIMPLE_MAJORITY] = { "simple_majority", N_("Simple majority"),
                               N_("Agreed when more votes are for it than against it.") },
    [RULE_ABSOLUTE_MAJORITY] = { "absolute_majority", N_("Absolute majority"),
                                 N_("Agreed when more than half of all votes are for it, those not "
                                    "cast included.") },
    [RULE_TWO_THIRDS] = { "two_thirds", N_("Two-thirds majority"),
                          N_("Agreed when at least two thirds of the votes for and against are for "
                             "it.") },
    [RULE_RANKED_CHOICE] = { "ranked_choice", N_("Ranked choice"),
                             N_("Everyone puts the options in order; the weakest falls out and its "
                                "votes pass on until one option has more than half.") },
    [RULE_SILENCE] = { "silence", N_("Silence procedure"),
                       N_("Who does not answer by the deadline agrees. One objection stops it.") },
    [RULE_ADVISORY] = { "advisory", N_("Advisory"),
                        N_("Positions are collected; who asked decides and says why.") },
};

const char *rule_name(enum decision_rule r) { return rules[r].name; }
const char *rule_title(enum decision_rule r) { return rules[r].title; }
const char *rule_meaning(enum decision_rule r) { return rules[r].meaning; }

bool rule_parse(const char *name, enum decision_rule *out)
{
    for (int i = 0; i < DECISION_RULES; i++)
        if (z_eq(rules[i].name, name)) {
            *out = (enum decision_rule)i;
            return true;
        }
    return false;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* rule.h — the rules by which a body decides: their words. What they come to is tally.h's. */
#ifndef KOLO_BODY_RULE_H
#define KOLO_BODY_RULE_H

#include "base/cx.h"

enum decision_rule {
    RULE_CONSENT,           /* nobody objects with a reason that is not resolved */
    RULE_CONSENSUS,         /* everyone who takes a position supports, none objects or abstains */
    RULE_SIMPLE_MAJORITY,   /* more votes for than against, of those cast */
    RULE_ABSOLUTE_MAJORITY, /* more than half of all votes there are */
    RULE_TWO_THIRDS,        /* at least two thirds of the votes cast for or against */
    RULE_RANKED_CHOICE,     /* options in order; instant run-off */
    RULE_SILENCE,           /* no answer by the deadline counts as agreement */
    RULE_ADVISORY,          /* positions are collected, who asked decides */
    DECISION_RULES
};
/** rule_name: the word in the database and the API, "simple_majority". rule_title: N_().
 * rule_meaning: N_(), one sentence for people. */
const char *rule_name(enum decision_rule r);
const char *rule_title(enum decision_rule r);
const char *rule_meaning(enum decision_rule r);
bool rule_parse(const char *name, enum decision_rule *out);

#endif

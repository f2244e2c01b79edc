/* SPDX-License-Identifier: EUPL-1.2 */
/* tally.h — what the positions come to by a rule. Pure: no database, no clock; whole numbers only.
 *
 * The caller settles who counts: recused seats and observers are left out, a proxy's position is
 * the seat's own, one member one vote is weight 1 everywhere. What counts as what:
 * - for: support and support with changes; under RULE_SILENCE also who says nothing.
 * - quorum: who takes a position, abstentions included, against all weight there is. Silence counts
 *   as taking part under RULE_SILENCE, but not of who was not reached: nobody agrees to what they
 *   have not heard of. RULE_ADVISORY has none. Nobody asked is never a quorum.
 * - a block stops every rule but RULE_ADVISORY; the caller refuses it where the rule allows none.
 * - consent, consensus and silence need somebody who is for it: all abstaining agrees to nothing.
 * - a tie of a majority is no majority; exactly two thirds are two thirds.
 * - an objection that the chair has answered is no longer open; it counts as an objection still.
 * - ranked choice: each ballot counts for its first option still standing; more than half of those
 *   that count wins. Else the option with the fewest falls; of equals the one that had fewer in the
 *   first count, then in the second and so on, then the one that stands later on the list (and
 *   ${by_list} says so). A ballot whose options have all fallen counts no longer.
 */
#ifndef KOLO_BODY_TALLY_H
#define KOLO_BODY_TALLY_H

#include "body/rule.h"

enum choice {
    CHOICE_NONE, /* nothing said yet */
    CHOICE_SUPPORT,
    CHOICE_CHANGES, /* support with changes */
    CHOICE_ABSTAIN,
    CHOICE_OBJECT,
    CHOICE_BLOCK,
    CHOICE_RANKED, /* an order of options */
    CHOICES
};
/** choice_name: the word in the database and the API, "support_with_changes"; "" for none.
 * choice_title: N_(). choice_parse: false for a word that is none. */
const char *choice_name(enum choice c);
const char *choice_title(enum choice c);
bool choice_parse(const char *name, enum choice *out);

struct ballot {
    int64_t weight; /* below 1: does not count */
    enum choice choice;
    bool answered;      /* an objection of which the chair has recorded why it stands */
    bool unreached;     /* it is not known to have been asked; of who is silent alone */
    const int *ranking; /* numbers of options from 0, best first; unknown and repeated ones are
                           passed over */
    size_t n_ranking;
};

enum outcome {
    OUTCOME_ADOPTED,
    OUTCOME_REJECTED,
    OUTCOME_NO_QUORUM,
    OUTCOME_NOTED,
    OUTCOME_NOT_COUNTED, /* a secret ballot of too few */
    OUTCOMES
};
/** outcome_name: "adopted", "rejected", "no_quorum", "noted", "not_counted";
 * outcome_title: N_(). */
const char *outcome_name(enum outcome o);
const char *outcome_title(enum outcome o);
bool outcome_parse(const char *name, enum outcome *out);

/** One count of a run-off: votes[i] of option i (-1: fallen before), which fell after it (-1). */
struct tally_round {
    int64_t *votes;
    int fell;
};
struct tally {
    enum decision_rule rule;
    enum outcome outcome;
    int64_t quorum_e2;
    int64_t n[CHOICES], weight[CHOICES]; /* of seats that count; [CHOICE_NONE]: silent */
    int64_t seats, all;                  /* all seats, all weight */
    int64_t unreached;                   /* of the silent, how many seats were not reached */
    int64_t spoke;                       /* weight that counts for the quorum */
    int64_t in_favour, against;          /* weight, as the rule counts it */
    int64_t open_objections;             /* objections and blocks nobody has answered */
    int winner;                          /* of a ranked choice; -1: none */
    bool by_list;                        /* the list's order had to break a tie */
    size_t n_options, n_rounds;
    struct tally_round *round;
};
/** tally_count(a, rule, ballots, n, n_options, quorum_e2): ${quorum_e2}: percent times 100, 5000 is
 * half; ${n_options} only for RULE_RANKED_CHOICE. */
struct tally tally_count(struct arena *a, enum decision_rule rule, const struct ballot *b, size_t n,
                         size_t n_options, int64_t quorum_e2);
/** tally_uncounted(rule): of ballots that nobody counts: no figures. Why, its caller says. */
struct tally tally_uncounted(enum decision_rule rule);
/** tally_why(cx, t, option): why it comes to this, one or two sentences in the reader's language;
 * ${option}: titles of a ranked choice, NULL otherwise. */
const char *tally_why(struct cx *cx, const struct tally *t, const char *const *option);
/** tally_figures(cx, t): the counts as a JSON object: seats, weight, support … , in_favour,
 * against, quorum; for a ranked choice the rounds; of what was not counted none. */
const char *tally_figures(struct cx *cx, const struct tally *t);

#endif

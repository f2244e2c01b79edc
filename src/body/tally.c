/* SPDX-License-Identifier: EUPL-1.2 */
/* tally.c — counting by a rule. Weights are summed in 64 bits and compared in 128. */
#include "body/tally.h"

#include "base/log.h"

__extension__ typedef __int128 wide;

static void sum(struct tally *t, const struct ballot *b, size_t n)
{
    int64_t agreed = 0; /* weight of who was asked and says nothing */
    for (size_t i = 0; i < n; i++) {
        if (b[i].weight < 1) continue;
        t->seats++;
        if (__builtin_add_overflow(t->all, b[i].weight, &t->all)) BUG("tally: weights overflow");
        t->n[b[i].choice]++;
        t->weight[b[i].choice] += b[i].weight;
        if (b[i].choice == CHOICE_NONE && b[i].unreached) t->unreached++;
        if (b[i].choice == CHOICE_NONE && !b[i].unreached) agreed += b[i].weight;
        if ((b[i].choice == CHOICE_OBJECT || b[i].choice == CHOICE_BLOCK) && !b[i].answered)
            t->open_objections++;
    }
    bool silent_agree = t->rule == RULE_SILENCE;
    if (!silent_agree) agreed = 0;
    t->spoke = t->all - t->weight[CHOICE_NONE] + agreed;
    t->in_favour = t->weight[CHOICE_SUPPORT] + t->weight[CHOICE_CHANGES] + agreed;
    t->against = t->weight[CHOICE_OBJECT] + t->weight[CHOICE_BLOCK];
}

static bool agreed(const struct tally *t)
{
    if (t->n[CHOICE_BLOCK] || !t->in_favour) return false;
    switch (t->rule) {
    case RULE_CONSENT:
    case RULE_SILENCE: return !t->against;
    case RULE_CONSENSUS: return !t->against && !t->weight[CHOICE_ABSTAIN];
    case RULE_SIMPLE_MAJORITY: return t->in_favour > t->against;
    case RULE_ABSOLUTE_MAJORITY: return (wide)2 * t->in_favour > t->all;
    case RULE_TWO_THIRDS: return (wide)3 * t->in_favour >= (wide)2 * (t->in_favour + t->against);
    case RULE_RANKED_CHOICE:
    case RULE_ADVISORY:
    case DECISION_RULES: break;
    }
    return false;
}

/* The option a ballot counts for, -1 when all it names have fallen. */
static int first_standing(const struct ballot *b, const bool *fallen, size_t n_options)
{
    if (b->weight < 1 || b->choice != CHOICE_RANKED) return -1;
    for (size_t k = 0; k < b->n_ranking; k++)
        if (b->ranking[k] >= 0 && (size_t)b->ranking[k] < n_options && !fallen[b->ranking[k]])
            return b->ranking[k];
    return -1;
}

/* Below 0: x is the weaker: it has fewer votes now, or had in the first count, in the second … */
static int compare(const struct tally *t, int x, int y)
{
    const struct tally_round *now = &t->round[t->n_rounds - 1];
    if (now->votes[x] != now->votes[y]) return now->votes[x] < now->votes[y] ? -1 : 1;
    for (const struct tally_round *r = t->round; r < now; r++)
        if (r->votes[x] != r->votes[y]) return r->votes[x] < r->votes[y] ? -1 : 1;
    return 0;
}

static int weakest(struct tally *t, const bool *fallen)
{
    int least = -1;
    for (int i = 0; i < (int)t->n_options; i++)
        if (!fallen[i] && (least < 0 || compare(t, i, least) <= 0)) least = i;
    /* Where nobody had voted for them, no vote hangs on which of them falls. */
    for (int i = 0; i < least; i++)
        t->by_list |=
            !fallen[i] && !compare(t, i, least) && t->round[t->n_rounds - 1].votes[least] > 0;
    return least;
}

static void run_off(struct arena *a, struct tally *t, const struct ballot *b, size_t n)
{
    bool *fallen = arena_array(a, bool, t->n_options + 1);
    t->round = arena_array(a, struct tally_round, t->n_options + 1);
    for (size_t standing = t->n_options; standing; standing--) {
        struct tally_round *r = &t->round[t->n_rounds++];
        int64_t cast = 0;
        r->fell = -1;
        r->votes = arena_array(a, int64_t, t->n_options);
        for (size_t i = 0; i < t->n_options; i++) r->votes[i] = fallen[i] ? -1 : 0;
        for (size_t i = 0; i < n; i++) {
            int o = first_standing(&b[i], fallen, t->n_options);
            if (o < 0) continue;
            r->votes[o] += b[i].weight;
            cast += b[i].weight;
        }
        if (!cast) return;
        for (size_t i = 0; i < t->n_options; i++)
            if ((wide)2 * r->votes[i] > cast) {
                t->winner = (int)i;
                t->in_favour = r->votes[i];
                t->against = cast - r->votes[i];
                return;
            }
        r->fell = weakest(t, fallen);
        fallen[r->fell] = true;
    }
}

struct tally tally_uncounted(enum decision_rule rule)
{
    return (struct tally){ .rule = rule, .winner = -1, .outcome = OUTCOME_NOT_COUNTED };
}

struct tally tally_count(struct arena *a, enum decision_rule rule, const struct ballot *b, size_t n,
                         size_t n_options, int64_t quorum_e2)
{
    struct tally t = { .rule = rule, .quorum_e2 = quorum_e2, .winner = -1 };
    sum(&t, b, n);
    if (rule == RULE_RANKED_CHOICE) {
        t.n_options = n_options;
        run_off(a, &t, b, n);
    }
    if (rule == RULE_ADVISORY)
        t.outcome = OUTCOME_NOTED;
    else if (!t.all || (wide)t.spoke * 10000 < (wide)t.all * quorum_e2)
        t.outcome = OUTCOME_NO_QUORUM;
    else if (rule == RULE_RANKED_CHOICE ? t.winner >= 0 && !t.n[CHOICE_BLOCK] : agreed(&t))
        t.outcome = OUTCOME_ADOPTED;
    else
        t.outcome = OUTCOME_REJECTED;
    return t;
}

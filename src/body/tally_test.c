/* SPDX-License-Identifier: EUPL-1.2 */
/* tally_test.c — every rule against a second computation, written from the sentences of rule.c, not
 * from tally.c: votes are unfolded into single voters, run-offs work on copied lists.
 */
#include "body/tally.h"

#include "base/buf.h"
#include "base/rand.h"
#include "i18n/i18n.h"
#include "tests/t.h"

#include <string.h>

enum { SEATS = 9, OPTIONS = 5, MOST = 5 };

/* One voter for each unit of weight. */
struct crowd {
    int said[SEATS * MOST], n, deaf; /* deaf: silent, and not reached */
};

static struct crowd crowd_of(const struct ballot *b, size_t n)
{
    struct crowd c = { .n = 0 };
    for (size_t i = 0; i < n; i++)
        for (int64_t w = 0; w < b[i].weight; w++) {
            c.deaf += b[i].unreached && b[i].choice == CHOICE_NONE;
            c.said[c.n++] = (int)b[i].choice;
        }
    return c;
}

static int how_many(const struct crowd *c, const char *letters)
{
    int n = 0;
    for (int i = 0; i < c->n; i++) n += strchr(letters, "-scaobr"[c->said[i]]) != NULL;
    return n;
}

/* The ballot's first option that is in the list of those still standing. */
static int first_of(const struct ballot *b, const int *left, int n_left)
{
    for (size_t k = 0; k < b->n_ranking; k++)
        for (int i = 0; i < n_left; i++)
            if (left[i] == b->ranking[k]) return left[i];
    return -1;
}

static void tally_up(const struct ballot *b, size_t n, const int *left, int n_left, int *votes)
{
    for (int i = 0; i < OPTIONS; i++) votes[i] = 0;
    for (size_t i = 0; i < n; i++) {
        int o = b[i].choice == CHOICE_RANKED ? first_of(&b[i], left, n_left) : -1;
        for (int64_t w = 0; o >= 0 && w < b[i].weight; w++) votes[o]++;
    }
}

static int run_off_again(const struct ballot *b, size_t n)
{
    int left[OPTIONS], n_left = OPTIONS, history[OPTIONS][OPTIONS], counts = 0;
    for (int i = 0; i < OPTIONS; i++) left[i] = i;
    while (n_left) {
        int *votes = history[counts++], cast = 0, out = 0;
        tally_up(b, n, left, n_left, votes);
        for (int i = 0; i < n_left; i++) cast += votes[left[i]];
        if (!cast) return -1;
        for (int i = 0; i < n_left; i++)
            if (votes[left[i]] > cast - votes[left[i]]) return left[i];
        for (int i = 1; i < n_left; i++) {
            int by = votes[left[i]] - votes[left[out]];
            for (int h = 0; !by && h < counts; h++)
                by = history[h][left[i]] - history[h][left[out]];
            if (by <= 0) out = i;
        }
        memmove(&left[out], &left[out + 1], (size_t)(n_left - out - 1) * sizeof *left);
        n_left--;
    }
    return -1;
}

static enum outcome again(enum decision_rule rule, const struct ballot *b, size_t n, int64_t quorum)
{
    struct crowd c = crowd_of(b, n);
    int pro = how_many(&c, "sc"), contra = how_many(&c, "ob"), quiet = how_many(&c, "-");
    bool good = false;
    if (rule == RULE_ADVISORY) return OUTCOME_NOTED;
    int there = rule == RULE_SILENCE ? c.n - c.deaf : c.n - quiet;
    if (c.n == 0 || there * 100 * 100 < quorum * c.n) return OUTCOME_NO_QUORUM;
    if (rule == RULE_CONSENT) good = !contra && pro;
    if (rule == RULE_CONSENSUS) good = pro && pro + quiet + how_many(&c, "r") == c.n;
    if (rule == RULE_SIMPLE_MAJORITY) good = pro - contra > 0;
    if (rule == RULE_ABSOLUTE_MAJORITY) good = pro > c.n - pro;
    if (rule == RULE_TWO_THIRDS) good = pro >= 2 * contra && pro;
    if (rule == RULE_RANKED_CHOICE) good = run_off_again(b, n) >= 0;
    if (rule == RULE_SILENCE) good = !contra && pro + quiet - c.deaf > 0;
    return good && !how_many(&c, "b") ? OUTCOME_ADOPTED : OUTCOME_REJECTED;
}

static size_t random_ballots(struct seeded *r, enum decision_rule rule, struct ballot *b,
                             int ranking[SEATS][OPTIONS + 1])
{
    size_t n = (size_t)seeded_below(r, SEATS + 1);
    bool weighted = seeded_below(r, 2), mild = seeded_below(r, 2);
    for (size_t i = 0; i < n; i++) {
        b[i] = (struct ballot){ .weight = weighted ? seeded_below(r, MOST + 1) : 1 };
        b[i].choice = (enum choice)seeded_below(r, mild ? CHOICE_OBJECT : CHOICE_RANKED);
        b[i].answered = seeded_below(r, 2);
        b[i].unreached = seeded_below(r, 4) == 0;
        if (rule != RULE_RANKED_CHOICE || seeded_below(r, 6) == 0) continue;
        b[i].choice = CHOICE_RANKED;
        b[i].ranking = ranking[i];
        b[i].n_ranking = (size_t)seeded_below(r, OPTIONS + 2);
        for (size_t k = 0; k < b[i].n_ranking; k++)
            ranking[i][k] = (int)seeded_below(r, OPTIONS + 2) - 1;
    }
    return n;
}

static void equals_a_second_computation(void **state)
{
    static const int64_t quorums[] = { 0, 1, 3333, 5000, 5001, 6667, 10000 };
    struct seeded r = { 11 };
    int seen[DECISION_RULES][OUTCOMES] = { 0 };
    (void)state;
    for (int i = 0; i < 40000; i++) {
        struct arena *a = arena_new();
        struct ballot b[SEATS];
        int ranking[SEATS][OPTIONS + 1];
        enum decision_rule rule = (enum decision_rule)(i % DECISION_RULES);
        size_t n = random_ballots(&r, rule, b, ranking);
        int64_t quorum = quorums[seeded_below(&r, 7)];
        struct tally t = tally_count(a, rule, b, n, OPTIONS, quorum);
        if (t.outcome != again(rule, b, n, quorum))
            fail_msg("round %d, %s: %s", i, rule_name(rule), outcome_name(t.outcome));
        if (rule == RULE_RANKED_CHOICE) assert_int_equal(t.winner, run_off_again(b, n));
        int64_t open = 0;
        for (size_t k = 0; k < n; k++)
            open += b[k].weight > 0 && !b[k].answered &&
                    (b[k].choice == CHOICE_OBJECT || b[k].choice == CHOICE_BLOCK);
        assert_int_equal(t.open_objections, open);
        seen[rule][t.outcome]++;
        arena_free(a);
    }
    for (int i = 0; i < DECISION_RULES; i++) /* both ends of each rule were tried */
        for (int o = 0; i != RULE_ADVISORY && o < OUTCOME_NOTED; o++) assert_true(seen[i][o] > 20);
}

static enum outcome of(enum decision_rule rule, int64_t quorum, const char *votes)
{
    struct arena *a = arena_new();
    struct ballot b[16];
    size_t n = strlen(votes);
    for (size_t i = 0; i < n; i++)
        b[i] = (struct ballot){ .weight = 1,
                                .choice = (enum choice)(strchr("-scaob", votes[i]) - "-scaob") };
    enum outcome o = tally_count(a, rule, b, n, 0, quorum).outcome;
    arena_free(a);
    return o;
}

static void knows_the_edges(void **state)
{
    (void)state;
    for (int r = 0; r < DECISION_RULES; r++) {
        enum decision_rule rule = (enum decision_rule)r;
        enum outcome nobody = rule == RULE_ADVISORY ? OUTCOME_NOTED : OUTCOME_NO_QUORUM;
        enum outcome nothing = rule == RULE_ADVISORY ? OUTCOME_NOTED : OUTCOME_REJECTED;
        assert_int_equal(of(rule, 0, ""), nobody);
        assert_int_equal(of(rule, 0, "aaaaa"), nothing);
    }
    assert_int_equal(of(RULE_SIMPLE_MAJORITY, 0, "ssoo-"), OUTCOME_REJECTED); /* a tie */
    assert_int_equal(of(RULE_SIMPLE_MAJORITY, 0, "saaaa"), OUTCOME_ADOPTED);
    assert_int_equal(of(RULE_ABSOLUTE_MAJORITY, 0, "ss--"), OUTCOME_REJECTED); /* just half */
    assert_int_equal(of(RULE_TWO_THIRDS, 0, "ssssoo"), OUTCOME_ADOPTED);       /* exactly */
    assert_int_equal(of(RULE_TWO_THIRDS, 0, "sssoo"), OUTCOME_REJECTED);
    assert_int_equal(of(RULE_SILENCE, 10000, "-----"), OUTCOME_ADOPTED);
    assert_int_equal(of(RULE_SILENCE, 0, "----o"), OUTCOME_REJECTED);
    assert_int_equal(of(RULE_CONSENT, 0, "-----"), OUTCOME_REJECTED); /* silence is no consent */
    assert_int_equal(of(RULE_CONSENT, 0, "sca--"), OUTCOME_ADOPTED);
    assert_int_equal(of(RULE_CONSENSUS, 0, "ssa--"), OUTCOME_REJECTED);
    assert_int_equal(of(RULE_SIMPLE_MAJORITY, 0, "ssssb"), OUTCOME_REJECTED);
    assert_int_equal(of(RULE_SIMPLE_MAJORITY, 6000, "saa--"), OUTCOME_ADOPTED); /* just there */
    assert_int_equal(of(RULE_SIMPLE_MAJORITY, 6001, "saa--"), OUTCOME_NO_QUORUM);
}

static struct tally ranked(struct arena *a, const char *const *orders)
{
    struct ballot b[16];
    int ranking[16][8];
    size_t n = 0;
    for (; orders[n]; n++) {
        size_t len = strlen(orders[n]);
        for (size_t k = 0; k < len; k++) ranking[n][k] = orders[n][k] - 'A';
        b[n] = (struct ballot){
            .weight = 1, .choice = CHOICE_RANKED, .ranking = ranking[n], .n_ranking = len
        };
    }
    return tally_count(a, RULE_RANKED_CHOICE, b, n, 4, 0);
}

/* Weak ones fall and their votes pass on; ties go by the first count, then by the list. */
static void runs_off(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    struct tally t = ranked(a, (const char *const[]){ "AC", "AC", "BC", "BC", "CB", NULL });
    assert_int_equal(t.winner, 1);
    assert_int_equal(t.n_rounds, 3); /* D, which nobody named, then C; then B has 3 of 5 */
    assert_false(t.by_list);
    t = ranked(a, (const char *const[]){ "A", "B", NULL });
    assert_int_equal(t.winner, 0);
    assert_true(t.by_list);
    /* B and C are level once A fell to B; C had more in the first count. */
    t = ranked(a, (const char *const[]){ "AB", "B", "B", "C", "C", "C", NULL });
    assert_int_equal(t.winner, 2);
    assert_false(t.by_list);
    t = ranked(a, (const char *const[]){ "", "", NULL });
    assert_int_equal(t.winner, -1);
    assert_int_equal(t.outcome, OUTCOME_REJECTED);
    arena_free(a);
}

static void says_why(void **state)
{
    struct arena *a = arena_new();
    struct cx c, *cx = &c;
    static const int ab[] = { 0, 1 };
    const struct ballot two[] = { { .weight = 3, .choice = CHOICE_SUPPORT },
                                  { .weight = 2, .choice = CHOICE_OBJECT } };
    const struct ballot order = {
        .weight = 1, .choice = CHOICE_RANKED, .ranking = ab, .n_ranking = 2
    };
    (void)state;
    cx_init(cx, a);
    cx->locale = i18n_locale("en");
    struct tally t = tally_count(a, RULE_SIMPLE_MAJORITY, two, 2, 0, 0);
    assert_string_equal(tally_why(cx, &t, NULL), "3 votes are for it and 2 against.");
    assert_string_equal(tally_figures(cx, &t),
                        "{\"seats\":2,\"weight\":5,\"silent\":0,\"support\":1,"
                        "\"support_with_changes\":0,\"abstain\":0,\"object\":1,\"block\":0,"
                        "\"ranked\":0,\"in_favour\":3,\"against\":2,\"took_part\":5,"
                        "\"quorum_e2\":0,\"open_objections\":1}");
    t = tally_count(a, RULE_SILENCE, two, 1, 0, 0);
    assert_string_equal(tally_why(cx, &t, NULL), "Nobody objects.");
    t = tally_count(a, RULE_RANKED_CHOICE, &order, 1, 2, 0);
    assert_string_equal(tally_why(cx, &t, (const char *const[]){ "Tirana", "Skopje" }),
                        "“Tirana” has 1 of the 1 votes that count in the last of 1 counts.");
    arena_free(a);
}

TESTS(tally, cmocka_unit_test(equals_a_second_computation), cmocka_unit_test(knows_the_edges),
      cmocka_unit_test(runs_off), cmocka_unit_test(says_why));

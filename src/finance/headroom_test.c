/* SPDX-License-Identifier: EUPL-1.2 */
/* headroom_test.c — the rule of transfers between headings against the vectors of field.md §1.4 and
 * against its own definition in 128 bits on random budgets.
 */
#include "base/rand.h"
#include "finance/budget.h"
#include "i18n/i18n.h"
#include "tests/t.h"

#include <string.h>

enum { HEADINGS = 8 }; /* of eu-2006: 1 to 6, reserve, administrative costs */
enum { SECOND = 1, RESERVE = 6 };

struct bench {
    struct arena *arena;
    struct cx cx;
    struct rules rules;
    money base[HEADINGS], now[HEADINGS];
    struct headroom out[HEADINGS];
};

static void begin(struct bench *b, const char *set)
{
    assert_int_equal(ruleset_load(), RC_OK);
    *b = (struct bench){ .arena = arena_new() };
    cx_init(&b->cx, b->arena);
    b->cx.locale = i18n_locale("en");
    const struct ruleset *r = ruleset_find(set, 0);
    assert_non_null(r);
    b->rules = (struct rules){ .set = r, .values = r->values, .value_count = r->value_count };
    for (size_t i = 0; i < HEADINGS; i++) b->base[i] = b->now[i] = eur(2000000);
}

static const struct headroom *second(struct bench *b, int64_t base, int64_t now)
{
    b->base[SECOND] = eur(base);
    b->now[SECOND] = eur(now);
    size_t n = 0;
    for (size_t i = 0; i < b->rules.set->node_count; i++)
        n += b->rules.set->nodes[i].kind != NODE_SUM;
    assert_int_equal(n, HEADINGS);
    assert_int_equal(headroom_compute(&b->cx, &b->rules, HEADINGS, b->base, b->now, b->out), RC_OK);
    return &b->out[SECOND];
}

static void fifteen_percent(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, "eu-2006");
    const struct headroom *h = second(&b, 2000000, 2000000);
    assert_int_equal(h->low.minor, 1700000);
    assert_int_equal(h->high.minor, 2300000);
    assert_int_equal(h->up.minor, 300000);
    assert_int_equal(h->down.minor, 300000);
    assert_false(h->breached || h->locked);
    assert_null(h->sentence);
    assert_false(second(&b, 2000000, 2300000)->breached);
    assert_false(second(&b, 2000000, 1700000)->breached);
    h = second(&b, 2000000, 2300001);
    assert_true(h->breached);
    assert_int_equal(h->up.minor, 0);
    assert_non_null(strstr(h->sentence, "15"));
    assert_non_null(strstr(h->sentence, "FAQ 184"));
    assert_true(second(&b, 2000000, 1699999)->breached);
    assert_true(second(&b, 2000000, 2400000)->breached); /* +20 % was too much already */
    arena_free(b.arena);
}

static void twenty_five_percent_adds_up(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, "eu-2013");
    const struct headroom *h = second(&b, 2000000, 2000000);
    assert_int_equal(h->low.minor, 1500000);
    assert_int_equal(h->high.minor, 2500000);
    h = second(&b, 2000000, 2400000); /* after +4 000.00 earlier */
    assert_false(h->breached);
    assert_int_equal(h->up.minor, 100000);
    assert_int_equal(h->down.minor, 900000);
    arena_free(b.arena);
}

static void nothing_stays_nothing(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, "eu-2006");
    assert_false(second(&b, 0, 0)->breached);
    const struct headroom *h = second(&b, 0, 1);
    assert_true(h->breached);
    assert_non_null(strstr(h->sentence, "addendum"));
    h = second(&b, 6, 6); /* 15 % of six cents is less than one */
    assert_int_equal(h->up.minor, 0);
    assert_int_equal(h->down.minor, 0);
    arena_free(b.arena);
}

static void reserve_is_locked(void **state)
{
    struct bench b;
    (void)state;
    begin(&b, "eu-2006");
    second(&b, 2000000, 2000000);
    const struct headroom *h = &b.out[RESERVE];
    assert_string_equal(h->code, "8");
    assert_true(h->locked);
    assert_false(h->breached);
    assert_int_equal(h->up.minor, 0);
    assert_non_null(h->sentence);
    b.now[RESERVE] = eur(1999999);
    second(&b, 2000000, 2000001);
    assert_true(h->breached);
    assert_non_null(strstr(h->sentence, "Source"));
    arena_free(b.arena);
}

/* ok while |now − base| × 10000 <= threshold × base, said with numbers that cannot overflow. */
static void agrees_with_the_definition(void **state)
{
    struct bench b;
    struct seeded r = { 41 };
    (void)state;
    begin(&b, "eu-2006");
    for (int i = 0; i < 20000; i++) {
        int64_t base = seeded_below(&r, i % 2 ? 1000 : 90000000000);
        int64_t room = base * 1500 / 10000, now = base - room - 2 + seeded_below(&r, 2 * room + 5);
        if (now < 0) now = 0;
        const struct headroom *h = second(&b, base, now);
        __extension__ typedef __int128 wide;
        wide off = (wide)(now > base ? now - base : base - now) * 10000;
        assert_int_equal(h->breached, off > (wide)base * 1500);
        if (h->breached) continue;
        assert_false(second(&b, base, now + h->up.minor)->breached);
        h = second(&b, base, now);
        assert_true(second(&b, base, now + h->up.minor + 1)->breached);
    }
    arena_free(b.arena);
}

static void formula_rows_add_up(void **state)
{
    struct bench b;
    money by_node[32], total;
    (void)state;
    begin(&b, "eu-2006");
    for (size_t i = 0; i < b.rules.set->node_count; i++) by_node[i] = eur(100);
    assert_int_equal(budget_node_value(b.rules.set, "7", by_node, &total), RC_OK);
    assert_int_equal(total.minor, 600);
    assert_int_equal(budget_node_value(b.rules.set, "11", by_node, &total), RC_OK);
    assert_int_equal(total.minor, 800);
    assert_int_equal(budget_node_value(b.rules.set, "99", by_node, &total), RC_MISSING);
    arena_free(b.arena);
}

/* min(budgeted share, 7 %) of the direct costs accepted, whatever is booked. */
static void indirect_costs_follow_direct_ones(void **state)
{
    struct bench b;
    struct rule_value lower[64];
    (void)state;
    begin(&b, "eu-2006");
    const struct budget_node *node = ruleset_node(b.rules.set, "10");
#define MOST(budget, of, spent) \
    budget_claimable(&b.rules, node, eur(budget), eur(of), eur(spent)).minor
    assert_int_equal(MOST(700000, 10000000, 10000000), 700000);
    assert_int_equal(MOST(700000, 10000000, 8000000), 560000); /* 20 000 cut: 1 400 with it */
    assert_int_equal(MOST(500000, 10000000, 8000000), 400000); /* budgeted at 5 %: 5 % */
    assert_int_equal(MOST(700000, 9000000, 9000000), 630000);  /* 7.8 % was budgeted: 7 % */
    assert_int_equal(MOST(700000, 10000000, 7), 0);            /* 0.49 of a cent */
    assert_int_equal(MOST(0, 10000000, 8000000), 0);
    assert_int_equal(MOST(0, 0, 8000000), 0);
    for (size_t i = 0; i < b.rules.value_count; i++) {
        lower[i] = b.rules.values[i];
        if (z_eq(lower[i].key, "indirect_cap_e2")) lower[i].value = "300";
    }
    b.rules.values = lower;
    assert_int_equal(MOST(700000, 10000000, 8000000), 240000);
    arena_free(b.arena);
}

TESTS(headroom, cmocka_unit_test(indirect_costs_follow_direct_ones),
      cmocka_unit_test(fifteen_percent), cmocka_unit_test(twenty_five_percent_adds_up),
      cmocka_unit_test(nothing_stays_nothing), cmocka_unit_test(reserve_is_locked),
      cmocka_unit_test(agrees_with_the_definition), cmocka_unit_test(formula_rows_add_up));

/* SPDX-License-Identifier: EUPL-1.2 */
/* ruleset_test.c — every rule set loads and is whole, and what a contract overrides carries its
 * article.
 */
#include "project/ruleset.h"

#include "i18n/i18n.h"
#include "project/project.h"
#include "project/rule_word.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/t.h"

#include <string.h>

static const char *const sets[] = { "eu-2006", "eu-2013", "eu-2021" };

static const char *said(struct cx *cx)
{
    const struct problem *p = cx->problems.first;
    const char *text = p ? p->text : "";
    cx->problems = (struct problems){ 0 };
    return text;
}

static void whole(const struct ruleset *r)
{
    assert_true(r->version >= 1 && *r->title && *r->era);
    for (size_t i = 0; i < r->node_count; i++) {
        const struct budget_node *n = &r->nodes[i];
        assert_ptr_equal(ruleset_node(r, n->code), n);
        assert_true(*n->title && *n->source);
        if (n->kind != NODE_HEADING) assert_non_null(n->refs[0]);
        /* a formula refers to rows above it, so it cannot run in a circle */
        for (const char *const *ref = n->refs; ref && *ref; ref++)
            assert_true(ruleset_node(r, *ref) < n && ruleset_node(r, *ref) >= r->nodes);
    }
    for (size_t i = 0; i < r->value_count; i++)
        assert_true(*r->values[i].title && *r->values[i].value && *r->values[i].source);
    for (size_t i = 0; i < r->line_count; i++) {
        const struct budget_node *n = ruleset_node(r, r->lines[i].heading);
        assert_true(n && n->kind != NODE_SUM);
    }
    const struct rule_calendar *c = &r->calendar;
    assert_true(c->books_closed <= c->partner_due && c->partner_due <= c->review_due);
    assert_true(c->review_due <= c->consolidated && c->consolidated <= c->verified);
    assert_true(c->verified <= c->donor_due);
}

static void every_set_is_whole(void **state)
{
    (void)state;
    assert_int_equal(ruleset_load(), RC_OK);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        const struct ruleset *r = ruleset_find(sets[i], 0);
        assert_non_null(r);
        assert_ptr_equal(ruleset_find(sets[i], r->version), r);
        assert_null(ruleset_find(sets[i], 99));
        whole(r);
    }
    assert_null(ruleset_find("eu-1066", 0));
    assert_string_equal(ruleset_text(ruleset_find("eu-2006", 0), "heading_transfer_e2"), "1500");
    assert_string_equal(ruleset_text(ruleset_find("eu-2013", 0), "heading_transfer_e2"), "2500");
    assert_null(ruleset_text(ruleset_find("eu-2006", 0), "nothing"));
}

/* The caps of a budget are rules as any other, so that a contract can change them too. */
static void caps_are_rules(void **state)
{
    (void)state;
    assert_int_equal(ruleset_load(), RC_OK);
    for (size_t i = 0; ruleset_at(i); i++) {
        size_t capped = 0;
        for (size_t k = 0; k < ruleset_at(i)->node_count; k++) {
            const struct budget_node *n = &ruleset_at(i)->nodes[k];
            if (n->kind != NODE_INPUT) continue;
            assert_non_null(n->cap);
            assert_non_null(ruleset_text(ruleset_at(i), n->cap));
            assert_false(n->transferable);
            capped++;
        }
        assert_int_equal(capped, 2);
        assert_string_equal(ruleset_text(ruleset_at(i), "indirect_cap_e2"), "700");
        assert_string_equal(ruleset_text(ruleset_at(i), "contingency_cap_e2"), "500");
    }
    /* eu-2021 has them in the other order */
    assert_string_equal(ruleset_node(ruleset_find("eu-2006", 0), "8")->cap, "contingency_cap_e2");
    assert_string_equal(ruleset_node(ruleset_find("eu-2021", 0), "8")->cap, "indirect_cap_e2");
}

static void lists_of_lines(void **state)
{
    (void)state;
    assert_true(rules_names_line("5.3 5.4", "5.3"));
    assert_true(rules_names_line("5.3 5.4", "5.4.2"));
    assert_false(rules_names_line("5.3 5.4", "5.33"));
    assert_false(rules_names_line("5.3 5.4", "5"));
    assert_false(rules_names_line("", "5.3"));
}

static void overrides(struct cx *cx)
{
    struct people p;
    struct rules r;
    assert_int_equal(ruleset_load(), RC_OK);
    people_make(cx, &p);
    assert_int_equal(rules_of(cx, PROJECT, &r), RC_OK);
    assert_int_equal(rules_number(&r, "heading_transfer_e2"), 1500);
    assert_int_equal(rules_number(&r, "rate_regime"), -1);
    assert_int_equal(rules_number(&r, "nothing"), -1);
    assert_int_equal(rule_override_set(cx, PROJECT, "nothing", "1", "SC 1", "why"), RC_INVALID);
    assert_non_null(strstr(said(cx), "nothing"));
    assert_int_equal(rule_override_set(cx, PROJECT, "heading_transfer_e2", "x", "SC 1", "why"),
                     RC_INVALID);
    said(cx);
    assert_int_equal(rule_override_set(cx, PROJECT, "heading_transfer_e2", "10001", "SC 1", "why"),
                     RC_INVALID);
    said(cx);
    assert_int_equal(rule_override_set(cx, PROJECT, "rate_regime", "R-MOON", "SC 1", "why"),
                     RC_INVALID);
    assert_non_null(strstr(said(cx), "R-PAYMONTH"));
    assert_int_equal(rule_override_set(cx, PROJECT, "heading_transfer_e2", "1000", "", "why"),
                     RC_INVALID);
    said(cx);
    assert_int_equal(
        rule_override_set(cx, PROJECT, "heading_transfer_e2", "1000", "SC 7.2", "agreed"), RC_OK);
    assert_int_equal(rules_of(cx, PROJECT, &r), RC_OK);
    assert_int_equal(rules_number(&r, "heading_transfer_e2"), 1000);
    assert_string_equal(rules_source(&r, "heading_transfer_e2"), "SC 7.2");
    /* another project is not touched, nor the rule set itself */
    assert_int_equal(rules_of(cx, ELSEWHERE, &r), RC_OK);
    assert_int_equal(rules_number(&r, "heading_transfer_e2"), 1500);
    assert_int_equal(
        rule_override_set(cx, PROJECT, "heading_transfer_e2", "500", "SC 7.3", "again"), RC_OK);
    assert_int_equal(rule_override_withdraw(cx, PROJECT, "heading_transfer_e2"), RC_OK);
    assert_int_equal(rule_override_withdraw(cx, PROJECT, "heading_transfer_e2"), RC_MISSING);
    said(cx);
    assert_int_equal(rules_of(cx, PROJECT, &r), RC_OK);
    assert_int_equal(rules_number(&r, "heading_transfer_e2"), 1500);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE object_type = "
                                    "'rule_override'"),
                     3);
}
static void a_contract_overrides_with_its_article(void **state)
{
    (void)state;
    test_on_engines(overrides);
}

static void words_of_rules(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct cx cx;
    cx_init(&cx, a);
    cx.locale = i18n_locale("sr");
    assert_string_equal(rule_word_read(&cx, "heading_transfer_e2", "10 %"), "1000");
    assert_string_equal(rule_word_read(&cx, "heading_transfer_e2", "12,5"), "1250");
    assert_string_equal(rule_word_read(&cx, "pending_list_cents", "500"), "50000");
    assert_string_equal(rule_word_read(&cx, "retention_years", "7"), "7");
    assert_string_equal(rule_word_read(&cx, "rate_regime", "r-paymonth"), "R-PAYMONTH");
    assert_string_equal(rule_word_read(&cx, "heading_transfer_e2", "ten"), "ten");
    cx.locale = i18n_locale("en");
    assert_non_null(strstr(rule_word_show(&cx, "heading_transfer_e2", "1500"), "15"));
    assert_non_null(strstr(rule_word_source(&cx, "FAQ [mem]"), "not confirmed"));
    assert_string_equal(rule_word_source(&cx, "FAQ 184"), "FAQ 184");
    arena_free(a);
}

TESTS(ruleset, cmocka_unit_test(every_set_is_whole), cmocka_unit_test(caps_are_rules),
      cmocka_unit_test(lists_of_lines), cmocka_unit_test(a_contract_overrides_with_its_article),
      cmocka_unit_test(words_of_rules));

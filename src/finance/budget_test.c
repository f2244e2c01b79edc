/* SPDX-License-Identifier: EUPL-1.2 */
/* budget_test.c — the budget of the contract: entered once, whole or not at all, on both engines.
 */
#include "finance/budget.h"

#include "finance/budget_sql.h"
#include "i18n/i18n.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/t.h"

#include <string.h>

static const char *said(struct cx *cx)
{
    const struct problem *p = cx->problems.first;
    const char *text = p ? p->text : "";
    cx->problems = (struct problems){ 0 };
    return text;
}

static struct budget_line_input line(const char *code, const char *heading, int64_t units_e3,
                                     int64_t cents)
{
    return (struct budget_line_input){ .code = code,
                                       .heading = heading,
                                       .title = "A line",
                                       .unit = "",
                                       .units_e3 = units_e3,
                                       .unit_cost = eur(cents) };
}

static enum rc create(struct cx *cx, const struct budget_line_input *l, size_t n)
{
    static const int64_t partners[] = { PARTNER_MCIC, PARTNER_EHO };
    int64_t version;
    return budget_create(cx, PROJECT, l, n, partners, 2, &version);
}

static void refused(struct cx *cx, struct budget_line_input l, const char *part)
{
    assert_int_equal(create(cx, &l, 1), RC_INVALID);
    const char *text = said(cx);
    if (!strstr(text, part)) fail_msg("no \"%s\" in: %s", part, text);
}

static void once(struct cx *cx)
{
    struct people p;
    struct budget_line_input l[3];
    const int64_t bad[] = { 100, 150 }, minus[] = { -100, 300 }, good[] = { 600000, 600000 };
    assert_int_equal(ruleset_load(), RC_OK);
    people_make(cx, &p);
    assert_int_equal(create(cx, l, 0), RC_INVALID);
    assert_non_null(strstr(said(cx), "at least one line"));
    refused(cx, line("1.1", "99", 1000, 100), "no heading");
    refused(cx, line("1.1", "7", 1000, 100), "no heading"); /* a sum holds no lines */
    refused(cx, line("", "1", 1000, 100), "code and a title");
    refused(cx, line("1.1", "1", -1000, 100), "do not make an amount");
    refused(cx, line("1.1", "1", 1000, -100), "do not make an amount");
    refused(cx, line("1.1", "1", INT64_MAX, MONEY_MAX), "do not make an amount");
    refused(cx, line("1.1", "1", 1001, MONEY_MAX), "do not make an amount");
    l[0] = line("1.1", "1", 2000, 100);
    l[0].slices = bad;
    refused(cx, l[0], "add up to");
    l[0].slices = minus;
    refused(cx, l[0], "between 0");
    l[0] = l[1] = line("1.1", "1", 12000, 100000);
    assert_int_equal(create(cx, l, 2), RC_INVALID);
    assert_non_null(strstr(said(cx), "there twice"));
    l[1] = line("10", "10", 1000, 84001); /* 7 % of 12 000.00 is 840.00 */
    assert_int_equal(create(cx, l, 2), RC_INVALID);
    assert_non_null(strstr(said(cx), "at most 7"));
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM budget_version"), 0);
    l[0].slices = good;
    l[1] = line("10", "10", 1000, 84000);
    l[2] = line("2.1", "2", 333, 100); /* a third of a flight: 33.30 cents round to 33 */
    assert_int_equal(create(cx, l, 3), RC_OK);
    assert_int_equal(test_count(cx, "SELECT CAST(SUM(total) AS BIGINT) FROM budget_amount"),
                     1284033);
    assert_int_equal(test_count(cx, "SELECT CAST(SUM(amount) AS BIGINT) FROM budget_slice"),
                     1284033);
    assert_int_equal(create(cx, l, 3), RC_CONFLICT);
    assert_non_null(strstr(said(cx), "already"));
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE action = 'budget.create'"),
                     1);
}
static void entered_once(void **state)
{
    (void)state;
    test_on_engines(once);
}

TESTS(budget, cmocka_unit_test(entered_once));

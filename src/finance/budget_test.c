/* SPDX-License-Identifier: EUPL-1.2 */
/* budget_test.c — the budget of the contract: entered once, whole or not at all, on both engines.
 */
#include "finance/budget.h"

#include "base/file.h"
#include "finance/budget_grid_web.h"
#include "finance/budget_sql.h"
#include "i18n/i18n.h"
#include "project/project.h"
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

/* The special conditions allow 5 % of indirect costs: the article is named. */
static void lower_cap(struct cx *cx)
{
    struct people p;
    struct budget_line_input l[2] = { line("1.1", "1", 12000, 100000),
                                      line("10", "10", 1000, 60001) };
    assert_int_equal(ruleset_load(), RC_OK);
    people_make(cx, &p);
    assert_int_equal(rule_override_set(cx, PROJECT, "indirect_cap_e2", "500", "SC 3.4", "agreed"),
                     RC_OK);
    assert_int_equal(create(cx, l, 2), RC_INVALID);
    const char *text = said(cx);
    assert_non_null(strstr(text, "at most 5"));
    assert_non_null(strstr(text, "SC 3.4"));
    l[1].unit_cost = eur(60000);
    assert_int_equal(create(cx, l, 2), RC_OK);
}
static void a_contract_lowers_a_cap(void **state)
{
    (void)state;
    test_on_engines(lower_cap);
}

/* ---- files ----------------------------------------------------------------------------------- */

/* What the lines of a file are to a reader of ${language}. */
struct read {
    struct cx cx;
    struct budget_grid grid;
    struct budget_line_input *lines;
    size_t n;
};

static enum rc read_file(struct read *r, struct arena *a, const char *language, str bytes,
                         const char *encoding, const char *decimal)
{
    static struct partner_list_rows nobody;
    const struct upload file = { .name = "budget", .bytes = bytes };
    const struct rules rules = { .set = ruleset_find("eu-2006", 0) };
    size_t *rows;
    cx_init(&r->cx, a);
    r->cx.locale = i18n_locale(language);
    budget_grid_begin(&r->grid, &nobody, &rules);
    enum rc rc = budget_grid_file(&r->cx, &file, encoding, decimal, &r->grid);
    return rc ? rc : budget_grid_read(&r->cx, &r->grid, &r->lines, &rows, &r->n);
}

/* 234.567 in a cell is no amount, and not 234 567 because Serbian groups by points. */
static void a_workbook_says_its_numbers_plainly(void **state)
{
    static const char *const languages[] = { "en", "sr" };
    struct arena *a = arena_new();
    struct read r;
    str bytes;
    (void)state;
    assert_int_equal(ruleset_load(), RC_OK);
    cx_init(&r.cx, a);
    assert_int_equal(file_read(&r.cx, "tests/data/budget-numbers.xlsx", 1 << 20, &bytes), RC_OK);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(read_file(&r, a, languages[i], bytes, NULL, NULL), RC_INVALID);
        assert_int_equal(r.cx.problems.n, 1);
        assert_non_null(strstr(r.cx.problems.first->text, "234.567"));
        assert_int_equal(r.lines[0].units_e3, 2500);
        assert_int_equal(r.lines[0].unit_cost.minor, 123450);
    }
    arena_free(a);
}

/* A Serbian spreadsheet of old: semicolons, decimal commas, Windows-1250; its reader is English. */
static void a_file_says_how_it_is_written(void **state)
{
    struct arena *a = arena_new();
    struct read r;
    const str bytes = STR("code;heading;title;unit;units;unit_cost\r\n"
                          "1.1.1;1;Ra\xE8unovo\xF0"
                          "a;mesec;2,5;1.234,50\r\n");
    (void)state;
    assert_int_equal(ruleset_load(), RC_OK);
    assert_int_equal(read_file(&r, a, "en", bytes, "windows-1250", ","), RC_OK);
    assert_string_equal(r.lines[0].title, "Računovođa");
    assert_int_equal(r.lines[0].units_e3, 2500);
    assert_int_equal(r.lines[0].unit_cost.minor, 123450);
    /* and what the form sends back is read by the reader's own signs */
    assert_string_equal(r.grid.rows[0].cells[GRID_COST].text, "1234.50");
    assert_string_equal(r.grid.rows[0].cells[GRID_UNITS].text, "2.5");
    assert_int_equal(read_file(&r, a, "en", bytes, "utf-8", ","), RC_INVALID);
    assert_non_null(strstr(r.cx.problems.first->text, "Windows-1250"));
    assert_int_equal(read_file(&r, a, "en", bytes, "windows-1250", "."), RC_INVALID);
    arena_free(a);
}

TESTS(budget, cmocka_unit_test(entered_once), cmocka_unit_test(a_contract_lowers_a_cap),
      cmocka_unit_test(a_workbook_says_its_numbers_plainly),
      cmocka_unit_test(a_file_says_how_it_is_written));

/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_test.c — late partners; what freezing locks. The figures are reconcile_test.c's. */
#include "report/donor.h"

#include "network/organisation.h"
#include "project/project.h"
#include "project/ruleset.h"
#include "report/donor_cli.h"
#include "report/donor_sql.h"
#include "report/report.h"
#include "tests/engine.h"
#include "tests/t.h"
#include "tests/world.h"

#include <string.h>

static void same_table(const struct donor_table *a, const struct donor_table *b)
{
    assert_int_equal(a->line_count, b->line_count);
    for (size_t i = 0; i < a->line_count; i++) {
        assert_int_equal(a->lines[i].period.minor, b->lines[i].period.minor);
        assert_int_equal(a->lines[i].cumulative.minor, b->lines[i].cumulative.minor);
    }
    for (size_t r = 0; r < a->row_count; r++)
        assert_int_equal(a->rows[r].period.minor, b->rows[r].period.minor);
}

/* ---- a late partner rolls over; a frozen report is locked and whole
 * ---------------------------------------------- */
static int64_t accepted(struct cx *cx, const struct world *w, int partner, int period,
                        uint64_t seed)
{
    int64_t report = world_report(cx, w, partner, period, 10, seed);
    assert_int_equal(report_submit(cx, report), RC_OK);
    world_review(cx, report, seed);
    assert_int_equal(report_accept(cx, report), RC_OK);
    return report;
}

static enum rc accept_on(struct cx *cx, const char *day)
{
    const struct cli_args args = { .name = { "period", "on" }, .value = { "1", day }, .n = 2 };
    const struct command *c = donor_commands;
    while (c->name && !z_eq(c->name, "donor accept")) c++;
    assert_non_null(c->name);
    cx->problems = (struct problems){ 0 };
    return c->run(cx, &args);
}

static void late(struct cx *cx)
{
    struct world w;
    struct donor_table first, second, first_again;
    int64_t one, two;
    bool whole;
    world_make(cx, "R-AVG", &w);
    int64_t taken = accepted(cx, &w, 0, 0, 5);
    assert_int_equal(donor_begin(cx, w.project, w.period[0], &one), RC_OK);
    assert_int_equal(donor_begin(cx, w.project, w.period[1], &two), RC_OK);
    assert_int_equal(donor_freeze(cx, two), RC_CONFLICT); /* in the order of the periods */
    assert_int_equal(donor_freeze(cx, one), RC_OK);
    assert_int_equal(donor_table_read(cx, w.project, w.period[0], &first), RC_OK);

    accepted(cx, &w, 1, 0, 6); /* too late for period 1 */
    accepted(cx, &w, 0, 1, 7);
    assert_int_equal(donor_table_read(cx, w.project, w.period[0], &first_again), RC_OK);
    same_table(&first, &first_again);
    assert_int_equal(donor_table_read(cx, w.project, w.period[1], &second), RC_OK);
    money of_late = eur(0);
    for (size_t i = 0; i < second.line_count; i++) {
        of_late = money_add(of_late, second.lines[i].cells[1].period);
        for (size_t p = 0; p < second.partner_count; p++) {
            money both = money_add(first.lines[i].cells[p].period, second.lines[i].cells[p].period);
            assert_int_equal(second.lines[i].cells[p].cumulative.minor, both.minor);
        }
    }
    assert_true(of_late.minor != 0);

    assert_int_equal(report_reopen(cx, taken), RC_CONFLICT);
    assert_int_equal(donor_verify(cx, one, &whole), RC_OK);
    assert_true(whole);
    assert_int_equal(donor_freeze(cx, one), RC_CONFLICT);
    assert_int_equal(donor_accept(cx, one, date_of_stamp(cx->now)), RC_CONFLICT); /* not sent yet */
    assert_int_equal(donor_send(cx, one), RC_OK);
    assert_int_equal(donor_send(cx, one), RC_CONFLICT);
    assert_int_equal(donor_accept(cx, one, DATE_NONE), RC_INVALID);
    assert_int_equal(accept_on(cx, "12.10.2007"), RC_INVALID);
    assert_non_null(strstr(cx->problems.first->text, "2007-10-12"));
    assert_int_equal(accept_on(cx, "2010-01-01"), RC_INVALID); /* that is to come */
    assert_non_null(strstr(cx->problems.first->text, "today at the latest"));
    assert_int_equal(accept_on(cx, "2007-10-12"), RC_OK);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM donor_report WHERE state = 'accepted' AND"
                                    " accepted_on = '2007-10-12'"),
                     1);
    assert_int_equal(accept_on(cx, "2007-10-12"), RC_CONFLICT);
}
static void a_late_partner_rolls_over_and_the_frozen_is_locked(void **state)
{
    (void)state;
    test_on_engines(late);
}

TEST_STMT(rename_all, DB_EXEC, true, "", "",
          "UPDATE organisation SET short_name = 'Renamed ' || id");
TEST_STMT(tamper_snapshot, DB_EXEC, true, "", "",
          "UPDATE donor_report SET snapshot = REPLACE(snapshot, 'MCIC', 'MCIX')");

static void change(struct cx *cx, const struct db_stmt *s)
{
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, test_run(cx, s, NULL, NULL)), RC_OK);
}

/* Names, ranges and partners of today change nothing in what was frozen. */
static void keeps(struct cx *cx)
{
    struct world w;
    struct donor_table first, after;
    int64_t one, organisation, partner;
    bool whole;
    world_make(cx, "R-AVG", &w);
    accepted(cx, &w, 0, 0, 5);
    assert_int_equal(donor_begin(cx, w.project, w.period[0], &one), RC_OK);
    assert_int_equal(donor_freeze(cx, one), RC_OK);
    assert_int_equal(donor_table_read(cx, w.project, w.period[0], &first), RC_OK);
    assert_true(first.whole);
    change(cx, &rename_all);
    assert_int_equal(rule_override_set(cx, w.project, "heading_transfer_e2", "500", "SC 9", "new"),
                     RC_OK);
    assert_int_equal(organisation_add(cx,
                                      &(struct organisation_input){ "New", "New", "New", "SI",
                                                                    "Ljubljana", NULL, NULL, NULL },
                                      &organisation),
                     RC_OK);
    assert_int_equal(
        partner_add(cx, w.project,
                    &(struct partner_input){ organisation, "co_beneficiary", "sl", "EUR" },
                    &partner),
        RC_OK);
    assert_int_equal(donor_table_read(cx, w.project, w.period[0], &after), RC_OK);
    same_table(&first, &after);
    assert_int_equal(after.partner_count, first.partner_count);
    assert_string_equal(after.partners[0].short_name, "MCIC");
    for (size_t r = 0; r < first.row_count; r++) {
        assert_int_equal(after.rows[r].low.minor, first.rows[r].low.minor);
        assert_int_equal(after.rows[r].high.minor, first.rows[r].high.minor);
    }
    assert_int_equal(donor_verify(cx, one, &whole), RC_OK);
    assert_true(whole);
    change(cx, &tamper_snapshot);
    assert_int_equal(donor_verify(cx, one, &whole), RC_OK);
    assert_false(whole);
}
static void a_frozen_report_says_what_it_said(void **state)
{
    (void)state;
    test_on_engines(keeps);
}

TEST_STMT(tamper, DB_EXEC, true, "i", "",
          "UPDATE expenditure SET eur = eur + 1 WHERE id = (SELECT MIN(id) FROM expenditure WHERE "
          "project_id = $1 AND decision = 'accepted')");

static void altered(struct cx *cx)
{
    struct world w;
    int64_t one;
    bool whole;
    world_make(cx, "R-PAYMONTH", &w);
    accepted(cx, &w, 0, 0, 9);
    assert_int_equal(donor_begin(cx, w.project, w.period[0], &one), RC_OK);
    assert_int_equal(donor_freeze(cx, one), RC_OK);
    struct db_value v = db_i(w.project);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, test_run(cx, &tamper, &v, NULL)), RC_OK);
    assert_int_equal(donor_verify(cx, one, &whole), RC_OK);
    assert_false(whole);
}
static void a_cent_changed_behind_a_frozen_report_is_found(void **state)
{
    (void)state;
    test_on_engines(altered);
}

TESTS(report_donor, cmocka_unit_test(a_late_partner_rolls_over_and_the_frozen_is_locked),
      cmocka_unit_test(a_frozen_report_says_what_it_said),
      cmocka_unit_test(a_cent_changed_behind_a_frozen_report_is_found));

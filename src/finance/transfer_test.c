/* SPDX-License-Identifier: EUPL-1.2 */
/* transfer_test.c — changes of a budget on both engines: what adds up, what an addendum resets, and
 * that a refused change leaves nothing behind.
 */
#include "tests/t.h"

#include "finance/budget.h"
#include "finance/budget_sql.h"
#include "i18n/i18n.h"
#include "project/project.h"
#include "tests/engine.h"
#include "tests/world.h"

#include <string.h>

static const char *said(struct cx *cx)
{
    const struct problem *p = cx->problems.first;
    const char *text = p ? p->text : "";
    cx->problems = (struct problems){ 0 };
    return text;
}

static int64_t in_force(struct cx *cx, const struct world *w)
{
    int64_t version;
    assert_int_equal(budget_in_force(cx, w->project, &version), RC_OK);
    return version;
}

static int64_t line(struct cx *cx, int64_t version, const char *code)
{
    struct budget_lines_rows rows;
    assert_int_equal(budget_lines(cx, version, &rows), RC_OK);
    for (size_t i = 0; i < rows.n; i++)
        if (z_eq(rows.v[i].code, code)) return rows.v[i].id;
    fail_msg("no line %s", code);
    return 0;
}

static struct headroom room(struct cx *cx, const struct world *w, const char *heading)
{
    struct headroom *all;
    size_t n;
    assert_int_equal(budget_headroom(cx, w->project, 0, &all, &n), RC_OK);
    for (size_t i = 0; i < n; i++)
        if (z_eq(all[i].code, heading)) return all[i];
    fail_msg("no heading %s", heading);
    return all[0];
}

/* Moves ${cents} from line 5.7 to line 2.1 of the lead, in one transaction as the page does. */
static enum rc change(struct cx *cx, const struct world *w, const char *kind, int64_t cents,
                      int64_t *version)
{
    int64_t now = in_force(cx, w);
    struct budget_move m = { line(cx, now, "5.7"), w->partner[0], line(cx, now, "2.1"),
                             w->partner[0], eur(cents) };
    assert_int_equal(db_begin(cx), RC_OK);
    enum rc rc = budget_draft(cx, w->project, kind, "needed", version);
    if (!rc) rc = budget_move_in_draft(cx, *version, &m);
    if (!rc) rc = budget_put_in_force(cx, *version, date_make(2008, 1, 1), "");
    return db_end(cx, rc);
}

static void adds_up(struct cx *cx)
{
    struct world w;
    int64_t v;
    world_make(cx, "R-AVG", &w);
    assert_int_equal(room(cx, &w, "2").high.minor, 11500000);
    assert_int_equal(change(cx, &w, "unilateral", 1000000, &v), RC_OK);
    assert_int_equal(room(cx, &w, "2").current.minor, 11000000);
    assert_int_equal(room(cx, &w, "2").up.minor, 500000);
    assert_int_equal(room(cx, &w, "5").down.minor, 500000);
    /* one cent more than is left, although it is only 5 % by itself */
    assert_int_equal(change(cx, &w, "unilateral", 500001, &v), RC_INVALID);
    assert_non_null(strstr(said(cx), "15"));
    assert_int_equal(room(cx, &w, "2").current.minor, 11000000);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM budget_version"), 2);
    assert_int_equal(change(cx, &w, "unilateral", 500000, &v), RC_OK);
    assert_int_equal(room(cx, &w, "2").up.minor, 0);
    /* the way back is free, and further down too */
    assert_int_equal(room(cx, &w, "2").down.minor, 3000000);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM audit WHERE action = 'budget.move'"), 2);
}
static void changes_add_up(void **state)
{
    (void)state;
    test_on_engines(adds_up);
}

static void resets(struct cx *cx)
{
    struct world w;
    int64_t v;
    world_make(cx, "R-AVG", &w);
    assert_int_equal(change(cx, &w, "unilateral", 1500000, &v), RC_OK);
    assert_int_equal(change(cx, &w, "addendum", 2500000, &v), RC_OK);
    struct headroom h = room(cx, &w, "2");
    assert_int_equal(h.base.minor, 14000000);
    assert_int_equal(h.current.minor, 14000000);
    assert_int_equal(h.high.minor, 16100000);
    assert_int_equal(change(cx, &w, "unilateral", 900001, &v), RC_INVALID); /* 15 % of heading 5 */
    said(cx);
    assert_int_equal(change(cx, &w, "unilateral", 900000, &v), RC_INVALID); /* no share is left */
    assert_non_null(strstr(said(cx), "holds only"));
    /* every version adds up to the same */
    assert_int_equal(test_count(cx, "SELECT COUNT(DISTINCT s) FROM (SELECT SUM(total) AS s FROM "
                                    "budget_amount GROUP BY version_id) AS t"),
                     1);
    assert_int_equal(test_count(cx, "SELECT COUNT(*) FROM budget_amount a WHERE a.total <> (SELECT "
                                    "SUM(s.amount) FROM budget_slice s WHERE s.version_id = "
                                    "a.version_id AND s.line_id = a.line_id)"),
                     0);
}
static void an_addendum_resets_the_base(void **state)
{
    (void)state;
    test_on_engines(resets);
}

/* A line may be added inside a heading, a heading that had nothing needs an addendum. */
static void adds_a_line(struct cx *cx)
{
    struct world w;
    int64_t v, id;
    world_make(cx, "R-AVG", &w);
    int64_t now = in_force(cx, &w), from = line(cx, now, "5.7");
    struct budget_line_input l = {
        .code = "5.9", .heading = "5", .title = "Experts", .unit = "per day", .units_e3 = 4000
    };
    assert_int_equal(budget_line_in_draft(cx, now, &l, &id), RC_CONFLICT);
    said(cx);
    assert_int_equal(budget_draft(cx, w.project, "unilateral", "experts", &v), RC_OK);
    l.code = "5.7";
    assert_int_equal(budget_line_in_draft(cx, v, &l, &id), RC_INVALID);
    assert_non_null(strstr(said(cx), "there twice"));
    l.code = "5.9";
    l.heading = "11";
    assert_int_equal(budget_line_in_draft(cx, v, &l, &id), RC_INVALID);
    assert_non_null(strstr(said(cx), "no heading"));
    l.heading = "5";
    assert_int_equal(budget_line_in_draft(cx, v, &l, &id), RC_OK);
    /* heading 5 keeps its sum: no limit */
    struct budget_move m = { from, w.partner[0], id, w.partner[1], eur(4000000) };
    assert_int_equal(budget_move_in_draft(cx, v, &m), RC_OK);
    assert_int_equal(budget_put_in_force(cx, v, date_make(2008, 1, 1), ""), RC_OK);
    assert_int_equal(room(cx, &w, "5").current.minor, room(cx, &w, "5").base.minor);
    struct budget_line_get_row got;
    bool found;
    assert_int_equal(budget_line_get(cx, v, id, &got, &found), RC_OK);
    assert_int_equal(got.total.minor, 4000000);
    assert_int_equal(got.unit_cost.minor, 1000000); /* four days */
    assert_int_equal(budget_line_get(cx, now, id, &got, &found), RC_OK);
    assert_false(found); /* the version of before does not know it */
}
static void a_line_is_added(void **state)
{
    (void)state;
    test_on_engines(adds_a_line);
}

static void refuses(struct cx *cx)
{
    struct world w, other;
    int64_t v, second;
    world_make(cx, "R-AVG", &w);
    assert_int_equal(budget_draft(cx, w.project, "whim", "x", &v), RC_INVALID);
    said(cx);
    assert_int_equal(budget_draft(cx, w.project, "unilateral", "", &v), RC_INVALID);
    said(cx);
    assert_int_equal(budget_draft(cx, w.project, "unilateral", "x", &v), RC_OK);
    assert_int_equal(budget_draft(cx, w.project, "unilateral", "y", &second), RC_CONFLICT);
    said(cx);
    int64_t from = line(cx, v, "5.7"), to = line(cx, v, "2.1");
    struct budget_move m = { from, w.partner[0], to, w.partner[0], eur(0) };
    assert_int_equal(budget_move_in_draft(cx, v, &m), RC_INVALID);
    said(cx);
    m.amount = eur(4000001); /* more than the lead's share */
    assert_int_equal(budget_move_in_draft(cx, v, &m), RC_INVALID);
    assert_non_null(strstr(said(cx), "holds only"));
    m = (struct budget_move){ from, w.partner[0], from, w.partner[0], eur(1) };
    assert_int_equal(budget_move_in_draft(cx, v, &m), RC_INVALID);
    said(cx);
    /* a partner of another project gets nothing */
    const struct project_input p = { .code = "O",
                                     .title = "Other",
                                     .donor = "EU",
                                     .contract_no = "2",
                                     .signed_on = DATE_NONE,
                                     .starts_on = date_make(2007, 1, 1),
                                     .ends_on = date_make(2008, 6, 30),
                                     .grant_max = eur(1),
                                     .grant_e2 = 8000,
                                     .rule_set = "eu-2006" };
    assert_int_equal(project_create(cx, &p, &other.project), RC_OK);
    assert_int_equal(partner_add(cx, other.project,
                                 &(struct partner_input){ 1, "lead", "en", "EUR" },
                                 &other.partner[0]),
                     RC_OK);
    m = (struct budget_move){ from, w.partner[0], to, other.partner[0], eur(100) };
    assert_int_equal(budget_move_in_draft(cx, v, &m), RC_INVALID);
    assert_non_null(strstr(said(cx), "partner of this project"));
    assert_int_equal(budget_put_in_force(cx, v, DATE_NONE, ""), RC_INVALID);
    said(cx);
    assert_int_equal(budget_withdraw(cx, v), RC_OK);
    assert_int_equal(budget_withdraw(cx, v), RC_CONFLICT);
    said(cx);
    assert_int_equal(budget_put_in_force(cx, v, date_make(2008, 1, 1), ""), RC_CONFLICT);
    said(cx);
    assert_int_equal(in_force(cx, &w), 1);
}
static void what_does_not_fit_is_refused(void **state)
{
    (void)state;
    test_on_engines(refuses);
}

TESTS(transfer, cmocka_unit_test(changes_add_up), cmocka_unit_test(a_line_is_added),
      cmocka_unit_test(an_addendum_resets_the_base),
      cmocka_unit_test(what_does_not_fit_is_refused));

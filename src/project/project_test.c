/* SPDX-License-Identifier: EUPL-1.2 */
/* project_test.c — a project set up by its rules on both engines: what is refused and why, and that
 * what something rests on is not removed. The pages are project.http's.
 */
#include "project/project.h"

#include "activity/activity.h"
#include "i18n/i18n.h"
#include "project/partner_sql.h"
#include "project/ruleset.h"
#include "project/trail_view.h"
#include "store/audit.h"
#include "store/db.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/site.h"
#include "tests/t.h"

#include <string.h>

static void refused(struct cx *cx, enum rc rc, enum rc want, const char *part)
{
    const struct problem *p = cx->problems.first;
    const char *text = p ? p->text : "";
    cx->problems = (struct problems){ 0 };
    assert_int_equal(rc, want);
    if (!strstr(text, part)) fail_msg("no \"%s\" in: %s", part, text);
}

static void begin(struct cx *cx)
{
    struct people p;
    assert_int_equal(ruleset_load(), RC_OK);
    people_make(cx, &p);
}

static void periods(struct cx *cx)
{
    struct period_input *all, one;
    size_t n;
    int64_t id, second;
    begin(cx);
    refused(cx, period_propose(cx, PROJECT, 0, &all, &n), RC_INVALID, "1 to 24");
    assert_int_equal(period_propose(cx, PROJECT, 5, &all, &n), RC_OK);
    assert_int_equal(n, 5); /* 24 months: 5 + 5 + 5 + 5 + 4 */
    assert_int_equal(date_cmp(all[0].starts_on, date_make(2007, 1, 1)), 0);
    assert_int_equal(date_cmp(all[4].ends_on, date_make(2008, 12, 31)), 0);
    for (size_t i = 1; i < n; i++)
        assert_int_equal(date_cmp(all[i].starts_on, date_add(all[i - 1].ends_on, 1)), 0);
    assert_int_equal(date_cmp(all[0].donor_due_on, date_add(all[0].ends_on, 60)), 0);
    assert_int_equal(period_add(cx, PROJECT, &all[0], &id), RC_OK);
    one = all[1];
    one.starts_on = date_add(one.starts_on, -1); /* overlaps the one before */
    refused(cx, period_add(cx, PROJECT, &one, &second), RC_INVALID, "");
    one = all[1];
    one.no = 1;
    refused(cx, period_add(cx, PROJECT, &one, &second), RC_INVALID, "period 1");
    one = all[1];
    one.partner_due_on = date_add(one.books_closed_on, -1);
    refused(cx, period_add(cx, PROJECT, &one, &second), RC_INVALID, "before the one above");
    assert_int_equal(period_add(cx, PROJECT, &all[1], &second), RC_OK);
    refused(cx, period_change(cx, second, 7, &all[1]), RC_STALE, "Somebody changed");
    assert_int_equal(period_remove(cx, second), RC_OK);
    refused(cx, period_remove(cx, second), RC_MISSING, "");
    /* Where the calendar ends, so do the deadlines; the process does not. */
    test_script(cx, "UPDATE project SET starts_on = '2199-01-01', ends_on = '2199-12-31'");
    assert_int_equal(period_propose(cx, PROJECT, 5, &all, &n), RC_OK);
    assert_int_equal(n, 3);
    assert_int_equal(date_cmp(all[1].ends_on, date_make(2199, 10, 31)), 0);
    assert_int_equal(date_cmp(all[2].ends_on, date_make(2199, 12, 31)), 0);
    assert_int_equal(date_cmp(all[2].donor_due_on, all[2].ends_on), 0);
}
/* The donor waits 60 days for an interim report and three months for the final one; a contract may
 * say otherwise, and the steps before keep their share of the time. */
static void calendar(struct cx *cx)
{
    struct period_input *all;
    size_t n;
    int64_t id;
    begin(cx);
    assert_int_equal(period_propose(cx, PROJECT, 12, &all, &n), RC_OK);
    assert_int_equal(n, 2);
    assert_int_equal(date_cmp(all[0].books_closed_on, date_make(2008, 1, 10)), 0);
    assert_int_equal(date_cmp(all[0].partner_due_on, date_make(2008, 1, 20)), 0);
    assert_int_equal(date_cmp(all[0].donor_due_on, date_make(2008, 2, 29)), 0);
    assert_int_equal(date_cmp(all[1].donor_due_on, date_make(2009, 3, 31)), 0);
    assert_int_equal(date_cmp(all[1].partner_due_on, date_make(2009, 1, 30)), 0); /* 20/60 of 90 */
    assert_int_equal(rule_override_set(cx, PROJECT, "interim_report_days", "30", "SC 2", "agreed"),
                     RC_OK);
    assert_int_equal(rule_override_set(cx, PROJECT, "final_report_months", "6", "SC 2", "agreed"),
                     RC_OK);
    assert_int_equal(period_propose(cx, PROJECT, 12, &all, &n), RC_OK);
    assert_int_equal(date_cmp(all[0].donor_due_on, date_make(2008, 1, 30)), 0);
    assert_int_equal(date_cmp(all[0].partner_due_on, date_make(2008, 1, 10)), 0);
    assert_int_equal(date_cmp(all[1].donor_due_on, date_make(2009, 6, 30)), 0);
    for (size_t i = 0; i < n; i++) assert_int_equal(period_add(cx, PROJECT, &all[i], &id), RC_OK);
    refused(cx, rule_override_set(cx, PROJECT, "interim_report_days", "1000", "SC 2", "x"),
            RC_INVALID, "at most 999");
    /* nothing is reported on days outside the action */
    all[1].no = 3;
    all[1].starts_on = date_make(2009, 1, 1);
    all[1].ends_on = date_make(2009, 1, 5);
    refused(cx, period_add(cx, PROJECT, &all[1], &id), RC_INVALID, "The action ends on");
}
static void the_calendar_is_planned_back(void **state)
{
    (void)state;
    test_on_engines(calendar);
}

static void periods_follow_one_another(void **state)
{
    (void)state;
    test_on_engines(periods);
}

static void rests(struct cx *cx)
{
    int64_t component, activity, partner;
    begin(cx);
    refused(cx, component_add(cx, PROJECT, 0, "x", &component), RC_INVALID, "from 1");
    assert_int_equal(component_add(cx, PROJECT, 1, "Coordination", &component), RC_OK);
    refused(cx, component_add(cx, PROJECT, 1, "Again", &component), RC_INVALID, "already");
    component = test_count(cx, "SELECT id FROM component");
    struct activity_input a = { .component = component,
                                .partner = PARTNER_EHO,
                                .code = "A1",
                                .title = "Meeting",
                                .place = "Skopje",
                                .starts_on = date_make(2007, 2, 1),
                                .ends_on = date_make(2007, 2, 2),
                                .state = "planned" };
    assert_int_equal(activity_add(cx, PROJECT, &a, &activity), RC_OK);
    a.partner = PARTNER_ELSEWHERE; /* of another project */
    refused(cx, activity_change(cx, activity, 1, &a), RC_INVALID, "of this project");
    a.partner = PARTNER_EHO;
    a.state = "dreamt";
    refused(cx, activity_change(cx, activity, 1, &a), RC_INVALID, "planned");
    refused(cx, component_remove(cx, component), RC_CONFLICT, "activities belong");
    refused(cx, partner_remove(cx, PARTNER_EHO), RC_CONFLICT, "1 activities");
    assert_int_equal(activity_remove(cx, activity), RC_OK);
    assert_int_equal(component_remove(cx, component), RC_OK);
    assert_int_equal(partner_remove(cx, PARTNER_DA), RC_OK);
    const struct partner_input lead = { ORG_DA, "lead", "sq", "ALL" };
    refused(cx, partner_add(cx, PROJECT, &lead, &partner), RC_INVALID, "one only");
    const struct partner_input odd = { ORG_DA, "co_beneficiary", "sq", "DEM" };
    refused(cx, partner_add(cx, PROJECT, &odd, &partner), RC_INVALID, "currency");
    refused(cx, project_start(cx, PROJECT), RC_CONFLICT, "running already");
}
static void what_something_rests_on_stays(void **state)
{
    (void)state;
    test_on_engines(rests);
}

/* EHO has submitted its report of period 1, in which activity 70 is spoken of. */
static const char reported[] =
    "INSERT INTO component (id, project_id, no, title) VALUES (70, 1, 1, 'One');"
    "INSERT INTO period (id, project_id, no, starts_on, ends_on, books_closed_on, partner_due_on,"
    " review_due_on, consolidated_on, verified_on, donor_due_on) VALUES (70, 1, 1, '2007-01-01',"
    " '2007-06-30', '2007-07-10', '2007-07-15', '2007-07-20', '2007-07-25', '2007-07-30',"
    " '2007-08-29');"
    "INSERT INTO activity (id, project_id, component_id, partner_id, code, title, place, starts_on,"
    " ends_on, state) VALUES (70, 1, 70, 2, 'A1', 'Meeting', 'Skopje', '2007-02-01',"
    " '2007-02-02', 'planned');"
    "INSERT INTO partner_report (id, project_id, partner_id, period_id, state) VALUES (70, 1, 2,"
    " 70, 'submitted');"
    "INSERT INTO narrative (report_id, question, activity_id, from_version, body, written_at)"
    " VALUES (70, 'activity.done', 70, 1, 'We met.', '2007-07-01T00:00:00Z');";
static const char submitted[] =
    "INSERT INTO report_version (report_id, no, submitted_at, lines, eur, content_sha) VALUES (70,"
    " 1, '2007-07-14T00:00:00Z', 0, 0, '');";

static void what_reports_name(struct cx *cx)
{
    struct activity_input a = { .component = 70,
                                .partner = PARTNER_EHO,
                                .code = "A2",
                                .title = "Meeting",
                                .place = "Skopje",
                                .starts_on = date_make(2007, 2, 1),
                                .ends_on = date_make(2007, 2, 2),
                                .state = "planned" };
    const struct partner_input associate = { ORG_EHO, "associate", "sr", "RSD" };
    begin(cx);
    test_script(cx, reported);
    assert_int_equal(activity_change(cx, 70, 1, &a), RC_OK); /* nothing is submitted yet */
    test_script(cx, submitted);
    a.code = "A3";
    refused(cx, activity_change(cx, 70, 2, &a), RC_INVALID, "code (A2) and its partner stay");
    a.code = "A2";
    a.partner = PARTNER_DA;
    refused(cx, activity_change(cx, 70, 2, &a), RC_INVALID, "code (A2) and its partner stay");
    a.partner = PARTNER_EHO;
    a.title = "Meeting of all";
    assert_int_equal(activity_change(cx, 70, 2, &a), RC_OK);
    refused(cx, activity_remove(cx, 70), RC_CONFLICT, "Reports speak of this activity");
    refused(cx, partner_change(cx, PARTNER_EHO, 1, &associate), RC_INVALID, "has 1 reports");
    const struct partner_input other = { ORG_DA, "associate", "sq", "ALL" };
    assert_int_equal(partner_change(cx, PARTNER_DA, 1, &other), RC_OK);
}
static void what_submitted_reports_name_stays(void **state)
{
    (void)state;
    test_on_engines(what_reports_name);
}

static void trail_says_what_changed(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct cx cx;
    size_t n;
    cx_init(&cx, a);
    cx.locale = i18n_locale("en");
    const char *before = "{\"code\":\"A1\",\"title\":\"Old\",\"version\":1,\"note\":null}";
    const char *after = "{\"code\":\"A1\",\"title\":\"New\",\"version\":2,\"note\":null}";
    const struct trail_part *p = trail_differences(&cx, before, after, &n);
    assert_int_equal(n, 1);
    assert_string_equal(p[0].field, "title");
    assert_string_equal(p[0].before, "Old");
    assert_string_equal(p[0].after, "New");
    (void)trail_differences(&cx, NULL, after, &n);
    assert_int_equal(n, 2);
    (void)trail_differences(&cx, "not json", "[1]", &n);
    assert_int_equal(n, 0);
    assert_string_equal(trail_sentence(&cx, "activity.change", trail_name(&cx, before, after)),
                        "changed an activity: A1");
    assert_string_equal(trail_sentence(&cx, "thing.new", NULL), "thing.new");
    assert_true(trail_sensitive(&cx, "{\"is_sensitive\":true}"));
    assert_false(trail_sensitive(&cx, "{\"is_sensitive\":false}"));
    assert_false(trail_sensitive(&cx, NULL));
    arena_free(a);
}

static void add_entry(struct cx *cx, const char *after)
{
    const struct audit_entry e = { .action = "expenditure.add",
                                   .object_type = "expenditure",
                                   .object_id = 1,
                                   .project_id = PROJECT,
                                   .after = after };
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, audit_add(cx, &e)), RC_OK);
}

static void hides(struct cx *cx)
{
    struct people p;
    struct browser lead = { 0 }, auditor = { 0 };
    site_setup();
    people_make(cx, &p);
    add_entry(cx, "{\"description\":\"Salary of N. N.\",\"is_sensitive\":true}");
    add_entry(cx, "{\"description\":\"Bus ticket\",\"is_sensitive\":false}");
    site_sign_in(cx, &lead, p.account[ROLE_LEAD_COORDINATOR]);
    site_sign_in(cx, &auditor, p.account[ROLE_AUDITOR]);
    static const char *const paths[] = { "/p/1/audit", "/p/1/audit.csv", "/api/v1/p/1/audit" };
    for (size_t i = 0; i < 3; i++) {
        struct answer a = site_get(cx, &lead, paths[i]);
        assert_int_equal(a.status, 200);
        assert_shows(a, "Bus ticket");
        assert_hides(a, "Salary of");
        a = site_get(cx, &auditor, paths[i]);
        assert_shows(a, "Salary of");
    }
}
static void trail_hides_what_is_sensitive(void **state)
{
    (void)state;
    test_on_engines(hides);
}

TESTS(project, cmocka_unit_test(periods_follow_one_another),
      cmocka_unit_test(the_calendar_is_planned_back),
      cmocka_unit_test(what_something_rests_on_stays),
      cmocka_unit_test(what_submitted_reports_name_stays),
      cmocka_unit_test(trail_says_what_changed), cmocka_unit_test(trail_hides_what_is_sensitive));

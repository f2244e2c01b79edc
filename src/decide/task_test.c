/* SPDX-License-Identifier: EUPL-1.2 */
/* task_test.c — whose a task is, who hears of it, and reminders that come once. */
#include "decide/task.h"

#include "account/viewer.h"
#include "decide/task_sql.h"
#include "tests/engine.h"
#include "tests/people.h"
#include "tests/site.h"
#include "tests/t.h"

static struct people people;

static void begin(struct cx *cx)
{
    site_setup();
    people_make(cx, &people);
    people_sign_in(cx, people.account[ROLE_LEAD_COORDINATOR]);
}

static int64_t give(struct cx *cx, int64_t organisation, int64_t account, date due)
{
    int64_t id = 0;
    const struct task_input in = {
        .title = "Sign", .organisation = organisation, .account = account, .due_on = due
    };
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, task_add(cx, PROJECT, &in, &id)), RC_OK);
    return id;
}

static int64_t told(struct cx *cx, const char *cause, int64_t account)
{
    return test_count(cx, arena_printf(cx->arena,
                                       "SELECT COUNT(*) FROM mail WHERE cause = '%s' AND"
                                       " account_id = %lld",
                                       cause, (long long)account));
}

static enum rc finish(struct cx *cx, int64_t id, int64_t version)
{
    cx->problems = (struct problems){ 0 };
    return task_finish(cx, id, version, "Signed.");
}

static void is_its_owners(struct cx *cx)
{
    begin(cx);
    const int64_t eho = people.account[ROLE_PARTNER_COORDINATOR];
    const int64_t da = people_add(cx, "da@example.org", ROLE_PARTNER_COORDINATOR, PROJECT, ORG_DA);
    const int64_t id = give(cx, 0, eho, DATE_NONE);
    struct task_get_row t;
    assert_int_equal(task_get(cx, id, &t), RC_OK);
    assert_int_equal(t.organisation, ORG_EHO);
    assert_int_equal(told(cx, "task.give", eho), 1);
    people_sign_in(cx, da);
    assert_int_equal(finish(cx, id, 1), RC_DENIED);
    people_sign_in(cx, eho);
    assert_int_equal(finish(cx, id, 7), RC_STALE);
    assert_int_equal(task_finish(cx, id, 1, ""), RC_INVALID);
    assert_int_equal(finish(cx, id, 1), RC_OK);
    assert_int_equal(finish(cx, id, 2), RC_CONFLICT);
    /* Who gave it hears; who did it knows. */
    assert_int_equal(told(cx, "task.done", people.account[ROLE_LEAD_COORDINATOR]), 1);
    assert_int_equal(told(cx, "task.done", eho), 0);
    assert_int_equal(task_reopen(cx, id, 2), RC_OK);
    assert_int_equal(task_get(cx, id, &t), RC_OK);
    assert_string_equal(t.outcome, "Signed.");
    /* Handed on, the next one is told, once. */
    const struct task_input in = { .title = "Sign", .account = da, .due_on = DATE_NONE };
    assert_int_equal(task_change(cx, id, 3, &in), RC_OK);
    assert_int_equal(told(cx, "task.give", da), 1);
    people_sign_in(cx, people.account[ROLE_LEAD_COORDINATOR]);
    assert_int_equal(task_change(cx, id, 4, &in), RC_OK);
    assert_int_equal(told(cx, "task.give", da), 1);
    /* One that nobody has is anybody's. */
    const int64_t open = give(cx, 0, 0, DATE_NONE);
    people_sign_in(cx, da);
    assert_int_equal(finish(cx, open, 1), RC_OK);
}

static enum rc try(struct cx *cx, const struct task_input *in)
{
    int64_t id;
    cx->problems = (struct problems){ 0 };
    assert_int_equal(db_begin(cx), RC_OK);
    return db_end(cx, task_add(cx, PROJECT, in, &id));
}

static void is_of_the_project(struct cx *cx)
{
    begin(cx);
    assert_int_equal(try(cx, &(struct task_input){ .title = "X", .organisation = ORG_CNVOS }),
                     RC_INVALID);
    assert_int_equal(try(cx, &(struct task_input){ .title = "X", .account = 9999 }), RC_INVALID);
    assert_int_equal(try(cx, &(struct task_input){ .title = "" }), RC_INVALID);
    struct task_input in = { .title = "X", .organisation = ORG_DA, .due_on = DATE_NONE };
    assert_int_equal(try(cx, &in), RC_OK);
    in.due_on = date_add(date_of_stamp(cx->now), -2);
    assert_int_equal(try(cx, &in), RC_INVALID);
}

static void remind_at(struct cx *cx, date day)
{
    const struct viewer *was = cx->viewer;
    cx->now = (stamp)day.day * 86400 + 3600;
    cx->viewer = viewer_system(cx, "Kolo");
    for (int i = 0; i < 2; i++) assert_int_equal(due_all(cx, &task_remind_due), RC_OK);
    cx->viewer = was;
}

static void reminds_once_a_date(struct cx *cx)
{
    begin(cx);
    const int64_t eho = people.account[ROLE_PARTNER_COORDINATOR];
    const date due = date_add(date_of_stamp(cx->now), 30);
    const int64_t id = give(cx, ORG_EHO, 0, due);
    remind_at(cx, date_add(due, -4));
    assert_int_equal(told(cx, "task.soon", eho), 0);
    remind_at(cx, date_add(due, -3));
    assert_int_equal(told(cx, "task.soon", eho), 1);
    struct task_soon_rows left;
    assert_int_equal(task_soon(cx, date_add(due, -3), due, &left), RC_OK);
    assert_int_equal(left.n, 0);
    remind_at(cx, date_add(due, -1));
    remind_at(cx, due);
    assert_int_equal(told(cx, "task.soon", eho), 1);
    assert_int_equal(told(cx, "task.late", eho), 0);
    remind_at(cx, date_add(due, 1));
    remind_at(cx, date_add(due, 9));
    assert_int_equal(told(cx, "task.late", eho), 1);
    /* Another date is another reminder. */
    const struct task_input later = { .title = "Sign",
                                      .organisation = ORG_EHO,
                                      .due_on = date_add(due, 20) };
    assert_int_equal(task_change(cx, id, 1, &later), RC_OK);
    remind_at(cx, date_add(due, 18));
    assert_int_equal(told(cx, "task.soon", eho), 2);
    assert_int_equal(finish(cx, id, 2), RC_OK);
    remind_at(cx, date_add(due, 40));
    assert_int_equal(told(cx, "task.late", eho), 1);
}

static void owners(void **state)
{
    (void)state;
    test_on_engines(is_its_owners);
}

static void of_project(void **state)
{
    (void)state;
    test_on_engines(is_of_the_project);
}

static void reminders(void **state)
{
    (void)state;
    test_on_engines(reminds_once_a_date);
}

TESTS(tasks, cmocka_unit_test(owners), cmocka_unit_test(of_project), cmocka_unit_test(reminders));

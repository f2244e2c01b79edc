/* SPDX-License-Identifier: EUPL-1.2 */
/* due_test.c — the thread runs, and two servers do not both do what is due. */
#include "app/due.h"

#include "app/due_sql.h"
#include "base/clock.h"
#include "tests/engine.h"
#include "tests/t.h"

#include <stdatomic.h>
#include <time.h>

static void only_one_takes_it(struct cx *cx)
{
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(due_known(cx, "test.once"), RC_OK);
    assert_int_equal(due_known(cx, "test.once"), RC_OK);
    assert_int_equal(due_take(cx, "test.once", cx->now, cx->now - 60), RC_OK);
    assert_int_equal(db_end(cx, RC_OK), RC_OK);
    struct cx *other = test_peer(cx);
    other->now = cx->now + 30;
    assert_int_equal(db_begin(other), RC_OK);
    assert_int_equal(due_take(other, "test.once", other->now, other->now - 60), RC_STALE);
    assert_int_equal(db_end(other, RC_STALE), RC_STALE);
    other->now = cx->now + 60;
    assert_int_equal(db_begin(other), RC_OK);
    assert_int_equal(due_take(other, "test.once", other->now, other->now - 60), RC_OK);
    assert_int_equal(db_end(other, RC_OK), RC_OK);
}

static atomic_int steps;
static int count_step(struct cx *cx, void *p)
{
    assert_non_null(cx->db);
    assert_ptr_equal(p, &steps);
    return atomic_fetch_add(&steps, 1) < 2 ? 0 : 3600;
}

static void wait_for(int n)
{
    const struct timespec moment = { .tv_nsec = 2000000 };
    for (int i = 0; i < 2000 && atomic_load(&steps) < n; i++) nanosleep(&moment, NULL);
    assert_int_equal(atomic_load(&steps), n);
}

static void a_worker_steps_rests_wakes_and_stops(struct cx *cx)
{
    atomic_store(&steps, 0);
    struct worker *w = worker_start(db_url(cx->db), count_step, &steps, "a test");
    assert_non_null(w);
    wait_for(3);
    worker_wake(w);
    wait_for(4);
    worker_stop(w);
    assert_int_equal(atomic_load(&steps), 4);
}

static void two_servers(void **state)
{
    (void)state;
    test_on_engines(only_one_takes_it);
}
static void the_thread(void **state)
{
    (void)state;
    test_on_engines(a_worker_steps_rests_wakes_and_stops);
}

TESTS(due, cmocka_unit_test(two_servers), cmocka_unit_test(the_thread));

/* SPDX-License-Identifier: EUPL-1.2 */
/* due_test.c — the thread runs, two servers do not both do what is due, and what fails hinders
 * nothing else. */
#include "store/due.h"

#include "base/clock.h"
#include "store/due_sql.h"
#include "store/worker.h"
#include "tests/engine.h"
#include "tests/t.h"

#include <stdatomic.h>
#include <string.h>
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

/* ---- one that fails -------------------------------------------------------------------------- */

enum { THINGS = 4, BROKEN = 2 };
static int done[THINGS + 1];
static bool mended;

static enum rc list(struct cx *cx, struct due_keys *out)
{
    for (int64_t key = 1; key <= THINGS; key++)
        if (!done[key]) due_key(cx, out, key);
    return RC_OK;
}

/* What one wrote before it failed is not kept. */
static enum rc one(struct cx *cx, int64_t key)
{
    enum rc rc = due_known(cx, arena_printf(cx->arena, "test.thing %lld", (long long)key));
    if (!rc && key == BROKEN && !mended) return refuse(cx, RC_CONFLICT, "Its key is lost.");
    if (!rc) done[key]++;
    return rc;
}

static const struct due things = { "test.things", 60, list, one };

static int64_t written(struct cx *cx)
{
    return test_count(cx, "SELECT COUNT(*) FROM due WHERE name LIKE 'test.thing %'");
}

static void one_that_fails_hinders_no_other(struct cx *cx)
{
    memset(done, 0, sizeof done);
    mended = false;
    assert_int_equal(due_all(cx, &things), RC_CONFLICT);
    assert_null(cx->problems.first);
    for (int key = 1; key <= THINGS; key++) assert_int_equal(done[key], key != BROKEN);
    assert_int_equal(written(cx), THINGS - 1);
    mended = true;
    assert_int_equal(due_run(cx, &things), RC_OK);
    assert_int_equal(done[BROKEN], 1);
    assert_int_equal(written(cx), THINGS);
    /* It has just looked. */
    done[1] = 0;
    assert_int_equal(due_run(cx, &things), RC_OK);
    assert_int_equal(done[1], 0);
    cx->now += 60;
    assert_int_equal(due_run(cx, &things), RC_OK);
    assert_int_equal(done[1], 1);
}

/* ---- the thread ------------------------------------------------------------------------------ */

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
static void alone(void **state)
{
    (void)state;
    test_on_engines(one_that_fails_hinders_no_other);
}
static void the_thread(void **state)
{
    (void)state;
    test_on_engines(a_worker_steps_rests_wakes_and_stops);
}

TESTS(due, cmocka_unit_test(two_servers), cmocka_unit_test(alone), cmocka_unit_test(the_thread));

/* SPDX-License-Identifier: EUPL-1.2 */
/* db_fault_test.c — what goes wrong outside: sessions that die, locks that are not to be had, many
 * writers at once, a pooler between, and a failure injected at every single call.
 */
#include "store/db.h"
#include "tests/engine.h"
#include "tests/t.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

TEST_STMT(thing_add, DB_EXEC, true, "i", "", "INSERT INTO thing (n) VALUES ($1)");
TEST_STMT(thing_new, DB_INSERT, true, "i", "i", "INSERT INTO thing (n) VALUES ($1) RETURNING id");
TEST_STMT(thing_up, DB_CHANGE, true, "i", "", "UPDATE thing SET n = n + 1 WHERE id = $1");
TEST_STMT(thing_count, DB_ONE, false, "", "i", "SELECT count(*) FROM thing");
TEST_STMT(thing_all, DB_EACH, false, "", "i", "SELECT n FROM thing ORDER BY n");
TEST_STMT(session, DB_ONE, false, "", "i", "SELECT pg_backend_pid()");
TEST_STMT(kill_session, DB_ONE, false, "i", "i",
          "SELECT CASE WHEN pg_terminate_backend(CAST($1 AS INTEGER), 5000) THEN 1 ELSE 0 END");

static const char schema[] = "CREATE TABLE thing (id @id@, n BIGINT NOT NULL, "
                             "CONSTRAINT thing_n UNIQUE (n));";

static enum rc one(struct cx *cx, const struct db_stmt *s, int64_t n)
{
    const struct db_value v[] = { db_i(n) };
    return test_run(cx, s, v, NULL);
}

static int64_t number(struct cx *cx, const struct db_stmt *s)
{
    int64_t n = -1;
    assert_int_equal(test_run(cx, s, NULL, &n), RC_OK);
    return n;
}

static enum rc read_all(struct cx *cx)
{
    struct db_cursor c;
    bool more = false;
    enum rc rc = db_start(cx, &thing_all, NULL, &c);
    while (!rc && (rc = db_next(cx, &c, &more)) == RC_OK && more) continue;
    enum rc end = db_finish(cx, &c);
    return rc ? rc : end;
}

/* ---- a failure at every call ---- */

/* Adds three rows and reads, with a bulk and a stream: what can fail, fails once. */
static enum rc work(struct cx *cx)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = one(cx, &thing_new, 1);
    if (!rc) rc = db_bulk_begin(cx);
    if (!rc) rc = one(cx, &thing_add, 2);
    if (!rc) rc = one(cx, &thing_add, 3);
    if (!rc) rc = db_bulk_end(cx);
    if (!rc) rc = read_all(cx);
    return db_end(cx, rc);
}

static void every_call(struct cx *cx)
{
    enum rc rc = RC_FAIL;
    int64_t n = 0;
    test_script(cx, schema);
    test_quiet(true);
    while (rc && n < 100) {
        db_fail_after(cx->db, ++n);
        rc = work(cx);
        db_fail_after(cx->db, 0);
        assert_true(rc == RC_OK || rc == RC_BUSY || rc == RC_FAIL);
        assert_false(db_in_write(cx->db));
        assert_int_equal(number(cx, &thing_count), rc ? 0 : 3);
        assert_int_equal(read_all(cx), RC_OK);
    }
    test_quiet(false);
    assert_true(n > 8 && n < 100);
}

static void nothing_is_left_half_done(void **state)
{
    (void)state;
    test_on_engines(every_call);
}

/* ---- sessions that die ---- */

static void kill_of(struct cx *cx, struct cx *killer)
{
    struct cx look = *cx;
    int64_t killed = 0;
    const struct db_value v[] = { db_i(number(&look, &session)) };
    assert_int_equal(test_run(killer, &kill_session, v, &killed), RC_OK);
    assert_int_equal(killed, 1);
}

static void dying(struct cx *cx)
{
    if (db_engine(cx->db) == DB_SQLITE) return;
    struct cx *killer = test_peer(cx);
    test_script(cx, schema);
    test_quiet(true);
    kill_of(cx, killer); /* between requests: the next one does not even notice */
    assert_int_equal(number(cx, &thing_count), 0);
    kill_of(cx, killer);
    assert_int_equal(read_all(cx), RC_OK);
    kill_of(cx, killer);
    assert_int_equal(db_ping(cx), RC_OK);
    kill_of(cx, killer);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(one(cx, &thing_add, 1), RC_OK);
    kill_of(cx, killer); /* within one: it is told, and nothing remains */
    assert_int_equal(one(cx, &thing_add, 2), RC_BUSY);
    assert_int_equal(one(cx, &thing_add, 3), RC_FAIL);
    assert_int_equal(db_end(cx, RC_OK), RC_BUSY);
    assert_int_equal(number(cx, &thing_count), 0);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(one(cx, &thing_add, 1), RC_OK);
    kill_of(cx, killer); /* at the commit: nobody can know, so it must not be tried again */
    assert_int_equal(db_end(cx, RC_OK), RC_FAIL);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_bulk_begin(cx), RC_OK);
    kill_of(cx, killer);
    enum rc rc = RC_OK;
    for (int64_t i = 0; i < 1000 && !rc; i++) rc = one(cx, &thing_add, 10 + i);
    assert_int_equal(db_end(cx, rc), RC_BUSY);
    test_quiet(false);
    assert_int_equal(number(cx, &thing_count), 0);
}

static void a_lost_session_is_replaced(void **state)
{
    (void)state;
    test_on_engines(dying);
}

/* A deployment may change tables below sessions that have statements prepared on them. */
static void changed_below(struct cx *cx)
{
    struct cx *other = test_peer(cx);
    TEST_STMT(wide, DB_MANY, false, "", "ii", "SELECT id, n FROM thing");
    test_script(cx, schema);
    assert_int_equal(test_run(cx, &wide, NULL, NULL), RC_OK);
    if (db_engine(cx->db) == DB_POSTGRES)
        test_script(other, "ALTER TABLE thing ALTER COLUMN n TYPE integer");
    else
        test_script(other, "ALTER TABLE thing ADD COLUMN more TEXT");
    test_quiet(true);
    enum rc rc = db_begin_read(cx);
    if (!rc) rc = test_run(cx, &wide, NULL, NULL);
    rc = db_end(cx, rc);
    assert_true(rc == RC_OK || rc == RC_BUSY);
    test_quiet(false);
    assert_int_equal(test_run(cx, &wide, NULL, NULL), RC_OK);
}

static void a_changed_table_needs_no_restart(void **state)
{
    (void)state;
    test_on_engines(changed_below);
}

static void without_prepared(struct cx *cx)
{
    if (db_engine(cx->db) == DB_SQLITE) return;
    char url[600];
    snprintf(url, sizeof url, "%s&prepare=off", db_url(cx->db));
    struct cx *pooled = test_peer_at(url);
    test_script(pooled, schema);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(work(pooled), i ? RC_CONFLICT : RC_OK);
        assert_int_equal(number(pooled, &thing_count), 3);
        assert_int_equal(read_all(pooled), RC_OK);
    }
    assert_int_equal(
        test_count(pooled, "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'k%'"), 0);
}

static void prepared_statements_can_be_off(void **state)
{
    (void)state;
    test_on_engines(without_prepared);
}

/* ---- many at once ---- */

enum { WRITERS = 4, TIMES = 50 };

static void *writer(void *p)
{
    struct cx *cx = p;
    for (int i = 0; i < TIMES; i++) {
        enum rc rc = db_begin(cx);
        if (!rc) rc = one(cx, &thing_up, 1);
        rc = db_end(cx, rc);
        if (rc) return p;
    }
    return NULL;
}

static void crowded(struct cx *cx)
{
    pthread_t t[WRITERS];
    void *failed = NULL;
    test_script(cx, schema);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(one(cx, &thing_add, 0), RC_OK);
    assert_int_equal(db_end(cx, RC_OK), RC_OK);
    for (int i = 0; i < WRITERS; i++)
        assert_int_equal(pthread_create(&t[i], NULL, writer, test_peer(cx)), 0);
    for (int i = 0; i < WRITERS; i++) {
        assert_int_equal(pthread_join(t[i], &failed), 0);
        assert_null(failed);
    }
    assert_int_equal(test_count(cx, "SELECT n FROM thing"), WRITERS * TIMES);
}

static void writers_wait_for_each_other(void **state)
{
    (void)state;
    test_on_engines(crowded);
}

/* SQLite's five seconds are really waited; PostgreSQL's, a session option, are made shorter. */
static void not_forever(struct cx *cx)
{
    char url[600];
    bool lite = db_engine(cx->db) == DB_SQLITE;
    snprintf(url, sizeof url, "%s%s", db_url(cx->db), lite ? "" : "&options=-clock_timeout%3D200");
    struct cx *other = test_peer_at(url);
    test_script(cx, schema);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(one(cx, &thing_add, 1), RC_OK);
    test_quiet(true);
    enum rc rc = db_begin(other);
    if (!rc) rc = one(other, &thing_add, 1); /* PostgreSQL waits here, SQLite above */
    assert_int_equal(db_end(other, rc), RC_BUSY);
    test_quiet(false);
    assert_int_equal(db_end(cx, RC_OK), RC_OK);
    assert_int_equal(db_begin(other), RC_OK);
    assert_int_equal(one(other, &thing_add, 2), RC_OK);
    assert_int_equal(db_end(other, RC_OK), RC_OK);
}

static void nobody_waits_longer_than_five_seconds(void **state)
{
    (void)state;
    test_on_engines(not_forever);
}

TESTS(db_fault, cmocka_unit_test(nothing_is_left_half_done),
      cmocka_unit_test(a_lost_session_is_replaced),
      cmocka_unit_test(a_changed_table_needs_no_restart),
      cmocka_unit_test(prepared_statements_can_be_off),
      cmocka_unit_test(writers_wait_for_each_other),
      cmocka_unit_test(nobody_waits_longer_than_five_seconds));

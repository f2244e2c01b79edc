/* SPDX-License-Identifier: EUPL-1.2 */
/* db_stream_test.c — many rows: streams that leave memory flat and let other statements run, and
 * bulk writes whose failures still stop the transaction.
 */
#include "tests/engine.h"
#include "tests/t.h"

#include <stdio.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { ROWS = 30000, FLAT_KIB = 1 << 20 }; /* freed memory stays with the sanitizer */
#else
enum { ROWS = 1000000, FLAT_KIB = 8 * 1024 };
#endif

TEST_STMT(series, DB_EACH, false, "i", "it",
          "WITH RECURSIVE s (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM s "
          "WHERE i < $1) SELECT i, 'row number ' || CAST(i AS TEXT) FROM s WHERE $1 > 0");
TEST_STMT(thing_add, DB_EXEC, true, "it", "", "INSERT INTO thing (n, name) VALUES ($1, $2)");
TEST_STMT(thing_new, DB_INSERT, true, "it", "i",
          "INSERT INTO thing (n, name) VALUES ($1, $2) RETURNING id");
TEST_STMT(thing_rename, DB_CHANGE, true, "it", "", "UPDATE thing SET name = $2 WHERE n = $1");
TEST_STMT(thing_count, DB_ONE, false, "", "i", "SELECT count(*) FROM thing");
TEST_STMT(thing_sum, DB_ONE, false, "", "i",
          "SELECT CAST(COALESCE(sum(n), 0) AS BIGINT) FROM thing");

static const char schema[] = "CREATE TABLE thing (id @id@, n BIGINT NOT NULL CHECK (n <> 13), "
                             "name TEXT NOT NULL, CONSTRAINT thing_n UNIQUE (n));";

static int64_t resident_kib(void)
{
    char line[128] = "";
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f || !fgets(line, sizeof line, f)) fail_msg("/proc/self/statm cannot be read");
    fclose(f);
    int64_t pages = 0;
    str rest = str_of(line);
    (void)str_cut(&rest, ' ');
    assert_true(str_int64(str_cut(&rest, ' '), &pages));
    return pages * 4;
}

static enum rc one(struct cx *cx, const struct db_stmt *s, int64_t n, const char *name,
                   int64_t *first)
{
    const struct db_value v[] = { db_i(n), db_t(name) };
    return test_run(cx, s, v, first);
}

static int64_t number(struct cx *cx, const struct db_stmt *s)
{
    int64_t n = -1;
    assert_int_equal(test_run(cx, s, NULL, &n), RC_OK);
    return n;
}

/* ---- streams ---- */

static void long_stream(struct cx *cx)
{
    const struct db_value v[] = { db_i(ROWS) };
    struct db_cursor c;
    bool more;
    int64_t n = 0, begun = 0;
    assert_int_equal(db_start(cx, &series, v, &c), RC_OK);
    while (db_next(cx, &c, &more) == RC_OK && more) {
        struct arena_mark mark = arena_mark(cx->arena);
        assert_true(db_int(&c, 0) == ++n);
        assert_non_null(db_text(cx, &c, 1));
        arena_rewind(cx->arena, mark);
        if (n == 1000) begun = resident_kib();
    }
    assert_true(resident_kib() - begun < FLAT_KIB);
    assert_int_equal(db_finish(cx, &c), RC_OK);
    assert_true(n == ROWS);
}

static void a_million_rows_need_no_memory(void **state)
{
    (void)state;
    test_on_engines(long_stream);
}

/* Lengths around the size of a batch, and an end before the rows are over. */
static void lengths(struct cx *cx)
{
    static const int64_t lengths[] = { 0, 1, 49, 50, 51, 2049, 2050, 2051, 4050, 4051 };
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        const struct db_value v[] = { db_i(lengths[i]) };
        struct db_cursor c;
        bool more = true;
        int64_t n = 0;
        assert_int_equal(db_start(cx, &series, v, &c), RC_OK);
        while (db_next(cx, &c, &more) == RC_OK && more) n++;
        assert_int_equal(db_next(cx, &c, &more), RC_OK); /* the end stays the end */
        assert_false(more);
        assert_int_equal(db_finish(cx, &c), RC_OK);
        assert_int_equal(n, lengths[i]);
        assert_int_equal(db_start(cx, &series, v, &c), RC_OK);
        if (n > 0) assert_int_equal(db_next(cx, &c, &more), RC_OK);
        assert_int_equal(db_finish(cx, &c), RC_OK);
    }
}

static void streams_of_any_length_end(void **state)
{
    (void)state;
    test_on_engines(lengths);
}

static int64_t sum_of(struct cx *cx, int64_t upto, int depth)
{
    const struct db_value v[] = { db_i(upto) };
    struct db_cursor c;
    bool more;
    int64_t sum = 0;
    assert_int_equal(db_start(cx, &series, v, &c), RC_OK);
    while (db_next(cx, &c, &more) == RC_OK && more) {
        sum += db_int(&c, 0);
        if (depth > 0) sum += sum_of(cx, 3, depth - 1);
    }
    assert_int_equal(db_finish(cx, &c), RC_OK);
    return sum;
}

/* A stream within a stream of the same statement, outside and inside a transaction, with writes. */
static void interleaved(struct cx *cx)
{
    const struct db_value v[] = { db_i(1200) };
    struct db_cursor c;
    bool more;
    test_script(cx, schema);
    assert_int_equal(sum_of(cx, 2, 2), 3 + 2 * (6 + 3 * 6));
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_start(cx, &series, v, &c), RC_OK);
    while (db_next(cx, &c, &more) == RC_OK && more) {
        assert_int_equal(one(cx, &thing_add, 100 + db_int(&c, 0), "x", NULL), RC_OK);
        assert_int_equal(number(cx, &thing_count), c.row);
    }
    assert_int_equal(db_finish(cx, &c), RC_OK);
    assert_int_equal(sum_of(cx, 2, 1), 3 + 2 * 6);
    assert_int_equal(db_end(cx, RC_OK), RC_OK);
    assert_int_equal(number(cx, &thing_count), 1200);
}

static void other_statements_run_meanwhile(void **state)
{
    (void)state;
    test_on_engines(interleaved);
}

static void failing_inside(struct cx *cx)
{
    const struct db_value v[] = { db_i(1200) };
    struct db_cursor c;
    bool more;
    test_script(cx, schema);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_start(cx, &series, v, &c), RC_OK);
    assert_int_equal(db_next(cx, &c, &more), RC_OK);
    assert_int_equal(one(cx, &thing_add, 1, "x", NULL), RC_OK);
    assert_int_equal(one(cx, &thing_add, 1, "x", NULL), RC_CONFLICT);
    assert_int_equal(db_next(cx, &c, &more), RC_FAIL);
    assert_false(more);
    assert_int_equal(db_finish(cx, &c), RC_FAIL);
    assert_int_equal(db_end(cx, RC_OK), RC_CONFLICT);
    assert_int_equal(number(cx, &thing_count), 0);
    assert_int_equal(sum_of(cx, 3, 0), 6);
}

static void a_failure_ends_the_stream(void **state)
{
    (void)state;
    test_on_engines(failing_inside);
}

/* ---- bulk ---- */

static void bulk(struct cx *cx)
{
    enum { N = 1000 };
    test_script(cx, schema);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_bulk_begin(cx), RC_OK);
    for (int64_t i = 0; i < N; i++) {
        assert_int_equal(one(cx, &thing_add, 100 + i, "bulk", NULL), RC_OK);
        if (i == 300) assert_int_equal(number(cx, &thing_count), 301); /* waits for the rest */
        if (i == 400) assert_int_equal(sum_of(cx, 3, 1), 6 + 3 * 6);   /* a stream as well */
    }
    int64_t id = 0, n = 0;
    assert_int_equal(one(cx, &thing_new, 1, "with an id", &id), RC_OK);
    assert_int_equal(id, N + 1);
    assert_int_equal(one(cx, &thing_rename, 1, "changed", &n), RC_OK);
    assert_int_equal(n, 1);
    assert_int_equal(one(cx, &thing_rename, -1, "changed", &n), RC_OK);
    assert_int_equal(n, 0);
    assert_int_equal(one(cx, &thing_add, 2, "last", NULL), RC_OK);
    assert_int_equal(db_bulk_end(cx), RC_OK);
    assert_int_equal(one(cx, &thing_add, 3, "after", NULL), RC_OK);
    assert_int_equal(db_end(cx, RC_OK), RC_OK);
    assert_int_equal(number(cx, &thing_count), N + 3);
    assert_int_equal(number(cx, &thing_sum), 100 * N + N * (N - 1) / 2 + 6);
}

static void bulk_writes_arrive(void **state)
{
    (void)state;
    test_on_engines(bulk);
}

/* Whenever it shows, it shows before the commit, and nothing stays. */
static void bulk_conflict(struct cx *cx)
{
    static const int at[] = { 1, 255, 256, 257, 599 };
    test_script(cx, schema);
    for (size_t k = 0; k < sizeof at / sizeof *at; k++) {
        enum rc rc = db_begin(cx);
        assert_int_equal(rc, RC_OK);
        rc = db_bulk_begin(cx);
        for (int i = 0; i < 600 && !rc; i++)
            rc = one(cx, &thing_add, i == at[k] ? 1000 : 1000 + i, "bulk", NULL);
        assert_true(rc == RC_OK || rc == RC_CONFLICT);
        assert_int_equal(db_end(cx, rc), RC_CONFLICT); /* an open bulk is ended */
        assert_int_equal(number(cx, &thing_count), 0);
    }
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_bulk_begin(cx), RC_OK);
    assert_int_equal(one(cx, &thing_add, 1, "good", NULL), RC_OK);
    assert_int_equal(db_end(cx, RC_OK), RC_OK);
    assert_int_equal(number(cx, &thing_count), 1);
}

static void a_bulk_write_that_fails_takes_all_with_it(void **state)
{
    (void)state;
    test_on_engines(bulk_conflict);
}

TESTS(db_stream, cmocka_unit_test(a_million_rows_need_no_memory),
      cmocka_unit_test(streams_of_any_length_end), cmocka_unit_test(other_statements_run_meanwhile),
      cmocka_unit_test(a_failure_ends_the_stream), cmocka_unit_test(bulk_writes_arrive),
      cmocka_unit_test(a_bulk_write_that_fails_takes_all_with_it));

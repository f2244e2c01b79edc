/* SPDX-License-Identifier: EUPL-1.2 */
/* engine.h — runs a test on SQLite and, where KOLO_TEST_PG holds the address of a private cluster,
 * on PostgreSQL too: each time on a fresh database of its own, removed afterwards.
 *
 *     static void keeps(struct cx *cx) { … assert_int_equal(db_begin(cx), RC_OK); … }
 *     static void it_keeps(void **state) { (void)state; test_on_engines(keeps); }
 */
#ifndef KOLO_TESTS_ENGINE_H
#define KOLO_TESTS_ENGINE_H

#include "base/cx.h"
#include "store/db.h"

/** test_on_engines(fn): ${fn} gets a migrated, empty database. test_on_bare_engines: one without
 * any schema. When an assertion ends ${fn} early, the next call says on which engine, and tidies.
 */
void test_on_engines(void (*fn)(struct cx *cx));
void test_on_bare_engines(void (*fn)(struct cx *cx));
/** test_peer(cx): another connection to the same database, with an arena of its own; closed with
 * the database. test_peer_at(cx, url): the same to ${url}. */
struct cx *test_peer(const struct cx *cx);
struct cx *test_peer_at(const char *url);
/** test_quiet(on): log lines that a test provokes are thrown away. */
void test_quiet(bool on);
/** test_script(cx, sql): DDL in a transaction of its own; asserts. */
void test_script(struct cx *cx, const char *sql);
/** TEST_STMT(name, mode, writes, params, columns, sql): a statement of the test file's own;
 * no audit entry is asked for what it writes. */
#define TEST_STMT(id, m, w, p, c, text)                  \
    static const struct db_stmt id = { .name = #id,      \
                                       .file = __FILE__, \
                                       .sql = text,      \
                                       .params = p,      \
                                       .columns = c,     \
                                       .writes = w,      \
                                       .unaudited = w,   \
                                       .mode = m }
/** test_run(cx, s, v, first): runs it whole; *first (may be NULL) is the first column of the first
 * row, or without columns how many rows were hit. */
enum rc test_run(struct cx *cx, const struct db_stmt *s, const struct db_value *v,
                 int64_t *first) MUST_USE;
/** test_aborts(cx, fn): runs ${fn} in a child; true when it ended as a bug does. */
bool test_aborts(struct cx *cx, void (*fn)(struct cx *cx));
/** test_count(cx, sql): the first column of the first row; asserts. For looking, not for rules. */
int64_t test_count(struct cx *cx, const char *sql);

#endif

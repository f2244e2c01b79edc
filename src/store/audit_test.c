/* SPDX-License-Identifier: EUPL-1.2 */
/* audit_test.c — entries come with the change or not at all, and whoever tampers is found. */
#include "store/audit.h"

#include "base/rand.h"
#include "store/audit_sql.h"
#include "tests/engine.h"
#include "tests/t.h"

#include <pthread.h>
#include <stdio.h>

static const struct audit_entry entry = {
    .action = "thing.change",
    .object_type = "thing",
    .object_id = 7,
    .project_id = 3,
    .before = "{\"name\":\"old\"}",
    .after = "{\"name\":\"new\"}",
};

static enum rc add(struct cx *cx, int64_t n)
{
    enum rc rc = db_begin(cx);
    for (int64_t i = 0; i < n && !rc; i++) {
        struct audit_entry e = entry;
        e.object_id = i;
        if (i % 3 == 0) e.before = NULL;
        rc = audit_add(cx, &e);
    }
    return db_end(cx, rc);
}

static void verdict(struct cx *cx, int64_t entries, int64_t bad, const char *trouble)
{
    struct audit_verdict v;
    assert_int_equal(audit_verify(cx, &v), RC_OK);
    assert_int_equal(v.bad_seq, bad);
    if (trouble) {
        assert_non_null(v.trouble);
        assert_string_equal(v.trouble, trouble);
    } else {
        assert_null(v.trouble);
        assert_int_equal(v.entries, entries);
    }
}

static void appended(struct cx *cx)
{
    struct audit_page_rows rows;
    struct audit_of_object_rows of;
    verdict(cx, 0, 0, NULL);
    assert_int_equal(add(cx, 1), RC_OK);
    assert_int_equal(add(cx, 10), RC_OK);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(audit_add(cx, &entry), RC_OK);
    assert_int_equal(db_end(cx, RC_DENIED), RC_DENIED); /* taken back with its change */
    verdict(cx, 11, 0, NULL);
    const struct audit_page_in all = { .project_id = 3, .below = INT64_MAX, .count = 5 };
    assert_int_equal(audit_page(cx, &all, &rows), RC_OK);
    assert_int_equal(rows.n, 5);
    assert_int_equal(rows.v[0].seq, 11);
    assert_string_equal(rows.v[0].actor, "system");
    assert_int_equal(rows.v[0].actor_id, 0);
    assert_string_equal(rows.v[0].request, "test");
    assert_string_equal(rows.v[0].after, entry.after);
    const struct audit_page_in next = {
        .object_type = "thing", .object_id = 2, .below = 11, .count = 5
    };
    assert_int_equal(audit_page(cx, &next, &rows), RC_OK);
    assert_int_equal(rows.n, 1);
    assert_int_equal(audit_of_object(cx, "thing", 0, INT64_MAX, 10, &of), RC_OK);
    assert_int_equal(of.n, 2);
    assert_null(of.v[0].before);
}

static void entries_come_with_their_transaction(void **state)
{
    (void)state;
    test_on_engines(appended);
}

/* The hash as audit.h says it, written down again without the code under test. */
static void by_the_book(struct cx *cx)
{
    struct audit_near_rows rows;
    char prev[HEX32], zero[HEX32] = "";
    for (int i = 0; i < 64; i++) zero[i] = '0';
    cx->now = INT64_C(1191574800); /* 2007-10-05T09:00:00Z */
    assert_int_equal(add(cx, 2), RC_OK);
    assert_int_equal(audit_near(cx, 1, 2, &rows), RC_OK);
    assert_int_equal(rows.n, 2);
    char *first = arena_printf(cx->arena,
                               "%s\n1\n2007-10-05T09:00:00Z\n0\nsystem\nthing.change\nthing\n0\n3"
                               "\n\n{\"name\":\"new\"}\ntest",
                               zero);
    sha256_hex(str_of(first), prev);
    assert_string_equal(rows.v[0].hash, prev);
    char *second = arena_printf(cx->arena,
                                "%s\n2\n2007-10-05T09:00:00Z\n0\nsystem\nthing.change\nthing\n1\n3"
                                "\n{\"name\":\"old\"}\n{\"name\":\"new\"}\ntest",
                                prev);
    sha256_hex(str_of(second), prev);
    assert_string_equal(rows.v[1].hash, prev);
}

static void the_hash_is_what_the_header_says(void **state)
{
    (void)state;
    test_on_engines(by_the_book);
}

static void tampered(struct cx *cx)
{
    static const struct {
        const char *sql;
        int64_t bad;
        const char *trouble;
    } cases[] = {
        { "UPDATE audit SET after_json = '{}' WHERE seq = 5", 5, "altered" },
        { "UPDATE audit SET before_json = '{}' WHERE seq = 4", 4, "altered" },
        { "UPDATE audit SET at = '2001-01-01T00:00:00Z' WHERE seq = 1", 1, "altered" },
        { "UPDATE audit SET actor = 'somebody' WHERE seq = 20", 20, "altered" },
        { "UPDATE audit SET actor_id = 9 WHERE seq = 9", 9, "altered" },
        { "UPDATE audit SET project_id = NULL WHERE seq = 9", 9, "altered" },
        { "UPDATE audit SET object_id = 999 WHERE seq = 9", 9, "altered" },
        { "UPDATE audit SET hash = 'x' WHERE seq = 10", 10, "altered" },
        { "DELETE FROM audit WHERE seq = 1", 1, "missing" },
        { "DELETE FROM audit WHERE seq = 6", 6, "missing" },
        { "DELETE FROM audit WHERE seq > 6 AND seq < 9", 7, "missing" },
        { "DELETE FROM audit WHERE seq = 20", 20, "cut at the end" },
        { "DELETE FROM audit WHERE seq > 14", 15, "cut at the end" },
        { "DELETE FROM audit", 1, "cut at the end" },
        { "UPDATE audit SET seq = 100 WHERE seq = 6; UPDATE audit SET seq = 6 WHERE seq = 7; "
          "UPDATE audit SET seq = 7 WHERE seq = 100",
          6, "reordered" },
        { "UPDATE audit SET seq = 100 WHERE seq = 20; UPDATE audit SET seq = 20 WHERE seq = 2; "
          "UPDATE audit SET seq = 2 WHERE seq = 100",
          2, "reordered" },
        { "UPDATE audit SET seq = -20 WHERE seq = 20", 1, "altered" },
        { "UPDATE audit_head SET hash = 'x'", 20, "altered" },
        { "UPDATE audit_head SET seq = 19", 20, "altered" },
        { "DELETE FROM audit_head", 1, "altered" },
    };
    assert_int_equal(add(cx, 20), RC_OK);
    test_script(cx, "CREATE TABLE kept AS SELECT * FROM audit; CREATE TABLE kept_head AS SELECT * "
                    "FROM audit_head;");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        test_script(cx, cases[i].sql);
        verdict(cx, 0, cases[i].bad, cases[i].trouble);
        test_script(cx, "DELETE FROM audit; INSERT INTO audit SELECT * FROM kept; DELETE FROM "
                        "audit_head; INSERT INTO audit_head SELECT * FROM kept_head;");
    }
    verdict(cx, 20, 0, NULL);
}

static void tampering_is_found(void **state)
{
    (void)state;
    test_on_engines(tampered);
}

/* Texts that could be mistaken for the separator, an early flush past 1 MiB, and JSON of a row. */
static void awkward(struct cx *cx)
{
    struct thing {
        int64_t id;
        const char *name, *secret;
    } old = { 1, "a\nb", "s3cret" }, new = { 1, "č \"q\"", "s3cret" };
    static const struct row_field fields[] = {
        { "id", FIELD_INT, offsetof(struct thing, id), false },
        { "name", FIELD_TEXT, offsetof(struct thing, name), false },
        { "secret", FIELD_TEXT, offsetof(struct thing, secret), true },
    };
    static const struct row_meta meta = { "thing", sizeof(struct thing), 3, fields };
    struct audit_of_object_rows rows;
    cx->req_id = "line\nbreak";
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(audit_change(cx, "thing.add", "thing", 1, 0, &meta, NULL, &old), RC_OK);
    assert_int_equal(audit_change(cx, "thing.change", "thing", 1, 0, &meta, &old, &new), RC_OK);
    for (int i = 0; i < 4000; i++) assert_int_equal(audit_add(cx, &entry), RC_OK);
    assert_int_equal(audit_change(cx, "thing.remove", "thing", 1, 0, &meta, &new, NULL), RC_OK);
    assert_int_equal(db_end(cx, RC_OK), RC_OK);
    cx->req_id = "test";
    verdict(cx, 4003, 0, NULL);
    assert_int_equal(audit_of_object(cx, "thing", 1, INT64_MAX, 10, &rows), RC_OK);
    assert_int_equal(rows.n, 3);
    assert_string_equal(rows.v[1].before, "{\"id\":1,\"name\":\"a\\nb\"}");
    assert_string_equal(rows.v[1].after, "{\"id\":1,\"name\":\"č \\\"q\\\"\"}");
    assert_string_equal(rows.v[1].request, "line break");
    assert_null(rows.v[0].after);
}

static void awkward_texts_keep_the_chain(void **state)
{
    (void)state;
    test_on_engines(awkward);
}

enum { WRITERS = 4, TIMES = 25 };

static void *writer(void *p)
{
    for (int i = 0; i < TIMES; i++)
        if (add(p, 2) != RC_OK) return p;
    return NULL;
}

static void together(struct cx *cx)
{
    pthread_t t[WRITERS];
    void *failed = NULL;
    for (int i = 0; i < WRITERS; i++)
        assert_int_equal(pthread_create(&t[i], NULL, writer, test_peer(cx)), 0);
    for (int i = 0; i < WRITERS; i++) {
        assert_int_equal(pthread_join(t[i], &failed), 0);
        assert_null(failed);
    }
    verdict(cx, INT64_C(2) * WRITERS * TIMES, 0, NULL);
}

static void many_writers_make_one_chain(void **state)
{
    (void)state;
    test_on_engines(together);
}

static void outside(struct cx *cx) { assert_int_equal(audit_add(cx, &entry), RC_OK); }

static void outside_a_transaction(struct cx *cx) { assert_true(test_aborts(cx, outside)); }

static void auditing_outside_a_transaction_is_a_bug(void **state)
{
    (void)state;
    test_on_engines(outside_a_transaction);
}

TEST_STMT(seen_change, DB_EXEC, true, "", "", "UPDATE kept SET seen = seen + 1");
static const struct db_stmt kept_change = { .name = "kept_change",
                                            .file = __FILE__,
                                            .sql = "UPDATE kept SET n = n + 1",
                                            .params = "",
                                            .columns = "",
                                            .writes = true,
                                            .mode = DB_EXEC };

static enum rc change(struct cx *cx, const struct db_stmt *s, bool audited)
{
    enum rc rc = db_begin(cx);
    if (!rc) rc = test_run(cx, s, NULL, NULL);
    if (!rc && audited) rc = audit_add(cx, &entry);
    return db_end(cx, rc);
}

static void required(struct cx *cx)
{
    static const char n[] = "SELECT n FROM kept", seen[] = "SELECT seen FROM kept";
    test_script(cx, "CREATE TABLE kept (n BIGINT, seen BIGINT); INSERT INTO kept VALUES (0, 0);");
    db_require_audit(true);
    test_quiet(true);
    assert_int_equal(change(cx, &kept_change, false), RC_FAIL);
    test_quiet(false);
    assert_int_equal(test_count(cx, n), 0);
    assert_int_equal(change(cx, &kept_change, true), RC_OK);
    assert_int_equal(test_count(cx, n), 1);
    assert_int_equal(change(cx, &seen_change, false), RC_OK);
    assert_int_equal(test_count(cx, seen), 1);
    assert_int_equal(add(cx, 1), RC_OK); /* an entry alone is no harm: a refusal, a sign-in */
    assert_int_equal(change(cx, &seen_change, false), RC_OK); /* nothing of before is remembered */
    test_quiet(true);
    assert_int_equal(change(cx, &kept_change, false), RC_FAIL);
    test_quiet(false);
    db_require_audit(false);
    verdict(cx, 2, 0, NULL);
}

static void nothing_changes_unsaid(void **state)
{
    (void)state;
    test_on_engines(required);
}

TESTS(audit, cmocka_unit_test(entries_come_with_their_transaction),
      cmocka_unit_test(the_hash_is_what_the_header_says), cmocka_unit_test(tampering_is_found),
      cmocka_unit_test(awkward_texts_keep_the_chain), cmocka_unit_test(many_writers_make_one_chain),
      cmocka_unit_test(auditing_outside_a_transaction_is_a_bug),
      cmocka_unit_test(nothing_changes_unsaid));

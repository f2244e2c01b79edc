/* SPDX-License-Identifier: EUPL-1.2 */
/* migrate_test.c — forward only, each step once, never over somebody else's schema. */
#include "store/migrate.h"

#include "store/schema.h"
#include "tests/engine.h"
#include "tests/t.h"

static int64_t steps(void)
{
    int64_t n = 0;
    while (migration_table[n].name) n++;
    return n;
}

static void told(void *p, const char *name)
{
    assert_non_null(name);
    ++*(int64_t *)p;
}

static const char applied[] = "SELECT count(*) FROM schema_migration";

static void from_nothing(struct cx *cx)
{
    int64_t n = 0;
    assert_int_equal(migrate_check(cx), RC_CONFLICT);
    assert_string_equal(cx->problems.first->field, "");
    assert_int_equal(migrate_up(cx, true, told, &n), RC_OK); /* dry: says all and does nothing */
    assert_int_equal(n, steps());
    assert_int_equal(migrate_check(cx), RC_CONFLICT);
    n = 0;
    assert_int_equal(migrate_up(cx, false, told, &n), RC_OK);
    assert_int_equal(n, steps());
    assert_int_equal(migrate_check(cx), RC_OK);
    assert_int_equal(test_count(cx, applied), steps());
    n = 0;
    assert_int_equal(migrate_up(cx, false, told, &n), RC_OK); /* again: nothing to do */
    assert_int_equal(n, 0);
    assert_true(migrate_newest() >= steps());
}

static void an_empty_database_gets_everything(void **state)
{
    (void)state;
    test_on_bare_engines(from_nothing);
}

static void changed(struct cx *cx)
{
    test_script(cx, "UPDATE schema_migration SET checksum = 'x' WHERE number = 2");
    assert_int_equal(migrate_check(cx), RC_CONFLICT);
    assert_int_equal(migrate_up(cx, false, NULL, NULL), RC_CONFLICT);
}

static void a_changed_step_is_refused(void **state)
{
    (void)state;
    test_on_engines(changed);
}

static void newer(struct cx *cx)
{
    test_script(cx, "INSERT INTO schema_migration (number, name, checksum, applied_at) "
                    "VALUES (9999, '9999_future', 'x', '2030-01-01T00:00:00Z')");
    assert_int_equal(migrate_check(cx), RC_CONFLICT);
    assert_int_equal(migrate_up(cx, false, NULL, NULL), RC_CONFLICT);
    assert_int_equal(cx->problems.n, 2);
}

static void a_newer_schema_is_refused(void **state)
{
    (void)state;
    test_on_engines(newer);
}

static void skipped(struct cx *cx)
{
    test_script(cx, "DELETE FROM schema_migration WHERE number = 2");
    assert_int_equal(migrate_check(cx), RC_CONFLICT);
    assert_int_equal(migrate_up(cx, false, NULL, NULL), RC_CONFLICT);
    assert_non_null(strstr(cx->problems.first->text, "already"));
    assert_int_equal(test_count(cx, "SELECT count(*) FROM schema_migration WHERE number = 2"), 0);
}

static void an_older_step_does_not_come_later(void **state)
{
    (void)state;
    test_on_engines(skipped);
}

/* Two people may have taken the next free number at the same time. */
static void every_step_has_its_own_number(void **state)
{
    (void)state;
    int64_t last = 0;
    for (const struct embedded_text *m = migration_table; m->name; m++) {
        str rest = str_of(m->name);
        int64_t n = 0;
        assert_true(str_int64(str_cut(&rest, '_'), &n) && rest.n > 0);
        assert_int_equal(n, last + 1);
        last = n;
    }
}

/* The tables of the last step are still there when its row is gone, so that running it fails: then
 * nothing of it stays, and nothing is recorded. */
static void fails_in_the_middle(struct cx *cx)
{
    int64_t n = 0;
    test_script(cx, "DELETE FROM schema_migration WHERE number > 1");
    assert_int_equal(migrate_check(cx), RC_CONFLICT);
    test_quiet(true);
    assert_int_equal(migrate_up(cx, false, told, &n), RC_FAIL);
    test_quiet(false);
    assert_int_equal(n, 1);
    assert_int_equal(test_count(cx, applied), 1);
    assert_false(db_in_write(cx->db));
}

static void a_failing_step_leaves_nothing(void **state)
{
    (void)state;
    test_on_engines(fails_in_the_middle);
}

/* A table rebuilt as SQLite wants it, with rows that point to it; then one that loses them. */
static void rebuild(struct cx *cx)
{
    static const char good[] =
        "CREATE TABLE copy (id @id@, name TEXT NOT NULL);\n"
        "INSERT INTO copy (id, name) SELECT id, name FROM up;\n"
        "-- @sqlite\n"
        "DROP TABLE up;\n"
        "-- @pg\n"
        "ALTER TABLE down DROP CONSTRAINT down_up_fkey; DROP TABLE up;\n"
        "-- @end\n"
        "ALTER TABLE copy RENAME TO up;\n"
        "-- @pg\n"
        "ALTER TABLE down ADD CONSTRAINT down_up_fkey FOREIGN KEY (up) REFERENCES up (id);\n"
        "-- @end\n";
    test_script(cx, "CREATE TABLE up (id @id@, name TEXT); CREATE TABLE down (id @id@, up BIGINT "
                    "CONSTRAINT down_up_fkey REFERENCES up (id)); INSERT INTO up (id, name) "
                    "VALUES (1, 'one'); INSERT INTO down (up) VALUES (1);");
    enum rc rc = db_begin_schema(cx);
    if (!rc) rc = db_script(cx, good);
    assert_int_equal(db_end_schema(cx, rc), RC_OK);
    assert_int_equal(test_count(cx, "SELECT count(*) FROM up JOIN down ON down.up = up.id"), 1);
    test_quiet(true);
    rc = db_begin_schema(cx);
    if (!rc) rc = db_script(cx, "DELETE FROM up;");
    assert_int_equal(db_end_schema(cx, rc), RC_FAIL);
    rc = db_begin(cx); /* and afterwards foreign keys are watched again */
    if (!rc) rc = db_script(cx, "DELETE FROM up;");
    assert_int_equal(db_end(cx, rc), RC_FAIL);
    test_quiet(false);
    assert_int_equal(test_count(cx, "SELECT count(*) FROM up"), 1);
}

static void tables_can_be_rebuilt(void **state)
{
    (void)state;
    test_on_engines(rebuild);
}

/* PostgreSQL looks at what the types promise; elsewhere the rules in C are alone. */
static void domains(struct cx *cx)
{
    static const char *const bad[] = {
        "INSERT INTO schema_migration (number, name, checksum, applied_at) VALUES (9, 'x', 'x', "
        "'yesterday')",
        "INSERT INTO audit (at, actor, action, object_type, object_id, request, hash, after_json) "
        "VALUES ('2030-01-01T00:00:00Z', 'x', 'x', 'x', 1, 'x', 'x', '{not json')",
    };
    if (db_engine(cx->db) == DB_SQLITE) return;
    test_quiet(true);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        enum rc rc = db_begin(cx);
        if (!rc) rc = db_script(cx, bad[i]);
        assert_int_equal(db_end(cx, rc), RC_FAIL);
    }
    test_quiet(false);
}

static void postgresql_checks_the_column_types(void **state)
{
    (void)state;
    test_on_engines(domains);
}

TESTS(migrate, cmocka_unit_test(an_empty_database_gets_everything),
      cmocka_unit_test(a_changed_step_is_refused), cmocka_unit_test(a_newer_schema_is_refused),
      cmocka_unit_test(an_older_step_does_not_come_later),
      cmocka_unit_test(every_step_has_its_own_number),
      cmocka_unit_test(a_failing_step_leaves_nothing), cmocka_unit_test(tables_can_be_rebuilt),
      cmocka_unit_test(postgresql_checks_the_column_types));

/* SPDX-License-Identifier: EUPL-1.2 */
/* backup_test.c — what went in comes out, from either engine into either. */
#include "store/backup.h"

#include "store/document.h"
#include "store/migrate.h"
#include "tests/engine.h"
#include "tests/t.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[128];

static const struct audit_entry entry = { .action = "thing.change",
                                          .object_type = "thing",
                                          .object_id = 7,
                                          .after = "{\"name\":\"Шабац\"}" };

/* A little of everything: numbers, texts, bytes, NULLs, references, a deleted last row. */
static void fill(struct cx *cx)
{
    static char bytes[DOCUMENT_CHUNK + 5] = "%PDF-1.4\n\0\1\2";
    int64_t id = 0, attachment = 0, gone = 0;
    enum rc rc = db_begin(cx);
    if (!rc) rc = document_put(cx, (str){ bytes, sizeof bytes }, "x.pdf", &id);
    if (!rc) rc = document_attach(cx, id, "thing", 1, "račun.pdf", &attachment);
    if (!rc) rc = document_attach(cx, id, "thing", 2, "gone.pdf", &gone);
    if (!rc) rc = document_detach(cx, gone);
    for (int i = 0; i < 600 && !rc; i++) rc = audit_add(cx, &entry);
    assert_int_equal(db_end(cx, rc), RC_OK);
    test_script(cx, "INSERT INTO organisation (short_name, name, name_latin, country, city, "
                    "sort_key) VALUES ('A', 'Ž', 'Z', 'RS', '', 'z')");
}

/* The new database numbers on where the old one stopped, and has the same content. */
static void compare(struct cx *cx)
{
    struct audit_verdict v;
    int64_t count, bad, id = 0;
    assert_int_equal(migrate_check(cx), RC_OK);
    assert_int_equal(audit_verify(cx, &v), RC_OK);
    assert_int_equal(v.bad_seq, 0);
    assert_int_equal(v.entries, 600);
    assert_int_equal(document_verify(cx, &count, &bad), RC_OK);
    assert_int_equal(count, 1);
    assert_int_equal(bad, 0);
    assert_int_equal(test_count(cx, "SELECT count(*) FROM organisation WHERE name = 'Ž'"), 1);
    assert_int_equal(test_count(cx, "SELECT count(*) FROM audit WHERE before_json IS NULL"), 600);
    int64_t document = test_count(cx, "SELECT max(id) FROM document");
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(document_attach(cx, document, "thing", 3, "new.pdf", &id), RC_OK);
    assert_int_equal(id, 3); /* 2 was given once, and is not given again */
    assert_int_equal(audit_add(cx, &entry), RC_OK);
    assert_int_equal(db_end(cx, RC_OK), RC_OK);
    assert_int_equal(audit_verify(cx, &v), RC_OK);
    assert_int_equal(v.bad_seq, 0);
    assert_int_equal(v.entries, 601);
}

static void restored(struct cx *cx)
{
    assert_int_equal(backup_restore(cx, path), RC_OK);
    compare(cx);
    assert_int_equal(backup_restore(cx, path), RC_CONFLICT);
}

static void written(struct cx *cx)
{
    struct backup_facts f;
    struct stat st;
    snprintf(path, sizeof path, "/tmp/kolo-backup-test-%ld", (long)getpid());
    fill(cx);
    assert_int_equal(backup_check(cx, path, &f), RC_MISSING);
    assert_int_equal(backup_write(cx, path), RC_OK);
    assert_int_equal(backup_write(cx, path), RC_CONFLICT);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(backup_check(cx, path, &f), RC_OK);
    assert_int_equal(f.schema, migrate_newest());
    assert_int_equal(f.documents, 1);
    assert_int_equal(f.bad_document, 0);
    assert_int_equal(f.audit.entries, 600);
    assert_int_equal(f.audit.bad_seq, 0);
    assert_true(f.rows >= 600 + 1 + 1 + 2 + 1 + 1);
    assert_int_equal(backup_restore(cx, path), RC_CONFLICT); /* it has content */
}

/* Each engine's backup goes into both. */
static void from_sqlite(struct cx *cx)
{
    if (db_engine(cx->db) == DB_SQLITE) written(cx);
}
static void from_postgres(struct cx *cx)
{
    if (db_engine(cx->db) == DB_POSTGRES) written(cx);
}

static void a_backup_goes_into_either_engine(void **state)
{
    (void)state;
    void (*const sources[])(struct cx *) = { from_sqlite, from_postgres };
    for (size_t i = 0; i < 2; i++) {
        *path = '\0';
        test_on_engines(sources[i]);
        if (!*path) continue; /* no PostgreSQL here */
        test_on_bare_engines(restored);
        unlink(path);
    }
}

static void damaged(struct cx *cx)
{
    struct backup_facts f;
    snprintf(path, sizeof path, "/tmp/kolo-backup-test-%ld", (long)getpid());
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    for (int i = 0; i < 9000; i++) fputc('x', out);
    fclose(out);
    test_quiet(true);
    assert_int_equal(backup_check(cx, path, &f), RC_FAIL);
    assert_int_equal(backup_restore(cx, path), RC_FAIL);
    unlink(path);
    test_script(cx, "UPDATE schema_migration SET name = '9999_future', number = 9999 WHERE number "
                    "= 2");
    if (db_engine(cx->db) == DB_SQLITE) {
        assert_int_equal(backup_write(cx, path), RC_OK);
        assert_int_equal(backup_check(cx, path, &f), RC_CONFLICT);
        assert_true(cx->problems.n > 0);
    } else
        assert_int_equal(backup_write(cx, path), RC_CONFLICT);
    unlink(path);
    assert_int_equal(backup_write(cx, "/nonexistent/folder/x"), RC_FAIL);
    test_quiet(false);
}

static void an_unsound_file_is_refused(void **state)
{
    (void)state;
    test_on_engines(damaged);
}

/* Whatever statement fails, neither the file nor a working copy stays. */
static void failing(struct cx *cx)
{
    snprintf(path, sizeof path, "/tmp/kolo-backup-test-%ld", (long)getpid());
    if (db_engine(cx->db) == DB_SQLITE) return;
    fill(cx);
    test_quiet(true);
    for (int64_t n = 1; n < 400; n += 37) {
        db_fail_after(cx->db, n);
        assert_int_not_equal(backup_write(cx, path), RC_OK);
        db_fail_after(cx->db, 0);
        assert_int_not_equal(access(path, F_OK), 0);
        char rest[160];
        snprintf(rest, sizeof rest, "%s.work", path);
        assert_int_not_equal(access(rest, F_OK), 0);
    }
    test_quiet(false);
}

static void a_backup_that_fails_leaves_nothing(void **state)
{
    (void)state;
    test_on_engines(failing);
}

/* Wherever a restore is cut, there is nothing of it or all, and after nothing the next one may
 * succeed. */
static void cut_and_again(struct cx *cx)
{
    enum rc rc = RC_FAIL;
    int cuts = 0;
    test_quiet(true);
    for (int64_t n = 1; rc; n += n / 5 + 1) {
        int number = 0;
        db_fail_after(cx->db, n);
        rc = backup_restore(cx, path);
        db_fail_after(cx->db, 0);
        assert_int_equal(migrate_number(cx, &number), RC_OK);
        int64_t seq = number ? test_count(cx, "SELECT seq FROM audit_head") : 0;
        assert_true(seq == 0 || seq == 600);
        if (seq > 0) break;
        assert_int_not_equal(rc, RC_OK);
        cuts++;
    }
    test_quiet(false);
    assert_true(cuts > 10);
    compare(cx);
}

static void a_restore_that_failed_is_tried_again(void **state)
{
    (void)state;
    void (*const sources[])(struct cx *) = { from_sqlite, from_postgres };
    for (size_t i = 0; i < 2; i++) {
        *path = '\0';
        test_on_engines(sources[i]);
        if (!*path) continue;
        test_on_bare_engines(cut_and_again);
        unlink(path);
    }
}

TESTS(backup, cmocka_unit_test(a_backup_goes_into_either_engine),
      cmocka_unit_test(a_restore_that_failed_is_tried_again),
      cmocka_unit_test(an_unsound_file_is_refused),
      cmocka_unit_test(a_backup_that_fails_leaves_nothing));

/* SPDX-License-Identifier: EUPL-1.2 */
/* document_test.c — the same bytes once, all of them or none, and never others than were given. */
#include "store/document.h"

#include "base/rand.h"
#include "store/audit.h"
#include "store/document_sql.h"
#include "tests/engine.h"
#include "tests/t.h"

#include <string.h>
#include <unistd.h>

enum { BIG = 3 * DOCUMENT_CHUNK + 17 };

/* Bytes that a seed makes; the first four say "PDF". */
static str sample(struct cx *cx, size_t n, uint64_t seed)
{
    struct seeded r = { seed };
    char *p = arena_alloc(cx->arena, n);
    for (size_t i = 0; i < n; i++) p[i] = (char)(seeded_next(&r) & 0xff);
    if (n > 8) memcpy(p, "%PDF-1.4", 8);
    return (str){ p, n };
}

static enum rc collect(void *p, str chunk)
{
    buf_put(p, chunk.p, chunk.n);
    return RC_OK;
}

static void same_bytes(struct cx *cx, int64_t id, str want)
{
    struct buf b;
    buf_init(&b, 16 * 1024 * 1024);
    assert_int_equal(document_get(cx, id, collect, &b), RC_OK);
    assert_int_equal(b.n, want.n);
    assert_memory_equal(b.p, want.p, want.n);
    buf_done(&b);
}

static int64_t put(struct cx *cx, str bytes, const char *name)
{
    int64_t id = 0;
    enum rc rc = db_begin(cx);
    if (!rc) rc = document_put(cx, bytes, name, &id);
    assert_int_equal(db_end(cx, rc), RC_OK);
    return id;
}

static void in_and_out(struct cx *cx)
{
    static const size_t sizes[] = { 1, DOCUMENT_CHUNK - 1, DOCUMENT_CHUNK, DOCUMENT_CHUNK + 1,
                                    BIG };
    int64_t last = 0;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        str s = sample(cx, sizes[i], i);
        int64_t id = put(cx, s, "receipt.pdf");
        assert_int_not_equal(id, last);
        last = id;
        same_bytes(cx, id, s);
        assert_int_equal(put(cx, s, "another name.pdf"), id);
    }
    assert_int_equal(test_count(cx, "SELECT count(*) FROM document"), 5);
    assert_int_equal(test_count(cx, "SELECT count(*) FROM document_chunk"), 1 + 1 + 1 + 2 + 4);
    assert_int_equal(document_get(cx, 99, collect, NULL), RC_MISSING);
}

static void the_same_bytes_are_kept_once(void **state)
{
    (void)state;
    test_on_engines(in_and_out);
}

static void spooled(struct cx *cx)
{
    str s = sample(cx, BIG, 42);
    char *got = arena_alloc(cx->arena, BIG + 1);
    size_t n = 0;
    int fd = -1;
    int64_t id = put(cx, s, "x");
    assert_int_equal(document_spool(cx, id, &fd), RC_OK);
    for (ssize_t k; (k = read(fd, got + n, BIG + 1 - n)) > 0;) n += (size_t)k;
    assert_int_equal(n, BIG);
    assert_memory_equal(got, s.p, BIG);
    close(fd);
    assert_int_equal(document_spool(cx, 99, &fd), RC_MISSING);
    assert_int_equal(fd, -1);
}

static void a_document_can_be_spooled(void **state)
{
    (void)state;
    test_on_engines(spooled);
}

static enum rc stop_at_second(void *p, str chunk)
{
    (void)chunk;
    return ++*(int *)p == 2 ? RC_BUSY : RC_OK;
}

static void damaged(struct cx *cx)
{
    struct buf b;
    int fd = -1, chunks = 0;
    int64_t id = put(cx, sample(cx, BIG, 1), "x");
    buf_init(&b, 16 * 1024 * 1024);
    assert_int_equal(document_get(cx, id, stop_at_second, &chunks), RC_BUSY);
    test_quiet(true);
    test_script(cx, "UPDATE document_chunk SET bytes = (SELECT bytes FROM document_chunk WHERE no "
                    "= 1) WHERE no = 2");
    assert_int_equal(document_get(cx, id, collect, &b), RC_FAIL);
    assert_int_equal(document_spool(cx, id, &fd), RC_FAIL);
    assert_int_equal(fd, -1);
    test_script(cx, "DELETE FROM document_chunk WHERE no = 3");
    assert_int_equal(document_get(cx, id, collect, &b), RC_FAIL);
    test_quiet(false);
    buf_done(&b);
}

static void damage_is_noticed(void **state)
{
    (void)state;
    test_on_engines(damaged);
}

/* An archive with one stored file. */
static const char zip[] =
    "PK\003\004\024\000\000\000\000\000\000\000!\000\203\026\334\214\001\000\000\000"
    "\001\000\000\000\001\000\000\000axPK\001\002\024\003\024\000\000\000\000\000\000"
    "\000!\000\203\026\334\214\001\000\000\000\001\000\000\000\001\000\000\000\000"
    "\000\000\000\000\000\000\000\200\001\000\000\000\000aPK\005\006\000\000\000\000"
    "\001\000\001\000/\000\000\000 \000\000\000\000\000";

static void types(struct cx *cx)
{
    const struct {
        str bytes;
        const char *name, *mime;
    } cases[] = {
        { STR("%PDF-1.4\n%\xe2\xe3\n1 0 obj\n"), "a.exe", "application/pdf" },
        { STR("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0"), "x.png", "image/png" },
        { STR("\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"), "x", "image/jpeg" },
        { STR("amount;currency\n12;EUR\n"), "Lines.CSV", "text/csv" },
        { STR("Plain words, no more.\n"), "a.html", "text/plain" },
        { STR("<!DOCTYPE html><html><script>x</script>"), "a.txt", "text/html" },
        { { zip, sizeof zip - 1 },
          "a.xlsx",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct document_by_id_row row;
        int64_t id = put(cx, cases[i].bytes, cases[i].name);
        assert_int_equal(document_by_id(cx, id, &row), RC_OK);
        assert_string_equal(row.mime, cases[i].mime);
    }
    assert_true(document_safe_inline("application/pdf"));
    assert_false(document_safe_inline("text/html"));
    assert_false(document_safe_inline("image/svg+xml"));
    assert_false(document_safe_inline(NULL));
}

static void the_type_comes_from_the_bytes(void **state)
{
    (void)state;
    test_on_engines(types);
}

static enum rc attach(struct cx *cx, int64_t document, int64_t object, const char *name,
                      int64_t *out)
{
    enum rc rc = db_begin(cx);
    if (!rc) rc = document_attach(cx, document, "expenditure", object, name, out);
    return db_end(cx, rc);
}

static enum rc detach(struct cx *cx, int64_t attachment)
{
    enum rc rc = db_begin(cx);
    if (!rc) rc = document_detach(cx, attachment);
    return db_end(cx, rc);
}

static void attached(struct cx *cx)
{
    struct attachment_of_rows rows;
    int64_t a = 0, b = 0, c = 0;
    str s = sample(cx, BIG, 5);
    int64_t id = put(cx, s, "x.pdf"), other = put(cx, sample(cx, 100, 6), "y.pdf");
    assert_int_equal(attach(cx, id, 1, "C:\\fakepath\\račun 5.pdf", &a), RC_OK);
    assert_int_equal(attach(cx, id, 2, "scan.pdf", &b), RC_OK);
    assert_int_equal(attach(cx, other, 1, "dir/", &c), RC_OK);
    assert_int_equal(attach(cx, id, 1, "again.pdf", NULL), RC_CONFLICT);
    assert_int_equal(attachment_of(cx, "expenditure", 1, &rows), RC_OK);
    assert_int_equal(rows.n, 2);
    assert_string_equal(rows.v[0].name, "račun 5.pdf");
    assert_string_equal(rows.v[1].name, "document");
    assert_int_equal(rows.v[0].size, BIG);
    assert_int_equal(attachment_of_list(cx, "expenditure", "[1,2]", &rows), RC_OK);
    assert_int_equal(rows.n, 3);
    assert_int_equal(detach(cx, a), RC_OK);
    same_bytes(cx, id, s); /* somebody else has it still */
    assert_int_equal(detach(cx, a), RC_MISSING);
    assert_int_equal(detach(cx, b), RC_OK);
    assert_int_equal(document_get(cx, id, collect, NULL), RC_MISSING);
    assert_int_equal(test_count(cx, "SELECT count(*) FROM document_chunk"), 1);
    int64_t again = put(cx, s, "x.pdf");
    same_bytes(cx, again, s);
}

static void a_document_lives_as_long_as_its_links(void **state)
{
    (void)state;
    test_on_engines(attached);
}

static void empty(struct cx *cx)
{
    int64_t id = 1;
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(document_put(cx, (str){ "", 0 }, "x", &id), RC_INVALID);
    assert_int_equal(db_end(cx, RC_INVALID), RC_INVALID);
    assert_int_equal(id, 0);
    assert_non_null(problem_of(cx, "file"));
}

static void an_empty_file_is_refused(void **state)
{
    (void)state;
    test_on_engines(empty);
}

/* ---- a failure at every call ---- */

static enum rc upload(struct cx *cx, str bytes)
{
    const struct audit_entry e = { .action = "expenditure.attach",
                                   .object_type = "expenditure",
                                   .object_id = 1 };
    int64_t id;
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = document_put(cx, bytes, "receipt.pdf", &id);
    if (!rc) rc = document_attach(cx, id, "expenditure", 1, "receipt.pdf", NULL);
    if (!rc) rc = audit_add(cx, &e);
    return db_end(cx, rc);
}

static int64_t rows_of(struct cx *cx)
{
    return test_count(cx, "SELECT (SELECT count(*) FROM document) + (SELECT count(*) FROM "
                          "document_chunk) + (SELECT count(*) FROM attachment) + (SELECT count(*) "
                          "FROM audit) + (SELECT max(seq) FROM audit_head)");
}

static void every_call(struct cx *cx)
{
    struct audit_verdict v;
    str bytes = sample(cx, BIG, 9);
    enum rc rc = RC_FAIL;
    int64_t n = 0;
    test_quiet(true);
    while (rc && n < 60) {
        db_fail_after(cx->db, ++n);
        rc = upload(cx, bytes);
        db_fail_after(cx->db, 0);
        assert_int_equal(rows_of(cx), rc ? 0 : 1 + 4 + 1 + 1 + 1);
        assert_int_equal(audit_verify(cx, &v), RC_OK);
        assert_int_equal(v.bad_seq, 0);
    }
    test_quiet(false);
    assert_true(n > 9 && n < 60);
}

static void an_upload_that_fails_leaves_nothing(void **state)
{
    (void)state;
    test_on_engines(every_call);
}

TESTS(document, cmocka_unit_test(the_same_bytes_are_kept_once),
      cmocka_unit_test(a_document_can_be_spooled), cmocka_unit_test(damage_is_noticed),
      cmocka_unit_test(the_type_comes_from_the_bytes),
      cmocka_unit_test(a_document_lives_as_long_as_its_links),
      cmocka_unit_test(an_empty_file_is_refused),
      cmocka_unit_test(an_upload_that_fails_leaves_nothing));

/* SPDX-License-Identifier: EUPL-1.2 */
/* mksql_test.c — the functions that mksql writes, run on both engines: each mode, each type, each
 * assertion. What they look like as text is kept in tools/test.
 */
#include "base/log.h"
#include "base/vec.h"
#include "demo/line_sql.c"
#include "tests/engine.h"
#include "tests/t.h"

static const char schema[] =
    "CREATE TABLE line (id @id@, project_id BIGINT, version_id BIGINT, code TEXT NOT NULL UNIQUE, "
    "code_key TEXT, note TEXT, amount BIGINT, currency TEXT, total BIGINT, units BIGINT, "
    "share BIGINT, rate BIGINT, starts_on TEXT, ends_on TEXT, changed_at TEXT, period BIGINT, "
    "closed BIGINT, is_open BIGINT, n BIGINT, photo bytes_blob, thumb bytes_blob, "
    "version BIGINT DEFAULT 1);";

static struct line_add_in sample(const char *code)
{
    return (struct line_add_in){
        .project = 7,
        .code = code,
        .cost = money_of(-61557, "MKD"),
        .total = eur(-1001),
        .starts = date_make(2007, 3, 31),
        .ends = DATE_NONE,
        .changed = 1175328900,
        .period = month_make(2007, 3),
        .open = 1,
        .photo = STR("\0\xff'"),
    };
}

static int64_t add(struct cx *cx, const char *code)
{
    int64_t id = 0;
    struct line_add_in in = sample(code);
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, line_add(cx, &in, &id)), RC_OK);
    assert_true(id > 0);
    return id;
}

static void types(struct cx *cx)
{
    struct line_one_row r;
    test_script(cx, schema);
    int64_t id = add(cx, "1.1");
    assert_int_equal(line_one(cx, id, &r), RC_OK);
    assert_int_equal(r.id, id);
    assert_string_equal(r.code, "1.1");
    assert_null(r.note);
    assert_int_equal(r.cost.minor, -61557);
    assert_string_equal(r.cost.cur, "MKD");
    assert_int_equal(r.total.minor, -1001);
    assert_string_equal(r.total.cur, "EUR");
    assert_int_equal(date_cmp(r.starts, date_make(2007, 3, 31)), 0);
    assert_false(date_given(r.ends));
    assert_int_equal(r.changed, 1175328900);
    assert_int_equal(r.period, month_make(2007, 3));
    assert_int_equal(r.open, 1);
    assert_int_equal(r.photo.n, 3);
    assert_memory_equal(r.photo.p, "\0\xff'", 3);
    assert_string_equal(r.key, "1.1");
}

static void each_type_comes_back(void **state)
{
    (void)state;
    test_on_engines(types);
}

static enum rc stop_at_second(void *p, const struct line_all_row *row)
{
    int *seen = p;
    assert_int_equal(row->photo.n, 3);
    return ++*seen == 2 ? RC_CONFLICT : RC_OK;
}

static enum rc collect(void *p, const struct line_page_row *row)
{
    struct buf *b = p;
    buf_text(b, row->code);
    return RC_OK;
}

static void reads(struct cx *cx)
{
    struct line_page_rows rows;
    struct line_find_row found;
    bool is = true;
    int seen = 0;
    test_script(cx, schema);
    assert_int_equal(line_by_code(cx, 7, &rows), RC_OK);
    assert_int_equal(rows.n, 0);
    for (int i = 0; i < 20; i++) add(cx, arena_printf(cx->arena, "c%02d", i));
    assert_int_equal(line_by_code(cx, 7, &rows), RC_OK);
    assert_int_equal(rows.n, 20);
    for (size_t i = 0; i < 20; i++)
        assert_string_equal(rows.v[i].code, arena_printf(cx->arena, "c%02zu", i));
    assert_int_equal(line_one(cx, 9999, &rows.v[0]), RC_MISSING);
    assert_int_equal(line_find(cx, "c03", STR("\0\xff'"), (str){ 0 }, &found, &is), RC_OK);
    assert_false(is); /* thumb = NULL is never true */
    assert_int_equal(line_all(cx, stop_at_second, &seen), RC_CONFLICT);
    assert_int_equal(seen, 2);
    struct buf b;
    buf_init(&b, 1000);
    size_t before = arena_used(cx->arena);
    assert_int_equal(line_stream(cx, 7, collect, &b), RC_OK);
    assert_int_equal(b.n, 60);
    assert_memory_equal(b.p, "c19c18", 6);
    assert_true(arena_used(cx->arena) - before < 20 * 64); /* each row was given back */
    buf_done(&b);
}

static void reading_gives_what_the_mode_says(void **state)
{
    (void)state;
    test_on_engines(reads);
}

static void writes(struct cx *cx)
{
    int64_t id = add(cx, "a"), again = -1;
    struct line_add_in same = sample("a");
    struct line_take_row took;
    bool is = false;
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(line_set_cost(cx, id, 1, money_of(5, "RSD"), eur(4)), RC_OK);
    assert_int_equal(line_set_cost(cx, id, 1, money_of(6, "RSD"), eur(5)), RC_STALE);
    assert_int_equal(line_touch(cx, 1), RC_OK);
    assert_int_equal(line_take(cx, id, &took, &is), RC_OK);
    assert_true(is && took.id == id);
    assert_int_equal(line_take(cx, id + 1, &took, &is), RC_OK);
    assert_false(is);
    assert_int_equal(line_add(cx, &same, &again), RC_CONFLICT);
    assert_int_equal(again, 0);
    assert_int_equal(db_end(cx, RC_OK), RC_OK);
    struct line_page_row r;
    assert_int_equal(line_one(cx, id, &r), RC_OK);
    assert_int_equal(r.cost.minor, 5);
    assert_int_equal(r.changed, 1);
    assert_int_equal(r.open, 0);
}

static void on_table(struct cx *cx)
{
    test_script(cx, schema);
    writes(cx);
}

static void writing_says_what_it_hit(void **state)
{
    (void)state;
    test_on_engines(on_table);
}

static void no_code(struct cx *cx)
{
    struct line_add_in in = sample(NULL);
    (void)!line_add(cx, &in, NULL);
}

static void other_currency(struct cx *cx)
{
    struct line_add_in in = sample("x");
    in.total = money_of(1, "RSD");
    (void)!line_add(cx, &in, NULL);
}

static void no_date(struct cx *cx)
{
    struct line_add_in in = sample("x");
    in.starts = DATE_NONE;
    (void)!line_add(cx, &in, NULL);
}

static void no_stamp(struct cx *cx) { (void)!line_touch(cx, 0); }

static void misuse(struct cx *cx)
{
    assert_true(test_aborts(cx, no_code));
    assert_true(test_aborts(cx, other_currency));
    assert_true(test_aborts(cx, no_date));
    assert_true(test_aborts(cx, no_stamp));
}

static void a_missing_value_is_a_bug(void **state)
{
    (void)state;
    test_on_bare_engines(misuse);
}

static void meta_fits_the_struct(void **state)
{
    (void)state;
    assert_int_equal(line_page_meta.size, sizeof(struct line_page_row));
    assert_int_equal(line_page_meta.n, 15); /* all but the bytes */
    struct line_page_row r = { .n = 42, .total = eur(5), .key = "k" };
    struct arena *a = arena_new();
    for (size_t i = 0; i < line_page_meta.n; i++) {
        const struct row_field *f = &line_page_meta.fields[i];
        assert_int_equal(f->hidden, z_eq(f->name, "key"));
        if (z_eq(f->name, "n")) assert_string_equal(row_text(&line_page_meta, i, &r, a), "42");
        if (z_eq(f->name, "total"))
            assert_string_equal(row_text(&line_page_meta, i, &r, a), "0.05");
    }
    assert_int_equal(line_all_meta.n, 0);
    arena_free(a);
}

TESTS(mksql, cmocka_unit_test(each_type_comes_back),
      cmocka_unit_test(reading_gives_what_the_mode_says),
      cmocka_unit_test(writing_says_what_it_hit), cmocka_unit_test(a_missing_value_is_a_bug),
      cmocka_unit_test(meta_fits_the_struct));

/* SPDX-License-Identifier: EUPL-1.2 */
/* arena_test.c — memory is zeroed whatever happened to it before, and marks give it back. */
#include "base/arena.h"

#include "base/rand.h"
#include "base/vec.h"
#include "tests/dies.h"
#include "tests/t.h"

static int open_arena(void **state)
{
    *state = arena_new();
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

static bool all_zero(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i]) return false;
    return true;
}

/* take: a block that must be zero and aligned, and is dirty afterwards. */
static char *take(struct arena *a, size_t n)
{
    char *p = arena_alloc(a, n);
    assert_true(all_zero(p, n));
    assert_int_equal((uintptr_t)p % 16, 0);
    memset(p, 0xa5, n);
    return p;
}

static void memory_is_always_zero(void **state)
{
    struct arena *a = *state;
    struct seeded r = { 5 };
    for (int round = 0; round < 30; round++) {
        for (int i = 0; i < 300; i++) take(a, (size_t)seeded_below(&r, 4000));
        struct arena_mark m = arena_mark(a);
        size_t used = arena_used(a);
        for (int i = 0; i < 300; i++) take(a, (size_t)seeded_below(&r, 12000));
        take(a, (size_t)seeded_below(&r, 3 << 20));
        arena_rewind(a, m);
        assert_int_equal(arena_used(a), used);
        for (int i = 0; i < 300; i++) take(a, (size_t)seeded_below(&r, 9000));
        if (round % 3 == 2) {
            arena_reset(a);
            assert_int_equal(arena_used(a), 0);
        }
    }
}

static void a_mark_keeps_what_was_before(void **state)
{
    struct arena *a = *state;
    char *kept = arena_dup(a, "kept");
    for (int i = 0; i < 1000; i++) {
        struct arena_mark outer = arena_mark(a);
        char *row = arena_printf(a, "row %d", i);
        struct arena_mark inner = arena_mark(a);
        take(a, 70000);
        arena_rewind(a, inner);
        assert_true(strlen(row) >= 5);
        take(a, 300000);
        arena_rewind(a, outer);
    }
    assert_string_equal(kept, "kept");
    assert_true(arena_used(a) < 100);
    for (size_t n = 200000; n < 20000000; n *= 2) { /* a block that waits may be too small */
        struct arena_mark m = arena_mark(a);
        take(a, n);
        arena_rewind(a, m);
    }
    arena_reset(a);
    assert_dies(arena_rewind(a, ((struct arena_mark){ 0, 0, 1, 0 })), "m.total <= a->total");
}

static void texts_are_copied(void **state)
{
    struct arena *a = *state;
    assert_null(arena_dup(a, NULL));
    assert_string_equal(arena_dup(a, ""), "");
    assert_string_equal(arena_str(a, (str){ "abcdef", 3 }), "abc");
    assert_string_equal(arena_str(a, (str){ NULL, 0 }), "");
    assert_string_equal(arena_printf(a, "%s-%d", "x", 5), "x-5");
    for (int n = 250; n < 262; n++) { /* around the size of the first try */
        char *p = arena_printf(a, "%*d", n, 7);
        assert_int_equal(strlen(p), n);
        assert_int_equal(p[n - 1], '7');
    }
}

static void growing_keeps_the_content(void **state)
{
    struct arena *a = *state;
    size_t n = 1;
    char *p = arena_grow(a, NULL, 0, n);
    *p = 1;
    struct seeded r = { 8 };
    while (n < 600000) {
        size_t more = n + 1 + (size_t)seeded_below(&r, 5000);
        p = arena_grow(a, p, n, more);
        assert_true(all_zero(p + n, more - n));
        for (size_t i = n; i < more; i++) p[i] = (char)(i % 251 + 1);
        n = more;
        if (seeded_below(&r, 3) == 0) take(a, 10); /* now it is not the last one any more */
    }
    for (size_t i = 0; i < n; i++) assert_int_equal((unsigned char)p[i], i % 251 + 1);
    char *less = arena_grow(a, p, n, 5);
    assert_memory_equal(less, "\1\2\3\4\5", 5);
}

static void a_vec_grows(void **state)
{
    struct arena *a = *state;
    struct point {
        int64_t x;
        char tag;
    };
    VEC(struct point) v = { 0 };
    VEC(int) other = { 0 };
    for (int i = 0; i < 10000; i++) {
        struct point *p = vec_push(a, &v);
        assert_true(p->x == 0 && p->tag == 0);
        *p = (struct point){ i, 'p' };
        *vec_push(a, &other) = -i;
    }
    assert_int_equal(v.n, 10000);
    for (int i = 0; i < 10000; i++) {
        assert_int_equal(v.v[i].x, i);
        assert_int_equal(other.v[i], -i);
    }
}

static char order[8];

static void note(void *p)
{
    size_t n = strlen(order);
    order[n] = *(const char *)p;
    order[n + 1] = '\0';
}

static void deferred_calls_run_last_first(void **state)
{
    struct arena *a = *state;
    order[0] = '\0';
    arena_defer(a, note, arena_dup(a, "1"));
    struct arena_mark m = arena_mark(a);
    arena_defer(a, note, arena_dup(a, "2"));
    arena_defer(a, note, arena_dup(a, "3"));
    arena_rewind(a, m);
    assert_string_equal(order, "32");
    arena_defer(a, note, arena_dup(a, "4"));
    arena_reset(a);
    assert_string_equal(order, "3241");
    arena_reset(a);
    assert_string_equal(order, "3241");
    struct arena *b = arena_new();
    arena_defer(b, note, "5");
    arena_free(b);
    assert_string_equal(order, "32415");
    arena_free(NULL);
}

static void too_much_is_a_bug(void **state)
{
    struct arena *a = *state;
    assert_dies(arena_alloc(a, (size_t)513 << 20), "512 MiB");
    assert_dies(arena_alloc(a, SIZE_MAX), "512 MiB");
    assert_dies(arena_alloc(a, SIZE_MAX - 8), "512 MiB");
    assert_dies(arena_array(a, int64_t, SIZE_MAX / 4), "an array of");
    assert_dies(arena_grow(a, arena_alloc(a, 16), 16, SIZE_MAX), "512 MiB");
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, open_arena, close_arena)
TESTS(base_arena, WITH(memory_is_always_zero), WITH(a_mark_keeps_what_was_before),
      WITH(texts_are_copied), WITH(growing_keeps_the_content), WITH(a_vec_grows),
      WITH(deferred_calls_run_last_first), WITH(too_much_is_a_bug));

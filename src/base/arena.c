/* SPDX-License-Identifier: EUPL-1.2 */
/* arena.c — a bump allocator: one addition and one comparison per allocation, one sweep at the end.
 *
 * Invariant: every byte behind a block's ${used} is zero. Fresh blocks come from calloc, which gets
 * zero pages from the system for nothing; rewind and reset wipe what was used. So arena_alloc
 * itself never clears. In ASan builds a block holds one allocation, which makes overruns and stale
 * pointers visible; the rest is the same. It does not know what is stored, and gives nothing back
 * one by one.
 */
#include "base/arena.h"

#include "base/log.h"

#if defined(__SANITIZE_ADDRESS__)
#define ONE_EACH 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ONE_EACH 1
#endif
#endif
#ifndef ONE_EACH
#define ONE_EACH 0
#endif
#if ONE_EACH
#include <sanitizer/asan_interface.h>
#endif

enum { ALIGN = 16, FIRST = 256 * 1024, LARGEST_STEP = 8 * 1024 * 1024 };
#define CAP ((size_t)512 * 1024 * 1024)

struct block {
    char *p;
    size_t size, used;
};
struct defer {
    void (*fn)(void *);
    void *p;
};
struct arena {
    struct block now; /* a copy of blocks[at], written back when the arena moves on */
    size_t total;
    size_t at, n, room; /* which block is current, how many there are, how many fit in ${blocks} */
    struct block *blocks; /* those behind ${at} are empty and wait for reuse */
    struct defer *defers;
    size_t defers_n, defers_cap;
};

static void *heap(void *old, size_t size)
{
    void *p = realloc(old, size);
    if (!p) BUG("no memory for %zu bytes", size);
    return p;
}

static struct block block_new(size_t size)
{
    struct block b = { calloc(1, size), size, 0 };
    if (!b.p) BUG("no memory for a block of %zu bytes", size);
    return b;
}

static void block_wipe(struct block *b, size_t from)
{
    memset(b->p + from, 0, b->used - from);
    b->used = from;
}

/* drop_blocks: gives the blocks from ${first} on back to the system. */
static void drop_blocks(struct arena *a, size_t first)
{
    for (size_t i = first; i < a->n; i++) free(a->blocks[i].p);
    a->n = first;
}

static void add_block(struct arena *a, size_t size)
{
    if (a->n == a->room) {
        a->room = a->room ? a->room * 2 : 8;
        a->blocks = heap(a->blocks, a->room * sizeof *a->blocks);
    }
    a->blocks[a->n++] = block_new(size);
}

struct arena *arena_new(void)
{
    struct arena *a = heap(NULL, sizeof *a);
    *a = (struct arena){ 0 };
    add_block(a, ONE_EACH ? ALIGN : FIRST);
    a->now = a->blocks[0];
    return a;
}

static void run_defers(struct arena *a, size_t down_to)
{
    while (a->defers_n > down_to) {
        struct defer d = a->defers[--a->defers_n];
        d.fn(d.p);
    }
}

void arena_free(struct arena *a)
{
    if (!a) return;
    run_defers(a, 0);
    drop_blocks(a, 0);
    free(a->blocks);
    free(a->defers);
    free(a);
}

void arena_reset(struct arena *a)
{
    arena_rewind(a, (struct arena_mark){ 0 });
    drop_blocks(a, 1);
}

size_t arena_used(const struct arena *a) { return a->total; }

/* next_block: makes a block with room for ${size} current. */
static void next_block(struct arena *a, size_t size)
{
    a->blocks[a->at] = a->now;
    if (ONE_EACH || a->at + 1 == a->n || a->blocks[a->at + 1].size < size) {
        drop_blocks(a, a->at + 1);
        size_t step = a->now.size * 2 < LARGEST_STEP ? a->now.size * 2 : LARGEST_STEP;
        add_block(a, ONE_EACH || size > step ? size : step);
    }
    a->now = a->blocks[++a->at];
}

static void *alloc_slow(struct arena *a, size_t size)
{
    if (size > CAP || a->total + size > CAP) BUG("an arena wants more than %zu MiB", CAP >> 20);
    next_block(a, size);
    a->total += size;
    a->now.used = size;
    return a->now.p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    if (ONE_EACH) return alloc_slow(a, size ? size : 1);
    size_t need = (size + (ALIGN - 1)) & ~(size_t)(ALIGN - 1);
    if (need < size || need > a->now.size - a->now.used || a->total + need > CAP)
        return alloc_slow(a, need < size ? size : need);
    void *p = a->now.p + a->now.used;
    a->now.used += need;
    a->total += need;
    return p;
}

void *arena_alloc_array(struct arena *a, size_t size, size_t n)
{
    size_t all;
    if (__builtin_mul_overflow(size, n, &all)) BUG("an array of %zu × %zu bytes", n, size);
    return arena_alloc(a, all);
}

void *arena_grow(struct arena *a, void *old, size_t old_size, size_t new_size)
{
    if (!ONE_EACH && old && new_size >= old_size) {
        size_t had = (old_size + (ALIGN - 1)) & ~(size_t)(ALIGN - 1);
        size_t want = new_size > SIZE_MAX - ALIGN ? SIZE_MAX
                                                  : (new_size + (ALIGN - 1)) & ~(size_t)(ALIGN - 1);
        bool is_last = (char *)old + had == a->now.p + a->now.used;
        if (is_last && want - had <= a->now.size - a->now.used && a->total + (want - had) <= CAP) {
            a->now.used += want - had;
            a->total += want - had;
            return old;
        }
    }
    void *p = arena_alloc(a, new_size);
    size_t keep = old_size < new_size ? old_size : new_size;
    if (old && keep > 0) memcpy(p, old, keep);
#if ONE_EACH
    if (old)
        ASAN_POISON_MEMORY_REGION(old, old_size); /* whoever still holds the old block is told */
#endif
    return p;
}

char *arena_str(struct arena *a, str s)
{
    char *p = arena_alloc(a, s.n + 1);
    if (s.n > 0) memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return p;
}

char *arena_dup(struct arena *a, const char *z) { return z ? arena_str(a, str_of(z)) : NULL; }

char *arena_vprintf(struct arena *a, const char *fmt, va_list args)
{
    char first[256];
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(first, sizeof first, fmt, args);
    if (n < 0) BUG("a text cannot be formatted: %s", fmt);
    char *p = arena_alloc(a, (size_t)n + 1);
    if ((size_t)n < sizeof first)
        memcpy(p, first, (size_t)n + 1);
    else
        vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return p;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char *p = arena_vprintf(a, fmt, args);
    va_end(args);
    return p;
}

void arena_defer(struct arena *a, void (*fn)(void *), void *p)
{
    if (a->defers_n == a->defers_cap) {
        a->defers_cap = a->defers_cap ? a->defers_cap * 2 : 8;
        a->defers = heap(a->defers, a->defers_cap * sizeof *a->defers);
    }
    a->defers[a->defers_n++] = (struct defer){ fn, p };
}

struct arena_mark arena_mark(const struct arena *a)
{
    return (struct arena_mark){ a->at, a->now.used, a->total, a->defers_n };
}

void arena_rewind(struct arena *a, struct arena_mark m)
{
    MUST(m.block <= a->at && m.total <= a->total && m.defers <= a->defers_n);
    run_defers(a, m.defers);
    a->blocks[a->at] = a->now;
    if (ONE_EACH) {
        drop_blocks(a, m.block + 1);
    } else {
        for (size_t i = m.block + 1; i <= a->at; i++) block_wipe(&a->blocks[i], 0);
        block_wipe(&a->blocks[m.block], m.used);
    }
    a->at = m.block;
    a->now = a->blocks[a->at];
    a->total = m.total;
}

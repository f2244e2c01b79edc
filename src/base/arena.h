/* SPDX-License-Identifier: EUPL-1.2 */
/* arena.h — memory that lives as long as one request or one job, freed at once.
 *
 * arena_alloc never returns NULL: past the hard cap (512 MiB) or when the system has none left it
 * logs and aborts; inputs are bounded at the edge, so only a bug gets there. Memory is zeroed. In
 * ASan builds every allocation is a malloc of its own, so that the sanitizer sees overruns. Not
 * thread-safe: one arena, one thread.
 */
#ifndef KOLO_BASE_ARENA_H
#define KOLO_BASE_ARENA_H

#include "base/str.h"

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a);
/** arena_reset(a): everything allocated is gone, deferred calls have run (last first), the first
 * 256 KiB stay for reuse. */
void arena_reset(struct arena *a);
/** arena_used(a): bytes handed out since the last reset. */
size_t arena_used(const struct arena *a);

void *arena_alloc(struct arena *a, size_t size) __attribute__((returns_nonnull, malloc));
/** arena_array(a, type, n): n zeroed elements; n*sizeof overflow aborts. */
#define arena_array(a, type, n) ((type *)arena_alloc_array((a), sizeof(type), (n)))
void *arena_alloc_array(struct arena *a, size_t size, size_t n) __attribute__((returns_nonnull));
/** arena_grow(a, old, old_size, new_size): a copy of old in a larger block (in place where
 * possible). */
void *arena_grow(struct arena *a, void *old, size_t old_size, size_t new_size)
    __attribute__((returns_nonnull));

/** Copies, always NUL-terminated. arena_dup(a, NULL) is NULL. */
char *arena_dup(struct arena *a, const char *z);
char *arena_str(struct arena *a, str s) __attribute__((returns_nonnull));
char *arena_printf(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3), returns_nonnull));
char *arena_vprintf(struct arena *a, const char *fmt, va_list args)
    __attribute__((format(printf, 2, 0), returns_nonnull));

/** arena_defer(a, fn, p): fn(p) runs at arena_reset/arena_free. For the few outside resources
 * (files, library objects). */
void arena_defer(struct arena *a, void (*fn)(void *), void *p);

/** arena_mark/arena_rewind: give back all that was allocated since the mark (loops over big
 * exports). Deferred calls made since the mark run. */
struct arena_mark {
    size_t block, used, total, defers;
};
struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark m);

#endif

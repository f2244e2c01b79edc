/* SPDX-License-Identifier: EUPL-1.2 */
/* vec.c — the untyped half of VEC: it knows sizes, not types. */
#include "base/vec.h"

#include "base/log.h"

void *vec_more(struct arena *a, void *v, size_t size, size_t *cap)
{
    size_t old_bytes = size * *cap; /* was allocated, so it fits */
    size_t more = *cap ? *cap * 2 : 8, bytes;
    if (more < *cap || __builtin_mul_overflow(more, size, &bytes))
        BUG("a vec of %zu × %zu bytes", more, size);
    *cap = more;
    return arena_grow(a, v, old_bytes, bytes);
}

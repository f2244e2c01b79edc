/* SPDX-License-Identifier: EUPL-1.2 */
/* vec.h — a typed growing array in an arena: VEC(struct row) rows = { 0 }; *vec_push(a, &rows) =
 * row; rows.v[i], rows.n */
#ifndef KOLO_BASE_VEC_H
#define KOLO_BASE_VEC_H

#include "base/arena.h"

#define VEC(type)      \
    struct {           \
        type *v;       \
        size_t n, cap; \
    }

/** vec_push(a, vec): a pointer to a new zeroed last element. */
#define vec_push(a, vec)                                                             \
    ((vec)->n == (vec)->cap                                                          \
         ? (void)((vec)->v = vec_more((a), (vec)->v, sizeof *(vec)->v, &(vec)->cap)) \
         : (void)0,                                                                  \
     &(vec)->v[(vec)->n++])

void *vec_more(struct arena *a, void *v, size_t size, size_t *cap);

#endif

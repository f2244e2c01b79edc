/* SPDX-License-Identifier: EUPL-1.2 */
/* buf.h — a growing byte buffer with a hard cap and a sticky error: append freely, test once.
 *
 * Invariant: after buf_init, b->p is never NULL and b->p[b->n] is NUL. Past ${max} bytes the buffer
 * keeps what it has, sets failed, and ignores further appends. Heap memory: give it back with
 * buf_done.
 */
#ifndef KOLO_BASE_BUF_H
#define KOLO_BASE_BUF_H

#include "base/str.h"

#include <stdarg.h>

struct buf {
    char *p;
    size_t n, cap, max;
    bool failed;
};

void buf_init(struct buf *b, size_t max);
void buf_done(struct buf *b);
/** buf_clear(b): empty again, memory kept (a block above 256 KiB is given back). */
void buf_clear(struct buf *b);
static inline bool buf_ok(const struct buf *b) { return !b->failed; }

void buf_put(struct buf *b, const void *p, size_t n);
void buf_char(struct buf *b, char c);
void buf_text(struct buf *b, const char *z); /* NULL appends nothing */
void buf_str(struct buf *b, str s);
void buf_int(struct buf *b, int64_t n);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *fmt, va_list args)
    __attribute__((format(printf, 2, 0)));
static inline str buf_slice(const struct buf *b) { return (str){ b->p, b->n }; }

#endif

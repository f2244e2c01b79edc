/* SPDX-License-Identifier: EUPL-1.2 */
/* buf.c — appending bytes. What does not fit under the cap is left out whole, and so is all that
 * follows, so that a cut-off text is never taken for a whole one: the caller looks at buf_ok once,
 * at the end.
 */
#include "base/buf.h"

#include "base/digits.h"
#include "base/log.h"

enum { FIRST = 512, KEEP = 256 * 1024 };

static char *heap(void *old, size_t size)
{
    char *p = realloc(old, size);
    if (!p) BUG("no memory for a buffer of %zu bytes", size);
    return p;
}

void buf_init(struct buf *b, size_t max)
{
    MUST(max < SIZE_MAX / 4);
    *b = (struct buf){ .p = heap(NULL, FIRST), .cap = FIRST, .max = max };
    b->p[0] = '\0';
}

void buf_done(struct buf *b)
{
    free(b->p);
    *b = (struct buf){ 0 };
}

void buf_clear(struct buf *b)
{
    if (b->cap > KEEP) {
        b->p = heap(b->p, FIRST);
        b->cap = FIRST;
    }
    b->n = 0;
    b->p[0] = '\0';
    b->failed = false;
}

/* room_slow: grows by doubling, or fails. */
static bool room_slow(struct buf *b, size_t n)
{
    if (b->failed) return false;
    if (n > b->max - b->n) {
        b->failed = true;
        return false;
    }
    if (n < b->cap - b->n) return true;
    size_t cap = b->cap;
    while (cap <= b->n + n) cap *= 2;
    if (cap > b->max + 1) cap = b->max + 1;
    b->p = heap(b->p, cap);
    b->cap = cap;
    return true;
}

/* room: is there place for ${n} bytes and NUL, now or after growing? */
static inline bool room(struct buf *b, size_t n)
{
    if (__builtin_expect(n < b->cap - b->n && n <= b->max - b->n && !b->failed, 1)) return true;
    return room_slow(b, n);
}

void buf_put(struct buf *b, const void *p, size_t n)
{
    if (n == 0 || !room(b, n)) return;
    memcpy(b->p + b->n, p, n);
    b->n += n;
    b->p[b->n] = '\0';
}

void buf_char(struct buf *b, char c)
{
    if (!room(b, 1)) return;
    b->p[b->n++] = c;
    b->p[b->n] = '\0';
}

void buf_text(struct buf *b, const char *z)
{
    if (z) buf_put(b, z, strlen(z));
}

void buf_str(struct buf *b, str s) { buf_put(b, s.p, s.n); }

void buf_int(struct buf *b, int64_t n)
{
    char digits[DIGITS_MAX + 1], *end = digits + sizeof digits;
    char *p = digits_before(end, digits_abs(n));
    if (n < 0) *--p = '-';
    buf_put(b, p, (size_t)(end - p));
}

void buf_vprintf(struct buf *b, const char *fmt, va_list args)
{
    if (b->failed) return;
    va_list again;
    va_copy(again, args);
    size_t left = b->cap - b->n;
    int n = vsnprintf(b->p + b->n, left, fmt, args);
    if (n < 0) BUG("a text cannot be formatted: %s", fmt);
    if (room(b, (size_t)n)) {
        if ((size_t)n >= left) vsnprintf(b->p + b->n, b->cap - b->n, fmt, again);
        b->n += (size_t)n;
    }
    b->p[b->n] = '\0'; /* what did not fit under the cap is not there */
    va_end(again);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    buf_vprintf(b, fmt, args);
    va_end(args);
}

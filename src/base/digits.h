/* SPDX-License-Identifier: EUPL-1.2 */
/* digits.h — decimal digits without snprintf, for buf.c, date.c and money.c. Private to base. */
#ifndef KOLO_BASE_DIGITS_H
#define KOLO_BASE_DIGITS_H

#include <stdint.h>
#include <string.h>

#define DIGITS_MAX 20 /* of the largest uint64 */

static inline void digits_two(char *p, unsigned v)
{
    static const char pairs[] = "00010203040506070809101112131415161718192021222324"
                                "25262728293031323334353637383940414243444546474849"
                                "50515253545556575859606162636465666768697071727374"
                                "75767778798081828384858687888990919293949596979899";
    memcpy(p, pairs + v * 2, 2);
}

/** digits_before(end, v): writes ${v} so that it ends just before ${end}; returns where it begins.
 */
static inline char *digits_before(char *end, uint64_t v)
{
    while (v >= 100) {
        end -= 2;
        digits_two(end, (unsigned)(v % 100));
        v /= 100;
    }
    if (v >= 10) {
        end -= 2;
        digits_two(end, (unsigned)v);
    } else {
        *--end = (char)('0' + v);
    }
    return end;
}

/** digits_abs(n): the magnitude, INT64_MIN included. */
static inline uint64_t digits_abs(int64_t n) { return n < 0 ? 0 - (uint64_t)n : (uint64_t)n; }

#endif

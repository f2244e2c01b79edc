/* SPDX-License-Identifier: EUPL-1.2 */
/* str.h — a slice of bytes, by value. Not NUL-terminated, not owned. */
#ifndef KOLO_BASE_STR_H
#define KOLO_BASE_STR_H

#include "base/banned.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct str {
    const char *p;
    size_t n;
} str;

/** str_of(z): the bytes of the C string ${z} without its NUL; NULL gives the empty slice.
 * STR("lit") for literals. */
str str_of(const char *z);
#define STR(lit) ((str){ "" lit, sizeof(lit) - 1 })

bool str_eq(str a, str b);
bool str_is(str a, const char *z);
/** ASCII case only. */
bool str_is_nocase(str a, const char *z);
bool str_starts(str a, const char *z);
/** str_trim(a): ${a} without leading and trailing ASCII white space. */
str str_trim(str a);
/** str_cut(rest, sep): what stands before the next ${sep}; ${rest} moves behind it, or becomes
 * empty at the end. */
str str_cut(str *rest, char sep);
/** z_eq(a, b): are two C strings equal? NULL equals only NULL. */
bool z_eq(const char *a, const char *b);

/** str_int64(s, out): a whole decimal number, an optional '-' and 1..19 digits, no blanks; false
 * when not one or out of range. */
bool str_int64(str s, int64_t *out);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* utf8.h — text is checked once at the edge and is good UTF-8 from then on. */
#ifndef KOLO_BASE_UTF8_H
#define KOLO_BASE_UTF8_H

#include "base/arena.h"

/** utf8_ok(s): well-formed UTF-8 (no surrogates, no overlong forms), no NUL, no control characters
 * but tab, LF, CR. */
bool utf8_ok(str s);
/** utf8_next(s): takes the first code point off ${s}; -1 at the end. ${s} must be good UTF-8. */
int32_t utf8_next(str *s);
void utf8_put(int32_t c, char out[5]);
size_t utf8_count(str s); /* code points */
/** utf8_line(a, z): ${z} (NULL: "") as a name is kept: one line, no control or direction
 * characters, one blank between words and none around them; "" for what is no UTF-8. */
const char *utf8_line(struct arena *a, const char *z);
/** utf8_fold(a, z): the search key of ${z}: Serbian/Macedonian/Bulgarian Cyrillic to Latin,
 * diacritics off, case off, spaces folded ("Шабац", "Šabac" and "SABAC" give "sabac"; đ and dj both
 * give "dj"). For *_key columns. */
char *utf8_fold(struct arena *a, const char *z);
/** utf8_pattern(a, z): what a person looks for, folded as search keys are, the signs of LIKE made
 * harmless for ESCAPE '!'; NULL for nothing asked. */
char *utf8_pattern(struct arena *a, const char *z);

#endif

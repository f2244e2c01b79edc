/* SPDX-License-Identifier: EUPL-1.2 */
/* words.h — the words of a text as searches compare them, in any script. */
#ifndef KOLO_I18N_WORDS_H
#define KOLO_I18N_WORDS_H

#include "base/arena.h"

/** words_of(a, z): the words of ${z}, folded as utf8_fold does and, in other scripts, without case
 * and marks, with one blank between two; all else parts words. A word is cut after WORDS_LONGEST
 * bytes. "" when there is none. */
char *words_of(struct arena *a, const char *z);
/** words_next(rest): the next word of a text as it stands there, without the signs before it; empty
 * at the end. words_of makes at least one word of it. */
str words_next(str *rest);
enum { WORDS_LONGEST = 64 };

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* words.h — two texts compared word by word. */
#ifndef KOLO_BASE_WORDS_H
#define KOLO_BASE_WORDS_H

#include "base/arena.h"

enum words_kind { WORDS_SAME, WORDS_GONE, WORDS_NEW };
struct words_run {
    enum words_kind kind;
    const char *text; /* with the blanks between and behind its words */
};
/** words_compare(a, before, after, n): the runs that make ${before} (same and gone) and ${after}
 * (same and new), in the order of reading; the longest common row of words stays. Texts of together
 * more than some thousand words of difference are shown as gone and new whole. */
struct words_run *words_compare(struct arena *a, const char *before, const char *after, size_t *n);
/** words_find(a, text, passage): where ${text}, Markdown, has the words of ${passage} as a reader
 * sees them: blanks and line ends are one blank, and signs of emphasis, headings and quotations are
 * not looked at. p NULL: nowhere. It is the part of ${text}, with its signs. Takes as long as the
 * texts are, whatever they hold. */
str words_find(struct arena *a, const char *text, const char *passage);

#endif

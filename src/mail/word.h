/* SPDX-License-Identifier: EUPL-1.2 */
/* word.h — encoded words of headers (RFC 2047), before GMime sees them. Private to mail. */
#ifndef KOLO_MAIL_WORD_H
#define KOLO_MAIL_WORD_H

#include "base/cx.h"

/** word_joined(cx, raw): a header's value as it came, unfolded, with each run of encoded words that
 * nothing but blanks parts written as one word of UTF-8 in base64. Whole words are decoded, not
 * whole characters: many programs cut within a character (§5 forbids it), and GMime loses what
 * stands behind a padded word. What is no encoded word stays as it is, byte by byte. */
const char *word_joined(struct cx *cx, const char *raw);

#endif

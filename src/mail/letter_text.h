/* SPDX-License-Identifier: EUPL-1.2 */
/* letter_text.h — the text of a mail as lines a person would see. Private to mail. */
#ifndef KOLO_MAIL_LETTER_TEXT_H
#define KOLO_MAIL_LETTER_TEXT_H

#include "base/cx.h"

/** letter_html(cx, html): the words of a page: a line a block, quotations with "> " before them,
 * addresses behind their links. Good UTF-8 in and out. */
const char *letter_html(struct cx *cx, const char *html);
/** letter_flowed(cx, z, delsp): RFC 3676: lines that were broken to fit are whole again. */
const char *letter_flowed(struct cx *cx, const char *z, bool delsp);

#endif

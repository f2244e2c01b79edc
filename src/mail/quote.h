/* SPDX-License-Identifier: EUPL-1.2 */
/* quote.h — what a person wrote, out of a mail that also quotes what they answer and ends with
 * their signature. Private to mail.
 */
#ifndef KOLO_MAIL_QUOTE_H
#define KOLO_MAIL_QUOTE_H

#include "base/cx.h"

/** quote_cut(cx, whole): without lines that begin with ">", the line that introduces them, blocks
 * of an older mail below it, and signatures; in the languages of the partners. Answers between
 * quotations stay. "" where nothing is one's own: what is only quoted has the links by which its
 * recipient acts, and is nobody's contribution. */
const char *quote_cut(struct cx *cx, const char *whole);

#endif

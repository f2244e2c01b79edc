/* SPDX-License-Identifier: EUPL-1.2 */
/* letter_write.h — a mail as a person's mail program writes it: what comes in where people have no
 * mailbox, as in a demonstration.
 */
#ifndef KOLO_MAIL_LETTER_WRITE_H
#define KOLO_MAIL_LETTER_WRITE_H

#include "base/cx.h"

struct letter_written {
    const char *name, *from; /* who writes; name NULL or "": none */
    const char *to;          /* the address to answer to */
    const char *subject;
    const char *message_id; /* without < > */
    const char *text;       /* UTF-8, lines of LF or CR LF */
};
/** letter_write(cx, w): its bytes: headers of RFC 5322 with words of RFC 2047, quoted-printable
 * text. Whatever stands in ${w}, it adds no header and ends no line. */
str letter_write(struct cx *cx, const struct letter_written *w);

#endif

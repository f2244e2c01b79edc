/* SPDX-License-Identifier: EUPL-1.2 */
/* letter_write.c — headers and text of a mail that a person might have sent. */
#include "mail/letter_write.h"

#include "base/buf.h"
#include "mail/smtp.h"

#include <string.h>

enum { LINE = 72, MOST = 1 << 22 };

/* RFC 2045 §6.7: printable ASCII as it is, the rest in hexadecimal, short lines. */
static void quoted(struct buf *b, const char *text)
{
    size_t column = 0;
    for (const char *p = text; *p; p++) {
        const unsigned char c = (unsigned char)*p;
        if (c == '\r' && p[1] == '\n') continue;
        if (c == '\n') {
            buf_text(b, "\r\n");
            column = 0;
            continue;
        }
        if (column >= LINE) {
            buf_text(b, "=\r\n");
            column = 0;
        }
        const bool ends = (c == ' ' || c == '\t') && (p[1] == '\n' || p[1] == '\r' || !p[1]);
        const bool plain = (c > ' ' && c < 0x7F && c != '=') || ((c == ' ' || c == '\t') && !ends);
        if (plain)
            buf_char(b, (char)c);
        else
            buf_printf(b, "=%02X", c);
        column += plain ? 1 : 3;
    }
}

str letter_write(struct cx *cx, const struct letter_written *w)
{
    struct buf b;
    buf_init(&b, MOST);
    buf_printf(&b,
               "From: %s\r\nTo: %s\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%s>\r\n"
               "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
               "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
               smtp_mailbox(cx, w->name ? w->name : "", w->from), smtp_words(cx, w->to),
               smtp_words(cx, w->subject), smtp_date(cx, cx->now), smtp_words(cx, w->message_id));
    quoted(&b, w->text);
    buf_text(&b, "\r\n");
    const str out = { arena_str(cx->arena, buf_slice(&b)), b.n };
    buf_done(&b);
    return out;
}

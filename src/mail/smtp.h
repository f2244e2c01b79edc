/* SPDX-License-Identifier: EUPL-1.2 */
/* smtp.h — one mail handed to a mail server (RFC 5321), through libcurl. It knows no database. */
#ifndef KOLO_MAIL_SMTP_H
#define KOLO_MAIL_SMTP_H

#include "base/cx.h"

struct smtp_config {
    const char *url; /* smtp://host:port (STARTTLS; asked for on loopback only where it is offered),
                        or smtps:// */
    const char *user, *password; /* NULL: none */
    const char *from;            /* address that mails come from */
    const char *from_name;       /* "Kolo" */
    const char *reply;           /* "reply@kolo.example.org", where answers come in: sign_address;
                                    NULL: mails cannot be answered */
    const char *ca;              /* file with certificates to be trusted, NULL: the system's */
    const char *base;            /* "https://kolo.example.org", what links begin with; NULL: none */
    const char *list;            /* List-Id: "kolo.example.org" */
};

struct smtp_mail {
    const char *address, *name, *lang, *subject, *text, *html;
    const char *message_id, *thread_id; /* without < > */
    stamp date;
};

enum smtp_end {
    SMTP_SENT,    /* the server has taken it */
    SMTP_LATER,   /* not now: unreachable, busy, greylisted, or it does not let us in */
    SMTP_REFUSED, /* never: 5xx */
    SMTP_UNCLEAR, /* the connection broke after the mail had gone and before the answer */
};

/** A connection that is kept for the next mail; belongs to one thread. smtp_open: NULL: no memory.
 */
struct smtp;
struct smtp *smtp_open(const struct smtp_config *cfg);
void smtp_close(struct smtp *s);
/** smtp_send(cx, s, m, trouble): *trouble is the server's last word or what went wrong, "" for
 * none. */
enum smtp_end smtp_send(struct cx *cx, struct smtp *s, const struct smtp_mail *m,
                        const char **trouble);
/** smtp_words(cx, z): a header's text; RFC 2047 words where it is not plain ASCII; control
 * characters, line ends among them, become blanks. */
const char *smtp_words(struct cx *cx, const char *z);
/** smtp_date(cx, s): "Wed, 25 Nov 2026 16:00:00 +0000" (RFC 5322 §3.3). */
const char *smtp_date(struct cx *cx, stamp s);

#endif

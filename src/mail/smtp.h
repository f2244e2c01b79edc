/* SPDX-License-Identifier: EUPL-1.2 */
/* smtp.h — one mail handed to a mail server (RFC 5321), through libcurl. It knows no database. */
#ifndef KOLO_MAIL_SMTP_H
#define KOLO_MAIL_SMTP_H

#include "base/cx.h"

#include <stdatomic.h>

struct smtp_config {
    const char *url; /* smtp://host:port (with STARTTLS, and nothing goes without; on loopback only
                        where ${ca} is given), or smtps:// */
    const char *user, *password; /* NULL: none */
    const char *from;            /* address that mails come from */
    const char *from_name;       /* "Kolo" */
    const char *reply;           /* "reply@kolo.example.org", where answers come in: sign_address;
                                    NULL: mails cannot be answered */
    const char *ca;              /* file with certificates to be trusted, NULL: the system's */
    const char *base;            /* "https://kolo.example.org", what links begin with; NULL: none */
    const char *list;            /* List-Id: "kolo.example.org" */
    const atomic_bool *stop;     /* once true, no mail begins and none is waited for long; NULL:
                                    never */
};

struct smtp_mail {
    const char *address, *name, *lang, *subject, *text, *html;
    const char *envelope;               /* where it comes back to when it cannot be delivered */
    const char *reply_to;               /* NULL: none */
    const char *message_id, *thread_id; /* without < > */
    const char *unsubscribe;            /* an address for one click (RFC 8058); NULL: none */
    const char *calendar, *method;      /* iCalendar and its METHOD (RFC 6047); NULL: none */
    stamp date;
};

enum smtp_end {
    SMTP_SENT,    /* the server has taken it */
    SMTP_LATER,   /* not this one now: greylisted, a mailbox that is busy */
    SMTP_AWAY,    /* no mail at all now: unreachable, shutting down, does not let us in; it has not
                     heard of this one's recipient */
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
/** smtp_is_dead(trouble): does the server say that nobody has this address (5.1.x, RFC 3463)? */
bool smtp_is_dead(const char *trouble);
/** smtp_is_here(url): the server is on this machine, where nothing has to be encrypted. */
bool smtp_is_here(const char *url);
/** smtp_mailbox(cx, name, address): a name before an address: quoted, unless it had to be encoded;
 * "" none. */
const char *smtp_mailbox(struct cx *cx, const char *name, const char *address);
/** smtp_words(cx, z): a header's text; RFC 2047 words where it is not plain ASCII; control
 * characters, line ends among them, become blanks. */
const char *smtp_words(struct cx *cx, const char *z);
/** smtp_date(cx, s): "Wed, 25 Nov 2026 16:00:00 +0000" (RFC 5322 §3.3). */
const char *smtp_date(struct cx *cx, stamp s);

#endif

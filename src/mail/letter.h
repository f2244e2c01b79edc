/* SPDX-License-Identifier: EUPL-1.2 */
/* letter.h — the bytes of one mail (RFC 5322, MIME) as what they say. Anything may have been sent:
 * whatever comes out is good UTF-8, bounded, and in cx->arena. Private to mail.
 */
#ifndef KOLO_MAIL_LETTER_H
#define KOLO_MAIL_LETTER_H

#include "base/cx.h"
#include "base/rand.h"
#include "mail/reply.h"

/* What is looked into; a mail beyond is kept as it came, and said to be ${cut}. */
enum { LETTER_DEPTH = 30, LETTER_PARTS = 300, LETTER_FILES = 100, LETTER_TEXT = 512 * 1024 };

/** A delivery that failed, or may still (RFC 3464). */
struct letter_bounce {
    bool is_one;
    bool failed;            /* for good; else it is merely late */
    const char *message_id; /* of the mail that came back; "" unknown */
    const char *recipient, *status, *why;
};
struct letter {
    const char *message_id; /* without < >; "" none */
    const char *from;       /* address in small letters; "" none */
    const char *from_name, *subject;
    stamp date;            /* 0: none that can be read */
    const char *const *to; /* addresses it went to, of all headers that say so; small letters */
    size_t n_to;
    const char *const *answers; /* Message-IDs of In-Reply-To and References */
    size_t n_answers;
    const char *list_id; /* "" none */
    const char *loop;    /* X-Loop */
    bool automatic;      /* sent by a program, not by a person (RFC 3834 and what came before it) */
    const char *whole;   /* the text with all that it quotes */
    const char *calendar; /* iCalendar with METHOD:REPLY; NULL none */
    const struct reply_file *file;
    size_t n_files;
    struct letter_bounce bounce;
    char digest[HEX32]; /* of what stands below the headers; however lines end */
    bool cut;           /* deeper, of more parts or longer than is looked into */
};

/** letter_read(cx, raw, out): never refuses; what it cannot make out is "" or nothing. */
void letter_read(struct cx *cx, str raw, struct letter *out);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* inbound.h — a mail that came in: kept as it came, and, where it is an answer to one of ours by
 * the person whom that one was sent to, given to the domain as that person's contribution. The same
 * mail twice, on whatever ways, changes nothing.
 */
#ifndef KOLO_MAIL_INBOUND_H
#define KOLO_MAIL_INBOUND_H

#include "mail/reply.h"

/* A larger one is not taken in, only its headers are. */
enum { INBOUND_MOST = 25 * 1024 * 1024, INBOUND_HEAD = 256 * 1024 };
/* More than that from one address within an hour is no person. */
enum { INBOUND_HOUR = 60 };

struct inbound_config {
    const char *address; /* KOLO_MAIL_REPLY: "reply@example.org"; answers come to reply+WORD@ */
    const char *from;    /* KOLO_MAIL_FROM; where it is not set, the same */
    const char *list;    /* what our List-Id says */
};

enum inbound_via { INBOUND_PIPE, INBOUND_IMAP };

/* What became of it: the words of the column inbound.state. */
#define INBOUND_PLACED "placed"       /* a contribution */
#define INBOUND_TRAY "tray"           /* a person decides */
#define INBOUND_BOUNCE "bounce"       /* one of ours that came back */
#define INBOUND_AUTO "auto"           /* an answering machine */
#define INBOUND_LOOP "loop"           /* our own, or too many at once */
#define INBOUND_ANSWERED "answered"   /* by a person out of the tray */
#define INBOUND_DISCARDED "discarded" /* by a person, who said why */

struct inbound_end {
    int64_t id;
    const char *state, *reason; /* reason: see inbound_reason */
    bool again;                 /* it was here already; nothing was changed */
};

/** inbound_take(cx, cfg, raw, size, via, out): outside a transaction. ${size} is that of the whole;
 * above INBOUND_MOST ${raw} is its beginning. RC_OK: it is kept for good, whatever became of it;
 * else nothing was changed and it has to be given again later (RC_BUSY, RC_FAIL). */
enum rc inbound_take(struct cx *cx, const struct inbound_config *cfg, str raw, int64_t size,
                     enum inbound_via via, struct inbound_end *out) MUST_USE;

/** inbound_read(cx, document, out): text, calendar and files of a mail that is kept; the rest of
 * *out is empty. For who places it by hand. */
enum rc inbound_read(struct cx *cx, int64_t document, struct reply *out) MUST_USE;

/** inbound_reason(cx, word): a sentence for the secretariat, in the reader's language: why it lies
 * in the tray. inbound_reason_at(i): all words, NULL at the end. */
const char *inbound_reason(struct cx *cx, const char *word);
const char *inbound_reason_at(size_t i);

#endif

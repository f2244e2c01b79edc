/* SPDX-License-Identifier: EUPL-1.2 */
/* outbox.h — what empties the outbox. Several servers on one PostgreSQL may each have theirs. */
#ifndef KOLO_MAIL_OUTBOX_H
#define KOLO_MAIL_OUTBOX_H

#include "mail/smtp.h"

/** outbox_pass(cx, s, cfg, sent): tries what is due now, oldest first, at most OUTBOX_PASS; *sent
 * is how many the server took. See README.md for why none goes twice. *away: the server is not to
 * be had, so what is due waits. */
enum { OUTBOX_PASS = 10000 };
enum rc outbox_pass(struct cx *cx, struct smtp *s, const struct smtp_config *cfg, size_t *sent,
                    bool *away) MUST_USE;
/** A claim not settled for so many seconds is one whose worker died. */
enum { OUTBOX_LEASE = 15 * 60 };

/** outbox_start(cfg, url): threads with connections of their own to the database; NULL and a line
 * in the log when it cannot be. outbox_stop: gives back what has not gone, and waits a little for
 * the answer to what has. */
struct outbox;
struct outbox *outbox_start(const struct smtp_config *cfg, const char *url);
void outbox_stop(struct outbox *o);

#endif

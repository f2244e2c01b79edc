/* SPDX-License-Identifier: EUPL-1.2 */
/* outbox.h — the worker that empties the outbox. One a server; several servers on one PostgreSQL
 * may each have one.
 */
#ifndef KOLO_MAIL_OUTBOX_H
#define KOLO_MAIL_OUTBOX_H

#include "mail/smtp.h"

/** outbox_pass(cx, s, cfg, sent): tries what is due now, oldest first, at most OUTBOX_PASS; *sent
 * is how many the server took. A mail is marked in a transaction of its own before the server hears
 * of it, so that one whose end nobody knows is never sent a second time. */
enum { OUTBOX_PASS = 100 };
enum rc outbox_pass(struct cx *cx, struct smtp *s, const struct smtp_config *cfg,
                    size_t *sent) MUST_USE;
/** outbox_begin(cx): what a server that died was sending becomes “unclear”. Before the first pass.
 */
enum rc outbox_begin(struct cx *cx) MUST_USE;

/** outbox_start(cfg, url): a thread with its own connection to the database; NULL and a line in the
 * log when it cannot be. outbox_stop waits for the mail that is being sent. */
struct outbox;
struct outbox *outbox_start(const struct smtp_config *cfg, const char *url);
void outbox_stop(struct outbox *o);

#endif

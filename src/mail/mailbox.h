/* SPDX-License-Identifier: EUPL-1.2 */
/* mailbox.h — the worker that takes mails out of an IMAP folder. A mail leaves the folder after the
 * transaction that keeps it has been committed; so none is lost, and one that is given twice is
 * here already (inbound.h). Several servers may look into the same folder.
 */
#ifndef KOLO_MAIL_MAILBOX_H
#define KOLO_MAIL_MAILBOX_H

#include "mail/imap.h"
#include "mail/inbound.h"

struct mailbox_config {
    struct imap_config imap;
    struct inbound_config inbound;
    int every; /* seconds between two looks where the server has no IDLE */
};

/** mailbox_start(cfg, url): a thread with its own connection to the database; NULL and a line in
 * the log when it cannot be. ${cfg} outlives it. mailbox_stop waits for the mail in hand. */
struct mailbox;
struct mailbox *mailbox_start(const struct mailbox_config *cfg, const char *url);
void mailbox_stop(struct mailbox *b);

#endif

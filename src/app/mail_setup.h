/* SPDX-License-Identifier: EUPL-1.2 */
/* mail_setup.h — the settings of outgoing mail, and of the address that answers come to. */
#ifndef KOLO_APP_MAIL_SETUP_H
#define KOLO_APP_MAIL_SETUP_H

#include "mail/mailbox.h"
#include "mail/smtp.h"

/** mail_setup(cx, out, on): from KOLO_SMTP, KOLO_SMTP_USER, KOLO_SMTP_PASSWORD, KOLO_SMTP_CA,
 * KOLO_MAIL_FROM, KOLO_MAIL_REPLY and KOLO_URL. *on false: KOLO_SMTP is not set, and mails wait. A
 * setting that cannot be right is a problem with a sentence. */
enum rc mail_setup(struct cx *cx, struct smtp_config *out, bool *on) MUST_USE;
/** mail_setup_reply(cx, out): KOLO_MAIL_REPLY alone, for who takes what comes in: the address that
 * signed words are put into (sign_address, sign_word_in); NULL: mails cannot be answered. */
enum rc mail_setup_reply(struct cx *cx, const char **out) MUST_USE;
/** mail_setup_inbound(cx, out, on): where answers come to. *on false: KOLO_MAIL_REPLY is not set.
 */
enum rc mail_setup_inbound(struct cx *cx, struct inbound_config *out, bool *on) MUST_USE;
/** mail_setup_mailbox(cx, out, on): from KOLO_IMAP, KOLO_IMAP_USER, KOLO_IMAP_PASSWORD,
 * KOLO_IMAP_FOLDER, KOLO_IMAP_DONE, KOLO_IMAP_EVERY and KOLO_IMAP_CA. *on false: KOLO_IMAP is not
 * set. */
enum rc mail_setup_mailbox(struct cx *cx, struct mailbox_config *out, bool *on) MUST_USE;

#endif

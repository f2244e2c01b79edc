/* SPDX-License-Identifier: EUPL-1.2 */
/* mail_setup.h — the settings of outgoing mail. */
#ifndef KOLO_APP_MAIL_SETUP_H
#define KOLO_APP_MAIL_SETUP_H

#include "mail/smtp.h"

/** mail_setup(cx, out, on): from KOLO_SMTP, KOLO_SMTP_USER, KOLO_SMTP_PASSWORD, KOLO_MAIL_FROM and
 * KOLO_URL. *on false: KOLO_SMTP is not set, and mails wait. A setting that cannot be right is a
 * problem with a sentence. */
enum rc mail_setup(struct cx *cx, struct smtp_config *out, bool *on) MUST_USE;

#endif

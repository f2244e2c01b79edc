/* SPDX-License-Identifier: EUPL-1.2 */
/* mail.h — answers by mail to a consultation. */
#ifndef KOLO_CONSULT_MAIL_H
#define KOLO_CONSULT_MAIL_H

#include "mail/reply.h"

/** consult_reply: the reply_take of "consultation". */
enum rc consult_reply(struct cx *cx, const struct reply *r);

#endif

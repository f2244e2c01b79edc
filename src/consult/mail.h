/* SPDX-License-Identifier: EUPL-1.2 */
/* mail.h — answers by mail to a consultation. */
#ifndef KOLO_CONSULT_MAIL_H
#define KOLO_CONSULT_MAIL_H

#include "mail/reply.h"

/** consult_reply: the reply_take of "consultation". */
enum rc consult_reply(struct cx *cx, const struct reply *r);
/** consult_seat_reply: of "consultation_seat" and "consultation_contact": the answer speaks for a
 * seat, whether of a colleague, of the member that holds its proxy, or of a contact without an
 * account.
 */
enum rc consult_seat_reply(struct cx *cx, const struct reply *r);

#endif

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
/** consult_seat_thing: the reply_find of both. consult_contact_at: of a contact of the round that
 * is open. */
enum rc consult_seat_thing(struct cx *cx, const char *type, int64_t id, struct reply_thing *out);
enum rc consult_contact_at(struct cx *cx, int64_t id, const char *address, struct reply_guest *out);

#endif

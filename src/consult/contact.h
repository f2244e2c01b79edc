/* SPDX-License-Identifier: EUPL-1.2 */
/* contact.h — one click in a mail to a contact ends mails of consultations to that address, and one
 * takes it back (RFC 8058), as notice/unsubscribe.h does for who has an account.
 */
#ifndef KOLO_CONSULT_CONTACT_H
#define KOLO_CONSULT_CONTACT_H

#include "consult/position_sql.h"

/** contact_mails_path(cx, seat, no, out): "/contact-mails/WORD" for the address ${no} of a seat,
 * signed; it does not expire. */
enum rc contact_mails_path(struct cx *cx, int64_t seat, int64_t no, const char **out) MUST_USE;
/** contact_mails_read(cx, word, c, ended): whose mails they are, and whether they are ended.
 * Where the seat has another contact by now, ${c} is the one whose mail had the link. RC_MISSING:
 * not written here. */
enum rc contact_mails_read(struct cx *cx, const char *word, struct seat_contact_of_row *c,
                           bool *ended) MUST_USE;
/** contact_mails_set(cx, c, end): the same again changes nothing. */
enum rc contact_mails_set(struct cx *cx, const struct seat_contact_of_row *c, bool end) MUST_USE;

#endif

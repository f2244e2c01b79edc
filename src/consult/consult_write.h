/* SPDX-License-Identifier: EUPL-1.2 */
/* consult_write.h — what the rules of a consultation share. Private to consult. */
#ifndef KOLO_CONSULT_CONSULT_WRITE_H
#define KOLO_CONSULT_CONSULT_WRITE_H

#include "consult/consult.h"
#include "consult/position.h"

/** consult_audited: the audit entry of a change, and what search finds of it now. */
enum rc consult_audited(struct cx *cx, const char *action, int64_t id,
                        const struct consult_get_row *before) MUST_USE;
/** One line of what its readers see of the way of a consultation. */
struct consult_event {
    const char *kind;
    int64_t organisation;
    const char *other, *note; /* NULL: none */
};
enum rc consult_note(struct cx *cx, const struct consult_get_row *c,
                     const struct consult_event *e) MUST_USE;
/** consult_can_ask(o): has the organisation of a segment people here, or an address? */
bool consult_can_ask(const struct consult_segment_seats_row *o);
enum rc consult_round_of(struct cx *cx, const struct consult_get_row *c,
                         struct consult_round_row *out) MUST_USE;
/** consult_for_write(cx, id, version, c): RC_STALE when it is another version; 0: any. */
enum rc consult_for_write(struct cx *cx, int64_t id, int64_t version,
                          struct consult_get_row *c) MUST_USE;
/** consult_held_up(cx, c, k, out): what hinders that a closed round is decided without a reason, in
 * sentences: objections and comments that are open, and by silence whoever was not reached; NULL:
 * nothing. */
enum rc consult_held_up(struct cx *cx, const struct consult_get_row *c,
                        const struct consult_count *k, const char **out) MUST_USE;
/** consult_close_in: the round ends, whoever ends it. */
enum rc consult_close_in(struct cx *cx, const struct consult_get_row *c) MUST_USE;
enum rc consult_decide_in(struct cx *cx, const struct consult_get_row *c,
                          const struct consult_decision *in, int64_t *decision) MUST_USE;

/* tell.c: each inside the write transaction of its cause. */
enum consult_news {
    NEWS_OPENED,
    NEWS_TEXT, /* a new version of the document */
    NEWS_EXTENDED,
    NEWS_REMINDER, /* to those who have not spoken */
    NEWS_CLOSED,
    NEWS_WITHDRAWN,
    NEWS_DECIDED, /* to contacts: who has an account hears of it from the register */
};
/** consult_tell(cx, c, news, key, note): those asked in its round; ${key}: what happened, once;
 * ${note}: the reason, NULL none. */
enum rc consult_tell(struct cx *cx, const struct consult_get_row *c, enum consult_news news,
                     const char *key, const char *note) MUST_USE;
/** consult_tell_voice(cx, c, seat, account): who is to speak for a seat from now on, as a delegate
 * (${account}) or because the seat's proxy is theirs (0), is asked for its position, in a mail of
 * its own whose answer speaks for that seat. */
enum rc consult_tell_voice(struct cx *cx, const struct consult_get_row *c, int64_t seat,
                           int64_t account) MUST_USE;
/** consult_tell_contact(cx, c, seat, no): the contact of one seat is asked, at its address ${no}.
 */
enum rc consult_tell_contact(struct cx *cx, const struct consult_get_row *c, int64_t seat,
                             int64_t no) MUST_USE;
enum rc consult_tell_objection(struct cx *cx, const struct consult_get_row *c,
                               const struct consult_seats_row *s, int64_t position,
                               const char *reason) MUST_USE;

#endif

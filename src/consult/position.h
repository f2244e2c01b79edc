/* SPDX-License-Identifier: EUPL-1.2 */
/* position.h — what organisations say in a round, who may say it for them, and what it comes to.
 *
 * A position is never changed: each one said is a row. The one that counts is the last that was
 * written before the round closed, whatever order they came in; what comes later is kept, marked
 * late, and not counted. Speaks for a seat: who holds the mandate, the organisation's coordinators,
 * the colleague it delegated to, and, while it is absent, whoever speaks for the member that holds
 * its proxy.
 */
#ifndef KOLO_CONSULT_POSITION_H
#define KOLO_CONSULT_POSITION_H

#include "ballot/ballot_sql.h"
#include "consult/consult.h"
#include "consult/position_sql.h"

struct position_input {
    int64_t consultation;
    int64_t seat;        /* 0: the viewer's own */
    const char *choice;  /* word of body/tally.h; "" takes back what was said */
    const char *reason;  /* needed to object and to block; NULL: none */
    const char *ranking; /* of a ranked choice: "2,1,3", best first; NULL otherwise */
    const char *via;     /* web, mail, link, api */
    const char *message_id;
    stamp said_at; /* 0: now */
    bool contact;  /* of ${seat}, who has no account: proved by a signed link or address */
};
/** position_take(cx, in, late): RC_CONFLICT with a sentence when nothing can be said any more; by
 * mail and by link so does a closed round. The same again changes nothing. *late (may be NULL): it
 * came after the closing. position_take_in: inside the caller's write transaction. */
enum rc position_take(struct cx *cx, const struct position_input *in, bool *late) MUST_USE;
enum rc position_take_in(struct cx *cx, const struct position_input *in, bool *late) MUST_USE;
/** position_stands(cx, position, why): the chair records why an objection stands: it is no longer
 * open, and counts as an objection still. */
enum rc position_stands(struct cx *cx, int64_t position, const char *why) MUST_USE;

/* Of a seat, by those who speak for it, while the round is open. */
/** seat_delegate(cx, seat, account): a colleague of the same organisation; 0 takes it back. */
enum rc seat_delegate(struct cx *cx, int64_t seat, int64_t account) MUST_USE;
/** seat_proxy(cx, seat, to, note): another member's seat speaks for it; 0 takes it back.
 * RC_CONFLICT: that one has passed its own vote on, holds as many as allowed, or is this one's own.
 */
enum rc seat_proxy(struct cx *cx, int64_t seat, int64_t to, const char *note) MUST_USE;
/** seat_contact_change(cx, seat, version, in): who speaks by mail for a seat of an open round, by
 * who leads it. Another address is asked at once, and the links of the old one serve no more.
 * seat_contact_now: as it is, with the version to be given back. */
struct seat_contact_input {
    const char *name, *email, *lang;
};
enum rc seat_contact_change(struct cx *cx, int64_t seat, int64_t version,
                            const struct seat_contact_input *in) MUST_USE;
enum rc seat_contact_now(struct cx *cx, int64_t seat, struct seat_contact_input *out,
                         int64_t *version) MUST_USE;
/** seat_interest(cx, seat, interest, recuse): declares an interest, and takes the seat out of the
 * count or back into it. */
enum rc seat_interest(struct cx *cx, int64_t seat, const char *interest, bool recuse) MUST_USE;

/** How the viewer may speak for a seat. */
enum speaks { SPEAKS_NOT, SPEAKS_OWN, SPEAKS_PROXY };
enum speaks seat_speaks(struct cx *cx, int64_t project, const struct consult_seats_row *s,
                        const struct consult_seats_rows *all);

/** seat_contact(s): what the contact of a seat is called. */
const char *seat_contact(const struct consult_seats_row *s);

/** A round as it stands: its seats with what each says, and what that comes to. */
struct consult_count {
    struct consult_round_row round; /* id 0: none yet */
    struct consult_seats_rows seats;
    struct consult_options_rows options;
    const char *const *option; /* their titles */
    struct tally tally;
    const char *why;                 /* the sentence of it */
    struct ballot_voters_rows voted; /* of a secret round: the seats that have voted */
    int64_t unspoken;                /* seats in the count that say nothing yet */
    bool sealed;                     /* a secret round still open: the count is not known */
    bool uncounted; /* its papers were destroyed: too few for a secret, or withdrawn */
};
enum rc consult_count(struct cx *cx, const struct consult_get_row *c,
                      struct consult_count *out) MUST_USE;
/** consult_has_voted: of a secret round; of an open one nobody has. */
bool consult_has_voted(const struct consult_count *k, int64_t seat);
/** consult_dissent: who objects and why, as it goes into a decision; "" nobody. */
const char *consult_dissent(struct cx *cx, const struct consult_count *k);
/** position_ranking(cx, text, ballot): "2,1,3" as options from 0. */
void position_ranking(struct cx *cx, const char *text, struct ballot *out);

#endif

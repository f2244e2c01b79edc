/* SPDX-License-Identifier: EUPL-1.2 */
/* ballot.h — secret ballots: who voted and what was voted are kept apart, so that neither the
 * database (rows, their order, transaction numbers, earlier copies of it) nor the audit trail joins
 * them. ADR 20 says how; SECURITY.md what is promised and what is not.
 *
 * Until the round closes there are no papers, only one urn a round: all papers, sorted by their
 * receipts, padded to the number of seats, sealed anew at each vote under a key of which the half
 * is outside the database (KOLO_BALLOT_KEY). At closing the papers are published, sorted by their
 * receipts, and what the key was made of is forgotten. Nobody sees a count before.
 */
#ifndef KOLO_BALLOT_BALLOT_H
#define KOLO_BALLOT_BALLOT_H

#include "body/tally.h"

enum {
    BALLOT_RECEIPT = 36, /* six groups of five letters and digits, and NUL */
    BALLOT_LEAST = 3     /* who vote: among fewer, the result says who voted what */
};

/** ballot_ready(cx): can there be secret ballots here? RC_CONFLICT with a sentence: the server has
 * no key for them. */
enum rc ballot_ready(struct cx *cx) MUST_USE;
/** ballot_open(cx, round): inside the transaction that opens a secret consultation_round, after its
 * consultation_seats are written. RC_CONFLICT with a sentence: a seat has more than one vote (its
 * weight would show whose paper it is), there are fewer than three seats with a vote, or the server
 * has no key for ballots. */
enum rc ballot_open(struct cx *cx, int64_t round) MUST_USE;
/** ballot_seat_added(cx, round, seat): a seat of weight 1 that joins an open round. */
enum rc ballot_seat_added(struct cx *cx, int64_t round, int64_t seat) MUST_USE;

struct paper_cast {
    const char *choice;  /* support, abstain, object; ranked */
    const char *ranking; /* of a ranked choice: numbers of options from 1, best first: "2,1,3"; else
                            NULL */
    int64_t options;     /* how many there are */
    const char *receipt; /* of the paper that this one replaces; NULL: the seat has not voted */
};
/** ballot_cast(cx, round, seat, p, receipt): a transaction of its own. The caller has settled that
 * the viewer speaks for the seat, that it is not recused, and that the round is open. ${receipt} is
 * a new one, to be shown this once (rs->secret) and kept nowhere. RC_CONFLICT: the seat has voted
 * and p->receipt is NULL or not that of a paper in the urn, or the key is lost. Reasons are not
 * taken: a style of writing is a signature. Audited as “a ballot was cast”, without who. */
enum rc ballot_cast(struct cx *cx, int64_t round, int64_t seat, const struct paper_cast *p,
                    char receipt[BALLOT_RECEIPT]) MUST_USE;
/** ballot_close(cx, round): inside the transaction that closes the round, before it is counted.
 * RC_FAIL when there are not as many papers as seats that voted; RC_CONFLICT with a sentence: the
 * key is lost. Where fewer than BALLOT_LEAST voted, the urn is destroyed unopened. Once more is
 * RC_OK. */
enum rc ballot_close(struct cx *cx, int64_t round) MUST_USE;
/** ballot_destroy(cx, round): inside the transaction that withdraws: the papers are destroyed
 * unread, so that no count of a vote that never ended becomes known; it needs no key. Once more is
 * RC_OK. */
enum rc ballot_destroy(struct cx *cx, int64_t round) MUST_USE;

/** ballot_has_voted(cx, seat, out): such a seat can no more leave the count: its paper cannot be
 * found. */
enum rc ballot_has_voted(struct cx *cx, int64_t seat, bool *out) MUST_USE;
/** ballot_turnout(cx, round, voted, seats): seats with a vote that are not recused. */
enum rc ballot_turnout(struct cx *cx, int64_t round, int64_t *voted, int64_t *seats) MUST_USE;
/** ballot_count(cx, round, b, n): of a closed round, for tally_count: its papers, then a silent one
 * for each seat with a vote that did not vote and is not recused; options counted from 0.
 * RC_MISSING without a sentence: fewer than BALLOT_LEAST voted, or it was withdrawn, so there is
 * nothing to count. */
enum rc ballot_count(struct cx *cx, int64_t round, struct ballot **b, size_t *n) MUST_USE;
/** ballot_receipt(cx, typed): a receipt as it is kept, however it was typed: capitals, O as 0, I
 * and L as 1, dashes where they belong; "" for what is none. */
const char *ballot_receipt(struct cx *cx, const char *typed);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* minutes.h — what was said and agreed: one person writes, all read; then it is sent round,
 * approved, and never changed again.
 *
 * The pen is held for PEN_MINUTES after its last use. Whoever writes without it, or on a text that
 * has changed meanwhile, loses nothing: what they typed is kept beside the item (an "aside").
 */
#ifndef KOLO_MEETING_MINUTES_H
#define KOLO_MEETING_MINUTES_H

#include "store/due.h"

enum { PEN_MINUTES = 15 };

/** pen_take(cx, meeting, over): the viewer writes from now on. RC_CONFLICT with a sentence while
 * somebody else does; ${over}: who leads takes it over. pen_drop gives it back. */
enum rc pen_take(struct cx *cx, int64_t meeting, bool over) MUST_USE;
enum rc pen_drop(struct cx *cx, int64_t meeting) MUST_USE;

enum minutes_kept { MINUTES_WRITTEN, MINUTES_ASIDE };
/** minutes_write(cx, meeting, item, version, text, kept): ${version}: of the text that was being
 * written on. MINUTES_ASIDE: another has the pen, or the text is another by now; the words are kept
 * beside it and cx has the sentence that says so, RC_OK all the same. */
enum rc minutes_write(struct cx *cx, int64_t meeting, int64_t item, int64_t version,
                      const char *text, enum minutes_kept *kept) MUST_USE;
/** minutes_settle(cx, meeting, aside): it was taken over or is not needed; by who leads or wrote
 * it. */
enum rc minutes_settle(struct cx *cx, int64_t meeting, int64_t aside) MUST_USE;

/** minutes_vote(cx, meeting, item, person, vote): for, against, abstain; "" takes it back. By the
 * person, who represents them, or who leads; who is there counts. */
enum rc minutes_vote(struct cx *cx, int64_t meeting, int64_t item, int64_t person,
                     const char *vote) MUST_USE;
struct minutes_outcome {
    const char *title; /* NULL: that of the item */
    const char *decided, *reasons, *dissent, *mandate;
    /* Counted by hand: votes, as seats weigh; all zero: the votes given in Kolo. */
    int64_t in_favour, against, abstained;
};
/** minutes_decide(cx, meeting, item, in, decision): by the rule of the body, into the register;
 * without a body it is noted. Hand counts cannot exceed the votes that are there. */
enum rc minutes_decide(struct cx *cx, int64_t meeting, int64_t item,
                       const struct minutes_outcome *in, int64_t *decision) MUST_USE;
struct minutes_task {
    const char *title;
    int64_t organisation, account;
    date due_on;
};
enum rc minutes_task(struct cx *cx, int64_t meeting, int64_t item, const struct minutes_task *in,
                     int64_t *task) MUST_USE;

/** minutes_send(cx, id, version, approval, until): held → minutes_draft; "silence" needs a
 * deadline, "vote" takes more than half of the votes. minutes_reopen: back to held. */
enum rc minutes_send(struct cx *cx, int64_t id, int64_t version, const char *approval,
                     stamp until) MUST_USE;
enum rc minutes_reopen(struct cx *cx, int64_t id, int64_t version) MUST_USE;
/** minutes_say(cx, id, say, why): the viewer, who has a seat, says "approve", or "object" with a
 * reason; an objection stops the approval by silence. */
enum rc minutes_say(struct cx *cx, int64_t id, const char *say, const char *why) MUST_USE;
/** What nobody objected to in time is approved. */
extern const struct due minutes_approve_due;
/** minutes_digest(cx, meeting, out): over head, attendance and texts; of approved minutes it must
 * be minutes_sha. */
enum rc minutes_digest(struct cx *cx, int64_t meeting, const char **out) MUST_USE;

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* agenda.h — what a meeting is about: items that anyone proposes and who leads accepts and orders,
 * with time boxes and papers.
 */
#ifndef KOLO_MEETING_AGENDA_H
#define KOLO_MEETING_AGENDA_H

#include "base/cx.h"
#include "base/rand.h"

struct agenda_input {
    const char *title, *note; /* note: Markdown, NULL none */
    int64_t minutes;
    const char *speaker; /* NULL: nobody named */
};
/** agenda_add(cx, meeting, in, id): proposed; by who leads it is accepted at once, at the end.
 * Until the meeting is written down. */
enum rc agenda_add(struct cx *cx, int64_t meeting, const struct agenda_input *in,
                   int64_t *id) MUST_USE;
/** agenda_change: by who leads, or who proposed it while nobody has answered. */
enum rc agenda_change(struct cx *cx, int64_t meeting, int64_t item, int64_t version,
                      const struct agenda_input *in) MUST_USE;
/** agenda_accept, agenda_decline: by who leads; declining needs a reason, which the proposer is
 * told. */
enum rc agenda_accept(struct cx *cx, int64_t meeting, int64_t item) MUST_USE;
enum rc agenda_decline(struct cx *cx, int64_t meeting, int64_t item, const char *why) MUST_USE;
/** agenda_move(cx, meeting, item, by): one up (-1) or down (+1) among those accepted. */
enum rc agenda_move(struct cx *cx, int64_t meeting, int64_t item, int by) MUST_USE;
/** agenda_paper(cx, meeting, item, title, name, bytes, id): a document of the item; the same title
 * again is its next version, and the earlier ones stay. ${title} NULL or "": ${name}. */
enum rc agenda_paper(struct cx *cx, int64_t meeting, int64_t item, const char *title,
                     const char *name, str bytes, int64_t *id) MUST_USE;

/** An agenda beside the length of its meeting, and its time boxes shortened in proportion: whole
 * minutes, no box below one, together as long as the meeting. */
struct agenda_list_row;
struct agenda_list_rows;
struct meeting_get_row;
struct agenda_fit {
    int64_t minutes, planned; /* of the meeting; of the items on the agenda */
    bool over;                /* planned > minutes */
    bool shares;              /* ${to} is filled: there is a minute for each box */
    const struct agenda_list_row **item;
    int64_t *to;
    size_t n;
    char plan[HEX32]; /* what it was made of */
};
void agenda_fit_of(struct cx *cx, const struct meeting_get_row *m,
                   const struct agenda_list_rows *rows, struct agenda_fit *out);
/** agenda_lengthen, agenda_shorten(cx, meeting, plan): by who leads: the meeting takes as long as
 * its agenda (before it is held; who is invited is told), or the agenda as the meeting.
 * ${plan}: of the agenda_fit that was shown, RC_STALE when it is another by now; NULL or "": as it
 * is. */
enum rc agenda_lengthen(struct cx *cx, int64_t meeting, const char *plan) MUST_USE;
enum rc agenda_shorten(struct cx *cx, int64_t meeting, const char *plan) MUST_USE;

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* agenda.h — what a meeting is about: items that anyone proposes and who leads accepts and orders,
 * with time boxes and papers.
 */
#ifndef KOLO_MEETING_AGENDA_H
#define KOLO_MEETING_AGENDA_H

#include "base/cx.h"

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

#endif

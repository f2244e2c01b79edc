/* SPDX-License-Identifier: EUPL-1.2 */
/* meeting_inside.h — what the rules of meetings share. Private to meeting. */
#ifndef KOLO_MEETING_MEETING_INSIDE_H
#define KOLO_MEETING_MEETING_INSIDE_H

#include "meeting/meeting.h"
#include "meeting/meeting_sql.h"
#include "meeting/person_sql.h"

/** meeting_to_lead(cx, id, m): the meeting, when the viewer leads it; RC_DENIED with a sentence
 * otherwise. */
enum rc meeting_to_lead(struct cx *cx, int64_t id, struct meeting_get_row *m) MUST_USE;
/** meeting_audited(cx, action, before): the entry of a change of the meeting's own row; NULL for a
 * new one, then ${id}. */
enum rc meeting_audited(struct cx *cx, const char *action, int64_t id,
                        const struct meeting_get_row *before) MUST_USE;
/** meeting_person_audited: of one of its people. */
enum rc meeting_person_audited(struct cx *cx, const char *action, const struct meeting_get_row *m,
                               int64_t person, const struct person_list_row *before) MUST_USE;
/** meeting_stale(cx): RC_STALE with its sentence. */
enum rc meeting_stale(struct cx *cx) MUST_USE;
/** meeting_seat(cx, m, day): the people of the body as on that day: new ones come, who has no seat
 * any more goes, unless something was said or done by them; guests stay. */
enum rc meeting_seat(struct cx *cx, const struct meeting_get_row *m, date day) MUST_USE;
/** meeting_tell(cx, id, what): everybody who is invited but the viewer hears of it: "propose",
 * "invite", "update", "move", "cancel", "minutes", "approved", "objection". */
enum rc meeting_tell(struct cx *cx, int64_t id, const char *what) MUST_USE;
/** meeting_tell_one: the invitation, to somebody who came later. */
enum rc meeting_tell_one(struct cx *cx, int64_t id, int64_t person) MUST_USE;
/** meeting_event(cx, m, people, of, out): its iCalendar text as ${of} gets it (0: nobody's). */
enum rc meeting_event(struct cx *cx, const struct meeting_get_row *m,
                      const struct person_list_rows *people, int64_t of, const char *method,
                      const char **out) MUST_USE;
/** meeting_who(cx): the name of who does it, for what is kept beside. */
const char *meeting_who(struct cx *cx);

#endif

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
/** meeting_tell_one: the invitation, or which times suit, to somebody who came later; nothing where
 * there is no time yet and none to choose. */
enum rc meeting_tell_one(struct cx *cx, int64_t id, int64_t person) MUST_USE;
/** guest_lang(cx, project, in, lang): in which a guest is written to: as chosen, else as the
 * organisation or the lead partner of the project writes, where Kolo speaks that, else English. */
enum rc guest_lang(struct cx *cx, int64_t project, const struct guest_input *in,
                   const char **lang) MUST_USE;
/** meeting_over(m, now): begun, cancelled, or its time is past: nothing can be answered any more.
 */
bool meeting_over(const struct meeting_get_row *m, stamp now);
/** guest_path(cx, p, path): the page on which this guest answers. guest_links(cx, p, links): an
 * answer each, for the text of a mail. They end when meeting_over. */
enum rc guest_path(struct cx *cx, const struct person_list_row *p, const char **path) MUST_USE;
enum rc guest_links(struct cx *cx, const struct person_list_row *p, const char **links) MUST_USE;
/** guest_minutes(cx, p, path): the minutes as PDF, by a link of their own, which ends
 * GUEST_MINUTES_DAYS after it was written. guest_find_minutes: as guest_find; RC_STALE: it ended,
 * *l is filled. */
enum { GUEST_MINUTES_DAYS = 30 };
enum rc guest_minutes(struct cx *cx, const struct person_list_row *p, const char **path) MUST_USE;
/** What a link of a mail to a guest is for. */
struct guest_link {
    struct meeting_get_row m;
    struct person_list_row p;
    const char *answer; /* that it proposes: accepted, tentative, declined, "" none */
};
/** guest_find(cx, word, l): RC_MISSING: not written here, or no guest of that meeting any more. */
enum rc guest_find(struct cx *cx, const char *word, struct guest_link *l) MUST_USE;
enum rc guest_find_minutes(struct cx *cx, const char *word, struct guest_link *l) MUST_USE;
/** meeting_heard(cx, m, r, guest): an answer by mail; ${guest} NULL: of the account it is from. */
enum rc meeting_heard(struct cx *cx, const struct meeting_get_row *m, const struct reply *r,
                      const struct person_list_row *guest) MUST_USE;
/** guest_viewer(cx, p): who acts when a guest answers; for what the link or address proves alone.
 */
const struct viewer *guest_viewer(struct cx *cx, const struct person_list_row *p);
/** meeting_event(cx, m, people, of, out): its iCalendar text as ${of} gets it (0: nobody's). */
enum rc meeting_event(struct cx *cx, const struct meeting_get_row *m,
                      const struct person_list_rows *people, int64_t of, const char *method,
                      const char **out) MUST_USE;
/** meeting_who(cx): the name of who does it, for what is kept beside. */
const char *meeting_who(struct cx *cx);

#endif

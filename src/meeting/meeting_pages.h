/* SPDX-License-Identifier: EUPL-1.2 */
/* meeting_pages.h — handlers and forms that the route tables name. Private to meeting. */
#ifndef KOLO_MEETING_MEETING_PAGES_H
#define KOLO_MEETING_MEETING_PAGES_H

#include "web/route.h"

extern const struct form meeting_call_form, meeting_available_form, meeting_can_grid,
    meeting_proxy_form, agenda_fit_form;
enum rc meetings_page(struct cx *cx, struct request *rq, struct response *rs);
enum rc meeting_new_page(struct cx *cx, struct request *rq, struct response *rs);
enum rc meeting_new_post(struct cx *cx, struct request *rq, struct response *rs);
enum rc meeting_show_page(struct cx *cx, struct request *rq, struct response *rs);
enum rc meeting_available_post(struct cx *cx, struct request *rq, struct response *rs);
enum rc meeting_event_get(struct cx *cx, struct request *rq, struct response *rs);
/** A row of meeting_can_grid. meeting_can_all(cx, meeting, person, rows, n): all of them or none.
 */
struct meeting_can_row {
    int64_t slot;
    const char *answer;
};
enum rc meeting_can_all(struct cx *cx, int64_t meeting, int64_t person,
                        const struct meeting_can_row *rows, size_t n) MUST_USE;
/** meeting_person_meant(cx, meeting, given, person): ${given}, or for 0 the place of the viewer;
 * RC_DENIED with a sentence when they have none. */
enum rc meeting_person_meant(struct cx *cx, int64_t meeting, int64_t given,
                             int64_t *person) MUST_USE;
enum rc meeting_proxy_post(struct cx *cx, struct request *rq, struct response *rs);
enum rc agenda_lengthen_post(struct cx *cx, struct request *rq, struct response *rs);
enum rc agenda_shorten_post(struct cx *cx, struct request *rq, struct response *rs);

#endif

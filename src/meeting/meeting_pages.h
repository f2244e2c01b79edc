/* SPDX-License-Identifier: EUPL-1.2 */
/* meeting_pages.h — handlers and forms that the route tables name. Private to meeting. */
#ifndef KOLO_MEETING_MEETING_PAGES_H
#define KOLO_MEETING_MEETING_PAGES_H

#include "web/route.h"

extern const struct form meeting_call_form, meeting_available_form, meeting_can_grid;
enum rc meetings_page(struct cx *cx, struct request *rq, struct response *rs);
enum rc meeting_new_page(struct cx *cx, struct request *rq, struct response *rs);
enum rc meeting_new_post(struct cx *cx, struct request *rq, struct response *rs);
enum rc meeting_show_page(struct cx *cx, struct request *rq, struct response *rs);
enum rc meeting_available_post(struct cx *cx, struct request *rq, struct response *rs);
enum rc meeting_event_get(struct cx *cx, struct request *rq, struct response *rs);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* meeting_web.h — the pages of meetings, for app/modules.c. */
#ifndef KOLO_MEETING_MEETING_WEB_H
#define KOLO_MEETING_MEETING_WEB_H

#include "web/route.h"

extern const struct route meeting_routes[]; /* the list, one of them, its management */
extern const struct route agenda_routes[];
extern const struct route minutes_routes[];
extern const struct route guest_routes[];    /* answers by a link of a mail */
extern const struct route calendar_routes[]; /* the secret feed */
/** The topic "meeting" of web/sse.h. */
enum rc meeting_topic_may(struct cx *cx, int64_t id);
enum rc meeting_topic_version(struct cx *cx, int64_t id, int64_t *version);

#endif

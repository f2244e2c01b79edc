/* SPDX-License-Identifier: EUPL-1.2 */
/* talk_web.h — what pages of the area Consult share, and the thread that any page can end with. */
#ifndef KOLO_TALK_TALK_WEB_H
#define KOLO_TALK_TALK_WEB_H

#include "web/page.h"

/** talk_tabs(cx, pg, project, here): the tabs of the area; ${here}: "consultations", "meetings",
 * "decisions", "tasks", "bodies". */
void talk_tabs(struct cx *cx, struct page *pg, int64_t project, const char *here);

#endif

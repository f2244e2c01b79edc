/* SPDX-License-Identifier: EUPL-1.2 */
/* notice_web.h — pages of notices, for app. */
#ifndef KOLO_NOTICE_NOTICE_WEB_H
#define KOLO_NOTICE_NOTICE_WEB_H

#include "web/page.h"
#include "web/route.h"

extern const struct route notice_routes[];
/** notice_page(cx, pg): the bell; cx->viewer is somebody. */
void notice_page(struct cx *cx, struct page *pg);
/* The topic "notices/ACCOUNT" of web/sse.h; its version is the number of unread ones. */
enum rc notice_topic_may(struct cx *cx, int64_t account);
enum rc notice_topic_version(struct cx *cx, int64_t account, int64_t *version);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* notice_web.c — the list of what one was told, and what of it has been read. */
#include "notice/notice_web.h"

#include "account/viewer.h"
#include "i18n/i18n.h"
#include "notice/notice_sql.h"

const struct route notice_routes[] = {
    { 0 },
};

void notice_page(struct cx *cx, struct page *pg)
{
    pg->notices = cx->viewer->unread;
    pg->notices_at = url_path(cx, "/notices");
    if (!viewer_is(cx)) return;
    page_watch(cx, pg, "notices", viewer_is(cx));
    pg->notices_topic = pg->watch.v[pg->watch.n - 1];
}

enum rc notice_topic_may(struct cx *cx, int64_t account)
{
    return account == viewer_is(cx) ? RC_OK : RC_MISSING;
}

enum rc notice_topic_version(struct cx *cx, int64_t account, int64_t *version)
{
    struct notice_unread_row r;
    enum rc rc = notice_unread(cx, account, &r);
    *version = rc ? 0 : r.n;
    return rc;
}

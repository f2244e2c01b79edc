/* SPDX-License-Identifier: EUPL-1.2 */
/* reading.c — marks notices read and unread. */
#include "notice/reading.h"

#include "account/viewer.h"
#include "store/db.h"

enum rc reading_one(struct cx *cx, int64_t id, struct notice_page_rows_row *out)
{
    bool found = false;
    enum rc rc = notice_one(cx, viewer_is(cx), id, out, &found);
    return rc || found ? rc : RC_MISSING;
}

static enum rc mark_in(struct cx *cx, int64_t id, bool read)
{
    struct notice_page_rows_row r;
    enum rc rc = reading_one(cx, id, &r);
    if (rc) return rc;
    return read ? notice_set_read(cx, viewer_is(cx), id, cx->now)
                : notice_set_unread(cx, viewer_is(cx), id);
}

enum rc reading_mark(struct cx *cx, int64_t id, bool read)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, mark_in(cx, id, read));
}

enum rc reading_mark_all(struct cx *cx, const char *kind, int64_t project, size_t *n)
{
    struct notice_set_all_read_rows rows = { 0 };
    enum rc rc = db_begin(cx);
    if (!rc) rc = db_end(cx, notice_set_all_read(cx, viewer_is(cx), kind, project, cx->now, &rows));
    *n = rows.n;
    return rc;
}

enum rc reading_back(struct cx *cx, stamp at)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, notice_set_back(cx, viewer_is(cx), at));
}

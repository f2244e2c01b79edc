/* SPDX-License-Identifier: EUPL-1.2 */
/* reading.h — what somebody has read of what they were told. Each function is of the viewer's own
 * notices, in a transaction of its own, and no audit tells of it: it is nobody else's business.
 * What is read goes into no digest any more.
 */
#ifndef KOLO_NOTICE_READING_H
#define KOLO_NOTICE_READING_H

#include "notice/notice_sql.h"

/** reading_one(cx, id, out): RC_MISSING: there is none of the viewer's. */
enum rc reading_one(struct cx *cx, int64_t id, struct notice_page_rows_row *out) MUST_USE;
/** reading_mark(cx, id, read): read, or unread again. */
enum rc reading_mark(struct cx *cx, int64_t id, bool read) MUST_USE;
/** reading_mark_all(cx, kind, project, n): all unread ones of ${kind} (NULL: of each) and
 * ${project} (0: of each); *n is how many. reading_back(cx, at): those marked at ${at} are unread
 * again. */
enum rc reading_mark_all(struct cx *cx, const char *kind, int64_t project, size_t *n) MUST_USE;
enum rc reading_back(struct cx *cx, stamp at) MUST_USE;

#endif

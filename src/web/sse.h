/* SPDX-License-Identifier: EUPL-1.2 */
/* sse.h — a page that is open learns that something changed (server-sent events). What is watched
 * is a topic, "meeting/7": a kind, registered once, and a number. All that is told is the topic's
 * version; the page then asks for what it shows, by the ordinary way and with the ordinary
 * permission. Nothing depends on it: without JavaScript one reloads.
 *
 * For a domain, three steps:
 *   1. a line in the table `topics` of app/modules.c: { "meeting", meeting_topic_may,
 *      meeting_topic_version };
 *   2. in the handler: page_watch(cx, pg, "meeting", id) (web/page.h);
 *   3. in the template, around what is to become new, a part that has an id and no form:
 *      <section id="minutes" data-watch="meeting/7" data-version="12"> where data-version is what
 *      the version function said for what is shown. When another version is told,
 * src/web/js/live.js fetches the page again and replaces the inside of that part, and fires
 * "kolo:watch" there.
 *
 * It works with any number of servers on one database: each looks once a second at the versions of
 * what its own readers watch, and only while there are any.
 */
#ifndef KOLO_WEB_SSE_H
#define KOLO_WEB_SSE_H

#include "web/route.h"

enum { TOPICS_MOST = 8 }; /* of one page */

struct topic_kind {
    const char *name; /* "meeting" */
    /** May the one who asks (cx->viewer) know of it? RC_OK, RC_DENIED or RC_MISSING. Asked when the
     * page begins to listen, and again every few minutes. */
    enum rc (*may)(struct cx *cx, int64_t id);
    /** A number that is another one after each change worth showing; one cheap statement, as
     * nobody (cx->viewer NULL). RC_MISSING: it is gone, so nothing is told any more. */
    enum rc (*version)(struct cx *cx, int64_t id, int64_t *version);
};
struct topic {
    const struct topic_kind *kind;
    int64_t id, version;
};

/** topic_register(kinds, n): once, by app/modules.c. */
void topic_register(const struct topic_kind *kinds, size_t n);
/** topic_event(b, t): the event that tells of ${t}. */
void topic_event(struct buf *b, const struct topic *t);

/** GET /live?on=meeting/7,notices/5: the stream. A connection that nobody needs a worker for; ended
 * by the server after some minutes, and the browser comes again. */
extern const struct route live_routes[];

#endif

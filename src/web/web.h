/* SPDX-License-Identifier: EUPL-1.2 */
/* web.h — what the files of this folder say to each other; nobody outside includes it. */
#ifndef KOLO_WEB_WEB_H
#define KOLO_WEB_WEB_H

#include "web/page.h"
#include "web/route.h"

/* route.c */
const struct web_hooks *route_hooks(void);
/** route_allow(path, api): the methods a path answers: "GET, HEAD", "POST", "GET, HEAD, POST", or
 * NULL when there is no such path. */
const char *route_allow(const char *path, bool api);
size_t route_count(void);
/** route_take: finds the route of rq->path and fills what of the request depends on it. */
bool route_take(struct cx *cx, struct request *rq);

/* own.c: /healthz, /metrics and /static, which no hook is asked about. */
extern const struct route own_routes[];
bool own_is(const struct route *r);

/* metrics.c */
void metrics_setup(struct arena *a, size_t routes);
/** metrics_count: one finished request; ${route} NULL for no route. */
void metrics_count(const struct request *rq, int status, int64_t us);
void metrics_write(struct buf *out);
/** The server's gauges; ${by} is added. */
void metrics_in_flight(int by);
void metrics_queued(int by);
void metrics_refused(void);

/* asset.c */
enum rc asset_serve(struct cx *cx, struct request *rq, struct response *rs) MUST_USE;

/* page.c */
/** page_bare: a page without what the hook asks the database for. */
struct page *page_bare(struct cx *cx, const struct request *rq, const char *title);

/* dispatch.c */
/** web_refuse: a whole answer for a request that goes no further (too large, too much at once).
 * ${sentence}: N_() or NULL. */
void web_refuse(struct cx *cx, struct request *rq, struct response *rs, int status,
                const char *sentence);

/* csrf.c */
/** csrf_begin: gives a visitor who is not signed in a token of the visit (cookie), so that rq->csrf
 * is never empty. */
void csrf_begin(struct cx *cx, struct request *rq, struct response *rs);
/** csrf_token: rq->csrf as it goes into pages: salted anew each time, so that compression gives
 * nothing away. */
const char *csrf_token(struct cx *cx, const struct request *rq);
/** csrf_own_page: the browser says that a page of ours sent this. */
bool csrf_own_page(const struct request *rq);
enum rc csrf_check(struct cx *cx, const struct request *rq) MUST_USE;

/* keep.c */
/** What keep_find found out of a request, for keep_put; state 0: its answer is not to be kept. */
struct keep_ticket {
    str key;
    uint64_t hash;
    int64_t state;
};
/** keep_start: from here on pages are kept; keep_stop gives the memory back. The server's alone:
 * tests that look at several databases in one process do not want it. */
void keep_start(void);
void keep_stop(void);
/** keep_find: the whole answer, but for X-Request-Id, if it is kept and still true. */
bool keep_find(struct cx *cx, struct request *rq, struct response *rs, struct keep_ticket *t);
/** keep_put: a finished answer (packed, headers and all) may be given again. */
void keep_put(struct cx *cx, const struct request *rq, const struct response *rs,
              const struct keep_ticket *t);

/* server_stream.c */
/** stream_room(session): may this session keep one more page listening? */
bool stream_room(const char *session);

/* fault.c */
/** fault_reply(cx, rq, rs, status, rc): the answer to a refusal or failure: page, problem+json, or
 * the way to the sign-in page. */
void fault_reply(struct cx *cx, struct request *rq, struct response *rs, int status, enum rc rc);
const char *fault_title(struct cx *cx, int status);

/* finish.c */
/** finish_data: what the handler put with reply_rows, in the format that was asked for. */
enum rc finish_data(struct cx *cx, const struct request *rq, struct response *rs) MUST_USE;
/** finish_headers: security headers, caching, request id. */
void finish_headers(struct cx *cx, const struct request *rq, struct response *rs);
/** finish_again: what a kept answer lacks. */
void finish_again(struct cx *cx, struct response *rs);

/* compress.c */
void compress_response(struct cx *cx, const struct request *rq, struct response *rs);
/** compress_accepts(accept_encoding): does the reader take gzip? */
bool compress_accepts(const char *accept_encoding);

#endif

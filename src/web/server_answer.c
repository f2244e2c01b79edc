/* SPDX-License-Identifier: EUPL-1.2 */
/* server_answer.c — a finished response becomes the library's, without copying the body: the
 * exchange keeps the buffer until the last byte is sent. Here the request is logged as well, since
 * here everything about it is known.
 */
#include "base/clock.h"
#include "web/server_inside.h"

#include <microhttpd.h>
#include <string.h>
#include <sys/types.h>

static void log_it(struct exchange *ex, const struct request *rq, const struct response *rs,
                   int64_t bytes)
{
    char method[16] = "";
    str m = ex->gate.method;
    for (size_t i = 0; i < m.n && i < sizeof method - 1; i++)
        method[i] = m.p[i] >= 'A' && m.p[i] <= 'Z' ? m.p[i] : '?';
    struct access_entry e = {
        .rq = rq,
        .id = ex->id,
        .address = rq->address,
        .method = method,
        .status = rs->status,
        .bytes = bytes,
        .us = clock_us() - ex->from,
        .user = rq->account,
    };
    access_log_add(&ex->server->log, &e);
}

/* Takes the body over: the exchange's old buffer goes to the response for the next request. */
static void swap_body(struct exchange *ex, struct response *rs)
{
    struct buf full = rs->body;
    rs->body = ex->out;
    ex->out = full;
}

static struct MHD_Response *body_of(struct exchange *ex, const struct request *rq,
                                    struct response *rs)
{
    if (rs->n_topics && !rq->head) return stream_response(ex, rq, rs);
    if (rs->file >= 0) {
        int fd = rs->file;
        rs->file = -1; /* the library closes it */
        return MHD_create_response_from_fd64((uint64_t)rs->file_size, fd);
    }
    return MHD_create_response_from_buffer(ex->out.n, ex->out.p, MHD_RESPMEM_PERSISTENT);
}

void answer_make(struct exchange *ex, const struct request *rq, struct response *rs)
{
    struct server *s = ex->server;
    bool bare = rs->status == 204 || rs->status == 304;
    int64_t bytes = rs->file >= 0 ? rs->file_size : (int64_t)rs->body.n;
    swap_body(ex, rs);
    ex->status = rs->status;
    ex->answer = body_of(ex, rq, rs);
    MUST(ex->answer);
    if (rs->type && bytes && !bare) MHD_add_response_header(ex->answer, "Content-Type", rs->type);
    for (size_t i = 0; i < rs->headers.n; i++)
        MHD_add_response_header(ex->answer, rs->headers.v[i].name, rs->headers.v[i].value);
    /* After a chunked body the connection ends: whatever a lenient reading of chunks left over is
     * nobody's next request. */
    if (ex->pass.chunked || ex->closes || atomic_load(&s->stopping))
        MHD_add_response_header(ex->answer, "Connection", "close");
    const int64_t goes_on = rs->n_topics ? STREAM_LIFE_US : 0;
    if (ex->link)
        atomic_store(&ex->link->until, goes_on + clock_us() + 2 * s->timeout_us + bytes / 4 * 1000);
    log_it(ex, rq, rs, rq->head ? 0 : bytes);
}

void answer_refuse(struct exchange *ex, int status, const char *why)
{
    struct response rs;
    struct request rq = { .api = ex->pass.api, .csrf = "", .session = "", .address = ex->address };
    struct cx cx;
    struct arena *arena = arena_new();
    cx_init(&cx, arena);
    cx.req_id = ex->id;
    response_init(&rs);
    ex->refused = status;
    /* Behind the gate the headers can be trusted: they choose language and packing. */
    if (status == 413 || status == 503) (void)exchange_request(&cx, ex, &rq);
    if (status == 405) reply_header(&cx, &rs, "Allow", "GET, HEAD, POST");
    web_refuse(&cx, &rq, &rs, status, why);
    metrics_refused();
    answer_make(ex, &rq, &rs);
    response_done(&rs);
    arena_free(arena);
}

bool answer_send(struct exchange *ex)
{
    enum MHD_Result sent = MHD_queue_response(ex->connection, (unsigned)ex->status, ex->answer);
    MHD_destroy_response(ex->answer);
    ex->answer = NULL;
    return sent == MHD_YES;
}

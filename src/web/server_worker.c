/* SPDX-License-Identifier: EUPL-1.2 */
/* server_worker.c — the threads that do the work, each with its own memory, database connection and
 * buffer, so that between taking an exchange and giving it back they wait for nobody but the
 * database.
 */
#include "store/db.h"
#include "web/server_inside.h"

#include <microhttpd.h>

static void serve(struct worker *w, struct exchange *ex)
{
    struct cx cx;
    struct request rq;
    cx_init(&cx, w->arena);
    cx.db = w->db;
    response_again(&w->rs);
    int status = exchange_request(&cx, ex, &rq);
    if (!status && sent_body_view(&cx, &ex->body, &rq.body)) status = 500;
    if (status)
        web_refuse(&cx, &rq, &w->rs, status, NULL);
    else
        web_dispatch(&cx, &rq, &w->rs);
    answer_make(ex, &rq, &w->rs);
    arena_reset(w->arena);
}

static void *work(void *arg)
{
    struct worker *w = arg;
    struct exchange *ex;
    while ((ex = queue_take(&w->server->queue))) {
        serve(w, ex);
        ex->stage = STAGE_READY;
        MHD_resume_connection(ex->connection);
    }
    return NULL;
}

enum rc worker_open(struct worker *w, struct server *s)
{
    *w = (struct worker){ .server = s };
    enum rc rc = db_open(s->cfg->database, &w->db);
    if (rc) return rc;
    w->arena = arena_new();
    response_init(&w->rs);
    w->started = pthread_create(&w->thread, NULL, work, w) == 0;
    return w->started ? RC_OK : RC_FAIL;
}

void worker_close(struct worker *w)
{
    if (w->started) pthread_join(w->thread, NULL);
    if (!w->arena) return;
    db_close(w->db);
    response_done(&w->rs);
    arena_free(w->arena);
}

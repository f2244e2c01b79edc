/* SPDX-License-Identifier: EUPL-1.2 */
/* server_log.c — one JSON line for each answered request. Workers only append to memory; a thread
 * writes what has gathered 20 ms after the first line, and everything at the end. What a person
 * typed is not in it: no query, no form, and no path where a part of the path may be a secret.
 */
#include "base/clock.h"
#include "base/json.h"
#include "web/server_inside.h"

#include <errno.h>
#include <string.h>

#define LINES_MAX ((size_t)4 * 1024 * 1024)

static void write_out(struct access_log *l)
{
    pthread_mutex_lock(&l->lock);
    struct buf full = l->lines;
    l->lines = l->writing;
    pthread_mutex_unlock(&l->lock);
    log_raw(full.p, full.n);
    buf_clear(&full);
    full.failed = false;
    l->writing = full;
}

static void *gather(void *arg)
{
    struct access_log *l = arg;
    bool closed = false;
    while (!closed) {
        pthread_mutex_lock(&l->lock);
        while (!l->lines.n && !l->closed) pthread_cond_wait(&l->some, &l->lock);
        closed = l->closed;
        pthread_mutex_unlock(&l->lock);
        if (!closed) nanosleep(&(struct timespec){ .tv_nsec = 20 * 1000 * 1000 }, NULL);
        write_out(l);
    }
    return NULL;
}

void access_log_open(struct access_log *l, bool quiet)
{
    *l = (struct access_log){ .quiet = quiet };
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->some, NULL);
    buf_init(&l->lines, LINES_MAX);
    buf_init(&l->writing, LINES_MAX);
    if (!quiet) l->started = pthread_create(&l->thread, NULL, gather, l) == 0;
}

void access_log_close(struct access_log *l)
{
    pthread_mutex_lock(&l->lock);
    l->closed = true;
    pthread_mutex_unlock(&l->lock);
    pthread_cond_signal(&l->some);
    if (l->started) pthread_join(l->thread, NULL);
    buf_done(&l->lines);
    buf_done(&l->writing);
    pthread_cond_destroy(&l->some);
    pthread_mutex_destroy(&l->lock);
}

/* A {word} may be the secret of an invitation: then the pattern has to do. */
static const char *path_of(const struct request *rq)
{
    if (!rq->route) return NULL;
    bool secret = rq->word && !own_is(rq->route);
    return secret ? rq->route->pattern : rq->path;
}

static void write_entry(struct buf *o, const struct access_entry *e)
{
    struct json j;
    json_init(&j, o);
    json_open(&j, NULL, '{');
    json_stamp(&j, "at", clock_now());
    json_text(&j, "level", "info");
    json_text(&j, "request", e->id);
    json_text(&j, "address", e->address);
    json_text(&j, "method", e->method);
    json_text(&j, "path", path_of(e->rq));
    json_text(&j, "route", e->rq->route ? e->rq->route->pattern : NULL);
    json_int(&j, "status", e->status);
    json_int(&j, "bytes", e->bytes);
    json_int(&j, "us", e->us);
    if (e->user) json_int(&j, "user", e->user);
    json_close(&j, '}');
    buf_char(o, '\n');
}

void access_log_add(struct access_log *l, const struct access_entry *e)
{
    if (!l->started) return;
    pthread_mutex_lock(&l->lock);
    bool first = l->lines.n == 0;
    write_entry(&l->lines, e);
    pthread_mutex_unlock(&l->lock);
    if (first) pthread_cond_signal(&l->some);
}

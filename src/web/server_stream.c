/* SPDX-License-Identifier: EUPL-1.2 */
/* server_stream.c — answers that go on: server-sent events. While there is nothing to tell, the
 * library keeps the connection suspended, and no thread waits for it. One thread for all looks once
 * a second at the versions of what is watched, writes what is new behind the answers, and wakes
 * them. It sleeps while nobody listens. What a topic is, sse.c and the domains know.
 *
 * Who holds what: a stream is in the list from the answer until the library lets go of it
 * (let_go). The library's threads suspend it (more); only this file's thread, or the end of the
 * server, wakes it, and outside of the lock, since while it is suspended nobody can let go of it.
 */
#include "base/clock.h"
#include "store/db.h"
#include "web/server_inside.h"
#include "web/sse.h"

#include <errno.h>
#include <microhttpd.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#define SECOND INT64_C(1000000)
#define BEAT (15 * SECOND) /* a comment, so that proxies and this server see that it lives */
/* A browser keeps six; who leafs through pages quickly leaves those behind until they are looked at
 * the next time. */
enum { STREAMS = 400, OF_SESSION = 24, OUT_MOST = 64 * 1024, BLOCK = 2048 };

struct stream {
    struct stream *next, **at;
    struct MHD_Connection *connection;
    int fd;
    char session[24];
    struct topic topics[TOPICS_MOST];
    size_t n;
    struct buf out;
    size_t sent;
    int64_t beat_at, ends_at;
    bool suspended, ended;
};

static struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t thread;
    struct arena *arena;
    struct stream *list, *spare;
    size_t n;
    const char *database;
    bool started, ending, closed;
} all = { .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER };

/* ---- the library's side -----------------------------------------------------------------------
 */

static ssize_t more(void *cls, uint64_t pos, char *to, size_t room)
{
    struct stream *s = cls;
    (void)pos;
    pthread_mutex_lock(&all.lock);
    size_t n = s->out.n - s->sent;
    ssize_t given = 0;
    if (n) {
        if (n > room) n = room;
        memcpy(to, s->out.p + s->sent, n);
        s->sent += n;
        if (s->sent == s->out.n) {
            buf_clear(&s->out);
            s->sent = 0;
        }
        given = (ssize_t)n;
    } else if (s->ended) {
        given = MHD_CONTENT_READER_END_OF_STREAM;
    } else {
        s->suspended = true;
        MHD_suspend_connection(s->connection);
    }
    pthread_mutex_unlock(&all.lock);
    return given;
}

static void let_go(void *cls)
{
    struct stream *s = cls;
    pthread_mutex_lock(&all.lock);
    *s->at = s->next;
    if (s->next) s->next->at = s->at;
    all.n--;
    buf_done(&s->out);
    s->next = all.spare;
    all.spare = s;
    pthread_mutex_unlock(&all.lock);
}

static size_t of_session(const char *session)
{
    size_t n = 0;
    for (const struct stream *s = all.list; s; s = s->next)
        if (!s->ended && strcmp(s->session, session) == 0) n++;
    return n;
}

bool stream_room(const char *session)
{
    pthread_mutex_lock(&all.lock);
    const bool room = !all.ending && all.n < STREAMS && of_session(session) < OF_SESSION;
    pthread_mutex_unlock(&all.lock);
    return room;
}

struct MHD_Response *stream_response(struct exchange *ex, const struct request *rq,
                                     const struct response *rs)
{
    pthread_mutex_lock(&all.lock);
    struct stream *s = all.spare;
    if (s)
        all.spare = s->next;
    else
        s = arena_alloc(all.arena, sizeof *s);
    const int64_t now = clock_us();
    *s = (struct stream){ .connection = ex->connection,
                          .fd = ex->link ? ex->link->fd : -1,
                          .n = rs->n_topics,
                          .beat_at = now + BEAT,
                          .ends_at = now + STREAM_LIFE_US,
                          .ended = all.ending,
                          .next = all.list,
                          .at = &all.list };
    snprintf(s->session, sizeof s->session, "%s", rq->session);
    memcpy(s->topics, rs->topics, rs->n_topics * sizeof *rs->topics);
    buf_init(&s->out, OUT_MOST);
    buf_str(&s->out, buf_slice(&ex->out));
    if (s->next) s->next->at = &s->next;
    all.list = s;
    all.n++;
    pthread_mutex_unlock(&all.lock);
    pthread_cond_broadcast(&all.changed);
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, more, s, let_go);
}

/* ---- what is new ------------------------------------------------------------------------------
 */

struct seen {
    VEC(struct topic) topics;
};

static struct topic *seen_of(const struct seen *seen, const struct topic *t)
{
    for (size_t i = 0; i < seen->topics.n; i++)
        if (seen->topics.v[i].kind == t->kind && seen->topics.v[i].id == t->id)
            return &seen->topics.v[i];
    return NULL;
}

/* What is watched, each once. */
static void gather(struct cx *cx, struct seen *seen)
{
    pthread_mutex_lock(&all.lock);
    for (const struct stream *s = all.list; s; s = s->next)
        for (size_t i = 0; i < s->n; i++)
            if (!seen_of(seen, &s->topics[i])) *vec_push(cx->arena, &seen->topics) = s->topics[i];
    pthread_mutex_unlock(&all.lock);
}

/* One that cannot be had now keeps the version it had: nothing is told of it. */
static void ask(struct cx *cx, struct seen *seen)
{
    if (!seen->topics.n || db_begin_read(cx)) return;
    enum rc rc = RC_OK;
    for (size_t i = 0; i < seen->topics.n && (!rc || rc == RC_MISSING); i++) {
        struct topic *t = &seen->topics.v[i];
        int64_t version = t->version;
        rc = t->kind->version(cx, t->id, &version);
        if (!rc) t->version = version;
    }
    rc = db_end(cx, rc);
    (void)rc;
}

static bool gone(const struct stream *s)
{
    char c;
    return s->fd >= 0 && recv(s->fd, &c, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static void tell(struct stream *s, const struct seen *seen, int64_t now)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct topic *t = seen_of(seen, &s->topics[i]);
        if (!t || t->version == s->topics[i].version) continue;
        s->topics[i].version = t->version;
        topic_event(&s->out, t);
    }
    if (now >= s->beat_at) buf_text(&s->out, ":\n\n");
    if (s->out.n) s->beat_at = now + BEAT;
    /* Somebody who takes nothing for so long has gone, or gets all of it anew. */
    if (all.ending || now >= s->ends_at || !buf_ok(&s->out) || gone(s)) s->ended = true;
}

/* Those that have something to say, or have ended, out of their sleep. */
static void wake(struct cx *cx, const struct seen *seen)
{
    VEC(struct MHD_Connection *) sleepers = { 0 };
    const int64_t now = clock_us();
    pthread_mutex_lock(&all.lock);
    for (struct stream *s = all.list; s; s = s->next) {
        tell(s, seen, now);
        if (!s->suspended || (!s->out.n && !s->ended)) continue;
        s->suspended = false;
        *vec_push(cx->arena, &sleepers) = s->connection;
    }
    pthread_mutex_unlock(&all.lock);
    for (size_t i = 0; i < sleepers.n; i++) MHD_resume_connection(sleepers.v[i]);
}

/* Waits a second, or for the first who listens; false: it is over. */
static bool rest(void)
{
    struct timespec until;
    int rc = 0;
    pthread_mutex_lock(&all.lock);
    while (!all.list && !all.closed) pthread_cond_wait(&all.changed, &all.lock);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 1;
    const bool ending = all.ending;
    while (!all.closed && all.ending == ending && rc != ETIMEDOUT)
        rc = pthread_cond_timedwait(&all.changed, &all.lock, &until);
    const bool on = !all.closed;
    pthread_mutex_unlock(&all.lock);
    return on;
}

static void *watch(void *arg)
{
    struct arena *a = arena_new();
    struct db *db = NULL;
    (void)arg;
    while (rest()) {
        struct cx cx;
        struct seen seen = { 0 };
        arena_reset(a);
        cx_init(&cx, a);
        if (!db && db_open(all.database, &db)) db = NULL;
        cx.db = db;
        gather(&cx, &seen);
        if (db) ask(&cx, &seen);
        wake(&cx, &seen);
    }
    if (db) db_close(db);
    arena_free(a);
    return NULL;
}

/* ---- beginning and end ------------------------------------------------------------------------
 */

void streams_open(const char *database)
{
    all.database = database;
    all.arena = arena_new();
    all.list = all.spare = NULL;
    all.n = 0;
    all.ending = all.closed = false;
    all.started = pthread_create(&all.thread, NULL, watch, NULL) == 0;
}

void streams_end(void)
{
    pthread_mutex_lock(&all.lock);
    all.ending = true;
    pthread_mutex_unlock(&all.lock);
    pthread_cond_broadcast(&all.changed);
}

void streams_close(void)
{
    pthread_mutex_lock(&all.lock);
    all.closed = true;
    pthread_mutex_unlock(&all.lock);
    pthread_cond_broadcast(&all.changed);
    if (all.started) pthread_join(all.thread, NULL);
    arena_free(all.arena);
    all.arena = NULL;
}

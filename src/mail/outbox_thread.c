/* SPDX-License-Identifier: EUPL-1.2 */
/* outbox_thread.c — when the outbox is looked at: every two seconds, at once while there is more,
 * and less and less often while the mail server cannot be had. Three threads do so, each with its
 * own connections: two talk while the third waits for the disk, which is to keep what became of its
 * mails. As with three servers, a claim belongs to one of them.
 */
#include "base/clock.h"
#include "base/log.h"
#include "i18n/i18n.h"
#include "mail/outbox.h"
#include "store/db.h"

#include <curl/curl.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>

enum { LOOK_EVERY = 2, LOOK_SELDOM = 5 * 60, THREADS = 3 };

struct outbox {
    struct smtp_config cfg;
    const char *url;
    struct arena *life;
    pthread_t thread[THREADS];
    size_t n; /* threads that run */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    atomic_bool stopping;
};

/* Waits for ${seconds}, or for the end, and says whether to go on. */
static bool rest(struct outbox *o, int seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    pthread_mutex_lock(&o->lock);
    while (!atomic_load(&o->stopping) &&
           pthread_cond_timedwait(&o->changed, &o->lock, &until) != ETIMEDOUT) {
    }
    pthread_mutex_unlock(&o->lock);
    return !atomic_load(&o->stopping);
}

/* What goes wrong is in the log; the next pass tries again. */
static void work(struct outbox *o, struct db *db, struct smtp *s)
{
    struct arena *a = arena_new();
    int wait = 0;
    while (rest(o, wait)) {
        struct cx cx;
        size_t sent;
        bool away = false;
        arena_reset(a);
        cx_init(&cx, a);
        cx.db = db;
        cx.locale = i18n_locale("en");
        enum rc rc = outbox_pass(&cx, s, &o->cfg, &sent, &away);
        if (away)
            wait = wait < LOOK_EVERY ? LOOK_EVERY : wait > LOOK_SELDOM / 2 ? LOOK_SELDOM : 2 * wait;
        else
            wait = !rc && sent >= OUTBOX_PASS ? 0 : LOOK_EVERY;
    }
    arena_free(a);
}

static void *run(void *arg)
{
    struct outbox *o = arg;
    struct db *db = NULL;
    struct smtp *s = smtp_open(&o->cfg);
    while (s && db_open(o->url, &db) == RC_BUSY && rest(o, LOOK_EVERY)) {
    }
    if (s && db)
        work(o, db, s);
    else
        log_line(LOG_ERROR, NULL, "no mail will be sent: the outbox could not be opened");
    if (db) db_close(db);
    smtp_close(s);
    return NULL;
}

/* Signals are for who waits for them: the server. */
static void start_threads(struct outbox *o)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    while (o->n < THREADS && pthread_create(&o->thread[o->n], NULL, run, o) == 0) o->n++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

struct outbox *outbox_start(const struct smtp_config *cfg, const char *url)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT)) return NULL;
    struct arena *life = arena_new();
    struct outbox *o = arena_alloc(life, sizeof *o);
    o->life = life;
    o->cfg = *cfg;
    o->cfg.stop = &o->stopping;
    o->url = arena_dup(life, url);
    pthread_mutex_init(&o->lock, NULL);
    pthread_cond_init(&o->changed, NULL);
    start_threads(o);
    if (o->n) return o;
    log_line(LOG_ERROR, NULL, "no mail will be sent: no thread for the outbox");
    outbox_stop(o);
    return NULL;
}

void outbox_stop(struct outbox *o)
{
    if (!o) return;
    pthread_mutex_lock(&o->lock);
    atomic_store(&o->stopping, true);
    pthread_mutex_unlock(&o->lock);
    pthread_cond_broadcast(&o->changed);
    for (size_t i = 0; i < o->n; i++) pthread_join(o->thread[i], NULL);
    pthread_cond_destroy(&o->changed);
    pthread_mutex_destroy(&o->lock);
    arena_free(o->life);
    curl_global_cleanup();
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* worker.c — threads that work beside the server. What they do is not theirs to know. */
#include "store/worker.h"

#include "base/log.h"
#include "i18n/i18n.h"
#include "store/db.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>

enum { TRY_AGAIN = 2 };

struct worker {
    struct arena *own; /* where this struct lives */
    const char *url, *name;
    worker_step step;
    void *p;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool stopping, woken;
};

/* Waits for ${seconds}, a wake or the end, and says whether to go on. */
static bool rest(struct worker *w, int seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += seconds;
    pthread_mutex_lock(&w->lock);
    int rc = 0;
    while (!w->stopping && !w->woken && seconds > 0 && rc != ETIMEDOUT)
        rc = pthread_cond_timedwait(&w->changed, &w->lock, &until);
    w->woken = false;
    const bool on = !w->stopping;
    pthread_mutex_unlock(&w->lock);
    return on;
}

static void *run(void *arg)
{
    struct worker *w = arg;
    struct db *db = NULL;
    enum rc rc;
    while ((rc = db_open(w->url, &db)) == RC_BUSY && rest(w, TRY_AGAIN)) {
    }
    if (rc == RC_FAIL) log_line(LOG_ERROR, NULL, "%s: no database, so it does not run", w->name);
    if (!db) return NULL;
    struct arena *a = arena_new();
    int seconds;
    do {
        struct cx cx;
        arena_reset(a);
        cx_init(&cx, a);
        cx.db = db;
        cx.locale = i18n_locale("en");
        seconds = w->step(&cx, w->p);
    } while (rest(w, seconds));
    arena_free(a);
    db_close(db);
    return NULL;
}

static int begin_thread(struct worker *w)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    const int failed = pthread_create(&w->thread, NULL, run, w);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed;
}

static void take_apart(struct worker *w)
{
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
    arena_free(w->own);
}

struct worker *worker_start(const char *url, worker_step step, void *p, const char *name)
{
    struct arena *own = arena_new();
    struct worker *w = arena_alloc(own, sizeof *w);
    *w = (struct worker){ .own = own, .url = url, .name = name, .step = step, .p = p };
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, &attr);
    pthread_condattr_destroy(&attr);
    const int failed = begin_thread(w);
    if (!failed) return w;
    log_line(LOG_ERROR, NULL, "%s: no thread for it: %s", name, strerror(failed));
    take_apart(w);
    return NULL;
}

void worker_wake(struct worker *w)
{
    if (!w) return;
    pthread_mutex_lock(&w->lock);
    w->woken = true;
    pthread_mutex_unlock(&w->lock);
    pthread_cond_broadcast(&w->changed);
}

bool worker_stopping(struct worker *w)
{
    pthread_mutex_lock(&w->lock);
    const bool yes = w->stopping;
    pthread_mutex_unlock(&w->lock);
    return yes;
}

void worker_stop(struct worker *w)
{
    if (!w) return;
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_mutex_unlock(&w->lock);
    pthread_cond_broadcast(&w->changed);
    pthread_join(w->thread, NULL);
    take_apart(w);
}

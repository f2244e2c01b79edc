/* SPDX-License-Identifier: EUPL-1.2 */
/* server_care.c — looks after connections. The library closes one that is silent; one that sends a
 * byte now and then to keep its place is silent to no clock of the library's, so each has a time by
 * which its header lines, its body or its taking of the answer must be through. And at the end
 * this is where one waits for what has begun.
 */
#include "base/clock.h"
#include "web/server_inside.h"

#include <errno.h>
#include <sys/socket.h>
#include <time.h>

static struct timespec in_seconds(int64_t seconds)
{
    struct timespec at;
    clock_gettime(CLOCK_REALTIME, &at);
    at.tv_sec += (time_t)seconds;
    return at;
}

/* A client that went away in the middle of its body: when the end came with the last bytes the
 * library, which waits for the next event, does not see it. */
static bool gone(const struct care_link *l)
{
    char c;
    return atomic_load(&l->receiving) && recv(l->fd, &c, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

/* The descriptor stays open as long as the link is in the list: the library closes it afterwards.
 */
static void shut_overdue(struct care *c)
{
    int64_t now = clock_us();
    for (struct care_link *l = c->links; l; l = l->next) {
        int64_t until = atomic_load(&l->until);
        if (until && (now > until || gone(l))) shutdown(l->fd, SHUT_RDWR);
    }
}

static void *watch(void *arg)
{
    struct care *c = arg;
    pthread_mutex_lock(&c->lock);
    while (!c->closed) {
        struct timespec at = in_seconds(1);
        if (pthread_cond_timedwait(&c->changed, &c->lock, &at) == ETIMEDOUT) shut_overdue(c);
    }
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

void care_open(struct care *c)
{
    *c = (struct care){ .arena = arena_new() };
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->changed, NULL);
    c->started = pthread_create(&c->thread, NULL, watch, c) == 0;
}

void care_close(struct care *c)
{
    pthread_mutex_lock(&c->lock);
    c->closed = true;
    pthread_mutex_unlock(&c->lock);
    pthread_cond_broadcast(&c->changed);
    if (c->started) pthread_join(c->thread, NULL);
    pthread_cond_destroy(&c->changed);
    pthread_mutex_destroy(&c->lock);
    arena_free(c->arena);
}

struct care_link *care_add(struct care *c, int fd)
{
    pthread_mutex_lock(&c->lock);
    struct care_link *l = c->spare;
    if (l)
        c->spare = l->next;
    else
        l = arena_alloc(c->arena, sizeof *l);
    l->fd = fd;
    l->busy = false;
    atomic_store(&l->receiving, true);
    atomic_store(&l->until, 0);
    l->next = c->links;
    l->at = &c->links;
    if (l->next) l->next->at = &l->next;
    c->links = l;
    pthread_mutex_unlock(&c->lock);
    return l;
}

static void not_busy(struct care *c, struct care_link *l)
{
    if (!l->busy) return;
    l->busy = false;
    if (--c->busy == 0 && c->stopping) pthread_cond_broadcast(&c->changed);
}

void care_remove(struct care *c, struct care_link *l)
{
    pthread_mutex_lock(&c->lock);
    not_busy(c, l);
    *l->at = l->next;
    if (l->next) l->next->at = l->at;
    l->next = c->spare;
    c->spare = l;
    pthread_mutex_unlock(&c->lock);
}

void care_begin(struct care *c, struct care_link *l)
{
    pthread_mutex_lock(&c->lock);
    if (!l->busy) c->busy++;
    l->busy = true;
    pthread_mutex_unlock(&c->lock);
}

void care_end(struct care *c, struct care_link *l)
{
    pthread_mutex_lock(&c->lock);
    not_busy(c, l);
    if (c->stopping) shutdown(l->fd, SHUT_RD);
    pthread_mutex_unlock(&c->lock);
}

bool care_drain(struct care *c, int seconds)
{
    struct timespec end = in_seconds(seconds);
    pthread_mutex_lock(&c->lock);
    c->stopping = true;
    for (struct care_link *l = c->links; l; l = l->next)
        if (!l->busy) shutdown(l->fd, SHUT_RD);
    int rc = 0;
    while (c->busy && rc != ETIMEDOUT) rc = pthread_cond_timedwait(&c->changed, &c->lock, &end);
    bool clear = true;
    for (struct care_link *l = c->links; l; l = l->next)
        if (l->busy && !atomic_load(&l->until)) clear = false;
    pthread_mutex_unlock(&c->lock);
    return clear;
}

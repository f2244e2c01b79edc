/* SPDX-License-Identifier: EUPL-1.2 */
/* server_queue.c — the line between event threads and workers. Bounded, so that load shows as a
 * quick 503 and not as memory; one exchange wakes one worker. It does not look into what it holds.
 */
#include "web/server_inside.h"

void queue_init(struct queue *q, size_t max)
{
    *q = (struct queue){ .max = max };
    q->last = &q->first;
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->some, NULL);
}

void queue_done(struct queue *q)
{
    pthread_cond_destroy(&q->some);
    pthread_mutex_destroy(&q->lock);
}

bool queue_put(struct queue *q, struct exchange *ex)
{
    ex->next = NULL;
    pthread_mutex_lock(&q->lock);
    bool room = q->n < q->max && !q->closed;
    if (room) {
        *q->last = ex;
        q->last = &ex->next;
        q->n++;
    }
    bool wake = room && q->waiting > 0;
    pthread_mutex_unlock(&q->lock);
    if (room) metrics_queued(1);
    if (wake) pthread_cond_signal(&q->some);
    return room;
}

struct exchange *queue_take(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    while (!q->first && !q->closed) {
        q->waiting++;
        pthread_cond_wait(&q->some, &q->lock);
        q->waiting--;
    }
    struct exchange *ex = q->first;
    if (ex) {
        q->first = ex->next;
        if (!q->first) q->last = &q->first;
        q->n--;
    }
    pthread_mutex_unlock(&q->lock);
    if (ex) metrics_queued(-1);
    return ex;
}

void queue_close(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->closed = true;
    pthread_mutex_unlock(&q->lock);
    pthread_cond_broadcast(&q->some);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* worker.h — a thread beside the server with a connection of its own: it does a step, rests, and
 * does the next, until it is stopped. Outbox, inbound mail and what is due are such.
 */
#ifndef KOLO_STORE_WORKER_H
#define KOLO_STORE_WORKER_H

#include "base/cx.h"

/** What a worker does again and again: ${cx} is fresh (empty arena, the clock's time, English, no
 * viewer). Returns after how many seconds it wants to be called again; 0: at once. */
typedef int (*worker_step)(struct cx *cx, void *p);
struct worker;
/** worker_start(url, step, p, name): NULL, with a line in the log, when it cannot be. ${url} and
 * ${p} outlive it. Signals are left to the thread that called. */
struct worker *worker_start(const char *url, worker_step step, void *p, const char *name);
/** worker_wake(w): the rest ends now. worker_stopping(w): a long step may look and return early.
 * worker_stop waits for the step; NULL is fine. */
void worker_wake(struct worker *w);
bool worker_stopping(struct worker *w);
void worker_stop(struct worker *w);

#endif

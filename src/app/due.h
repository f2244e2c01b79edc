/* SPDX-License-Identifier: EUPL-1.2 */
/* due.h — the table of what comes due by itself (store/due.h), and the thread that does it. */
#ifndef KOLO_APP_DUE_H
#define KOLO_APP_DUE_H

#include "store/due.h"
#include "store/worker.h"

/** Ended by NULL: app/modules.c. */
extern const struct due *const module_due[];

/** due_pass(cx): due_run of each, as the system; returns the first trouble. */
enum rc due_pass(struct cx *cx) MUST_USE;
/** due_start(url): the thread that does so. */
struct worker *due_start(const char *url);

#endif

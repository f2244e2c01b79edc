/* SPDX-License-Identifier: EUPL-1.2 */
/* due.c — calls what comes due by itself. What that is, the domains say. */
#include "app/due.h"

#include "account/viewer.h"

enum { LOOK_EVERY = 20 };

enum rc due_pass(struct cx *cx)
{
    enum rc first = RC_OK;
    const struct viewer *was = cx->viewer;
    cx->viewer = viewer_system(cx, "Kolo");
    for (const struct due *const *d = module_due; *d; d++) {
        enum rc rc = due_run(cx, *d);
        if (!first) first = rc;
    }
    cx->viewer = was;
    return first;
}

static int step(struct cx *cx, void *p)
{
    (void)p;
    enum rc rc = due_pass(cx);
    /* What went wrong is in the log already, and will be tried again. */
    return rc == RC_BUSY ? 1 : LOOK_EVERY;
}

struct worker *due_start(const char *url) { return worker_start(url, step, NULL, "what is due"); }

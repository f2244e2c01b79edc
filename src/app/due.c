/* SPDX-License-Identifier: EUPL-1.2 */
/* due.c — calls what comes due by itself. What that is, the domains say. */
#include "app/due.h"

#include "account/viewer.h"
#include "app/due_sql.h"
#include "base/log.h"
#include "store/db.h"

enum { LOOK_EVERY = 20 };

static enum rc run_in(struct cx *cx, const struct due *d)
{
    enum rc rc = due_known(cx, d->name);
    if (!rc) rc = due_take(cx, d->name, cx->now, cx->now - d->every);
    return rc ? rc : d->run(cx);
}

static enum rc run_one(struct cx *cx, const struct due *d)
{
    enum rc rc = db_begin(cx);
    if (!rc) rc = db_end(cx, run_in(cx, d));
    if (rc == RC_STALE) return RC_OK;
    if (rc)
        log_line(LOG_WARNING, NULL, "%s: %s", d->name,
                 cx->problems.first ? cx->problems.first->text : "failed; tried again later");
    return rc;
}

enum rc due_pass(struct cx *cx)
{
    enum rc first = RC_OK;
    const struct viewer *was = cx->viewer;
    cx->viewer = viewer_system(cx, "Kolo");
    for (const struct due *d = module_due; d->name; d++) {
        enum rc rc = run_one(cx, d);
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

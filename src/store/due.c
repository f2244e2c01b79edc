/* SPDX-License-Identifier: EUPL-1.2 */
/* due.c — each thing that is due in a transaction of its own. */
#include "store/due.h"

#include "base/log.h"
#include "store/db.h"
#include "store/due_sql.h"

void due_key(struct cx *cx, struct due_keys *out, int64_t key) { *vec_push(cx->arena, out) = key; }

static bool among(const struct due_keys *keys, int64_t key)
{
    for (size_t i = 0; i < keys->n; i++)
        if (keys->v[i] == key) return true;
    return false;
}

/* The first that was not tried yet; where none is left, ${tried} stays as it is. The list is asked
 * for again each time, because another server may have been at it. */
static enum rc next_in(struct cx *cx, const struct due *d, struct due_keys *tried)
{
    struct due_keys keys = { 0 };
    enum rc rc = due_known(cx, d->name);
    if (!rc) rc = due_hold(cx, d->name);
    if (!rc) rc = d->list(cx, &keys);
    if (rc) return rc;
    for (size_t i = 0; i < keys.n; i++) {
        if (among(tried, keys.v[i])) continue;
        due_key(cx, tried, keys.v[i]);
        return d->one(cx, keys.v[i]);
    }
    return RC_OK;
}

static void say(struct cx *cx, const struct due *d, const struct due_keys *tried)
{
    const char *why = cx->problems.first ? cx->problems.first->text : "failed";
    const long long key = tried->n ? (long long)tried->v[tried->n - 1] : 0;
    log_line(LOG_WARNING, NULL, "%s %lld: %s; tried again later", d->name, key, why);
    cx->problems = (struct problems){ 0 };
}

enum rc due_all(struct cx *cx, const struct due *d)
{
    struct due_keys tried = { 0 };
    enum rc first = RC_OK;
    for (;;) {
        const size_t before = tried.n;
        enum rc rc = db_begin(cx);
        if (rc) return first ? first : rc;
        rc = db_end(cx, next_in(cx, d, &tried));
        if (rc) say(cx, d, &tried);
        if (!first) first = rc;
        /* Nothing was tried: there is nothing left, or not even the list could be had. */
        if (tried.n == before) return first;
    }
}

static enum rc take_in(struct cx *cx, const struct due *d)
{
    enum rc rc = due_known(cx, d->name);
    return rc ? rc : due_take(cx, d->name, cx->now, cx->now - d->every);
}

enum rc due_run(struct cx *cx, const struct due *d)
{
    enum rc rc = db_begin(cx);
    if (!rc) rc = db_end(cx, take_in(cx, d));
    if (rc == RC_STALE) return RC_OK;
    return rc ? rc : due_all(cx, d);
}

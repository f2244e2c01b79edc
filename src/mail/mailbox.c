/* SPDX-License-Identifier: EUPL-1.2 */
/* mailbox.c — one mail a step: fetched, kept, then moved away. */
#include "mail/mailbox.h"

#include "base/log.h"
#include "store/worker.h"

#include <curl/curl.h>

/* A server that cannot be reached is asked after five seconds, then each time twice as late. What
 * could not be kept is tried again after a minute. */
enum { FIRST_WAIT = 5, LONGEST_WAIT = 600, HELD_WAIT = 60, BUSY_WAIT = 5, IDLE_MS = 1000 };

struct mailbox {
    const struct mailbox_config *cfg;
    struct arena *life;
    struct imap *imap;
    struct worker *worker;
    struct buf raw;
    int64_t above; /* looked at, in this round */
    int wait;
    bool waiting, held;
};

static int later(struct mailbox *b)
{
    log_line(LOG_WARNING, NULL, "%s: %s", b->cfg->imap.url, imap_trouble(b->imap));
    b->wait = b->wait ? b->wait * 2 : FIRST_WAIT;
    if (b->wait > LONGEST_WAIT) b->wait = LONGEST_WAIT;
    return b->wait;
}

static int look_anew(struct mailbox *b, int rest)
{
    b->above = 0;
    b->waiting = b->held = false;
    return rest;
}

static int take_one(struct cx *cx, struct mailbox *b, int64_t uid)
{
    struct inbound_end end;
    int64_t size;
    if (!imap_fetch(b->imap, uid, INBOUND_MOST, INBOUND_HEAD, &b->raw, &size)) return later(b);
    b->above = uid;
    if (!b->raw.n) return 0;
    enum rc rc = inbound_take(cx, &b->cfg->inbound, buf_slice(&b->raw), size, INBOUND_IMAP, &end);
    buf_clear(&b->raw);
    if (rc == RC_BUSY) return look_anew(b, BUSY_WAIT);
    if (rc) {
        log_line(LOG_ERROR, NULL, "mail %lld of %s could not be kept; it is tried again",
                 (long long)uid, b->cfg->imap.folder);
        b->held = true;
        return 0;
    }
    log_line(LOG_INFO, NULL, "inbound %lld: %s%s%s%s", (long long)end.id, end.state,
             *end.reason ? ", " : "", end.reason, end.again ? ", was here already" : "");
    return imap_take(b->imap, uid) ? 0 : later(b);
}

static int wait_for_more(struct mailbox *b)
{
    bool news;
    b->waiting = true;
    if (!imap_has_idle(b->imap)) return look_anew(b, b->cfg->every);
    if (!imap_wait(b->imap, IDLE_MS, &news)) return later(b);
    return news ? look_anew(b, 0) : 0;
}

static int step(struct cx *cx, void *p)
{
    struct mailbox *b = p;
    int64_t uid;
    if (!imap_is_open(b->imap)) {
        look_anew(b, 0);
        if (!imap_connect(b->imap)) return later(b);
        b->wait = 0;
    }
    if (b->waiting) return wait_for_more(b);
    if (!imap_next(b->imap, b->above, &uid)) return later(b);
    if (uid) return take_one(cx, b, uid);
    return b->held ? look_anew(b, HELD_WAIT) : wait_for_more(b);
}

struct mailbox *mailbox_start(const struct mailbox_config *cfg, const char *url)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT)) return NULL;
    struct arena *life = arena_new();
    struct mailbox *b = arena_alloc(life, sizeof *b);
    *b = (struct mailbox){ .cfg = cfg, .life = life };
    buf_init(&b->raw, INBOUND_MOST + INBOUND_HEAD);
    b->imap = imap_new(&cfg->imap);
    b->worker = worker_start(url, step, b, "the mailbox");
    if (b->worker) return b;
    mailbox_stop(b);
    return NULL;
}

void mailbox_stop(struct mailbox *b)
{
    if (!b) return;
    worker_stop(b->worker);
    imap_free(b->imap);
    buf_done(&b->raw);
    arena_free(b->life);
    curl_global_cleanup();
}

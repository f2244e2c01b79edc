/* SPDX-License-Identifier: EUPL-1.2 */
/* keep.c — finished pages of routes marked .kept, for as long as nothing was written (ADR 12).
 *
 * A kept page is given again only for a request that is the same to the last byte of its address
 * and headers, the session's cookie among them, and only while the number of the last audit entry
 * is what it was before the page was made: whatever changes what somebody may see or would see is
 * audited, signing out and withdrawing a role included. What is not audited (when somebody was last
 * seen, a session that ends by itself, "in 3 days") may be KEEP_SECONDS old.
 *
 * The number is read before the page is made, so a page can only be newer than its number says. The
 * salted CSRF token is kept with the page; where typed text stands beside it, the text is part of
 * the address, and so another text gets another salt.
 */
#include "web/web.h"

#include <pthread.h>
#include <string.h>

enum { SLOTS = 64, KEEP_SECONDS = 20 };
#define BODY_MOST ((size_t)160 * KB) /* the slots hold 10 MiB at the very most */

struct kept {
    struct buf bytes; /* key, then name\0value\0 of each header, then the body */
    uint64_t hash;
    size_t key_n, headers_n;
    size_t header_count;
    int64_t state, account;
    stamp made;
};

static struct {
    pthread_mutex_t lock;
    bool on;
    struct kept slots[SLOTS];
} all = { .lock = PTHREAD_MUTEX_INITIALIZER };

void keep_start(void)
{
    for (size_t i = 0; i < SLOTS; i++) buf_init(&all.slots[i].bytes, BODY_MOST + 64 * KB);
    all.on = true;
}

void keep_stop(void)
{
    all.on = false;
    for (size_t i = 0; i < SLOTS; i++) {
        buf_done(&all.slots[i].bytes);
        all.slots[i] = (struct kept){ 0 };
    }
}

/* Everything of a request that an answer could depend on. */
static str key_of(struct cx *cx, const struct request *rq)
{
    size_t n = strlen(rq->self.p) + 8;
    for (size_t i = 0; i < rq->headers.n; i++)
        n += strlen(rq->headers.v[i].name) + strlen(rq->headers.v[i].value) + 2;
    char *key = arena_alloc(cx->arena, n), *to = key;
    *to++ = (char)('0' + (int)rq->format);
    *to++ = rq->api ? 'a' : 'p';
    *to++ = rq->secure ? 's' : 'c';
    to = stpcpy(to, rq->self.p) + 1;
    for (size_t i = 0; i < rq->headers.n; i++) {
        to = stpcpy(to, rq->headers.v[i].name) + 1;
        to = stpcpy(to, rq->headers.v[i].value) + 1;
    }
    return (str){ key, (size_t)(to - key) };
}

static uint64_t hash_of(str s) /* FNV-1a; the whole key is compared as well */
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < s.n; i++) h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
    return h;
}

static bool is_for(const struct kept *k, const struct keep_ticket *t, stamp now)
{
    return k->state == t->state && k->hash == t->hash && k->key_n == t->key.n && now >= k->made &&
           now < k->made + KEEP_SECONDS && memcmp(k->bytes.p, t->key.p, t->key.n) == 0;
}

static void give(struct cx *cx, const struct kept *k, struct request *rq, struct response *rs)
{
    size_t n = k->headers_n;
    char *at = arena_alloc(cx->arena, n + 1);
    memcpy(at, k->bytes.p + k->key_n, n);
    rs->type = at;
    at += strlen(at) + 1;
    for (size_t i = 0; i < k->header_count; i++) {
        const char *value = at + strlen(at) + 1;
        reply_header(cx, rs, at, value);
        at += strlen(at) + 1 + strlen(value) + 1;
    }
    buf_put(&rs->body, k->bytes.p + k->key_n + n, k->bytes.n - k->key_n - n);
    rq->account = k->account;
}

bool keep_find(struct cx *cx, struct request *rq, struct response *rs, struct keep_ticket *t)
{
    const struct web_hooks *h = route_hooks();
    *t = (struct keep_ticket){ 0 };
    bool may = all.on && rq->route->kept && rq->method == METHOD_GET && h && h->state &&
               request_header(rq, "cookie") && !request_header(rq, "authorization");
    if (!may || h->state(cx, &t->state) || !t->state) return false;
    t->key = key_of(cx, rq);
    t->hash = hash_of(t->key);
    pthread_mutex_lock(&all.lock);
    const struct kept *k = &all.slots[t->hash % SLOTS];
    bool found = is_for(k, t, cx->now);
    if (found) give(cx, k, rq, rs);
    pthread_mutex_unlock(&all.lock);
    return found;
}

static void put(struct buf *b, const char *z) { buf_put(b, z, strlen(z) + 1); }

void keep_put(struct cx *cx, const struct request *rq, const struct response *rs,
              const struct keep_ticket *t)
{
    bool whole = t->state && rs->status == 200 && rs->file < 0 && rs->body.n && rs->type &&
                 rs->body.n <= BODY_MOST && !reply_header_value(rs, "Set-Cookie");
    if (!whole) return;
    pthread_mutex_lock(&all.lock);
    struct kept *k = &all.slots[t->hash % SLOTS];
    buf_clear(&k->bytes);
    buf_str(&k->bytes, t->key);
    put(&k->bytes, rs->type);
    k->header_count = 0;
    for (size_t i = 0; i < rs->headers.n; i++) {
        const struct pair *p = &rs->headers.v[i];
        if (strcmp(p->name, "X-Request-Id") == 0) continue; /* each request has its own */
        put(&k->bytes, p->name);
        put(&k->bytes, p->value);
        k->header_count++;
    }
    k->headers_n = k->bytes.n - t->key.n;
    buf_put(&k->bytes, rs->body.p, rs->body.n);
    k->key_n = t->key.n;
    k->hash = t->hash;
    k->state = buf_ok(&k->bytes) ? t->state : 0;
    k->account = rq->account;
    k->made = cx->now;
    pthread_mutex_unlock(&all.lock);
}

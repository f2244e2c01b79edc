/* SPDX-License-Identifier: EUPL-1.2 */
/* server_exchange.c — the memory of one request on its way, used again for the next one. It knows
 * what the wire tells about a request beyond its bytes: who sent it, and through which proxy.
 */
#include "base/clock.h"
#include "web/server_inside.h"

#include <arpa/inet.h>
#include <string.h>

#define KEEP ((size_t)64 * 1024)

struct exchange *exchange_new(struct server *s)
{
    pthread_mutex_lock(&s->spare_lock);
    struct exchange *ex = s->spare;
    if (ex)
        s->spare = ex->next;
    else
        ex = arena_alloc(s->arena, sizeof *ex);
    pthread_mutex_unlock(&s->spare_lock);
    if (!ex->server) {
        ex->server = s;
        buf_init(&ex->target, 64 * 1024); /* no line is longer */
        buf_init(&ex->out, RESPONSE_MAX);
        sent_body_init(&ex->body);
    }
    snprintf(ex->id, sizeof ex->id, "%s%08x", s->run, atomic_fetch_add(&s->count, 1));
    ex->stage = STAGE_NEW;
    ex->refused = 0;
    ex->closes = false;
    ex->status = 0;
    ex->answer = NULL;
    ex->link = NULL;
    ex->from = clock_us();
    return ex;
}

void exchange_free(struct exchange *ex)
{
    struct server *s = ex->server;
    buf_clear(&ex->target);
    ex->target.failed = false;
    sent_body_clear(&ex->body);
    if (ex->out.cap > KEEP) {
        buf_done(&ex->out);
        buf_init(&ex->out, RESPONSE_MAX);
    }
    buf_clear(&ex->out);
    pthread_mutex_lock(&s->spare_lock);
    ex->next = s->spare;
    s->spare = ex;
    pthread_mutex_unlock(&s->spare_lock);
}

void exchange_done(struct exchange *ex)
{
    buf_done(&ex->target);
    buf_done(&ex->out);
    buf_done(&ex->body.memory);
}

static bool is_address(const char *z)
{
    unsigned char room[sizeof(struct in6_addr)];
    return inet_pton(AF_INET, z, room) == 1 || inet_pton(AF_INET6, z, room) == 1;
}

static bool id_clean(const char *z)
{
    size_t n = strlen(z);
    return n > 0 && n < 65 &&
           strspn(z, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.") == n;
}

/* A proxy on this machine that nobody named: everybody behind it is one address, and twenty wrong
 * passwords of one make all wait. Said once. */
static void warn_of_proxy(struct exchange *ex, const struct request *rq)
{
    bool here = strncmp(ex->address, "127.", 4) == 0 || strcmp(ex->address, "::1") == 0;
    if (!here || !request_header(rq, "x-forwarded-for")) return;
    if (atomic_exchange(&ex->server->told_of_proxy, true)) return;
    log_line(LOG_WARNING, NULL,
             "a proxy at %s is not named by KOLO_TRUSTED_PROXY: all its visitors count as one "
             "address",
             ex->address);
}

/* Only what the named proxy says is believed: it wrote the last address of X-Forwarded-For itself.
 */
static void through_proxy(struct cx *cx, struct exchange *ex, struct request *rq)
{
    const char *proxy = ex->server->cfg->trusted_proxy;
    if (!proxy || strcmp(proxy, ex->address) != 0) {
        warn_of_proxy(ex, rq);
        return;
    }
    const char *proto = request_header(rq, "x-forwarded-proto");
    const char *id = request_header(rq, "x-request-id");
    str last = { NULL, 0 };
    for (size_t i = 0; i < rq->headers.n; i++) {
        if (strcmp(rq->headers.v[i].name, "x-forwarded-for") != 0) continue;
        str rest = str_of(rq->headers.v[i].value);
        while (rest.n) last = str_trim(str_cut(&rest, ','));
    }
    const char *client = arena_str(cx->arena, last);
    if (is_address(client)) rq->address = client;
    rq->secure = proto && strcmp(proto, "https") == 0;
    if (id && id_clean(id)) snprintf(ex->id, sizeof ex->id, "%s", id);
}

int exchange_request(struct cx *cx, struct exchange *ex, struct request *rq)
{
    int status = gate_request_make(cx, &ex->gate, &ex->pass, rq);
    rq->address = ex->address;
    through_proxy(cx, ex, rq);
    cx->req_id = ex->id;
    return status;
}

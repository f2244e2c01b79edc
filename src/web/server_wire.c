/* SPDX-License-Identifier: EUPL-1.2 */
/* server_wire.c — libmicrohttpd's side: its callbacks run on the event threads and must never wait.
 *
 * The library calls for one request: target (the request line is there), answer (headers are there;
 * answering now would close the connection, so that is for refusals only), answer again for each
 * piece of body and once more when it is whole: then the connection is suspended and a worker has
 * the exchange. After the worker resumes it, answer is called a last time and sends.
 */
#include "base/clock.h"
#include "web/server_inside.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <string.h>
#include <sys/socket.h>

#define CONNECTIONS 1000u
#define PER_ADDRESS 200u
#define EVENT_THREADS 2u
#define MEMORY_LIMIT ((size_t)32 * 1024)
#define BODY_MAX ((int64_t)64 * 1024)
#define SLOWEST_BODY 4 /* bytes a millisecond */

/* ---- the request as it came ----------------------------------------------------------------- */

static void *target(void *cls, const char *uri, struct MHD_Connection *c)
{
    struct exchange *ex = exchange_new(cls);
    ex->connection = c;
    /* The library is about to cut the line up in place, so it is copied; where it stood is kept. */
    buf_text(&ex->target, uri);
    ex->gate = (struct gate_request){ .target = { uri, uri ? strlen(uri) : 0 } };
    return ex;
}

static enum MHD_Result collect(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_n,
                               const char *value, size_t value_n)
{
    struct exchange *ex = cls;
    (void)kind;
    ex->header[ex->gate.n++] = (struct gate_header){ { name, name_n }, { value, value_n } };
    return ex->gate.n <= GATE_HEADERS ? MHD_YES : MHD_NO;
}

/* The library takes a bare LF for a line's end, joins folded lines and cuts a value at a NUL, all
 * without a word. But its strings still stand where the bytes arrived, so the gaps between them
 * tell: one CRLF between any two, nothing else. header_size is what the wire held in all. */
static bool layout_torn(const struct exchange *ex, const char *version)
{
    const union MHD_ConnectionInfo *size =
        MHD_get_connection_info(ex->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    const struct gate_request *g = &ex->gate;
    const char *at = g->method.p + g->method.n + 1;
    if (!size || g->target.p != at || version != at + g->target.n + 1) return true;
    at = version + strlen(version) + 2;
    for (size_t i = 0; i < g->n; i++) {
        const struct gate_header *h = &g->headers[i];
        if (h->name.p != at || h->value.p <= h->name.p + h->name.n) return true;
        at = h->value.p + h->value.n + 2;
    }
    return at + 2 != g->method.p + size->header_size;
}

static void read_gate(struct exchange *ex, const char *method, const char *version)
{
    struct gate_request *g = &ex->gate;
    g->method = str_of(method);
    g->version = str_of(version);
    g->headers = ex->header;
    g->n = 0;
    MHD_get_connection_values_n(ex->connection, MHD_HEADER_KIND, collect, ex);
    /* With more header lines than it keeps the gate refuses anyhow. */
    g->torn = g->n <= GATE_HEADERS && layout_torn(ex, version);
    g->target = buf_slice(&ex->target);
    for (size_t i = 0; i < g->n; i++) ex->header[i].value = str_trim(ex->header[i].value);
}

/* A socket that listens on [::] sees 127.0.0.1 as ::ffff:127.0.0.1: one address has one name. */
static void read_address6(struct exchange *ex, const struct in6_addr *a)
{
    if (IN6_IS_ADDR_V4MAPPED(a))
        inet_ntop(AF_INET, a->s6_addr + 12, ex->address, sizeof ex->address);
    else
        inet_ntop(AF_INET6, a, ex->address, sizeof ex->address);
}

static void read_address(struct exchange *ex)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(ex->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *a = info ? info->client_addr : NULL;
    ex->address[0] = '\0';
    if (a && a->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)a)->sin_addr, ex->address,
                  sizeof ex->address);
    else if (a && a->sa_family == AF_INET6)
        read_address6(ex, &((const struct sockaddr_in6 *)(const void *)a)->sin6_addr);
}

/* ---- steps ---------------------------------------------------------------------------------- */

static enum MHD_Result refuse_now(struct exchange *ex, int status, const char *why)
{
    ex->closes = true;
    if (ex->link) atomic_store(&ex->link->receiving, false);
    answer_refuse(ex, status, why);
    return answer_send(ex) ? MHD_YES : MHD_NO;
}

static int64_t body_max(const struct exchange *ex)
{
    struct request probe = { .api = ex->pass.api };
    const struct route *r = web_route_find(ex->pass.method, ex->pass.path, &probe);
    return r && r->max ? (int64_t)r->max : BODY_MAX;
}

static enum MHD_Result begin(struct exchange *ex, const char *method, const char *version)
{
    struct server *s = ex->server;
    const char *why = NULL;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(ex->connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    ex->link = info ? info->socket_context : NULL;
    if (ex->link) care_begin(&s->care, ex->link);
    metrics_in_flight(1);
    read_address(ex);
    read_gate(ex, method, version);
    int status = gate_check(&ex->gate, &ex->pass, &why);
    if (status) return refuse_now(ex, status, why);
    ex->stage = STAGE_READING;
    ex->max = ex->pass.method == METHOD_POST ? body_max(ex) : 0;
    if (ex->pass.length > ex->max) return refuse_now(ex, 413, NULL);
    int64_t length = ex->pass.chunked ? ex->max : ex->pass.length;
    if (ex->link)
        atomic_store(&ex->link->until, clock_us() + s->timeout_us + length / SLOWEST_BODY * 1000);
    return MHD_YES;
}

/* A refusal found in the middle can be sent only at the end: up to there the rest is thrown away,
 * but not without measure. */
static enum MHD_Result take(struct exchange *ex, const char *p, size_t n)
{
    const char *spool = ex->server->cfg->spool;
    if (ex->body.size + (int64_t)n > ex->max) ex->refused = 413;
    if (!ex->refused) {
        if (sent_body_add(&ex->body, spool, ex->id, p, n)) ex->refused = 503;
        return MHD_YES;
    }
    ex->body.size += (int64_t)n;
    return ex->body.size <= ex->max + BODY_MAX ? MHD_YES : MHD_NO;
}

static enum MHD_Result hand_over(struct exchange *ex)
{
    if (ex->refused) return refuse_now(ex, ex->refused, NULL);
    ex->from = clock_us();
    if (ex->link) {
        atomic_store(&ex->link->receiving, false);
        atomic_store(&ex->link->until, 0);
    }
    ex->stage = STAGE_WAITING;
    MHD_suspend_connection(ex->connection);
    if (queue_put(&ex->server->queue, ex)) return MHD_YES;
    answer_refuse(ex, 503, NULL);
    ex->stage = STAGE_READY;
    MHD_resume_connection(ex->connection);
    return MHD_YES;
}

static enum MHD_Result answer(void *cls, struct MHD_Connection *c, const char *url,
                              const char *method, const char *version, const char *data,
                              size_t *data_n, void **state)
{
    struct exchange *ex = *state;
    (void)cls;
    (void)c;
    (void)url;
    switch (ex->stage) {
    case STAGE_NEW: return begin(ex, method, version);
    case STAGE_READING:
        if (!*data_n) return hand_over(ex);
        size_t n = *data_n;
        *data_n = 0;
        return take(ex, data, n);
    case STAGE_READY: return answer_send(ex) ? MHD_YES : MHD_NO;
    case STAGE_WAITING: break;
    }
    return MHD_YES;
}

static void completed(void *cls, struct MHD_Connection *c, void **state,
                      enum MHD_RequestTerminationCode how)
{
    struct server *s = cls;
    struct exchange *ex = *state;
    (void)c;
    (void)how;
    if (!ex) return;
    *state = NULL;
    if (ex->answer) MHD_destroy_response(ex->answer);
    if (ex->stage != STAGE_NEW || ex->refused) metrics_in_flight(-1);
    if (ex->link) {
        atomic_store(&ex->link->until, clock_us() + 2 * s->timeout_us);
        atomic_store(&ex->link->receiving, true);
        care_end(&s->care, ex->link);
    }
    exchange_free(ex);
}

static void connection(void *cls, struct MHD_Connection *c, void **context,
                       enum MHD_ConnectionNotificationCode what)
{
    struct server *s = cls;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
        struct care_link *l = care_add(&s->care, info->connect_fd);
        atomic_store(&l->until, clock_us() + s->timeout_us);
        *context = l;
    } else if (*context) {
        care_remove(&s->care, *context);
        *context = NULL;
    }
}

/* The path is taken from the raw target (gate.c); the library's own unescaping is not wanted. */
static size_t leave_escaped(void *cls, struct MHD_Connection *c, char *z)
{
    (void)cls;
    (void)c;
    return strlen(z);
}

__attribute__((format(printf, 2, 0))) static void library_says(void *cls, const char *fmt,
                                                               va_list ap)
{
    char text[400];
    (void)cls;
    vsnprintf(text, sizeof text, fmt, ap);
    text[strcspn(text, "\n")] = '\0';
    log_line(LOG_DEBUG, NULL, "libmicrohttpd: %s", text);
}

enum rc wire_start(struct server *s, int listen_fd)
{
    unsigned timeout = s->cfg->timeout;
    unsigned flags =
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | MHD_USE_ERROR_LOG;
    /* Behind a proxy all connections come from one address. */
    unsigned per_address = s->cfg->trusted_proxy ? 0 : PER_ADDRESS;
    s->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, answer, s, MHD_OPTION_EXTERNAL_LOGGER, library_says, NULL,
        MHD_OPTION_LISTEN_SOCKET, listen_fd, MHD_OPTION_THREAD_POOL_SIZE, EVENT_THREADS,
        MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS, MHD_OPTION_PER_IP_CONNECTION_LIMIT, per_address,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, MEMORY_LIMIT, MHD_OPTION_CONNECTION_TIMEOUT, timeout,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
        MHD_OPTION_URI_LOG_CALLBACK, target, s, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, completed, s, MHD_OPTION_NOTIFY_CONNECTION, connection, s,
        MHD_OPTION_END);
    if (s->daemon) return RC_OK;
    log_line(LOG_ERROR, NULL, "libmicrohttpd did not start");
    return RC_FAIL;
}

void wire_quiesce(struct server *s)
{
    MHD_socket fd = MHD_quiesce_daemon(s->daemon);
    /* Who connects from now on is refused at once instead of waiting in the backlog. */
    if (fd != MHD_INVALID_SOCKET) shutdown(fd, SHUT_RDWR);
}

void wire_stop(struct server *s) { MHD_stop_daemon(s->daemon); }

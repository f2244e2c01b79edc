/* SPDX-License-Identifier: EUPL-1.2 */
/* server.c — starting and stopping: the socket, the threads, the signal that ends it. What happens
 * to a request is in the other server_*.c files, one step each (see README.md).
 */
#include "web/server.h"

#include "base/rand.h"
#include "web/server_inside.h"
#include "web/web.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define DRAIN_SECONDS 20
#define WORKERS_MAX 64

/* ---- where it listens ------------------------------------------------------------------------ */

static int bind_to(const struct addrinfo *a)
{
    int on = 1, fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
    if (fd < 0) return -1;
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, a->ai_addr, a->ai_addrlen) == 0 && listen(fd, 511) == 0) return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}

static const char *why_not(int e)
{
    switch (e) {
    case EADDRINUSE: return "another program listens there already";
    case EACCES: return "this user may not listen on that port";
    case EADDRNOTAVAIL: return "this machine does not have that address";
    default: return "the system refused";
    }
}

/* "127.0.0.1:8080", "[::1]:8080", "localhost:8080" */
static int listen_on(const char *where)
{
    char host[256];
    const char *colon = strrchr(where, ':');
    size_t n = colon ? (size_t)(colon - where) : 0;
    struct addrinfo hints = { .ai_flags = AI_PASSIVE, .ai_socktype = SOCK_STREAM }, *found = NULL;
    if (n > 1 && where[0] == '[' && where[n - 1] == ']') {
        where++;
        n -= 2;
    }
    if (!colon || n >= sizeof host) {
        log_line(LOG_ERROR, NULL, "listen: write ADDRESS:PORT, for example 127.0.0.1:8080");
        return -1;
    }
    snprintf(host, sizeof host, "%.*s", (int)n, where);
    int rc = getaddrinfo(n ? host : NULL, colon + 1, &hints, &found);
    int fd = rc == 0 ? bind_to(found) : -1;
    if (rc)
        log_line(LOG_ERROR, NULL, "listen %s: %s", where, gai_strerror(rc));
    else if (fd < 0)
        log_line(LOG_ERROR, NULL, "listen %s: %s", where, why_not(errno));
    if (found) freeaddrinfo(found);
    return fd;
}

static unsigned port_of(int fd)
{
    struct sockaddr_storage a;
    socklen_t n = sizeof a;
    if (getsockname(fd, (struct sockaddr *)&a, &n) != 0) return 0;
    if (a.ss_family == AF_INET) return ntohs(((struct sockaddr_in *)(void *)&a)->sin_port);
    return ntohs(((struct sockaddr_in6 *)(void *)&a)->sin6_port);
}

static void say_where(const char *where, int fd)
{
    const char *colon = strrchr(where, ':');
    size_t n = (size_t)(colon - where);
    printf("Kolo is serving http://%.*s:%u\n", n ? (int)n : 9, n ? where : "127.0.0.1",
           port_of(fd));
    fflush(stdout);
}

/* ---- threads ----------------------------------------------------------------------------------
 */

static struct server_config with_defaults(const struct server_config *given)
{
    struct server_config c = *given;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned wanted = processors > 0 ? 4 * (unsigned)processors : 4;
    if (!c.workers) c.workers = wanted < 8 ? 8 : wanted > 16 ? 16 : wanted;
    if (c.workers > WORKERS_MAX) c.workers = WORKERS_MAX;
    if (!c.queue) c.queue = 256;
    if (!c.timeout) c.timeout = 30;
    if (!c.spool) c.spool = getenv("TMPDIR");
    if (!c.spool || !*c.spool) c.spool = "/tmp";
    return c;
}

static void server_open(struct server *s, const struct server_config *cfg)
{
    unsigned char noise[4];
    rand_bytes(noise, sizeof noise);
    memset(s, 0, sizeof *s);
    s->cfg = cfg;
    s->arena = arena_new();
    s->timeout_us = (int64_t)cfg->timeout * 1000000;
    for (size_t i = 0; i < sizeof noise; i++)
        snprintf(s->run + 2 * i, 3, "%02x", (unsigned)noise[i]);
    pthread_mutex_init(&s->spare_lock, NULL);
    queue_init(&s->queue, cfg->queue);
    access_log_open(&s->log, cfg->quiet);
    care_open(&s->care);
    keep_start();
    streams_open(cfg->database);
}

static void server_close(struct server *s)
{
    streams_close();
    access_log_close(&s->log);
    keep_stop();
    care_close(&s->care);
    queue_done(&s->queue);
    for (struct exchange *ex = s->spare; ex; ex = ex->next) exchange_done(ex);
    pthread_mutex_destroy(&s->spare_lock);
    arena_free(s->arena);
}

/* What has begun is finished: first nothing new is let in, then the last answers go out, then the
 * workers are told. A worker that does not come back in time is left behind with the process. */
static void stop(struct server *s, struct worker *workers)
{
    atomic_store(&s->stopping, true);
    wire_quiesce(s);
    streams_end();
    if (!care_drain(&s->care, DRAIN_SECONDS)) {
        log_line(LOG_ERROR, NULL, "a worker was not done %d s after the stop", DRAIN_SECONDS);
        access_log_close(&s->log);
        _Exit(1);
    }
    wire_stop(s);
    queue_close(&s->queue);
    for (unsigned i = 0; i < s->cfg->workers; i++) worker_close(&workers[i]);
}

static void wait_for_signal(const sigset_t *wanted)
{
    int got = 0;
    while (sigwait(wanted, &got) != 0) continue;
    log_line(LOG_INFO, NULL, "stopping: signal %d", got);
}

static enum rc start_workers(struct server *s, struct worker *workers)
{
    for (unsigned i = 0; i < s->cfg->workers; i++) {
        enum rc rc = worker_open(&workers[i], s);
        if (rc) return rc;
    }
    return RC_OK;
}

enum rc server_run(const struct server_config *given)
{
    struct server_config cfg = with_defaults(given);
    struct worker workers[WORKERS_MAX] = { 0 };
    struct server s;
    sigset_t ends, before;
    int fd = listen_on(cfg.listen);
    if (fd < 0) return RC_FAIL;
    /* Blocked before the first thread is made, so that the signal waits for sigwait. */
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, &before);
    signal(SIGPIPE, SIG_IGN);
    server_open(&s, &cfg);
    enum rc rc = start_workers(&s, workers);
    if (!rc) rc = wire_start(&s, fd);
    if (rc) {
        queue_close(&s.queue);
        for (unsigned i = 0; i < cfg.workers; i++) worker_close(&workers[i]);
    } else {
        say_where(cfg.listen, fd);
        wait_for_signal(&ends);
        stop(&s, workers);
    }
    close(fd);
    server_close(&s);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return rc;
}

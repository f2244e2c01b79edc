/* SPDX-License-Identifier: EUPL-1.2 */
/* server_inside.h — what the server's files share. An exchange is one request on its way through
 * event thread → queue → worker → event thread; whoever holds it last is the only one who touches
 * it.
 */
#ifndef KOLO_WEB_SERVER_INSIDE_H
#define KOLO_WEB_SERVER_INSIDE_H

#include "web/gate.h"
#include "web/server.h"
#include "web/web.h"

#include <pthread.h>
#include <stdatomic.h>

struct MHD_Connection;
struct MHD_Daemon;
struct MHD_Response;
struct exchange;

/* ---- server_queue.c: a bounded line of exchanges; one waiting worker is woken for one exchange
 * ---- */
struct queue {
    pthread_mutex_t lock;
    pthread_cond_t some;
    struct exchange *first, **last;
    size_t n, max, waiting;
    bool closed;
};
void queue_init(struct queue *q, size_t max);
void queue_done(struct queue *q);
/** queue_put: false when the line is full. */
bool queue_put(struct queue *q, struct exchange *ex);
/** queue_take: waits; NULL once the queue is closed and empty. */
struct exchange *queue_take(struct queue *q);
void queue_close(struct queue *q);

/* ---- server_body.c: a request body while it arrives: memory first, then an unlinked file ---- */
struct body {
    struct buf memory;
    int fd; /* -1: all of it is in memory */
    int64_t size;
};
void sent_body_init(struct body *b);
/** body_add: RC_FAIL (logged) when the disk refuses. */
enum rc sent_body_add(struct body *b, const char *spool, const char *id, const void *p,
                      size_t n) MUST_USE;
/** body_view: all of it; a file is mapped until the arena is reset. */
enum rc sent_body_view(struct cx *cx, const struct body *b, str *out) MUST_USE;
void sent_body_clear(struct body *b);

/* ---- server_log.c: the access log: lines gathered, written together some 50 times a second ----
 */
struct access_log {
    pthread_mutex_t lock;
    pthread_cond_t some;
    pthread_t thread;
    struct buf lines, writing;
    bool quiet, closed, started;
};
void access_log_open(struct access_log *l, bool quiet);
void access_log_close(struct access_log *l);
struct access_entry {
    const struct request *rq;
    const char *id, *address, *method;
    int status;
    int64_t bytes, us, user;
};
void access_log_add(struct access_log *l, const struct access_entry *e);

/* ---- server_care.c: every connection with the time by which it must have got on ---- */
struct care_link {
    struct care_link *next, **at;
    int fd;
    bool busy;             /* a request has begun and is not answered */
    atomic_bool receiving; /* the client has the word: a request, or the rest of its body */
    atomic_llong until;    /* clock_us; 0: a worker has it */
};
struct care {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t thread;
    struct care_link *links, *spare;
    struct arena *arena;
    size_t busy;
    bool stopping, closed, started;
};
void care_open(struct care *c);
void care_close(struct care *c);
struct care_link *care_add(struct care *c, int fd);
void care_remove(struct care *c, struct care_link *l);
void care_begin(struct care *c, struct care_link *l);
void care_end(struct care *c, struct care_link *l);
/** care_drain: shuts what is idle and waits until nothing is busy, at most ${seconds}; false when a
 * worker has one even then. */
bool care_drain(struct care *c, int seconds);

/* ---- server_exchange.c ---- */
enum stage { STAGE_NEW, STAGE_READING, STAGE_WAITING, STAGE_READY };
struct exchange {
    struct server *server;
    struct MHD_Connection *connection;
    struct care_link *link;
    struct exchange *next;
    enum stage stage;
    struct buf target;
    struct gate_header header[GATE_HEADERS + 1];
    struct gate_request gate;
    struct gate_pass pass;
    struct body body;
    int64_t max; /* largest body */
    bool closes; /* the connection ends with this answer */
    int refused; /* status of a refusal found while the body arrived; 0 none */
    char id[65];
    char address[64];
    bool secure;
    int64_t from; /* clock_us when it was whole */
    int status;
    struct buf out;
    struct MHD_Response *answer;
};
struct server {
    const struct server_config *cfg;
    struct MHD_Daemon *daemon;
    struct queue queue;
    struct access_log log;
    struct care care;
    pthread_mutex_t spare_lock;
    struct exchange *spare;
    struct arena *arena; /* of the exchanges; under spare_lock */
    char run[9];         /* this process in request ids */
    atomic_uint count;
    atomic_bool stopping, told_of_proxy;
    int64_t timeout_us;
};
struct exchange *exchange_new(struct server *s);
void exchange_free(struct exchange *ex);
void exchange_done(struct exchange *ex);
/** exchange_request: the request behind the gate, with address and the rest that the wire tells. 0
 * or 400. */
int exchange_request(struct cx *cx, struct exchange *ex, struct request *rq);

/* ---- server_worker.c ---- */
struct worker {
    struct server *server;
    struct arena *arena;
    struct db *db;
    struct response rs;
    pthread_t thread;
    bool started;
};
enum rc worker_open(struct worker *w, struct server *s) MUST_USE;
void worker_close(struct worker *w);

/* ---- server_answer.c: from a response of ours to one of the library's; the log line ---- */
void answer_make(struct exchange *ex, const struct request *rq, struct response *rs);
/** answer_refuse: the same for a request that goes no further, on the event thread. */
void answer_refuse(struct exchange *ex, int status, const char *why);
/** answer_send: hands it to the library; false closes the connection. */
bool answer_send(struct exchange *ex);

/* ---- server_stream.c: answers that go on (web/sse.h): a thread looks what is new and tells them
 * ----
 */
#define STREAM_LIFE_US (INT64_C(300) * 1000000) /* then one ends, and the browser comes again */
void streams_open(const char *database);
/** streams_end: all of them end now, and no other begins. streams_close: after the last. */
void streams_end(void);
void streams_close(void);
/** stream_response: the answer whose body begins with ex->out and goes on with what becomes of
 * rs->topics; NULL: no memory. */
struct MHD_Response *stream_response(struct exchange *ex, const struct request *rq,
                                     const struct response *rs);

/* ---- server_wire.c: the library's callbacks ---- */
enum rc wire_start(struct server *s, int listen_fd) MUST_USE;
/** wire_quiesce: lets nobody new in. */
void wire_quiesce(struct server *s);
void wire_stop(struct server *s);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* server_test.c — the real server in a child process, spoken to in bytes. Whatever depends on the
 * library is looked at here, so that a new version of it is judged by these cases.
 */
#include "web/server.h"

#include "base/clock.h"
#include "web/server_cases.h"
#include "web/sse.h"
#include "web/web_test.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static struct {
    pid_t pid;
    int port, log;
    char path[64];
} child;

static struct server_config config(void)
{
    static char url[96];
    snprintf(url, sizeof url, "sqlite:%s/kolo.db", child.path);
    return (struct server_config){ .listen = "127.0.0.1:0", .database = url, .timeout = 2 };
}

/* What "thing/7" is at, seen by the child as well. */
static atomic_llong *thing;

static enum rc thing_may(struct cx *cx, int64_t id)
{
    return id == 7 && z_eq(try_who(cx), "ana") ? RC_OK : RC_MISSING;
}

static enum rc thing_version(struct cx *cx, int64_t id, int64_t *version)
{
    (void)cx;
    (void)id;
    *version = atomic_load(thing);
    return RC_OK;
}

static void run_child(const struct server_config *cfg, int out, int log)
{
    static const struct topic_kind topics[] = { { "thing", thing_may, thing_version } };
    static const struct route *const tables[] = { try_routes, live_routes, NULL };
    dup2(out, 1);
    dup2(log, 2);
    topic_register(topics, 1);
    enum rc rc = web_setup(tables, &try_hooks);
    if (!rc) rc = server_run(cfg);
    /* Not _exit: the sanitizer looks for leaks on the way out. */
    exit(rc_exit(rc));
}

static void start(const struct server_config *cfg)
{
    int out[2], log[2];
    char line[128] = "";
    assert_int_equal(pipe(out), 0);
    assert_int_equal(pipe(log), 0);
    fflush(NULL);
    child.pid = fork();
    assert_true(child.pid >= 0);
    if (child.pid == 0) run_child(cfg, out[1], log[1]);
    close(out[1]);
    close(log[1]);
    child.log = log[0];
    FILE *f = fdopen(out[0], "r");
    assert_non_null(fgets(line, sizeof line, f));
    fclose(f);
    assert_has(line, "Kolo is serving http://127.0.0.1:");
    int64_t port = 0;
    str number = str_trim(str_of(strrchr(line, ':') + 1));
    assert_true(str_int64(number, &port));
    child.port = (int)port;
}

static int stop(void)
{
    int status = 0;
    kill(child.pid, SIGTERM);
    assert_int_equal(waitpid(child.pid, &status, 0), child.pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* All that the child wrote to standard error, once it has ended. */
static const char *log_text(void)
{
    static char text[64 * 1024];
    size_t n = 0;
    ssize_t got;
    while (n < sizeof text - 1 && (got = read(child.log, text + n, sizeof text - 1 - n)) > 0)
        n += (size_t)got;
    text[n] = '\0';
    close(child.log);
    return text;
}

static int dial(void)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)child.port) };
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, (struct sockaddr *)&a, sizeof a) == 0) return fd;
    close(fd);
    return -1;
}

static void say(int fd, const char *z, size_t n)
{
    while (n) {
        ssize_t done = send(fd, z, n, MSG_NOSIGNAL);
        if (done <= 0) return; /* refused already: the answer is there to read */
        z += done;
        n -= (size_t)done;
    }
}

static void say_text(int fd, const char *z) { say(fd, z, strlen(z)); }

/* Reads until ${until} stands in it, the end, or ${ms} have passed; *ended tells which. */
static const char *hear(int fd, const char *until, int ms, bool *ended)
{
    static char text[256 * 1024];
    size_t n = 0;
    int64_t end = clock_us() + ms * 1000;
    *ended = false;
    text[0] = '\0';
    while (n < sizeof text - 1 && !(until && strstr(text, until))) {
        struct pollfd p = { fd, POLLIN, 0 };
        int64_t left = (end - clock_us()) / 1000;
        if (left <= 0 || poll(&p, 1, (int)left) <= 0) break;
        ssize_t got = recv(fd, text + n, sizeof text - 1 - n, 0);
        if (got <= 0) {
            *ended = true;
            break;
        }
        n += (size_t)got;
        text[n] = '\0';
    }
    return text;
}

/* ---- the gate on the wire ----------------------------------------------------------------------
 */

static int status_of(const char *answer)
{
    int64_t status = 0;
    return strncmp(answer, "HTTP/1.1 ", 9) == 0 && str_int64((str){ answer + 9, 3 }, &status)
               ? (int)status
               : 0;
}

/* A refused request ends the connection, so that nothing behind it is taken for a request. */
static void gate_on_the_wire(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof gate_cases / sizeof *gate_cases; i++) {
        bool ended, refused = gate_cases[i].status != 200;
        int fd = dial();
        say(fd, gate_cases[i].raw, gate_cases[i].n);
        if (refused) say_text(fd, "GET /word/smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
        const char *got = hear(fd, refused ? NULL : "word a", 3000, &ended);
        int status = status_of(got);
        bool right = status == gate_cases[i].status || (!gate_cases[i].status && status == 400);
        if (!right || (refused && !ended) || strstr(got, "smuggled"))
            fail_msg("%s: wanted %d, got %d%s: %s", gate_cases[i].name, gate_cases[i].status,
                     status, ended ? " and the end" : "", got);
        close(fd);
    }
}

static void too_large(void **state)
{
    (void)state;
    bool ended;
    char *raw = arena_alloc(try_arena(), 70000);
    int fd = dial();
    snprintf(raw, 70000, "GET /word/%09000d HTTP/1.1\r\nHost: x\r\n\r\n", 1);
    say_text(fd, raw);
    assert_int_equal(status_of(hear(fd, "\r\n\r\n", 3000, &ended)), 414);
    close(fd);
    fd = dial();
    snprintf(raw, 70000, "GET /word/a HTTP/1.1\r\nHost: x\r\nA: %025000d\r\n\r\n", 1);
    say_text(fd, raw);
    assert_int_equal(status_of(hear(fd, "\r\n\r\n", 3000, &ended)), 431);
    close(fd);
    fd = dial();
    snprintf(raw, 70000, "GET /word/a HTTP/1.1\r\nHost: x\r\nA: %060000d\r\n\r\n", 1);
    say_text(fd, raw);
    assert_int_equal(status_of(hear(fd, "\r\n\r\n", 3000, &ended)), 431);
    close(fd);
    fd = dial();
    size_t n = (size_t)snprintf(raw, 70000, "GET /word/a HTTP/1.1\r\nHost: x\r\n");
    for (int i = 0; i < 101; i++) n += (size_t)snprintf(raw + n, 70000 - n, "A%d: b\r\n", i);
    n += (size_t)snprintf(raw + n, 70000 - n, "\r\n");
    say(fd, raw, n);
    assert_int_equal(status_of(hear(fd, "\r\n\r\n", 3000, &ended)), 431);
    close(fd);
}

/* ---- bodies ---------------------------------------------------------------------------------- */

static const char *ask(int fd, const char *raw, const char *until)
{
    bool ended;
    say_text(fd, raw);
    return hear(fd, until, 5000, &ended);
}

static void keeps_the_connection(void **state)
{
    (void)state;
    int fd = dial();
    const char *post = "POST /visit HTTP/1.1\r\nHost: x\r\nContent-Type: "
                       "application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b";
    for (int i = 0; i < 3; i++) {
        assert_has(ask(fd, "GET /word/a HTTP/1.1\r\nHost: x\r\n\r\n", "word a"), "200 OK");
        assert_int_equal(status_of(ask(fd, post, "</html>")), 403);
    }
    const char *head = ask(fd, "HEAD /big HTTP/1.1\r\nHost: x\r\n\r\n", "\r\n\r\n");
    assert_has(head, arena_printf(try_arena(), "Content-Length: %zu\r\n", try_get("/big", NULL).n));
    assert_has(ask(fd, "GET /word/a HTTP/1.1\r\nHost: x\r\n\r\n", "word a"), "HTTP/1.1 200");
    /* A query that cannot be read is refused, but where the request ends is clear. */
    assert_int_equal(status_of(ask(fd, "GET /word/a?b=%zz HTTP/1.1\r\nHost: x\r\n\r\n", "</html>")),
                     400);
    /* Two at once are answered in their order. */
    const char *both = ask(fd,
                           "GET /word/one HTTP/1.1\r\nHost: x\r\n\r\n"
                           "GET /word/two HTTP/1.1\r\nHost: x\r\n\r\n",
                           "word two");
    assert_true(strstr(both, "word one") && strstr(both, "word one") < strstr(both, "word two"));
    close(fd);
}

static const char *upload_head(const char *framing)
{
    return arena_printf(try_arena(),
                        "POST /upload HTTP/1.1\r\nHost: x\r\nCookie: who=ana\r\n"
                        "X-CSRF-Token: %s\r\nContent-Type: multipart/form-data; boundary=B\r\n"
                        "%s\r\n\r\n",
                        try_token("ana"), framing);
}

static const char *upload_body(size_t bytes, size_t *n)
{
    char *body = arena_alloc(try_arena(), bytes + 256), *at = body;
    at += snprintf(at, 200,
                   "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\a\\b.csv\""
                   "\r\nContent-Type: text/csv\r\n\r\n");
    memset(at, 'x', bytes);
    at += bytes;
    at += snprintf(at, 16, "\r\n--B--\r\n");
    *n = (size_t)(at - body);
    return body;
}

/* In memory, and through the spool file. */
static void uploads(void **state)
{
    (void)state;
    static const size_t sizes[] = { 10, 262144 - 200, 262145, 900000 };
    for (size_t i = 0; i < 4; i++) {
        size_t n;
        bool ended;
        const char *body = upload_body(sizes[i], &n);
        int fd = dial();
        const char *head = upload_head(
            arena_printf(try_arena(), "Expect: 100-continue\r\nContent-Length: %zu", n));
        assert_has(ask(fd, head, "\r\n\r\n"), "HTTP/1.1 100 Continue");
        say(fd, body, n);
        const char *got = hear(fd, "file b.csv", 5000, &ended);
        assert_int_equal(status_of(got), 200);
        assert_has(got, arena_printf(try_arena(), "%zu bytes in all, file b.csv %zu", n, sizes[i]));
        close(fd);
    }
}

static void chunks(void **state)
{
    (void)state;
    size_t n;
    bool ended;
    const char *body = upload_body(40, &n);
    int fd = dial();
    say_text(fd, upload_head("Transfer-Encoding: chunked"));
    for (size_t i = 0; i < n; i++) {
        char chunk[8];
        snprintf(chunk, sizeof chunk, "1\r\n%c\r\n", body[i]);
        say(fd, chunk, 6);
    }
    say_text(fd, "0\r\n\r\nGET /word/smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
    const char *got = hear(fd, NULL, 5000, &ended);
    assert_has(got, arena_printf(try_arena(), "%zu bytes in all, file b.csv 40", n));
    assert_has(got, "Connection: close");
    assert_lacks(got, "smuggled");
    assert_true(ended);
    close(fd);
}

static void body_cap(void **state)
{
    (void)state;
    bool ended;
    int fd = dial();
    /* Not one byte of the body is sent: the answer comes all the same. */
    const char *got = ask(fd, upload_head("Content-Length: 1048577"), "</html>");
    assert_int_equal(status_of(got), 413);
    assert_has(got, "Connection: close");
    close(fd);
    fd = dial();
    got = ask(fd, "POST /visit HTTP/1.1\r\nHost: x\r\nContent-Length: 1025\r\n\r\n", "</html>");
    assert_int_equal(status_of(got), 413);
    close(fd);
    fd = dial();
    got = ask(fd, "POST /api/v1/nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n", "}");
    assert_int_equal(status_of(got), 413);
    assert_has(got, "application/problem+json");
    close(fd);
    /* In chunks the cap shows only on the way. */
    fd = dial();
    const char *head = "POST /visit HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    say_text(fd, head);
    char *chunk = arena_alloc(try_arena(), 2048);
    snprintf(chunk, 2048, "400\r\n%01024d\r\n", 0);
    say_text(fd, chunk);
    say_text(fd, chunk);
    say_text(fd, "0\r\n\r\n");
    assert_int_equal(status_of(hear(fd, NULL, 5000, &ended)), 413);
    close(fd);
}

/* A visitor who sends slowly keeps no worker and, past the time-out, no connection. */
static void slow_senders(void **state)
{
    (void)state;
    enum { MANY = 40 };
    int slow[MANY], fd = dial();
    bool ended;
    for (int i = 0; i < MANY; i++) {
        slow[i] = dial();
        const char *part = i % 2 ? "GET /word/a HTTP/1.1\r\nHo"
                                 : "POST /visit HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na=";
        say_text(slow[i], part);
    }
    int64_t from = clock_us();
    assert_has(ask(fd, "GET /word/a HTTP/1.1\r\nHost: x\r\n\r\n", "word a"), "200 OK");
    assert_true(clock_us() - from < 500000);
    /* One byte now and then keeps the library content, but not server_care.c. */
    for (int i = 0; i < 8; i++) {
        say_text(slow[1], "s");
        nanosleep(&(struct timespec){ 0, 600 * 1000 * 1000 }, NULL);
    }
    (void)hear(slow[1], NULL, 100, &ended);
    assert_true(ended);
    for (int i = 0; i < MANY; i++) close(slow[i]);
    close(fd);
}

/* A client that goes away in the middle of its body leaves nothing behind, whichever way the
 * library learns of it. */
static void cut_uploads(void **state)
{
    (void)state;
    char *part = arena_alloc(try_arena(), 300000);
    const char *head = upload_head("Content-Length: 900000"), *got = "";
    memset(part, 'x', 299999);
    for (int i = 0; i < 20; i++) {
        int fd = dial();
        say_text(fd, head);
        say_text(fd, part);
        close(fd);
    }
    for (int i = 0; i < 40 && !strstr(got, "\nkolo_in_flight 1\n"); i++) {
        int fd = dial();
        nanosleep(&(struct timespec){ 0, 100 * 1000 * 1000 }, NULL);
        got = ask(fd, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", "kolo_resident_bytes ");
        close(fd);
    }
    assert_has(got, "\nkolo_in_flight 1\n");
}

static void packed_pages(void **state)
{
    (void)state;
    int fd = dial();
    const char *got =
        ask(fd, "GET /big HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br, gzip\r\n\r\n", "\r\n\r\n");
    assert_has(got, "Content-Encoding: gzip\r\n");
    assert_has(got, "Vary: Accept-Encoding\r\n");
    close(fd);
}

static int set_up(void **state)
{
    (void)state;
    try_setup();
    if (!thing) {
        const int fd = open("/dev/zero", O_RDWR);
        thing = mmap(NULL, sizeof *thing, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        close(fd);
    }
    if (thing == MAP_FAILED) return -1;
    atomic_store(thing, 1);
    snprintf(child.path, sizeof child.path, "/tmp/kolo-server-XXXXXX");
    return mkdtemp(child.path) ? 0 : -1;
}

static int set_up_running(void **state)
{
    if (set_up(state)) return -1;
    struct server_config cfg = config();
    start(&cfg);
    return 0;
}

static int tear_down(void **state)
{
    static const char *const files[] = { "kolo.db", "kolo.db-wal", "kolo.db-shm" };
    char path[128];
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s", child.path, files[i]);
        unlink(path);
    }
    return rmdir(child.path);
}

static int tear_down_running(void **state)
{
    int rc = stop();
    const char *log = log_text();
    if (rc || strstr(log, "ERROR") || strstr(log, "WARNING: ")) {
        print_message("server ended with %d: %s\n", rc, log);
        return -1;
    }
    return tear_down(state);
}

/* ---- stopping, and too much at once ------------------------------------------------------------
 */

static void finishes_what_it_began(void **state)
{
    (void)state;
    bool ended;
    struct server_config cfg = config();
    start(&cfg);
    int idle = dial(), slow = dial(), half = dial();
    (void)ask(idle, "GET /word/a HTTP/1.1\r\nHost: x\r\n\r\n", "word a");
    say_text(slow, "GET /slow?ms=700 HTTP/1.1\r\nHost: x\r\n\r\n");
    const char *part = "POST /visit HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na";
    say_text(half, part);
    nanosleep(&(struct timespec){ 0, 150 * 1000 * 1000 }, NULL);
    kill(child.pid, SIGTERM);
    nanosleep(&(struct timespec){ 0, 150 * 1000 * 1000 }, NULL);
    assert_int_equal(dial(), -1);
    (void)hear(idle, NULL, 1000, &ended);
    assert_true(ended);
    say_text(half, "=b");
    const char *got = hear(half, NULL, 3000, &ended);
    assert_int_equal(status_of(got), 415);
    assert_has(got, "Connection: close");
    got = hear(slow, NULL, 3000, &ended);
    assert_has(got, "slow done");
    assert_true(ended);
    int status = 0;
    assert_int_equal(waitpid(child.pid, &status, 0), child.pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    /* The log lost nothing, and tells no secret of the query. */
    const char *log = log_text();
    assert_has(log, "\"path\":\"/slow\",\"route\":\"/slow\",\"status\":200,\"bytes\":9,");
    assert_has(log, "\"path\":\"/word/{word}\"");
    assert_lacks(log, "ms=700");
    close(idle);
    close(slow);
    close(half);
}

/* Who never finishes sending does not keep the server from ending. */
static void does_not_wait_for_ever(void **state)
{
    (void)state;
    struct server_config cfg = config();
    start(&cfg);
    int fd = dial();
    say_text(fd, "POST /visit HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na");
    nanosleep(&(struct timespec){ 0, 100 * 1000 * 1000 }, NULL);
    int64_t from = clock_us();
    assert_int_equal(stop(), 0);
    assert_true(clock_us() - from < 6 * 1000000);
    (void)log_text();
    close(fd);
}

/* One worker, a line for one: the third at once is told to come back. */
static void too_much_at_once(void **state)
{
    (void)state;
    bool ended;
    struct server_config cfg = config();
    cfg.workers = 1;
    cfg.queue = 1;
    start(&cfg);
    int fd[3];
    for (int i = 0; i < 3; i++) {
        fd[i] = dial();
        say_text(fd[i], "GET /slow?ms=600 HTTP/1.1\r\nHost: x\r\n\r\n");
        nanosleep(&(struct timespec){ 0, 100 * 1000 * 1000 }, NULL);
    }
    const char *got = hear(fd[2], "</html>", 300, &ended);
    assert_int_equal(status_of(got), 503);
    assert_has(got, "Retry-After: 2\r\n");
    assert_has(hear(fd[0], "slow done", 3000, &ended), "200 OK");
    assert_has(hear(fd[1], "slow done", 3000, &ended), "200 OK");
    /* The refused one may go on with the same connection. */
    assert_has(ask(fd[2], "GET /word/a HTTP/1.1\r\nHost: x\r\n\r\n", "word a"), "200 OK");
    for (int i = 0; i < 3; i++) close(fd[i]);
    assert_int_equal(stop(), 0);
    (void)log_text();
}

static void behind_a_proxy(void **state)
{
    (void)state;
    struct server_config cfg = config();
    cfg.trusted_proxy = "127.0.0.1";
    start(&cfg);
    int fd = dial();
    const char *got = ask(fd,
                          "GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 1.2.3.4, 10.9.8.7\r\n"
                          "X-Forwarded-Proto: https\r\nX-Request-Id: from-proxy\r\n\r\n",
                          "csrf");
    assert_has(got, "Strict-Transport-Security: max-age=31536000\r\n");
    assert_has(got, "Set-Cookie: __Host-kolo_visit=");
    assert_has(got, "; Secure\r\n");
    assert_has(got, "X-Request-Id: from-proxy\r\n");
    close(fd);
    assert_int_equal(stop(), 0);
    assert_has(log_text(), "\"request\":\"from-proxy\",\"address\":\"10.9.8.7\"");
}

static void says_why_it_cannot_listen(void **state)
{
    (void)state;
    struct server_config cfg = config();
    start(&cfg);
    char where[32];
    snprintf(where, sizeof where, "127.0.0.1:%d", child.port);
    int log[2], status = 0;
    assert_int_equal(pipe(log), 0);
    fflush(NULL);
    pid_t second = fork();
    if (second == 0) {
        cfg.listen = where;
        run_child(&cfg, log[1], log[1]);
    }
    close(log[1]);
    assert_int_equal(waitpid(second, &status, 0), second);
    assert_int_equal(WEXITSTATUS(status), 1);
    char text[512] = "";
    assert_true(read(log[0], text, sizeof text - 1) > 0);
    assert_has(text, "another program listens there already");
    close(log[0]);
    assert_int_equal(stop(), 0);
    (void)log_text();
}

/* ---- answers that go on -----------------------------------------------------------------------
 */

static const char *listening(int fd, const char *who, const char *on)
{
    return ask(fd,
               arena_printf(try_arena(),
                            "GET /live?on=%s HTTP/1.1\r\nHost: x\r\nCookie: who=%s\r\n\r\n", on,
                            who),
               "}\n\n");
}

static void tells_what_is_new(void **state)
{
    (void)state;
    bool ended;
    int fd = dial();
    const char *got = listening(fd, "ana", "thing/7");
    assert_int_equal(status_of(got), 200);
    assert_has(got, "Content-Type: text/event-stream\r\n");
    assert_has(got, "Cache-Control: no-store\r\n");
    assert_has(got, "data: {\"topic\":\"thing/7\",\"version\":1}\n\n");
    atomic_store(thing, 2);
    assert_has(hear(fd, "}\n\n", 5000, &ended), "data: {\"topic\":\"thing/7\",\"version\":2}\n\n");
    assert_false(ended);
    /* Nothing new, nothing told. */
    assert_string_equal(hear(fd, NULL, 1500, &ended), "");
    assert_false(ended);
    close(fd);
    static const char many[] = "thing/7,thing/7,thing/7,thing/7,thing/7,thing/7,thing/7,"
                               "thing/7,thing/7";
    static const char *const none[] = { "thing/8", "thing/0",     "thing", "other/7",
                                        "",        "thing/7,x/1", many };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        fd = dial();
        say_text(fd, arena_printf(try_arena(),
                                  "GET /live?on=%s HTTP/1.1\r\nHost: x\r\nCookie: who=ana\r\n\r\n",
                                  none[i]));
        assert_int_equal(status_of(hear(fd, "</html>", 3000, &ended)), 404);
        close(fd);
    }
    fd = dial();
    say_text(fd, "GET /live?on=thing/7 HTTP/1.1\r\nHost: x\r\nCookie: who=rea\r\n\r\n");
    assert_int_equal(status_of(hear(fd, "</html>", 3000, &ended)), 404);
    close(fd);
    fd = dial();
    assert_int_equal(
        status_of(ask(fd, "GET /live?on=thing/7 HTTP/1.1\r\nHost: x\r\n\r\n", "\r\n\r\n")), 303);
    close(fd);
}

/* More pages than workers listen, and the workers are free; of one session not without measure;
 * whoever has gone makes room; and the end of the server is the end of them all. */
static void listens_without_workers(void **state)
{
    (void)state;
    enum { MANY = 24 };
    struct server_config cfg = config();
    bool ended;
    int fd[MANY], more;
    cfg.workers = 2;
    start(&cfg);
    for (int i = 0; i < MANY; i++) {
        fd[i] = dial();
        assert_int_equal(status_of(listening(fd[i], "ana", "thing/7")), 200);
    }
    more = dial();
    assert_int_equal(status_of(ask(more, "GET /word/a HTTP/1.1\r\nHost: x\r\n\r\n", "word a")),
                     200);
    close(more);
    more = dial();
    say_text(more, "GET /live?on=thing/7 HTTP/1.1\r\nHost: x\r\nCookie: who=ana\r\n\r\n");
    assert_int_equal(status_of(hear(more, "</html>", 3000, &ended)), 503);
    close(more);
    close(fd[0]);
    int status = 0;
    for (int i = 0; i < 50 && status != 200; i++) {
        (void)poll(NULL, 0, 100);
        fd[0] = dial();
        say_text(fd[0], "GET /live?on=thing/7 HTTP/1.1\r\nHost: x\r\nCookie: who=ana\r\n\r\n");
        status = status_of(hear(fd[0], "\r\n\r\n", 3000, &ended));
        if (status != 200) close(fd[0]);
    }
    assert_int_equal(status, 200);
    const int64_t from = clock_us();
    assert_int_equal(stop(), 0);
    assert_true(clock_us() - from < 8000000);
    for (int i = 0; i < MANY; i++) {
        (void)hear(fd[i], NULL, 2000, &ended);
        assert_true(ended);
        close(fd[i]);
    }
    (void)log_text();
}

#define RUNNING(test) cmocka_unit_test_setup_teardown(test, set_up_running, tear_down_running)
#define APART(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
TESTS_ALONE(server, RUNNING(gate_on_the_wire), RUNNING(too_large), RUNNING(keeps_the_connection),
            RUNNING(uploads), RUNNING(chunks), RUNNING(body_cap), RUNNING(slow_senders),
            RUNNING(cut_uploads), RUNNING(packed_pages), APART(finishes_what_it_began),
            APART(does_not_wait_for_ever), APART(too_much_at_once), APART(behind_a_proxy),
            APART(says_why_it_cannot_listen), RUNNING(tells_what_is_new),
            APART(listens_without_workers));

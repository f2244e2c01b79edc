/* SPDX-License-Identifier: EUPL-1.2 */
/* metrics.c — counters of the running server in Prometheus' text form. Counting must cost nothing
 * that shows: plain atomic additions, no lock, no allocation. What a route does it does not know,
 * only its pattern.
 */
#include "base/clock.h"
#include "web/web.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const int statuses[] = { 200, 201, 303, 304, 400, 401, 403, 404, 405,
                                409, 413, 414, 415, 422, 431, 500, 503, 0 /* any other */ };
enum { STATUSES = sizeof statuses / sizeof *statuses };
static const int64_t bounds_us[] = { 1000,   2500,   5000,   10000,   25000,   50000,
                                     100000, 250000, 500000, 1000000, 2500000, 5000000 };
enum { BOUNDS = sizeof bounds_us / sizeof *bounds_us };

struct counters {
    atomic_llong status[STATUSES], within[BOUNDS + 1], us;
};
/* One for each route and a last one for what has none. Lives as long as the route tables. */
static struct {
    struct counters *routes;
    size_t n;
    atomic_llong in_flight, queued, refused, failed, busy;
} all;

void metrics_setup(struct arena *a, size_t routes)
{
    all.routes = arena_array(a, struct counters, routes + 1);
    all.n = routes;
}

static void add(atomic_llong *c, long long by)
{
    atomic_fetch_add_explicit(c, by, memory_order_relaxed);
}

static long long get(atomic_llong *c) { return atomic_load_explicit(c, memory_order_relaxed); }

void metrics_in_flight(int by) { add(&all.in_flight, by); }
void metrics_queued(int by) { add(&all.queued, by); }
void metrics_refused(void) { add(&all.refused, 1); }

void metrics_count(const struct request *rq, int status, int64_t us)
{
    if (!all.routes) return;
    struct counters *c = &all.routes[rq->route ? rq->route_number : all.n];
    size_t s = 0, b = 0;
    while (statuses[s] && statuses[s] != status) s++;
    while (b < BOUNDS && us > bounds_us[b]) b++;
    add(&c->status[s], 1);
    add(&c->within[b], 1);
    add(&c->us, us);
    if (status == 500) add(&all.failed, 1);
    if (status == 503) add(&all.busy, 1);
}

/* ---- writing ------------------------------------------------------------------------------- */

static void describe(struct buf *o, const char *name, const char *kind, const char *help)
{
    buf_printf(o, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind);
}

static const char *method_of(size_t route)
{
    const struct route *r = web_route_at(route);
    return r ? (r->method == METHOD_POST ? "POST" : "GET") : "";
}

static const char *pattern_of(size_t route)
{
    const struct route *r = web_route_at(route);
    return r ? r->pattern : "";
}

static void seconds(struct buf *o, long long us)
{
    buf_printf(o, "%lld.%06lld", us / 1000000, us % 1000000);
}

static void write_requests(struct buf *o)
{
    describe(o, "kolo_requests_total", "counter", "Requests answered, by route and status.");
    for (size_t i = 0; i <= all.n; i++)
        for (size_t s = 0; s < STATUSES; s++) {
            long long n = get(&all.routes[i].status[s]);
            if (!n) continue;
            buf_printf(o, "kolo_requests_total{method=\"%s\",route=\"%s\",status=\"", method_of(i),
                       pattern_of(i));
            if (statuses[s])
                buf_int(o, statuses[s]);
            else
                buf_text(o, "other");
            buf_printf(o, "\"} %lld\n", n);
        }
}

static void write_bucket(struct buf *o, size_t route, size_t b, long long sum)
{
    buf_printf(o, "kolo_request_seconds_bucket{method=\"%s\",route=\"%s\",le=\"", method_of(route),
               pattern_of(route));
    if (b < BOUNDS)
        seconds(o, bounds_us[b]);
    else
        buf_text(o, "+Inf");
    buf_printf(o, "\"} %lld\n", sum);
}

static void write_durations(struct buf *o)
{
    describe(o, "kolo_request_seconds", "histogram", "Time in a worker, by route.");
    for (size_t i = 0; i <= all.n; i++) {
        struct counters *c = &all.routes[i];
        long long total = 0, sum = 0;
        for (size_t b = 0; b <= BOUNDS; b++) total += get(&c->within[b]);
        if (!total) continue;
        for (size_t b = 0; b <= BOUNDS; b++) write_bucket(o, i, b, sum += get(&c->within[b]));
        buf_printf(o, "kolo_request_seconds_sum{method=\"%s\",route=\"%s\"} ", method_of(i),
                   pattern_of(i));
        seconds(o, get(&c->us));
        buf_printf(o, "\nkolo_request_seconds_count{method=\"%s\",route=\"%s\"} %lld\n",
                   method_of(i), pattern_of(i), sum);
    }
}

/* The second number of statm: pages in memory. */
static int64_t resident_bytes(void)
{
    char text[128] = "";
    FILE *f = fopen("/proc/self/statm", "re");
    if (!f) return 0;
    if (!fgets(text, sizeof text, f)) text[0] = '\0';
    fclose(f);
    str rest = str_of(text);
    int64_t pages = 0;
    (void)str_cut(&rest, ' ');
    return str_int64(str_cut(&rest, ' '), &pages) ? pages * sysconf(_SC_PAGESIZE) : 0;
}

static void write_one(struct buf *o, const char *name, const char *kind, const char *help,
                      long long v)
{
    describe(o, name, kind, help);
    buf_printf(o, "%s %lld\n", name, v);
}

void metrics_write(struct buf *o)
{
    write_requests(o);
    write_durations(o);
    write_one(o, "kolo_in_flight", "gauge", "Requests being read, answered or sent.",
              get(&all.in_flight));
    write_one(o, "kolo_queue_depth", "gauge", "Requests waiting for a worker.", get(&all.queued));
    write_one(o, "kolo_refused_total", "counter",
              "Requests refused before a worker saw them: malformed, or the queue was full.",
              get(&all.refused));
    write_one(o, "kolo_failures_total", "counter",
              "Answers 500: the database or the machine failed.", get(&all.failed));
    write_one(o, "kolo_busy_total", "counter",
              "Answers 503: the database was away or locked for too long.", get(&all.busy));
    write_one(o, "kolo_resident_bytes", "gauge", "Memory in use.", resident_bytes());
}

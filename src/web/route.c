/* SPDX-License-Identifier: EUPL-1.2 */
/* route.c — the tables of all domains put in one order, and finding a route by its path. It looks
 * at methods and paths only; what happens to the request found is dispatch.c.
 */
#include "web/route.h"

#include "base/log.h"
#include "web/web.h"

#include <stdlib.h>
#include <string.h>

#define SEGMENTS 16

enum segment_kind { SEGMENT_TEXT, SEGMENT_NUMBER, SEGMENT_WORD };
struct segment {
    enum segment_kind kind;
    str text;
};
struct entry {
    const struct route *route;
    size_t n, number; /* segments; place in declaration order, for the counters of metrics.c */
    struct segment segment[SEGMENTS];
};

/* Set once by web_setup, read-only afterwards. */
static struct {
    struct arena *arena;
    const struct web_hooks *hooks;
    struct entry *entries; /* the most telling pattern of each length first */
    const struct route **routes;
    size_t n;
    size_t first[SEGMENTS + 2]; /* where the entries of a length begin */
} web;

const struct web_hooks *route_hooks(void) { return web.hooks; }
size_t route_count(void) { return web.n; }

const struct route *web_route_at(size_t i) { return i < web.n ? web.routes[i] : NULL; }

/* ---- setting up ---------------------------------------------------------------------------- */

static bool bad_pattern(const struct route *r, const char *why)
{
    log_line(LOG_ERROR, NULL, "route %s: %s", r->pattern, why);
    return false;
}

static bool entry_parse(const struct route *r, struct entry *e)
{
    size_t numbers = 0, words = 0;
    str rest = str_of(r->pattern);
    e->route = r;
    if (!rest.n || rest.p[0] != '/') return bad_pattern(r, "must begin with /");
    rest = (str){ rest.p + 1, rest.n - 1 };
    while (rest.n) {
        str s = str_cut(&rest, '/');
        bool braces = s.n > 2 && s.p[0] == '{' && s.p[s.n - 1] == '}';
        if (!s.n || e->n == SEGMENTS) return bad_pattern(r, "has an empty part or too many parts");
        struct segment *to = &e->segment[e->n++];
        to->text = s;
        to->kind = !braces ? SEGMENT_TEXT : str_is(s, "{word}") ? SEGMENT_WORD : SEGMENT_NUMBER;
        numbers += to->kind == SEGMENT_NUMBER;
        words += to->kind == SEGMENT_WORD;
    }
    if (numbers > 4 || words > 1) return bad_pattern(r, "has more than four numbers or one {word}");
    if (!r->handle) return bad_pattern(r, "has no handler");
    if (r->may == 0) return bad_pattern(r, "does not say who may (.may)");
    return true;
}

/* Length, then the more telling segment first from the left: text, number, word. */
static int entry_cmp(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->n != y->n) return x->n < y->n ? -1 : 1;
    for (size_t i = 0; i < x->n; i++) {
        const struct segment *s = &x->segment[i], *t = &y->segment[i];
        if (s->kind != t->kind) return s->kind < t->kind ? -1 : 1;
        if (s->kind != SEGMENT_TEXT || str_eq(s->text, t->text)) continue;
        size_t common = s->text.n < t->text.n ? s->text.n : t->text.n;
        int order = memcmp(s->text.p, t->text.p, common);
        return order ? order : s->text.n < t->text.n ? -1 : 1;
    }
    return (x->route->method > y->route->method) - (x->route->method < y->route->method);
}

static bool collect(const struct route *table)
{
    for (const struct route *r = table; r->pattern; r++) {
        struct entry *e = &web.entries[web.n];
        if (!entry_parse(r, e)) return false;
        e->number = web.n;
        web.routes[web.n++] = r;
    }
    return true;
}

static size_t length_of(const struct route *table)
{
    size_t n = 0;
    while (table[n].pattern) n++;
    return n;
}

enum rc web_setup(const struct route *const *tables, const struct web_hooks *hooks)
{
    size_t room = length_of(own_routes) + 1;
    for (size_t i = 0; tables[i]; i++) room += length_of(tables[i]);
    if (web.arena) arena_free(web.arena);
    memset(&web, 0, sizeof web);
    web.arena = arena_new();
    web.hooks = hooks;
    web.entries = arena_array(web.arena, struct entry, room);
    web.routes = arena_array(web.arena, const struct route *, room);
    bool good = collect(own_routes);
    for (size_t i = 0; good && tables[i]; i++) good = collect(tables[i]);
    if (!good) return RC_FAIL;
    qsort(web.entries, web.n, sizeof *web.entries, entry_cmp);
    for (size_t i = 1; i < web.n; i++)
        if (entry_cmp(&web.entries[i - 1], &web.entries[i]) == 0) {
            bad_pattern(web.entries[i].route, "stands twice");
            return RC_FAIL;
        }
    for (size_t n = 0, i = 0; n < SEGMENTS + 2; n++) {
        while (i < web.n && web.entries[i].n < n) i++;
        web.first[n] = i;
    }
    metrics_setup(web.arena, web.n);
    return RC_OK;
}

/* ---- finding ------------------------------------------------------------------------------- */

struct cut {
    str segment[SEGMENTS];
    size_t n;
};

static bool cut_path(str path, struct cut *c)
{
    c->n = 0;
    if (!path.n || path.p[0] != '/') return false;
    path = (str){ path.p + 1, path.n - 1 };
    while (path.n) {
        if (c->n == SEGMENTS) return false;
        c->segment[c->n++] = str_cut(&path, '/');
    }
    return true;
}

static bool word(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '.' || c == '_' || c == '-';
        if (!good) return false;
    }
    return s.n > 0;
}

static bool number(str s, int64_t *out)
{
    return s.n && s.p[0] >= '1' && s.p[0] <= '9' && str_int64(s, out);
}

static bool matches(const struct entry *e, const struct cut *c, int64_t id[4], str *w)
{
    size_t numbers = 0;
    for (size_t i = 0; i < e->n; i++) {
        const struct segment *s = &e->segment[i];
        bool good = s->kind == SEGMENT_TEXT     ? str_eq(s->text, c->segment[i])
                    : s->kind == SEGMENT_NUMBER ? number(c->segment[i], &id[numbers++])
                                                : word(c->segment[i]);
        if (!good) return false;
        if (s->kind == SEGMENT_WORD) *w = c->segment[i];
    }
    return true;
}

/* ${with_rows}: only routes that have described rows, which is what a format suffix needs. */
static const struct entry *find(enum method m, str path, bool api, bool with_rows, int64_t id[4],
                                str *w)
{
    struct cut c;
    if (!cut_path(path, &c)) return NULL;
    for (size_t i = web.first[c.n]; i < web.first[c.n + 1]; i++) {
        const struct entry *e = &web.entries[i];
        if (e->route->method != m) continue;
        if ((api && e->route->no_api) || (with_rows && !e->route->rows)) continue;
        if (matches(e, &c, id, w)) return e;
    }
    return NULL;
}

static bool ends(str s, const char *suffix)
{
    size_t n = strlen(suffix);
    return s.n > n && memcmp(s.p + s.n - n, suffix, n) == 0;
}

struct found {
    const struct entry *entry;
    int64_t id[4];
    str path, word;
    enum format format;
};

static bool look_up(enum method m, const char *path, bool api, struct found *f)
{
    str whole = str_of(path);
    size_t suffix = ends(whole, ".csv") ? 4 : ends(whole, ".xlsx") ? 5 : 0;
    *f = (struct found){ .path = { whole.p, whole.n - suffix },
                         .format = suffix == 4 ? FORMAT_CSV : FORMAT_XLSX };
    if (suffix && m == METHOD_GET) f->entry = find(m, f->path, api, true, f->id, &f->word);
    if (f->entry) return true;
    *f = (struct found){ .path = whole, .format = api ? FORMAT_JSON : FORMAT_PAGE };
    f->entry = find(m, whole, api, false, f->id, &f->word);
    return f->entry != NULL;
}

const struct route *web_route_find(enum method m, const char *path, struct request *rq)
{
    struct found f;
    if (!look_up(m, path, rq->api, &f)) return NULL;
    memcpy(rq->id, f.id, sizeof f.id);
    rq->format = f.format;
    rq->route = f.entry->route;
    rq->route_number = f.entry->number;
    return rq->route;
}

bool route_take(struct cx *cx, struct request *rq)
{
    struct found f;
    if (!look_up(rq->method, rq->path, rq->api, &f)) return false;
    (void)web_route_find(rq->method, rq->path, rq);
    rq->word = f.word.p ? arena_str(cx->arena, f.word) : NULL;
    if (rq->format == FORMAT_CSV || rq->format == FORMAT_XLSX) {
        /* The suffix goes from the address as well; whatever follows it is the query. */
        const char *query = rq->self.p ? strchr(rq->self.p, '?') : NULL;
        rq->path = arena_str(cx->arena, f.path);
        rq->self.p = arena_printf(cx->arena, "%s%s", rq->path, query ? query : "");
    }
    return true;
}

const char *route_allow(const char *path, bool api)
{
    int64_t id[4];
    str w;
    bool get = find(METHOD_GET, str_of(path), api, false, id, &w) != NULL;
    bool post = find(METHOD_POST, str_of(path), api, false, id, &w) != NULL;
    return get && post ? "GET, HEAD, POST" : get ? "GET, HEAD" : post ? "POST" : NULL;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* gate.c — the strict gate. Two programs that read one request differently (this one and a proxy)
 * are how requests get smuggled, so whatever can be read in two ways is refused: see c-style §8 for
 * what the library lets through. It knows no routes; a path is only bytes that must be clean.
 */
#include "web/gate.h"

#include "base/utf8.h"
#include "i18n/i18n.h"
#include "web/parse.h"

#include <string.h>

static int refuse_with(const char **why, int status, const char *sentence)
{
    *why = sentence;
    return status;
}

static bool token(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c <= 32 || c >= 127 || strchr("()<>@,;:\\\"/[]?={}", c)) return false;
    }
    return s.n > 0;
}

static bool value_clean(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (((unsigned char)s.p[i] < 32 && s.p[i] != '\t') || s.p[i] == 127) return false;
    return utf8_ok(s);
}

static bool host_clean(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool alnum = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!alnum && !strchr(".-_:[]", c)) return false;
    }
    return s.n > 0 && s.n <= 255;
}

static int check_line(const struct gate_request *g, struct gate_pass *pass, const char **why)
{
    if (!token(g->method)) return refuse_with(why, 400, N_("The method is malformed."));
    if (!str_is(g->version, "HTTP/1.1") && !str_is(g->version, "HTTP/1.0"))
        return refuse_with(why, 505, N_("Only HTTP/1.1 and HTTP/1.0 are spoken here."));
    pass->keep_alive = str_is(g->version, "HTTP/1.1");
    pass->head = str_is(g->method, "HEAD");
    pass->method = str_is(g->method, "POST") ? METHOD_POST : METHOD_GET;
    if (pass->method == METHOD_GET && !pass->head && !str_is(g->method, "GET"))
        return refuse_with(why, 405, N_("Only GET, HEAD and POST are understood here."));
    return 0;
}

/* ---- path ---------------------------------------------------------------------------------- */

/* Decodes into ${out}; -1 for a bad escape or a byte that would change how the path is cut. */
static int decode(str raw, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < raw.n; i++) {
        char c = raw.p[i];
        if (c == '%') {
            int high = i + 2 < raw.n ? parse_hex(raw.p[i + 1]) : -1;
            int low = high >= 0 ? parse_hex(raw.p[i + 2]) : -1;
            if (low < 0) return -1;
            c = (char)(high << 4 | low);
            i += 2;
            if (c == '/') return -1;
        }
        if ((unsigned char)c < 32 || c == 127 || c == '\\') return -1;
        out[n++] = c;
    }
    out[n] = '\0';
    return (int)n;
}

static bool segments_clean(const char *path)
{
    str rest = str_of(path + 1);
    while (rest.n) {
        str s = str_cut(&rest, '/');
        if (!s.n || str_is(s, ".") || str_is(s, "..")) return false;
    }
    return true;
}

static int check_target(const struct gate_request *g, struct gate_pass *pass, const char **why)
{
    if (g->target.n > GATE_TARGET) return refuse_with(why, 414, N_("The address is too long."));
    for (size_t i = 0; i < g->target.n; i++)
        if (g->target.p[i] <= ' ' || g->target.p[i] > '~' || g->target.p[i] == '#')
            return refuse_with(why, 400, N_("The address is malformed."));
    pass->query = g->target;
    str raw = str_cut(&pass->query, '?');
    if (raw.n > GATE_PATH) return refuse_with(why, 414, N_("The address is too long."));
    int n = raw.n && raw.p[0] == '/' ? decode(raw, pass->path) : -1;
    if (n > 1 && pass->path[n - 1] == '/' && pass->path[n - 2] != '/') pass->path[--n] = '\0';
    if (n < 1 || !utf8_ok((str){ pass->path, (size_t)n }) || !segments_clean(pass->path))
        return refuse_with(why, 400, N_("The address is malformed."));
    size_t prefix = strlen("/api/v1");
    pass->api = strncmp(pass->path, "/api/", 5) == 0 || strcmp(pass->path, "/api") == 0;
    if (strncmp(pass->path, "/api/v1", prefix) != 0) return 0;
    if (pass->path[prefix] == '/')
        memmove(pass->path, pass->path + prefix, (size_t)n - prefix + 1);
    else if (!pass->path[prefix])
        memcpy(pass->path, "/", 2);
    return 0;
}

/* ---- headers ------------------------------------------------------------------------------- */

/* The headers that may stand once at most: a second one could be read by another program instead.
 */
static const char *const once[] = { "Host",   "Content-Length", "Transfer-Encoding",
                                    "Expect", "Content-Type",   "Authorization",
                                    "Origin", "X-CSRF-Token",   "Idempotency-Key" };
enum { HOST, LENGTH, CODING, EXPECT, ONCE = sizeof once / sizeof *once };

static int check_headers(const struct gate_request *g, const str **seen, const char **why)
{
    size_t bytes = 0;
    if (g->n > GATE_HEADERS) return refuse_with(why, 431, N_("There are too many header lines."));
    for (size_t i = 0; i < g->n; i++) {
        const struct gate_header *h = &g->headers[i];
        bytes += h->name.n + h->value.n + 4;
        if (!token(h->name)) return refuse_with(why, 400, N_("A header name is malformed."));
        if (!value_clean(h->value))
            return refuse_with(why, 400, N_("A header value is malformed."));
        for (size_t k = 0; k < ONCE; k++) {
            if (!str_is_nocase(h->name, once[k])) continue;
            if (seen[k]) return refuse_with(why, 400, N_("A header stands twice."));
            seen[k] = &h->value;
        }
    }
    if (bytes > GATE_HEADER_BYTES)
        return refuse_with(why, 431, N_("The header lines are too long."));
    return 0;
}

static bool length_clean(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return s.n > 0 && s.n <= 18;
}

static int check_framing(const str **seen, struct gate_pass *pass, const char **why)
{
    if (!seen[HOST] || !host_clean(*seen[HOST]))
        return refuse_with(why, 400, N_("The Host header is missing or malformed."));
    if (seen[LENGTH] &&
        (seen[CODING] || !length_clean(*seen[LENGTH]) || !str_int64(*seen[LENGTH], &pass->length)))
        return refuse_with(why, 400, N_("The length of the body is malformed."));
    if (seen[CODING] && (!pass->keep_alive || !str_is_nocase(*seen[CODING], "chunked")))
        return refuse_with(why, 400, N_("The transfer coding is not understood."));
    pass->chunked = seen[CODING] != NULL;
    if (pass->method == METHOD_GET && (pass->chunked || pass->length))
        return refuse_with(why, 400, N_("GET and HEAD have no body."));
    if (seen[EXPECT] && !str_is_nocase(*seen[EXPECT], "100-continue"))
        return refuse_with(why, 417, N_("The expectation is not understood."));
    return 0;
}

int gate_check(const struct gate_request *g, struct gate_pass *pass, const char **why)
{
    const str *seen[ONCE] = { NULL };
    pass->api = pass->chunked = false;
    pass->length = 0;
    pass->path[0] = '\0';
    pass->query = (str){ NULL, 0 };
    int status = g->torn ? refuse_with(why, 400, N_("The header lines are malformed.")) : 0;
    if (!status) status = check_line(g, pass, why);
    if (!status) status = check_target(g, pass, why);
    if (!status) status = check_headers(g, seen, why);
    if (!status) status = check_framing(seen, pass, why);
    return status;
}

/* ---- behind the gate ----------------------------------------------------------------------- */

static const char *lower(struct cx *cx, str s)
{
    char *z = arena_str(cx->arena, s);
    for (char *c = z; *c; c++)
        if (*c >= 'A' && *c <= 'Z') *c = (char)(*c - 'A' + 'a');
    return z;
}

/* The path encoded again, with the query as it came: what links back to this page use. */
static struct url self_of(struct cx *cx, const struct gate_pass *pass, size_t path)
{
    char *made = arena_alloc(cx->arena, 3 * path + pass->query.n + 2), *at = made;
    for (size_t i = 0; i < path; i++)
        if (pass->path[i] == '/')
            *at++ = '/';
        else
            at = parse_percent_put(at, (str){ &pass->path[i], 1 });
    if (pass->query.n) *at++ = '?';
    memcpy(at, pass->query.p ? pass->query.p : "", pass->query.n);
    at[pass->query.n] = '\0';
    return (struct url){ made };
}

int gate_request_make(struct cx *cx, const struct gate_request *g, const struct gate_pass *pass,
                      struct request *rq)
{
    struct pairs query = { 0 };
    *rq = (struct request){ .method = pass->method,
                            .head = pass->head,
                            .api = pass->api,
                            .format = pass->api ? FORMAT_JSON : FORMAT_PAGE,
                            .path = arena_dup(cx->arena, pass->path),
                            .self = self_of(cx, pass, strlen(pass->path)),
                            .address = "",
                            .csrf = "",
                            .session = "" };
    rq->headers.v = arena_array(cx->arena, struct pair, g->n + 1);
    for (size_t i = 0; i < g->n; i++)
        rq->headers.v[rq->headers.n++] = (struct pair){ lower(cx, g->headers[i].name),
                                                        arena_str(cx->arena, g->headers[i].value) };
    enum rc rc = parse_urlencoded(cx, pass->query, &query);
    rq->query.v = query.v;
    rq->query.n = rc ? 0 : query.n;
    return rc ? 400 : 0;
}

/* line: what stands before CRLF; false at the end. A line that ends otherwise makes the request
 * torn. */
static bool line(str *rest, str *out, bool *torn)
{
    const char *lf = rest->n ? memchr(rest->p, '\n', rest->n) : NULL;
    if (!lf) return false;
    *out = (str){ rest->p, (size_t)(lf - rest->p) };
    *rest = (str){ lf + 1, rest->n - out->n - 1 };
    if (out->n && out->p[out->n - 1] == '\r')
        out->n--;
    else
        *torn = true;
    if (out->n && memchr(out->p, '\0', out->n)) *torn = true;
    return true;
}

bool gate_read(struct arena *a, str raw, struct gate_request *g, str *body)
{
    struct {
        struct gate_header *v;
        size_t n, cap;
    } headers = { 0 };
    str l;
    *g = (struct gate_request){ .torn = false };
    if (!line(&raw, &l, &g->torn)) return false;
    g->method = str_cut(&l, ' ');
    g->target = str_cut(&l, ' ');
    g->version = l;
    for (;;) {
        if (!line(&raw, &l, &g->torn)) return false;
        if (!l.n) break;
        str value = l;
        str name = str_cut(&value, ':');
        if (name.n == l.n || l.p[0] == ' ' || l.p[0] == '\t') g->torn = true;
        *vec_push(a, &headers) = (struct gate_header){ name, str_trim(value) };
    }
    g->headers = headers.v;
    g->n = headers.n;
    *body = raw;
    return true;
}

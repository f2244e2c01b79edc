/* SPDX-License-Identifier: EUPL-1.2 */
/* http_run.c — reads a .http script line by line, sends what it says through gate and dispatch, and
 * looks at what comes back. It knows HTTP and pages, and nothing of what the site is for.
 */
#include "tests/http_run.h"

#include "base/log.h"
#include "base/vec.h"
#include "tests/engine.h"
#include "tests/html_check.h"
#include "tests/http_inside.h"
#include "tests/t.h"
#include "web/gate.h"
#include "web/web.h"

#include <stdio.h>
#include <string.h>

/* ---- sending ----------------------------------------------------------------------------------
 */

static void keep_cookies(struct http_run *r)
{
    for (size_t i = 0; i < r->rs.headers.n; i++) {
        if (strcmp(r->rs.headers.v[i].name, "Set-Cookie") != 0) continue;
        str value = str_of(r->rs.headers.v[i].value);
        bool gone = strstr(value.p, "Max-Age=0") != NULL;
        value = str_cut(&value, ';');
        str name = str_cut(&value, '=');
        struct pair *c = NULL;
        for (size_t k = 0; k < r->cookies.n; k++)
            if (str_is(name, r->cookies.v[k].name)) c = &r->cookies.v[k];
        if (!c) c = vec_push(r->arena, &r->cookies);
        *c = (struct pair){ arena_str(r->arena, name), gone ? NULL : arena_str(r->arena, value) };
    }
}

static const char *cookie_line(struct http_run *r)
{
    const char *all = "";
    for (size_t i = 0; i < r->cookies.n; i++)
        if (r->cookies.v[i].value)
            all = arena_printf(r->arena, "%s%s%s=%s", all, *all ? "; " : "", r->cookies.v[i].name,
                               r->cookies.v[i].value);
    return *all ? arena_printf(r->arena, "Cookie: %s\r\n", all) : "";
}

void http_send(struct http_run *r, const struct http_ask *ask)
{
    static struct gate_pass pass;
    struct gate_request g;
    const char *why = NULL;
    str body;
    struct cx cx;
    const char *length = strcmp(ask->method, "POST") == 0
                             ? arena_printf(r->arena, "Content-Length: %zu\r\n", ask->body.n)
                             : "";
    const char *raw = arena_printf(r->arena, "%s %s HTTP/1.1\r\nHost: kolo.test\r\n%s%s%s%s\r\n",
                                   ask->method, ask->path, ask->nobody ? "" : cookie_line(r),
                                   ask->type ? ask->type : "", ask->headers, length);
    cx_init(&cx, r->arena);
    cx.db = r->db;
    cx.req_id = "script";
    response_done(&r->rs);
    response_init(&r->rs);
    if (!gate_read(r->arena, str_of(raw), &g, &body)) BUG("no request: %s", raw);
    int status = gate_check(&g, &pass, &why);
    int64_t before = db_statement_count(r->db);
    if (!status) status = gate_request_make(&cx, &g, &pass, &r->rq);
    r->rq.address = "127.0.0.1";
    r->rq.body = ask->body;
    if (status)
        web_refuse(&cx, &r->rq, &r->rs, status, why);
    else
        web_dispatch(&cx, &r->rq, &r->rs);
    r->statements = db_statement_count(r->db) - before;
    if (!ask->nobody) keep_cookies(r);
}

/* The token in the page that came back, for the next csrf=auto. */
static void keep_csrf(struct http_run *r)
{
    const char *at = strstr(r->rs.body.p, "name=\"csrf\" value=\"");
    const char *meta = strstr(r->rs.body.p, "<meta name=\"csrf\" content=\"");
    if (!at && !meta) return;
    at = at ? at + 19 : meta + 27;
    str token = { at, strcspn(at, "\"") };
    if (token.n) r->csrf = arena_str(r->arena, token);
}

static bool is_page(const struct http_run *r)
{
    return r->rs.body.n && r->rs.type && strncmp(r->rs.type, "text/html", 9) == 0;
}

/* What was given to somebody must not be given to nobody, unless the route says it may. */
static void ask_as_nobody(struct http_run *r, const struct http_ask *ask)
{
    const struct route *route = r->rq.route;
    if (strcmp(ask->method, "GET") != 0 || r->rs.status != 200 || !route) return;
    if (route->may == ROUTE_PUBLIC) return;
    struct response given = r->rs;
    struct request asked = r->rq;
    int64_t statements = r->statements;
    struct http_ask same = { .method = "GET", .path = ask->path, .headers = "", .nobody = true };
    response_init(&r->rs);
    http_send(r, &same);
    if (r->rs.status != 303 && r->rs.status != 401 && r->rs.status != 404)
        http_fail(r, "nobody got it too, with %d", r->rs.status);
    response_done(&r->rs);
    r->rs = given;
    r->rq = asked;
    r->statements = statements;
}

static void run_request(struct http_run *r, str line)
{
    struct http_ask ask;
    http_ask_read(r, line, &ask);
    http_send(r, &ask);
    if (r->rs.file >= 0) http_drop_file(r);
    if (is_page(r)) {
        keep_csrf(r);
        const char *trouble = html_check(r->arena, r->rs.body.p);
        if (trouble) http_fail(r, "the page is not well made: %s", trouble);
    }
    ask_as_nobody(r, &ask);
    r->asked = true;
}

/* ---- the script -------------------------------------------------------------------------------
 */

static void run_as(struct http_run *r, str who)
{
    r->cookies.n = 0;
    r->csrf = NULL;
    if (str_is(who, "nobody")) return;
    struct cx cx;
    cx_init(&cx, r->arena);
    cx.db = r->db;
    str value = str_of(r->site->sign_in(&cx, arena_str(r->arena, who)));
    str name = str_cut(&value, '=');
    *vec_push(r->arena, &r->cookies) =
        (struct pair){ arena_str(r->arena, name), arena_str(r->arena, value) };
}

static void run_line(struct http_run *r, str line)
{
    bool indented = line.n && (line.p[0] == ' ' || line.p[0] == '\t');
    line = str_trim(line);
    if (!line.n || line.p[0] == '#') return;
    line = str_of(http_filled(r, line));
    if (indented) {
        if (!r->asked) http_fail(r, "an expectation without a request");
        http_expect(r, line);
        return;
    }
    if (str_starts(line, "as "))
        run_as(r, str_trim((str){ line.p + 3, line.n - 3 }));
    else
        run_request(r, line);
}

static char *read_script(struct arena *a, const char *path)
{
    struct buf b;
    char part[4096];
    size_t n;
    FILE *f = fopen(path, "re");
    if (!f) fail_msg("cannot read %s", path);
    buf_init(&b, MB);
    while ((n = fread(part, 1, sizeof part, f)) > 0) buf_put(&b, part, n);
    fclose(f);
    char *text = arena_str(a, buf_slice(&b));
    buf_done(&b);
    return text;
}

static struct {
    const struct http_site *site;
    const char *path;
} running;

static void on_engine(struct cx *cx)
{
    struct arena *arena = arena_new();
    struct http_run r = {
        .site = running.site, .path = running.path, .arena = arena, .db = cx->db
    };
    response_init(&r.rs);
    assert_int_equal(running.site->make(cx), RC_OK);
    str rest = str_of(read_script(arena, running.path));
    while (rest.n) {
        r.line++;
        run_line(&r, str_cut(&rest, '\n'));
    }
    response_done(&r.rs);
    arena_free(arena);
}

void http_run(const struct http_site *site, const char *path)
{
    assert_int_equal(site->setup(), RC_OK);
    running.site = site;
    running.path = path;
    test_on_engines(on_engine);
}

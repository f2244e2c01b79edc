/* SPDX-License-Identifier: EUPL-1.2 */
/* site.c — a request is written as it stands on the wire and goes through gate and dispatch.
 * Answers live as long as the test's arena.
 */
#include "tests/site.h"

#include "account/session.h"
#include "app/modules.h"
#include "store/db.h"
#include "tests/t.h"
#include "web/gate.h"
#include "web/route.h"

#include <string.h>
#include <unistd.h>

void site_setup(void) { assert_int_equal(modules_setup(), RC_OK); }

/* ---- what a browser remembers ---------------------------------------------------------------- */

static void keep_cookie(struct cx *cx, struct browser *b, const char *set)
{
    str rest = str_of(set), pair = str_cut(&rest, ';');
    const char *name = arena_str(cx->arena, str_cut(&pair, '='));
    const char *value = strstr(set, "Max-Age=0") ? NULL : arena_str(cx->arena, pair);
    for (size_t i = 0; i < b->cookies.n; i++)
        if (z_eq(b->cookies.v[i].name, name)) {
            b->cookies.v[i].value = value;
            return;
        }
    *vec_push(cx->arena, &b->cookies) = (struct pair){ name, value };
}

const char *site_cookie(const struct browser *b, const char *name)
{
    for (size_t i = 0; i < b->cookies.n; i++)
        if (z_eq(b->cookies.v[i].name, name)) return b->cookies.v[i].value;
    return NULL;
}

static void learn(struct cx *cx, struct browser *b, const struct response *rs)
{
    static const char field[] = "name=\"csrf\" value=\"";
    for (size_t i = 0; i < rs->headers.n; i++)
        if (z_eq(rs->headers.v[i].name, "Set-Cookie")) keep_cookie(cx, b, rs->headers.v[i].value);
    const char *at = rs->body.n ? strstr(rs->body.p, field) : NULL;
    if (!at) return;
    at += sizeof field - 1;
    b->csrf = arena_str(cx->arena, (str){ at, strcspn(at, "\"") });
}

/* ---- asking ---------------------------------------------------------------------------------- */

static const char *cookie_line(struct cx *cx, const struct browser *b)
{
    const char *all = "";
    for (size_t i = 0; i < b->cookies.n; i++)
        if (b->cookies.v[i].value)
            all =
                arena_printf(cx->arena, "%s%s%s=%s", all,
                             *all ? "; " : "Cookie: ", b->cookies.v[i].name, b->cookies.v[i].value);
    return *all ? arena_printf(cx->arena, "%s\n", all) : "";
}

static const char *with_crlf(struct cx *cx, const char *head)
{
    char *made = arena_alloc(cx->arena, 2 * strlen(head) + 1), *at = made;
    for (const char *c = head; *c; c++) {
        if (*c == '\n') *at++ = '\r';
        *at++ = *c;
    }
    return made;
}

static void done(void *rs)
{
    struct response *r = rs;
    if (r->file >= 0) close(r->file);
    response_done(r);
}

/* What the server would send from a file. */
static const char *body_of(struct cx *cx, const struct response *rs)
{
    if (rs->file < 0) return rs->body.p;
    char *z = arena_alloc(cx->arena, (size_t)rs->file_size + 1);
    assert_int_equal(pread(rs->file, z, (size_t)rs->file_size, 0), rs->file_size);
    return z;
}

static struct answer ask(struct cx *cx, struct browser *b, const char *line, const char *type,
                         const char *body)
{
    struct gate_request g;
    struct gate_pass *pass = arena_alloc(cx->arena, sizeof *pass);
    struct request *rq = arena_alloc(cx->arena, sizeof *rq);
    struct response *rs = arena_alloc(cx->arena, sizeof *rs);
    struct cx own = { .arena = cx->arena, .db = cx->db, .now = cx->now, .req_id = "test-1" };
    const char *why = NULL;
    str rest;
    own.problems.last = &own.problems.first;
    const char *head = arena_printf(
        cx->arena, "%s HTTP/1.1\nHost: %s\n%s%s%s%s%s", line, b->host ? b->host : "kolo.example",
        b->headers ? b->headers : "", cookie_line(cx, b), type ? "Content-Type: " : "",
        type ? type : "", type ? "\n" : "");
    if (type) head = arena_printf(cx->arena, "%sContent-Length: %zu\n", head, strlen(body));
    response_init(rs);
    arena_defer(cx->arena, done, rs);
    if (!gate_read(cx->arena, str_of(arena_printf(cx->arena, "%s\r\n", with_crlf(cx, head))), &g,
                   &rest))
        fail_msg("no request: %s", head);
    int status = gate_check(&g, pass, &why);
    if (!status) status = gate_request_make(&own, &g, pass, rq);
    assert_int_equal(status, 0);
    rq->address = b->address ? b->address : "192.0.2.1";
    rq->secure = b->secure;
    rq->body = str_of(body);
    int64_t before = db_statement_count(cx->db);
    web_dispatch(&own, rq, rs);
    learn(cx, b, rs);
    return (struct answer){ rs->status, body_of(cx, rs), rs, db_statement_count(cx->db) - before };
}

struct answer site_get(struct cx *cx, struct browser *b, const char *path)
{
    return ask(cx, b, arena_printf(cx->arena, "GET %s", path), NULL, "");
}

struct answer site_post(struct cx *cx, struct browser *b, const char *path, const char *fields)
{
    const char *body =
        arena_printf(cx->arena, "%s%scsrf=%s", fields, *fields ? "&" : "", b->csrf ? b->csrf : "");
    return ask(cx, b, arena_printf(cx->arena, "POST %s", path), "application/x-www-form-urlencoded",
               body);
}

struct answer site_json(struct cx *cx, struct browser *b, const char *path, const char *json)
{
    return ask(cx, b, arena_printf(cx->arena, "POST /api/v1%s", path), "application/json", json);
}

const char *site_header(const struct answer *a, const char *name)
{
    const char *v = reply_header_value(a->rs, name);
    return v ? v : "";
}

void site_sign_in(struct cx *cx, struct browser *b, int64_t account)
{
    const struct session_place here = { "192.0.2.1", "test" };
    const struct viewer *before = cx->viewer;
    struct session_new made;
    assert_int_equal(db_begin(cx), RC_OK);
    assert_int_equal(db_end(cx, session_start(cx, account, &here, &made)), RC_OK);
    cx->viewer = before;
    keep_cookie(
        cx, b,
        arena_printf(cx->arena, "%skolo=%s; Path=/", b->secure ? "__Host-" : "", made.token));
    assert_int_equal(site_get(cx, b, "/me").status, 200);
}

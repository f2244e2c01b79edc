/* SPDX-License-Identifier: EUPL-1.2 */
/* http.c — looking into a request and putting an answer together. It refuses to know sockets,
 * routes and forms: what is asked of a request is a name, what is put on a response is a header,
 * rows or a file.
 */
#include "web/http.h"

#include "base/json.h"
#include "web/parse.h"

#include <string.h>

static const char *pair_value(const struct pair *v, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(v[i].name, name) == 0) return v[i].value;
    return NULL;
}

const char *request_header(const struct request *rq, const char *name)
{
    return pair_value(rq->headers.v, rq->headers.n, name);
}

const char *request_query(const struct request *rq, const char *name)
{
    return pair_value(rq->query.v, rq->query.n, name);
}

const char *request_field(const struct request *rq, const char *name)
{
    return pair_value(rq->fields.v, rq->fields.n, name);
}

int64_t request_query_id(const struct request *rq, const char *name)
{
    int64_t id = 0;
    const char *z = request_query(rq, name);
    return z && str_int64(str_of(z), &id) && id > 0 ? id : 0;
}

date request_query_date(const struct request *rq, const char *name)
{
    date d = DATE_NONE;
    const char *z = request_query(rq, name);
    return z && date_iso(str_of(z), &d) ? d : DATE_NONE;
}

/* Over TLS the __Host- prefix makes the browser refuse a cookie set by a neighbouring host name. */
static const char *cookie_name(struct cx *cx, const struct request *rq, const char *name)
{
    return rq->secure ? arena_printf(cx->arena, "__Host-%s", name) : name;
}

const char *request_cookie(struct cx *cx, const struct request *rq, const char *name)
{
    const char *wanted = cookie_name(cx, rq, name);
    for (size_t i = 0; i < rq->headers.n; i++) {
        if (strcmp(rq->headers.v[i].name, "cookie") != 0) continue;
        str rest = str_of(rq->headers.v[i].value);
        while (rest.n) {
            str value = str_trim(str_cut(&rest, ';'));
            str key = str_cut(&value, '=');
            if (str_is(key, wanted)) return arena_str(cx->arena, value);
        }
    }
    return NULL;
}

void response_init(struct response *rs)
{
    *rs = (struct response){ .status = 200, .type = "text/html; charset=utf-8", .file = -1 };
    buf_init(&rs->body, RESPONSE_MAX);
}

void response_again(struct response *rs)
{
    struct buf body = rs->body;
    buf_clear(&body);
    *rs = (struct response){
        .status = 200, .type = "text/html; charset=utf-8", .file = -1, .body = body
    };
}

void response_done(struct response *rs)
{
    buf_done(&rs->body);
    *rs = (struct response){ .file = -1 };
}

void reply_rows(struct cx *cx, struct response *rs, const char *name, const struct row_meta *m,
                const void *rows, size_t n)
{
    *vec_push(cx->arena, &rs->data) = (struct dataset){ name, m, rows, n, false };
}

void reply_row(struct cx *cx, struct response *rs, const char *name, const struct row_meta *m,
               const void *row)
{
    void *copy = arena_alloc(cx->arena, m->size);
    memcpy(copy, row, m->size);
    *vec_push(cx->arena, &rs->data) = (struct dataset){ name, m, copy, 1, true };
}

/* A control character in a header value would end the header: such a character becomes a blank. */
void reply_header(struct cx *cx, struct response *rs, const char *name, const char *value)
{
    char *safe = arena_dup(cx->arena, value ? value : "");
    for (char *c = safe; *c; c++)
        if ((unsigned char)*c < 32 || *c == 127) *c = ' ';
    *vec_push(cx->arena, &rs->headers) = (struct pair){ arena_dup(cx->arena, name), safe };
}

const char *reply_header_value(const struct response *rs, const char *name)
{
    for (size_t i = 0; i < rs->headers.n; i++)
        if (str_is_nocase(str_of(rs->headers.v[i].name), name)) return rs->headers.v[i].value;
    return NULL;
}

void reply_cookie(struct cx *cx, struct response *rs, const struct request *rq, const char *name,
                  const char *value, int64_t max_age)
{
    const char *age = max_age == 0 ? ""
                                   : arena_printf(cx->arena, "; Max-Age=%lld",
                                                  (long long)(max_age < 0 ? 0 : max_age));
    reply_header(cx, rs, "Set-Cookie",
                 arena_printf(cx->arena, "%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s",
                              cookie_name(cx, rq, name), max_age < 0 ? "" : value, age,
                              rq->secure ? "; Secure" : ""));
}

static enum rc see_other_api(struct cx *cx, struct response *rs, struct url to)
{
    const char *at = arena_printf(cx->arena, "%s%s", to.p[0] == '/' ? "/api/v1" : "", to.p);
    struct json j;
    json_init(&j, &rs->body);
    json_open(&j, NULL, '{');
    if (rs->created) json_int(&j, "id", rs->created);
    json_text(&j, "location", at);
    json_close(&j, '}');
    rs->type = "application/json";
    rs->status = 200;
    if (rs->created) {
        rs->status = 201;
        reply_header(cx, rs, "Location", at);
    }
    return RC_OK;
}

enum rc reply_undoable(struct cx *cx, const struct request *rq, struct response *rs, struct url to,
                       const char *notice, struct url undo)
{
    MUST(to.p);
    if (rq->api) return see_other_api(cx, rs, to);
    rs->status = 303;
    reply_header(cx, rs, "Location", to.p);
    if (notice) {
        const char *said = parse_percent_encode(cx->arena, notice);
        const char *back = parse_percent_encode(cx->arena, undo.p ? undo.p : "");
        reply_cookie(cx, rs, rq, NOTICE_COOKIE, arena_printf(cx->arena, "%s|%s", said, back), 120);
    }
    return RC_OK;
}

enum rc reply_see_other(struct cx *cx, const struct request *rq, struct response *rs, struct url to,
                        const char *notice)
{
    return reply_undoable(cx, rq, rs, to, notice, (struct url){ NULL });
}

/* The name twice: once in ASCII for old programs, once as UTF-8 (RFC 6266). */
const char *reply_disposition(struct cx *cx, const char *how, const char *filename)
{
    char *plain = arena_dup(cx->arena, filename ? filename : "file");
    for (char *c = plain; *c; c++)
        if ((unsigned char)*c < 32 || (unsigned char)*c > 126 || strchr("\"\\/%", *c)) *c = '_';
    return arena_printf(cx->arena, "%s; filename=\"%s\"; filename*=UTF-8''%s", how, plain,
                        parse_percent_encode(cx->arena, filename ? filename : "file"));
}

void reply_file(struct cx *cx, struct response *rs, int fd, int64_t size, const char *mime,
                const char *filename, bool inline_ok)
{
    rs->file = fd;
    rs->file_size = size;
    rs->type = arena_dup(cx->arena, mime ? mime : "application/octet-stream");
    reply_header(cx, rs, "Content-Disposition",
                 reply_disposition(cx, inline_ok ? "inline" : "attachment", filename));
    /* Browsers show no PDF inside a sandbox; a PDF cannot reach the page's origin anyway. */
    bool pdf = inline_ok && str_is(str_of(rs->type), "application/pdf");
    reply_header(
        cx, rs, "Content-Security-Policy",
        pdf ? "script-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
            : "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox");
}

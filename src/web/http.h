/* SPDX-License-Identifier: EUPL-1.2 */
/* http.h — a request and a response without a socket: what routes, tests and fuzzers share.
 *
 * One address serves a person and a program: GET /p/1/expenditure is the page,
 * /api/v1/p/1/expenditure the same data as JSON, and …/expenditure.csv and .xlsx the same rows. A
 * handler puts its rows with reply_rows once; only when reply_is_page() it also renders.
 */
#ifndef KOLO_WEB_HTTP_H
#define KOLO_WEB_HTTP_H

#include "base/buf.h"
#include "base/cx.h"
#include "base/log.h"
#include "base/row.h"
#include "base/vec.h"
#include "web/html.h"

#define RESPONSE_MAX ((size_t)64 * 1024 * 1024)
#define NOTICE_COOKIE "kolo_notice"

enum method { METHOD_GET, METHOD_POST };
enum format { FORMAT_PAGE, FORMAT_JSON, FORMAT_CSV, FORMAT_XLSX };

struct pair {
    const char *name; /* decoded, valid UTF-8 */
    const char *value;
};
struct upload {
    const char *field, *name; /* name as the browser gave it, path parts removed */
    str bytes; /* in memory or in the mmap of a spooled body; valid during the request */
};
struct route;
struct form;
struct page;
struct topic;

struct request {
    enum method method;
    bool head;        /* HEAD: as GET, body dropped by the server */
    const char *path; /* decoded, normalised, without /api/v1 prefix and format suffix */
    struct url self;  /* this very address with its query, without /api/v1 and format suffix */
    enum format format;
    bool api; /* under /api/v1 (Bearer token or session) */
    struct {
        struct pair *v;
        size_t n;
    } query, headers /* names lower-case */,
        fields; /* fields: urlencoded, multipart or JSON body */
    struct {
        struct upload *v;
        size_t n;
    } uploads;
    str body;
    const char *address; /* client's, X-Forwarded-For counted only from a trusted proxy */
    bool secure;         /* came over TLS (or a trusted proxy says so) */

    const struct route *route;
    size_t route_number; /* its place among all routes */
    int64_t id[4];       /* numbers of the path in order: {project} {partner} … */
    const char *word;    /* the one {word} of the path, when it has one */
    const void *form;    /* typed struct when the route has a form and the request is a good POST */

    /* filled by hooks.load_viewer and hooks.may */
    const char *csrf;    /* "" when nobody is signed in (login has its own pre-session token) */
    const char *session; /* id of the session row, "" for tokens */
    int64_t account;     /* who is signed in, for the log; 0 nobody */
    int64_t project, partner; /* what the scope resolved to; 0 none */
};

/** The first value of a header (lower-case name), query parameter, or posted field; NULL when
 * absent. */
const char *request_header(const struct request *rq, const char *name);
const char *request_query(const struct request *rq, const char *name);
const char *request_field(const struct request *rq, const char *name);
/** request_query_id(rq, name): a positive number or 0. request_query_date: or DATE_NONE. */
int64_t request_query_id(const struct request *rq, const char *name);
date request_query_date(const struct request *rq, const char *name);
const char *request_cookie(struct cx *cx, const struct request *rq, const char *name);

struct dataset {
    const char *name; /* JSON key, sheet title */
    const struct row_meta *meta;
    const void *rows;
    size_t n;
    bool one; /* an object rather than an array */
};
struct response {
    int status;       /* 200 at start */
    const char *type; /* "text/html; charset=utf-8" at start for pages */
    struct buf body;
    struct {
        struct pair *v;
        size_t n, cap;
    } headers;
    int file; /* >= 0: the body is this descriptor, closed by the server */
    int64_t file_size;
    struct {
        struct dataset *v;
        size_t n, cap;
    } data;
    int64_t created; /* id of what a POST made; 0 none */
    /* Server-sent events: the body is only the beginning, then it tells of these (web/sse.h). */
    const struct topic *topics;
    size_t n_topics;
    bool cacheable; /* immutable asset; all else is no-store */
    bool secret;    /* shown this once: an Idempotency-Key does not keep it */
};

/** reply_rows / reply_row: what the page shows, by its described rows; the first rows are what CSV
 * gives, XLSX has a sheet for each. They are written after the handler has returned: rows live in
 * the arena; the one row of reply_row is copied. */
void reply_rows(struct cx *cx, struct response *rs, const char *name, const struct row_meta *m,
                const void *rows, size_t n);
void reply_row(struct cx *cx, struct response *rs, const char *name, const struct row_meta *m,
               const void *row);
/** reply_is_page(rq): must this handler render HTML as well? */
static inline bool reply_is_page(const struct request *rq)
{
    return rq->format == FORMAT_PAGE && !rq->api;
}
void reply_header(struct cx *cx, struct response *rs, const char *name, const char *value);
/** The value of a header already put on ${rs}, any case of ${name}; NULL when absent. */
const char *reply_header_value(const struct response *rs, const char *name);
/** reply_see_other(cx, rq, rs, to, notice): 303 and a sentence shown once on the next page (NULL
 * none). For the API: {"id","location"}, 201 when rs->created is set, else 200. */
enum rc reply_see_other(struct cx *cx, const struct request *rq, struct response *rs, struct url to,
                        const char *notice);
/** The same with an "Undo" button beside the notice that posts (with CSRF) to ${undo}. */
enum rc reply_undoable(struct cx *cx, const struct request *rq, struct response *rs, struct url to,
                       const char *notice, struct url undo);
/** reply_file(cx, rs, fd, size, mime, filename, inline_ok): sends a descriptor; the server closes
 * it. Adds nosniff, sandbox CSP and Content-Disposition. */
void reply_file(struct cx *cx, struct response *rs, int fd, int64_t size, const char *mime,
                const char *filename, bool inline_ok);
/** reply_disposition(cx, "inline" or "attachment", filename): the value of Content-Disposition. */
const char *reply_disposition(struct cx *cx, const char *how, const char *filename);
/** reply_cookie(…, max_age): seconds; 0 until the browser closes; below 0 removes it. ${value} must
 * be cookie-safe ASCII. HttpOnly, SameSite=Lax; over TLS also Secure with the __Host- prefix, which
 * request_cookie puts before the name as well. */
void reply_cookie(struct cx *cx, struct response *rs, const struct request *rq, const char *name,
                  const char *value, int64_t max_age);

void response_init(struct response *rs);
/** response_again(rs): as new, with the memory of its body kept. */
void response_again(struct response *rs);
void response_done(struct response *rs);

#endif

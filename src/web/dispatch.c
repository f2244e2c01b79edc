/* SPDX-License-Identifier: EUPL-1.2 */
/* dispatch.c — the one way of a request: route, who is asking, is the form ours, may they, what did
 * they write, the handler, the answer. No socket is needed, so tests and fuzzers take the same way.
 * The order is the point of this file; each step is somewhere else.
 */
#include "base/clock.h"
#include "base/log.h"
#include "i18n/i18n.h"
#include "web/parse.h"
#include "web/web.h"

#include <string.h>
#include <unistd.h>

/* A reader's own language comes with the viewer; else the browser says. */
static void choose_language(struct cx *cx, const struct request *rq)
{
    if (!cx->locale) cx->locale = i18n_choose(str_of(request_header(rq, "accept-language")));
}

static enum rc load_viewer(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct web_hooks *h = route_hooks();
    enum rc rc = h && h->load_viewer ? h->load_viewer(cx, rq) : RC_OK;
    choose_language(cx, rq);
    if (!rc && !rq->api) csrf_begin(cx, rq, rs);
    return rc;
}

/* No route: is the path known for another method, or not at all? */
static enum rc no_route(struct cx *cx, struct request *rq, struct response *rs, int *status)
{
    const char *allow = route_allow(rq->path, rq->api);
    enum rc rc = load_viewer(cx, rq, rs);
    if (rc) return rc;
    if (!allow) return RC_MISSING;
    reply_header(cx, rs, "Allow", allow);
    *status = 405;
    return RC_DENIED;
}

static bool public_route(const struct route *r) { return r->may == ROUTE_PUBLIC; }

static enum rc may(struct cx *cx, struct request *rq)
{
    const struct web_hooks *h = route_hooks();
    if (rq->route->may < 0) return RC_OK;
    return h && h->may ? h->may(cx, rq, rq->route) : RC_DENIED;
}

static enum rc read_body(struct cx *cx, struct request *rq, int *status)
{
    enum rc rc = RC_OK;
    int bad = 0;
    if (rq->method == METHOD_POST) rc = parse_body(cx, rq, &bad);
    if (rc) *status = bad;
    return rc;
}

/* The second sending of an API write with the same Idempotency-Key gets the first one's answer. */
static enum rc answered_before(struct cx *cx, struct request *rq, struct response *rs, bool *found,
                               int *status)
{
    const struct web_hooks *h = route_hooks();
    const char *key =
        rq->api && rq->method == METHOD_POST ? request_header(rq, "idempotency-key") : NULL;
    *found = false;
    if (!key || !h || !h->idempotent_find) return RC_OK;
    if (!*key || strlen(key) > 100) {
        *status = 400;
        return problem(cx, "", T("An Idempotency-Key has 1 to 100 characters."));
    }
    return h->idempotent_find(cx, rq, rs, found);
}

static enum rc remember(struct cx *cx, struct request *rq, struct response *rs, enum rc rc)
{
    const struct web_hooks *h = route_hooks();
    bool wanted = rq->api && rq->method == METHOD_POST && request_header(rq, "idempotency-key");
    return wanted && h && h->idempotent_keep ? h->idempotent_keep(cx, rq, rs, rc) : rc;
}

static enum rc read_form(struct cx *cx, struct request *rq)
{
    const struct form *f = rq->route->form;
    if (!f || rq->method != METHOD_POST) return RC_OK;
    void *made = arena_alloc(cx->arena, f->size);
    enum rc rc = form_read(cx, rq, f, made);
    if (!rc) rq->form = made;
    return rc;
}

/* A refused form is shown again with what was typed and what is wrong. */
static enum rc show_again(struct cx *cx, struct request *rq, struct response *rs, enum rc refused)
{
    bool can = refused == RC_INVALID || refused == RC_CONFLICT || refused == RC_STALE;
    if (!can || !reply_is_page(rq) || !rq->route->again) return refused;
    if (refused == RC_STALE && !problem_of(cx, ""))
        (void)refuse(cx, RC_STALE,
                     T("Somebody changed this since you opened it. Look at what is there now, "
                       "then save yours again."));
    buf_clear(&rs->body);
    rs->data.n = 0;
    enum rc rc = rq->route->again(cx, rq, rs);
    if (rc) return rc;
    rs->status = rc_http(refused);
    return RC_OK;
}

static enum rc run(struct cx *cx, struct request *rq, struct response *rs, int *status)
{
    bool found;
    if (own_is(rq->route)) return rq->route->handle(cx, rq, rs);
    enum rc rc = load_viewer(cx, rq, rs);
    if (!rc && !cx->viewer && !public_route(rq->route)) rc = RC_LOGIN;
    if (!rc) rc = read_body(cx, rq, status);
    if (!rc && rq->method == METHOD_POST && !rq->route->signed_word) rc = csrf_check(cx, rq);
    if (!rc) rc = may(cx, rq);
    if (!rc) rc = answered_before(cx, rq, rs, &found, status);
    if (rc || found) return rc;
    rc = read_form(cx, rq);
    if (!rc) rc = rq->route->handle(cx, rq, rs);
    if (!rc) rc = finish_data(cx, rq, rs);
    rc = remember(cx, rq, rs, rc);
    return rc ? show_again(cx, rq, rs, rc) : RC_OK;
}

/* A notice is shown once: the page that could show it takes its cookie away. */
static void forget_notice(struct cx *cx, struct request *rq, struct response *rs)
{
    bool page = reply_is_page(rq) && rs->body.n && rq->method == METHOD_GET && !rs->cacheable &&
                !rs->n_topics;
    if (page && request_cookie(cx, rq, NOTICE_COOKIE))
        reply_cookie(cx, rs, rq, NOTICE_COOKIE, "", -1);
}

static void drop_file(struct response *rs)
{
    if (rs->file >= 0) close(rs->file);
    rs->file = -1;
    rs->file_size = 0;
}

static void complete(struct cx *cx, struct request *rq, struct response *rs)
{
    if (!buf_ok(&rs->body)) {
        log_line(LOG_ERROR, cx->req_id, "an answer grew beyond its cap: %s", rq->path);
        fault_reply(cx, rq, rs, 500, RC_FAIL);
    }
    forget_notice(cx, rq, rs);
    compress_response(cx, rq, rs);
    finish_headers(cx, rq, rs);
}

void web_dispatch(struct cx *cx, struct request *rq, struct response *rs)
{
    int64_t from = clock_us();
    int status = 0;
    struct keep_ticket ticket = { 0 };
    choose_language(cx, rq);
    bool known = route_take(cx, rq);
    if (known && keep_find(cx, rq, rs, &ticket)) {
        finish_again(cx, rs);
    } else {
        enum rc rc = known ? run(cx, rq, rs, &status) : no_route(cx, rq, rs, &status);
        if (rc) {
            drop_file(rs);
            fault_reply(cx, rq, rs, status ? status : rc_http(rc), rc);
        }
        complete(cx, rq, rs);
        keep_put(cx, rq, rs, &ticket);
    }
    metrics_count(rq, rs->status, clock_us() - from);
}

void web_refuse(struct cx *cx, struct request *rq, struct response *rs, int status,
                const char *sentence)
{
    choose_language(cx, rq);
    if (sentence) (void)refuse(cx, RC_INVALID, "%s", i18n_text(cx, NULL, sentence));
    fault_reply(cx, rq, rs, status, status == 503 ? RC_BUSY : RC_INVALID);
    complete(cx, rq, rs);
    metrics_count(rq, status, 0);
}

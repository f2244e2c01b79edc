/* SPDX-License-Identifier: EUPL-1.2 */
/* fault.c — every answer that is not what was asked for, for people as a page and for programs as
 * problem+json (RFC 9457). The sentences of the refusal come from whoever refused; this file has
 * one for each status when nobody left any.
 */
#include "base/json.h"
#include "i18n/i18n.h"
#include "web/error_html.h"
#include "web/parse.h"
#include "web/web.h"

#include <string.h>

const char *fault_title(struct cx *cx, int status)
{
    switch (status) {
    case 400: return T("The request could not be read");
    case 401: return T("Nobody is signed in");
    case 403: return T("Not allowed");
    case 404: return T("Not found");
    case 405: return T("That cannot be done here");
    case 409: return T("That does not fit the present state");
    case 413: return T("Too large");
    case 415: return T("This kind of data is not read here");
    case 422: return T("Something needs correcting");
    case 503: return T("Too much at once");
    default: return T("Something went wrong");
    }
}

static const char *standard_sentence(struct cx *cx, int status, enum rc rc)
{
    if (rc == RC_STALE)
        return T("Somebody changed this since you opened it. Open it again and repeat the change.");
    switch (status) {
    case 400: return T("The request could not be read. Go back and try once more.");
    case 401: return T("Sign in to go on.");
    case 403: return T("Your role does not include this.");
    case 404: return T("There is no such page, or it is not for your role.");
    case 405: return T("This address does not take that kind of request.");
    case 409: return T("The state of this thing does not allow it now.");
    case 413: return T("What was sent is larger than this page takes.");
    case 415: return T("This kind of data is not read here.");
    case 422: return T("Something in the form needs correcting.");
    case 503: return T("The server is busy. Nothing was changed; try again in a few seconds.");
    default: return T("The server could not do this. Nothing was changed.");
    }
}

static const char *sentence_for(struct cx *cx, int status, enum rc rc)
{
    const char *said = problem_of(cx, "");
    if (!said && cx->problems.first && status < 500) said = cx->problems.first->text;
    return said ? said : standard_sentence(cx, status, rc);
}

/* What the handler had begun is no longer the answer; cookies and other headers stay. */
static void begin_again(struct response *rs, int status)
{
    buf_clear(&rs->body);
    rs->body.failed = false;
    rs->data.n = 0;
    rs->status = status;
    rs->cacheable = false;
}

static void reply_problem_json(struct cx *cx, struct response *rs, int status, enum rc rc)
{
    struct json j;
    json_init(&j, &rs->body);
    json_open(&j, NULL, '{');
    json_text(&j, "type", arena_printf(cx->arena, "urn:kolo:%s", rc_name(rc)));
    json_text(&j, "title", fault_title(cx, status));
    json_int(&j, "status", status);
    json_text(&j, "detail", sentence_for(cx, status, rc));
    json_open(&j, "errors", '[');
    for (const struct problem *p = cx->problems.first; p; p = p->next) {
        json_open(&j, NULL, '{');
        json_text(&j, "field", p->field);
        json_text(&j, "text", p->text);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_text(&j, "request", cx->req_id);
    json_close(&j, '}');
    rs->type = "application/problem+json";
}

/* The form that came too late is read only now: nobody is known to have sent it. */
static bool reply_late(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct web_hooks *h = route_hooks();
    int bad = 0;
    if (rq->method != METHOD_POST || !h || !h->late || !csrf_own_page(rq)) return false;
    if (!rq->fields.n && parse_body(cx, rq, &bad)) return false;
    cx->problems = (struct problems){ 0 };
    rs->type = "text/html; charset=utf-8";
    if (h->late(cx, rq, rs)) {
        begin_again(rs, 303);
        return false;
    }
    rs->status = 401;
    return true;
}

/* To the sign-in page, and from there back to here; a POST cannot be repeated by going back. */
static void reply_sign_in(struct cx *cx, const struct request *rq, struct response *rs)
{
    struct url to = { "/login" };
    if (rq->method == METHOD_GET && rq->self.p && strcmp(rq->self.p, "/") != 0)
        to = url_with(cx, to, "next", rq->self.p);
    rs->status = 303;
    reply_header(cx, rs, "Location", to.p);
}

void fault_reply(struct cx *cx, struct request *rq, struct response *rs, int status, enum rc rc)
{
    begin_again(rs, status);
    if (status == 503) reply_header(cx, rs, "Retry-After", "2");
    if (rq->api) {
        if (status == 401) reply_header(cx, rs, "WWW-Authenticate", "Bearer");
        reply_problem_json(cx, rs, status, rc);
    } else if (rc == RC_LOGIN) {
        if (!reply_late(cx, rq, rs)) reply_sign_in(cx, rq, rs);
    } else {
        /* When the database is in trouble, do not ask it for the navigation. */
        bool quiet = status >= 500 || !rq->csrf || !*rq->csrf;
        const char *title = fault_title(cx, status);
        const char *sentence = sentence_for(cx, status, rc);
        rq->format = FORMAT_PAGE;
        struct page *pg = quiet ? page_bare(cx, rq, title) : page_begin(cx, rq, title, AREA_NONE);
        pg->problem = NULL; /* the page is about nothing else */
        rs->type = "text/html; charset=utf-8";
        error_page_html(cx, &rs->body, pg, status, sentence, cx->req_id ? cx->req_id : "");
    }
}

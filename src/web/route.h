/* SPDX-License-Identifier: EUPL-1.2 */
/* route.h — the table from which dispatch, permission, `kolo routes`, OpenAPI and the permission
 * test come.
 *
 *   const struct route expenditure_routes[] = {
 *       { METHOD_GET,  "/p/{project}/expenditure", expenditure_list, .may = MAY_READ_EXPENDITURE,
 * .of = OF_PROJECT, .title = N_("Expenditure"), .rows = &expenditure_page_meta }, { METHOD_POST,
 * "/p/{project}/expenditure/import", expenditure_import, .may = MAY_EDIT_EXPENDITURE, .of =
 * OF_PROJECT, .form = &import_form, .max = 64 * MB }, { 0 } };
 *
 * Patterns: {name} is a positive number (int64) and {word} one path segment of [A-Za-z0-9._-].
 * Every route under / is also under /api/v1 unless .no_api. GET routes with .rows also answer
 * …path.csv and …path.xlsx. POST needs a CSRF token unless it carries a Bearer token. A route
 * without .may does not start: ROUTE_PUBLIC says that anybody may.
 */
#ifndef KOLO_WEB_ROUTE_H
#define KOLO_WEB_ROUTE_H

#include "web/form.h"
#include "web/http.h"

#define KB ((size_t)1024)
#define MB (KB * KB)
#define ROUTE_PUBLIC (-1)    /* as .may: nobody needs to be signed in */
#define ROUTE_SIGNED_IN (-2) /* as .may: anyone who is signed in */

struct route {
    enum method method;
    const char *pattern;
    enum rc (*handle)(struct cx *cx, struct request *rq, struct response *rs);
    int may; /* enum permission of account/role.h */
    int of;  /* enum scope of account/role.h: how the path's first number leads to project and
                partner */
    const struct form *form; /* POST: read and checked before the handler runs; refused → the
                                handler's GET page? see .again */
    /** After a refused form or a rule's RC_INVALID/RC_CONFLICT the page that holds the form is
     * rendered again with status 422/409 and what was typed: */
    enum rc (*again)(struct cx *cx, struct request *rq, struct response *rs);
    size_t max;                  /* largest body; 0: 64 KiB */
    const char *title;           /* N_(): for `kolo routes`, OpenAPI */
    const struct row_meta *rows; /* what the answer's rows are: OpenAPI, CSV, XLSX */
    /** A POST of rows (form_read_rows): how one is declared, and the prefix; in JSON the name of a
     * list of objects. For OpenAPI. */
    const struct form *grid;
    const char *grid_name;
    bool no_api, streams; /* streams: server-sent events */
    bool signed_word; /* POST: the {word} of the path is proof enough (mail/sign.h), sent perhaps
                         by a mail program (RFC 8058): no CSRF token, and no session counts */
    bool kept;        /* a page that depends on audited rows alone: given again while nothing
                         was written (keep.c) */
};

/** What web needs from the layers above; filled once by app/main.c (web knows no accounts). */
struct web_hooks {
    /** From cookie or Bearer token: sets cx->viewer, cx->locale, rq->csrf, rq->session; RC_OK also
     * when nobody is signed in. */
    enum rc (*load_viewer)(struct cx *cx, struct request *rq);
    /** Resolves the route's scope into rq->project/partner and decides. RC_OK, RC_LOGIN, RC_DENIED
     * or RC_MISSING (what one may not know of). */
    enum rc (*may)(struct cx *cx, struct request *rq, const struct route *r);
    /** A form of a page came after the session had ended: the sign-in page that takes it along;
     * RC_MISSING when it does not. */
    enum rc (*late)(struct cx *cx, struct request *rq, struct response *rs);
    /** Idempotency-Key on API writes. idempotent_find: found: rs is the earlier answer; otherwise a
     * transaction is open, so that what the handler writes and what is remembered of it become true
     * together. idempotent_keep then ends it, whatever became of the request: on RC_OK the answer
     * is remembered, else all is rolled back; returns the first trouble. */
    enum rc (*idempotent_find)(struct cx *cx, const struct request *rq, struct response *rs,
                               bool *found);
    enum rc (*idempotent_keep)(struct cx *cx, const struct request *rq, const struct response *rs,
                               enum rc rc);
    /** A number that is another one after every write that is audited: what a kept page depends on.
     * NULL or 0: nothing is kept. */
    enum rc (*state)(struct cx *cx, int64_t *state);
    /** Fills what every page shows (navigation by role, project, notices): struct page in
     * web/page.h. */
    void (*page)(struct cx *cx, const struct request *rq, struct page *pg);
};

/** web_setup(tables, hooks): tables is a NULL-ended list of route tables each ended by { 0 }.
 * RC_FAIL with a log line for a route that lacks .may, a duplicate, or a bad pattern. Called once
 * before serving or testing. */
enum rc web_setup(const struct route *const *tables, const struct web_hooks *hooks) MUST_USE;
/** web_route_find(method, path, …): used by the server to know the body cap before reading. NULL:
 * none. */
const struct route *web_route_find(enum method m, const char *path, struct request *rq);
/** web_dispatch(cx, rq, rs): everything between a parsed request and a finished response, errors
 * included: rs is always a complete answer. */
void web_dispatch(struct cx *cx, struct request *rq, struct response *rs);
/** All routes in order, for `kolo routes`, OpenAPI, the matrix test: the i-th or NULL. */
const struct route *web_route_at(size_t i);
/** web_openapi(out): OpenAPI 3.0 as JSON. */
void web_openapi(struct buf *out);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* own.c — the routes the server has by itself: is it alive, how is it doing, its own files. They
 * come before accounts: no session is looked up for them.
 */
#include "store/db.h"
#include "web/web.h"

#include <string.h>

static enum rc healthz(struct cx *cx, struct request *rq, struct response *rs)
{
    (void)rq;
    bool well = cx->db && db_ping(cx) == RC_OK;
    rs->type = "text/plain; charset=utf-8";
    rs->status = well ? 200 : 503;
    buf_text(&rs->body, well ? "ok\n" : "the database does not answer\n");
    return RC_OK;
}

/* Figures of the house are for the house: this machine, and not through a proxy on it. */
static enum rc metrics(struct cx *cx, struct request *rq, struct response *rs)
{
    (void)cx;
    bool here = strcmp(rq->address, "127.0.0.1") == 0 || strcmp(rq->address, "::1") == 0;
    if (!here || request_header(rq, "x-forwarded-for") || request_header(rq, "forwarded"))
        return RC_MISSING;
    rs->type = "text/plain; version=0.0.4; charset=utf-8";
    metrics_write(&rs->body);
    return RC_OK;
}

const struct route own_routes[] = {
    { METHOD_GET, "/healthz", healthz, .may = ROUTE_PUBLIC, .no_api = true },
    { METHOD_GET, "/metrics", metrics, .may = ROUTE_PUBLIC, .no_api = true },
    { METHOD_GET, "/static/{word}", asset_serve, .may = ROUTE_PUBLIC, .no_api = true },
    { .pattern = NULL }
};

bool own_is(const struct route *r)
{
    for (const struct route *o = own_routes; o->pattern; o++)
        if (o == r) return true;
    return false;
}

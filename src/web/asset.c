/* SPDX-License-Identifier: EUPL-1.2 */
/* asset.c — gives out the style, script and picture files that are part of the program. It knows
 * only the table that tools/embed made; a file's address holds its digest, so no reader ever has to
 * ask twice.
 */
#include "web/asset.h"

#include "base/log.h"
#include "web/web.h"

#include <string.h>

struct url asset_url(struct cx *cx, const char *name)
{
    (void)cx;
    for (const struct asset *a = asset_table; a->name; a++)
        if (strcmp(a->name, name) == 0) return (struct url){ a->url };
    BUG("there is no asset %s", name);
}

enum rc asset_serve(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct asset *a = asset_table;
    size_t prefix = strlen("/static/");
    while (a->name && strcmp(a->url + prefix, rq->word) != 0) a++;
    if (!a->name) return RC_MISSING;
    const char *tag = arena_printf(cx->arena, "\"%s\"", rq->word);
    const char *known = request_header(rq, "if-none-match");
    bool gz = a->gz && compress_accepts(request_header(rq, "accept-encoding"));
    rs->type = a->mime;
    rs->cacheable = true;
    reply_header(cx, rs, "ETag", tag);
    if (a->gz) reply_header(cx, rs, "Vary", "Accept-Encoding");
    if (known && strstr(known, tag)) {
        rs->status = 304;
        return RC_OK;
    }
    if (gz) reply_header(cx, rs, "Content-Encoding", "gzip");
    buf_put(&rs->body, gz ? a->gz : a->p, gz ? a->gz_n : a->n);
    return RC_OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* sse.c — what a page may listen to: topics read from the address, asked of their domains. How the
 * connection is then kept is server_stream.c's.
 */
#include "web/sse.h"

#include "base/json.h"
#include "i18n/i18n.h"
#include "web/web.h"

#include <string.h>

static const struct topic_kind *kinds;
static size_t n_kinds;

void topic_register(const struct topic_kind *table, size_t n)
{
    kinds = table;
    n_kinds = n;
}

static const struct topic_kind *kind_of(str name)
{
    for (size_t i = 0; i < n_kinds; i++)
        if (str_is(name, kinds[i].name)) return &kinds[i];
    return NULL;
}

void topic_event(struct buf *b, const struct topic *t)
{
    buf_printf(b, "data: {\"topic\":\"%s/%lld\",\"version\":%lld}\n\n", t->kind->name,
               (long long)t->id, (long long)t->version);
}

/* "meeting/7" */
static enum rc read_topic(struct cx *cx, str text, struct topic *out)
{
    const str name = str_cut(&text, '/');
    out->kind = kind_of(name);
    if (!out->kind || !str_int64(text, &out->id) || out->id <= 0) return RC_MISSING;
    enum rc rc = out->kind->may(cx, out->id);
    return rc ? rc : out->kind->version(cx, out->id, &out->version);
}

static enum rc live(struct cx *cx, struct request *rq, struct response *rs)
{
    struct topic *t = arena_array(cx->arena, struct topic, TOPICS_MOST);
    const char *on = request_query(rq, "on");
    str rest = str_of(on ? on : "");
    size_t n = 0;
    enum rc rc = RC_OK;
    if (!stream_room(rq->session))
        return refuse(cx, RC_BUSY, T("Too many pages are listening. Reload to see what is new."));
    while (rest.n && !rc) {
        if (n == TOPICS_MOST) return RC_MISSING;
        rc = read_topic(cx, str_cut(&rest, ','), &t[n++]);
    }
    if (rc || !n) return rc ? rc : RC_MISSING;
    /* Comes again after three seconds when the connection breaks. */
    buf_text(&rs->body, "retry: 3000\n\n");
    for (size_t i = 0; i < n; i++) topic_event(&rs->body, &t[i]);
    rs->type = "text/event-stream";
    rs->topics = t;
    rs->n_topics = n;
    reply_header(cx, rs, "X-Accel-Buffering", "no"); /* nginx would gather it all */
    return RC_OK;
}

const struct route live_routes[] = {
    { METHOD_GET, "/live", live, .may = ROUTE_SIGNED_IN, .title = N_("What changes on open pages"),
      .no_api = true, .streams = true },
    { 0 },
};

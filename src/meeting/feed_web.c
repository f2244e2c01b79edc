/* SPDX-License-Identifier: EUPL-1.2 */
/* feed_web.c — the address of one's calendar, and what stands behind it. */
#include "meeting/feed.h"

#include "account/viewer.h"
#include "i18n/i18n.h"
#include "meeting/feed_html.h"
#include "meeting/feed_sql.h"
#include "meeting/feed_view.h"
#include "meeting/meeting_web.h"
#include "web/page.h"

#include <string.h>

#define END ".ics"

static enum rc show(struct cx *cx, struct request *rq, struct response *rs, const char *word)
{
    struct feed_of_account_row f;
    bool found = false;
    enum rc rc = feed_of_account(cx, viewer_is(cx), &f, &found);
    if (rc) return rc;
    if (found) reply_row(cx, rs, "calendar", &feed_of_account_meta, &f);
    if (!reply_is_page(rq)) return RC_OK;
    const char *host = request_header(rq, "host");
    struct feed_view v = { .renew = url_path(cx, "/me/calendar"),
                           .end = url_path(cx, "/me/calendar/end"),
                           .there = found };
    if (found) {
        v.since = i18n_stamp(cx, f.created_at);
        v.read = f.read_at ? i18n_stamp(cx, f.read_at) : NULL;
    }
    if (word)
        v.address = arena_printf(cx->arena, "%s://%s/calendar/%s" END,
                                 rq->secure ? "https" : "http", host ? host : "", word);
    struct page *pg = page_begin(cx, rq, T("My calendar"), AREA_NONE);
    page_crumb(cx, pg, T("My account"), url_path(cx, "/me"));
    feed_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc get(struct cx *cx, struct request *rq, struct response *rs)
{
    return show(cx, rq, rs, NULL);
}

/* The word is in this answer and nowhere else. */
static enum rc renew(struct cx *cx, struct request *rq, struct response *rs)
{
    char word[44];
    enum rc rc = feed_renew(cx, word);
    if (rc) return rc;
    rs->secret = true;
    return show(cx, rq, rs, arena_dup(cx->arena, word));
}

static enum rc end(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = feed_end(cx);
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/me/calendar"),
                                T("The address opens nothing any more."));
}

static enum rc calendar(struct cx *cx, struct request *rq, struct response *rs)
{
    const str word = str_of(rq->word), tail = STR(END);
    const char *text;
    if (word.n <= tail.n || memcmp(word.p + word.n - tail.n, tail.p, tail.n) != 0)
        return RC_MISSING;
    enum rc rc = feed_calendar(cx, arena_str(cx->arena, (str){ word.p, word.n - tail.n }), &text);
    if (rc) return rc;
    rs->type = "text/calendar; charset=utf-8";
    buf_text(&rs->body, text);
    return RC_OK;
}

const struct route calendar_routes[] = {
    { METHOD_GET, "/me/calendar", get, .may = ROUTE_SIGNED_IN, .title = N_("My calendar"),
      .rows = &feed_of_account_meta },
    { METHOD_POST, "/me/calendar", renew, .may = ROUTE_SIGNED_IN,
      .title = N_("Make a new address for my calendar"), .no_api = true },
    { METHOD_POST, "/me/calendar/end", end, .may = ROUTE_SIGNED_IN,
      .title = N_("Close my calendar") },
    { METHOD_GET, "/calendar/{word}", calendar, .may = ROUTE_PUBLIC,
      .title = N_("A person's calendar, by its secret address"), .no_api = true },
    { 0 },
};

/* SPDX-License-Identifier: EUPL-1.2 */
/* page.c — what stands around every page. Who is signed in and what they may open comes from the
 * hook that app fills in; this file adds what the request itself tells.
 */
#include "web/page.h"

#include "base/utf8.h"
#include "i18n/i18n.h"
#include "web/parse.h"
#include "web/web.h"

#include <string.h>

/* The sentence of the last POST and the address that undoes it, from a cookie that anybody could
 * have written: shown as text only, and the address must be a POST route of ours. */
static void read_notice(struct cx *cx, const struct request *rq, struct page *pg)
{
    const char *cookie = request_cookie(cx, rq, NOTICE_COOKIE);
    if (!cookie) return;
    str undo = str_of(cookie);
    const char *said = parse_percent(cx->arena, str_cut(&undo, '|'), false);
    const char *to = parse_percent(cx->arena, undo, false);
    struct request probe = { .api = false };
    if (said && *said) pg->notice = said;
    if (to && strcspn(to, "?%") == strlen(to) && web_route_find(METHOD_POST, to, &probe))
        pg->undo = (struct url){ to };
}

struct page *page_bare(struct cx *cx, const struct request *rq, const char *title)
{
    struct page *pg = arena_alloc(cx->arena, sizeof *pg);
    pg->title = title;
    pg->lang = cx->locale ? cx->locale->tag : "en";
    pg->csrf = csrf_token(cx, rq);
    pg->signed_in = cx->viewer != NULL;
    pg->project = rq->project;
    return pg;
}

struct page *page_begin(struct cx *cx, const struct request *rq, const char *title, enum area area)
{
    struct page *pg = page_bare(cx, rq, title);
    pg->area = area;
    /* A declared form shows its own sentence (form_view); without one the page has to. */
    if (rq->method == METHOD_POST && !(rq->route && rq->route->form))
        pg->problem = problem_of(cx, "");
    read_notice(cx, rq, pg);
    if (route_hooks() && route_hooks()->page) route_hooks()->page(cx, rq, pg);
    return pg;
}

void page_crumb(struct cx *cx, struct page *pg, const char *text, struct url url)
{
    *vec_push(cx->arena, &pg->crumbs) = (struct page_link){ .text = text, .url = url };
}

void page_tab(struct cx *cx, struct page *pg, const char *text, struct url url, bool here)
{
    *vec_push(cx->arena, &pg->tabs) = (struct page_link){ .text = text, .url = url, .here = here };
}

void page_exports(struct cx *cx, const struct request *rq, struct page *pg)
{
    const char *query = strchr(rq->self.p, '?');
    int path = (int)(query ? (size_t)(query - rq->self.p) : strlen(rq->self.p));
    static const struct {
        const char *text, *before, *after, *icon;
    } formats[] = { { N_("CSV"), "", ".csv", "download" },
                    { N_("XLSX"), "", ".xlsx", "download" },
                    { N_("JSON"), "/api/v1", "", "download" } };
    if (path <= 1) return;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        *vec_push(cx->arena, &pg->exports) = (struct page_link){
            .text = i18n_text(cx, NULL, formats[i].text),
            .icon = formats[i].icon,
            .url.p = arena_printf(cx->arena, "%s%.*s%s%s", formats[i].before, path, rq->self.p,
                                  formats[i].after, query ? query : ""),
        };
}

void page_watch(struct cx *cx, struct page *pg, const char *kind, int64_t id)
{
    *vec_push(cx->arena, &pg->watch) = arena_printf(cx->arena, "%s/%lld", kind, (long long)id);
}

const char *page_watched(struct cx *cx, const struct page *pg)
{
    const char *all = "";
    for (size_t i = 0; i < pg->watch.n; i++)
        all = arena_printf(cx->arena, "%s%s%s", all, i ? "," : "", pg->watch.v[i]);
    return all;
}

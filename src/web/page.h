/* SPDX-License-Identifier: EUPL-1.2 */
/* page.h — what stands around the content of every page. page_begin fills it from request and
 * viewer; the handler sets title and the rest.
 *
 * Templates: {% page budget_show(const struct page *pg, const struct budget_view *v) %}{% call
 * page_head(pg) %} … {% call page_foot(pg) %}
 */
#ifndef KOLO_WEB_PAGE_H
#define KOLO_WEB_PAGE_H

#include "base/vec.h"
#include "web/http.h"

enum area {
    AREA_NONE,
    AREA_TODAY,
    AREA_PLAN,
    AREA_PEOPLE,
    AREA_MONEY,
    AREA_REPORTS,
    AREA_CONSULT,
    AREA_LIBRARY,
    AREA_PROJECT,
    AREA_HELP
};

struct page_link {
    const char *text;
    struct url url;
    bool here;        /* this is where we are */
    const char *icon; /* name of web/icon.h */
};
struct page {
    const char *title; /* heading and <title> */
    const char *state,
        *state_kind;  /* one line under the heading: word; kind: draft, wait, ask, good, bad */
    const char *lead; /* the sentence after the state: owner, date */
    enum area area;
    VEC(struct page_link) crumbs; /* place; the heading is the thing */
    VEC(struct page_link)
    tabs; /* sub-pages of the area, e.g. Budget · Expenditure · Rates · Transfers */
    VEC(struct page_link) exports; /* CSV, XLSX, JSON, print */
    /* from hooks.page */
    VEC(struct page_link) nav;      /* areas this role can use, constant order */
    VEC(struct page_link) projects; /* project switcher */
    VEC(struct page_link) languages;
    const char *viewer_name, *viewer_role, *project_title;
    int64_t project;
    /* p NULL: not offered; search is a GET with q, sign_out a POST */
    struct url home, search, notices_at, me, sign_in, sign_out;
    int64_t notices;           /* unread */
    const char *notices_topic; /* whose version is that number; NULL: none */
    VEC(const char *) watch;   /* topics that it listens to: "meeting/7" (web/sse.h) */
    const char *csrf;
    const char *notice;  /* shown once */
    struct url undo;     /* p NULL: none */
    const char *problem; /* the refusal for the whole page */
    bool signed_in, demo, wide;
    const char *lang; /* html lang attribute */
    struct html ring; /* the mark: progress dots, by chart_ring; p NULL: the plain mark */
};
/** page_begin(cx, rq, title, area): in the arena, hooks.page has run, csrf and notice are filled.
 */
struct page *page_begin(struct cx *cx, const struct request *rq, const char *title, enum area area);
void page_crumb(struct cx *cx, struct page *pg, const char *text, struct url url);
void page_tab(struct cx *cx, struct page *pg, const char *text, struct url url, bool here);
/** page_exports(cx, rq, pg): links to the CSV, XLSX and JSON of this very address with its filters.
 */
void page_exports(struct cx *cx, const struct request *rq, struct page *pg);

/** page_watch(cx, pg, kind, id): the open page is told when that changes; see web/sse.h. */
void page_watch(struct cx *cx, struct page *pg, const char *kind, int64_t id);
/** page_watched(cx, pg): all of them, separated by commas; "" for none. */
const char *page_watched(struct cx *cx, const struct page *pg);

#endif

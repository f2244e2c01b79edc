/* SPDX-License-Identifier: EUPL-1.2 */
/* hooks.c — what the web asks the layers above: who is it, may they, and what stands around a page.
 * The answers are account's; this file only carries them, and lists the areas of the house.
 */
#include "account/account_web.h"
#include "account/viewer.h"
#include "app/app.h"
#include "app/app_sql.h"
#include "i18n/i18n.h"
#include "notice/notice_web.h"
#include "store/audit_sql.h"
#include "web/page.h"

/* ---- scopes that are nobody's but the house's ------------------------------------------------ */

enum rc app_project_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out)
{
    struct app_project_there_row row;
    bool found;
    enum rc rc = app_project_there(cx, id[0], &row, &found);
    out->project = id[0];
    return rc || found ? rc : RC_MISSING;
}

enum rc app_partner_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out)
{
    struct app_partner_there_row row;
    bool found;
    enum rc rc = app_partner_there(cx, id[0], id[1], &row, &found);
    *out = (struct scope_owner){ id[0], id[1] };
    return rc || found ? rc : RC_MISSING;
}

/* ---- the page -------------------------------------------------------------------------------- */

/* Where an area begins: the first of its pages that is there and that the viewer may open. */
static const struct {
    enum area area;
    const char *title, *icon;
    const char *pages[4]; /* under /p/{project} */
} areas[] = {
    { AREA_TODAY, N_("Today"), "today", { "" } },
    { AREA_PLAN, N_("Plan"), "plan", { "/activities" } },
    { AREA_PEOPLE, N_("People"), "people", { "/people" } },
    { AREA_MONEY, N_("Money"), "money", { "/budget", "/expenditure", "/rates" } },
    { AREA_REPORTS, N_("Reports"), "reports", { "/reports", "/donor-reports" } },
    { AREA_CONSULT, N_("Consult"), "consult", { "/consultations", "/meetings", "/decisions" } },
    { AREA_PROJECT, N_("Project"), "project", { "/contract", "/partners", "/audit" } },
};

static bool opens(const struct cx *cx, const char *path, int64_t project)
{
    struct request probe = { .api = false };
    const struct route *r = web_route_find(METHOD_GET, path, &probe);
    if (!r) return false;
    return r->may < 0 || viewer_can(cx, (enum permission)r->may, project, 0);
}

static void put_areas(struct cx *cx, struct page *pg)
{
    for (size_t i = 0; i < sizeof areas / sizeof *areas; i++) {
        for (size_t k = 0; k < 4 && areas[i].pages[k]; k++) {
            const char *path =
                arena_printf(cx->arena, "/p/%lld%s", (long long)pg->project, areas[i].pages[k]);
            if (!opens(cx, path, pg->project)) continue;
            *vec_push(cx->arena, &pg->nav) =
                (struct page_link){ .text = i18n_text(cx, NULL, areas[i].title),
                                    .url = { path },
                                    .here = pg->area == areas[i].area,
                                    .icon = areas[i].icon };
            break;
        }
    }
}

/* Those the viewer came with; who administers the server sees all, which is one statement more. */
static size_t projects_of(struct cx *cx, const struct viewer_project **out)
{
    struct app_projects_rows rows;
    *out = cx->viewer->projects;
    if (!viewer_can(cx, MAY_ADMINISTER, 0, 0)) return cx->viewer->n_projects;
    if (app_projects(cx, &rows)) return cx->viewer->n_projects;
    struct viewer_project *all = arena_array(cx->arena, struct viewer_project, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct app_projects_row *p = &rows.v[i];
        all[i] = (struct viewer_project){ p->id, p->code, p->title, p->is_demo };
    }
    *out = all;
    return rows.n;
}

static void put_projects(struct cx *cx, struct page *pg)
{
    const struct viewer_project *projects;
    size_t n = projects_of(cx, &projects);
    if (!pg->project && n == 1) pg->project = projects[0].id;
    for (size_t i = 0; i < n; i++) {
        const struct viewer_project *p = &projects[i];
        if (p->is_demo) pg->demo = true;
        if (p->id == pg->project) pg->project_title = p->code;
        if (n < 2) continue;
        *vec_push(cx->arena, &pg->projects) =
            (struct page_link){ .text = p->title,
                                .url = url_path(cx, "/p/%lld", (long long)p->id),
                                .here = p->id == pg->project,
                                .icon = "project" };
    }
}

static void put_server(struct cx *cx, const struct request *rq, struct page *pg)
{
    static const struct {
        const char *text, *path, *icon;
    } pages[] = {
        { N_("Projects"), "/projects", "project" },
        { N_("Organisations"), "/organisation", "people" },
        { N_("Accounts"), "/admin/account", "lock" },
        { N_("Audit trail"), "/admin/audit", "paper" },
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        bool many = i == 1 || i == 2;
        *vec_push(cx->arena, &pg->nav) = (struct page_link){
            .text = i18n_text(cx, NULL, pages[i].text),
            .url = { many ? arena_printf(cx->arena, "%ss", pages[i].path) : pages[i].path },
            .here = str_starts(str_of(rq->path), pages[i].path),
            .icon = pages[i].icon
        };
    }
}

static void page_around(struct cx *cx, const struct request *rq, struct page *pg)
{
    account_page(cx, rq, pg);
    pg->home = (struct url){ "/" };
    if (!cx->viewer) return;
    notice_page(cx, pg);
    put_projects(cx, pg);
    if (pg->project) {
        put_areas(cx, pg);
        pg->search = url_path(cx, "/p/%lld/search", (long long)pg->project);
    }
    if (viewer_can(cx, MAY_ADMINISTER, 0, 0)) put_server(cx, rq, pg);
}

/* Every change has its audit entry, or is declared not to need one and shows on no kept page. */
static enum rc last_change(struct cx *cx, int64_t *state)
{
    struct audit_head_read_row head;
    enum rc rc = audit_head_read(cx, &head);
    *state = rc ? 0 : head.seq;
    return rc;
}

const struct web_hooks app_hooks = {
    .state = last_change,
    .load_viewer = account_load_viewer,
    .may = account_may,
    .late = signin_late,
    .idempotent_find = idempotency_find_answer,
    .idempotent_keep = idempotency_keep_answer,
    .page = page_around,
};

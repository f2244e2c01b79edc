/* SPDX-License-Identifier: EUPL-1.2 */
/* project_web.c — where a signed-in person lands: in the only project, else at the list of
 * projects; and what all pages of the project's own share.
 */
#include "account/viewer.h"
#include "i18n/i18n.h"
#include "project/home_html.h"
#include "project/project_view.h"

struct mark project_mark(struct cx *cx, const char *state)
{
    if (z_eq(state, "setup")) return (struct mark){ "draft", T("being set up") };
    if (z_eq(state, "closed")) return (struct mark){ "good", T("closed") };
    return (struct mark){ "wait", T("running") };
}

const char *project_number(struct cx *cx, int64_t n)
{
    return arena_printf(cx->arena, "%lld", (long long)n);
}

void project_tabs(struct cx *cx, struct page *pg, int64_t project, const char *here)
{
    static const struct {
        const char *key, *text;
        enum permission may;
    } tabs[] = {
        { "contract", N_("Contract"), MAY_READ_PROJECT },
        { "partners", N_("Partners"), MAY_READ_PROJECT },
        { "components", N_("Components"), MAY_READ_PROJECT },
        { "periods", N_("Periods"), MAY_READ_PROJECT },
        { "mail", N_("Outgoing mail"), MAY_READ_MAIL },
        { "tray", N_("Incoming mail"), MAY_READ_MAIL },
        { "audit", N_("Audit trail"), MAY_READ_AUDIT },
    };
    for (size_t i = 0; i < sizeof tabs / sizeof *tabs; i++) {
        if (!viewer_can(cx, tabs[i].may, project, 0)) continue;
        page_tab(cx, pg, i18n_text(cx, NULL, tabs[i].text),
                 url_path(cx, "/p/%lld/%s", (long long)project, tabs[i].key),
                 z_eq(tabs[i].key, here));
    }
}

static enum rc list(struct cx *cx, struct request *rq, struct response *rs)
{
    struct project_mine_rows rows;
    bool all = viewer_can(cx, MAY_ADMINISTER, 0, 0);
    enum rc rc = project_mine(cx, viewer_is(cx), all, &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "projects", &project_mine_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct home_line *lines = arena_array(cx->arena, struct home_line, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct project_mine_row *r = &rows.v[i];
        lines[i] = (struct home_line){ .code = r->code,
                                       .title = r->title,
                                       .donor = r->donor,
                                       .contract_no = r->contract_no,
                                       .starts_on = r->starts_on,
                                       .ends_on = r->ends_on,
                                       .mark = project_mark(cx, r->state),
                                       .url = url_path(cx, "/p/%lld", (long long)r->id) };
    }
    struct home_view v = { .v = lines, .n = rows.n };
    if (viewer_can(cx, MAY_CREATE_PROJECT, 0, 0)) v.add = url_path(cx, "/project/new");
    struct page *pg = page_begin(cx, rq, T("Projects"), AREA_NONE);
    page_exports(cx, rq, pg);
    home_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc land(struct cx *cx, struct request *rq, struct response *rs)
{
    struct project_mine_rows rows;
    enum rc rc = project_mine(cx, viewer_is(cx), viewer_can(cx, MAY_ADMINISTER, 0, 0), &rows);
    if (rc) return rc;
    if (rows.n != 1 || !reply_is_page(rq)) return list(cx, rq, rs);
    rs->status = 303;
    reply_header(cx, rs, "Location", url_path(cx, "/p/%lld", (long long)rows.v[0].id).p);
    return RC_OK;
}

struct url agreed_url(struct cx *cx, int64_t project, const char *type, int64_t id)
{
    if (!viewer_can(cx, MAY_READ_CONSULT, project, 0)) return (struct url){ NULL };
    return url_with(cx, url_path(cx, "/p/%lld/agreed", (long long)project), "about",
                    arena_printf(cx->arena, "%s:%lld", type, (long long)id));
}

const struct route project_routes[] = {
    { METHOD_GET, "/", land, .may = ROUTE_SIGNED_IN, .title = N_("Home") },
    { METHOD_GET, "/projects", list, .may = ROUTE_SIGNED_IN, .title = N_("Projects"),
      .rows = &project_mine_meta },
    { 0 },
};

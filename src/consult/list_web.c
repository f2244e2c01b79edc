/* SPDX-License-Identifier: EUPL-1.2 */
/* list_web.c — the consultations of a project: first those that wait for the reader. */
#include "account/viewer.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "consult/consult_html.h"
#include "consult/consult_web.h"
#include "consult/form_web.h"
#include "i18n/i18n.h"

enum { PAGE = 50, MOST = 100000 };

static const struct form_choice states[] = {
    { "draft", N_("draft") },
    { "open", N_("open") },
    { "closed", N_("closed, not decided") },
    { "decided", N_("decided") },
    { "withdrawn", N_("withdrawn") },
    { NULL, NULL },
};

static const char *chosen(const struct form_choice *c, const char *value)
{
    for (; value && c->value; c++)
        if (z_eq(c->value, value)) return c->label;
    return NULL;
}

static const struct form_choice *shown(struct cx *cx, const struct form_choice *c)
{
    size_t n = 0;
    while (c[n].value) n++;
    struct form_choice *out = arena_array(cx->arena, struct form_choice, n + 1);
    for (size_t i = 0; i < n; i++)
        out[i] = (struct form_choice){ c[i].value, i18n_text(cx, NULL, c[i].label) };
    return out;
}

static struct consult_line line_of(struct cx *cx, const struct consult_list_row *r)
{
    enum decision_rule rule;
    bool open = z_eq(r->state, "open");
    const char *title =
        rule_parse(r->rule, &rule) ? i18n_text(cx, NULL, rule_title(rule)) : r->rule;
    const char *sub = arena_printf(cx->arena, "%s · %s", title, *r->body ? r->body : r->chair);
    if (r->secret) sub = arena_printf(cx->arena, "%s · %s", sub, T("secret ballot"));
    if (r->public) sub = arena_printf(cx->arena, "%s · %s", sub, T("public"));
    struct consult_line l = {
        .r = r,
        .sub = sub,
        .until = z_eq(r->state, "draft") || open ? i18n_stamp(cx, r->closes_at)
                                                 : i18n_date(cx, date_of_stamp(r->closes_at)),
        .mark = consult_mark(cx, r->state),
        .url = consult_url(cx, r->id),
    };
    if (r->round_no && !r->secret)
        l.spoken = arena_printf(cx->arena, T("%d of %d"), (int)r->spoke, (int)r->seats);
    if (l.spoken && r->objections)
        l.spoken =
            arena_printf(cx->arena, "%s, %s", l.spoken,
                         arena_printf(cx->arena, T_N(r->objections, "%d objects", "%d object"),
                                      (int)r->objections));
    return l;
}

static void put_chips(struct cx *cx, const struct request *rq, struct consult_list_view *v,
                      const struct object *about)
{
    struct chip *c = arena_array(cx->arena, struct chip, 4);
    const struct url here = { rq->self.p };
    size_t n = 0;
    if (*v->q) c[n++] = (struct chip){ v->q, url_with(cx, here, "q", NULL) };
    const char *state = chosen(v->states, v->state), *rule = chosen(v->rules, v->rule);
    if (state) c[n++] = (struct chip){ state, url_with(cx, here, "state", NULL) };
    if (rule) c[n++] = (struct chip){ rule, url_with(cx, here, "rule", NULL) };
    if (about->type) c[n++] = (struct chip){ about->label, url_with(cx, here, "about", NULL) };
    v->chips = (struct chips){ c, n, v->self };
}

/* An organisation is spoken for by its coordinator: the one of the viewer in this project. */
static enum rc own_organisation(struct cx *cx, int64_t project, int64_t *out)
{
    struct consult_own_organisation_row row;
    bool found = false;
    int64_t partner = viewer_partner(cx, MAY_TAKE_POSITION, project);
    *out = 0;
    if (partner <= 0) return RC_OK;
    enum rc rc = consult_own_organisation(cx, partner, &row, &found);
    if (found) *out = row.organisation;
    return rc;
}

static enum rc read_rows(struct cx *cx, const struct request *rq, const struct object *about,
                         struct consult_list_rows *rows)
{
    int64_t own;
    const char *state = request_query(rq, "state"), *rule = request_query(rq, "rule");
    enum rc rc = own_organisation(cx, rq->project, &own);
    return rc ? rc
              : consult_list(cx,
                             &(struct consult_list_in){
                                 .project = rq->project,
                                 .account = viewer_is(cx),
                                 .organisation = own,
                                 .state = state && *state ? state : NULL,
                                 .rule = rule && *rule ? rule : NULL,
                                 .q = utf8_pattern(cx->arena, request_query(rq, "q")),
                                 .about_type = about->type,
                                 .about = about->id,
                                 .all = viewer_can(cx, MAY_READ_AUDIT, rq->project, 0),
                                 .limit = reply_is_page(rq) ? PAGE + 1 : MOST,
                                 .skip = reply_is_page(rq) ? request_query_id(rq, "from") : 0,
                             },
                             rows);
}

static void put_lines(struct cx *cx, const struct consult_list_rows *rows,
                      struct consult_list_view *v)
{
    const size_t n = rows->n > PAGE ? PAGE : rows->n;
    struct consult_line *lines = arena_array(cx->arena, struct consult_line, n);
    for (size_t i = 0; i < n; i++) {
        lines[i] = line_of(cx, &rows->v[i]);
        v->n_mine += rows->v[i].mine ? 1 : 0;
    }
    v->mine = lines;
    v->v = lines + v->n_mine;
    v->n = n - v->n_mine;
}

static enum rc list(struct cx *cx, struct request *rq, struct response *rs)
{
    struct consult_list_rows rows;
    struct object about = { 0 };
    const char *word = request_query(rq, "about");
    if (word && *word &&
        (!about_parse(cx, word, &about) || object_find(cx, about.type, about.id, &about)))
        return refuse(cx, RC_MISSING, T("What it should be about is not there."));
    enum rc rc = read_rows(cx, rq, &about, &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "consultations", &consult_list_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    const char *q = request_query(rq, "q"), *state = request_query(rq, "state"),
               *rule = request_query(rq, "rule");
    struct consult_list_view v = {
        .self = url_path(cx, "/p/%lld/consultations", (long long)rq->project),
        .q = q ? q : "",
        .state = state ? state : "",
        .rule = rule ? rule : "",
        .about = about.type ? word : "",
        .states = shown(cx, states),
        .rules = shown(cx, consult_rules),
    };
    if (viewer_can(cx, MAY_EDIT_CONSULT, rq->project, 0))
        v.add = url_path(cx, "/p/%lld/consultations/new", (long long)rq->project);
    else
        v.why_not = i18n_text(cx, NULL, role_permission_refusal(MAY_EDIT_CONSULT));
    if (v.add.p && about.type) v.add = url_with(cx, v.add, "about", word);
    put_chips(cx, rq, &v, &about);
    put_lines(cx, &rows, &v);
    const int64_t from = request_query_id(rq, "from");
    const struct url here = { rq->self.p };
    if (from) v.pager.first = url_with(cx, here, "from", NULL);
    if (rows.n > PAGE)
        v.pager.next =
            url_with(cx, here, "from", arena_printf(cx->arena, "%lld", (long long)(from + PAGE)));
    struct page *pg = page_begin(cx, rq, T("Consultations"), AREA_CONSULT);
    talk_tabs(cx, pg, rq->project, "consultations");
    page_exports(cx, rq, pg);
    consult_list_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

const struct route consult_routes[] = {
    { METHOD_GET, "/p/{project}/consultations", list, .may = MAY_READ_CONSULT, .of = OF_PROJECT,
      .title = N_("Consultations"), .rows = &consult_list_meta },
    { METHOD_GET, "/p/{project}/consultations/new", consult_new_page, .may = MAY_EDIT_CONSULT,
      .of = OF_PROJECT, .no_api = true, .title = N_("Ask for positions") },
    { METHOD_POST, "/p/{project}/consultations", consult_new_post, .may = MAY_EDIT_CONSULT,
      .of = OF_PROJECT, .form = &consult_form, .again = consult_new_page, .max = 1 * MB,
      .title = N_("Ask for positions") },
    /* By a role, or for the seat one speaks for: consult_find. */
    { METHOD_GET, "/consultation/{consultation}", consult_show, .may = ROUTE_SIGNED_IN,
      .title = N_("A consultation"), .rows = &consult_get_meta },
    { METHOD_GET, "/consultation/{consultation}/edit", consult_edit_page, .may = MAY_EDIT_CONSULT,
      .of = OF_CONSULTATION, .no_api = true, .title = N_("Change a draft") },
    { METHOD_POST, "/consultation/{consultation}/edit", consult_edit_post, .may = MAY_EDIT_CONSULT,
      .of = OF_CONSULTATION, .form = &consult_form, .again = consult_edit_page, .max = 1 * MB,
      .title = N_("Change a draft") },
    { 0 },
};

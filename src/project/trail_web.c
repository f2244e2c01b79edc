/* SPDX-License-Identifier: EUPL-1.2 */
/* trail_web.c — the audit trail of a project, and of the whole server for its administrators:
 * filtered, newest first, and verified when somebody asks.
 */
#include "account/viewer.h"
#include "i18n/i18n.h"
#include "project/trail_html.h"
#include "project/trail_sql.h"
#include "project/trail_view.h"
#include "store/audit.h"

enum { PAGE = 50, MOST = 100000 };

/* What is asked for. */
struct asked {
    int64_t actor, object;
    const char *type;
    date since, until;
    int64_t below;
};

static struct asked asked_of(const struct request *rq)
{
    const char *type = request_query(rq, "type");
    int64_t below = request_query_id(rq, "below");
    return (struct asked){ .actor = request_query_id(rq, "actor"),
                           .object = request_query_id(rq, "object"),
                           .type = type && *type ? type : NULL,
                           .since = request_query_date(rq, "since"),
                           .until = request_query_date(rq, "until"),
                           .below = below ? below : INT64_MAX };
}

static stamp begin_of(date d) { return date_given(d) ? (stamp)d.day * 86400 : 0; }

/* Of a line marked sensitive the trail tells that it changed; what stood in it only to who reads
 * all sensitive lines, for the entry does not say whose line it was. */
static void hide_sensitive(struct cx *cx, int64_t project, struct trail_page_row *r)
{
    if (!trail_sensitive(cx, r->before) && !trail_sensitive(cx, r->after)) return;
    if (viewer_partner(cx, MAY_READ_SENSITIVE, project) == 0) return;
    r->before = r->before ? "{\"restricted\":true}" : NULL;
    r->after = r->after ? "{\"restricted\":true}" : NULL;
}

static enum rc read_rows(struct cx *cx, const struct request *rq, const struct asked *a,
                         struct trail_page_rows *rows)
{
    const struct trail_page_in in = {
        .project = rq->project,
        .actor = a->actor,
        .object_type = a->type,
        .object_id = a->object,
        .since = begin_of(a->since),
        .until = date_given(a->until) ? begin_of(date_add(a->until, 1)) : 0,
        .below = a->below,
        .count = reply_is_page(rq) ? PAGE + 1 : MOST,
    };
    enum rc rc = trail_page(cx, &in, rows);
    for (size_t i = 0; i < rows->n && !rc; i++)
        if (z_eq(rows->v[i].object_type, "expenditure"))
            hide_sensitive(cx, rq->project, &rows->v[i]);
    return rc;
}

static void put_lines(struct cx *cx, const struct trail_page_rows *rows, struct trail_view *v)
{
    size_t n = rows->n > PAGE ? PAGE : rows->n;
    struct trail_line *lines = arena_array(cx->arena, struct trail_line, n);
    for (size_t i = 0; i < n; i++) {
        const struct trail_page_row *r = &rows->v[i];
        lines[i] = (struct trail_line){
            .seq = r->seq,
            .at = r->at,
            .actor = r->actor,
            .sentence = trail_sentence(cx, r->action, trail_name(cx, r->before, r->after)),
            .hash = r->hash,
            .request = *r->request ? r->request : T("of the command line"),
            .thing = url_with(cx, url_with(cx, v->self, "type", r->object_type), "object",
                              project_number(cx, r->object_id)),
        };
        if (r->actor_id)
            lines[i].by = url_with(cx, v->self, "actor", project_number(cx, r->actor_id));
        lines[i].parts = trail_differences(cx, r->before, r->after, &lines[i].n_parts);
    }
    v->v = lines;
    v->n = n;
}

static const char *label_of(const struct form_choice *c, const char *value)
{
    for (; c->value; c++)
        if (z_eq(c->value, value)) return c->label;
    return value;
}

static void put_filter(struct cx *cx, const struct request *rq, const struct asked *a,
                       struct trail_view *v)
{
    char text[DATE_TEXT];
    struct chip *c = arena_array(cx->arena, struct chip, 5);
    size_t n = 0;
    struct url here = url_with(cx, (struct url){ rq->self.p }, "below", NULL);
    v->actor = a->actor ? project_number(cx, a->actor) : "";
    v->type = a->type ? a->type : "";
    v->since = arena_dup(cx->arena, date_text(a->since, text));
    v->until = arena_dup(cx->arena, date_text(a->until, text));
    if (a->type)
        c[n++] = (struct chip){ label_of(v->types, a->type),
                                url_with(cx, url_with(cx, here, "type", NULL), "object", NULL) };
    if (a->object)
        c[n++] =
            (struct chip){ arena_printf(cx->arena, T("one thing (%lld)"), (long long)a->object),
                           url_with(cx, here, "object", NULL) };
    if (a->actor)
        c[n++] = (struct chip){ label_of(v->people, v->actor), url_with(cx, here, "actor", NULL) };
    if (date_given(a->since))
        c[n++] = (struct chip){ arena_printf(cx->arena, T("from %s"), i18n_date(cx, a->since)),
                                url_with(cx, here, "since", NULL) };
    if (date_given(a->until))
        c[n++] = (struct chip){ arena_printf(cx->arena, T("to %s"), i18n_date(cx, a->until)),
                                url_with(cx, here, "until", NULL) };
    v->chips = (struct chips){ c, n, v->self };
}

static enum rc put_people(struct cx *cx, int64_t project, struct trail_view *v)
{
    struct trail_people_rows rows = { 0 };
    enum rc rc = project ? trail_people(cx, project, &rows) : RC_OK;
    struct form_choice *c = arena_array(cx->arena, struct form_choice, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        c[i] = (struct form_choice){ project_number(cx, rows.v[i].id), rows.v[i].name };
    v->people = c;
    return rc;
}

static enum rc verify(struct cx *cx, struct trail_view *v)
{
    struct audit_verdict verdict;
    enum rc rc = audit_verify(cx, &verdict);
    if (rc) return rc;
    v->whole = !verdict.trouble;
    v->verdict =
        v->whole ? arena_printf(cx->arena,
                                T("All %s entries are in their place and unaltered. The last "
                                  "hash is %s."),
                                i18n_int(cx, verdict.entries), verdict.head)
                 : arena_printf(cx->arena,
                                T("The chain is broken at entry %lld (%s). Somebody changed the "
                                  "database past Kolo; compare with a backup."),
                                (long long)verdict.bad_seq, verdict.trouble);
    return RC_OK;
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs)
{
    struct trail_page_rows rows;
    const struct asked a = asked_of(rq);
    enum rc rc = read_rows(cx, rq, &a, &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "entries", &trail_page_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct trail_view v = { .self = rq->project
                                        ? url_path(cx, "/p/%lld/audit", (long long)rq->project)
                                        : url_path(cx, "/admin/audit"),
                            .types = trail_types(cx) };
    v.verify = url_with(cx, v.self, "verify", "1");
    if ((rc = put_people(cx, rq->project, &v))) return rc;
    put_filter(cx, rq, &a, &v);
    put_lines(cx, &rows, &v);
    struct url here = { rq->self.p };
    if (a.below != INT64_MAX) v.pager.first = url_with(cx, here, "below", NULL);
    if (rows.n > PAGE)
        v.pager.next = url_with(cx, here, "below", project_number(cx, rows.v[PAGE - 1].seq));
    if (request_query(rq, "verify") && (rc = verify(cx, &v))) return rc;
    struct page *pg = page_begin(cx, rq, T("Audit trail"), rq->project ? AREA_PROJECT : AREA_NONE);
    if (rq->project) project_tabs(cx, pg, rq->project, "audit");
    page_exports(cx, rq, pg);
    trail_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

const struct route trail_routes[] = {
    { METHOD_GET, "/p/{project}/audit", show, .may = MAY_READ_AUDIT, .of = OF_PROJECT,
      .title = N_("Audit trail"), .rows = &trail_page_meta },
    { METHOD_GET, "/admin/audit", show, .may = MAY_READ_AUDIT, .of = OF_SERVER,
      .title = N_("Audit trail of the server"), .rows = &trail_page_meta },
    { 0 },
};

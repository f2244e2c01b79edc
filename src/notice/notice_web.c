/* SPDX-License-Identifier: EUPL-1.2 */
/* notice_web.c — the list of what one was told, and what of it has been read. Opening is a POST
 * that leads on: a GET changes nothing, so what a browser fetches ahead is not taken for read.
 */
#include "notice/notice_web.h"

#include "account/viewer.h"
#include "i18n/i18n.h"
#include "notice/excerpt.h"
#include "notice/notice_html.h"
#include "notice/notice_view.h"
#include "notice/reading.h"

enum { PAGE = 50, MOST = 10000 };

const char *notice_kind_title(struct cx *cx, enum notice_kind kind)
{
    return i18n_text(cx, NULL, choices_form.fields[kind].label);
}

bool notice_is_project(const struct notice_list_view *v, const char *value)
{
    int64_t id;
    return str_int64(str_of(value), &id) && id == v->project;
}

/* ---- the list ---------------------------------------------------------------------------------
 */

struct filter {
    const char *kind; /* NULL: each */
    int64_t project;
    bool unread_only;
    int64_t unread, below; /* the place in the order: see notice_page_rows */
};

static struct filter filter_of(const struct request *rq)
{
    enum notice_kind k;
    const char *kind = request_query(rq, "kind"), *state = request_query(rq, "state");
    const char *from = request_query(rq, "from");
    struct filter f = { .kind = notice_kind_parse(kind, &k) ? kind : NULL,
                        .project = request_query_id(rq, "project"),
                        .unread_only = z_eq(state ? state : "", "unread"),
                        .unread = 2 };
    /* "1.250": below number 250 among the unread ones */
    str rest = str_of(from ? from : "");
    str half = str_cut(&rest, '.');
    int64_t unread, below;
    if (str_int64(half, &unread) && str_int64(rest, &below)) {
        f.unread = unread;
        f.below = below;
    }
    return f;
}

static const char *project_code(const struct cx *cx, int64_t project)
{
    for (size_t i = 0; i < cx->viewer->n_projects; i++)
        if (cx->viewer->projects[i].id == project) return cx->viewer->projects[i].code;
    return "?";
}

static void put_filter(struct cx *cx, const struct request *rq, const struct filter *f,
                       struct notice_list_view *v)
{
    struct form_choice *kinds = arena_array(cx->arena, struct form_choice, NOTICE_KINDS + 1);
    struct form_choice *projects =
        arena_array(cx->arena, struct form_choice, cx->viewer->n_projects + 1);
    struct chip *c = arena_array(cx->arena, struct chip, 3);
    const struct url here = url_with(cx, (struct url){ rq->self.p }, "from", NULL);
    size_t n = 0;
    for (int k = 0; k < NOTICE_KINDS; k++)
        kinds[k] = (struct form_choice){ notice_kind_name((enum notice_kind)k),
                                         notice_kind_title(cx, (enum notice_kind)k) };
    for (size_t i = 0; i < cx->viewer->n_projects; i++) {
        const struct viewer_project *p = &cx->viewer->projects[i];
        projects[i] =
            (struct form_choice){ arena_printf(cx->arena, "%lld", (long long)p->id), p->code };
    }
    enum notice_kind k;
    if (notice_kind_parse(f->kind, &k))
        c[n++] = (struct chip){ notice_kind_title(cx, k), url_with(cx, here, "kind", NULL) };
    if (f->project)
        c[n++] = (struct chip){ project_code(cx, f->project), url_with(cx, here, "project", NULL) };
    if (f->unread_only)
        c[n++] = (struct chip){ T("unread only"), url_with(cx, here, "state", NULL) };
    v->kinds = kinds;
    v->projects = cx->viewer->n_projects > 1 ? projects : NULL;
    v->chips = (struct chips){ c, n, v->self };
}

static void put_lines(struct cx *cx, const struct notice_page_rows_rows *rows,
                      struct notice_list_view *v)
{
    v->n = rows->n > PAGE ? PAGE : rows->n;
    struct notice_line *lines = arena_array(cx->arena, struct notice_line, v->n);
    for (size_t i = 0; i < v->n; i++) {
        const struct notice_page_rows_row *r = &rows->v[i];
        enum notice_kind k = NOTICE_REPORT;
        notice_kind_parse(r->kind, &k);
        lines[i] = (struct notice_line){
            .subject = r->subject,
            .excerpt = notice_excerpt(cx, r->body),
            .kind = notice_kind_title(cx, k),
            .project = r->project,
            .at = r->at,
            .unread = !r->read_at,
            .mark = url_path(cx, r->read_at ? "/me/notice/%lld/unread" : "/me/notice/%lld/read",
                             (long long)r->id),
        };
        if (*r->path) lines[i].open = url_path(cx, "/me/notice/%lld/open", (long long)r->id);
    }
    v->v = lines;
}

/* Marking all marks what the filter shows. */
static struct actions actions_of(struct cx *cx, const struct filter *f, int64_t unread)
{
    struct action *a = arena_array(cx->arena, struct action, 2);
    struct url all = url_path(cx, "/me/notices/read");
    if (f->kind) all = url_with(cx, all, "kind", f->kind);
    if (f->project)
        all = url_with(cx, all, "project", arena_printf(cx->arena, "%lld", (long long)f->project));
    a[0] = (struct action){ .label = f->kind || f->project ? T("Mark these as read")
                                                           : T("Mark all as read"),
                            .url = all,
                            .icon = "check",
                            .post = true,
                            .refusal = unread ? NULL : T("You have read all of them.") };
    a[1] = (struct action){ .label = T("Choose what reaches you"),
                            .url = url_path(cx, "/me/notices"),
                            .icon = "bell",
                            .kind = ACTION_QUIET };
    return (struct actions){ a, 2 };
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs, const struct filter *f,
                    const struct notice_page_rows_rows *rows)
{
    struct notice_list_view v = { .self = url_path(cx, "/notices"),
                                  .kind = f->kind ? f->kind : "",
                                  .project = f->project,
                                  .unread_only = f->unread_only,
                                  .unread = cx->viewer->unread };
    const struct url here = { rq->self.p };
    put_filter(cx, rq, f, &v);
    put_lines(cx, rows, &v);
    v.actions = actions_of(cx, f, v.unread);
    if (f->below) v.pager.first = url_with(cx, here, "from", NULL);
    if (rows->n > PAGE) {
        const struct notice_page_rows_row *last = &rows->v[PAGE - 1];
        v.pager.next = url_with(
            cx, here, "from",
            arena_printf(cx->arena, "%d.%lld", last->read_at ? 0 : 1, (long long)last->id));
    }
    struct page *pg = page_begin(cx, rq, T("Notices"), AREA_NONE);
    pg->lead = v.unread
                   ? arena_printf(cx->arena, T_N(v.unread, "%d unread", "%d unread"), (int)v.unread)
                   : T("all read");
    page_exports(cx, rq, pg);
    notice_list_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc list(struct cx *cx, struct request *rq, struct response *rs)
{
    struct notice_page_rows_rows rows;
    const struct filter f = filter_of(rq);
    enum rc rc = notice_page_rows(
        cx,
        &(struct notice_page_rows_in){ .account = viewer_is(cx),
                                       .kind = f.kind,
                                       .project = f.project,
                                       .unread_only = f.unread_only,
                                       .unread = f.unread,
                                       .below = f.below,
                                       .count = reply_is_page(rq) ? PAGE + 1 : MOST },
        &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "notices", &notice_page_rows_meta, rows.v, rows.n);
    return reply_is_page(rq) ? show(cx, rq, rs, &f, &rows) : RC_OK;
}

/* ---- marking ----------------------------------------------------------------------------------
 */

static enum rc open_it(struct cx *cx, struct request *rq, struct response *rs)
{
    struct notice_page_rows_row r;
    enum rc rc = reading_one(cx, rq->id[0], &r);
    if (!rc) rc = reading_mark(cx, rq->id[0], true);
    if (rc) return rc;
    const char *to = *r.path ? r.path : "/notices";
    return reply_see_other(cx, rq, rs, (struct url){ to }, NULL);
}

/* Back to where the list was, filter and all. */
static struct url back(struct cx *cx, const struct request *rq)
{
    const char *kind = request_query(rq, "kind"), *project = request_query(rq, "project");
    struct url to = url_path(cx, "/notices");
    if (kind) to = url_with(cx, to, "kind", kind);
    if (project) to = url_with(cx, to, "project", project);
    return to;
}

static enum rc mark(struct cx *cx, struct request *rq, struct response *rs, bool read)
{
    enum rc rc = reading_mark(cx, rq->id[0], read);
    if (rc) return rc;
    return reply_undoable(cx, rq, rs, back(cx, rq),
                          read ? T("Marked as read.") : T("Marked as unread."),
                          url_path(cx, read ? "/me/notice/%lld/unread" : "/me/notice/%lld/read",
                                   (long long)rq->id[0]));
}

static enum rc mark_read(struct cx *cx, struct request *rq, struct response *rs)
{
    return mark(cx, rq, rs, true);
}

static enum rc mark_unread(struct cx *cx, struct request *rq, struct response *rs)
{
    return mark(cx, rq, rs, false);
}

static enum rc mark_all(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct filter f = filter_of(rq);
    size_t n = 0;
    enum rc rc = reading_mark_all(cx, f.kind, f.project, &n);
    if (rc) return rc;
    return reply_undoable(cx, rq, rs, back(cx, rq),
                          arena_printf(cx->arena,
                                       T_N((int64_t)n, "%d notice is marked as read.",
                                           "%d notices are marked as read."),
                                       (int)n),
                          url_path(cx, "/me/notices/back/%lld", (long long)cx->now));
}

static enum rc mark_back(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = reading_back(cx, rq->id[0]);
    return rc ? rc
              : reply_see_other(cx, rq, rs, url_path(cx, "/notices"), T("They are unread again."));
}

const struct route notice_routes[] = {
    { METHOD_GET, "/notices", list, .may = ROUTE_SIGNED_IN, .title = N_("Notices"),
      .rows = &notice_page_rows_meta },
    { METHOD_POST, "/me/notices/read", mark_all, .may = ROUTE_SIGNED_IN, .max = 4 * KB,
      .title = N_("Mark notices as read") },
    { METHOD_POST, "/me/notices/back/{moment}", mark_back, .may = ROUTE_SIGNED_IN, .max = 4 * KB,
      .title = N_("Take marking as read back") },
    { METHOD_POST, "/me/notice/{notice}/open", open_it, .may = ROUTE_SIGNED_IN, .max = 4 * KB,
      .title = N_("Open what a notice is about, and mark it as read") },
    { METHOD_POST, "/me/notice/{notice}/read", mark_read, .may = ROUTE_SIGNED_IN, .max = 4 * KB,
      .title = N_("Mark a notice as read") },
    { METHOD_POST, "/me/notice/{notice}/unread", mark_unread, .may = ROUTE_SIGNED_IN, .max = 4 * KB,
      .title = N_("Mark a notice as unread") },
    { METHOD_GET, "/me/notices", choices_page, .may = ROUTE_SIGNED_IN,
      .title = N_("What reaches you, and when"), .rows = &choices_meta },
    { METHOD_POST, "/me/notices", choices_post, .may = ROUTE_SIGNED_IN, .form = &choices_form,
      .again = choices_page, .title = N_("Choose what reaches you, and when") },
    { METHOD_GET, "/unsubscribe/{word}", unsubscribe_page, .may = ROUTE_PUBLIC, .no_api = true,
      .title = N_("Fewer mails of a kind") },
    { METHOD_POST, "/unsubscribe/{word}", unsubscribe_post, .may = ROUTE_PUBLIC, .no_api = true,
      .signed_word = true, .max = 4 * KB, .title = N_("End mails of a kind, or take that back") },
    { 0 },
};

/* ---- the bell ---------------------------------------------------------------------------------
 */

void notice_page(struct cx *cx, struct page *pg)
{
    if (!viewer_is(cx)) return;
    pg->notices = cx->viewer->unread;
    pg->notices_at = url_path(cx, "/notices");
    page_watch(cx, pg, "notices", viewer_is(cx));
    pg->notices_topic = pg->watch.v[pg->watch.n - 1];
}

enum rc notice_topic_may(struct cx *cx, int64_t account)
{
    return account == viewer_is(cx) ? RC_OK : RC_MISSING;
}

enum rc notice_topic_version(struct cx *cx, int64_t account, int64_t *version)
{
    struct notice_unread_row r;
    enum rc rc = notice_unread(cx, account, &r);
    *version = rc ? 0 : r.n;
    return rc;
}

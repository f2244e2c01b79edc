/* SPDX-License-Identifier: EUPL-1.2 */
/* comment_web.c — what is posted to a thread, the page of a thread alone, and documents: of
 * whatever they hang on, to whoever may see that.
 */
#include "talk/comment.h"

#include "account/viewer.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "store/db.h"
#include "store/document.h"
#include "store/document_sql.h"
#include "talk/mention.h"
#include "talk/talk_view.h"
#include "talk/thread_html.h"
#include "web/parts.h"

struct say_form {
    const char *type, *body, *passage, *wording, *once;
    int64_t object, parent;
};
static const struct form_field say_fields[] = {
    FIELD_OF(say_form, type, FORM_TEXT, N_("Kind of thing"), .required = true, .max = 40,
             .hidden = true),
    FIELD_OF(say_form, object, FORM_ID, N_("Number"), .required = true, .hidden = true),
    FIELD_OF(say_form, parent, FORM_ID, N_("Comment that it answers"), .hidden = true),
    FIELD_OF(say_form, body, FORM_LONG, N_("Text"), .max = COMMENT_MOST),
    FIELD_OF(say_form, passage, FORM_LONG, N_("The passage"), .max = COMMENT_MOST),
    FIELD_OF(say_form, wording, FORM_LONG, N_("What should stand there instead"),
             .max = COMMENT_MOST),
    FIELD_OF(say_form, once, FORM_TEXT, N_("Number of the form"), .hidden = true, .max = 80),
};
static const struct form say_form = FORM(say_form, say_fields);

struct mute_form {
    int64_t on;
};
static const struct form_field mute_fields[] = {
    FIELD_OF(mute_form, on, FORM_FLAG, N_("Mute"), .act = true),
};
static const struct form mute_form = FORM(mute_form, mute_fields);

struct edit_form {
    int64_t version;
    const char *body;
};
static const struct form_field edit_fields[] = {
    FIELD_OF(edit_form, version, FORM_INT, N_("Version"), .required = true, .hidden = true,
             .min = 1),
    FIELD_OF(edit_form, body, FORM_LONG, N_("Text"), .max = COMMENT_MOST),
};
static const struct form edit_form = FORM(edit_form, edit_fields);

static struct url place_of(struct cx *cx, const struct object *o, int64_t comment)
{
    return (struct url){ arena_printf(cx->arena, "%s#c-%lld", object_thread_path(cx, o),
                                      (long long)comment) };
}

/* ---- a thread alone -------------------------------------------------------------------------- */

static enum area area_of(const char *type)
{
    static const struct {
        const char *type;
        enum area area;
    } of[] = { { "activity", AREA_PLAN },     { "budget_line", AREA_MONEY },
               { "expenditure", AREA_MONEY }, { "report", AREA_REPORTS },
               { "question", AREA_REPORTS },  { "project", AREA_PROJECT },
               { "component", AREA_PROJECT }, { "partner", AREA_PROJECT } };
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        if (z_eq(of[i].type, type)) return of[i].area;
    return AREA_CONSULT;
}

/* A thing of this project that the viewer may know of. */
static enum rc find_in(struct cx *cx, const struct request *rq, const char *type, int64_t id,
                       struct object *o)
{
    enum rc rc = object_find(cx, type, id, o);
    return !rc && o->project != rq->project ? RC_MISSING : rc;
}

static const char *answers(const struct talk_view *v)
{
    for (size_t i = 0; v->form.parent && i < v->n; i++)
        if (v->v[i].id == v->form.parent) return v->v[i].who;
    return NULL;
}

static enum rc alone(struct cx *cx, struct request *rq, struct response *rs, const char *type,
                     int64_t id)
{
    struct object o;
    struct comment_list_rows rows;
    enum rc rc = find_in(cx, rq, type, id, &o);
    if (!rc) rc = comment_list(cx, o.type, o.id, &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "comments", &comment_list_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct talk_alone_view v = { .open = { o.path } };
    rc = talk_thread_for(cx, rq, &o, &v.talk);
    if (!rc) rc = about_from(cx, o.type, o.id, &v.from);
    if (rc) return rc;
    v.talk.heading = NULL;
    if (o.text) v.text = markdown(cx, o.text);
    v.answers = answers(&v.talk);
    struct page *pg = page_begin(cx, rq, o.label, area_of(o.type));
    if (v.talk.form.problem) pg->problem = NULL;
    pg->lead = T("What people say about it");
    if (rq->method == METHOD_GET) page_exports(cx, rq, pg);
    talk_alone_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs)
{
    return alone(cx, rq, rs, rq->word, rq->id[1]);
}

/* ---- something is said ------------------------------------------------------------------------
 */

static struct comment_file *files_of(struct cx *cx, const struct request *rq, size_t *n)
{
    struct comment_file *f = arena_array(cx->arena, struct comment_file, rq->uploads.n + 1);
    *n = 0;
    for (size_t i = 0; i < rq->uploads.n; i++) {
        const struct upload *u = &rq->uploads.v[i];
        if (!z_eq(u->field, "file") || (!*u->name && !u->bytes.n)) continue;
        f[(*n)++] = (struct comment_file){ *u->name ? u->name : T("document"), u->bytes };
    }
    return f;
}

/* Whoever was named and cannot see it was not told: the writer hears that at once. */
static enum rc said(struct cx *cx, const struct object *o, const char *body, const char **notice)
{
    struct mentions m;
    *notice = T("Your comment is there.");
    enum rc rc = body ? mention_find(cx, o, body, &m) : RC_OK;
    for (size_t i = 0; body && !rc && i < m.n_blind; i++)
        *notice = arena_printf(cx->arena, T("%s %s cannot see this and was not told."), *notice,
                               m.blind[i]);
    return rc;
}

static enum rc say(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct say_form *f = rq->form;
    struct object o;
    size_t n;
    const struct comment_file *files = files_of(cx, rq, &n);
    const struct comment_input in = { .type = f->type,
                                      .object = f->object,
                                      .parent = f->parent,
                                      .body = f->body,
                                      .passage = f->passage,
                                      .wording = f->wording,
                                      .via = rq->api ? "api" : "web",
                                      .message_id = f->once,
                                      .file = files,
                                      .n_files = n };
    enum rc rc = find_in(cx, rq, f->type, f->object, &o);
    if (!rc) rc = db_begin(cx);
    if (rc) return rc;
    rc = db_end(cx, comment_add(cx, &in, &rs->created));
    const char *notice;
    if (!rc) rc = said(cx, &o, f->body, &notice);
    return rc ? rc : reply_see_other(cx, rq, rs, place_of(cx, &o, rs->created), notice);
}

static enum rc say_again(struct cx *cx, struct request *rq, struct response *rs)
{
    int64_t id = 0;
    const char *type = request_field(rq, "type"), *object = request_field(rq, "object");
    if (!type || !object || !str_int64(str_of(object), &id)) return RC_MISSING;
    return alone(cx, rq, rs, type, id);
}

static enum rc mute(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct mute_form *f = rq->form;
    struct object o;
    enum rc rc = find_in(cx, rq, rq->word, rq->id[1], &o);
    if (!rc) rc = thread_mute(cx, &o, f->on != 0);
    return rc ? rc
              : reply_see_other(cx, rq, rs, (struct url){ object_thread_path(cx, &o) },
                                f->on ? T("You hear no more of this thread unless somebody names "
                                          "you.")
                                      : T("You hear of this thread again."));
}

/* ---- one comment ------------------------------------------------------------------------------
 */

static enum rc one(struct cx *cx, struct request *rq, struct response *rs)
{
    struct object o;
    struct comment_shown_row c;
    bool found;
    enum rc rc = comment_object(cx, rq->id[0], &o);
    if (!rc) rc = comment_shown(cx, rq->id[0], &c, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    reply_row(cx, rs, "comment", &comment_shown_meta, &c);
    if (!reply_is_page(rq)) return RC_OK;
    return reply_see_other(cx, rq, rs, place_of(cx, &o, c.id), NULL);
}

static enum rc edit_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct object o;
    struct comment_shown_row c;
    bool found;
    enum rc rc = comment_object(cx, rq->id[0], &o);
    if (!rc) rc = comment_shown(cx, rq->id[0], &c, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if (c.account != viewer_is(cx))
        return refuse(cx, RC_DENIED, T("Only %s may do this: it is their comment."), c.author);
    const struct edit_form now = { c.version, c.body };
    const struct talk_edit_view v = { .form = form_view(cx, rq, &edit_form, &now),
                                      .to = url_path(cx, "/comment/%lld/edit", (long long)c.id),
                                      .back = place_of(cx, &o, c.id) };
    struct page *pg = page_begin(cx, rq, T("Change your comment"), area_of(o.type));
    if (v.form->form_problem) pg->problem = NULL;
    page_crumb(cx, pg, o.label, (struct url){ object_thread_path(cx, &o) });
    talk_edit_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc back(struct cx *cx, struct request *rq, struct response *rs, const char *notice)
{
    struct object o;
    enum rc rc = comment_object(cx, rq->id[0], &o);
    return rc ? rc : reply_see_other(cx, rq, rs, place_of(cx, &o, rq->id[0]), notice);
}

static enum rc edit(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct edit_form *f = rq->form;
    enum rc rc = comment_edit(cx, rq->id[0], f->version, f->body);
    return rc ? rc : back(cx, rq, rs, T("The comment is changed."));
}

static enum rc take_back(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = comment_remove(cx, rq->id[0]);
    return rc ? rc : back(cx, rq, rs, T("The comment is taken back; its place stays."));
}

/* ---- documents ------------------------------------------------------------------------------- */

static enum rc attachment(struct cx *cx, struct request *rq, struct response *rs)
{
    struct object o;
    struct attachment_by_id_row a;
    int fd;
    enum rc rc = attachment_object(cx, rq->id[0], &o);
    if (!rc) rc = attachment_by_id(cx, rq->id[0], &a);
    if (rc) return rc;
    if (o.withheld && !z_eq(a.object_type, "comment"))
        return refuse(cx, RC_DENIED, "%s", o.withheld);
    if ((rc = document_spool(cx, a.document_id, &fd))) return rc;
    reply_file(cx, rs, fd, a.size, a.mime, a.name, document_safe_inline(a.mime));
    return RC_OK;
}

const struct route talk_routes[] = {
    { METHOD_GET, "/p/{project}/thread/{word}/{thread}", show, .may = MAY_OPEN_PROJECT,
      .of = OF_PROJECT, .title = N_("What people say about a thing: its kind and number"),
      .rows = &comment_list_meta },
    { METHOD_POST, "/p/{project}/thread/{word}/{thread}/mute", mute, .may = MAY_COMMENT,
      .of = OF_PROJECT, .form = &mute_form, .title = N_("Hear no more of a thread, or again") },
    { METHOD_POST, "/p/{project}/comment", say, .may = MAY_COMMENT, .of = OF_PROJECT,
      .form = &say_form, .again = say_again, .max = COMMENT_BYTES + 2 * MB,
      .title = N_("Say something about a thing; files named file") },
    { METHOD_GET, "/comment/{comment}", one, .may = MAY_OPEN_PROJECT, .of = OF_COMMENT,
      .title = N_("A comment"), .rows = &comment_shown_meta },
    { METHOD_GET, "/comment/{comment}/edit", edit_page, .may = MAY_COMMENT, .of = OF_COMMENT,
      .no_api = true, .title = N_("Change one's own comment") },
    { METHOD_POST, "/comment/{comment}/edit", edit, .may = MAY_COMMENT, .of = OF_COMMENT,
      .form = &edit_form, .again = edit_page, .title = N_("Change one's own comment") },
    { METHOD_POST, "/comment/{comment}/remove", take_back, .may = MAY_COMMENT, .of = OF_COMMENT,
      .title = N_("Take one's own comment back") },
    { METHOD_GET, "/attachment/{attachment}", attachment, .may = MAY_OPEN_PROJECT,
      .of = OF_ATTACHMENT, .title = N_("A document") },
    { 0 },
};

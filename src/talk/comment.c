/* SPDX-License-Identifier: EUPL-1.2 */
/* comment.c — what people say: added, changed while it is young, taken back. Who is told is
 * comment_tell.c's, how it looks thread_web.c's.
 */
#include "talk/comment.h"

#include "account/viewer.h"
#include "base/utf8.h"
#include "base/words.h"
#include "i18n/i18n.h"
#include "store/audit.h"
#include "store/db.h"
#include "store/document.h"
#include "store/document_sql.h"
#include "store/search.h"
#include "talk/comment_tell.h"

#include <string.h>

static bool empty(const char *z) { return !z || !*z; }

/* ---- adding ---------------------------------------------------------------------------------- */

static enum rc check_text(struct cx *cx, const char *field, const char *text)
{
    if (empty(text)) return RC_OK;
    const size_t n = utf8_count(str_of(text));
    if (n <= COMMENT_MOST) return RC_OK;
    return problem(cx, field, T("This has %zu characters; at most %zu fit."), n,
                   (size_t)COMMENT_MOST);
}

static enum rc check_files(struct cx *cx, const struct comment_input *in)
{
    size_t bytes = 0;
    for (size_t i = 0; i < in->n_files; i++) bytes += in->file[i].bytes.n;
    if (in->n_files > COMMENT_FILES)
        return problem(cx, "file", T("At most %d files fit with one comment; these are %zu."),
                       (int)COMMENT_FILES, in->n_files);
    if (bytes > COMMENT_BYTES)
        return problem(cx, "file",
                       T("The files are larger than %d MB together. Send fewer of them with each "
                         "comment."),
                       COMMENT_BYTES / 1000000);
    return RC_OK;
}

/* An answer stands in the thread of what it answers. */
static enum rc check_parent(struct cx *cx, const struct comment_input *in, const struct object *o)
{
    struct comment_get_row p;
    bool found;
    if (!in->parent) return RC_OK;
    enum rc rc = comment_get(cx, in->parent, &p, &found);
    if (rc) return rc;
    if (found && z_eq(p.object_type, o->type) && p.object == o->id) return RC_OK;
    return problem(cx, "parent", T("What this answers is not in this thread."));
}

static enum rc check(struct cx *cx, const struct comment_input *in, const struct object *o)
{
    enum rc rc = check_text(cx, "body", in->body), bad;
    if ((bad = check_text(cx, "passage", in->passage))) rc = bad;
    if ((bad = check_text(cx, "wording", in->wording))) rc = bad;
    if ((bad = check_files(cx, in))) rc = bad;
    if (empty(in->body) && empty(in->wording) && !in->n_files)
        rc = problem(cx, "body", T("Write something first."));
    if (!empty(in->wording) && empty(in->passage))
        rc = problem(cx, "passage", T("Say which words the suggested wording is to replace."));
    return rc ? rc : check_parent(cx, in, o);
}

/* A passage is one of the text as it stands, and is kept as it stands there: what is suggested in
 * its place can then be written in. */
static enum rc find_passage(struct cx *cx, const struct comment_input *in, const struct object *o,
                            const char **passage)
{
    const struct object_kind *k = object_kind_of(o->type);
    const char *text = NULL;
    *passage = in->passage ? in->passage : "";
    if (!**passage || !k || !k->quoted) return RC_OK;
    enum rc rc = k->quoted(cx, o->id, &text);
    if (rc || !text) return rc;
    const str at = words_find(cx->arena, text, *passage);
    if (!at.p)
        return problem(cx, "passage",
                       T("These words do not stand in the text as it is now. Copy them from it, or "
                         "leave this empty."));
    *passage = arena_str(cx->arena, at);
    return RC_OK;
}

/* Who writes, as they are called now. */
static enum rc author_of(struct cx *cx, const struct comment_input *in, const struct object *o,
                         struct comment_insert_in *to)
{
    struct comment_author_row who;
    bool found = false;
    to->author = in->name;
    to->organisation = in->organisation ? in->organisation : "";
    if (in->name) return RC_OK;
    to->account = viewer_is(cx);
    to->author = cx->viewer ? cx->viewer->name : "Kolo";
    enum rc rc = to->account ? comment_author(cx, to->account, o->project, &who, &found) : RC_OK;
    if (rc || !found) return rc;
    to->author = who.name;
    to->organisation = who.organisation;
    return RC_OK;
}

static enum rc attach(struct cx *cx, int64_t comment, int64_t project, const struct comment_file *f)
{
    int64_t document, attachment;
    struct attachment_by_id_row made;
    enum rc rc = document_put(cx, f->bytes, f->name, &document);
    if (!rc) rc = document_attach(cx, document, "comment", comment, f->name, &attachment);
    /* The same file twice in one message is one file. */
    if (rc == RC_CONFLICT) return RC_OK;
    if (!rc) rc = attachment_by_id(cx, attachment, &made);
    return rc ? rc
              : audit_change(cx, "comment.attach", "comment", comment, project,
                             &attachment_by_id_meta, NULL, &made);
}

/* In the words of the one who may write here; a name from outside was let in by the caller. */
static enum rc may_write(struct cx *cx, const struct comment_input *in, struct object *o)
{
    if (in->name) return object_there(cx, in->type, in->object, o);
    enum rc rc = object_find(cx, in->type, in->object, o);
    return rc ? rc : viewer_may(cx, MAY_COMMENT, o->project, o->partner);
}

static enum rc read_back(struct cx *cx, int64_t id, struct comment_get_row *out)
{
    bool found;
    enum rc rc = comment_get(cx, id, out, &found);
    return rc || found ? rc : RC_MISSING;
}

/* The same message again. */
static enum rc first_of(struct cx *cx, const struct comment_insert_in *row, int64_t *id)
{
    struct comment_same_row same;
    bool found;
    enum rc rc = comment_same(cx, row->object_type, row->object, row->account, row->message_id,
                              &same, &found);
    if (!rc) *id = found ? same.id : 0;
    return rc || found ? rc : RC_MISSING;
}

static enum rc to_search(struct cx *cx, const struct object *o, const struct comment_get_row *c)
{
    if (o->draft) return RC_OK;
    return search_put(
        cx, &(struct search_text){ .type = "comment",
                                   .id = c->id,
                                   .project = o->project,
                                   .partner = object_closed(o),
                                   .title = o->label,
                                   .text = arena_printf(cx->arena, "%s: %s\n%s\n%s", c->author,
                                                        c->body, c->passage, c->wording),
                                   .at = c->said_at });
}

/* What somebody without an account said and who they are stands in the comment alone, so that it
 * can be taken back whole: the trail cannot forget. */
static enum rc audited_new(struct cx *cx, const struct comment_get_row *made)
{
    struct comment_get_row told = *made;
    if (z_eq(made->via, "public"))
        told.author = told.organisation = told.body = told.passage = told.wording = "";
    return audit_change(cx, "comment.add", "comment", made->id, made->project, &comment_get_meta,
                        NULL, &told);
}

static enum rc finish(struct cx *cx, const struct comment_input *in, const struct object *o,
                      int64_t id)
{
    struct comment_get_row made;
    struct mentions named;
    enum rc rc = read_back(cx, id, &made);
    if (!rc) rc = audited_new(cx, &made);
    for (size_t i = 0; i < in->n_files && !rc; i++) rc = attach(cx, id, o->project, &in->file[i]);
    if (!rc) rc = to_search(cx, o, &made);
    if (!rc) rc = mention_find(cx, o, made.body, &named);
    return rc ? rc : comment_tell(cx, o, &made, &named);
}

enum rc comment_add(struct cx *cx, const struct comment_input *in, int64_t *id)
{
    struct object o;
    *id = 0;
    enum rc rc = may_write(cx, in, &o);
    if (!rc) rc = check(cx, in, &o);
    if (rc) return rc;
    struct comment_insert_in row = { .project = o.project,
                                     .partner = o.partner,
                                     .object_type = o.type,
                                     .object = o.id,
                                     .parent = in->parent,
                                     .body = in->body ? in->body : "",
                                     .wording = in->wording ? in->wording : "",
                                     .via = in->via,
                                     .message_id = empty(in->message_id) ? NULL : in->message_id,
                                     .at = cx->now };
    if ((rc = find_passage(cx, in, &o, &row.passage))) return rc;
    if ((rc = author_of(cx, in, &o, &row))) return rc;
    /* Looked for first: a write that writes nothing has nothing to audit, and would not commit. */
    rc = row.message_id ? first_of(cx, &row, id) : RC_MISSING;
    if (rc != RC_MISSING) return rc;
    rc = comment_insert(cx, &row, id);
    if (rc == RC_CONFLICT) return first_of(cx, &row, id);
    return rc ? rc : finish(cx, in, &o, *id);
}

/* ---- one's own --------------------------------------------------------------------------------
 */

/* Of somebody else's it is said whose it is to change: everybody who sees it knows that. */
static enum rc own(struct cx *cx, int64_t id, struct object *o, struct comment_get_row *c)
{
    enum rc rc = read_back(cx, id, c);
    if (!rc) rc = object_find(cx, c->object_type, c->object, o);
    if (!rc) rc = viewer_may(cx, MAY_COMMENT, o->project, o->partner);
    if (rc) return rc;
    if (!c->account || c->account != viewer_is(cx))
        return refuse(cx, RC_DENIED, T("Only %s may do this: it is their comment."), c->author);
    if (c->removed_at) return refuse(cx, RC_CONFLICT, T("This comment has been removed."));
    return RC_OK;
}

static enum rc edit_in(struct cx *cx, int64_t id, int64_t version, const char *body)
{
    struct object o;
    struct comment_get_row before, after;
    struct mentions named;
    enum rc rc = own(cx, id, &o, &before);
    if (rc) return rc;
    if (cx->now - before.said_at > COMMENT_EDIT_SECONDS)
        return refuse(cx, RC_CONFLICT,
                      T("A comment can be changed for %d minutes, and this one is older: others "
                        "have read it. Write another one."),
                      COMMENT_EDIT_SECONDS / 60);
    if (empty(body) && empty(before.wording)) rc = problem(cx, "body", T("Write something first."));
    if (!rc) rc = check_text(cx, "body", body);
    if (rc) return rc;
    rc = comment_set_body(cx, id, version, body ? body : "", cx->now);
    if (rc == RC_STALE)
        return refuse(cx, rc,
                      T("The comment was changed meanwhile. Your text is still here; compare and "
                        "save again."));
    if (!rc) rc = read_back(cx, id, &after);
    if (!rc)
        rc = audit_change(cx, "comment.change", "comment", id, o.project, &comment_get_meta,
                          &before, &after);
    if (!rc) rc = to_search(cx, &o, &after);
    if (!rc) rc = mention_find(cx, &o, after.body, &named);
    return rc ? rc : comment_tell_named(cx, &o, &after, &named);
}

enum rc comment_edit(struct cx *cx, int64_t id, int64_t version, const char *body)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, edit_in(cx, id, version, body));
}

static enum rc remove_in(struct cx *cx, int64_t id)
{
    struct object o;
    struct comment_get_row before, after;
    enum rc rc = own(cx, id, &o, &before);
    if (!rc) rc = comment_set_removed(cx, id, cx->now);
    if (!rc) rc = search_drop(cx, "comment", id);
    if (!rc) rc = read_back(cx, id, &after);
    return rc ? rc
              : audit_change(cx, "comment.remove", "comment", id, o.project, &comment_get_meta,
                             &before, &after);
}

enum rc comment_remove(struct cx *cx, int64_t id)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, remove_in(cx, id));
}

enum rc comment_forget(struct cx *cx, int64_t id)
{
    enum rc rc = comment_blank(cx, id, cx->now);
    if (!rc) rc = search_drop(cx, "comment", id);
    return rc ? rc : comment_untell(cx, id);
}

enum rc comment_show_all(struct cx *cx, const char *type, int64_t id)
{
    struct object o;
    struct comment_list_rows rows;
    enum rc rc = object_there(cx, type, id, &o);
    if (!rc) rc = comment_list(cx, type, id, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++)
        if (!rows.v[i].removed_at) rc = to_search(cx, &o, &rows.v[i]);
    return rc;
}

/* ---- a thread -------------------------------------------------------------------------------- */

static enum rc mute_in(struct cx *cx, const struct object *o, bool on)
{
    struct thread_mute_drop_rows gone;
    int64_t id = 0;
    const int64_t who = viewer_is(cx);
    enum rc rc = on ? thread_mute_add(cx, who, o->type, o->id, &id)
                    : thread_mute_drop(cx, who, o->type, o->id, &gone);
    if (on && rc == RC_CONFLICT) return RC_OK;
    if (rc || (!on && !gone.n)) return rc;
    return audit_add(cx, &(struct audit_entry){ .action = on ? "thread.mute" : "thread.unmute",
                                                .object_type = o->type,
                                                .object_id = o->id,
                                                .project_id = o->project });
}

enum rc thread_mute(struct cx *cx, const struct object *o, bool on)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, mute_in(cx, o, on));
}

/* ---- whose it is ------------------------------------------------------------------------------
 */

enum rc comment_object(struct cx *cx, int64_t id, struct object *out)
{
    struct comment_get_row c;
    enum rc rc = read_back(cx, id, &c);
    return rc ? rc : object_find(cx, c.object_type, c.object, out);
}

enum rc comment_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out)
{
    struct comment_get_row c;
    enum rc rc = read_back(cx, id[0], &c);
    if (!rc) *out = (struct scope_owner){ c.project, c.partner };
    return rc;
}

/* A file given for import is the report's until its lines are. */
static const char *kind_of(const char *type)
{
    return z_eq(type, "expenditure_import") || z_eq(type, "expenditure_source") ? "report" : type;
}

static enum rc attached_to(struct cx *cx, int64_t id, bool asks, struct object *out)
{
    struct attachment_by_id_row a;
    struct comment_get_row c;
    enum rc rc = attachment_by_id(cx, id, &a);
    if (!rc && z_eq(a.object_type, "comment")) {
        if ((rc = read_back(cx, a.object_id, &c))) return rc;
        if (c.removed_at) return RC_MISSING;
        a.object_type = c.object_type;
        a.object_id = c.object;
    }
    if (rc) return rc;
    const char *kind = asks ? a.object_type : kind_of(a.object_type);
    return asks ? object_find(cx, kind, a.object_id, out)
                : object_there(cx, kind, a.object_id, out);
}

enum rc attachment_object(struct cx *cx, int64_t id, struct object *out)
{
    return attached_to(cx, id, true, out);
}

enum rc attachment_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out)
{
    struct object o;
    enum rc rc = attached_to(cx, id[0], false, &o);
    if (!rc) *out = (struct scope_owner){ o.project, o.partner };
    return rc;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* thread_web.c — a thread as a page shows it: branches one level deep, names as links, suggested
 * wordings as differences, and the form. What is posted goes to comment_web.c.
 */
#include "account/viewer.h"
#include "base/rand.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "store/document_sql.h"
#include "talk/comment.h"
#include "talk/mention.h"
#include "talk/talk_view.h"

#include <stdlib.h>

struct url talk_url(struct cx *cx, const struct object *o)
{
    return (struct url){ object_thread_path(cx, o) };
}

const char *talk_kind(struct cx *cx, const struct object *o)
{
    const struct object_kind *k = object_kind_of(o->type);
    return k ? i18n_text(cx, NULL, k->word) : "";
}

/* ---- what is read ---------------------------------------------------------------------------- */

struct reading {
    struct object o;
    struct comment_thread_rows rows;
    struct mention_book book;
    struct attachment_of_list_rows files;
};

static const char *ids_of(struct cx *cx, const struct comment_thread_rows *rows)
{
    const char *all = "";
    for (size_t i = 0; i < rows->n; i++)
        if (rows->v[i].files && !rows->v[i].removed_at)
            all =
                arena_printf(cx->arena, "%s%s%lld", all, *all ? "," : "", (long long)rows->v[i].id);
    return all;
}

static enum rc read_all(struct cx *cx, const char *type, int64_t id, struct reading *r)
{
    enum rc rc = object_find(cx, type, id, &r->o);
    if (!rc) rc = comment_thread(cx, r->o.type, r->o.id, viewer_is(cx), &r->rows);
    if (!rc) rc = mention_read(cx, r->o.project, &r->book);
    if (rc) return rc;
    const char *ids = ids_of(cx, &r->rows);
    if (!*ids) return RC_OK;
    return attachment_of_list(cx, "comment", arena_printf(cx->arena, "[%s]", ids), &r->files);
}

/* ---- order ----------------------------------------------------------------------------------- */

/* Where a comment stands: what answers an answer stands in the branch of the first. */
struct place {
    int64_t root, id;
    size_t at;
};

static int by_branch(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->root != y->root) return x->root < y->root ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* Rows come by id, and an answer is younger than what it answers. */
static int64_t root_of(const struct place *p, size_t n, int64_t parent)
{
    size_t low = 0, high = n;
    while (low < high) {
        const size_t mid = (low + high) / 2;
        if (p[mid].id < parent)
            low = mid + 1;
        else
            high = mid;
    }
    return low < n && p[low].id == parent ? p[low].root : 0;
}

static struct place *places(struct cx *cx, const struct comment_thread_rows *rows)
{
    struct place *p = arena_array(cx->arena, struct place, rows->n + 1);
    for (size_t i = 0; i < rows->n; i++) {
        const struct comment_thread_row *r = &rows->v[i];
        const int64_t root = r->parent ? root_of(p, i, r->parent) : 0;
        p[i] = (struct place){ root ? root : r->id, r->id, i };
    }
    qsort(p, rows->n, sizeof *p, by_branch);
    return p;
}

/* ---- one remark ------------------------------------------------------------------------------ */

static struct url partners_url(struct cx *cx, const struct reading *r, int found)
{
    const struct comment_people_row *p = &r->book.v[found];
    return url_path(cx, "/p/%lld/partners#partner-%lld", (long long)r->o.project,
                    (long long)p->partner);
}

static bool find_name(struct cx *cx, const void *p, str text, struct markdown_link *out)
{
    const struct reading *r = p;
    const int found = mention_next(cx, &r->book, text, &out->at, &out->n);
    if (found < 0) return false;
    out->url = partners_url(cx, r, found);
    return true;
}

static void put_files(struct cx *cx, const struct reading *r, struct talk_remark *to)
{
    VEC(struct talk_file) files = { 0 };
    for (size_t i = 0; i < r->files.n; i++) {
        const struct attachment_by_id_row *a = &r->files.v[i];
        if (a->object_id != to->id) continue;
        *vec_push(cx->arena, &files) =
            (struct talk_file){ a->name, i18n_bytes(cx, a->size),
                                url_path(cx, "/attachment/%lld", (long long)a->id) };
    }
    to->files = files.v;
    to->n_files = files.n;
}

static void put_own(struct cx *cx, const struct reading *r, const struct comment_thread_row *c,
                    struct talk_remark *to)
{
    if (!c->account || c->account != viewer_is(cx) || c->removed_at) return;
    if (!viewer_can(cx, MAY_COMMENT, r->o.project, r->o.partner)) return;
    to->remove = url_path(cx, "/comment/%lld/remove", (long long)c->id);
    if (cx->now - c->said_at <= COMMENT_EDIT_SECONDS)
        to->edit = url_path(cx, "/comment/%lld/edit", (long long)c->id);
}

static struct talk_remark remark_of(struct cx *cx, const struct reading *r,
                                    const struct comment_thread_row *c, int64_t root)
{
    struct talk_remark m = { .id = c->id,
                             .root = root,
                             .who = c->author,
                             .from = c->organisation,
                             .at = c->said_at,
                             .passage = c->passage,
                             .reply = root != c->id,
                             .removed = c->removed_at != 0,
                             .changed = c->changed_at != 0,
                             .by_mail = z_eq(c->via, "mail"),
                             .from_outside = z_eq(c->via, "public"),
                             .suggests = *c->wording != '\0',
                             .link = url_path(cx, "/comment/%lld", (long long)c->id) };
    if (m.removed) return m;
    m.text = markdown_linked(cx, c->body, find_name, r);
    if (m.suggests) m.runs = words_compare(cx->arena, c->passage, c->wording, &m.n_runs);
    put_files(cx, r, &m);
    put_own(cx, r, c, &m);
    return m;
}

/* ---- the form -------------------------------------------------------------------------------- */

static const char *nonce(struct cx *cx)
{
    char token[44];
    rand_token(token);
    return arena_printf(cx->arena, "form-%s", token);
}

struct talk_form talk_answer_form(struct cx *cx, const struct talk_view *v,
                                  const struct talk_remark *r)
{
    (void)v;
    return (struct talk_form){ .parent = r->root,
                               .id = arena_printf(cx->arena, "%lld", (long long)r->root),
                               .body = "",
                               .passage = "",
                               .wording = "",
                               .once = nonce(cx) };
}

static const char *typed(const struct request *rq, const char *name)
{
    const char *z = rq->method == METHOD_POST ? request_field(rq, name) : NULL;
    return z ? z : "";
}

/* Posted to a page of its own and refused: what was typed stands here again. */
static bool was_posted_to(const struct request *rq, const struct object *o)
{
    return rq->method == METHOD_POST && z_eq(request_field(rq, "type"), o->type) &&
           request_field(rq, "once");
}

static struct talk_form form_of(struct cx *cx, const struct request *rq, const struct object *o)
{
    const bool again = was_posted_to(rq, o);
    const char *passage = request_query(rq, "passage");
    struct talk_form f = { .id = "0", .body = "", .wording = "" };
    f.passage = passage ? passage : "";
    f.once = nonce(cx);
    if (again) {
        const char *parent = request_field(rq, "parent");
        if (parent) (void)str_int64(str_of(parent), &f.parent);
        f.body = typed(rq, "body");
        f.passage = typed(rq, "passage");
        f.wording = typed(rq, "wording");
        f.once = typed(rq, "once");
        f.problem = problem_of(cx, "");
        f.body_problem = problem_of(cx, "body");
        f.passage_problem = problem_of(cx, "passage");
        f.wording_problem = problem_of(cx, "wording");
        f.file_problem = problem_of(cx, "file");
    }
    f.about_passage = *f.passage || *f.wording;
    return f;
}

static const struct form_choice *people_of(struct cx *cx, const struct mention_book *b)
{
    struct form_choice *c = arena_array(cx->arena, struct form_choice, b->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < b->n; i++) {
        const struct comment_people_row *p = &b->v[i];
        if (p->account == viewer_is(cx) && p->account) continue;
        c[n++] = p->account ? (struct form_choice){ p->name, p->organisation }
                            : (struct form_choice){ p->organisation, T("all of them") };
    }
    return c;
}

static bool has_muted(const struct reading *r) { return r->rows.n && r->rows.v[0].muted; }

enum rc talk_thread_of(struct cx *cx, const struct request *rq, const char *type, int64_t id,
                       struct talk_view *out)
{
    struct reading *r = arena_array(cx->arena, struct reading, 1);
    enum rc rc = read_all(cx, type, id, r);
    *out = (struct talk_view){ .object = r->o, .heading = T("Thread") };
    if (rc) return rc;
    const struct place *p = places(cx, &r->rows);
    out->v = arena_array(cx->arena, struct talk_remark, r->rows.n);
    for (; out->n < r->rows.n; out->n++) {
        const struct place *at = &p[out->n];
        out->v[out->n] = remark_of(cx, r, &r->rows.v[at->at], at->root);
        out->v[out->n].ends = out->n + 1 == r->rows.n || at[1].root != at->root;
    }
    const long long project = (long long)r->o.project;
    out->may_write = viewer_can(cx, MAY_COMMENT, r->o.project, r->o.partner);
    if (!out->may_write) out->why_not = i18n_text(cx, NULL, role_permission_refusal(MAY_COMMENT));
    out->may_mute = out->may_write && r->rows.n;
    out->muted = has_muted(r);
    out->post = url_path(cx, "/p/%lld/comment", project);
    out->mute = url_path(cx, "/p/%lld/thread/%s/%lld/mute", project, r->o.type, (long long)r->o.id);
    out->form = form_of(cx, rq, &r->o);
    out->people = people_of(cx, &r->book);
    return RC_OK;
}

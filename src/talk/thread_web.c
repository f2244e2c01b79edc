/* SPDX-License-Identifier: EUPL-1.2 */
/* thread_web.c — a thread as a page shows it: branches one level deep, names as links, suggested
 * wordings as differences, and the form. What is posted goes to comment_web.c.
 */
#include "account/viewer.h"
#include "base/rand.h"
#include "base/vec.h"
#include "i18n/i18n.h"
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

enum { COMMENT, PERSON, A_FILE };

struct reading {
    struct object o;
    const struct comment_thread_row *v; /* the comments */
    size_t n;
    const struct comment_thread_row *file;
    size_t n_files;
    struct mention_book book;
};

static size_t of_kind(const struct comment_thread_rows *rows, int64_t kind)
{
    size_t n = 0;
    for (size_t i = 0; i < rows->n; i++) n += rows->v[i].kind == kind;
    return n;
}

/* Rows come by kind. */
static enum rc read_all(struct cx *cx, struct reading *r)
{
    struct comment_thread_rows rows;
    enum rc rc = comment_thread(cx, r->o.type, r->o.id, viewer_is(cx), r->o.project, &rows);
    if (rc) return rc;
    const size_t people = of_kind(&rows, PERSON);
    r->v = rows.v;
    r->n = of_kind(&rows, COMMENT);
    r->file = rows.v + r->n + people;
    r->n_files = of_kind(&rows, A_FILE);
    struct comment_people_row *p = arena_array(cx->arena, struct comment_people_row, people + 1);
    for (size_t i = 0; i < people; i++) {
        const struct comment_thread_row *row = &rows.v[r->n + i];
        p[i] = (struct comment_people_row){ row->account, row->parent, row->author,
                                            row->organisation };
    }
    mention_book_of(cx, p, people, &r->book);
    return RC_OK;
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

static struct place *places(struct cx *cx, const struct reading *r)
{
    struct place *p = arena_array(cx->arena, struct place, r->n + 1);
    for (size_t i = 0; i < r->n; i++) {
        const struct comment_thread_row *c = &r->v[i];
        const int64_t root = c->parent ? root_of(p, i, c->parent) : 0;
        p[i] = (struct place){ root ? root : c->id, c->id, i };
    }
    qsort(p, r->n, sizeof *p, by_branch);
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
    for (size_t i = 0; i < r->n_files; i++) {
        const struct comment_thread_row *a = &r->file[i];
        if (a->parent != to->id) continue;
        *vec_push(cx->arena, &files) =
            (struct talk_file){ a->author, i18n_bytes(cx, a->version),
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
    if (c->mail && viewer_can(cx, MAY_READ_MAIL, r->o.project, 0))
        m.mail = url_path(cx, "/p/%lld/tray/%lld", (long long)r->o.project, (long long)c->mail);
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

static void put_remarks(struct cx *cx, const struct reading *r, struct talk_view *out)
{
    const struct place *p = places(cx, r);
    out->v = arena_array(cx->arena, struct talk_remark, r->n);
    for (; out->n < r->n; out->n++) {
        const struct place *at = &p[out->n];
        out->v[out->n] = remark_of(cx, r, &r->v[at->at], at->root);
        out->v[out->n].ends = out->n + 1 == r->n || at[1].root != at->root;
    }
}

enum rc talk_thread_for(struct cx *cx, const struct request *rq, const struct object *o,
                        struct talk_view *out)
{
    struct reading *r = arena_array(cx->arena, struct reading, 1);
    r->o = *o;
    *out = (struct talk_view){ .object = *o, .heading = T("Thread") };
    enum rc rc = read_all(cx, r);
    if (rc) return rc;
    put_remarks(cx, r, out);
    const long long project = (long long)o->project;
    out->wordings = z_eq(o->type, "consultation") || z_eq(o->type, "agenda_item");
    out->may_write = viewer_can(cx, MAY_COMMENT, o->project, o->partner);
    if (!out->may_write) out->why_not = i18n_text(cx, NULL, role_permission_refusal(MAY_COMMENT));
    out->may_mute = out->may_write && r->n;
    out->muted = r->n && r->v[0].muted;
    out->post = url_path(cx, "/p/%lld/comment", project);
    out->mute = url_path(cx, "/p/%lld/thread/%s/%lld/mute", project, o->type, (long long)o->id);
    out->form = form_of(cx, rq, o);
    out->people = people_of(cx, &r->book);
    return RC_OK;
}

enum rc talk_thread_of(struct cx *cx, const struct request *rq, const char *type, int64_t id,
                       struct talk_view *out)
{
    struct object o;
    *out = (struct talk_view){ .heading = "" };
    enum rc rc = object_find(cx, type, id, &o);
    return rc ? rc : talk_thread_for(cx, rq, &o, out);
}

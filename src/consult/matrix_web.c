/* SPDX-License-Identifier: EUPL-1.2 */
/* matrix_web.c — the response matrix: every comment, what it is about, and what became of it. */
#include "consult/matrix_web.h"

#include "account/viewer.h"
#include "base/vec.h"
#include "consult/consult_web.h"
#include "consult/matrix_html.h"
#include "export/markdown_read.h"
#include "export/paper.h"
#include "i18n/i18n.h"

#include <string.h>

struct respond_form {
    const char *state, *reply;
    int64_t version;
};
static const struct form_field respond_fields[] = {
    FIELD_OF(respond_form, state, FORM_CHOICE, N_("Answer"), .required = true,
             .choices = consult_answers),
    FIELD_OF(respond_form, reply, FORM_LONG, N_("Reply"), .max = 20000),
    FIELD_OF(respond_form, version, FORM_INT, N_("Version"), .hidden = true),
};
static const struct form respond_form = FORM(respond_form, respond_fields);

/* ---- the page -------------------------------------------------------------------------------- */

static bool fits(const struct response_matrix_row *r, const char *state)
{
    if (!state || !*state) return true;
    return z_eq(r->outcome, state) && (!z_eq(state, "open") || r->needs || r->answers);
}

static struct response_matrix_rows filtered(struct cx *cx, const struct response_matrix_rows *all,
                                            const char *state)
{
    struct response_matrix_rows out = { arena_array(cx->arena, struct response_matrix_row, all->n),
                                        0 };
    for (size_t i = 0; i < all->n; i++)
        if (fits(&all->v[i], state)) out.v[out.n++] = all->v[i];
    return out;
}

static struct figures figures_of(struct cx *cx, const struct response_matrix_rows *m)
{
    struct figure *f = arena_array(cx->arena, struct figure, 1 + MATRIX_ANSWERS);
    size_t n = 0;
    int64_t of[MATRIX_COUNTS];
    matrix_counts(m, of);
    f[n++] = (struct figure){ .name = T("comments"), .value = i18n_int(cx, (int64_t)m->n) };
    for (int k = 0; k < MATRIX_ANSWERS; k++)
        f[n++] = (struct figure){ .name = i18n_text(cx, NULL, consult_answers[k].label),
                                  .value = i18n_int(cx, of[k]) };
    return (struct figures){ f, n };
}

/* The answers before the last one. */
static void put_past(const struct response_history_rows *h, struct consult_answer_shown *s)
{
    for (size_t i = 0; i < h->n; i++) {
        if (h->v[i].comment != s->r->comment || h->v[i].no >= s->r->answers) continue;
        if (!s->n_past) s->past = &h->v[i];
        s->n_past++;
    }
}

static struct consult_answer_shown answer_of(struct cx *cx, const struct consult_get_row *c,
                                             const struct response_matrix_row *r,
                                             const struct response_history_rows *h,
                                             const char *text, bool can)
{
    struct consult_answer_shown s = { .r = r,
                                      .mark = consult_answer_mark(cx, r),
                                      .body = markdown(cx, r->body),
                                      .reply = markdown(cx, r->reply),
                                      .typed_outcome = r->outcome,
                                      .typed_reply = r->reply };
    if (*r->wording) s.runs = words_compare(cx->arena, r->passage, r->wording, &s.n_runs);
    put_past(h, &s);
    if (!can) return s;
    s.respond = url_path(cx, "/comment/%lld/respond", (long long)r->comment);
    bool taken = z_eq(r->outcome, "accepted") || z_eq(r->outcome, "partly");
    if (taken && text && response_apply(cx, text, r->passage, r->wording))
        s.apply = url_with(cx, consult_to(cx, c->id, "text"), "apply",
                           arena_printf(cx->arena, "%lld", (long long)r->comment));
    return s;
}

static enum rc put_page(struct cx *cx, struct request *rq, const struct consult_get_row *c,
                        const struct response_matrix_rows *m, int64_t refused,
                        struct consult_matrix_view *v)
{
    struct response_history_rows h;
    struct consult_text_at_row text;
    bool found;
    enum rc rc = response_history(cx, c->id, &h);
    if (!rc) rc = consult_text_at(cx, c->id, 0, &text, &found);
    if (rc) return rc;
    bool can = consult_drafts(cx, c) && (z_eq(c->state, "open") || z_eq(c->state, "closed"));
    struct consult_answer_shown *s = arena_array(cx->arena, struct consult_answer_shown, m->n);
    for (size_t i = 0; i < m->n; i++) {
        s[i] = answer_of(cx, c, &m->v[i], &h, found ? text.body : NULL, can);
        if (m->v[i].comment != refused) continue;
        s[i].typed_outcome = request_field(rq, "state");
        s[i].typed_reply = request_field(rq, "reply");
        s[i].reply_problem = problem_of(cx, "reply");
        s[i].problem = problem_of(cx, "state") ? problem_of(cx, "state") : problem_of(cx, "");
    }
    v->v = s;
    v->n = m->n;
    return RC_OK;
}

/* A workbook to read, where a list would give its bare rows. */
static enum rc send_book(struct cx *cx, struct response *rs, const struct consult_get_row *c,
                         const struct response_matrix_rows *all,
                         const struct response_matrix_rows *shown, const char *state)
{
    int fd;
    int64_t size;
    enum rc rc = matrix_book(cx, c, all, shown, state, &fd, &size);
    if (!rc)
        reply_file(cx, rs, fd, size,
                   "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                   "responses.xlsx", false);
    return rc;
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs, int64_t consultation,
                    int64_t refused)
{
    struct consult_get_row c;
    struct response_matrix_rows all;
    enum rc rc = consult_get(cx, consultation, &c);
    if (!rc && !consult_shown(cx, c.project, c.round_no, c.chair, c.drafter)) rc = RC_MISSING;
    if (!rc) rc = response_matrix(cx, c.id, &all);
    if (rc) return rc;
    const char *state = refused ? NULL : request_query(rq, "state");
    struct response_matrix_rows m = filtered(cx, &all, state);
    if (rq->format == FORMAT_XLSX) return send_book(cx, rs, &c, &all, &m, state);
    reply_rows(cx, rs, "responses", &response_matrix_meta, m.v, m.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct chip *chip = arena_array(cx->arena, struct chip, 1);
    struct form_choice *states = arena_array(cx->arena, struct form_choice, 5);
    for (size_t i = 0; consult_answers[i].value; i++) {
        states[i] = (struct form_choice){ consult_answers[i].value,
                                          i18n_text(cx, NULL, consult_answers[i].label) };
        if (z_eq(state, consult_answers[i].value))
            *chip = (struct chip){ states[i].label, consult_to(cx, c.id, "responses") };
    }
    struct consult_matrix_view v = { .c = &c,
                                     .figures = figures_of(cx, &all),
                                     .state = state ? state : "",
                                     .states = states,
                                     .chips = { chip, chip->text ? 1 : 0, { NULL } },
                                     .self = consult_to(cx, c.id, "responses"),
                                     .pdf = consult_to(cx, c.id, "paper/responses.pdf"),
                                     .docx = consult_to(cx, c.id, "paper/responses.docx"),
                                     .any = all.n > 0 };
    if ((rc = put_page(cx, rq, &c, &m, refused, &v))) return rc;
    struct page *pg = consult_page(cx, rq, &c, T("Response matrix"));
    pg->wide = true;
    page_exports(cx, rq, pg);
    *vec_push(cx->arena, &pg->exports) = (struct page_link){ .text = "PDF", .url = v.pdf };
    *vec_push(cx->arena, &pg->exports) = (struct page_link){ .text = "DOCX", .url = v.docx };
    consult_matrix_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc matrix_page(struct cx *cx, struct request *rq, struct response *rs)
{
    return show(cx, rq, rs, rq->id[0], 0);
}

/* ---- an answer ------------------------------------------------------------------------------- */

static enum rc consultation_of(struct cx *cx, int64_t comment, int64_t *out)
{
    struct response_comment_row m;
    bool found;
    enum rc rc = response_comment(cx, comment, &m, &found);
    if (!rc && found) *out = m.consultation;
    return rc ? rc : found ? RC_OK : RC_MISSING;
}

static enum rc respond_again(struct cx *cx, struct request *rq, struct response *rs)
{
    int64_t consultation;
    enum rc rc = consultation_of(cx, rq->id[0], &consultation);
    return rc ? rc : show(cx, rq, rs, consultation, rq->id[0]);
}

static enum rc respond_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct respond_form *f = rq->form;
    int64_t consultation;
    bool seen = request_field(rq, "version") != NULL;
    enum rc rc = consultation_of(cx, rq->id[0], &consultation);
    if (!rc) rc = response_give(cx, rq->id[0], seen ? f->version : -1, f->state, f->reply);
    return rc ? rc
              : reply_see_other(cx, rq, rs,
                                url_path(cx, "/consultation/%lld/responses#c-%lld",
                                         (long long)consultation, (long long)rq->id[0]),
                                T("The answer is saved; the author has been told."));
}

/* ---- on paper -------------------------------------------------------------------------------- */

static struct paper *paper_of(struct cx *cx, const struct consult_get_row *c,
                              const struct response_matrix_rows *m)
{
    const struct paper_column columns[] = {
        { T("No."), 5, true },       { T("From"), 15, false },   { T("About"), 20, false },
        { T("Comment"), 25, false }, { T("Answer"), 12, false }, { T("Reply"), 23, false },
    };
    struct paper *p =
        paper_begin(cx, T("Response matrix"), c->title,
                    arena_printf(cx->arena, T("%s, round %d, %s"), consult_mark(cx, c->state).word,
                                 (int)c->round_no, i18n_stamp(cx, cx->now)));
    paper_landscape(p);
    paper_table(p, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < m->n; i++) {
        const struct response_matrix_row *r = &m->v[i];
        const char *const cell[] = {
            arena_printf(cx->arena, "%d", (int)i + 1),
            *r->organisation ? arena_printf(cx->arena, "%s\n%s", r->author, r->organisation)
                             : r->author,
            matrix_about(cx, r),
            markdown_plain(cx->arena, r->body),
            consult_answer_mark(cx, r).word,
            markdown_plain(cx->arena, r->reply),
        };
        paper_row(p, cell);
    }
    paper_end_table(p);
    return p;
}

static enum rc paper_page(struct cx *cx, struct request *rq, struct response *rs)
{
    struct consult_get_row c;
    struct response_matrix_rows m;
    bool pdf = z_eq(rq->word, "responses.pdf"), docx = z_eq(rq->word, "responses.docx");
    enum rc rc = pdf || docx ? consult_find(cx, rq, &c) : RC_MISSING;
    if (!rc) rc = response_matrix(cx, c.id, &m);
    if (rc) return rc;
    const struct paper *p = paper_of(cx, &c, &m);
    rs->type = pdf ? "application/pdf"
                   : "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    reply_header(cx, rs, "Content-Disposition", reply_disposition(cx, "attachment", rq->word));
    return pdf ? paper_pdf(cx, p, &rs->body) : paper_docx(cx, p, &rs->body);
}

const struct route consult_matrix_routes[] = {
    { METHOD_GET, "/consultation/{consultation}/responses", matrix_page, .may = MAY_READ_CONSULT,
      .of = OF_CONSULTATION, .title = N_("Response matrix"), .rows = &response_matrix_meta },
    { METHOD_GET, "/consultation/{consultation}/paper/{word}", paper_page, .may = MAY_READ_CONSULT,
      .of = OF_CONSULTATION, .no_api = true, .title = N_("Response matrix as PDF and DOCX") },
    { METHOD_POST, "/comment/{comment}/respond", respond_post, .may = MAY_COMMENT, .of = OF_COMMENT,
      .form = &respond_form, .again = respond_again, .max = 256 * KB,
      .title = N_("Answer a comment") },
    { 0 },
};

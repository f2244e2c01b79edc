/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_import_web.c — a file of lines in three steps: chosen, looked at, taken. Between the
 * steps the file is a document of the report, so nothing has to be sent twice and the browser needs
 * no script; what is taken stays as the source of the lines.
 */
#include "account/viewer.h"
#include "base/vec.h"
#include "finance/expenditure.h"
#include "finance/expenditure_book.h"
#include "finance/expenditure_grid_view.h"
#include "finance/expenditure_import_cell.h"
#include "finance/expenditure_import_html.h"
#include "finance/expenditure_import_view.h"
#include "finance/expenditure_web.h"
#include "i18n/i18n.h"
#include "store/db.h"
#include "store/document.h"

#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PROBLEMS_SHOWN = 200, ROWS_SHOWN = 200 };

/* ---- forms and rows -------------------------------------------------------------------------- */

struct upload_form {
    const struct upload *file;
    int64_t replace;
    const char *decimal, *encoding;
};
const struct form_choice file_decimals[] = { { ",", N_("comma: 1234,50") },
                                             { ".", N_("point: 1234.50") },
                                             { NULL, NULL } };
const struct form_choice file_encodings[] = { { "utf-8", N_("as it is (UTF-8), or a workbook") },
                                              { "windows-1250", N_("Windows, Latin letters") },
                                              { "windows-1251", N_("Windows, Cyrillic letters") },
                                              { NULL, NULL } };
static const struct form_field upload_fields[] = {
    FIELD_OF(upload_form, file, FORM_FILE, N_("File"), N_("CSV or XLSX, at most 64 MB"),
             .required = true),
    FIELD_OF(upload_form, replace, FORM_FLAG, N_("The file is the whole report"),
             N_("Lines that it does not name are removed")),
    FIELD_OF(upload_form, decimal, FORM_CHOICE, N_("Decimal sign of amounts in a CSV file"),
             .choices = file_decimals),
    FIELD_OF(upload_form, encoding, FORM_CHOICE, N_("Letters of a CSV file"),
             .choices = file_encodings),
};
const struct form expenditure_upload_form = FORM(upload_form, upload_fields);

#define FIELD(type_, member, kind)                           \
    {                                                        \
#member, kind, offsetof(struct type_, member), false \
    }
static const struct row_field problem_fields[] = {
    FIELD(import_problem, row, FIELD_INT),     FIELD(import_problem, column, FIELD_TEXT),
    FIELD(import_problem, value, FIELD_TEXT),  FIELD(import_problem, why, FIELD_TEXT),
    FIELD(import_problem, advice, FIELD_TEXT),
};
const struct row_meta expenditure_problem_meta = { "problem", sizeof(struct import_problem),
                                                   sizeof problem_fields / sizeof *problem_fields,
                                                   problem_fields };
static const struct row_field hint_fields[] = {
    FIELD(import_hint, column, FIELD_TEXT),
    FIELD(import_hint, title, FIELD_TEXT),
    FIELD(import_hint, how, FIELD_TEXT),
    FIELD(import_hint, needed, FIELD_FLAG),
};
static const struct row_meta hint_meta = { "column", sizeof(struct import_hint),
                                           sizeof hint_fields / sizeof *hint_fields, hint_fields };

static const struct import_hint *hints(struct cx *cx, size_t *n)
{
    static const char *const needed[] = { "line",          "description", "supplier", "document_no",
                                          "document_date", "currency",    "amount" };
    struct import_hint *h = arena_array(cx->arena, struct import_hint, EXPENDITURE_COLUMNS + 1);
    h[0] = (struct import_hint){ "seq", T("Line"), import_column_advice(cx, "seq"), 0 };
    for (size_t i = 0; i < EXPENDITURE_COLUMNS; i++) {
        const struct expenditure_column *c = &expenditure_columns[i];
        h[i + 1] = (struct import_hint){ c->name, i18n_text(cx, NULL, c->label),
                                         import_column_advice(cx, c->name), 0 };
        for (size_t k = 0; k < sizeof needed / sizeof *needed; k++)
            if (z_eq(c->name, needed[k])) h[i + 1].needed = 1;
    }
    *n = EXPENDITURE_COLUMNS + 1;
    return h;
}

void expenditure_reply_hints(struct cx *cx, struct response *rs, const struct expenditure_book *b)
{
    size_t n;
    const struct import_hint *h = hints(cx, &n);
    reply_rows(cx, rs, "lines", &expenditure_codes_meta, b->lines.v, b->lines.n);
    reply_rows(cx, rs, "activities", &expenditure_activities_meta, b->activities.v,
               b->activities.n);
    reply_rows(cx, rs, "columns", &hint_meta, h, n);
}

/* ---- choosing a file ------------------------------------------------------------------------- */

static struct steps steps_at(struct cx *cx, int64_t report, int here)
{
    struct step *s = arena_array(cx->arena, struct step, 3);
    s[0].text = T("Choose the file");
    s[0].url = url_path(cx, "/report/%lld/import", (long long)report);
    s[1].text = T("Look at what it would do");
    s[2].text = T("Save");
    for (int i = 0; i < 3; i++)
        s[i].state = i < here ? STEP_DONE : i == here ? STEP_HERE : STEP_AHEAD;
    return (struct steps){ s, 3 };
}

static enum rc report_read(struct cx *cx, int64_t id, struct expenditure_report_row **out)
{
    bool found;
    *out = arena_alloc(cx->arena, sizeof **out);
    enum rc rc = expenditure_report(cx, id, *out, &found);
    return rc || found ? rc : RC_MISSING;
}

static bool is_open(const struct expenditure_report_row *r)
{
    return z_eq(r->state, "draft") || z_eq(r->state, "returned");
}

static struct page *upload_page(struct cx *cx, struct request *rq,
                                const struct expenditure_report_row *r, const char *title)
{
    struct page *pg = expenditure_report_page(cx, rq, r, title, "expenditure");
    page_crumb(cx, pg, T("Expenditure"),
               url_path(cx, "/report/%lld/expenditure", (long long)r->id));
    return pg;
}

enum rc expenditure_upload(struct cx *cx, struct request *rq, struct response *rs)
{
    struct expenditure_report_row *r;
    struct expenditure_uploads_rows uploads;
    enum rc rc = report_read(cx, rq->id[0], &r);
    if (!rc) rc = expenditure_uploads(cx, r->id, &uploads);
    if (rc) return rc;
    reply_rows(cx, rs, "files", &expenditure_uploads_meta, uploads.v, uploads.n);
    if (!reply_is_page(rq)) return RC_OK;
    size_t sources = 0;
    for (size_t i = 0; i < uploads.n; i++)
        if (z_eq(uploads.v[i].kind, "expenditure_source")) uploads.v[sources++] = uploads.v[i];
    const struct upload_form begin = { .decimal = cx->locale->decimal == ',' ? "," : ".",
                                       .encoding = "utf-8" };
    struct expenditure_upload_view v = {
        .report = r,
        .steps = steps_at(cx, r->id, 0),
        .self = url_path(cx, "/report/%lld/import", (long long)r->id),
        .xlsx = url_path(cx, "/report/%lld/expenditure.xlsx", (long long)r->id),
        .csv = url_path(cx, "/report/%lld/expenditure.csv", (long long)r->id),
        .form = form_view(cx, rq, &expenditure_upload_form, &begin),
        .sources = uploads.v,
        .source_count = sources,
    };
    v.hints = hints(cx, &v.hint_count);
    if (!is_open(r))
        v.refusal = T("The report is with the lead or accepted; its lines cannot be changed now.");
    struct page *pg = upload_page(cx, rq, r, T("Upload a file of lines"));
    expenditure_upload_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* A file that was looked at and not taken makes room for the next one. */
static enum rc forget_uploads(struct cx *cx, int64_t report)
{
    struct expenditure_uploads_rows all;
    enum rc rc = expenditure_uploads(cx, report, &all);
    for (size_t i = 0; i < all.n && !rc; i++)
        if (z_eq(all.v[i].kind, "expenditure_import")) rc = document_detach(cx, all.v[i].id);
    return rc;
}

static enum rc keep_upload(struct cx *cx, int64_t report, const struct upload *file, int64_t *id)
{
    const struct expenditure_book *b;
    int64_t document;
    enum rc rc = expenditure_book_read(cx, report, &b);
    if (!rc) rc = expenditure_book_open(cx, b);
    if (!rc) rc = forget_uploads(cx, report);
    if (!rc) rc = document_put(cx, file->bytes, file->name, &document);
    if (!rc) rc = document_attach(cx, document, "expenditure_import", report, file->name, id);
    return rc;
}

enum rc expenditure_upload_add(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct upload_form *f = rq->form;
    int64_t id = 0;
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = db_end(cx, keep_upload(cx, rq->id[0], f->file, &id));
    if (rc) return rc;
    struct url to = url_path(cx, "/report/%lld/import/%lld", (long long)rq->id[0], (long long)id);
    if (f->replace) to = url_with(cx, to, "replace", "1");
    if (f->decimal) to = url_with(cx, to, "decimal", f->decimal);
    if (f->encoding && !z_eq(f->encoding, "utf-8")) to = url_with(cx, to, "encoding", f->encoding);
    rs->created = id;
    return reply_see_other(cx, rq, rs, to, NULL);
}

/* ---- looking at what it would do ------------------------------------------------------------- */

struct mapped {
    void *p;
    size_t n;
};
static void unmap(void *p)
{
    struct mapped *m = p;
    munmap(m->p, m->n);
}

static enum rc map_document(struct cx *cx, int64_t document, int64_t size, str *out)
{
    int fd;
    enum rc rc = document_spool(cx, document, &fd);
    if (rc) return rc;
    struct mapped *m = arena_alloc(cx->arena, sizeof *m);
    m->n = (size_t)size;
    m->p = mmap(NULL, m->n, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    if (m->p == MAP_FAILED) return fail(cx, "could not map document %lld", (long long)document);
    arena_defer(cx->arena, unmap, m);
    *out = (str){ m->p, m->n };
    return RC_OK;
}

static enum rc read_request(struct cx *cx, struct request *rq, struct expenditure_upload_at_row *up,
                            struct import_request *in)
{
    bool found;
    enum rc rc = expenditure_upload_at(cx, rq->id[1], rq->id[0], up, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if (!z_eq(up->kind, "expenditure_import"))
        return refuse(cx, RC_CONFLICT, T("This file was taken already."));
    const char *decimal = request_query(rq, "decimal");
    *in = (struct import_request){ .report = rq->id[0],
                                   .name = up->name,
                                   .replace = request_query_id(rq, "replace") != 0,
                                   .decimal = decimal && *decimal == '.'   ? '.'
                                              : decimal && *decimal == ',' ? ','
                                                                           : '\0',
                                   .encoding = request_query(rq, "encoding") };
    return map_document(cx, up->document, up->size, &in->bytes);
}

static void put_rows(struct cx *cx, const struct import_result *made,
                     struct expenditure_import_view *v)
{
    static const struct {
        const char *change, *word, *kind, *class;
    } words[] = {
        { "new", N_("new"), "good", "is-new" },
        { "changed", N_("changed"), "ask", "is-changed" },
        { "removed", N_("removed"), "bad", "is-gone" },
    };
    size_t n = made->row_count < ROWS_SHOWN ? made->row_count : ROWS_SHOWN;
    struct import_shown *out = arena_array(cx->arena, struct import_shown, n);
    for (size_t i = 0; i < n; i++) {
        const struct import_row *r = &made->rows[i];
        size_t w = 0;
        while (w < 2 && !z_eq(words[w].change, r->change)) w++;
        out[i] = (struct import_shown){
            .row = r->row,
            .mark = { words[w].kind, i18n_text(cx, NULL, words[w].word) },
            .change = words[w].class,
            .line = r->in->line,
            .what = r->in->description,
            .sub = r->in->supplier,
            .fields = r->fields,
            .amount = money_of(r->in->amount, r->in->currency),
        };
        if (r->line_key)
            out[i].url = url_with(cx, v->lines, "from",
                                  arena_printf(cx->arena, "%lld", (long long)r->line_key));
    }
    v->rows = out;
    v->rows_shown = n;
    v->row_count = made->row_count;
}

static void put_figures(struct cx *cx, const struct import_result *made,
                        struct expenditure_import_view *v)
{
    /* Of a file that cannot be taken only that it was read matters. */
    const struct {
        const char *name;
        int64_t n;
        bool bad, good;
    } of[] = { { T("Rows read"), made->read, true, true },
               { T("Bad cells"), (int64_t)made->problem_count, true, false },
               { T("New"), made->added, false, true },
               { T("Changed"), made->changed, false, true },
               { T("The same"), made->same, false, true },
               { T("Removed"), made->removed, false, true } };
    struct figure *f = arena_array(cx->arena, struct figure, 6);
    size_t n = 0;
    for (size_t i = 0; i < 6; i++)
        if (made->problem_count ? of[i].bad : of[i].good)
            f[n++] = (struct figure){ .name = of[i].name, .value = i18n_int(cx, of[i].n) };
    v->figures = (struct figures){ f, n };
    v->nothing = !made->added && !made->changed && !made->removed;
}

static void put_links(struct cx *cx, struct request *rq, struct expenditure_import_view *v)
{
    long long report = (long long)rq->id[0], file = (long long)rq->id[1];
    struct url csv = url_path(cx, "/report/%lld/import/%lld.csv", report, file);
    const char *query = strchr(rq->self.p, '?');
    v->problems_csv = (struct url){ arena_printf(cx->arena, "%s%s", csv.p, query ? query : "") };
    v->confirm = rq->self;
    v->back = url_path(cx, "/report/%lld/import", report);
    v->discard = url_path(cx, "/report/%lld/import/%lld/discard", report, file);
    v->lines = url_path(cx, "/report/%lld/expenditure", report);
}

/* Back after saving, or a second window: the file is not there to be looked at any more. */
static enum rc gone(struct cx *cx, struct request *rq, struct response *rs)
{
    struct expenditure_report_row *r;
    enum rc rc = report_read(cx, rq->id[0], &r);
    if (rc) return rc;
    struct page *pg = upload_page(cx, rq, r, T("What the file would do"));
    rs->status = 404;
    expenditure_import_gone_html(cx, &rs->body, pg,
                                 url_path(cx, "/report/%lld/expenditure", (long long)r->id));
    return RC_OK;
}

enum rc expenditure_import_look(struct cx *cx, struct request *rq, struct response *rs)
{
    struct expenditure_upload_at_row up;
    struct expenditure_report_row *r;
    struct import_request in;
    struct import_result made = { 0 };
    enum rc rc = report_read(cx, rq->id[0], &r);
    if (!rc) rc = read_request(cx, rq, &up, &in);
    if (rc == RC_MISSING && reply_is_page(rq)) return gone(cx, rq, rs);
    if (rc) return rc;
    rc = expenditure_import(cx, &in, &made);
    /* A file that cannot be read at all has its sentence among the problems of the request. */
    bool unreadable = rc == RC_INVALID && !made.problem_count;
    if (rc && rc != RC_INVALID && rc != RC_CONFLICT) return rc;
    reply_rows(cx, rs, "problems", &expenditure_problem_meta, made.problems, made.problem_count);
    if (!reply_is_page(rq)) return unreadable ? rc : RC_OK;
    struct expenditure_import_view v = { .steps = steps_at(cx, r->id, 1),
                                         .name = up.name,
                                         .problems = made.problems,
                                         .problem_count = made.problem_count,
                                         .token = made.token,
                                         .replace = in.replace };
    v.problems_shown = made.problem_count < PROBLEMS_SHOWN ? made.problem_count : PROBLEMS_SHOWN;
    put_links(cx, rq, &v);
    put_figures(cx, &made, &v);
    if (made.token) put_rows(cx, &made, &v);
    if (made.problem_count >= IMPORT_PROBLEMS)
        v.sentence = T("The reading ended after so many bad cells; there may be more.");
    struct page *pg = upload_page(cx, rq, r, T("What the file would do"));
    expenditure_import_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* ---- taking it ------------------------------------------------------------------------------- */

static enum rc take(struct cx *cx, struct request *rq, struct import_result *made)
{
    struct expenditure_upload_at_row up;
    struct import_request in;
    int64_t source;
    enum rc rc = read_request(cx, rq, &up, &in);
    if (rc) return rc;
    in.save = true;
    in.token = request_field(rq, "token");
    if (!in.token) return problem(cx, "token", T("Look at what the file would do first."));
    rc = expenditure_import(cx, &in, made);
    if (!rc)
        rc = document_attach(cx, up.document, "expenditure_source", in.report, up.name, &source);
    /* The same file may have been the source before. */
    if (rc == RC_CONFLICT && made->token) rc = RC_OK;
    return rc ? rc : document_detach(cx, up.id);
}

enum rc expenditure_import_take(struct cx *cx, struct request *rq, struct response *rs)
{
    struct import_result made = { 0 };
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = db_end(cx, take(cx, rq, &made));
    if (rc == RC_MISSING && reply_is_page(rq)) return gone(cx, rq, rs);
    /* The planner's idea of the table was made when it was small. */
    if (!rc && made.added > 5000 && !db_in_write(cx->db)) rc = db_analyze(cx);
    if (rc) return rc;
    return reply_see_other(
        cx, rq, rs, url_path(cx, "/report/%lld/expenditure", (long long)rq->id[0]),
        arena_printf(cx->arena, T("Taken from the file: %d new, %d changed, %d removed."),
                     (int)made.added, (int)made.changed, (int)made.removed));
}

enum rc expenditure_import_discard(struct cx *cx, struct request *rq, struct response *rs)
{
    struct expenditure_upload_at_row up;
    bool found;
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = expenditure_upload_at(cx, rq->id[1], rq->id[0], &up, &found);
    if (!rc && (!found || !z_eq(up.kind, "expenditure_import"))) rc = RC_MISSING;
    if (!rc) rc = document_detach(cx, up.id);
    rc = db_end(cx, rc);
    if (rc) return rc;
    return reply_see_other(cx, rq, rs, url_path(cx, "/report/%lld/import", (long long)rq->id[0]),
                           T("The file is gone; nothing was changed."));
}

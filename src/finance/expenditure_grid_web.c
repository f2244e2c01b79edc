/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_grid_web.c — the lines of a report as the bookkeeper's grid, or, when nothing can be
 * changed, as a list. What is wrong is shown in the cell and on top; what was typed stays.
 */
#include "account/viewer.h"
#include "base/vec.h"
#include "finance/expenditure_compare.h"
#include "finance/expenditure_grid_html.h"
#include "finance/expenditure_grid_view.h"
#include "finance/expenditure_list_view.h"
#include "finance/expenditure_preview.h"
#include "finance/expenditure_save.h"
#include "finance/expenditure_web.h"
#include "i18n/i18n.h"

#include <string.h>

enum { ROWS = 50, EMPTY = 10, MOST_POSTED = 1000, EXPORT_MOST = 200000 };

/* Nothing is required here: expenditure_check says what is missing, in the same words as for a
 * file. */
static const struct form_field fields[GRID_CELLS] = {
    [GRID_KEY] = FIELD_OF(grid_row, line_key, FORM_INT, N_("Line"), .hidden = true),
    [GRID_VERSION] = FIELD_OF(grid_row, version, FORM_INT, N_("Version"), .hidden = true),
    [GRID_DATE] = FIELD_OF(grid_row, document_date, FORM_DATE, N_("Document of")),
    [GRID_NO] = FIELD_OF(grid_row, document_no, FORM_TEXT, N_("Document no."), .max = 60),
    [GRID_SUPPLIER] = FIELD_OF(grid_row, supplier, FORM_TEXT, N_("Supplier"), .max = 200),
    [GRID_WHAT] = FIELD_OF(grid_row, description, FORM_TEXT, N_("What for"), .max = 255),
    [GRID_LINE] = FIELD_OF(grid_row, line, FORM_TEXT, N_("Budget line"), .max = 40),
    [GRID_ACTIVITY] = FIELD_OF(grid_row, activity, FORM_TEXT, N_("Activity"), .max = 40),
    [GRID_PAID] = FIELD_OF(grid_row, payment_date, FORM_DATE, N_("Paid on")),
    [GRID_CURRENCY] = FIELD_OF(grid_row, currency, FORM_CHOICE, N_("Currency")),
    [GRID_AMOUNT] = FIELD_OF(grid_row, amount, FORM_AMOUNT, N_("Amount charged")),
    [GRID_TYPE] = FIELD_OF(grid_row, document_type, FORM_CHOICE, N_("Kind")),
    [GRID_GROSS] = FIELD_OF(grid_row, gross, FORM_AMOUNT, N_("On the document")),
    [GRID_SHARE] = FIELD_OF(grid_row, share, FORM_PERCENT, N_("Share %"), .min = 1, .max = 10000),
    [GRID_SENSITIVE] = FIELD_OF(grid_row, sensitive, FORM_FLAG, N_("Sensitive")),
    [GRID_REMOVE] = FIELD_OF(grid_row, remove, FORM_FLAG, N_("Remove"), .act = true),
};
const struct form expenditure_grid_form = { "grid_row", sizeof(struct grid_row), GRID_CELLS,
                                            fields };

/* ---- words that other pages of a report share ------------------------------------------------ */

static const struct form_choice types[] = {
    { "invoice", N_("invoice") }, { "receipt", N_("receipt") },
    { "payslip", N_("payslip") }, { "contract", N_("contract") },
    { "ticket", N_("ticket") },   { "per_diem", N_("per diem") },
    { "bank", N_("bank") },       { "correction", N_("correction") },
    { "other", N_("other") },     { NULL, NULL },
};
enum { TYPES = sizeof types / sizeof *types };

const struct form_choice *expenditure_type_choices(struct cx *cx)
{
    struct form_choice *c = arena_array(cx->arena, struct form_choice, TYPES);
    for (size_t i = 0; types[i].value; i++)
        c[i] = (struct form_choice){ types[i].value, i18n_text(cx, NULL, types[i].label) };
    return c;
}

const char *expenditure_type_word(struct cx *cx, const char *type)
{
    for (size_t i = 0; types[i].value; i++)
        if (z_eq(types[i].value, type)) return i18n_text(cx, NULL, types[i].label);
    return type;
}

bool expenditure_hides(const struct cx *cx, int64_t project, int64_t partner, int64_t sensitive)
{
    return sensitive && !viewer_can(cx, MAY_READ_SENSITIVE, project, partner);
}

struct page *expenditure_report_page(struct cx *cx, const struct request *rq,
                                     const struct expenditure_report_row *r, const char *title,
                                     const char *here)
{
    static const struct {
        const char *key, *text, *tail;
    } tabs[] = {
        { "report", N_("Report"), "" },
        { "expenditure", N_("Expenditure"), "/expenditure" },
        { "narrative", N_("In words"), "/narrative" },
        { "review", N_("Review"), "/review" },
    };
    struct page *pg = page_begin(cx, rq, title, AREA_REPORTS);
    struct mark m = expenditure_mark(cx, r->state);
    pg->state = m.word;
    pg->state_kind = m.kind;
    pg->lead = arena_printf(cx->arena, T("%s to %s · version %d"), i18n_date(cx, r->starts_on),
                            i18n_date(cx, r->ends_on), (int)r->version_no);
    page_crumb(cx, pg, T("Partner reports"),
               url_path(cx, "/p/%lld/reports", (long long)r->project));
    page_crumb(cx, pg,
               arena_printf(cx->arena, T("%s, period %d"), r->partner_name, (int)r->period_no),
               url_path(cx, "/report/%lld", (long long)r->id));
    for (size_t i = 0; i < sizeof tabs / sizeof *tabs; i++) {
        if (z_eq(tabs[i].key, "review") &&
            !viewer_can(cx, MAY_REVIEW_REPORT, r->project, r->partner))
            continue;
        struct url base = url_path(cx, "/report/%lld", (long long)r->id);
        page_tab(cx, pg, i18n_text(cx, NULL, tabs[i].text),
                 (struct url){ arena_printf(cx->arena, "%s%s", base.p, tabs[i].tail) },
                 z_eq(tabs[i].key, here));
    }
    return pg;
}

/* ---- reading what was posted ----------------------------------------------------------------- */

static bool same_text(const char *a, const char *b) { return strcmp(a ? a : "", b ? b : "") == 0; }

/* What the grid has no column for stays as it was. */
static void take_row(const struct grid_row *g, const struct expenditure_sheet_row *was,
                     struct expenditure_input *in)
{
    *in = (struct expenditure_input){ .service_from = DATE_NONE, .service_to = DATE_NONE };
    if (was) {
        in->service_from = was->service_from;
        in->service_to = was->service_to;
        in->payment_ref = was->payment_ref;
        in->book_account = was->book_account;
        in->procurement_ref = was->procurement_ref;
        in->event_ref = was->event_ref;
        in->staff_ref = was->staff_ref;
        in->original_at = was->original_at;
        in->vat = was->vat;
    }
    in->line = g->line;
    in->activity = g->activity;
    in->description = g->description;
    in->supplier = g->supplier;
    in->doc_type = g->document_type;
    in->doc_no = g->document_no;
    in->doc_date = g->document_date;
    in->payment_date = g->payment_date;
    in->currency = g->currency;
    in->amount = g->amount;
    in->gross = g->gross;
    in->share_e2 = g->share ? g->share : 10000;
    in->is_sensitive = g->sensitive;
    if (!in->amount && in->gross && in->share_e2 > 0 && in->share_e2 <= 10000)
        in->amount = money_muldiv(in->gross, in->share_e2, 10000);
    /* Who corrects an amount that is the whole document corrects the document too. */
    bool whole = was && was->gross == was->amount && g->gross == was->gross;
    if (!in->gross || (whole && in->share_e2 == 10000)) in->gross = in->amount;
}

struct posted {
    const struct grid_row *rows;
    int *numbers;
    size_t n;
    struct expenditure_sheet_rows was; /* the lines of this page as they are */
    const struct expenditure_edit *edits;
};

static const struct expenditure_sheet_row *row_of(const struct expenditure_sheet_rows *rows,
                                                  int64_t key)
{
    for (size_t i = 0; key && i < rows->n; i++)
        if (rows->v[i].seq == key) return &rows->v[i];
    return NULL;
}

static int64_t after_of(const struct request *rq)
{
    int64_t from = request_query_id(rq, "from");
    return from ? from - 1 : request_query_id(rq, "after");
}

static enum rc read_posted(struct cx *cx, struct request *rq, int64_t version, struct posted *p)
{
    void *rows;
    enum rc bad = form_read_rows(cx, rq, &expenditure_grid_form, "line", &rows, &p->numbers, &p->n);
    if (p->n > MOST_POSTED)
        return problem(cx, "", T("Save at most %d lines at once."), MOST_POSTED);
    p->rows = rows;
    enum rc rc = expenditure_sheet(cx, rq->id[0], version, after_of(rq), ROWS, &p->was);
    if (rc) return rc;
    struct expenditure_edit *edits = arena_array(cx->arena, struct expenditure_edit, p->n + 1);
    for (size_t i = 0; i < p->n; i++) {
        const struct grid_row *g = &p->rows[i];
        struct expenditure_input *in = arena_alloc(cx->arena, sizeof *in);
        take_row(g, row_of(&p->was, g->line_key), in);
        edits[i] = (struct expenditure_edit){
            .line_key = g->line_key,
            .version = g->version,
            .remove = g->remove != 0,
            .in = in,
            .prefix = arena_printf(cx->arena, "line.%d.", p->numbers[i]),
        };
    }
    p->edits = edits;
    return bad;
}

/* Some cell could not be read, so nothing is saved; the rules are asked all the same, that all
 * which is wrong is said at once. A cell that has its sentence gets no second one. */
static enum rc check_rest(struct cx *cx, int64_t report, const struct posted *p)
{
    const struct expenditure_book *book;
    enum rc rc = expenditure_book_read(cx, report, &book);
    if (rc) return rc;
    struct problems said = cx->problems;
    cx->problems = (struct problems){ 0 };
    for (size_t i = 0; i < p->n && rc != RC_FAIL; i++)
        if (!p->edits[i].remove)
            rc = expenditure_check(cx, book, p->edits[i].in, p->edits[i].prefix);
    const struct problem *more = cx->problems.first;
    cx->problems = said;
    for (; more; more = more->next)
        if (!problem_of(cx, more->field)) (void)problem(cx, more->field, "%s", more->text);
    return rc == RC_FAIL ? rc : RC_INVALID;
}

static enum rc current_version(struct cx *cx, int64_t report, int64_t *version)
{
    struct expenditure_report_row r;
    bool found;
    enum rc rc = expenditure_report(cx, report, &r, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    *version = r.version_no;
    return RC_OK;
}

static const char *saved_notice(struct cx *cx, const struct expenditure_saved *s)
{
    if (!s->added && !s->changed && !s->removed) return T("Nothing was different.");
    return arena_printf(cx->arena, T("Saved: %d added, %d changed, %d removed."), (int)s->added,
                        (int)s->changed, (int)s->removed);
}

enum rc expenditure_grid_save(struct cx *cx, struct request *rq, struct response *rs)
{
    struct posted p = { 0 };
    struct expenditure_saved saved;
    int64_t version;
    enum rc rc = current_version(cx, rq->id[0], &version);
    if (rc) return rc;
    rc = read_posted(cx, rq, version, &p);
    if (rc == RC_INVALID && p.edits) return check_rest(cx, rq->id[0], &p);
    if (!rc) rc = expenditure_save(cx, rq->id[0], p.edits, p.n, &saved);
    if (rc) return rc;
    return reply_see_other(cx, rq, rs, rq->self, saved_notice(cx, &saved));
}

/* ---- showing --------------------------------------------------------------------------------- */

struct showing {
    struct request *rq;
    struct expenditure_preview preview;
    struct expenditure_sheet_rows rows;
    size_t n; /* of them on this page */
    struct expenditure_grid_view v;
};

static void put_stored(struct cx *cx, struct showing *s, const struct expenditure_sheet_row *r,
                       struct grid_shown *out)
{
    struct conversion made;
    out->row = r;
    out->url = url_path(cx, "/expenditure/%lld", (long long)r->id);
    out->documents = arena_printf(cx->arena, "/expenditure/%lld/documents", (long long)r->id);
    out->rated = r->regime != NULL;
    if (out->rated)
        out->euro = i18n_minor(cx, r->eur_minor);
    else if (expenditure_preview_of(cx, &s->preview, money_of(r->amount, r->currency),
                                    r->payment_date, &made, &out->no_rate))
        out->euro = i18n_minor(cx, made.to.minor);
}

/* The texts that the inputs of a stored row begin with. */
static void put_values(struct cx *cx, struct showing *s, const struct expenditure_sheet_row *r,
                       const char **value)
{
    const struct grid_row g = {
        .line_key = r->seq,
        .version = r->version,
        .document_date = r->document_date,
        .document_no = r->document_no,
        .supplier = r->supplier,
        .description = r->description,
        .line = r->line,
        .activity = r->activity,
        .payment_date = r->payment_date,
        .currency = r->currency,
        .amount = r->amount,
        .document_type = r->document_type,
        .gross = r->gross,
        .share = r->share,
        .sensitive = r->sensitive,
    };
    struct request plain = { .method = METHOD_GET, .csrf = s->rq->csrf };
    memcpy(value, form_view(cx, &plain, &expenditure_grid_form, &g)->value,
           GRID_CELLS * sizeof *value);
}

static void empty_row(const struct showing *s, struct grid_shown *out)
{
    for (int i = 0; i < GRID_CELLS; i++) out->value[i] = "";
    out->value[GRID_CURRENCY] = s->v.book->report.book_currency;
    out->value[GRID_TYPE] = "invoice";
}

static void put_empty(struct showing *s, struct grid_shown *v, size_t *n)
{
    int next = *n ? v[*n - 1].n + 1 : 0;
    for (int i = 0; i < EMPTY; i++, next++) {
        v[*n].n = next;
        empty_row(s, &v[(*n)++]);
    }
}

static void show_stored(struct cx *cx, struct showing *s)
{
    struct grid_shown *v = arena_array(cx->arena, struct grid_shown, s->n + EMPTY);
    size_t n = 0;
    for (; n < s->n; n++) {
        v[n].n = (int)n;
        put_stored(cx, s, &s->rows.v[n], &v[n]);
        if (s->v.edits) put_values(cx, s, &s->rows.v[n], v[n].value);
    }
    s->v.existing = n;
    if (s->v.edits) put_empty(s, v, &n);
    s->v.v = v;
    s->v.n = n;
}

static const char *cell_name(struct cx *cx, int n, int cell)
{
    return arena_printf(cx->arena, "line.%d.%s", n, fields[cell].name);
}

/* A sentence about the row that belongs to no cell of the grid. */
static const char *row_trouble(struct cx *cx, int n)
{
    const char *prefix = arena_printf(cx->arena, "line.%d.", n);
    size_t length = strlen(prefix);
    for (const struct problem *p = cx->problems.first; p; p = p->next) {
        if (strncmp(p->field, prefix, length) != 0) continue;
        bool cell = false;
        for (int i = GRID_DATE; i < GRID_CELLS; i++)
            cell = cell || strcmp(fields[i].name, p->field + length) == 0;
        if (!cell) return p->text;
    }
    return NULL;
}

/* A date input takes only its own form; what is none is shown as it was typed, in a text input. */
static void show_typed_row(struct cx *cx, struct showing *s, int n, struct grid_shown *out)
{
    const char *stored[GRID_CELLS];
    int64_t key;
    out->n = n;
    for (int i = 0; i < GRID_CELLS; i++) {
        const char *name = cell_name(cx, n, i), *typed = request_field(s->rq, name);
        out->value[i] = typed ? typed : "";
        out->wrong[i] = problem_of(cx, name);
    }
    out->trouble = row_trouble(cx, n);
    const struct expenditure_sheet_row *r =
        str_int64(str_of(out->value[GRID_KEY]), &key) ? row_of(&s->rows, key) : NULL;
    if (!r) return;
    put_stored(cx, s, r, out);
    put_values(cx, s, r, stored);
    bool stale = !same_text(out->value[GRID_VERSION], stored[GRID_VERSION]);
    for (int i = GRID_DATE; stale && i < GRID_REMOVE; i++)
        if (!same_text(out->value[i], stored[i])) out->now[i] = *stored[i] ? stored[i] : T("empty");
    out->value[GRID_VERSION] = stored[GRID_VERSION];
}

static void show_typed(struct cx *cx, struct showing *s)
{
    int last = -1;
    for (size_t i = 0; i < s->rq->fields.n; i++) {
        str rest = str_of(s->rq->fields.v[i].name);
        int64_t n;
        if (str_is(str_cut(&rest, '.'), "line") && str_int64(str_cut(&rest, '.'), &n) && n > last &&
            n < MOST_POSTED)
            last = (int)n;
    }
    size_t count = (size_t)(last + 1);
    struct grid_shown *v = arena_array(cx->arena, struct grid_shown, count + EMPTY);
    for (size_t i = 0; i < count; i++) show_typed_row(cx, s, (int)i, &v[i]);
    s->v.existing = 0;
    for (size_t i = 0; i < count; i++) s->v.existing += v[i].row != NULL;
    if (count == s->v.existing) put_empty(s, v, &count);
    s->v.v = v;
    s->v.n = count;
}

static const struct form_choice *currency_choices(struct cx *cx, const struct showing *s)
{
    VEC(struct form_choice) v = { 0 };
    const struct expenditure_report_row *r = &s->v.book->report;
    const char *first[] = { r->book_currency, "EUR" };
    for (size_t i = 0; i < 2 && !(i && z_eq(first[0], first[1])); i++)
        *vec_push(cx->arena, &v) = (struct form_choice){ first[i], first[i] };
    for (size_t i = 0; currency_at(i); i++) {
        const struct currency *c = currency_at(i);
        bool shown = z_eq(c->code, first[0]) || z_eq(c->code, first[1]);
        /* A kuna invoice of December may be paid and reported in January, when there is none. */
        bool used = currency_valid_on(c, r->project_starts) || currency_valid_on(c, r->ends_on);
        if (!shown && used) *vec_push(cx->arena, &v) = (struct form_choice){ c->code, c->code };
    }
    (void)vec_push(cx->arena, &v);
    return v.v;
}

static const char *why_not(struct cx *cx, const struct expenditure_book *b)
{
    const struct expenditure_report_row *r = &b->report;
    if (!viewer_can(cx, MAY_EDIT_EXPENDITURE, r->project, r->partner)) return NULL;
    if (z_eq(r->state, "accepted"))
        return T("The report is accepted. A cost is corrected by a negative line in the next "
                 "report.");
    return T("The report is with the lead. Its lines can be changed again when it is returned.");
}

static void mask(struct cx *cx, const struct expenditure_report_row *r,
                 struct expenditure_sheet_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        struct expenditure_sheet_row *x = &rows->v[i];
        if (!expenditure_hides(cx, r->project, r->partner, x->sensitive)) continue;
        x->description = T("restricted");
        x->supplier = x->document_no = x->payment_ref = x->staff_ref = "";
        x->documents = 0;
    }
}

static enum rc read_sheet(struct cx *cx, struct showing *s)
{
    struct request *rq = s->rq;
    const struct expenditure_report_row *r = &s->v.book->report;
    bool page = reply_is_page(rq), file = rq->format == FORMAT_CSV || rq->format == FORMAT_XLSX;
    int64_t most = file ? EXPORT_MOST : page ? ROWS + 1 : ROWS;
    enum rc rc =
        expenditure_sheet(cx, r->id, s->v.version, file ? 0 : after_of(rq), most, &s->rows);
    if (rc) return rc;
    mask(cx, r, &s->rows);
    s->n = page && s->rows.n > ROWS ? ROWS : s->rows.n;
    return RC_OK;
}

static void put_links(struct cx *cx, struct showing *s)
{
    long long report = (long long)s->v.book->report.id;
    s->v.self = s->rq->self;
    s->v.import_url = url_path(cx, "/report/%lld/import", report);
    s->v.csv = url_path(cx, "/report/%lld/expenditure.csv", report);
    s->v.xlsx = url_path(cx, "/report/%lld/expenditure.xlsx", report);
    struct url plain = url_with(cx, url_with(cx, s->rq->self, "from", NULL), "after", NULL);
    if (after_of(s->rq)) s->v.pager.first = plain;
    if (s->rows.n > s->n && s->n)
        s->v.pager.next =
            url_with(cx, plain, "after",
                     arena_printf(cx->arena, "%lld", (long long)s->rows.v[s->n - 1].seq));
    int64_t lines = s->v.totals.lines;
    s->v.pager.note =
        arena_printf(cx->arena, T_N(lines, "%d line in all", "%d lines in all"), (int)lines);
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs, bool again)
{
    struct showing s = { .rq = rq };
    struct expenditure_grid_view *v = &s.v;
    enum rc rc = expenditure_book_read(cx, rq->id[0], &v->book);
    if (rc) return rc;
    const struct expenditure_report_row *r = &v->book->report;
    int64_t asked = request_query_id(rq, "version");
    v->version = asked && asked < r->version_no ? asked : r->version_no;
    bool open = z_eq(r->state, "draft") || z_eq(r->state, "returned");
    v->edits = open && v->version == r->version_no &&
               viewer_can(cx, MAY_EDIT_EXPENDITURE, r->project, r->partner);
    if ((rc = read_sheet(cx, &s))) return rc;
    reply_rows(cx, rs, "expenditure", &expenditure_sheet_meta, s.rows.v, s.n);
    if (rq->format == FORMAT_XLSX) expenditure_reply_hints(cx, rs, v->book);
    if (!reply_is_page(rq)) return RC_OK;

    rc = expenditure_preview_read(cx, r->project, r->starts_on, r->ends_on, r->submitted_at,
                                  &s.preview);
    if (!rc) rc = expenditure_grid_totals(cx, v->book, v->version, &s.preview, &v->totals);
    if (rc) return rc;
    v->currencies = currency_choices(cx, &s);
    v->types = expenditure_type_choices(cx);
    if (!open) v->refusal = why_not(cx, v->book);
    put_links(cx, &s);
    if (again && v->edits)
        show_typed(cx, &s);
    else
        show_stored(cx, &s);
    struct page *pg =
        expenditure_report_page(cx, rq, r,
                                arena_printf(cx->arena, T("%s, expenditure of period %d"),
                                             r->partner_name, (int)r->period_no),
                                "expenditure");
    pg->wide = true;
    page_exports(cx, rq, pg);
    if (v->edits)
        expenditure_grid_html(cx, &rs->body, pg, v);
    else
        expenditure_sheet_html(cx, &rs->body, pg, v);
    return RC_OK;
}

enum rc expenditure_grid(struct cx *cx, struct request *rq, struct response *rs)
{
    return show(cx, rq, rs, false);
}

enum rc expenditure_grid_again(struct cx *cx, struct request *rq, struct response *rs)
{
    return show(cx, rq, rs, true);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_list_web.c — the list of expenditure: filter in the address, chips, sums per
 * currency, fifty rows a page by key. */
#include "account/viewer.h"
#include "base/log.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "finance/expenditure_grid_view.h"
#include "finance/expenditure_list_html.h"
#include "finance/expenditure_list_view.h"
#include "finance/expenditure_web.h"
#include "i18n/i18n.h"
#include "store/db.h"

#include <string.h>

enum { ROWS = 50 };

static const struct {
    const char *state, *word, *kind;
} words[] = {
    { "draft", N_("draft"), "draft" },      { "submitted", N_("submitted"), "wait" },
    { "in_check", N_("in check"), "wait" }, { "returned", N_("returned"), "ask" },
    { "accepted", N_("accepted"), "good" }, { "deducted", N_("deducted"), "ask" },
    { "parked", N_("parked"), "wait" },
};

struct mark expenditure_mark(struct cx *cx, const char *state)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (z_eq(words[i].state, state))
            return (struct mark){ words[i].kind, i18n_text(cx, NULL, words[i].word) };
    }
    return (struct mark){ "draft", state };
}

void expenditure_mask(struct cx *cx, int64_t project, struct expenditure_page_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!rows[i].is_sensitive || viewer_can(cx, MAY_READ_SENSITIVE, project, rows[i].partner))
            continue;
        rows[i].description = T("restricted");
        rows[i].supplier = rows[i].document_no = "";
        rows[i].documents = 0;
    }
}

/* What the address asks for, and what the reader may see of it. */
struct filter {
    struct expenditure_sums_in in;
    const char *q;
    int64_t after_report, after_key;
};

static void filter_read(struct cx *cx, const struct request *rq, struct filter *f)
{
    int64_t own = viewer_partner(cx, MAY_READ_EXPENDITURE, rq->project);
    const char *state = request_query(rq, "state"), *currency = request_query(rq, "currency"),
               *q = request_query(rq, "q");
    f->q = q && *q ? q : NULL;
    f->in = (struct expenditure_sums_in){
        .project = rq->project,
        .partner = own ? own : request_query_id(rq, "partner"),
        .period = request_query_id(rq, "period"),
        .budget_line = request_query_id(rq, "line"),
        .activity = request_query_id(rq, "activity"),
        .currency = currency && *currency ? currency : NULL,
        .state = state && *state ? state : NULL,
        .undocumented = request_query_id(rq, "undocumented"),
    };
    if (f->q) {
        struct buf b;
        buf_init(&b, 4096);
        for (const char *p = utf8_fold(cx->arena, f->q); *p; p++) {
            if (strchr("%_!", *p)) buf_char(&b, '!');
            buf_char(&b, *p);
        }
        f->in.q = arena_str(cx->arena, buf_slice(&b));
        buf_done(&b);
    }
    const char *after = request_query(rq, "after");
    str rest = str_of(after);
    if (!after || !str_int64(str_cut(&rest, '-'), &f->after_report) ||
        !str_int64(rest, &f->after_key))
        f->after_report = f->after_key = 0;
}

/* Rows and reports both come in the order of the report's id. */
static void fill_reports(struct expenditure_page_rows *rows,
                         const struct expenditure_reports_rows *reports)
{
    for (size_t i = 0, r = 0; i < rows->n; i++) {
        while (r < reports->n && reports->v[r].id < rows->v[i].report) r++;
        MUST(r < reports->n && reports->v[r].id == rows->v[i].report);
        rows->v[i].period_no = reports->v[r].period_no;
        rows->v[i].partner_name = reports->v[r].partner_name;
        if (!*rows->v[i].state) rows->v[i].state = reports->v[r].state;
    }
}

static enum rc read_page(struct cx *cx, const struct filter *f, int64_t most,
                         struct expenditure_page_rows *rows)
{
    struct expenditure_page_in in = { .project = f->in.project,
                                      .partner = f->in.partner,
                                      .period = f->in.period,
                                      .budget_line = f->in.budget_line,
                                      .activity = f->in.activity,
                                      .currency = f->in.currency,
                                      .state = f->in.state,
                                      .q = f->in.q,
                                      .undocumented = f->in.undocumented,
                                      .after_report = f->after_report,
                                      .after_key = f->after_key,
                                      .most = most };
    struct expenditure_reports_rows reports;
    enum rc rc = expenditure_page(cx, &in, rows);
    if (!rc) rc = expenditure_reports(cx, f->in.project, &reports);
    if (rc) return rc;
    fill_reports(rows, &reports);
    expenditure_mask(cx, f->in.project, rows->v, rows->n);
    return RC_OK;
}

static const char *label_of(const struct form_choice *c, int64_t id, struct cx *cx)
{
    const char *value = arena_printf(cx->arena, "%lld", (long long)id);
    for (; c->value; c++) {
        if (z_eq(c->value, value)) return c->label;
    }
    return value;
}

static enum rc read_choices(struct cx *cx, const struct filter *f, struct expenditure_list_view *v)
{
    struct expenditure_choices_rows rows;
    int64_t own = viewer_partner(cx, MAY_EDIT_EXPENDITURE, f->in.project);
    enum rc rc = expenditure_choices(cx, f->in.project, own, &rows);
    if (rc) return rc;
    VEC(struct form_choice) partners = { 0 }, periods = { 0 };
    VEC(struct action) enter = { 0 };
    for (size_t i = 0; i < rows.n; i++) {
        const char *id = arena_printf(cx->arena, "%lld", (long long)rows.v[i].id);
        if (z_eq(rows.v[i].kind, "partner"))
            *vec_push(cx->arena, &partners) = (struct form_choice){ id, rows.v[i].label };
        else if (z_eq(rows.v[i].kind, "report"))
            *vec_push(cx->arena, &enter) = (struct action){
                .label = arena_printf(cx->arena, T("Enter lines of period %s"), rows.v[i].label),
                .url = url_path(cx, "/report/%lld/expenditure", (long long)rows.v[i].id),
                .icon = "plus"
            };
        else
            *vec_push(cx->arena, &periods) =
                (struct form_choice){ id,
                                      arena_printf(cx->arena, T("Period %s"), rows.v[i].label) };
    }
    (void)vec_push(cx->arena, &partners);
    (void)vec_push(cx->arena, &periods);
    v->enter = (struct actions){ enter.v, enter.n };
    v->partners = partners.v;
    v->periods = periods.v;
    struct form_choice *states =
        arena_array(cx->arena, struct form_choice, sizeof words / sizeof *words + 1);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        states[i] = (struct form_choice){ words[i].state, i18n_text(cx, NULL, words[i].word) };
    }
    v->states = states;
    return RC_OK;
}

static void fill_chips(struct cx *cx, const struct request *rq, const struct filter *f,
                       struct expenditure_list_view *v)
{
    VEC(struct chip) chips = { 0 };
    struct url self = url_with(cx, rq->self, "after", NULL);
    if (f->q)
        *vec_push(cx->arena, &chips) = (struct chip){ arena_printf(cx->arena, T("Text: %s"), f->q),
                                                      url_with(cx, self, "q", NULL) };
    if (v->partners && request_query_id(rq, "partner") && f->in.partner) {
        *vec_push(cx->arena, &chips) = (struct chip){ label_of(v->partners, f->in.partner, cx),
                                                      url_with(cx, self, "partner", NULL) };
    }
    if (f->in.period)
        *vec_push(cx->arena, &chips) = (struct chip){ label_of(v->periods, f->in.period, cx),
                                                      url_with(cx, self, "period", NULL) };
    if (f->in.state)
        *vec_push(cx->arena, &chips) = (struct chip){ expenditure_mark(cx, f->in.state).word,
                                                      url_with(cx, self, "state", NULL) };
    if (f->in.currency)
        *vec_push(cx->arena, &chips) =
            (struct chip){ f->in.currency, url_with(cx, self, "currency", NULL) };
    if (f->in.budget_line)
        *vec_push(cx->arena, &chips) =
            (struct chip){ T("One budget line"), url_with(cx, self, "line", NULL) };
    if (f->in.activity)
        *vec_push(cx->arena, &chips) =
            (struct chip){ T("One activity"), url_with(cx, self, "activity", NULL) };
    if (f->in.undocumented)
        *vec_push(cx->arena, &chips) =
            (struct chip){ T("Without document"), url_with(cx, self, "undocumented", NULL) };
    v->chips =
        (struct chips){ .v = chips.v,
                        .n = chips.n,
                        .all = url_path(cx, "/p/%lld/expenditure", (long long)f->in.project) };
}

static void fill_rows(struct cx *cx, const struct expenditure_page_rows *rows, size_t n,
                      struct expenditure_list_view *v)
{
    struct expenditure_shown *shown = arena_array(cx->arena, struct expenditure_shown, n);
    for (size_t i = 0; i < n; i++) {
        const struct expenditure_page_row *r = &rows->v[i];
        shown[i] =
            (struct expenditure_shown){ .row = r,
                                        .url = url_path(cx, "/expenditure/%lld", (long long)r->id),
                                        .report =
                                            url_path(cx, "/report/%lld", (long long)r->report),
                                        .mark = expenditure_mark(cx, r->state) };
    }
    v->v = shown;
    v->n = n;
}

static int64_t fill_sums(struct cx *cx, const struct expenditure_sums_rows *sums,
                         struct expenditure_list_view *v)
{
    money *amounts = arena_array(cx->arena, money, sums->n);
    money total = eur(0);
    int64_t lines = 0;
    for (size_t i = 0; i < sums->n; i++) {
        amounts[i] = sums->v[i].amount;
        total = money_add(total, sums->v[i].eur);
        lines += sums->v[i].lines;
    }
    money *euro = arena_array(cx->arena, money, 1);
    *euro = total;
    struct sum_row *rows = arena_array(cx->arena, struct sum_row, 2);
    rows[0] = (struct sum_row){
        .label = T("Sum per currency"), .before = 5, .after = 2, .sums = { amounts, sums->n }
    };
    rows[1] = (struct sum_row){
        .label = T("Sum in euro, as far as converted"), .before = 6, .after = 1, .sums = { euro, 1 }
    };
    v->sums = rows;
    v->sum_count = lines ? 2 : 0;
    return lines;
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs, const struct filter *f,
                    const struct expenditure_page_rows *rows)
{
    struct expenditure_list_view v = {
        .reports = url_path(cx, "/p/%lld/reports", (long long)f->in.project),
        .self = url_path(cx, "/p/%lld/expenditure", (long long)rq->project)
    };
    struct expenditure_sums_rows sums;
    const struct expenditure_sums_in *in = &f->in;
    bool plain = !in->budget_line && !in->activity && !in->currency && !in->state && !in->q &&
                 !in->undocumented;
    enum rc rc = plain ? expenditure_sums_plain(cx, in->project, in->partner, in->period, &sums)
                       : expenditure_sums(cx, in, &sums);
    if (!rc) rc = read_choices(cx, f, &v);
    if (rc) return rc;
    size_t n = rows->n > ROWS ? ROWS : rows->n;
    v.q = f->q ? f->q : "";
    v.partner = request_query(rq, "partner");
    v.period = request_query(rq, "period");
    v.state = f->in.state;
    v.currency = f->in.currency;
    v.undocumented = f->in.undocumented != 0;
    if (viewer_partner(cx, MAY_READ_EXPENDITURE, rq->project) > 0) v.partners = NULL;
    fill_chips(cx, rq, f, &v);
    fill_rows(cx, rows, n, &v);
    int64_t lines = fill_sums(cx, &sums, &v);
    v.pager.note =
        arena_printf(cx->arena, T_N(lines, "%d line in all", "%d lines in all"), (int)lines);
    if (f->after_report) v.pager.first = url_with(cx, rq->self, "after", NULL);
    if (rows->n > n && n) {
        const struct expenditure_page_row *last = &rows->v[n - 1];
        v.pager.next = url_with(cx, rq->self, "after",
                                arena_printf(cx->arena, "%lld-%lld", (long long)last->report,
                                             (long long)last->line_key));
    }
    struct page *pg = page_begin(cx, rq, T("Expenditure"), AREA_MONEY);
    pg->wide = true;
    finance_tabs(cx, pg, rq->project, "expenditure");
    page_exports(cx, rq, pg);
    expenditure_list_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

static enum rc list(struct cx *cx, struct request *rq, struct response *rs)
{
    struct filter f;
    struct expenditure_page_rows rows;
    filter_read(cx, rq, &f);
    if (f.in.partner < 0) return RC_MISSING;
    /* A page has fifty rows; a file has all of the filter, or is refused. */
    bool page = reply_is_page(rq), file = rq->format == FORMAT_CSV || rq->format == FORMAT_XLSX;
    enum rc rc = read_page(cx, &f,
                           page   ? ROWS + 1
                           : file ? EXPENDITURE_FILE_MOST + 1
                                  : ROWS,
                           &rows);
    if (!rc && file) rc = expenditure_file_fits(cx, rows.n);
    if (rc) return rc;
    reply_rows(cx, rs, "expenditure", &expenditure_page_meta, rows.v,
               page && rows.n > ROWS ? ROWS : rows.n);
    return page ? show(cx, rq, rs, &f, &rows) : RC_OK;
}

/* One snapshot for the rows, their sums and the choices; on SQLite that is cheaper as well. */
enum rc expenditure_list(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = db_begin_read(cx);
    if (rc) return rc;
    return db_end(cx, list(cx, rq, rs));
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* why_web.c — "why this number" of every figure of the donor report: what it adds up, the list of
 * transactions behind it held against what the report says, and the workbook. The page's address
 * names the figure: a row of the form or a line, a partner or all, and which column.
 */
#include "account/viewer.h"
#include "export/rows_file.h"
#include "finance/expenditure_list_view.h"
#include "i18n/i18n.h"
#include "report/donor_book.h"
#include "report/donor_sql.h"
#include "report/donor_web.h"
#include "report/report_pages.h"
#include "report/why_gather_web.h"
#include "report/why_html.h"
#include "report/why_parts_web.h"

static enum rc open_table(struct cx *cx, const struct request *rq, struct donor_table *t)
{
    struct donor_period_by_no_row period;
    bool found;
    enum rc rc = donor_period_by_no(cx, rq->project, rq->id[1], &period, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if ((rc = donor_table_read(cx, rq->project, period.id, t))) return rc;
    bool sent = z_eq(t->state, "sent") || z_eq(t->state, "accepted");
    return sent || viewer_can(cx, MAY_READ_DONOR_REPORT, rq->project, 0) ? RC_OK : RC_MISSING;
}

static enum rc put_row(void *p, const struct transaction_row *row) { return rows_file_put(p, row); }

/* All rows, however many: as a file, never in memory. */
static enum rc send_list(struct cx *cx, const struct request *rq, struct response *rs,
                         const struct why_figure *f)
{
    static const char *const types[] = {
        [ROWS_CSV] = "text/csv; charset=utf-8",
        [ROWS_JSON] = "application/json",
        [ROWS_XLSX] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    };
    static const char *const ends[] = {
        [ROWS_CSV] = "csv", [ROWS_JSON] = "json", [ROWS_XLSX] = "xlsx"
    };
    enum rows_form form = rq->format == FORMAT_CSV    ? ROWS_CSV
                          : rq->format == FORMAT_XLSX ? ROWS_XLSX
                                                      : ROWS_JSON;
    struct transaction_filter which = why_filter(f);
    struct rows_file *out;
    int fd;
    int64_t size;
    enum rc rc = rows_file_open(cx, form, "transactions", &transaction_meta, &out);
    if (!rc) rc = transactions_each(cx, f->t, &which, put_row, out);
    if (!rc) rc = rows_file_close(out, &fd, &size);
    if (rc) return rc;
    reply_file(cx, rs, fd, size, types[form],
               arena_printf(cx->arena, "transactions-%d.%s", (int)f->t->period_no, ends[form]),
               form == ROWS_JSON);
    return RC_OK;
}

static void fill_list(struct cx *cx, const struct request *rq, struct why_view *v)
{
    v->urls = arena_array(cx->arena, struct url, v->n);
    v->marks = arena_array(cx->arena, struct mark, v->n);
    /* The donor reads the list, but not the partners' lines behind it. */
    bool opens = viewer_partner(cx, MAY_READ_EXPENDITURE, rq->project) >= 0;
    for (size_t i = 0; i < v->n && opens; i++)
        v->urls[i] = url_path(cx, "/expenditure/%lld", (long long)v->v[i].expenditure);
    for (size_t i = 0; i < v->n; i++) v->marks[i] = expenditure_mark(cx, v->v[i].status);
    money *sum = arena_array(cx->arena, money, 1);
    *sum = v->accepted;
    v->foot = (struct sum_row){
        .label = T("Accepted, EUR"), .before = 8, .after = 0, .sums = { sum, 1 }
    };
}

static enum rc fill(struct cx *cx, const struct request *rq, const struct why_figure *f,
                    struct why_view *v)
{
    v->figure = why_amount(f);
    enum rc rc = why_parts(cx, f, v);
    if (!rc && f->of == WHY_PERIOD) {
        rc = why_gather(cx, f, v);
        fill_list(cx, rq, v);
    } else {
        v->agrees = !money_cmp(v->figure, v->part_sum);
    }
    return rc;
}

enum rc donor_why(struct cx *cx, struct request *rq, struct response *rs)
{
    struct donor_table t;
    struct why_figure f;
    struct why_view v = { 0 };
    enum rc rc = open_table(cx, rq, &t);
    if (!rc) rc = why_figure_read(cx, rq, &t, &f);
    if (rc) return rc;
    if (!reply_is_page(rq)) return send_list(cx, rq, rs, &f);
    if ((rc = fill(cx, rq, &f, &v))) return rc;
    struct page *pg = page_begin(cx, rq, why_title(cx, &f), AREA_REPORTS);
    pg->wide = true;
    page_crumb(cx, pg, T("Donor reports"),
               url_path(cx, "/p/%lld/donor-reports", (long long)rq->project));
    page_crumb(
        cx, pg, arena_printf(cx->arena, T("Period %d"), (int)t.period_no),
        url_path(cx, "/p/%lld/donor-report/%lld", (long long)rq->project, (long long)t.period_no));
    page_exports(cx, rq, pg);
    donor_reasons_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

enum rc donor_workbook(struct cx *cx, struct request *rq, struct response *rs)
{
    struct donor_table t;
    int fd;
    int64_t size;
    enum rc rc = open_table(cx, rq, &t);
    if (!rc) rc = donor_book(cx, &t, t.snapshot_sha, &fd, &size);
    if (rc) return rc;
    reply_file(cx, rs, fd, size,
               "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
               arena_printf(cx->arena, "donor-report-%d.xlsx", (int)t.period_no), false);
    return RC_OK;
}

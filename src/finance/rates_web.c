/* SPDX-License-Identifier: EUPL-1.2 */
/* rates_web.c — the rates that the project's lines are converted with: a month a row; importing
 * with a preview. */
#include "account/viewer.h"
#include "finance/expenditure_web.h"
#include "finance/finance_web.h"
#include "finance/rates_html.h"
#include "finance/rates_page_sql.h"
#include "finance/rates_view.h"
#include "i18n/i18n.h"
#include "project/rule_word.h"
#include "project/ruleset.h"
#include "store/db.h"

#include <string.h>

struct rates_form {
    const struct upload *file;
    month month;
    const char *source, *reason;
    int64_t save, kept;
};
static const struct form_field rates_fields[] = {
    FIELD_OF(
        rates_form, file, FORM_FILE, N_("File"),
        .hint =
            N_("InforEuro's JSON (all currencies of a month, or all months of a currency), or CSV "
               "with the columns currency, year, month, rate")),
    FIELD_OF(rates_form, month, FORM_MONTH, N_("Month of the JSON file"),
             .hint = N_("For the list of a month, which does not name it")),
    FIELD_OF(rates_form, source, FORM_TEXT, N_("Source"), .hint = N_("InforEuro when left empty")),
    FIELD_OF(rates_form, reason, FORM_TEXT, N_("Reason of a correction"), .max = 300),
    FIELD_OF(rates_form, save, FORM_FLAG,
             N_("Save now; without it Kolo only shows what would change")),
    FIELD_OF(rates_form, kept, FORM_ID, N_("The file that was looked at"), .hidden = true),
};
static const struct form rates_form = FORM(rates_form, rates_fields);

static bool is_corrected(const struct rate_corrections_rows *all, const char *currency, month m)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].month == m && z_eq(all->v[i].currency, currency)) return true;
    return false;
}

static enum rc fill(struct cx *cx, int64_t project, struct rates_view *v)
{
    struct rates_span_row span;
    struct rates_currencies_rows currencies;
    struct rules rules;
    const struct rate_table *table;
    struct rate_corrections_rows corrections;
    enum rc rc = rates_span(cx, project, &span);
    if (!rc) rc = rates_currencies(cx, project, &currencies);
    if (!rc) rc = rules_of(cx, project, &rules);
    month first = month_of(span.starts_on), last = month_of(span.ends_on),
          today = month_of(date_of_stamp(cx->now));
    if (!rc) rc = rate_table_read(cx, first, last, &table);
    if (!rc) rc = rate_corrections(cx, first, last, &corrections);
    if (rc) return rc;
    const char **codes = arena_array(cx->arena, const char *, currencies.n);
    for (size_t c = 0; c < currencies.n; c++) codes[c] = currencies.v[c].currency;
    v->currencies = codes;
    v->currency_count = currencies.n;
    v->n = (size_t)(last - first + 1);
    struct rates_month *months = arena_array(cx->arena, struct rates_month, v->n);
    for (size_t i = 0; i < v->n; i++) {
        month m = first + (month)i;
        struct rates_cell *cells = arena_array(cx->arena, struct rates_cell, currencies.n);
        for (size_t c = 0; c < currencies.n; c++) {
            int64_t rate = rate_on(table, codes[c], m);
            const struct currency *cur = currency_find(codes[c]);
            bool ended = cur && date_given(cur->until) && m > month_of(cur->until);
            cells[c].rate = rate ? i18n_scaled(cx, rate, 6, 4) : ended ? T("ended") : "";
            cells[c].missing = !rate && !ended && m <= today;
            cells[c].corrected = is_corrected(&corrections, codes[c], m);
            v->missing += cells[c].missing;
        }
        months[i] = (struct rates_month){ i18n_month(cx, m), cells };
    }
    v->v = months;
    v->corrections = corrections.v;
    v->correction_count = corrections.n;
    v->regime = rule_word_show(cx, "rate_regime", rules_text(&rules, "rate_regime"));
    v->source = rule_word_source(cx, rules_source(&rules, "rate_regime"));
    return RC_OK;
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs, struct rates_view *v)
{
    struct rates_span_row span;
    struct rate_list_rows rows;
    enum rc rc = rates_span(cx, rq->project, &span);
    if (!rc) rc = rate_list(cx, NULL, month_of(span.starts_on), month_of(span.ends_on), &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "rates", &rate_list_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    if ((rc = fill(cx, rq->project, v))) return rc;
    v->may = viewer_can(cx, MAY_EDIT_RATES, rq->project, 0);
    v->import = url_path(cx, "/p/%lld/rates", (long long)rq->project);
    v->form = form_view(cx, rq, &rates_form, NULL);
    v->form->value[parts_field(v->form, "kept")] =
        v->kept ? arena_printf(cx->arena, "%lld", (long long)v->kept) : "";
    struct page *pg = page_begin(cx, rq, T("Rates"), AREA_MONEY);
    finance_tabs(cx, pg, rq->project, "rates");
    page_exports(cx, rq, pg);
    rates_html(cx, &rs->body, pg, v);
    return RC_OK;
}

static enum rc rates_list(struct cx *cx, struct request *rq, struct response *rs)
{
    struct rates_view v = { 0 };
    return show(cx, rq, rs, &v);
}

/* The file that came along, or else the one that was looked at before. */
static enum rc bytes_of(struct cx *cx, const struct request *rq, str *bytes, const char **name)
{
    const struct rates_form *f = rq->form;
    if (!f->file && f->kept) return rates_kept(cx, rq->project, f->kept, bytes, name);
    if (!f->file) return problem(cx, "file", T("Choose a file."));
    *bytes = f->file->bytes;
    *name = f->file->name;
    return RC_OK;
}

static enum rc save(struct cx *cx, int64_t project, const struct rates_import *in)
{
    struct rates_import_row *rows;
    size_t n;
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = rates_import(cx, in, &rows, &n);
    return db_end(cx, rc ? rc : rates_forget(cx, project));
}

/* What was read is shown, and kept so that it need not be chosen again: also when only the reason
 * of a correction is missing. */
static enum rc preview(struct cx *cx, struct request *rq, struct response *rs,
                       const struct rates_import *in, struct rates_view *v)
{
    const struct rates_form *f = rq->form;
    struct rates_import_row *rows;
    enum rc rc = rates_import(cx, in, &rows, &v->preview_count);
    bool reason = rc == RC_INVALID && rows && problem_of(cx, "reason");
    if (!reply_is_page(rq) || (rc && !reason)) return rc ? rc : show(cx, rq, rs, v);
    v->preview = rows;
    v->kept = f->kept;
    enum rc kept = f->file ? rates_keep(cx, rq->project, in->bytes, v->name, &v->kept) : RC_OK;
    if (kept) return kept;
    if (reason) rs->status = rc_http(rc);
    return show(cx, rq, rs, v);
}

static enum rc rates_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct rates_form *f = rq->form;
    struct rates_view v = { 0 };
    struct rates_import in = { .month = f->month, .source = f->source, .reason = f->reason };
    enum rc rc = bytes_of(cx, rq, &in.bytes, &v.name);
    if (rc) return rc;
    if (f->save) rc = save(cx, rq->project, &in);
    if (f->save && !rc)
        return reply_see_other(cx, rq, rs, url_path(cx, "/p/%lld/rates", (long long)rq->project),
                               T("The rates are imported."));
    if (rc && (rc != RC_INVALID || !reply_is_page(rq))) return rc;
    cx->problems = (struct problems){ 0 }; /* found again */
    in.dry_run = true;
    return preview(cx, rq, rs, &in, &v);
}

const struct route rates_routes[] = {
    { METHOD_GET, "/p/{project}/rates", rates_list, .may = MAY_READ_PROJECT, .of = OF_PROJECT,
      .title = N_("Rates"), .rows = &rate_list_meta },
    { METHOD_POST, "/p/{project}/rates", rates_post, .may = MAY_EDIT_RATES, .of = OF_PROJECT,
      .form = &rates_form, .again = rates_list, .max = 4 * MB, .title = N_("Import rates") },
    { 0 },
};

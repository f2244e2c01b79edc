/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_page_web.c — what the pages of a report's expenditure share: the kinds of documents
 * in words, who may read a sensitive line, and the head with crumbs, tabs and state.
 */
#include "account/viewer.h"
#include "finance/expenditure_grid_view.h"
#include "finance/expenditure_list_view.h"
#include "finance/expenditure_web.h"
#include "i18n/i18n.h"

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
        { "review", N_("Check"), "/review" },
        { "questions", N_("Questions"), "/questions" },
        { "versions", N_("Versions"), "/versions" },
    };
    struct page *pg = page_begin(cx, rq, title, AREA_REPORTS);
    struct mark m = expenditure_mark(cx, r->state);
    if (z_eq(r->state, "draft") && date_cmp(date_of_stamp(cx->now), r->partner_due_on) > 0)
        m = (struct mark){ "bad", T("late") };
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

enum rc expenditure_file_fits(struct cx *cx, size_t n)
{
    if (n <= EXPENDITURE_FILE_MOST) return RC_OK;
    return refuse(cx, RC_CONFLICT,
                  T("These are more than %s lines, and a file holds no more. Filter by partner or "
                    "period, and take the files one by one; the list of transactions of a donor "
                    "report has no such limit."),
                  i18n_int(cx, EXPENDITURE_FILE_MOST));
}

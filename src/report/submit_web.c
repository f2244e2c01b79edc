/* SPDX-License-Identifier: EUPL-1.2 */
/* submit_web.c — submitting as steps: lines, texts, checks, confirmation. Can be left and resumed,
 * since each step is a page of its own. The same checks decide again when it is posted.
 */
#include "account/viewer.h"
#include "i18n/i18n.h"
#include "report/report_pages.h"
#include "report/submit_html.h"

/* ${stops}: of the texts, and all. */
static void fill_steps(struct cx *cx, struct report_show_view *v, size_t of_texts, size_t stops)
{
    struct step *s = arena_array(cx->arena, struct step, 4);
    bool sent = !z_eq(v->r->state, "draft") && !z_eq(v->r->state, "returned");
    s[0] = (struct step){ T("Expenditure"), v->expenditure, v->sums.n ? STEP_DONE : STEP_AHEAD };
    s[1] = (struct step){ T("In words"), v->narrative, of_texts ? STEP_AHEAD : STEP_DONE };
    s[2] = (struct step){ T("Checks"), { NULL }, stops ? STEP_HERE : STEP_DONE };
    s[3] = (struct step){ T("Submit"), { NULL }, stops ? STEP_AHEAD : STEP_HERE };
    if (sent) s[3].state = STEP_DONE;
    v->steps = (struct steps){ s, 4 };
}

enum rc report_before_submit(struct cx *cx, struct request *rq, struct response *rs)
{
    struct report_facts_row r;
    struct report_currency_sums_rows sums;
    struct report_check *checks;
    size_t n, stops, of_texts = 0;
    bool found;
    enum rc rc = report_facts(cx, rq->id[0], &r, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    rc = report_checks(cx, r.id, &checks, &n);
    if (!rc) rc = report_currency_sums(cx, r.id, &sums);
    if (rc) return rc;
    reply_rows(cx, rs, "sums", &report_currency_sums_meta, sums.v, sums.n);
    reply_row(cx, rs, "report", &report_facts_meta, &r);
    if (!reply_is_page(rq)) return RC_OK;
    struct report_show_view v = { .r = &r };
    stops = report_fill_checks(cx, checks, n, &v);
    for (size_t i = 0; i < n; i++)
        of_texts += z_eq(checks[i].severity, "stop") && checks[i].block != NULL;
    money *m = arena_array(cx->arena, money, sums.n);
    for (size_t i = 0; i < sums.n; i++) m[i] = sums.v[i].amount;
    v.sums = (struct sums){ m, sums.n };
    v.expenditure = report_to(cx, &r, "expenditure");
    v.narrative = report_to(cx, &r, "narrative");
    fill_steps(cx, &v, of_texts, stops);
    report_fill_next(cx, &v, stops, 0, 0);
    struct page *pg = report_page(
        cx, rq, &r,
        arena_printf(cx->arena, T("Submit %s, period %d"), r.partner_name, (int)r.period_no),
        "report");
    submit_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

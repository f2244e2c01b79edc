/* SPDX-License-Identifier: EUPL-1.2 */
/* overview_web.c — all partners' reports at a glance: who is late, who is asked what, whose turn it
 * is. */
#include "account/viewer.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "report/overview_html.h"
#include "report/report_pages.h"
#include "report/report_state.h"
#include "report/report_view.h"

struct mark report_mark(struct cx *cx, const char *state, bool late)
{
    static const struct {
        const char *state, *kind;
    } kinds[] = {
        { "draft", "draft" },  { "submitted", "wait" }, { "in_check", "wait" },
        { "returned", "ask" }, { "accepted", "good" },
    };
    if (late) return (struct mark){ "bad", T("late") };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (z_eq(kinds[i].state, state))
            return (struct mark){ kinds[i].kind, i18n_text(cx, NULL, report_state_word(state)) };
    }
    return (struct mark){ "draft", T("not begun") };
}

bool report_is_late(const struct cx *cx, const char *state, date due)
{
    bool with_partner = z_eq(state, "none") || z_eq(state, "draft") || z_eq(state, "returned");
    return with_partner && date_cmp(date_of_stamp(cx->now), due) > 0 && !z_eq(state, "returned");
}

int report_dot(const char *state, bool late)
{
    static const char *const states[] = { "none",     "draft",    "submitted",
                                          "returned", "in_check", "accepted" };
    if (late) return 6;
    for (int i = 0; i < 6; i++) {
        if (z_eq(states[i], state)) return i;
    }
    return 0;
}

static struct report_cell cell_of(struct cx *cx, int64_t project, const struct report_matrix_row *r)
{
    struct report_cell c = { .row = r, .late = report_is_late(cx, r->state, r->partner_due_on) };
    c.mark = report_mark(cx, r->state, c.late);
    if (r->report) c.url = url_path(cx, "/report/%lld", (long long)r->report);
    if (r->questions) {
        c.note = arena_printf(
            cx->arena,
            T_N(r->questions, "%d question without answer", "%d questions without answer"),
            (int)r->questions);
    } else if (z_eq(r->state, "in_check") && r->undecided) {
        c.note =
            arena_printf(cx->arena, T_N(r->undecided, "%d line to decide", "%d lines to decide"),
                         (int)r->undecided);
    } else if (c.late) {
        c.note = i18n_in_days(cx, r->partner_due_on);
    }
    bool begun_period = date_cmp(r->starts_on, date_of_stamp(cx->now)) <= 0;
    if (!r->report && begun_period && viewer_can(cx, MAY_EDIT_REPORT, project, r->partner)) {
        c.begin = (struct action){ .label = T("Begin"),
                                   .post = true,
                                   .url = url_path(cx, "/p/%lld/partner/%lld/report/%lld",
                                                   (long long)project, (long long)r->partner,
                                                   (long long)r->period_no) };
    }
    return c;
}

static void fill(struct cx *cx, int64_t project, const struct report_matrix_rows *rows,
                 struct report_overview_view *v)
{
    VEC(struct report_period_view) periods = { 0 };
    for (size_t i = 0; i < rows->n;) {
        size_t end = i;
        while (end < rows->n && rows->v[end].period == rows->v[i].period) end++;
        struct report_cell *cells = arena_array(cx->arena, struct report_cell, end - i);
        struct chart_dot *dots = arena_array(cx->arena, struct chart_dot, end - i);
        int64_t lines = 0;
        money euro = eur(0), accepted = eur(0);
        for (size_t k = i; k < end; k++) {
            lines += rows->v[k].lines;
            euro = money_add(euro, rows->v[k].euro);
            accepted = money_add(accepted, rows->v[k].accepted);
            cells[k - i] = cell_of(cx, project, &rows->v[k]);
            dots[k - i] = (struct chart_dot){ rows->v[k].partner_name,
                                              report_dot(rows->v[k].state, cells[k - i].late) };
        }
        const struct report_matrix_row *first = &rows->v[i];
        *vec_push(cx->arena, &periods) = (struct report_period_view){
            .no = first->period_no,
            .starts_on = first->starts_on,
            .ends_on = first->ends_on,
            .due_on = first->partner_due_on,
            .v = cells,
            .n = end - i,
            .lines = lines,
            .euro = euro,
            .accepted = accepted,
            .ring = end - i > 1 ? chart_ring(cx,
                                             arena_printf(cx->arena, T("Reports on period %d"),
                                                          (int)first->period_no),
                                             dots, end - i, 64)
                                : (struct html){ NULL },
        };
        i = end;
    }
    v->v = periods.v;
    v->n = periods.n;
}

enum rc report_overview(struct cx *cx, struct request *rq, struct response *rs)
{
    int64_t own = viewer_partner(cx, MAY_READ_REPORT, rq->project);
    if (own < 0) return RC_MISSING;
    struct report_matrix_rows rows;
    enum rc rc = report_matrix(cx, rq->project, own, &rows);
    if (rc) return rc;
    reply_rows(cx, rs, "reports", &report_matrix_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    struct report_overview_view v = { 0 };
    fill(cx, rq->project, &rows, &v);
    struct page *pg = page_begin(cx, rq, T("Partner reports"), AREA_REPORTS);
    report_tabs(cx, pg, rq->project, "reports");
    page_exports(cx, rq, pg);
    overview_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

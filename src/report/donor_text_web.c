/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_text_web.c — the words of the donor report: the partners' texts beside the lead's own, and
 * a note on every line that is far over its budget.
 */
#include "report/donor_text.h"

#include "account/viewer.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "project/ruleset.h"
#include "report/donor_sql.h"
#include "report/donor_text_html.h"
#include "report/donor_text_view.h"
#include "report/report_pages.h"
#include "web/form.h"

static struct url at(struct cx *cx, const struct request *rq, const char *what)
{
    return url_path(cx, "/p/%lld/donor-report/%lld/%s", (long long)rq->project,
                    (long long)rq->id[1], what);
}

static enum rc period_of(struct cx *cx, const struct request *rq, int64_t *period)
{
    struct donor_period_by_no_row row;
    bool found;
    enum rc rc = donor_period_by_no(cx, rq->project, rq->id[1], &row, &found);
    if (!rc && !found) return RC_MISSING;
    if (!rc) *period = row.id;
    return rc;
}

static enum rc fill_notes(struct cx *cx, const struct request *rq, const struct donor_table *t,
                          struct donor_text_view *v)
{
    struct variation_notes_rows notes = { 0 };
    VEC(struct donor_note_shown) shown = { 0 };
    enum rc rc = t->report ? variation_notes(cx, t->report, &notes) : RC_OK;
    if (rc) return rc;
    int64_t threshold = rules_number(&t->rules, "variation_note_e2");
    v->threshold = i18n_percent_e2(cx, threshold);
    for (size_t i = 0; i < t->line_count; i++) {
        const struct donor_line *l = &t->lines[i];
        const char *body = NULL;
        for (size_t k = 0; k < notes.n; k++)
            if (notes.v[k].line == l->id) body = notes.v[k].body;
        bool over =
            l->variance.minor > 0 && (l->variance_e2 == INT64_MIN || l->variance_e2 > threshold);
        if (!over && !body) continue;
        *vec_push(cx->arena, &shown) = (struct donor_note_shown){
            .line = l,
            .body = body ? body : "",
            .save = url_path(cx, "/p/%lld/donor-report/%lld/note/%lld", (long long)rq->project,
                             (long long)rq->id[1], (long long)l->id),
        };
    }
    v->notes = shown.v;
    v->note_count = shown.n;
    return RC_OK;
}

static enum rc fill_said(struct cx *cx, int64_t period, struct donor_text_view *v)
{
    struct donor_partner_texts_rows rows;
    enum rc rc = donor_partner_texts(cx, period, &rows);
    if (rc) return rc;
    struct donor_said *said = arena_array(cx->arena, struct donor_said, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct donor_partner_texts_row *r = &rows.v[i];
        said[i].from = r->activity
                           ? arena_printf(cx->arena, "%s, %s %s", r->partner, r->activity, r->title)
                           : r->partner;
        said[i].text = markdown(cx, r->body);
    }
    v->said = said;
    v->said_count = rows.n;
    return RC_OK;
}

enum rc donor_text_page(struct cx *cx, struct request *rq, struct response *rs)
{
    int64_t period;
    struct donor_table t;
    struct donor_get_row stored = { .narrative = "" };
    struct donor_text_view v = { .save = at(cx, rq, "text") };
    enum rc rc = period_of(cx, rq, &period);
    if (!rc) rc = donor_table_read(cx, rq->project, period, &t);
    if (!rc && t.report) rc = donor_get(cx, t.report, &stored);
    if (!rc) rc = fill_notes(cx, rq, &t, &v);
    if (!rc) rc = fill_said(cx, period, &v);
    if (rc) return rc;
    const char *typed = request_field(rq, "narrative");
    v.narrative = typed ? typed : stored.narrative;
    v.version = stored.version;
    v.open = !t.frozen && viewer_can(cx, MAY_EDIT_DONOR_REPORT, rq->project, 0);
    struct page *pg = page_begin(
        cx, rq, arena_printf(cx->arena, T("Donor report, period %d: in words"), (int)t.period_no),
        AREA_REPORTS);
    page_crumb(cx, pg, T("Donor reports"),
               url_path(cx, "/p/%lld/donor-reports", (long long)rq->project));
    page_crumb(
        cx, pg, arena_printf(cx->arena, T("Period %d"), (int)t.period_no),
        url_path(cx, "/p/%lld/donor-report/%lld", (long long)rq->project, (long long)rq->id[1]));
    donor_text_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

/* The draft of the period in the path, begun with the first word that is written. */
static enum rc begun(struct cx *cx, const struct request *rq, int64_t *id, bool *fresh)
{
    int64_t period;
    struct donor_table t;
    enum rc rc = period_of(cx, rq, &period);
    if (!rc) rc = donor_table_read(cx, rq->project, period, &t);
    *fresh = !rc && !t.report;
    return rc ? rc : donor_begin(cx, rq->project, period, id);
}

enum rc donor_text_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct donor_text_form *f = rq->form;
    int64_t id;
    bool fresh;
    enum rc rc = begun(cx, rq, &id, &fresh);
    if (!rc) rc = donor_write(cx, id, fresh ? 1 : f->version, f->narrative ? f->narrative : "");
    return rc ? rc : reply_see_other(cx, rq, rs, at(cx, rq, "text"), T("The text is saved."));
}

enum rc donor_note_post(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct donor_note_form *f = rq->form;
    int64_t id;
    bool fresh;
    enum rc rc = begun(cx, rq, &id, &fresh);
    if (!rc) rc = donor_note(cx, id, rq->id[2], f->body);
    return rc ? rc : reply_see_other(cx, rq, rs, at(cx, rq, "text"), T("The note is saved."));
}

static const struct form_field text_fields[] = {
    FIELD_OF(donor_text_form, narrative, FORM_LONG, N_("Consolidated text"), .max = 60000),
    FIELD_OF(donor_text_form, version, FORM_INT, N_("Version"), .hidden = true),
};
const struct form donor_text_form = FORM(donor_text_form, text_fields);
static const struct form_field note_fields[] = {
    FIELD_OF(donor_note_form, body, FORM_LONG, N_("Why the line differs from its budget"),
             .max = 2000),
};
const struct form donor_note_form = FORM(donor_note_form, note_fields);

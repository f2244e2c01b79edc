/* SPDX-License-Identifier: EUPL-1.2 */
/* compare_web.c — two versions of a report side by side: lines that came, went or changed, with
 * what changed in them, and texts with the changed words marked.
 */
#include "account/viewer.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "report/report_pages.h"
#include "report/report_sql.h"
#include "report/version_html.h"
#include "report/version_view.h"

enum { LINES_MOST = 1000 };

/* The columns in which a line can differ, by their names in version_difference. */
static const char *const field_names[][2] = {
    { "line", N_("Budget line") },
    { "activity", N_("Activity") },
    { "description", N_("What for") },
    { "supplier", N_("Supplier") },
    { "doc_type", N_("Type of document") },
    { "document_no", N_("Document number") },
    { "document_date", N_("Date of the document") },
    { "service_from", N_("Service from") },
    { "service_to", N_("Service until") },
    { "payment_date", N_("Paid on") },
    { "payment_ref", N_("Payment reference") },
    { "book_account", N_("Account in the books") },
    { "procurement_ref", N_("Procurement file") },
    { "event_ref", N_("Event") },
    { "staff_ref", N_("Person") },
    { "original_at", N_("The original is at") },
    { "gross", N_("On the document") },
    { "vat", N_("VAT") },
    { "share", N_("Share charged") },
    { "amount", N_("Charged") },
    { "is_sensitive", N_("Sensitive") },
};

static const char *shown(struct cx *cx, const struct row_meta *m, size_t i, const void *row)
{
    const void *at = (const char *)row + m->fields[i].offset;
    if (m->fields[i].type == FIELD_MONEY) return i18n_money(cx, *(const money *)at);
    if (m->fields[i].type == FIELD_E2) return i18n_percent_e2(cx, *(const int64_t *)at);
    if (m->fields[i].type == FIELD_DATE)
        return date_given(*(const date *)at) ? i18n_date(cx, *(const date *)at) : "";
    return row_text(m, i, row, cx->arena);
}

static void fill_fields(struct cx *cx, const struct version_difference_row *was,
                        const struct version_difference_row *is, struct compare_line *l)
{
    const struct row_meta *m = &version_difference_meta;
    VEC(struct compare_field) out = { 0 };
    for (size_t k = 0; k < sizeof field_names / sizeof *field_names; k++) {
        for (size_t i = 0; i < m->n; i++) {
            if (!z_eq(m->fields[i].name, field_names[k][0])) continue;
            const char *before = shown(cx, m, i, was), *after = shown(cx, m, i, is);
            if (z_eq(before, after)) continue;
            *vec_push(cx->arena, &out) =
                (struct compare_field){ i18n_text(cx, NULL, field_names[k][1]), before, after };
        }
    }
    l->fields = out.v;
    l->field_count = out.n;
}

static void fill_line(struct cx *cx, const struct report_facts_row *r,
                      const struct version_difference_row *was,
                      const struct version_difference_row *is, struct compare_line *l)
{
    const struct version_difference_row *one = is ? is : was;
    bool hidden = report_hides(cx, r, one->is_sensitive || (was && was->is_sensitive));
    *l = (struct compare_line){
        .line_key = one->line_key,
        .kind = !was  ? "new"
                : !is ? "gone"
                      : "changed",
        .word = !was  ? T("added")
                : !is ? T("removed")
                      : T("changed"),
        .title = hidden ? T("restricted") : one->description,
        .sub = hidden ? ""
                      : arena_printf(cx->arena, "%s · %s %s", one->line, one->supplier,
                                     one->document_no),
        .was = was != NULL,
        .is = is != NULL,
        .before = was ? was->euro : eur(0),
        .after = is ? is->euro : eur(0),
    };
    if (was && is && !hidden) fill_fields(cx, was, is, l);
}

/* Rows come by line, the older one first. */
static void fill_lines(struct cx *cx, const struct version_difference_rows *rows,
                       struct compare_view *v)
{
    struct compare_line *out = arena_array(cx->arena, struct compare_line, rows->n);
    v->difference = eur(0);
    for (size_t i = 0; i < rows->n;) {
        const struct version_difference_row *a = &rows->v[i], *was = NULL, *is = NULL;
        for (; i < rows->n && rows->v[i].line_key == a->line_key; i++) {
            if (rows->v[i].was)
                was = &rows->v[i];
            else
                is = &rows->v[i];
        }
        struct compare_line *l = &out[v->n++];
        fill_line(cx, v->report, was, is, l);
        v->added += !was;
        v->removed += !is;
        v->changed += was && is;
        v->difference = money_add(v->difference, money_sub(l->after, l->before));
    }
    v->v = out;
}

static const struct narrative_of_report_row *twin(const struct narrative_of_report_rows *rows,
                                                  const struct narrative_of_report_row *of)
{
    for (size_t i = 0; i < rows->n; i++) {
        if (rows->v[i].activity_id == of->activity_id && z_eq(rows->v[i].question, of->question))
            return &rows->v[i];
    }
    return NULL;
}

/* Texts are only ever added or rewritten, so each of the newer version's finds what it was. */
static void fill_texts(struct cx *cx, const struct ruleset *set,
                       const struct version_activities_rows *activities,
                       const struct narrative_of_report_rows *before,
                       const struct narrative_of_report_rows *after, struct compare_view *v)
{
    VEC(struct compare_text) out = { 0 };
    for (size_t i = 0; i < after->n; i++) {
        const struct narrative_of_report_row *is = &after->v[i], *was = twin(before, is);
        const char *old = was ? was->body : "", *code = NULL;
        if (z_eq(old, is->body)) continue;
        for (size_t a = 0; a < activities->n; a++)
            if (activities->v[a].id == is->activity_id) code = activities->v[a].code;
        struct compare_text *t = vec_push(cx->arena, &out);
        t->title = report_question_title(cx, set, is->question);
        if (code) t->title = arena_printf(cx->arena, "%s: %s", code, t->title);
        t->runs = words_compare(cx->arena, old, is->body, &t->n);
    }
    v->texts = out.v;
    v->text_count = out.n;
}

static const char *summary(struct cx *cx, const struct compare_view *v)
{
    if (!v->n && !v->text_count) return T("Nothing differs between these versions.");
    return arena_printf(cx->arena,
                        T("%d lines added, %d changed, %d removed, %d texts rewritten; the sum "
                          "differs by %s."),
                        (int)v->added, (int)v->changed, (int)v->removed, (int)v->text_count,
                        i18n_money(cx, v->difference));
}

static void pick(const struct request *rq, struct compare_view *v)
{
    v->newer = request_query_id(rq, "to");
    v->older = request_query_id(rq, "from");
    if (!v->newer || v->newer > v->version_no) v->newer = v->version_no;
    if (!v->older || v->older > v->version_no) v->older = v->newer > 1 ? v->newer - 1 : 1;
    if (v->older <= v->newer) return;
    int64_t swap = v->older;
    v->older = v->newer;
    v->newer = swap;
}

static enum rc read_texts(struct cx *cx, struct compare_view *v)
{
    struct narrative_of_report_rows before, after;
    struct version_activities_rows activities;
    struct rules rules;
    enum rc rc = narrative_of_report(cx, v->report->id, v->older, &before);
    if (!rc) rc = narrative_of_report(cx, v->report->id, v->newer, &after);
    if (!rc) rc = version_activities(cx, v->report->id, &activities);
    if (!rc) rc = rules_of(cx, v->report->project, &rules);
    if (!rc) fill_texts(cx, rules.set, &activities, &before, &after, v);
    return rc;
}

/* What must not be seen leaves the rows before they leave the program. */
static void mask(struct cx *cx, const struct report_facts_row *r,
                 struct version_difference_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        struct version_difference_row *d = &rows->v[i];
        if (!report_hides(cx, r, d->is_sensitive)) continue;
        d->description = T("restricted");
        d->supplier = d->document_no = d->payment_ref = d->staff_ref = d->event_ref = "";
        d->procurement_ref = d->original_at = d->book_account = "";
    }
}

enum rc report_compare(struct cx *cx, struct request *rq, struct response *rs)
{
    struct report_facts_row r;
    struct version_difference_rows rows;
    struct compare_view v = { .report = &r };
    bool found;
    enum rc rc = report_facts(cx, rq->id[0], &r, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    v.version_no = r.version_no;
    pick(rq, &v);
    rc = version_difference(cx, r.id, v.older, v.newer, LINES_MOST + 1, &rows);
    if (rc) return rc;
    mask(cx, &r, &rows);
    reply_rows(cx, rs, "differences", &version_difference_meta, rows.v, rows.n);
    if (!reply_is_page(rq)) return RC_OK;
    v.more = rows.n > LINES_MOST;
    fill_lines(cx, &rows, &v);
    if ((rc = read_texts(cx, &v))) return rc;
    v.summary = summary(cx, &v);
    v.self = url_path(cx, "/report/%lld/compare", (long long)r.id);
    struct page *pg =
        report_page(cx, rq, &r,
                    arena_printf(cx->arena, T("%s, period %d: version %d and %d"), r.partner_name,
                                 (int)r.period_no, (int)v.older, (int)v.newer),
                    "versions");
    pg->wide = true;
    page_exports(cx, rq, pg);
    compare_html(cx, &rs->body, pg, &v);
    return RC_OK;
}

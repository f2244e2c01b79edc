/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_line_web.c — one line: what it says, its documents, why its amount in euro is what it
 * is, what was asked and what was done to it; and all its columns as a form while it may be
 * changed.
 */
#include "account/viewer.h"
#include "base/vec.h"
#include "finance/expenditure.h"
#include "finance/expenditure_compare.h"
#include "finance/expenditure_grid_view.h"
#include "finance/expenditure_history_view.h"
#include "finance/expenditure_line_html.h"
#include "finance/expenditure_line_view.h"
#include "finance/expenditure_list_view.h"
#include "finance/expenditure_preview.h"
#include "finance/expenditure_sheet_sql.h"
#include "finance/expenditure_web.h"
#include "i18n/i18n.h"

#include <string.h>

struct line_form {
    int64_t version;
    const char *line, *activity, *description, *supplier, *document_type, *document_no;
    date document_date, service_from, service_to, payment_date;
    const char *payment_ref, *book_account, *procurement_ref, *event_ref, *staff_ref, *original_at;
    const char *currency;
    int64_t gross, vat, share, amount, sensitive;
};
/* What is missing expenditure_check says, in the same words as for a file. */
static const struct form_field fields[] = {
    FIELD_OF(line_form, version, FORM_INT, N_("Version"), .hidden = true),
    FIELD_OF(line_form, description, FORM_TEXT, N_("What for"), .max = 255),
    FIELD_OF(line_form, line, FORM_TEXT, N_("Budget line"), .max = 40),
    FIELD_OF(line_form, activity, FORM_TEXT, N_("Activity"), .max = 40),
    FIELD_OF(line_form, supplier, FORM_TEXT, N_("Supplier"), .max = 200),
    FIELD_OF(line_form, document_type, FORM_CHOICE, N_("Kind of document")),
    FIELD_OF(line_form, document_no, FORM_TEXT, N_("Document number"), .max = 60),
    FIELD_OF(line_form, document_date, FORM_DATE, N_("Date of the document")),
    FIELD_OF(line_form, service_from, FORM_DATE, N_("Service from"),
             N_("When the work was done or the goods came; that decides whether a cost is "
                "eligible")),
    FIELD_OF(line_form, service_to, FORM_DATE, N_("Service until")),
    FIELD_OF(line_form, payment_date, FORM_DATE, N_("Paid on")),
    FIELD_OF(line_form, payment_ref, FORM_TEXT, N_("Bank statement"), .max = 80),
    FIELD_OF(line_form, currency, FORM_TEXT, N_("Currency"), .max = 3),
    FIELD_OF(line_form, gross, FORM_AMOUNT, N_("On the document")),
    FIELD_OF(line_form, vat, FORM_AMOUNT, N_("VAT in it")),
    FIELD_OF(line_form, share, FORM_PERCENT, N_("Share charged"),
             N_("In percent of the document; 100 when all of it belongs to the project"), .min = 1,
             .max = 10000),
    FIELD_OF(line_form, amount, FORM_AMOUNT, N_("Amount charged")),
    FIELD_OF(line_form, book_account, FORM_TEXT, N_("Account in the books"), .max = 80),
    FIELD_OF(line_form, procurement_ref, FORM_TEXT, N_("Procurement file"), .max = 80),
    FIELD_OF(line_form, event_ref, FORM_TEXT, N_("Event"), .max = 80),
    FIELD_OF(line_form, staff_ref, FORM_TEXT, N_("Staff or timesheet"), .max = 80),
    FIELD_OF(line_form, original_at, FORM_TEXT, N_("Where the original is"), .max = 120),
    FIELD_OF(line_form, sensitive, FORM_FLAG, N_("Sensitive"),
             N_("The lead sees the amount only; for payroll and other personal data")),
};
const struct form expenditure_line_form = FORM(line_form, fields);

/* ---- reading --------------------------------------------------------------------------------- */

struct reading {
    struct expenditure_line_row row;
    struct expenditure_line_files_rows files;
    struct expenditure_line_audit_rows audit;
    struct expenditure_line_questions_rows questions;
    struct expenditure_line_twins_rows twins;
    bool hides, open;
};

static enum rc read_all(struct cx *cx, int64_t id, struct reading *r)
{
    bool found;
    enum rc rc = expenditure_line(cx, id, &r->row, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    struct expenditure_line_row *x = &r->row;
    rc = expenditure_line_files(cx, id, &r->files);
    if (!rc) rc = expenditure_line_audit(cx, x->report, x->seq, &r->audit);
    if (!rc) rc = expenditure_line_questions(cx, x->report, x->seq, &r->questions);
    if (!rc)
        rc = expenditure_line_twins(cx, x->project, x->id, x->document_no, x->document_date,
                                    x->supplier, &r->twins);
    if (rc) return rc;
    r->open = !x->until_version && (z_eq(x->state, "draft") || z_eq(x->state, "returned"));
    r->hides = expenditure_hides(cx, x->project, x->partner, x->sensitive);
    if (r->hides) {
        x->description = T("restricted");
        x->supplier = x->document_no = x->payment_ref = x->staff_ref = "";
        r->files.n = r->twins.n = 0;
    }
    return RC_OK;
}

/* ---- facts ----------------------------------------------------------------------------------- */

typedef VEC(struct fact) fact_list;

static void put(struct cx *cx, fact_list *to, const char *name, const char *value)
{
    if (value && *value) *vec_push(cx->arena, to) = (struct fact){ .name = name, .value = value };
}

static const char *with_title(struct cx *cx, const char *code, const char *title)
{
    return code ? arena_printf(cx->arena, "%s %s", code, title ? title : "") : NULL;
}

static const char *span(struct cx *cx, date from, date to)
{
    if (!date_given(from) && !date_given(to)) return NULL;
    return arena_printf(cx->arena, "%s – %s", i18n_date(cx, from), i18n_date(cx, to));
}

static void put_facts(struct cx *cx, const struct expenditure_line_row *r,
                      struct expenditure_line_view *v)
{
    fact_list f = { 0 };
    put(cx, &f, T("Budget line"), with_title(cx, r->line, r->line_title));
    put(cx, &f, T("Activity"), with_title(cx, r->activity, r->activity_title));
    put(cx, &f, T("Supplier"), r->supplier);
    put(cx, &f, T("Document"),
        arena_printf(cx->arena, "%s %s", expenditure_type_word(cx, r->document_type),
                     r->document_no));
    put(cx, &f, T("Date of the document"), i18n_date(cx, r->document_date));
    put(cx, &f, T("Service"), span(cx, r->service_from, r->service_to));
    put(cx, &f, T("Paid on"),
        date_given(r->payment_date) ? i18n_date(cx, r->payment_date) : T("not paid yet"));
    put(cx, &f, T("Bank statement"), r->payment_ref);
    put(cx, &f, T("On the document"), i18n_money(cx, money_of(r->gross, r->currency)));
    if (r->vat) put(cx, &f, T("VAT in it"), i18n_money(cx, money_of(r->vat, r->currency)));
    put(cx, &f, T("Share charged"), i18n_percent_e2(cx, r->share));
    put(cx, &f, T("Account in the books"), r->book_account);
    put(cx, &f, T("Procurement file"), r->procurement_ref);
    put(cx, &f, T("Event"), r->event_ref);
    put(cx, &f, T("Staff or timesheet"), r->staff_ref);
    put(cx, &f, T("Where the original is"), r->original_at);
    if (r->sensitive) put(cx, &f, T("Sensitive"), T("yes: the lead sees the amount only"));
    put(cx, &f, T("Entered"), i18n_stamp(cx, r->created_at));
    v->facts = (struct facts){ f.v, f.n };
}

/* ---- why this amount ------------------------------------------------------------------------- */

static void put_figures(struct cx *cx, const struct expenditure_line_row *r, const char *euro,
                        struct expenditure_line_view *v)
{
    VEC(struct figure) f = { 0 };
    struct url why = parts_anchor(cx, "why");
    *vec_push(cx->arena, &f) =
        (struct figure){ .name = T("Amount charged"),
                         .value = i18n_money(cx, money_of(r->amount, r->currency)) };
    *vec_push(cx->arena, &f) =
        (struct figure){ .name = T("In euro"),
                         .value = euro ? euro : T("no rate yet"),
                         .note = r->regime ? NULL : T("at the rate known today"),
                         .why = why };
    if (r->decision) {
        bool parked = z_eq(r->decision, "parked");
        money left = parked ? eur(0) : money_sub(eur(r->eur_minor), r->deducted);
        *vec_push(cx->arena, &f) =
            (struct figure){ .name = T("Accepted"),
                             .value = i18n_money(cx, left),
                             .note = expenditure_mark(cx, r->decision).word };
    }
    v->figures = (struct figures){ f.v, f.n };
}

static void put_decision(struct cx *cx, const struct expenditure_line_row *r,
                         struct expenditure_line_view *v)
{
    if (z_eq(r->decision, "deducted")) {
        v->why_more =
            arena_printf(cx->arena, T("%s less %s deducted by the lead is %s. Reason: %s"),
                         i18n_money(cx, eur(r->eur_minor)), i18n_money(cx, r->deducted),
                         i18n_money(cx, money_sub(eur(r->eur_minor), r->deducted)), r->reason);
    } else if (z_eq(r->decision, "parked")) {
        v->why_more =
            arena_printf(cx->arena,
                         T("Parked: neither accepted nor deducted; it may be taken in again at "
                           "this rate. Reason: %s"),
                         r->reason);
    }
}

static enum rc put_why(struct cx *cx, const struct expenditure_line_row *r,
                       struct expenditure_line_view *v)
{
    struct conversion c = { .from = money_of(r->amount, r->currency) };
    if (r->regime) {
        c.to = eur(r->eur_minor);
        c.rate = (struct rate){ r->rate_sum, (int32_t)r->rate_n };
        c.basis = r->rate_basis;
        if (!regime_parse(r->regime, &c.regime))
            return fail(cx, "line %lld has the unknown regime %s", (long long)r->id, r->regime);
        v->why = rates_explain(cx, &c);
        put_figures(cx, r, i18n_money(cx, c.to), v);
        put_decision(cx, r, v);
        return rates_behind(cx, &c, &v->months);
    }
    struct expenditure_preview p;
    enum rc rc =
        expenditure_preview_read(cx, r->project, r->starts_on, r->ends_on, r->submitted_at, &p);
    if (rc) return rc;
    bool rated = expenditure_preview_of(cx, &p, c.from, r->payment_date, &c, &v->why);
    if (rated) v->why = rates_explain(cx, &c);
    v->why_more = rated ? T("This is what it would be today. The rate is fixed when the report is "
                            "submitted, and stays on the line for ever.")
                        : NULL;
    put_figures(cx, r, rated ? i18n_money(cx, c.to) : NULL, v);
    return rated ? rates_behind(cx, &c, &v->months) : RC_OK;
}

/* ---- the rest of the page -------------------------------------------------------------------- */

/* What a file is, for people; the type itself is what the data says. */
static const char *kind_text(struct cx *cx, const char *mime)
{
    if (z_eq(mime, "application/pdf")) return "PDF";
    if (strncmp(mime, "image/", 6) == 0) return T("picture");
    if (strncmp(mime, "text/", 5) == 0) return T("plain text");
    if (strstr(mime, "spreadsheet") || strstr(mime, "excel")) return T("spreadsheet");
    if (strstr(mime, "word") || strstr(mime, "opendocument.text")) return T("text document");
    return T("other file");
}

static void put_files(struct cx *cx, const struct reading *r, struct expenditure_line_view *v)
{
    struct line_file *f = arena_array(cx->arena, struct line_file, r->files.n);
    for (size_t i = 0; i < r->files.n; i++) {
        long long id = (long long)r->files.v[i].id;
        f[i] = (struct line_file){
            .row = &r->files.v[i],
            .url = url_path(cx, "/attachment/%lld", id),
            .kind = kind_text(cx, r->files.v[i].mime),
            .size = i18n_bytes(cx, r->files.v[i].size),
            .remove = { .label = T("Take off"),
                        .kind = ACTION_QUIET,
                        .post = true,
                        .url = url_path(cx, "/attachment/%lld/remove", id),
                        .confirm = T("The file leaves this line. Versions that were submitted "
                                     "keep it.") }
        };
    }
    v->files = f;
    v->file_count = r->files.n;
}

/* Another partner's line is its own business: that there is one is said, no more. */
static void put_twins(struct cx *cx, const struct reading *r, struct expenditure_line_view *v)
{
    int64_t own = viewer_partner(cx, MAY_READ_EXPENDITURE, r->row.project);
    struct line_twin *t = arena_array(cx->arena, struct line_twin, r->twins.n);
    for (size_t i = 0; i < r->twins.n; i++) {
        const struct expenditure_line_twins_row *w = &r->twins.v[i];
        t[i].row = w;
        if (!own || own == w->partner)
            t[i].url = url_path(cx, "/expenditure/%lld", (long long)w->id);
    }
    v->twins = t;
    v->twin_count = r->twins.n;
}

static void put_thread(struct cx *cx, const struct reading *r, struct expenditure_line_view *v)
{
    VEC(struct remark) t = { 0 };
    for (size_t i = 0; i < r->questions.n; i++) {
        const struct expenditure_line_questions_row *q = &r->questions.v[i];
        *vec_push(cx->arena, &t) = (struct remark){
            .who = q->asked_by ? q->asked_by : T("Kolo"),
            .at = q->asked_at,
            .text = q->body,
            .open = !q->closed_at,
            .about = url_path(cx, "/p/%lld/thread/question/%lld", (long long)r->row.project,
                              (long long)q->id),
            .about_text =
                q->comments ? arena_printf(cx->arena, T_N(q->comments, "%d comment", "%d comments"),
                                           (int)q->comments)
                            : T("Comment"),
            .mark = q->closed_at ? (struct mark){ "good", T("closed") }
                    : q->answer  ? (struct mark){ "wait", T("answered") }
                                 : (struct mark){ "ask", T("open question") },
        };
        v->questions_open = v->questions_open || (!q->closed_at && !q->answer);
        if (q->answer)
            *vec_push(cx->arena, &t) =
                (struct remark){ .who = q->answered_by ? q->answered_by : T("Kolo"),
                                 .at = q->answered_at,
                                 .text = q->answer,
                                 .reply = true };
    }
    v->thread = (struct thread){ t.v, t.n };
}

static enum rc put_form(struct cx *cx, struct request *rq, const struct expenditure_line_row *r,
                        struct expenditure_line_view *v)
{
    struct expenditure_line_codes_rows codes;
    enum rc rc = expenditure_line_codes(cx, r->project, &codes);
    if (rc) return rc;
    const struct line_form f = {
        .version = r->version,
        .line = r->line,
        .activity = r->activity,
        .description = r->description,
        .supplier = r->supplier,
        .document_type = r->document_type,
        .document_no = r->document_no,
        .document_date = r->document_date,
        .service_from = r->service_from,
        .service_to = r->service_to,
        .payment_date = r->payment_date,
        .payment_ref = r->payment_ref,
        .book_account = r->book_account,
        .procurement_ref = r->procurement_ref,
        .event_ref = r->event_ref,
        .staff_ref = r->staff_ref,
        .original_at = r->original_at,
        .currency = r->currency,
        .gross = r->gross,
        .vat = r->vat,
        .share = r->share,
        .amount = r->amount,
        .sensitive = r->sensitive,
    };
    struct form_view *view = form_view(cx, rq, &expenditure_line_form, &f);
    form_options(view, "document_type", expenditure_type_choices(cx));
    /* After "somebody changed this" a second save is meant to replace what is there now. */
    view->value[0] = arena_printf(cx->arena, "%lld", (long long)r->version);
    v->form = view;
    v->codes = codes.v;
    v->code_count = codes.n;
    return RC_OK;
}

static const char *why_not(struct cx *cx, const struct reading *r)
{
    const struct expenditure_line_row *x = &r->row;
    if (!viewer_can(cx, MAY_EDIT_EXPENDITURE, x->project, x->partner)) return NULL;
    if (x->until_version) return T("This is an earlier version of the line.");
    if (z_eq(x->state, "accepted"))
        return T("The report is accepted. A cost is corrected by a negative line in the next "
                 "report.");
    return T("The report is with the lead. The line can be changed again when it is returned.");
}

static struct page *line_page(struct cx *cx, struct request *rq, const struct reading *r)
{
    const struct expenditure_line_row *x = &r->row;
    struct page *pg = page_begin(cx, rq, x->description, AREA_REPORTS);
    struct mark m = expenditure_mark(cx, x->decision ? x->decision : x->state);
    pg->state = m.word;
    pg->state_kind = m.kind;
    pg->lead =
        arena_printf(cx->arena, T("Line %d · version %d"), (int)x->seq, (int)x->from_version);
    page_crumb(cx, pg, T("Partner reports"),
               url_path(cx, "/p/%lld/reports", (long long)x->project));
    page_crumb(cx, pg,
               arena_printf(cx->arena, T("%s, period %d"), x->partner_name, (int)x->period_no),
               url_path(cx, "/report/%lld", (long long)x->report));
    page_crumb(cx, pg, T("Expenditure"),
               url_path(cx, "/report/%lld/expenditure", (long long)x->report));
    page_exports(cx, rq, pg);
    return pg;
}

static enum rc show(struct cx *cx, struct request *rq, struct response *rs, bool again)
{
    struct reading r = { 0 };
    struct expenditure_line_view v = { .row = &r.row, .open_form = again };
    enum rc rc = read_all(cx, rq->id[0], &r);
    if (rc) return rc;
    reply_row(cx, rs, "line", &expenditure_line_meta, &r.row);
    reply_rows(cx, rs, "documents", &expenditure_line_files_meta, r.files.v, r.files.n);
    if (!reply_is_page(rq)) return RC_OK;
    const struct expenditure_line_row *x = &r.row;
    v.hides = r.hides;
    v.edits = r.open && viewer_can(cx, MAY_EDIT_EXPENDITURE, x->project, x->partner);
    if (!v.edits) v.refusal = why_not(cx, &r);
    put_facts(cx, x, &v);
    if ((rc = put_why(cx, x, &v))) return rc;
    put_files(cx, &r, &v);
    put_twins(cx, &r, &v);
    put_thread(cx, &r, &v);
    v.history = expenditure_history(cx, &r.audit, r.hides);
    if (v.edits && (rc = put_form(cx, rq, x, &v))) return rc;
    const struct object thing = {
        .type = "expenditure", .id = x->first, .project = x->project, .partner = x->partner
    };
    if ((rc = talk_thread_for(cx, rq, &thing, &v.talk))) return rc;
    long long id = (long long)x->id;
    v.self = url_path(cx, "/expenditure/%lld", id);
    v.documents = url_path(cx, "/expenditure/%lld/documents", id);
    v.answer = url_path(cx, "/report/%lld", (long long)x->report);
    v.report_lines = url_path(cx, "/report/%lld/expenditure", (long long)x->report);
    if (x->until_version && x->successor)
        v.newer = url_path(cx, "/expenditure/%lld", (long long)x->successor);
    v.remove = (struct action){ .label = T("Remove the line"),
                                .kind = ACTION_DANGER,
                                .post = true,
                                .url = url_path(cx, "/expenditure/%lld/remove", id),
                                .confirm = T("The line leaves this version of the report.") };
    expenditure_line_html(cx, &rs->body, line_page(cx, rq, &r), &v);
    return RC_OK;
}

enum rc expenditure_line_show(struct cx *cx, struct request *rq, struct response *rs)
{
    return show(cx, rq, rs, false);
}

enum rc expenditure_line_again(struct cx *cx, struct request *rq, struct response *rs)
{
    return show(cx, rq, rs, true);
}

/* ---- changing -------------------------------------------------------------------------------- */

enum rc expenditure_line_save(struct cx *cx, struct request *rq, struct response *rs)
{
    const struct line_form *f = rq->form;
    struct expenditure_line_row r;
    struct expenditure_line_id_row now;
    bool found;
    enum rc rc = expenditure_line(cx, rq->id[0], &r, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    const struct expenditure_input in = {
        .line = f->line,
        .activity = f->activity,
        .description = f->description,
        .supplier = f->supplier,
        .doc_type = f->document_type,
        .doc_no = f->document_no,
        .doc_date = f->document_date,
        .service_from = f->service_from,
        .service_to = f->service_to,
        .payment_date = f->payment_date,
        .payment_ref = f->payment_ref,
        .book_account = f->book_account,
        .procurement_ref = f->procurement_ref,
        .event_ref = f->event_ref,
        .staff_ref = f->staff_ref,
        .original_at = f->original_at,
        .currency = f->currency,
        .gross = f->gross ? f->gross : f->amount,
        .vat = f->vat,
        .share_e2 = f->share ? f->share : 10000,
        .amount = f->amount,
        .is_sensitive = f->sensitive,
    };
    rc = expenditure_change(cx, r.report, r.seq, f->version, &in);
    if (!rc) rc = expenditure_line_id(cx, r.report, r.seq, &now, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    return reply_see_other(cx, rq, rs, url_path(cx, "/expenditure/%lld", (long long)now.id),
                           T("The line is saved."));
}

enum rc expenditure_line_remove(struct cx *cx, struct request *rq, struct response *rs)
{
    struct expenditure_line_row r;
    bool found;
    enum rc rc = expenditure_line(cx, rq->id[0], &r, &found);
    if (rc || !found) return rc ? rc : RC_MISSING;
    if (r.until_version)
        return refuse(cx, RC_CONFLICT,
                      T("This is an earlier version of the line; open the present one."));
    if ((rc = expenditure_remove(cx, r.report, r.seq))) return rc;
    struct url to = url_path(cx, "/report/%lld/expenditure", (long long)r.report);
    const char *said = arena_printf(cx->arena, T("Line %d is removed."), (int)r.seq);
    if (r.from_version >= r.report_version) return reply_see_other(cx, rq, rs, to, said);
    return reply_undoable(
        cx, rq, rs, to, said,
        url_path(cx, "/report/%lld/line/%lld/restore", (long long)r.report, (long long)r.seq));
}

enum rc expenditure_line_restore(struct cx *cx, struct request *rq, struct response *rs)
{
    enum rc rc = expenditure_restore(cx, rq->id[0], rq->id[1]);
    if (rc) return rc;
    return reply_see_other(cx, rq, rs,
                           url_path(cx, "/report/%lld/expenditure", (long long)rq->id[0]),
                           T("The line is back."));
}

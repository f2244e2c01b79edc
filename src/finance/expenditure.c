/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure.c — writing single lines of a partner report, so that every submitted version stays
 * as it was.
 *
 * Whatever version a row was submitted in, it never changes: the row ends (until_version) and a
 * successor begins. A row that has never been submitted is simply changed or deleted. Imports of
 * whole files use the same steps (expenditure_import.c).
 */
#include "finance/expenditure.h"

#include "base/utf8.h"
#include "finance/expenditure_book.h"
#include "finance/expenditure_write.h"
#include "finance/rates.h"
#include "i18n/i18n.h"
#include "store/audit.h"
#include "store/db.h"

static const char *or_empty(const char *z) { return z ? z : ""; }

static const char *search_key(struct cx *cx, const struct expenditure_input *in)
{
    return utf8_fold(cx->arena, arena_printf(cx->arena, "%s %s %s", or_empty(in->description),
                                             or_empty(in->supplier), or_empty(in->doc_no)));
}

enum rc expenditure_write_new(struct cx *cx, const struct expenditure_book *b,
                              const struct expenditure_input *in, int64_t line_key,
                              const struct expenditure_kept *kept, int64_t *id)
{
    const struct expenditure_activities_row *activity =
        in->activity ? expenditure_book_activity(b, in->activity) : NULL;
    struct expenditure_add_row_in row = {
        .project = b->report.project,
        .partner = b->report.partner,
        .report = b->report.id,
        .line_key = line_key,
        .from_version = b->report.version_no,
        .budget_line = expenditure_book_line(b, in->line)->id,
        .activity = activity ? activity->id : 0,
        .description = in->description,
        .supplier = in->supplier,
        .doc_type = in->doc_type,
        .doc_no = or_empty(in->doc_no),
        .doc_date = in->doc_date,
        .service_from = in->service_from,
        .service_to = in->service_to,
        .payment_date = in->payment_date,
        .payment_ref = or_empty(in->payment_ref),
        .book_account = or_empty(in->book_account),
        .procurement_ref = or_empty(in->procurement_ref),
        .event_ref = or_empty(in->event_ref),
        .staff_ref = or_empty(in->staff_ref),
        .original_at = or_empty(in->original_at),
        .currency = in->currency,
        .gross = in->gross,
        .vat = in->vat,
        .share_e2 = in->share_e2,
        .amount = in->amount,
        .is_sensitive = in->is_sensitive,
        .search_key = search_key(cx, in),
        .unparks = in->unparks,
        .created_at = cx->now,
    };
    if (kept) {
        row.regime = kept->regime;
        row.rate_sum_e6 = kept->rate_sum_e6;
        row.rate_n = kept->rate_n;
        row.rate_basis = kept->rate_basis;
        row.eur = kept->eur;
    }
    return expenditure_add_row(cx, &row, id);
}

/* By the month of payment, another month of payment is another rate. */
static bool paid_in_another_month(const struct expenditure_current_row *was,
                                  const struct expenditure_input *in)
{
    enum regime regime;
    if (was->unparks || !regime_parse(was->regime, &regime) || regime != REGIME_PAYMONTH)
        return false;
    return !date_given(in->payment_date) || !date_given(was->payment_date) ||
           month_of(in->payment_date) != month_of(was->payment_date);
}

/* The row's rate stays for ever; its euro amount follows the amount. A change of currency, or of
 * what the rate rests on, begins anew at the next submission. What takes a parked line in again
 * keeps that line's amount. */
static void keep_rate(const struct expenditure_current_row *was, const struct expenditure_input *in,
                      struct expenditure_kept *kept)
{
    if (!was->regime || !z_eq(was->currency, in->currency)) return;
    if (paid_in_another_month(was, in)) return;
    *kept = (struct expenditure_kept){ .regime = was->regime,
                                       .rate_sum_e6 = was->rate_sum_e6,
                                       .rate_n = was->rate_n,
                                       .rate_basis = was->rate_basis };
    kept->eur = rate_to_eur(money_of(in->amount, in->currency),
                            (struct rate){ was->rate_sum_e6, (int32_t)was->rate_n })
                    .minor;
}

enum rc expenditure_write_change(struct cx *cx, const struct expenditure_book *b,
                                 const struct expenditure_current_row *was,
                                 const struct expenditure_input *in)
{
    struct expenditure_kept kept = { 0 };
    struct expenditure_input next = *in;
    in = &next;
    next.unparks = was->unparks;
    if (was->unparks) {
        next.currency = was->currency;
        next.amount = was->amount;
    }
    keep_rate(was, in, &kept);
    if (was->from_version < b->report.version_no) {
        int64_t id;
        enum rc rc = expenditure_end_row(cx, was->id, b->report.version_no - 1);
        if (!rc && was->unparks) rc = expenditure_pass_on(cx, was->id);
        if (!rc) rc = expenditure_write_new(cx, b, in, was->line_key, &kept, &id);
        return rc ? rc : expenditure_documents_follow(cx, id, was->id, cx->now);
    }
    const struct expenditure_activities_row *activity =
        in->activity ? expenditure_book_activity(b, in->activity) : NULL;
    return expenditure_set_row(cx, &(struct expenditure_set_row_in){
                                       .id = was->id,
                                       .version = was->version,
                                       .budget_line = expenditure_book_line(b, in->line)->id,
                                       .activity = activity ? activity->id : 0,
                                       .description = in->description,
                                       .supplier = in->supplier,
                                       .doc_type = in->doc_type,
                                       .doc_no = or_empty(in->doc_no),
                                       .doc_date = in->doc_date,
                                       .service_from = in->service_from,
                                       .service_to = in->service_to,
                                       .payment_date = in->payment_date,
                                       .payment_ref = or_empty(in->payment_ref),
                                       .book_account = or_empty(in->book_account),
                                       .procurement_ref = or_empty(in->procurement_ref),
                                       .event_ref = or_empty(in->event_ref),
                                       .staff_ref = or_empty(in->staff_ref),
                                       .original_at = or_empty(in->original_at),
                                       .currency = in->currency,
                                       .gross = in->gross,
                                       .vat = in->vat,
                                       .share_e2 = in->share_e2,
                                       .amount = in->amount,
                                       .is_sensitive = in->is_sensitive,
                                       .search_key = search_key(cx, in),
                                       .regime = kept.regime,
                                       .rate_sum_e6 = kept.rate_sum_e6,
                                       .rate_n = kept.rate_n,
                                       .rate_basis = kept.rate_basis,
                                       .eur = kept.eur,
                                   });
}

enum rc expenditure_write_remove(struct cx *cx, const struct expenditure_book *b,
                                 const struct expenditure_current_row *was)
{
    if (was->from_version < b->report.version_no)
        return expenditure_end_row(cx, was->id, b->report.version_no - 1);
    enum rc rc = expenditure_documents_leave(cx, was->id);
    return rc ? rc : expenditure_delete_row(cx, was->id, b->report.version_no);
}

/* A line that takes in a parked one again carries its currency, amount and rate: nothing of that is
 * typed anew. */
static enum rc take_parked(struct cx *cx, const struct expenditure_book *b,
                           struct expenditure_input *in, struct expenditure_kept *kept)
{
    struct expenditure_parked_row p;
    bool found;
    enum rc rc = expenditure_parked(cx, in->unparks, b->report.partner, &p, &found);
    /* The report it was parked in must not be opened again at the same moment. */
    if (!rc && found) rc = expenditure_lock_report(cx, p.report);
    if (!rc && found) rc = expenditure_parked(cx, in->unparks, b->report.partner, &p, &found);
    if (rc) return rc;
    if (!found || p.report == b->report.id) {
        return refuse(cx, RC_CONFLICT,
                      T("That line is not parked any more, or was taken in again already."));
    }
    in->currency = p.currency;
    in->amount = p.amount;
    *kept = (struct expenditure_kept){ .regime = p.regime,
                                       .rate_sum_e6 = p.rate_sum_e6,
                                       .rate_n = p.rate_n,
                                       .rate_basis = p.rate_basis,
                                       .eur = p.eur.minor };
    return RC_OK;
}

static enum rc add_in(struct cx *cx, int64_t report, const struct expenditure_input *given,
                      int64_t *line_key)
{
    const struct expenditure_book *b;
    struct expenditure_next_key_row next;
    struct expenditure_input in = *given;
    struct expenditure_kept kept = { 0 };
    int64_t id;
    enum rc rc = expenditure_book_read(cx, report, &b);
    if (!rc) rc = expenditure_book_open(cx, b);
    if (!rc && in.unparks) rc = take_parked(cx, b, &in, &kept);
    if (!rc) rc = expenditure_check(cx, b, &in, "");
    if (!rc) rc = expenditure_next_key(cx, report, &next);
    if (!rc) rc = expenditure_write_new(cx, b, &in, next.line_key, &kept, &id);
    if (rc) return rc;
    *line_key = next.line_key;
    struct expenditure_current_row after;
    bool found;
    rc = expenditure_current(cx, report, next.line_key, &after, &found);
    return rc ? rc
              : audit_change(cx, "expenditure.add", "expenditure", id, b->report.project,
                             &expenditure_current_meta, NULL, &after);
}

enum rc expenditure_add(struct cx *cx, int64_t report, const struct expenditure_input *in,
                        int64_t *line_key)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, add_in(cx, report, in, line_key));
}

static enum rc current(struct cx *cx, int64_t report, int64_t line_key,
                       struct expenditure_current_row *out)
{
    bool found;
    enum rc rc = expenditure_current(cx, report, line_key, out, &found);
    return rc || found ? rc
                       : refuse(cx, RC_MISSING, T("The report has no line %d."), (int)line_key);
}

static enum rc change_in(struct cx *cx, int64_t report, int64_t line_key, int64_t version,
                         const struct expenditure_input *in)
{
    const struct expenditure_book *b;
    struct expenditure_current_row was, is;
    enum rc rc = expenditure_book_read(cx, report, &b);
    if (!rc) rc = expenditure_book_open(cx, b);
    if (!rc) rc = current(cx, report, line_key, &was);
    if (!rc && was.version != version) {
        rc = refuse(
            cx, RC_STALE,
            T("Line %d was changed since you opened it. Your text is still here; look at the "
              "other change first."),
            (int)line_key);
    }
    if (!rc) rc = expenditure_check(cx, b, in, "");
    if (!rc) rc = expenditure_write_change(cx, b, &was, in);
    if (!rc) rc = current(cx, report, line_key, &is);
    return rc ? rc
              : audit_change(cx, "expenditure.change", "expenditure", is.id, b->report.project,
                             &expenditure_current_meta, &was, &is);
}

enum rc expenditure_change(struct cx *cx, int64_t report, int64_t line_key, int64_t version,
                           const struct expenditure_input *in)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, change_in(cx, report, line_key, version, in));
}

static enum rc remove_in(struct cx *cx, int64_t report, int64_t line_key)
{
    const struct expenditure_book *b;
    struct expenditure_current_row was;
    enum rc rc = expenditure_book_read(cx, report, &b);
    if (!rc) rc = expenditure_book_open(cx, b);
    if (!rc) rc = current(cx, report, line_key, &was);
    if (!rc) rc = expenditure_write_remove(cx, b, &was);
    return rc ? rc
              : audit_change(cx, "expenditure.remove", "expenditure", was.id, b->report.project,
                             &expenditure_current_meta, &was, NULL);
}

enum rc expenditure_remove(struct cx *cx, int64_t report, int64_t line_key)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, remove_in(cx, report, line_key));
}

static enum rc restore_in(struct cx *cx, int64_t report, int64_t line_key)
{
    const struct expenditure_book *b;
    struct expenditure_removed_row was;
    struct expenditure_current_row is;
    bool found;
    enum rc rc = expenditure_book_read(cx, report, &b);
    if (!rc) rc = expenditure_book_open(cx, b);
    if (!rc) rc = expenditure_removed(cx, report, line_key, b->report.version_no - 1, &was, &found);
    if (rc) return rc;
    if (!found)
        return refuse(cx, RC_CONFLICT,
                      T("Line %d cannot be brought back: it was not removed in this version."),
                      (int)line_key);
    rc = expenditure_reopen_row(cx, was.id);
    if (!rc) rc = current(cx, report, line_key, &is);
    return rc ? rc
              : audit_change(cx, "expenditure.restore", "expenditure", was.id, b->report.project,
                             &expenditure_current_meta, NULL, &is);
}

enum rc expenditure_restore(struct cx *cx, int64_t report, int64_t line_key)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, restore_in(cx, report, line_key));
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_compare.c — the columns of a line in one table, and what differs between a stored row
 * and what was given for it. Pure.
 */
#include "finance/expenditure_compare.h"

#include "i18n/i18n.h"

#include <stddef.h>
#include <string.h>

#define IN(member) offsetof(struct expenditure_input, member)
#define WAS(member) offsetof(struct expenditure_current_row, member)
#define SAME(name, label, audit, kind, member, hides)            \
    {                                                            \
        name, label, audit, kind, IN(member), WAS(member), hides \
    }

const struct expenditure_column expenditure_columns[EXPENDITURE_COLUMNS] = {
    SAME("line", N_("Budget line"), "line", COLUMN_TEXT, line, false),
    SAME("activity", N_("Activity"), "activity", COLUMN_TEXT, activity, false),
    SAME("description", N_("What for"), "description", COLUMN_TEXT, description, true),
    SAME("supplier", N_("Supplier"), "supplier", COLUMN_TEXT, supplier, true),
    SAME("document_type", N_("Kind of document"), "doc_type", COLUMN_TEXT, doc_type, false),
    SAME("document_no", N_("Document number"), "doc_no", COLUMN_TEXT, doc_no, true),
    SAME("document_date", N_("Date of the document"), "doc_date", COLUMN_DATE, doc_date, false),
    SAME("service_from", N_("Service from"), "service_from", COLUMN_DATE, service_from, false),
    SAME("service_to", N_("Service until"), "service_to", COLUMN_DATE, service_to, false),
    SAME("payment_date", N_("Paid on"), "payment_date", COLUMN_DATE, payment_date, false),
    SAME("payment_ref", N_("Bank statement"), "payment_ref", COLUMN_TEXT, payment_ref, true),
    SAME("book_account", N_("Account in the books"), "book_account", COLUMN_TEXT, book_account,
         false),
    SAME("procurement_ref", N_("Procurement file"), "procurement_ref", COLUMN_TEXT, procurement_ref,
         false),
    SAME("event_ref", N_("Event"), "event_ref", COLUMN_TEXT, event_ref, false),
    SAME("staff_ref", N_("Staff or timesheet"), "staff_ref", COLUMN_TEXT, staff_ref, true),
    SAME("original_at", N_("Where the original is"), "original_at", COLUMN_TEXT, original_at,
         false),
    SAME("currency", N_("Currency"), "currency", COLUMN_TEXT, currency, false),
    SAME("gross", N_("On the document"), "gross", COLUMN_MINOR, gross, false),
    SAME("vat", N_("VAT in it"), "vat", COLUMN_MINOR, vat, false),
    SAME("share", N_("Share charged"), "share_e2", COLUMN_SHARE, share_e2, false),
    SAME("amount", N_("Amount charged"), "amount", COLUMN_MINOR, amount, false),
    SAME("sensitive", N_("Sensitive"), "is_sensitive", COLUMN_FLAG, is_sensitive, false),
};

static const char *text_at(const void *row, size_t offset)
{
    const char *z = *(const char *const *)(const void *)((const char *)row + offset);
    return z ? z : "";
}

static bool column_same(const struct expenditure_column *c,
                        const struct expenditure_current_row *was,
                        const struct expenditure_input *in)
{
    const char *a = (const char *)was + c->was, *b = (const char *)in + c->in;
    switch (c->kind) {
    case COLUMN_TEXT: return strcmp(text_at(was, c->was), text_at(in, c->in)) == 0;
    case COLUMN_DATE:
        return ((const date *)(const void *)a)->day == ((const date *)(const void *)b)->day;
    case COLUMN_MINOR:
    case COLUMN_SHARE:
    case COLUMN_FLAG: break;
    }
    return *(const int64_t *)(const void *)a == *(const int64_t *)(const void *)b;
}

bool expenditure_same(const struct expenditure_current_row *was, const struct expenditure_input *in)
{
    for (size_t i = 0; i < EXPENDITURE_COLUMNS; i++)
        if (!column_same(&expenditure_columns[i], was, in)) return false;
    return true;
}

const char *expenditure_differences(struct cx *cx, const struct expenditure_current_row *was,
                                    const struct expenditure_input *in)
{
    const char *text = "";
    for (size_t i = 0; i < EXPENDITURE_COLUMNS; i++) {
        const struct expenditure_column *c = &expenditure_columns[i];
        if (column_same(c, was, in)) continue;
        text = arena_printf(cx->arena, "%s%s%s", text, *text ? ", " : "",
                            i18n_text(cx, NULL, c->label));
    }
    return text;
}

static const char *if_any(const char *z) { return z && *z ? z : NULL; }

void expenditure_input_of(const struct expenditure_current_row *was, struct expenditure_input *out)
{
    *out = (struct expenditure_input){
        .line = was->line,
        .activity = if_any(was->activity),
        .description = was->description,
        .supplier = was->supplier,
        .doc_type = was->doc_type,
        .doc_no = was->doc_no,
        .doc_date = was->doc_date,
        .service_from = was->service_from,
        .service_to = was->service_to,
        .payment_date = was->payment_date,
        .payment_ref = if_any(was->payment_ref),
        .book_account = if_any(was->book_account),
        .procurement_ref = if_any(was->procurement_ref),
        .event_ref = if_any(was->event_ref),
        .staff_ref = if_any(was->staff_ref),
        .original_at = if_any(was->original_at),
        .currency = was->currency,
        .gross = was->gross,
        .vat = was->vat,
        .share_e2 = was->share_e2,
        .amount = was->amount,
        .is_sensitive = was->is_sensitive,
        .unparks = was->unparks,
    };
}

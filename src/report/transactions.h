/* SPDX-License-Identifier: EUPL-1.2 */
/* transactions.h — the list of transactions behind a donor report, as described rows. accepted_eur
 * added up per line and partner is the cell of the consolidated table, to the cent.
 */
#ifndef KOLO_REPORT_TRANSACTIONS_H
#define KOLO_REPORT_TRANSACTIONS_H

#include "base/row.h"
#include "report/donor.h"

struct transaction_row {
    int64_t seq;
    const char *partner, *heading, *line, *activity, *description, *supplier, *document_no;
    date document_date, payment_date;
    const char *currency;
    int64_t amount;         /* minor units of currency */
    int64_t rate;           /* units per EUR ×10¹⁰; INT64_MIN before submission */
    const char *rate_basis; /* months or EUR */
    int64_t amount_eur;     /* cents; INT64_MIN before submission */
    const char *status;
    int64_t deducted_eur, accepted_eur; /* cents */
    /* what the page and the workbook need besides; in no list */
    int64_t expenditure, report, period_no, line_key;
    struct rate exact; /* n 0 before submission */
    stamp accepted_at;
    const char *accepted_by; /* of the report */
};
extern const struct row_meta transaction_meta;

/** Which of them: 0 and NULL are all. A formula row stands for the headings it adds. */
struct transaction_filter {
    int64_t partner, line;
    const struct donor_row *row;
};
/** donor_row_adds(t, row, heading): is the heading part of the row? */
bool donor_row_adds(const struct donor_table *t, const struct donor_row *row, const char *heading);
/** transactions_each(cx, t, f, each, p): behind the report ${t}, in the order of partners, periods,
 * lines; streaming. Partners have the names they have in ${t}. Sensitive lines are masked unless
 * the viewer may read them. */
enum rc transactions_each(struct cx *cx, const struct donor_table *t,
                          const struct transaction_filter *f,
                          enum rc (*each)(void *p, const struct transaction_row *row),
                          void *p) MUST_USE;
/** transactions_number(cx, t, n): how many there are in all. */
enum rc transactions_number(struct cx *cx, const struct donor_table *t, int64_t *n) MUST_USE;

/** transactions_keep(cx): an arena that lives as long as cx->arena and is not rewound between the
 * rows, for callers that keep some. */
struct arena *transactions_keep(struct cx *cx);

#endif

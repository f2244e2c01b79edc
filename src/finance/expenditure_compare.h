/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_compare.h — what differs between a stored row and what was given for it. Private to
 * finance. */
#ifndef KOLO_FINANCE_EXPENDITURE_COMPARE_H
#define KOLO_FINANCE_EXPENDITURE_COMPARE_H

#include "finance/expenditure.h"
#include "finance/expenditure_sql.h"

/** The columns of a line in the order of its file, with the words for them. */
struct expenditure_column {
    const char *name;  /* in files, forms and sentences: "document_no" */
    const char *label; /* N_() */
    const char *audit; /* as the audit's JSON calls it: "doc_no" */
    enum { COLUMN_TEXT, COLUMN_DATE, COLUMN_MINOR, COLUMN_SHARE, COLUMN_FLAG } kind;
    size_t in;         /* in struct expenditure_input */
    size_t was;        /* in struct expenditure_current_row */
    bool is_sensitive; /* says what a line marked sensitive hides */
};
enum { EXPENDITURE_COLUMNS = 22 };
extern const struct expenditure_column expenditure_columns[EXPENDITURE_COLUMNS];

/** expenditure_input_of(was, out): a stored row as input; its texts are borrowed. */
void expenditure_input_of(const struct expenditure_current_row *was, struct expenditure_input *out);
/** expenditure_same(was, in): would writing ${in} change nothing? */
bool expenditure_same(const struct expenditure_current_row *was,
                      const struct expenditure_input *in);
/** expenditure_differences(cx, was, in): the words of the columns that differ, "Amount, Paid on",
 * or "". */
const char *expenditure_differences(struct cx *cx, const struct expenditure_current_row *was,
                                    const struct expenditure_input *in);

#endif

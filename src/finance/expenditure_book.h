/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_book.h — what the checks and writers of expenditure share: the report, its codes, and
 * lookups in them. Private to finance. */
#ifndef KOLO_FINANCE_EXPENDITURE_BOOK_H
#define KOLO_FINANCE_EXPENDITURE_BOOK_H

#include "finance/expenditure.h"
#include "finance/expenditure_sql.h"

struct expenditure_book {
    struct expenditure_report_row report;
    struct expenditure_codes_rows lines;           /* in the order of the budget */
    const struct expenditure_codes_row **by_code;  /* sorted by code, lines.n of them */
    struct expenditure_activities_rows activities; /* sorted by code */
    const char *closing_lines; /* "5.3 5.4": what may be charged for work after the action */
    date today;
};

/** expenditure_book_line(book, code), expenditure_book_activity: NULL when there is none. */
const struct expenditure_codes_row *expenditure_book_line(const struct expenditure_book *b,
                                                          const char *code);
const struct expenditure_activities_row *expenditure_book_activity(const struct expenditure_book *b,
                                                                   const char *code);
/** expenditure_book_closing(book, code): may this budget line be charged for work after the end? */
bool expenditure_book_closing(const struct expenditure_book *b, const char *code);
/** expenditure_book_near(cx, book, code): up to three line codes that look like ${code},
 * "1.1.1, 1.1.2", or "" . */
const char *expenditure_book_near(struct cx *cx, const struct expenditure_book *b,
                                  const char *code);
/** expenditure_book_open(cx, book): RC_CONFLICT with a sentence unless the report may be written
 * now. */
enum rc expenditure_book_open(struct cx *cx, const struct expenditure_book *b) MUST_USE;

#endif

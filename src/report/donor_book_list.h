/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_book_list.h — the sheets of the workbook that stand behind its report: Transactions, Rates,
 * Information. Private to report. */
#ifndef KOLO_REPORT_DONOR_BOOK_LIST_H
#define KOLO_REPORT_DONOR_BOOK_LIST_H

#include "export/xlsx.h"
#include "report/donor.h"

/* A cell of the report adds the transactions whose key names its line and partner. Two conditions
 * would not do: a spreadsheet takes line 5.10 for the number 5.1. */
#define DONOR_BOOK_KEY "line %s of %s"
#define DONOR_BOOK_KEY_FORMULA "\"line \"&%s&\" of \"&%s"
#define DONOR_BOOK_SUM_FORMULA "ROUND(SUMIF(Transactions!$S$2:$S$%u,%s,Transactions!$R$2:$R$%u),2)"

struct donor_book_list {
    int64_t lines;
    unsigned last; /* row of the last transaction */
    bool there;    /* a sheet holds them */
    bool live;     /* and they are added and converted by formula */
};
enum rc donor_book_list_plan(struct cx *cx, const struct donor_table *t,
                             struct donor_book_list *out) MUST_USE;
enum rc donor_book_list_put(struct cx *cx, const struct donor_table *t, struct xlsx_book *x,
                            const struct donor_book_list *list) MUST_USE;
enum rc donor_book_information(struct cx *cx, const struct donor_table *t, struct xlsx_book *x,
                               const char *sha, const struct donor_book_list *list) MUST_USE;

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* donor_book.h — the donor report as a workbook with live formulas: the report adds the partners,
 * the partners' cells add the transactions. */
#ifndef KOLO_REPORT_DONOR_BOOK_H
#define KOLO_REPORT_DONOR_BOOK_H

#include "report/donor.h"

/** donor_book(cx, t, sha, fd, size): sheets Report, Transactions, Rates, Information. ${sha}: of
 * the snapshot, NULL for a draft. Every formula carries the value it has now, so readers that do
 * not calculate show the same; a recalculation gives the same to the cent (tested with
 * LibreOffice). In constant memory. The caller closes fd. */
enum rc donor_book(struct cx *cx, const struct donor_table *t, const char *sha, int *fd,
                   int64_t *size) MUST_USE;

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure.h — the lines that a partner books in its report on a period: one line, one document,
 * one amount.
 *
 * A line belongs to a partner report and is named in it by line_key (its number in the report, kept
 * for ever). Lines may be written only while the report is draft or returned. In a returned report
 * a row of a submitted version is never changed: it ends with that version and a successor with the
 * same line_key begins (see schema 0004). The charged amount is share_e2 % of gross (or of net,
 * where VAT can be reclaimed), given by the bookkeeper and checked: |amount| <= |gross|.
 * Corrections of an earlier, accepted report are negative lines of doc_type "correction".
 */
#ifndef KOLO_FINANCE_EXPENDITURE_H
#define KOLO_FINANCE_EXPENDITURE_H

#include "base/cx.h"
#include "base/money.h"

/** One line as typed, imported or sent: columns of field.md §1.11. Codes are what people write; the
 * functions look them up and say what is wrong. */
struct expenditure_input {
    const char *line;     /* budget line code "1.1.2" */
    const char *activity; /* "A2.1", NULL none */
    const char *description, *supplier;
    const char *doc_type; /* invoice, receipt, payslip, contract, ticket, per_diem, bank,
                             correction, other */
    const char *doc_no;
    date doc_date, service_from, service_to, payment_date;
    const char *payment_ref, *book_account, *procurement_ref, *event_ref, *staff_ref,
        *original_at; /* NULL none */
    const char *currency;
    int64_t gross, vat, amount; /* minor units of currency */
    int64_t share_e2;           /* 10000 is all */
    int64_t is_sensitive;
    int64_t unparks; /* id of a parked row of an earlier report of this partner: currency, amount
                        and rate are taken over; 0 none */
};

/** What the checks need to know, read once for a whole file: lines, activities, currencies, report
 * and period. */
struct expenditure_book;
enum rc expenditure_book_read(struct cx *cx, int64_t report,
                              const struct expenditure_book **out) MUST_USE;
/** expenditure_check(cx, book, in, prefix): every rule that a line can break by itself; a problem
 * named PREFIX+field per bad value (value, why, what to do); RC_INVALID when there is one. Pure
 * over ${book}. */
enum rc expenditure_check(struct cx *cx, const struct expenditure_book *book,
                          const struct expenditure_input *in, const char *prefix) MUST_USE;

enum rc expenditure_add(struct cx *cx, int64_t report, const struct expenditure_input *in,
                        int64_t *line_key) MUST_USE;
/** ${version}: the row's version when it was read; RC_STALE when somebody changed it since. */
enum rc expenditure_change(struct cx *cx, int64_t report, int64_t line_key, int64_t version,
                           const struct expenditure_input *in) MUST_USE;
enum rc expenditure_remove(struct cx *cx, int64_t report, int64_t line_key) MUST_USE;
/** Undo of a removal in the same version. */
enum rc expenditure_restore(struct cx *cx, int64_t report, int64_t line_key) MUST_USE;

/** One row of an import, as the preview shows it. */
struct import_row {
    int64_t row;        /* as the spreadsheet numbers it; 0: a line that the file does not name */
    const char *change; /* new, changed, same, removed */
    int64_t line_key;
    const struct expenditure_input *in;
    const char *fields; /* what changed, in words */
};
/** One bad cell. */
struct import_problem {
    int64_t row;
    const char *column, *value, *why, *advice;
};
enum { IMPORT_PROBLEMS = 1000 }; /* after so many the reading ends */
struct import_result {
    struct import_row *rows; /* all but those that are the same */
    size_t row_count;
    struct import_problem *problems;
    size_t problem_count; /* any: nothing is saved */
    int64_t read, added, changed, same, removed;
    const char *token; /* of this file and the lines as they are: give it back to save just that */
};
/** expenditure_import(cx, in, out): CSV or XLSX with a head line of the export's column names, in
 * any order; what the file has no column for stays as it is. seq names existing lines (same seq:
 * changed or same; seq empty, or a report without lines: new; existing lines absent from the file:
 * removed when ${replace}). Whole or not at all: RC_INVALID with every bad cell in ${out}, or with
 * a problem when the file cannot be read. RC_STALE: ${token} is given and the lines are not what
 * they were when it was made. One audit entry with the counts and the file's SHA-256. 100,000 lines
 * are meant to work. */
struct import_request {
    int64_t report;
    str bytes;
    const char *name;
    bool replace, save;
    char decimal;         /* '.' or ','; 0: the reader's */
    const char *encoding; /* "utf-8", "windows-1250", "windows-1251"; NULL: utf-8 */
    const char *token;    /* NULL: save whatever it is now */
};
enum rc expenditure_import(struct cx *cx, const struct import_request *in,
                           struct import_result *out) MUST_USE;

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_grid_view.h — what the grid of a report shows. Private to finance. */
#ifndef KOLO_FINANCE_EXPENDITURE_GRID_VIEW_H
#define KOLO_FINANCE_EXPENDITURE_GRID_VIEW_H

#include "finance/expenditure_book.h"
#include "finance/expenditure_sheet_sql.h"
#include "web/parts.h"

/** The cells of a row, in the order of the form. */
enum grid_cell {
    GRID_KEY,
    GRID_VERSION,
    GRID_DATE,
    GRID_NO,
    GRID_SUPPLIER,
    GRID_WHAT,
    GRID_LINE,
    GRID_ACTIVITY,
    GRID_PAID,
    GRID_CURRENCY,
    GRID_AMOUNT,
    GRID_TYPE,
    GRID_GROSS,
    GRID_SHARE,
    GRID_SENSITIVE,
    GRID_REMOVE,
    GRID_CELLS
};
struct grid_row {
    int64_t line_key, version;
    date document_date;
    const char *document_no, *supplier, *description, *line, *activity;
    date payment_date;
    const char *currency;
    int64_t amount;
    const char *document_type;
    int64_t gross, share, sensitive, remove;
};
extern const struct form expenditure_grid_form;

/** A row of inputs. */
struct grid_shown {
    int n; /* the N of line.N.amount */
    const char *value[GRID_CELLS];
    const char *wrong[GRID_CELLS]; /* NULL where fine */
    const char *now[GRID_CELLS];   /* what is stored, where it differs from what was typed */
    const char *trouble;           /* of the row as a whole; NULL none */
    const struct expenditure_sheet_row *row; /* NULL: a new line */
    struct url url;
    const char *documents; /* where its documents are posted to */
    bool rated;
    const char *euro; /* in the reader's form; NULL: none yet */
    const char *no_rate;
};
/** A sentence of the list on top, and the cell it is about. */
struct grid_wrong {
    struct url at;     /* .p NULL: of the whole */
    const char *place; /* "Line 7, Amount charged"; NULL none */
    const char *text;
};
/** One heading with the partner's room in it. */
struct grid_heading {
    const char *code, *title;
    struct sums sums; /* of this report, per currency */
    money euro;       /* of this report */
    money booked, share;
    struct html meter;
    money left;
    int64_t unrated; /* lines without a rate: euro is not whole */
    bool over;
};
struct grid_totals {
    const struct grid_heading *v;
    size_t n;
    struct sums sums;
    money euro;
    int64_t lines, unrated, floating; /* floating: in euro at today's rate, not fixed yet */
};
struct expenditure_grid_view {
    const struct expenditure_book *book;
    struct url self, import_url, csv, xlsx;
    bool edits;          /* the rows are inputs */
    const char *refusal; /* why not, when the reader's own lines cannot be changed now */
    int64_t version;     /* the version shown */
    const struct grid_shown *v;
    size_t n, existing;
    int fresh; /* the N of the first row that is no stored line; -1 none */
    const struct grid_wrong *wrongs;
    size_t wrong_count;
    const struct form_choice *currencies, *types;
    struct grid_totals totals;
    struct pager pager;
    const char *problems; /* the sentence over the list of problems */
};

/** expenditure_grid_totals(cx, book, version, preview, out): sums per heading and currency over the
 * whole version, each line converted by itself. */
struct expenditure_preview;
enum rc expenditure_grid_totals(struct cx *cx, const struct expenditure_book *book, int64_t version,
                                const struct expenditure_preview *preview,
                                struct grid_totals *out) MUST_USE;
/** expenditure_type_choices(cx): the kinds of documents, in words. expenditure_type_word(cx, type):
 * one of them. */
const struct form_choice *expenditure_type_choices(struct cx *cx);
const char *expenditure_type_word(struct cx *cx, const char *type);
/** expenditure_hides(cx, project, partner, sensitive): may the reader see of such a line only what
 * it costs? The one place where it is decided. */
bool expenditure_hides(const struct cx *cx, int64_t project, int64_t partner, int64_t sensitive);
/** expenditure_file_fits(cx, n): a file of ${n} lines, or a sentence: half a file would look like
 * all of it. Whoever calls reads one line more than fits. */
enum { EXPENDITURE_FILE_MOST = 100000 };
enum rc expenditure_file_fits(struct cx *cx, size_t n) MUST_USE;
/** expenditure_report_page(cx, rq, book, title): crumbs, tabs and state as on the report's pages.
 */
struct page *expenditure_report_page(struct cx *cx, const struct request *rq,
                                     const struct expenditure_report_row *r, const char *title,
                                     const char *here);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* review_view.h — what the page of the check shows. Private to report. */
#ifndef KOLO_REPORT_REVIEW_VIEW_H
#define KOLO_REPORT_REVIEW_VIEW_H

#include "report/report_view.h"
#include "report/review_sql.h"
#include "store/document_sql.h"

struct review_row {
    const struct review_page_row *r;
    struct url url;
    struct mark mark;
    const char *risk; /* in a sentence; NULL: nothing speaks against it */
    bool here;
};
struct review_document {
    const char *name;
    struct url url;
    bool image, shown; /* shown: the browser can show it in the page */
};
/** The line whose receipt is open. */
struct review_open_line {
    const struct review_line_row *r;
    struct mark mark;
    const char *risk;
    struct facts facts;
    struct thread thread;
    const struct review_document *documents;
    size_t document_count;
    const char *no_document; /* why there is nothing to see */
    /* what was typed and refused */
    const char *decision, *deducted, *reason, *deducted_problem, *reason_problem;
};
struct review_view {
    const struct report_facts_row *report;
    bool can_decide;
    const char *cannot; /* why not, for who would otherwise */
    const struct review_row *v;
    size_t n;
    int done, total;
    const char *progress;
    struct page_link filters[4];
    struct pager pager;
    const char *show;
    int64_t after_line; /* the line that comes next, 0 none */
    int64_t undecided;
    const char *accept_all; /* the sentence that asks first */
    struct url self, decide, many, ask, questions;
    struct actions next; /* accept, return */
    const struct review_open_line *line;
};

#endif

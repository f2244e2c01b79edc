/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_import_view.h — what the pages of an upload show. Private to finance. */
#ifndef KOLO_FINANCE_EXPENDITURE_IMPORT_VIEW_H
#define KOLO_FINANCE_EXPENDITURE_IMPORT_VIEW_H

#include "finance/expenditure_import_sql.h"
#include "finance/expenditure_sql.h"
#include "web/parts.h"

/** A column of the file, for the template and the page. */
struct import_hint {
    const char *column, *title, *how;
    int64_t needed;
};
struct expenditure_upload_view {
    const struct expenditure_report_row *report;
    struct steps steps;
    const char *refusal; /* why nothing can be uploaded now; NULL */
    struct url self, xlsx, csv;
    const struct form_view *form;
    const struct import_hint *hints;
    size_t hint_count;
    const struct expenditure_uploads_row *sources;
    size_t source_count;
};

struct import_shown {
    int64_t row;
    struct mark mark;
    const char *change; /* class of the row: is-new, is-changed, is-gone */
    const char *line, *what, *sub, *fields;
    money amount;
    struct url url; /* of the line that is there; p NULL: new */
};
struct import_problem;
struct expenditure_import_view {
    struct steps steps;
    const char *name;
    struct figures figures;
    const struct import_problem *problems;
    size_t problem_count, problems_shown;
    struct url problems_csv, confirm, back, discard, lines;
    const struct import_shown *rows;
    size_t row_count, rows_shown;
    const char *token, *sentence;
    bool replace, nothing;
};

#endif

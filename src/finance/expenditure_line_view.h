/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_line_view.h — what the page of a line shows. Private to finance. */
#ifndef KOLO_FINANCE_EXPENDITURE_LINE_VIEW_H
#define KOLO_FINANCE_EXPENDITURE_LINE_VIEW_H

#include "finance/expenditure_line_sql.h"
#include "finance/rates.h"
#include "talk/talk_web.h"
#include "web/parts.h"

struct line_file {
    const struct expenditure_line_files_row *row;
    struct url url;
    const char *size, *kind;
    struct action remove;
};
struct line_twin {
    const struct expenditure_line_twins_row *row;
    struct url url; /* p NULL: another partner's */
};
struct expenditure_line_view {
    const struct expenditure_line_row *row;
    struct facts facts;
    struct figures figures;
    const char *why; /* the calculation in words */
    struct rate_months months;
    const char *why_more; /* what was deducted, or that the rate floats; NULL none */
    bool hides, edits, open_form;
    const char *refusal;
    struct url self, documents, newer, answer, report_lines;
    struct action remove;
    const struct form_view *form;
    const struct expenditure_line_codes_row *codes;
    size_t code_count;
    const struct line_file *files;
    size_t file_count;
    const struct line_twin *twins;
    size_t twin_count;
    struct thread thread;
    bool questions_open;
    struct history history;
    struct talk_view talk;
};

#endif

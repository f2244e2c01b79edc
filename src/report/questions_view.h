/* SPDX-License-Identifier: EUPL-1.2 */
/* questions_view.h — what the page of questions shows. Private to report. */
#ifndef KOLO_REPORT_QUESTIONS_VIEW_H
#define KOLO_REPORT_QUESTIONS_VIEW_H

#include "report/report_view.h"

struct question_shown {
    const struct question_list_row *q;
    struct mark mark;
    const char *about; /* NULL: the whole report */
    struct url about_url, answer, close;
    struct url talk; /* what else is said about it */
    const char *talk_text;
    bool can_answer, can_close;
    const char *typed, *problem; /* what was typed and refused */
};
struct questions_view {
    const struct report_facts_row *report;
    const struct question_shown *v;
    size_t n;
    bool can_ask;
    const char *typed, *problem; /* of a new question */
    struct url ask;
    const char *empty;
};

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* report_view.h — what the pages of partner reports show. Private to report. */
#ifndef KOLO_REPORT_REPORT_VIEW_H
#define KOLO_REPORT_REPORT_VIEW_H

#include "project/ruleset.h"
#include "report/overview_sql.h"
#include "report/question_sql.h"
#include "report/report.h"
#include "talk/talk_web.h"
#include "web/chart.h"
#include "web/parts.h"

/** One period of the overview: its ring and a row a partner. */
struct report_cell {
    const struct report_matrix_row *row;
    struct url url; /* p NULL: not begun and not the reader's */
    struct mark mark;
    bool late;
    const char *note;    /* "3 questions open", "12 lines undecided" */
    struct action begin; /* label NULL: none */
};
struct report_period_view {
    int64_t no;
    date starts_on, ends_on, due_on;
    struct html ring;
    const struct report_cell *v;
    size_t n;
    int64_t lines; /* of all of them */
    money euro, accepted;
};
struct report_overview_view {
    const struct report_period_view *v;
    size_t n;
};

struct report_heading_shown {
    const char *code, *title;
    int64_t lines;
    money euro, accepted, deducted, parked;
};
struct report_show_view {
    const struct report_facts_row *r;
    struct rules rules;
    struct next next;
    struct actions more;
    struct steps steps;
    struct facts facts;
    const struct report_check *checks;
    struct url *check_urls;
    size_t check_count;
    const struct report_heading_shown *headings;
    size_t heading_count;
    struct report_heading_shown all; /* their sum */
    struct sums sums;                /* before submission */
    const struct report_versions_row *versions;
    size_t version_count;
    struct thread thread;
    struct url expenditure, narrative, all_versions, questions;
    struct talk_view talk;
};

/** report_mark(cx, state, late): word and kind. */
struct mark report_mark(struct cx *cx, const char *state, bool late);
/** report_is_late(cx, state, due): not handed in, and past the day. */
bool report_is_late(const struct cx *cx, const char *state, date due);
int report_dot(const char *state, bool late);
/** report_to(cx, r, what): "/report/N/WHAT". */
struct url report_to(struct cx *cx, const struct report_facts_row *r, const char *what);
/** report_fill_next(cx, v, …): the next thing to do with the report of ${v}, for the reader. */
void report_fill_next(struct cx *cx, struct report_show_view *v, size_t stops, int64_t undecided,
                      int64_t unanswered);
/** report_lead_actions(cx, r, undecided, unanswered): accept and return, while it is in check. */
struct actions report_lead_actions(struct cx *cx, const struct report_facts_row *r,
                                   int64_t undecided, int64_t unanswered);
/** report_fill_checks(cx, checks, n, v): with a link to where each can be put right; returns how
 * many stop the report. */
size_t report_fill_checks(struct cx *cx, struct report_check *checks, size_t n,
                          struct report_show_view *v);
/** report_since(cx, report, no): what changed in version ${no}. */
struct url report_since(struct cx *cx, int64_t report, int64_t no);
/** report_question_title(cx, set, key): of a text, in the reader's language. */
const char *report_question_title(struct cx *cx, const struct ruleset *set, const char *key);
/** report_block_anchor(cx, key, activity): where a text stands on the page of texts. */
const char *report_block_anchor(struct cx *cx, const char *key, int64_t activity);
/** report_thread(cx, r, set, questions, line_key): questions and answers, and what each is about;
 * above 0 those of one line; -1: all, and the page says what they are about. */
struct thread report_thread(struct cx *cx, const struct report_facts_row *r,
                            const struct ruleset *set, const struct question_list_rows *q,
                            int64_t line_key);
/** report_question_about(cx, q): "line 12", "activity A2.1: Results …", the text's title; NULL: the
 * whole report. */
const char *report_question_about(struct cx *cx, const struct question_list_row *q,
                                  const struct ruleset *set);
struct mark report_question_mark(struct cx *cx, const struct question_list_row *q);
/** report_decision_mark(cx, decision): NULL is "to decide". */
struct mark report_decision_mark(struct cx *cx, const char *decision);
/** report_hides(cx, r, is_sensitive): must the reader not see what the line is about? */
bool report_hides(struct cx *cx, const struct report_facts_row *r, int64_t is_sensitive);
/** report_page(cx, rq, r, title): a page about one report, with its crumbs, tabs and state. */
struct page *report_page(struct cx *cx, const struct request *rq, const struct report_facts_row *r,
                         const char *title, const char *here);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* report_pages.h — handlers that live in files of their own, for the one route table in
 * report_web.c. Private to report. */
#ifndef KOLO_REPORT_REPORT_PAGES_H
#define KOLO_REPORT_REPORT_PAGES_H

#include "web/form.h"
#include "web/page.h"

/** report_tabs(cx, pg, project, here): Partner reports · Donor reports. */
void report_tabs(struct cx *cx, struct page *pg, int64_t project, const char *here);
enum rc donor_why(struct cx *cx, struct request *rq, struct response *rs);
enum rc donor_workbook(struct cx *cx, struct request *rq, struct response *rs);
enum rc donor_text_page(struct cx *cx, struct request *rq, struct response *rs);
enum rc donor_text_post(struct cx *cx, struct request *rq, struct response *rs);
enum rc donor_note_post(struct cx *cx, struct request *rq, struct response *rs);
enum rc report_today(struct cx *cx, struct request *rq, struct response *rs);
/* search_web.c */
enum rc report_search(struct cx *cx, struct request *rq, struct response *rs);
extern const struct row_meta search_hit_meta;
/* review_web.c, review_post_web.c */
enum rc report_review(struct cx *cx, struct request *rq, struct response *rs);
enum rc report_post_decide(struct cx *cx, struct request *rq, struct response *rs);
enum rc report_post_accept_lines(struct cx *cx, struct request *rq, struct response *rs);
enum rc report_post_ask(struct cx *cx, struct request *rq, struct response *rs);
extern const struct form report_decide_form, report_ask_form;
/* questions_web.c; _again: the same page after a refused answer */
enum rc report_questions(struct cx *cx, struct request *rq, struct response *rs);
enum rc report_questions_again(struct cx *cx, struct request *rq, struct response *rs);
enum rc report_post_answer(struct cx *cx, struct request *rq, struct response *rs);
enum rc report_post_close(struct cx *cx, struct request *rq, struct response *rs);
extern const struct form report_answer_form;
/* narrative_web.c */
enum rc report_narrative(struct cx *cx, struct request *rq, struct response *rs);
enum rc report_post_narrative(struct cx *cx, struct request *rq, struct response *rs);
extern const struct form report_narrative_form, report_text_form;
/* version_web.c, compare_web.c */
enum rc report_version_list(struct cx *cx, struct request *rq, struct response *rs);
enum rc report_version_show(struct cx *cx, struct request *rq, struct response *rs);
enum rc report_compare(struct cx *cx, struct request *rq, struct response *rs);
/* submit_web.c */
enum rc report_before_submit(struct cx *cx, struct request *rq, struct response *rs);
enum rc report_overview(struct cx *cx, struct request *rq, struct response *rs);

#endif

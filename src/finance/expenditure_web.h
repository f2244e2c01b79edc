/* SPDX-License-Identifier: EUPL-1.2 */
/* expenditure_web.h — handlers of the pages about money that live in files of their own, and what
 * these pages share. Private to finance. */
#ifndef KOLO_FINANCE_EXPENDITURE_WEB_H
#define KOLO_FINANCE_EXPENDITURE_WEB_H

#include "web/form.h"
#include "web/page.h"

/** finance_tabs(cx, pg, project, here): Budget · Expenditure · Rates · Transfers; ${here} is one of
 * budget, expenditure, rates, transfer. */
void finance_tabs(struct cx *cx, struct page *pg, int64_t project, const char *here);

enum rc expenditure_list(struct cx *cx, struct request *rq, struct response *rs);
/* /report/{report}/expenditure */
enum rc expenditure_grid(struct cx *cx, struct request *rq, struct response *rs);
enum rc expenditure_grid_save(struct cx *cx, struct request *rq, struct response *rs);
enum rc expenditure_grid_again(struct cx *cx, struct request *rq, struct response *rs);
/* /expenditure/{expenditure} */
enum rc expenditure_line_show(struct cx *cx, struct request *rq, struct response *rs);
enum rc expenditure_line_save(struct cx *cx, struct request *rq, struct response *rs);
enum rc expenditure_line_again(struct cx *cx, struct request *rq, struct response *rs);
enum rc expenditure_line_remove(struct cx *cx, struct request *rq, struct response *rs);
enum rc expenditure_line_restore(struct cx *cx, struct request *rq, struct response *rs);
extern const struct form expenditure_line_form;
/* /report/{report}/import, …/import/{file} */
enum rc expenditure_upload(struct cx *cx, struct request *rq, struct response *rs);
enum rc expenditure_upload_add(struct cx *cx, struct request *rq, struct response *rs);
enum rc expenditure_import_look(struct cx *cx, struct request *rq, struct response *rs);
enum rc expenditure_import_take(struct cx *cx, struct request *rq, struct response *rs);
enum rc expenditure_import_discard(struct cx *cx, struct request *rq, struct response *rs);
extern const struct form expenditure_upload_form;
/* How a file that a person gives is written: ',' or '.', and the name of its encoding. */
extern const struct form_choice file_decimals[], file_encodings[];
extern const struct row_meta expenditure_problem_meta;
/** expenditure_reply_hints(cx, rs, book): the codes and how each column is written, for the file
 * that goes out. */
struct expenditure_book;
void expenditure_reply_hints(struct cx *cx, struct response *rs,
                             const struct expenditure_book *book);
/* documents */
enum rc expenditure_documents_add(struct cx *cx, struct request *rq, struct response *rs);
enum rc expenditure_attachment_remove(struct cx *cx, struct request *rq, struct response *rs);

#endif

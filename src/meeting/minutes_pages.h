/* SPDX-License-Identifier: EUPL-1.2 */
/* minutes_pages.h — what the files of the minutes' pages share. Private to meeting. */
#ifndef KOLO_MEETING_MINUTES_PAGES_H
#define KOLO_MEETING_MINUTES_PAGES_H

#include "web/route.h"

enum rc minutes_page(struct cx *cx, struct request *rq, struct response *rs);
/** The forms of sending round and of saying, as this request shows them. */
struct form_view *minutes_send_view(struct cx *cx, const struct request *rq, int64_t version);
struct form_view *minutes_say_view(struct cx *cx, const struct request *rq);
/** minutes_again(cx, rq, owners, sub, button): the decision or the task that this request posted
 * and that was refused, the end of its address and what its button says; NULL: none was. */
struct form_view *minutes_again(struct cx *cx, const struct request *rq,
                                const struct form_choice *owners, const char **sub,
                                const char **button);
enum rc minutes_pdf(struct cx *cx, struct request *rq, struct response *rs);
enum rc minutes_docx(struct cx *cx, struct request *rq, struct response *rs);
/** minutes_pdf_of: of a meeting that the caller knows to be open to who asks. */
struct meeting_get_row;
enum rc minutes_pdf_of(struct cx *cx, const struct meeting_get_row *m, struct response *rs);

#endif

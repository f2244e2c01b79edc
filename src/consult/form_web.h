/* SPDX-License-Identifier: EUPL-1.2 */
/* form_web.h — the form of a consultation. Private to consult. */
#ifndef KOLO_CONSULT_FORM_WEB_H
#define KOLO_CONSULT_FORM_WEB_H

#include "consult/consult_view.h"
#include "web/route.h"

extern const struct form consult_form;
/** consult_form_groups(cx, v): what is folded away, once all else of ${v} is there. */
void consult_form_groups(struct cx *cx, struct consult_form_view *v);
enum rc consult_new_page(struct cx *cx, struct request *rq, struct response *rs);
enum rc consult_new_post(struct cx *cx, struct request *rq, struct response *rs);
enum rc consult_edit_page(struct cx *cx, struct request *rq, struct response *rs);
enum rc consult_edit_post(struct cx *cx, struct request *rq, struct response *rs);

#endif

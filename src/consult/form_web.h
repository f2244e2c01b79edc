/* SPDX-License-Identifier: EUPL-1.2 */
/* form_web.h — the form of a consultation. Private to consult. */
#ifndef KOLO_CONSULT_FORM_WEB_H
#define KOLO_CONSULT_FORM_WEB_H

#include "web/route.h"

extern const struct form consult_form;
enum rc consult_new_page(struct cx *cx, struct request *rq, struct response *rs);
enum rc consult_new_post(struct cx *cx, struct request *rq, struct response *rs);
enum rc consult_edit_page(struct cx *cx, struct request *rq, struct response *rs);
enum rc consult_edit_post(struct cx *cx, struct request *rq, struct response *rs);

#endif

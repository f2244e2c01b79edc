/* SPDX-License-Identifier: EUPL-1.2 */
/* decide_web.h — the page on which a closed consultation is decided. Private to consult. */
#ifndef KOLO_CONSULT_DECIDE_WEB_H
#define KOLO_CONSULT_DECIDE_WEB_H

#include "web/route.h"

extern const struct form consult_decide_form;
enum rc consult_decide_page(struct cx *cx, struct request *rq, struct response *rs);
enum rc consult_decide_post(struct cx *cx, struct request *rq, struct response *rs);

#endif

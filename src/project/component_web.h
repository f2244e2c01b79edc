/* SPDX-License-Identifier: EUPL-1.2 */
/* component_web.h — handlers of the pages of components. Private to project. */
#ifndef KOLO_PROJECT_COMPONENT_WEB_H
#define KOLO_PROJECT_COMPONENT_WEB_H

#include "web/form.h"

extern const struct form component_add_form, component_edit_form;
enum rc component_list_page(struct cx *cx, struct request *rq, struct response *rs);
enum rc component_add_post(struct cx *cx, struct request *rq, struct response *rs);
enum rc component_edit_page(struct cx *cx, struct request *rq, struct response *rs);
enum rc component_edit_post(struct cx *cx, struct request *rq, struct response *rs);
enum rc component_remove_post(struct cx *cx, struct request *rq, struct response *rs);

#endif

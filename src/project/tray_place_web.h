/* SPDX-License-Identifier: EUPL-1.2 */
/* tray_place_web.h — the form that places a mail by hand. Private to the tray's pages. */
#ifndef KOLO_PROJECT_TRAY_PLACE_WEB_H
#define KOLO_PROJECT_TRAY_PLACE_WEB_H

#include "project/tray_sql.h"
#include "web/form.h"
#include "web/route.h"

extern const struct form tray_place_form;
/** tray_place_view(cx, rq, r, out): the form for ${r}, with what its project's mails were about
 * lately and its people to choose from; what can be known of it is chosen. */
enum rc tray_place_view(struct cx *cx, const struct request *rq, const struct tray_one_row *r,
                        struct form_view **out) MUST_USE;
/** tray_place_post: the handler of its route. */
enum rc tray_place_post(struct cx *cx, struct request *rq, struct response *rs) MUST_USE;

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* stale_web.h — what a form shows when somebody else saved first: what was typed stays, who it was
 * is said, and saving again is a decision and no accident.
 */
#ifndef KOLO_NETWORK_STALE_WEB_H
#define KOLO_NETWORK_STALE_WEB_H

#include "web/form.h"

/** stale_show(cx, rq, v, type, id, version): where this request posted a "version" that is no
 * longer ${version}, the form says who changed the thing and now carries ${version}. */
enum rc stale_show(struct cx *cx, const struct request *rq, struct form_view *v, const char *type,
                   int64_t id, int64_t version) MUST_USE;

#endif

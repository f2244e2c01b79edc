/* SPDX-License-Identifier: EUPL-1.2 */
/* report_object.h — partner reports and questions about them as kinds of talk/object.h. */
#ifndef KOLO_REPORT_REPORT_OBJECT_H
#define KOLO_REPORT_REPORT_OBJECT_H

#include "mail/reply.h"
#include "talk/object.h"

enum rc report_object(struct cx *cx, int64_t id, struct object *out);
enum rc question_object(struct cx *cx, int64_t id, struct object *out);
/** Both are the work of all who write and who check the report, bookkeepers too. */
enum rc report_care(struct cx *cx, const struct object *o, struct object_people *to);
/** A reply_take for questions: in a returned report the first answer of who may write it is the
 * answer; all else is a comment in the question's thread. */
enum rc question_reply(struct cx *cx, const struct reply *r);

#endif

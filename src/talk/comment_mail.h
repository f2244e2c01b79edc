/* SPDX-License-Identifier: EUPL-1.2 */
/* comment_mail.h — an answer by mail becomes a comment. */
#ifndef KOLO_TALK_COMMENT_MAIL_H
#define KOLO_TALK_COMMENT_MAIL_H

#include "mail/reply.h"

/** comment_of_mail: a reply_take for whatever object can be talked about, with its files; for a
 * reply of the type "comment", an answer to that comment. */
enum rc comment_of_mail(struct cx *cx, const struct reply *r);
/** comment_thing: the reply_find of all kinds of talk/object.h, and of "comment". */
enum rc comment_thing(struct cx *cx, const char *type, int64_t id, struct reply_thing *out);
/** comment_of_guest(cx, r, name, organisation): of somebody who does not log in, whom its caller
 * knows to be asked about the thing of ${r}. */
enum rc comment_of_guest(struct cx *cx, const struct reply *r, const char *name,
                         const char *organisation);

#endif

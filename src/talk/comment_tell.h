/* SPDX-License-Identifier: EUPL-1.2 */
/* comment_tell.h — who hears of a comment. Private to talk. */
#ifndef KOLO_TALK_COMMENT_TELL_H
#define KOLO_TALK_COMMENT_TELL_H

#include "talk/comment_sql.h"
#include "talk/mention.h"

/** comment_tell(cx, o, c, named): inside the transaction of ${c}; ${named}: whom it names. Only who
 * may know of ${o} is told. */
enum rc comment_tell(struct cx *cx, const struct object *o, const struct comment_get_row *c,
                     const struct mentions *named) MUST_USE;
/** comment_tell_named(cx, o, c, named): those alone; who heard of ${c} before is not told again. */
enum rc comment_tell_named(struct cx *cx, const struct object *o, const struct comment_get_row *c,
                           const struct mentions *named) MUST_USE;
/** comment_untell(cx, comment): what people were told of it is kept no longer. */
enum rc comment_untell(struct cx *cx, int64_t comment) MUST_USE;

#endif

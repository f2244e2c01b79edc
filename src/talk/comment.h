/* SPDX-License-Identifier: EUPL-1.2 */
/* comment.h — what people say about a thing: a thread on any object of talk/object.h. */
#ifndef KOLO_TALK_COMMENT_H
#define KOLO_TALK_COMMENT_H

#include "talk/object.h"

struct comment_input {
    const char *type; /* the object it is about */
    int64_t object;
    int64_t parent;         /* the comment it answers; 0: the object itself */
    const char *body;       /* Markdown; may be "" when there is a wording or a file */
    const char *passage;    /* words of the document it is about; NULL: the whole */
    const char *wording;    /* what should stand there instead; NULL: no suggestion */
    const char *via;        /* "web", "mail", "api", "public" */
    const char *message_id; /* of a mail; NULL: none. The same again is RC_OK and *id the first */
    /* Somebody who does not log in; NULL: cx->viewer. */
    const char *name, *organisation;
};
/** comment_add(cx, in, id): inside a write transaction. RC_MISSING: the object is unknown or hidden
 * from the viewer. People named in it (@Ana Kovač), those who take part in the thread, and those
 * who care for the object are told (notice/notice.h), each once. */
enum rc comment_add(struct cx *cx, const struct comment_input *in, int64_t *id) MUST_USE;

#endif

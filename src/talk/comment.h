/* SPDX-License-Identifier: EUPL-1.2 */
/* comment.h — what people say about a thing: a thread on any object of talk/object.h.
 *
 * comment_edit, comment_remove and thread_mute open a write transaction; comment_add stands in its
 * caller's.
 */
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
    const char *message_id; /* of a mail, or of a form; NULL: none. The same again from the same
                               person is RC_OK and *id the first */
    /* Somebody who does not log in; NULL: cx->viewer. That they may write here is the caller's to
     * know. */
    const char *name, *organisation;
    const struct comment_file *file;
    size_t n_files;
};
/** A file that comes with it; bytes live as long as the call. */
struct comment_file {
    const char *name;
    str bytes;
};
enum {
    COMMENT_MOST = 20000,          /* code points of the body */
    COMMENT_FILES = 10,            /* at most, and together */
    COMMENT_BYTES = 20 * 1000000,  /* of this size */
    COMMENT_EDIT_SECONDS = 15 * 60 /* one's own may be changed so long */
};
/** comment_add(cx, in, id): inside a write transaction. RC_MISSING: the object is unknown or hidden
 * from the viewer. People named in it (@Ana Kovač), those who take part in the thread, and those
 * who care for the object are told (notice/notice.h), each once; who has muted the thread only when
 * named. */
enum rc comment_add(struct cx *cx, const struct comment_input *in, int64_t *id) MUST_USE;
/** comment_edit(cx, id, version, body): the viewer's own, while it is young. RC_CONFLICT with a
 * sentence: too late, or removed; RC_STALE: changed meanwhile. */
enum rc comment_edit(struct cx *cx, int64_t id, int64_t version, const char *body) MUST_USE;
/** comment_remove(cx, id): the viewer's own, at any time. Its place stays, and what answers it. */
enum rc comment_remove(struct cx *cx, int64_t id) MUST_USE;
/** comment_forget(cx, id): inside a write transaction, audited by who calls it: of one with
 * via=public neither text nor name is kept, nor what people were told of it in Kolo. */
enum rc comment_forget(struct cx *cx, int64_t id) MUST_USE;
/** comment_show_all(cx, type, id): inside a write transaction: what was said about a draft is found
 * by search from now on. */
enum rc comment_show_all(struct cx *cx, const char *type, int64_t id) MUST_USE;
/** comment_object(cx, id, out): what a comment is about; RC_MISSING when the viewer may not know of
 * it. comment_scope: the resolver of OF_COMMENT; attachment_scope: of OF_ATTACHMENT, for an
 * attachment of any object. */
enum rc comment_object(struct cx *cx, int64_t id, struct object *out) MUST_USE;
enum rc comment_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out);
enum rc attachment_scope(struct cx *cx, const int64_t id[4], struct scope_owner *out);
/** attachment_object(cx, id, out): what an attachment hangs on, a comment's on what the comment is
 * about; RC_MISSING when the viewer may not know of it. out->withheld: nor read it. */
enum rc attachment_object(struct cx *cx, int64_t id, struct object *out) MUST_USE;
/** thread_mute(cx, o, on): the viewer hears no more of what is said about ${o}, or again. A write
 * transaction of its own. */
enum rc thread_mute(struct cx *cx, const struct object *o, bool on) MUST_USE;

#endif

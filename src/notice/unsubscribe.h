/* SPDX-License-Identifier: EUPL-1.2 */
/* unsubscribe.h — one click in a mail ends mails of its kind to its recipient: nothing else, for
 * nobody else, whoever the mail was passed on to; and one click takes it back.
 */
#ifndef KOLO_NOTICE_UNSUBSCRIBE_H
#define KOLO_NOTICE_UNSUBSCRIBE_H

#include "notice/notice.h"

/** In a digest, as a kind: all that come in digests. */
enum { UNSUBSCRIBE_DIGEST = 1000 };

/** unsubscribe_path(cx, account, kind, out): "/unsubscribe/WORD", signed (mail/sign.h); it does not
 * expire, since a mail does not. */
enum rc unsubscribe_path(struct cx *cx, int64_t account, int kind, const char **out) MUST_USE;

struct unsubscribed {
    int64_t account;
    int kind;
    const char *name, *email, *lang; /* whose mails they are */
    bool ended;                      /* no mails of this kind go there now */
};
/** unsubscribe_read(cx, word, out): what ${word} is about. RC_MISSING: not written here, or nobody
 * signs in there any more. */
enum rc unsubscribe_read(struct cx *cx, const char *word, struct unsubscribed *out) MUST_USE;
/** unsubscribe_set(cx, u, end): ends them, or takes that back, so that it is as it was before the
 * click. The same again changes nothing. */
enum rc unsubscribe_set(struct cx *cx, const struct unsubscribed *u, bool end) MUST_USE;

/** unsubscribe_hidden(cx, address): "a…@eho.test": enough for its owner to know it by, and no more
 * for whom the mail was passed on to. */
const char *unsubscribe_hidden(struct cx *cx, const char *address);

#endif

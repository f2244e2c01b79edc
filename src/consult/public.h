/* SPDX-License-Identifier: EUPL-1.2 */
/* public.h — a consultation that is open to the public by a link: what somebody without an account
 * says counts once they pressed the button behind the link in a mail, and until they take it back
 * by the same link. It has no vote: it is a comment, with an answer in the response matrix.
 */
#ifndef KOLO_CONSULT_PUBLIC_H
#define KOLO_CONSULT_PUBLIC_H

#include "consult/consult.h"
#include "consult/public_sql.h"

enum { PUBLIC_CONSENT = 1, PUBLIC_LASTS = 7 * 86400 };

struct public_input {
    const char *name, *organisation, *email, *lang;
    const char *choice; /* support, support_with_changes, object; NULL: none */
    const char *body;   /* Markdown */
};
/** public_word(cx, c, word): what stands behind /c/ for it, the same until it is renewed. */
enum rc public_word(struct cx *cx, const struct consult_get_row *c, const char **word) MUST_USE;
/** public_renew(cx, consultation): while it is open: the link is revoked and there is another. */
enum rc public_renew(struct cx *cx, int64_t consultation) MUST_USE;
/** public_find(cx, word, c): RC_MISSING: no such link, not public, a draft or withdrawn;
 * RC_CONFLICT with a sentence: revoked. */
enum rc public_find(struct cx *cx, const char *word, struct consult_get_row *c) MUST_USE;
/** public_open(cx, c): may anything be said to it now? */
bool public_open(const struct cx *cx, const struct consult_get_row *c);

/** public_contribute(cx, word, in): waits for its mail, which is sent. RC_CONFLICT: closed. */
enum rc public_contribute(struct cx *cx, const char *word, const struct public_input *in,
                          int64_t *id) MUST_USE;
/** public_mail_word(cx, contribution, word): what stands behind /contribution/ in its mail. */
enum rc public_mail_word(struct cx *cx, int64_t contribution, const char **word) MUST_USE;
/** public_read(cx, word, p, c): the contribution that the link in its mail is for. */
enum rc public_read(struct cx *cx, const char *word, struct public_get_row *p,
                    struct consult_get_row *c) MUST_USE;
/** public_confirm: it becomes a comment; again is RC_OK. RC_CONFLICT: closed meanwhile, or taken
 * back. public_withdraw: at any time; its text and who said it go, its place in the thread stays.
 */
enum rc public_confirm(struct cx *cx, const char *word) MUST_USE;
enum rc public_withdraw(struct cx *cx, const char *word) MUST_USE;
/** What was never confirmed is forgotten. */
extern const struct due public_sweep_due;
/** public_consent(cx, version, lead): the text that was agreed to; NULL: there is no such. */
const char *public_consent(struct cx *cx, int64_t version, const char *lead);

#endif

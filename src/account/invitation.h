/* SPDX-License-Identifier: EUPL-1.2 */
/* invitation.h — a one-time link by which a person sets a password: the first one, or a new one.
 * Valid for seven days, used once; a new link takes the force of the earlier ones.
 */
#ifndef KOLO_ACCOUNT_INVITATION_H
#define KOLO_ACCOUNT_INVITATION_H

#include "account/invitation_sql.h"
#include "account/session.h"

enum { INVITATION_LASTS = 7 * 86400, INVITATION_WORD = 44 };

struct invitation_new {
    char word[INVITATION_WORD]; /* the link is /invite/WORD; shown once */
    stamp expires_at;
};
/** invitation_make(cx, account, out): inside a transaction. */
enum rc invitation_make(struct cx *cx, int64_t account, struct invitation_new *out) MUST_USE;
/** invitation_find(cx, word, out): RC_MISSING with a sentence when there is none, it was used, or
 * it is too old. */
enum rc invitation_find(struct cx *cx, const char *word,
                        struct invitation_by_hash_row *out) MUST_USE;
/** invitation_accept(cx, word, password, place, out): sets the password and signs in; every other
 * session of the account ends. RC_INVALID for a bad password leaves the link as it was. */
enum rc invitation_accept(struct cx *cx, const char *word, const char *password,
                          const struct session_place *place, struct session_new *out) MUST_USE;

#endif

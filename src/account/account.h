/* SPDX-License-Identifier: EUPL-1.2 */
/* account.h — people who log in: made, renamed, locked, given a new password. The roles they hold
 * are in grant.h, signing in is in signin.h.
 */
#ifndef KOLO_ACCOUNT_ACCOUNT_H
#define KOLO_ACCOUNT_ACCOUNT_H

#include "account/account_sql.h"
#include "account/invitation.h"
#include "account/session.h"

struct account_new {
    const char *email, *name, *lang;
    bool demo; /* active at once, without a password: one-click sign-in of the demonstration */
};

/** account_key(cx, email): what e-mail addresses are compared by: no blanks around, ASCII letters
 * small. */
const char *account_key(struct cx *cx, const char *email);
/** account_email_good(key): looks it like an address? Of one line and one address. */
bool account_email_good(const char *key);
/** account_create(cx, new, id): state "invited" (a demo person: "active"). RC_INVALID with
 * sentences for email, name, lang; RC_CONFLICT for an address that has an account. Who may create
 * is the caller's to ask. Inside a transaction. */
enum rc account_create(struct cx *cx, const struct account_new *n, int64_t *id) MUST_USE;
/** account_list(cx, q, state, after, count, out): for administrators; ${q} part of name or address
 * in any script, NULL all; ${state} NULL any; ${after} the last row of the page before, NULL from
 * the start. */
enum rc account_list(struct cx *cx, const char *q, const char *state,
                     const struct account_listed_row *after, int64_t count,
                     struct account_listed_rows *out) MUST_USE;

/** account_lock: no sign-in, every session ends, tokens no longer count. Refused for one's own and
 * for the last administrator's account. account_unlock: what it was before. Both need
 * MAY_ADMINISTER. */
enum rc account_lock(struct cx *cx, int64_t account) MUST_USE;
enum rc account_unlock(struct cx *cx, int64_t account) MUST_USE;
/** account_link(cx, account, out): a one-time link by which a person sets a (new) password. Needs
 * MAY_ADMINISTER. */
enum rc account_link(struct cx *cx, int64_t account, struct invitation_new *out) MUST_USE;
/** account_end_sessions(cx, account): signs somebody out everywhere. Needs MAY_ADMINISTER. */
enum rc account_end_sessions(struct cx *cx, int64_t account) MUST_USE;

/* The viewer's own account. */
enum rc account_set_own(struct cx *cx, const char *name, const char *lang) MUST_USE;
enum rc account_set_language(struct cx *cx, const char *lang) MUST_USE;
/** account_change_password(cx, current, new, place, session, rotated): RC_INVALID with a sentence
 * for "password" or "new_password", RC_BUSY after too many attempts. Every other session ends,
 * ${session} goes on under a new token. */
enum rc account_change_password(struct cx *cx, const char *current, const char *password,
                                const struct session_place *place, int64_t session,
                                struct session_new *rotated) MUST_USE;
/** account_sign_out_elsewhere(cx, session): all of the viewer's sessions but this one end. */
enum rc account_sign_out_elsewhere(struct cx *cx, int64_t session) MUST_USE;
/** account_set_password_by_hand(cx, account, password): for the command line; ends every session.
 */
enum rc account_set_password_by_hand(struct cx *cx, int64_t account, const char *password) MUST_USE;

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* signin.h — from e-mail address and password to a session. */
#ifndef KOLO_ACCOUNT_SIGNIN_H
#define KOLO_ACCOUNT_SIGNIN_H

#include "account/session.h"

struct signin {
    struct session_new session;
    int64_t wait; /* after RC_BUSY: seconds until another attempt counts; 0: soon */
};
/** signin_password(cx, email, password, place, out): RC_INVALID with one and the same sentence for
 * an unknown address, a wrong password, a locked account and an invitation not used yet, after the
 * same work; RC_BUSY with a sentence when there were too many attempts. On RC_OK cx->viewer is the
 * account's. */
enum rc signin_password(struct cx *cx, const char *email, const char *password,
                        const struct session_place *place, struct signin *out) MUST_USE;
/** signin_demo(cx, account, place, out): a person of the demonstration, without a password;
 * RC_MISSING when it is none. The caller has made sure that this is a demo on loopback. */
enum rc signin_demo(struct cx *cx, int64_t account, const struct session_place *place,
                    struct signin *out) MUST_USE;
/** signin_sweep(cx): attempts, sessions and kept API answers that nobody needs any more; done at
 * every sign-in with a password. */
enum rc signin_sweep(struct cx *cx) MUST_USE;

#endif

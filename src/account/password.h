/* SPDX-License-Identifier: EUPL-1.2 */
/* password.h — argon2id, and what makes a password good enough. */
#ifndef KOLO_ACCOUNT_PASSWORD_H
#define KOLO_ACCOUNT_PASSWORD_H

#include "base/cx.h"

enum { PASSWORD_LEAST = 10, PASSWORD_MOST = 200 };

/** password_good(cx, field, password, email): RC_INVALID with a sentence for ${field} when it is
 * too short, or what somebody would try first. */
enum rc password_good(struct cx *cx, const char *field, const char *password,
                      const char *email) MUST_USE;
/** password_hash(cx, password, out): *out in the arena, as argon2id writes it ("$argon2id$v=19$…").
 * RC_BUSY with a sentence when too many are being worked out. Takes tens of milliseconds and 16
 * MiB: never inside a transaction. */
enum rc password_hash(struct cx *cx, const char *password, const char **out) MUST_USE;
/** password_check(cx, hash, password, right): the same work and *right false when ${hash} is NULL,
 * so that nobody learns from the time whether there is such an account. */
enum rc password_check(struct cx *cx, const char *hash, const char *password, bool *right) MUST_USE;

#endif

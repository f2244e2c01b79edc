/* SPDX-License-Identifier: EUPL-1.2 */
/* throttle.h — how often somebody may be wrong: counted per account and per address, in a window
 * that moves along.
 *
 * Within an hour 5 attempts for an account and 20 from an address are free; each further one must
 * wait twice as long after the one before it, from 15 seconds to 15 minutes. An attempt is noted
 * before the password is looked at, so that many at once gain nothing, and forgiven when it was
 * right. From where an account came in during the last month it is counted apart: who guesses from
 * elsewhere cannot keep its owner out.
 */
#ifndef KOLO_ACCOUNT_THROTTLE_H
#define KOLO_ACCOUNT_THROTTLE_H

#include "base/cx.h"

struct attempt {
    const char *account, *address; /* the subjects in the table */
    int64_t by_address;            /* the row noted for the address */
    int64_t wait;                  /* after RC_BUSY: seconds until the next attempt counts */
};

/** throttle_enter(cx, email_key, address, out): notes an attempt in a transaction of its own.
 * RC_BUSY with a sentence that says when to try again; then nothing is noted and the password must
 * not be looked at. */
enum rc throttle_enter(struct cx *cx, const char *email_key, const char *address,
                       struct attempt *out) MUST_USE;
/** throttle_forgive(cx, attempt): it was right. Inside a transaction. */
enum rc throttle_forgive(struct cx *cx, const struct attempt *a) MUST_USE;
/** throttle_sweep_old(cx): what is older than a day goes. Inside a transaction. */
enum rc throttle_sweep_old(struct cx *cx) MUST_USE;
/** throttle_subject(cx, address): what an address is counted as: an IPv6 one by its first 64 bits,
 * of which everyone has as many others as he likes. */
const char *throttle_subject(struct cx *cx, const char *address);

#endif

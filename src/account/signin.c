/* SPDX-License-Identifier: EUPL-1.2 */
/* signin.c — the order of a sign-in is what makes it safe: the attempt is counted before the
 * password is looked at, the password is worked on outside any transaction, and whoever comes in
 * gets a session of a new token. Every refusal but "too often" is the same, in words and in work.
 */
#include "account/signin.h"

#include "account/account.h"
#include "account/idempotency_sql.h"
#include "account/password.h"
#include "account/throttle.h"
#include "i18n/i18n.h"
#include "store/db.h"

/* Whoever comes in sweeps behind the others: no job has to be run for it. */
static enum rc let_in(struct cx *cx, int64_t account, const struct attempt *a,
                      const struct session_place *place, struct signin *out)
{
    enum rc rc = throttle_forgive(cx, a);
    if (!rc) rc = session_start(cx, account, place, &out->session);
    return rc ? rc : signin_sweep(cx);
}

enum rc signin_password(struct cx *cx, const char *email, const char *password,
                        const struct session_place *place, struct signin *out)
{
    struct account_secret_row who;
    struct attempt attempt;
    bool found, right;
    const char *key = account_key(cx, email);
    *out = (struct signin){ 0 };
    enum rc rc = throttle_enter(cx, key, place->address, &attempt);
    out->wait = attempt.wait;
    if (!rc) rc = account_secret(cx, key, &who, &found);
    if (rc) return rc;
    const bool usable = found && str_is(str_of(who.state), "active");
    rc = password_check(cx, usable ? who.password_hash : NULL, password, &right);
    if (rc) return rc;
    if (!right)
        return refuse(cx, RC_INVALID,
                      T("This e-mail address and this password do not belong together. Try again, "
                        "or ask for a new link if you have forgotten the password."));
    rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, let_in(cx, who.id, &attempt, place, out));
}

enum rc signin_demo(struct cx *cx, int64_t account, const struct session_place *place,
                    struct signin *out)
{
    struct account_by_id_row who;
    *out = (struct signin){ 0 };
    enum rc rc = account_by_id(cx, account, &who);
    if (!rc && (!who.is_demo || !str_is(str_of(who.state), "active"))) rc = RC_MISSING;
    if (!rc) rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, session_start(cx, account, place, &out->session));
}

enum rc signin_sweep(struct cx *cx)
{
    enum rc rc = db_begin(cx);
    if (!rc) rc = throttle_sweep_old(cx);
    if (!rc) rc = session_sweep_old(cx);
    if (!rc) rc = idempotency_sweep(cx, cx->now - 86400);
    return db_end(cx, rc);
}

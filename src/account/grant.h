/* SPDX-License-Identifier: EUPL-1.2 */
/* grant.h — who gets which role, given by whom.
 *
 * An administrator grants every role; who may invite into a project (MAY_INVITE) grants any role on
 * that project. A person acts for one organisation in a project, never for two. A change of roles
 * ends the person's sessions, so that nothing goes on under a cookie from before.
 */
#ifndef KOLO_ACCOUNT_GRANT_H
#define KOLO_ACCOUNT_GRANT_H

#include "account/account.h"

struct grant {
    const char *role;              /* word of role_name */
    int64_t project, organisation; /* 0: none. A lead role's organisation may be left out: it is the
                                      lead partner's */
};
/** grant_role(cx, account, grant, own_session): RC_INVALID with sentences for role, project,
 * organisation; RC_CONFLICT when it is held already or stands against another role; all sessions of
 * the account end but ${own_session} (0: none), which its holder has to rotate. */
enum rc grant_role(struct cx *cx, int64_t account, const struct grant *g,
                   int64_t own_session) MUST_USE;
/** grant_withdraw(cx, role_id, project, own_session): ${project} 0 is any; otherwise the role must
 * be of that project. RC_CONFLICT for the last administrator's, or for one's own role in a project.
 * *account (may be NULL): whose it was. */
enum rc grant_withdraw(struct cx *cx, int64_t role_id, int64_t project, int64_t own_session,
                       int64_t *account) MUST_USE;

struct grant_invite {
    const char *email, *name, *lang;
    struct grant grant;
};
struct grant_invited {
    int64_t account;
    bool made;     /* the account was not there before */
    bool has_link; /* there is a link to pass on; otherwise the person has a password, or somebody
                      else has the link */
    struct invitation_new link;
};
/** grant_invite(cx, in, out): an account, made where there is none, with the role and a one-time
 * link. Somebody who invites into a project gets a link only for accounts that have no role
 * elsewhere: it is worth all that the account may do. */
enum rc grant_invite(struct cx *cx, const struct grant_invite *in,
                     struct grant_invited *out) MUST_USE;

#endif

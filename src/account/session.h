/* SPDX-License-Identifier: EUPL-1.2 */
/* session.h — a browser that is signed in. The cookie holds 32 random bytes, the database only
 * their digest; it ends after two hours without a request, twelve hours after the sign-in, or when
 * its owner or a change of roles ends it.
 */
#ifndef KOLO_ACCOUNT_SESSION_H
#define KOLO_ACCOUNT_SESSION_H

#include "account/session_sql.h"
#include "account/viewer.h"

enum { SESSION_IDLE = 2 * 3600, SESSION_LONGEST = 12 * 3600, SESSION_TOKEN = 44 };

/** From where somebody signs in. */
struct session_place {
    const char *address, *agent;
};
struct session_new {
    int64_t id;
    char token[SESSION_TOKEN]; /* for the cookie; nowhere else */
};
struct session {
    int64_t id;
    const char *csrf;
    stamp seen_at;
    const struct viewer *viewer; /* NULL: there is no such session, or it has ended */
};

/** session_find(cx, token, out): the session, its viewer and the roles held, in one statement. Now
 * and then (once a minute at most) it also notes that the session is in use; session_look never
 * does. */
enum rc session_look(struct cx *cx, const char *token, struct session *out) MUST_USE;
enum rc session_find(struct cx *cx, const char *token, struct session *out) MUST_USE;
/** session_viewer(cx, rows, by_token): the viewer out of the rows of session_load or token_load
 * (one a role held, at least one). */
const struct viewer *session_viewer(struct cx *cx, const struct session_load_rows *rows,
                                    bool by_token);
/** session_viewer_of(cx, account, out): whoever it is, with the roles held, as if they had signed
 * in; *out NULL: nobody who can sign in. For what is done in a person's name (a mail that came in)
 * or asked about them (may they see this?). */
enum rc session_viewer_of(struct cx *cx, int64_t account, const struct viewer **out) MUST_USE;
/** session_start(cx, account, place, out): inside a transaction. cx->viewer becomes the account's
 * (without its roles, which the next request loads), so that audit names who did it. */
enum rc session_start(struct cx *cx, int64_t account, const struct session_place *place,
                      struct session_new *out) MUST_USE;
/** session_rotate(cx, id, out): the same session under a new token; the old one is worth nothing.
 * Inside a transaction. */
enum rc session_rotate(struct cx *cx, int64_t id, struct session_new *out) MUST_USE;
/** session_end(cx, id): one of the viewer's own; RC_MISSING when it is not. session_end_all(cx,
 * account, kept): all of an account but ${kept} (0: none is kept), inside a transaction. */
enum rc session_end(struct cx *cx, int64_t id) MUST_USE;
enum rc session_end_all(struct cx *cx, int64_t account, int64_t kept) MUST_USE;
/** session_list(cx, account, out): the open ones. */
enum rc session_list(struct cx *cx, int64_t account, struct session_open_rows *out) MUST_USE;
/** session_sweep_old(cx): those that ended of themselves 30 days ago go. Inside a transaction. */
enum rc session_sweep_old(struct cx *cx) MUST_USE;

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* rc.h — how every function above base says what happened.
 *
 * Three kinds of trouble, three mechanisms: a bug aborts (BUG in log.h); an outside failure is
 * logged once where it happens and returns RC_FAIL (fail() in cx.h); a refusal that users can
 * expect returns one of the codes below, with sentences for the reader added by problem() in cx.h.
 */
#ifndef KOLO_BASE_RC_H
#define KOLO_BASE_RC_H

enum rc {
    RC_OK = 0,
    RC_INVALID,  /* the input breaks a rule; problems say which             HTTP 422, exit 2 */
    RC_DENIED,   /* the viewer may see the thing but not do this            HTTP 403, exit 3 */
    RC_MISSING,  /* no such thing, or not for this viewer                   HTTP 404, exit 4 */
    RC_CONFLICT, /* the state of the thing forbids it                       HTTP 409, exit 5 */
    RC_STALE,    /* somebody changed it since it was read                   HTTP 409, exit 5 */
    RC_BUSY,     /* too much at once, or the database is briefly away       HTTP 503, exit 6 */
    RC_LOGIN,    /* nobody is signed in                                     HTTP 401 (pages: 303 to
                    /login), exit 3 */
    RC_FAIL      /* an outside failure, logged with the request id          HTTP 500, exit 1 */
};

#define MUST_USE __attribute__((warn_unused_result))

/** rc_http(rc): the HTTP status of ${rc}; rc_exit(rc): the exit code; rc_name(rc): a stable
 * lower-case word. */
int rc_http(enum rc rc);
int rc_exit(enum rc rc);
const char *rc_name(enum rc rc);

#endif

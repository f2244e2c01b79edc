/* SPDX-License-Identifier: EUPL-1.2 */
/* account_web.h — what app needs of account: the routes, and the hooks by which web learns who is
 * asking and whether they may.
 */
#ifndef KOLO_ACCOUNT_ACCOUNT_WEB_H
#define KOLO_ACCOUNT_ACCOUNT_WEB_H

#include "account/idempotency_web.h"
#include "web/page.h"
#include "web/route.h"

extern const struct route account_routes[];

/** The hooks of web/route.h. The viewer, the roles held and their partners are one statement. */
enum rc account_load_viewer(struct cx *cx, struct request *rq) MUST_USE;
enum rc account_may(struct cx *cx, struct request *rq, const struct route *r) MUST_USE;
/** signin_late(cx, rq, rs): the sign-in page in answer to a form that came after its session had
 * ended; the form goes along. RC_MISSING when it may not. */
enum rc signin_late(struct cx *cx, struct request *rq, struct response *rs) MUST_USE;
/** account_page(cx, rq, pg): what every page shows of the account: name, roles, language switch,
 * sign-in and sign-out. No statement. For app's page hook. */
void account_page(struct cx *cx, const struct request *rq, struct page *pg);
/** account_offer_demo(on): the sign-in page offers the people of the demonstration, to browsers on
 * this very machine. Once, before serving; off at start. */
void account_offer_demo(bool on);
/** account_next(cx, z): where to go on after signing in: ${z} when it is the address of a page of
 * ours, otherwise the start page. */
struct url account_next(struct cx *cx, const char *z);

/** account_rotate(cx, rq, rs): after a change of one's own roles the session goes on under a new
 * cookie. A request by token has none. */
enum rc account_rotate(struct cx *cx, const struct request *rq, struct response *rs) MUST_USE;
/** signin_languages: choices for a form. */
const struct form_choice *signin_languages(struct cx *cx);

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* account_pages_web.h — what the files with the pages of this folder say to each other. Private to
 * account.
 */
#ifndef KOLO_ACCOUNT_ACCOUNT_PAGES_WEB_H
#define KOLO_ACCOUNT_ACCOUNT_PAGES_WEB_H

#include "account/account_web.h"
#include "account/session.h"

#define SESSION_COOKIE "kolo"
#define LANGUAGE_COOKIE "kolo_lang"

typedef enum rc account_handler(struct cx *cx, struct request *rq, struct response *rs);

/* signin_web.c */
extern const struct form signin_form, signin_invite_form;
account_handler signin_page, signin_post, signin_demo_post, signin_out, signin_language,
    signin_invite_page, signin_invite_post;
bool signin_demo_here(const struct request *rq, bool offered);
struct session_place signin_place(const struct request *rq);
/** signin_cookie: the session's token to the browser; NULL takes it away. */
void signin_cookie(struct cx *cx, const struct request *rq, struct response *rs, const char *token);
/** signin_session: the number of the session a request came in, 0 none. */
int64_t signin_session(const struct request *rq);
bool signin_offers_demo(void);

/* carry_web.c */
enum { CARRY_MOST = 256 * 1024 };
/** A form on its way through the sign-in page: the address it was sent to and its fields,
 * urlencoded. */
struct carried {
    const char *to, *fields;
};
/** carry_begin: of the request that came too late. carry_read: of one that brings it along. False
 * when there is nothing that may be carried. */
bool carry_begin(struct cx *cx, const struct request *rq, struct carried *out);
bool carry_read(struct cx *cx, const struct request *rq, struct carried *out);
/** carry_offer: the page with which somebody who has just signed in sends it. */
enum rc carry_offer(struct cx *cx, struct request *rq, struct response *rs,
                    const struct carried *carried) MUST_USE;

/* me_web.c */
extern const struct form me_form, me_password_form, me_token_form;
extern const struct row_meta me_meta;
account_handler me_page, me_post, me_password_post, me_session_end, me_sessions_end, me_token_post,
    me_token_revoke;

/* people_web.c, people_change_web.c */
extern const struct form people_invite_form, people_project_form, people_grant_form;
account_handler people_accounts, people_invite_page, people_invite_post, people_account,
    people_grant, people_withdraw, people_lock, people_unlock, people_link, people_sign_out,
    people_project, people_project_invite_page, people_project_invite_post, people_project_withdraw;

#endif

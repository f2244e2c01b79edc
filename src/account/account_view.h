/* SPDX-License-Identifier: EUPL-1.2 */
/* account_view.h — what the templates of this folder are given. Private to account. */
#ifndef KOLO_ACCOUNT_ACCOUNT_VIEW_H
#define KOLO_ACCOUNT_ACCOUNT_VIEW_H

#include "web/form.h"
#include "web/page.h"
#include "web/parts.h"

/* ---- signin.html ----------------------------------------------------------------------------- */

struct demo_person {
    const char *name, *roles;
    struct url enter;
};
struct demo_group {
    const char *organisation; /* NULL: of no organisation */
    VEC(struct demo_person) people;
};
struct signin_view {
    const struct form_view *form;
    struct url to;
    const char *carry_to, *carried;  /* NULL: nothing was on its way */
    const struct demo_group *groups; /* none: no demonstration */
    size_t n;
};
struct carry_view {
    struct url to, leave;
    const char *what; /* the title of what was sent */
    const struct pair *fields;
    size_t n;
};
struct accept_view {
    const struct form_view *form;
    struct url to;
    const char *lead, *button;
};

/* ---- me.html --------------------------------------------------------------------------------- */

struct me_session {
    const char *agent, *address, *seen, *since;
    bool here;
    struct url end;
};
struct me_token {
    const char *name, *until, *used;
    struct url revoke;
};
struct me_view {
    const struct form_view *profile, *password, *token;
    const char *const *roles; /* sentences */
    size_t n_roles;
    const struct me_session *sessions;
    size_t n_sessions;
    const struct me_token *tokens;
    size_t n_tokens;
    const char *made, *made_until; /* a new token, shown once */
    struct actions elsewhere;
    bool has_password;
};

/* ---- people.html ----------------------------------------------------------------------------- */

struct role_line {
    const char *title, *place; /* "PIA · EHO" */
    struct action withdraw;
};
struct person_line {
    const char *name, *email, *seen;
    struct url url; /* p NULL: no page of its own for this reader */
    struct mark mark;
    VEC(struct role_line) roles;
};
struct people_view {
    struct url self, invite;
    const char *q;
    const struct form_choice *states; /* NULL: no filter */
    const char *state;
    struct chips chips;
    const struct person_line *v;
    size_t n;
    struct pager pager;
};
struct person_view {
    struct facts facts;
    const struct role_line *roles;
    size_t n_roles;
    const struct form_view *grant;
    struct url grant_to;
    struct actions actions;
};
struct invite_view {
    const struct form_view *form;
    struct url to, back;
};
struct link_view {
    const char *sentence, *link, *until;
    struct url on;
    const char *on_text;
};

#endif

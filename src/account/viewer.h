/* SPDX-License-Identifier: EUPL-1.2 */
/* viewer.h — the person (or token) a request comes from, with the roles held. */
#ifndef KOLO_ACCOUNT_VIEWER_H
#define KOLO_ACCOUNT_VIEWER_H

#include "account/role.h"
#include "store/audit.h"

struct viewer_role {
    enum role role;
    int64_t project;      /* 0: the server (administrator) */
    int64_t organisation; /* 0: none */
    int64_t partner;      /* the organisation's partner row in that project; 0: none */
};
/** A project the viewer has a part in. */
struct viewer_project {
    int64_t id;
    const char *code, *title;
    bool is_demo;
};
struct viewer {
    int64_t account;
    const char *name, *email, *lang;
    const char *zone; /* IANA name: their own choice, else of the country of their organisation;
                         NULL: not known */
    int64_t unread;   /* notices (notice/notice.h) */
    const struct viewer_role *roles;
    size_t n;
    const struct viewer_project
        *projects; /* each once, by code; an administrator sees others too */
    size_t n_projects;
    bool by_token; /* through an API token */
    bool system;   /* the command line: may do everything */
};

/** viewer_may(cx, p, project, partner): RC_OK; RC_LOGIN when nobody is signed in; RC_MISSING when
 * the viewer has no business knowing; RC_DENIED with a sentence otherwise. partner 0: a thing of
 * the project itself (needs REACH_ALL, or REACH_OWN where the permission is held for any partner).
 */
enum rc viewer_may(struct cx *cx, enum permission p, int64_t project, int64_t partner) MUST_USE;
/** viewer_can(cx, p, project, partner): the same as a claim, leaving no sentence: for showing or
 * disabling a button. */
bool viewer_can(const struct cx *cx, enum permission p, int64_t project, int64_t partner);
/** viewer_may_anywhere, viewer_can_anywhere: the same for a thing of no project, which who has the
 * permission in any project may touch (OF_NETWORK). */
enum rc viewer_may_anywhere(struct cx *cx, enum permission p) MUST_USE;
bool viewer_can_anywhere(const struct cx *cx, enum permission p);
/** viewer_partner(cx, p, project): which partner's rows a list shows: 0 for all (REACH_ALL), a
 * partner id for own only, -1 for none. */
int64_t viewer_partner(const struct cx *cx, enum permission p, int64_t project);
/** viewer_system(cx, name): a viewer for the command line and demo: may do everything; audit names
 * ${name}. */
const struct viewer *viewer_system(struct cx *cx, const char *name);
/** viewer_is(cx): the account of who is looking; 0: nobody, or the system. */
int64_t viewer_is(const struct cx *cx);
/** viewer_titles(cx, project): the titles of the roles held there (project 0: anywhere), each once,
 * separated by commas, in the reader's language; "" for none. */
const char *viewer_titles(struct cx *cx, int64_t project);
/** viewer_actor: who audit says it was; app sets audit_actor_of to it. */
struct audit_actor viewer_actor(const struct cx *cx);

#endif

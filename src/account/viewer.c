/* SPDX-License-Identifier: EUPL-1.2 */
/* viewer.c — may this person do that to a thing of this project and partner? It knows the roles
 * held and the declared matrix; where they came from (a session, a token, the command line) it does
 * not ask.
 */
#include "account/viewer.h"

#include "base/buf.h"
#include "i18n/i18n.h"

#include <string.h>

/* The reach of one role held. An organisation that is no partner of the project owns nothing. */
static enum reach reach_of(const struct viewer_role *r, enum permission p, int64_t project)
{
    if (r->project && r->project != project) return REACH_NONE;
    enum reach reach = role_reach(r->role, p);
    return reach == REACH_OWN && !r->partner ? REACH_NONE : reach;
}

bool viewer_can(const struct cx *cx, enum permission p, int64_t project, int64_t partner)
{
    const struct viewer *v = cx->viewer;
    if (!v) return false;
    if (v->system) return true;
    for (size_t i = 0; i < v->n; i++) {
        enum reach reach = reach_of(&v->roles[i], p, project);
        if (reach == REACH_ALL) return true;
        if (reach == REACH_OWN && (!partner || v->roles[i].partner == partner)) return true;
    }
    return false;
}

/* A thing of the server is no secret, only what it does is; a thing of a project is known to those
 * who may read the project; a partner's thing only to those who may read that. */
static bool knows_of(const struct cx *cx, enum permission p, int64_t project, int64_t partner)
{
    if (!project) return true;
    if (viewer_can(cx, role_read_of(p), project, partner)) return true;
    return !partner && viewer_can(cx, MAY_READ_PROJECT, project, 0);
}

enum rc viewer_may(struct cx *cx, enum permission p, int64_t project, int64_t partner)
{
    if (!cx->viewer) return RC_LOGIN;
    if (viewer_can(cx, p, project, partner)) return RC_OK;
    if (!knows_of(cx, p, project, partner)) return RC_MISSING;
    return refuse(cx, RC_DENIED, "%s", i18n_text(cx, NULL, role_permission_refusal(p)));
}

bool viewer_can_anywhere(const struct cx *cx, enum permission p)
{
    const struct viewer *v = cx->viewer;
    if (!v) return false;
    for (size_t i = 0; i < v->n; i++)
        if (viewer_can(cx, p, v->roles[i].project, 0)) return true;
    return v->system;
}

enum rc viewer_may_anywhere(struct cx *cx, enum permission p)
{
    if (!cx->viewer) return RC_LOGIN;
    if (viewer_can_anywhere(cx, p)) return RC_OK;
    return refuse(cx, RC_DENIED, "%s", i18n_text(cx, NULL, role_permission_refusal(p)));
}

int64_t viewer_partner(const struct cx *cx, enum permission p, int64_t project)
{
    const struct viewer *v = cx->viewer;
    int64_t own = -1;
    if (!v) return -1;
    if (v->system) return 0;
    for (size_t i = 0; i < v->n; i++) {
        enum reach reach = reach_of(&v->roles[i], p, project);
        if (reach == REACH_ALL) return 0;
        if (reach == REACH_OWN && own < 0) own = v->roles[i].partner;
    }
    return own;
}

const struct viewer *viewer_system(struct cx *cx, const char *name)
{
    struct viewer *v = arena_array(cx->arena, struct viewer, 1);
    *v = (struct viewer){
        .name = arena_dup(cx->arena, name), .email = "", .lang = "en", .system = true
    };
    return v;
}

int64_t viewer_is(const struct cx *cx) { return cx->viewer ? cx->viewer->account : 0; }

const char *viewer_titles(struct cx *cx, int64_t project)
{
    bool held[ROLES] = { false };
    const struct viewer *v = cx->viewer;
    for (size_t i = 0; v && i < v->n; i++)
        if (!project || !v->roles[i].project || v->roles[i].project == project)
            held[v->roles[i].role] = true;
    const char *all = "";
    for (size_t i = 0; i < ROLES; i++)
        if (held[i])
            all = arena_printf(cx->arena, "%s%s%s", all, *all ? ", " : "",
                               i18n_text(cx, NULL, role_title((enum role)i)));
    return all;
}

struct audit_actor viewer_actor(const struct cx *cx)
{
    if (!cx->viewer) return (struct audit_actor){ 0, "system" };
    return (struct audit_actor){ cx->viewer->account, cx->viewer->name };
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* grant.c — roles given and withdrawn. It knows partners only as rows that say which organisation
 * takes part in which project; what a role may do is role.c's matrix.
 */
#include "account/grant.h"

#include "i18n/i18n.h"
#include "store/db.h"

/* The grant with everything found out. */
struct checked {
    enum role role;
    int64_t project, organisation;
};

static enum rc may_grant(struct cx *cx, enum role role, int64_t project)
{
    if (viewer_can(cx, MAY_ADMINISTER, 0, 0)) return RC_OK;
    if (role == ROLE_ADMINISTRATOR || !project) return viewer_may(cx, MAY_ADMINISTER, 0, 0);
    return viewer_may(cx, MAY_INVITE, project, 0);
}

static enum rc check_lead(struct cx *cx, struct checked *c)
{
    struct account_lead_of_row lead;
    bool found;
    enum rc rc = account_lead_of(cx, c->project, &lead, &found);
    if (rc || !found) return rc;
    if (c->organisation && c->organisation != lead.organisation)
        return problem(cx, "organisation",
                       T("This organisation is not the lead partner of the project. Leave the "
                         "field empty."));
    c->organisation = lead.organisation;
    return RC_OK;
}

static enum rc check_partner(struct cx *cx, struct checked *c)
{
    struct account_partner_of_row partner;
    bool found;
    if (!c->organisation)
        return problem(cx, "organisation", T("Choose the partner this person works for."));
    enum rc rc = account_partner_of(cx, c->project, c->organisation, &partner, &found);
    if (rc || found) return rc;
    return problem(cx, "organisation",
                   T("This organisation is not a partner of the project. Add it to the project "
                     "first."));
}

static enum rc check(struct cx *cx, const struct grant *g, struct checked *c)
{
    *c = (struct checked){ .project = g->project, .organisation = g->organisation };
    if (!role_parse(g->role, &c->role))
        return problem(cx, "role", T("Choose one of the roles of the list."));
    enum rc rc = may_grant(cx, c->role, c->project);
    if (rc) return rc;
    if (c->role == ROLE_ADMINISTRATOR) {
        c->project = c->organisation = 0;
        return RC_OK;
    }
    if (!c->project) return problem(cx, "project", T("Choose the project this role is for."));
    if (role_is_lead(c->role)) return check_lead(cx, c);
    return role_is_partner(c->role) ? check_partner(cx, c) : RC_OK;
}

static enum rc check_others(struct cx *cx, int64_t account, const struct checked *c)
{
    struct account_role_of_rows had;
    enum rc rc = account_role_of(cx, account, &had);
    for (size_t i = 0; !rc && i < had.n; i++) {
        const struct account_role_by_id_row *r = &had.v[i];
        if (r->project != c->project) continue;
        if (z_eq(r->role, role_name(c->role)) && r->organisation == c->organisation)
            return refuse(cx, RC_CONFLICT, T("This person has this role already."));
        if (r->organisation && c->organisation && r->organisation != c->organisation)
            return refuse(cx, RC_CONFLICT,
                          T("This person acts for another organisation in this project. Withdraw "
                            "that role first."));
    }
    return rc;
}

static enum rc audited(struct cx *cx, const char *action, const struct account_role_by_id_row *r,
                       bool given)
{
    return audit_change(cx, action, "account", r->account, r->project, &account_role_by_id_meta,
                        given ? NULL : r, given ? r : NULL);
}

static enum rc give(struct cx *cx, int64_t account, const struct checked *c, int64_t own_session)
{
    const struct account_role_insert_in in = { .account = account,
                                               .role = role_name(c->role),
                                               .project = c->project,
                                               .organisation = c->organisation,
                                               .granted_at = cx->now,
                                               .granted_by = viewer_is(cx) };
    struct account_role_by_id_row row = {
        .account = account, .role = in.role, .project = c->project, .organisation = c->organisation
    };
    enum rc rc = check_others(cx, account, c);
    if (!rc) rc = account_role_insert(cx, &in, &row.id);
    if (!rc) rc = audited(cx, "account.grant", &row, true);
    return rc ? rc : session_end_all(cx, account, own_session);
}

enum rc grant_role(struct cx *cx, int64_t account, const struct grant *g, int64_t own_session)
{
    struct account_by_id_row who;
    struct checked c;
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = check(cx, g, &c);
    if (!rc) rc = account_by_id(cx, account, &who);
    return db_end(cx, rc ? rc : give(cx, account, &c, own_session));
}

static enum rc may_withdraw(struct cx *cx, const struct account_role_by_id_row *r)
{
    struct account_other_administrators_row others;
    enum role role;
    if (!role_parse(r->role, &role)) return fail(cx, "an unknown role: %s", r->role);
    enum rc rc = may_grant(cx, role, r->project);
    if (rc) return rc;
    if (role != ROLE_ADMINISTRATOR && r->account == viewer_is(cx) &&
        !viewer_can(cx, MAY_ADMINISTER, 0, 0))
        return refuse(cx, RC_CONFLICT,
                      T("You cannot withdraw your own role. Ask an administrator."));
    if (role != ROLE_ADMINISTRATOR) return RC_OK;
    rc = account_other_administrators(cx, r->account, &others);
    if (rc || others.n > 0) return rc;
    return refuse(cx, RC_CONFLICT,
                  T("This is the only administrator. Make somebody else one first."));
}

static enum rc withdraw(struct cx *cx, int64_t role_id, int64_t project, int64_t own_session,
                        int64_t *account)
{
    struct account_role_by_id_row r;
    enum rc rc = account_role_by_id(cx, role_id, &r);
    if (!rc && project && r.project != project) rc = RC_MISSING;
    if (!rc) rc = may_withdraw(cx, &r);
    if (!rc) rc = account_role_delete(cx, role_id);
    if (!rc) rc = audited(cx, "account.withdraw", &r, false);
    if (!rc) rc = session_end_all(cx, r.account, own_session);
    if (!rc && account) *account = r.account;
    return rc;
}

enum rc grant_withdraw(struct cx *cx, int64_t role_id, int64_t project, int64_t own_session,
                       int64_t *account)
{
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, withdraw(cx, role_id, project, own_session, account));
}

/* Whoever holds the link can become the person, with every role the person has. */
static enum rc may_have_link(struct cx *cx, const struct account_by_id_row *who, int64_t project,
                             bool *yes)
{
    struct account_role_of_rows roles;
    *yes = str_is(str_of(who->state), "invited");
    if (!*yes || viewer_can(cx, MAY_ADMINISTER, 0, 0)) return RC_OK;
    enum rc rc = account_role_of(cx, who->id, &roles);
    for (size_t i = 0; !rc && i < roles.n; i++)
        if (roles.v[i].project != project) *yes = false;
    return rc;
}

static enum rc invite(struct cx *cx, const struct grant_invite *in, struct grant_invited *out)
{
    struct checked c;
    struct account_by_id_row who;
    bool found;
    enum rc rc = check(cx, &in->grant, &c);
    if (!rc) rc = account_by_key(cx, account_key(cx, in->email), &who, &found);
    if (rc) return rc;
    if (!found) {
        const struct account_new n = { .email = in->email, .name = in->name, .lang = in->lang };
        rc = account_create(cx, &n, &who.id);
        who.state = "invited";
    } else if (str_is(str_of(who.state), "locked")) {
        return refuse(cx, RC_CONFLICT,
                      T("The account of this person is locked. Ask an administrator."));
    }
    out->made = !found;
    out->account = who.id;
    if (!rc) rc = give(cx, who.id, &c, 0);
    if (!rc) rc = may_have_link(cx, &who, c.project, &out->has_link);
    if (!rc && out->has_link) rc = invitation_make(cx, who.id, &out->link);
    return rc;
}

enum rc grant_invite(struct cx *cx, const struct grant_invite *in, struct grant_invited *out)
{
    *out = (struct grant_invited){ 0 };
    enum rc rc = db_begin(cx);
    return rc ? rc : db_end(cx, invite(cx, in, out));
}

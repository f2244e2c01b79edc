/* SPDX-License-Identifier: EUPL-1.2 */
/* role.h — who may do what: the one place where it is decided. Deny by default.
 *
 * A role is held on a project (the administrator's on the server); the partner roles for one
 * organisation of it. A permission is granted to a role for nothing, for its own partner's things,
 * or for the whole project. Routes name the permission and the scope that leads from the first
 * number of the path to (project, partner); may() compares. Reading what one may not know of is
 * RC_MISSING, doing what one may only look at is RC_DENIED with a sentence.
 */
#ifndef KOLO_ACCOUNT_ROLE_H
#define KOLO_ACCOUNT_ROLE_H

#include "base/cx.h"

enum role {
    ROLE_ADMINISTRATOR,
    ROLE_LEAD_COORDINATOR,
    ROLE_LEAD_FINANCE,
    ROLE_PARTNER_COORDINATOR,
    ROLE_PARTNER_FINANCE,
    ROLE_AUDITOR,
    ROLE_DONOR,
    ROLES
};

enum permission {
    MAY_NONE = 0,          /* an unset .may: the program does not start */
    MAY_ADMINISTER,        /* accounts, invitations, sessions of others */
    MAY_CREATE_PROJECT,    /* set up a project from nothing */
    MAY_EDIT_ORGANISATION, /* of the network: add, correct; whoever has it in any project */
    MAY_OPEN_PROJECT,      /* its first page: every role, each sees its own things there */
    MAY_READ_PROJECT,      /* contract, partners, components, periods, activities, budget, rates */
    MAY_EDIT_PROJECT,
    MAY_READ_PEOPLE, /* who works on the project in Kolo, and as what */
    MAY_INVITE,      /* people into the project */
    MAY_EDIT_BUDGET, /* versions, transfers */
    MAY_EDIT_RATES,
    MAY_EDIT_ACTIVITY,    /* own partner's activities; lead all */
    MAY_READ_EXPENDITURE, /* own partner's; lead, auditor all */
    MAY_READ_SENSITIVE, /* lines marked sensitive in full: own partner's; auditor all; the lead sees
                           amounts only */
    MAY_EDIT_EXPENDITURE, /* own partner's */
    MAY_READ_REPORT,
    MAY_EDIT_REPORT,   /* narrative, answers */
    MAY_SUBMIT_REPORT, /* the coordinator only */
    MAY_REVIEW_REPORT, /* take into check, decide lines, ask, return */
    MAY_ACCEPT_REPORT,
    MAY_READ_DONOR_REPORT, /* every state */
    MAY_READ_SENT_REPORT,  /* donor: sent and accepted ones only */
    MAY_EDIT_DONOR_REPORT, /* text, notes, freeze, send, record acceptance */
    MAY_READ_AUDIT,
    MAY_READ_MAIL,       /* what Kolo has sent, and what became of it */
    MAY_SEND_MAIL,       /* once more; place what came in and could not be placed */
    MAY_READ_CONSULT,    /* bodies, meetings, consultations, decisions, tasks, and their threads */
    MAY_COMMENT,         /* in a thread that one may read */
    MAY_EDIT_BODY,       /* bodies and their mandates */
    MAY_EDIT_MEETING,    /* call and lead meetings; whose one it is, the rule says */
    MAY_EDIT_CONSULT,    /* open and lead consultations; the same */
    MAY_TAKE_POSITION,   /* for one's own organisation, in consultations and votes */
    MAY_RECORD_DECISION, /* by hand, without a consultation or a meeting */
    MAY_EDIT_TASK,
    PERMISSIONS
};
enum reach { REACH_NONE, REACH_OWN, REACH_ALL };

/** role_reach(role, permission): the declared matrix. role_name: the word in the database;
 * role_title: N_() for people. */
enum reach role_reach(enum role r, enum permission p);
const char *role_name(enum role r);
const char *role_title(enum role r);
bool role_parse(const char *name, enum role *out);
/** role_permission_name: "EDIT_BUDGET"; role_permission_refusal: N_() why somebody may not, and
 * whose work it is. */
const char *role_permission_name(enum permission p);
const char *role_permission_refusal(enum permission p);
/** role_read_of(permission): what lets one know of the things that ${permission} is about; itself
 * where it is a reading. */
enum permission role_read_of(enum permission p);
/** role_is_lead, role_is_partner: the two families that act for an organisation of the project. */
bool role_is_lead(enum role r);
bool role_is_partner(enum role r);

/** How a route's first path number leads to a project and, where there is one, a partner. */
enum scope {
    OF_SERVER = 0, /* no project: administration, own account */
    OF_NETWORK,    /* no project either, but who has the permission in any project has it */
    OF_PROJECT,    /* {project}; partner-owned data inside is filtered by the handler with
                      viewer_partner() */
    OF_PARTNER, /* /p/{project}/partner/{partner}/…: second number is a partner of that project */
    OF_REPORT,  /* /report/{report}: a partner report */
    OF_EXPENDITURE,    /* /expenditure/{expenditure} */
    OF_ACTIVITY,       /* /activity/{activity} */
    OF_DONOR_REPORT,   /* /donor-report/{donor report} */
    OF_ATTACHMENT,     /* /attachment/{attachment}: leads to what it is attached to */
    OF_BUDGET_VERSION, /* /budget/{version} */
    OF_QUESTION,       /* /question/{question}: the report it asks about */
    OF_COMMENT,        /* /comment/{comment}: what it is about */
    OF_BODY,           /* /body/{body} */
    OF_MEETING,        /* /meeting/{meeting} */
    OF_CONSULTATION,   /* /consultation/{consultation} */
    OF_DECISION,       /* /decision/{decision} */
    OF_TASK,           /* /task/{task} */
    SCOPES
};
/** A domain says how its scope is resolved: RC_MISSING when there is no such thing. Registered once
 * by app/modules.c. */
struct scope_owner {
    int64_t project, partner; /* partner 0: the project's own */
};
typedef enum rc (*scope_resolve)(struct cx *cx, const int64_t id[4], struct scope_owner *out);
void role_register_scope(enum scope s, scope_resolve fn);
/** role_scope_name: "partner", "report"; role_scope_known: has a domain said how to resolve it?
 * OF_SERVER and OF_NETWORK need nobody; a route of any other unknown scope must not start. */
const char *role_scope_name(enum scope s);
bool role_scope_known(enum scope s);
enum rc role_scope(struct cx *cx, enum scope s, const int64_t id[4],
                   struct scope_owner *out) MUST_USE;

#endif

/* SPDX-License-Identifier: EUPL-1.2 */
/* role.c — the declared matrix: which role reaches how far with which permission. It decides
 * nothing about a particular person (viewer.c does) and knows no domain: how a path leads to a
 * project and a partner is told to it by those who own the things.
 *
 * src/account/matrix.txt is this table in words for people to review; a test compares.
 */
#include "account/role.h"

#include "base/log.h"
#include "i18n/i18n.h"

#define NO REACH_NONE
#define OWN REACH_OWN
#define ALL REACH_ALL

/* A table is read by its columns. */
/* clang-format off */
static const unsigned char matrix[PERMISSIONS][ROLES] = {
    /*                          admini- lead    lead    partner partner
     *                          strator coord.  finance coord.  finance auditor donor */
    [MAY_NONE]              = { NO,     NO,     NO,     NO,     NO,     NO,     NO  },
    [MAY_ADMINISTER]        = { ALL,    NO,     NO,     NO,     NO,     NO,     NO  },
    [MAY_CREATE_PROJECT]    = { ALL,    NO,     NO,     NO,     NO,     NO,     NO  },
    [MAY_EDIT_ORGANISATION] = { ALL,    ALL,    NO,     NO,     NO,     NO,     NO  },
    [MAY_OPEN_PROJECT]      = { ALL,    ALL,    ALL,    ALL,    ALL,    ALL,    ALL },
    [MAY_READ_PROJECT]      = { ALL,    ALL,    ALL,    ALL,    ALL,    ALL,    NO  },
    [MAY_EDIT_PROJECT]      = { NO,     ALL,    NO,     NO,     NO,     NO,     NO  },
    [MAY_READ_PEOPLE]       = { NO,     ALL,    NO,     NO,     NO,     ALL,    NO  },
    [MAY_INVITE]            = { NO,     ALL,    NO,     NO,     NO,     NO,     NO  },
    [MAY_EDIT_BUDGET]       = { NO,     ALL,    ALL,    NO,     NO,     NO,     NO  },
    [MAY_EDIT_RATES]        = { NO,     ALL,    ALL,    NO,     NO,     NO,     NO  },
    [MAY_EDIT_ACTIVITY]     = { NO,     ALL,    OWN,    OWN,    OWN,    NO,     NO  },
    [MAY_READ_EXPENDITURE]  = { NO,     ALL,    ALL,    OWN,    OWN,    ALL,    NO  },
    [MAY_READ_SENSITIVE]    = { NO,     OWN,    OWN,    OWN,    OWN,    ALL,    NO  },
    [MAY_EDIT_EXPENDITURE]  = { NO,     OWN,    OWN,    OWN,    OWN,    NO,     NO  },
    [MAY_READ_REPORT]       = { NO,     ALL,    ALL,    OWN,    OWN,    ALL,    NO  },
    [MAY_EDIT_REPORT]       = { NO,     OWN,    OWN,    OWN,    OWN,    NO,     NO  },
    [MAY_SUBMIT_REPORT]     = { NO,     OWN,    NO,     OWN,    NO,     NO,     NO  },
    [MAY_REVIEW_REPORT]     = { NO,     ALL,    ALL,    NO,     NO,     NO,     NO  },
    [MAY_ACCEPT_REPORT]     = { NO,     ALL,    NO,     NO,     NO,     NO,     NO  },
    [MAY_READ_DONOR_REPORT] = { NO,     ALL,    ALL,    NO,     NO,     ALL,    NO  },
    [MAY_READ_SENT_REPORT]  = { NO,     ALL,    ALL,    NO,     NO,     ALL,    ALL },
    [MAY_EDIT_DONOR_REPORT] = { NO,     ALL,    ALL,    NO,     NO,     NO,     NO  },
    [MAY_READ_AUDIT]        = { ALL,    ALL,    NO,     NO,     NO,     ALL,    NO  },
    [MAY_READ_MAIL]         = { NO,     ALL,    NO,     NO,     NO,     ALL,    NO  },
    [MAY_SEND_MAIL]         = { NO,     ALL,    NO,     NO,     NO,     NO,     NO  },
    [MAY_READ_CONSULT]      = { NO,     ALL,    ALL,    ALL,    ALL,    ALL,    NO  },
    [MAY_COMMENT]           = { NO,     ALL,    ALL,    ALL,    ALL,    NO,     NO  },
    [MAY_EDIT_BODY]         = { NO,     ALL,    NO,     NO,     NO,     NO,     NO  },
    [MAY_EDIT_MEETING]      = { NO,     ALL,    NO,     ALL,    NO,     NO,     NO  },
    [MAY_EDIT_CONSULT]      = { NO,     ALL,    NO,     ALL,    NO,     NO,     NO  },
    [MAY_TAKE_POSITION]     = { NO,     OWN,    NO,     OWN,    NO,     NO,     NO  },
    [MAY_RECORD_DECISION]   = { NO,     ALL,    NO,     NO,     NO,     NO,     NO  },
    [MAY_EDIT_TASK]         = { NO,     ALL,    ALL,    ALL,    ALL,    NO,     NO  },
};
/* clang-format on */

static const struct {
    const char *name, *title;
} roles[ROLES] = {
    [ROLE_ADMINISTRATOR] = { "administrator", N_("Administrator") },
    [ROLE_LEAD_COORDINATOR] = { "lead_coordinator", N_("Lead coordinator") },
    [ROLE_LEAD_FINANCE] = { "lead_finance", N_("Lead finance officer") },
    [ROLE_PARTNER_COORDINATOR] = { "partner_coordinator", N_("Partner coordinator") },
    [ROLE_PARTNER_FINANCE] = { "partner_finance", N_("Partner finance officer") },
    [ROLE_AUDITOR] = { "auditor", N_("Auditor") },
    [ROLE_DONOR] = { "donor", N_("Donor") },
};

/* ${read}: who has it may know of the thing. ${refusal}: what is said to who knows of it but may
 * not do this. */
static const struct {
    const char *name;
    enum permission read;
    const char *refusal;
} permissions[PERMISSIONS] = {
    [MAY_NONE] = { "NONE", MAY_NONE, N_("Nobody may do this.") },
    [MAY_ADMINISTER] = { "ADMINISTER", MAY_ADMINISTER,
                         N_("Only an administrator of this server may do this. Ask one of them.") },
    [MAY_CREATE_PROJECT] = { "CREATE_PROJECT", MAY_CREATE_PROJECT,
                             N_("Only an administrator sets up a new project. Ask one of them.") },
    [MAY_EDIT_ORGANISATION] = { "EDIT_ORGANISATION", MAY_EDIT_ORGANISATION,
                                N_("Organisations are added and corrected by administrators and "
                                   "lead coordinators. Ask one of them.") },
    [MAY_OPEN_PROJECT] = { "OPEN_PROJECT", MAY_OPEN_PROJECT,
                           N_("You have no role in this project.") },
    [MAY_READ_PROJECT] = { "READ_PROJECT", MAY_READ_PROJECT,
                           N_("Your role does not show this part of the project.") },
    [MAY_EDIT_PROJECT] = { "EDIT_PROJECT", MAY_READ_PROJECT,
                           N_("Only the lead coordinator changes the project. Ask the lead "
                              "partner.") },
    [MAY_READ_PEOPLE] = { "READ_PEOPLE", MAY_READ_PEOPLE,
                          N_("Only the lead coordinator and the auditor see who has access. Ask "
                             "the lead partner.") },
    [MAY_INVITE] = { "INVITE", MAY_READ_PROJECT,
                     N_("Only the lead coordinator invites people into the project. Ask the lead "
                        "partner.") },
    [MAY_EDIT_BUDGET] = { "EDIT_BUDGET", MAY_READ_PROJECT,
                          N_("Only the lead partner changes the budget. Ask its coordinator or "
                             "finance officer.") },
    [MAY_EDIT_RATES] = { "EDIT_RATES", MAY_READ_PROJECT,
                         N_("Only the lead partner enters exchange rates. Ask its finance "
                            "officer.") },
    [MAY_EDIT_ACTIVITY] = { "EDIT_ACTIVITY", MAY_READ_PROJECT,
                            N_("Only the partner responsible for the activity and the lead "
                               "coordinator change it.") },
    [MAY_READ_EXPENDITURE] = { "READ_EXPENDITURE", MAY_READ_EXPENDITURE,
                               N_("Your role does not show expenditure.") },
    [MAY_READ_SENSITIVE] = { "READ_SENSITIVE", MAY_READ_EXPENDITURE,
                             N_("This line is marked sensitive: only its own partner and the "
                                "auditor see it in full.") },
    [MAY_EDIT_EXPENDITURE] = { "EDIT_EXPENDITURE", MAY_READ_EXPENDITURE,
                               N_("Only the partner that spent the money changes its lines. Ask "
                                  "it a question on the line instead.") },
    [MAY_READ_REPORT] = { "READ_REPORT", MAY_READ_REPORT,
                          N_("Your role does not show partner reports.") },
    [MAY_EDIT_REPORT] = { "EDIT_REPORT", MAY_READ_REPORT,
                          N_("Only the reporting partner writes its report.") },
    [MAY_SUBMIT_REPORT] = { "SUBMIT_REPORT", MAY_READ_REPORT,
                            N_("Only the coordinator of the reporting partner submits its "
                               "report.") },
    [MAY_REVIEW_REPORT] = { "REVIEW_REPORT", MAY_READ_REPORT,
                            N_("Only the lead partner checks reports.") },
    [MAY_ACCEPT_REPORT] = { "ACCEPT_REPORT", MAY_READ_REPORT,
                            N_("Only the lead coordinator accepts a report.") },
    [MAY_READ_DONOR_REPORT] = { "READ_DONOR_REPORT", MAY_READ_DONOR_REPORT,
                                N_("Only the lead partner and the auditor see a donor report "
                                   "before it is sent.") },
    [MAY_READ_SENT_REPORT] = { "READ_SENT_REPORT", MAY_READ_SENT_REPORT,
                               N_("Only the lead partner, the auditor and the donor see donor "
                                  "reports.") },
    [MAY_EDIT_DONOR_REPORT] = { "EDIT_DONOR_REPORT", MAY_READ_SENT_REPORT,
                                N_("Only the lead partner prepares and sends the donor report.") },
    [MAY_READ_AUDIT] = { "READ_AUDIT", MAY_READ_AUDIT,
                         N_("Only the administrator, the lead coordinator and the auditor read "
                            "the audit trail.") },
    [MAY_READ_MAIL] = { "READ_MAIL", MAY_READ_MAIL,
                        N_("Only the lead coordinator and the auditor see the mails that Kolo "
                           "sends.") },
    [MAY_SEND_MAIL] = { "SEND_MAIL", MAY_READ_MAIL,
                        N_("Only the lead coordinator lets a mail be sent again.") },
    [MAY_READ_CONSULT] = { "READ_CONSULT", MAY_READ_CONSULT,
                           N_("Only the partners and the auditor see consultations, meetings and "
                              "decisions.") },
    [MAY_COMMENT] = { "COMMENT", MAY_READ_CONSULT, N_("Your role reads threads and writes none.") },
    [MAY_EDIT_BODY] = { "EDIT_BODY", MAY_READ_CONSULT,
                        N_("Only the lead coordinator changes bodies and mandates. Ask the lead "
                           "partner.") },
    [MAY_EDIT_MEETING] = { "EDIT_MEETING", MAY_READ_CONSULT,
                           N_("Meetings are called and led by coordinators.") },
    [MAY_EDIT_CONSULT] = { "EDIT_CONSULT", MAY_READ_CONSULT,
                           N_("Consultations are opened and led by coordinators.") },
    [MAY_TAKE_POSITION] = { "TAKE_POSITION", MAY_READ_CONSULT,
                            N_("The coordinator speaks for an organisation, or whom it delegates "
                               "to.") },
    [MAY_RECORD_DECISION] = { "RECORD_DECISION", MAY_READ_CONSULT,
                              N_("Only the lead coordinator records a decision by hand.") },
    [MAY_EDIT_TASK] = { "EDIT_TASK", MAY_READ_CONSULT,
                        N_("Only the partners give and finish tasks.") },
};

static const char *const scope_names[SCOPES] = {
    [OF_SERVER] = "server",
    [OF_NETWORK] = "network",
    [OF_PROJECT] = "project",
    [OF_PARTNER] = "partner",
    [OF_REPORT] = "report",
    [OF_EXPENDITURE] = "expenditure",
    [OF_ACTIVITY] = "activity",
    [OF_DONOR_REPORT] = "donor_report",
    [OF_ATTACHMENT] = "attachment",
    [OF_BUDGET_VERSION] = "budget_version",
    [OF_QUESTION] = "question",
    [OF_COMMENT] = "comment",
    [OF_BODY] = "body",
    [OF_MEETING] = "meeting",
    [OF_CONSULTATION] = "consultation",
    [OF_DECISION] = "decision",
    [OF_TASK] = "task",
};

/* Filled once by app/modules.c before the first request, read-only afterwards. */
static scope_resolve resolvers[SCOPES];

static size_t in(size_t i, size_t n)
{
    MUST(i < n);
    return i;
}

enum reach role_reach(enum role r, enum permission p)
{
    return (enum reach)matrix[in((size_t)p, PERMISSIONS)][in((size_t)r, ROLES)];
}

const char *role_name(enum role r) { return roles[in((size_t)r, ROLES)].name; }

const char *role_title(enum role r) { return roles[in((size_t)r, ROLES)].title; }

bool role_parse(const char *name, enum role *out)
{
    for (size_t i = 0; i < ROLES; i++)
        if (z_eq(roles[i].name, name)) {
            *out = (enum role)i;
            return true;
        }
    return false;
}

const char *role_permission_name(enum permission p)
{
    return permissions[in((size_t)p, PERMISSIONS)].name;
}

const char *role_permission_refusal(enum permission p)
{
    return permissions[in((size_t)p, PERMISSIONS)].refusal;
}

enum permission role_read_of(enum permission p)
{
    return permissions[in((size_t)p, PERMISSIONS)].read;
}

bool role_is_lead(enum role r) { return r == ROLE_LEAD_COORDINATOR || r == ROLE_LEAD_FINANCE; }

bool role_is_partner(enum role r)
{
    return r == ROLE_PARTNER_COORDINATOR || r == ROLE_PARTNER_FINANCE;
}

void role_register_scope(enum scope s, scope_resolve fn) { resolvers[in((size_t)s, SCOPES)] = fn; }

const char *role_scope_name(enum scope s) { return scope_names[in((size_t)s, SCOPES)]; }

bool role_scope_known(enum scope s)
{
    return s == OF_SERVER || s == OF_NETWORK || resolvers[in((size_t)s, SCOPES)] != NULL;
}

enum rc role_scope(struct cx *cx, enum scope s, const int64_t id[4], struct scope_owner *out)
{
    *out = (struct scope_owner){ 0, 0 };
    if (s == OF_SERVER || s == OF_NETWORK) return RC_OK;
    if (!role_scope_known(s)) BUG("nobody resolves the scope %s", role_scope_name(s));
    return resolvers[s](cx, id, out);
}

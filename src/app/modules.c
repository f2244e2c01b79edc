/* SPDX-License-Identifier: EUPL-1.2 */
/* modules.c — the list of what the program is made of. A new module is a line in each table it has
 * something for; nothing here decides anything.
 */
#include "app/modules.h"

#include "account/account_cli.h"
#include "account/account_web.h"
#include "account/role.h"
#include "account/session.h"
#include "account/viewer.h"
#include "activity/activity.h"
#include "activity/activity_web.h"
#include "app/app.h"
#include "app/due.h"
#include "base/log.h"
#include "body/body.h"
#include "body/body_web.h"
#include "consult/ballot_web.h"
#include "consult/consult.h"
#include "consult/consult_web.h"
#include "consult/mail.h"
#include "consult/public.h"
#include "consult/public_web.h"
#include "decide/decide_web.h"
#include "decide/decision.h"
#include "decide/task.h"
#include "finance/budget_web.h"
#include "finance/expenditure_cli.h"
#include "finance/finance_object.h"
#include "finance/finance_web.h"
#include "finance/rates_cli.h"
#include "i18n/i18n.h"
#include "mail/reply.h"
#include "meeting/meeting.h"
#include "meeting/meeting_web.h"
#include "meeting/minutes.h"
#include "network/organisation_web.h"
#include "notice/digest.h"
#include "notice/notice_web.h"
#include "project/project_cli.h"
#include "project/project_web.h"
#include "project/ruleset.h"
#include "report/donor_cli.h"
#include "report/donor_web.h"
#include "report/report_cli.h"
#include "report/report_object.h"
#include "report/report_web.h"
#include "store/audit.h"
#include "store/db.h"
#include "talk/comment.h"
#include "talk/comment_mail.h"
#include "talk/object.h"
#include "talk/talk_web.h"
#include "web/help.h"
#include "web/sse.h"

/* One line each, so that two people who add a module do not meet. */
/* clang-format off */
const struct route *const module_routes[] = {
    account_routes,
    organisation_routes,
    segment_routes,
    talk_routes,
    project_routes,
    setup_routes,
    contract_routes,
    partner_routes,
    period_routes,
    trail_routes,
    mail_routes,
    tray_routes,
    body_routes,
    decision_routes,
    agreed_routes,
    task_routes,
    meeting_routes,
    agenda_routes,
    minutes_routes,
    guest_routes,
    calendar_routes,
    activity_routes,
    budget_routes,
    budget_new_routes,
    rates_routes,
    transfer_routes,
    expenditure_routes,
    report_routes,
    donor_routes,
    notice_routes,
    live_routes,
    consult_routes,
    consult_ballot_routes,
    consult_public_routes,
    consult_steer_routes,
    consult_voice_routes,
    consult_seat_contact_routes,
    consult_matrix_routes,
    consult_link_routes,
    consult_contact_routes,
    consult_dossier_routes,
    help_routes,
    design_routes,
    NULL,
};

const struct command *const module_commands[] = {
    serve_commands,
    demo_commands,
    backup_commands,
    doctor_commands,
    manual_commands,
    mail_commands,
    account_commands,
    project_commands,
    trail_commands,
    rates_commands,
    budget_commands,
    expenditure_commands,
    report_commands,
    donor_commands,
    transactions_commands,
    NULL,
};

/* What open pages can be told of. */
static const struct topic_kind topics[] = {
    { "meeting", meeting_topic_may, meeting_topic_version },
    { "notices", notice_topic_may, notice_topic_version },
};

const struct due *const module_due[] = {
    &minutes_approve_due, &task_remind_due,    &public_sweep_due, &notice_digest_due,
    &consult_close_due,   &consult_remind_due, NULL,
};

static const struct {
    enum scope scope;
    scope_resolve resolve;
} scopes[] = {
    { OF_PROJECT, app_project_scope },
    { OF_PARTNER, app_partner_scope },
    { OF_ACTIVITY, activity_scope },
    { OF_REPORT, report_scope },
    { OF_BUDGET_VERSION, budget_scope },
    { OF_QUESTION, question_scope },
    { OF_DONOR_REPORT, donor_scope },
    { OF_EXPENDITURE, expenditure_scope },
    { OF_ATTACHMENT, attachment_scope },
    { OF_COMMENT, comment_scope },
    { OF_BODY, body_scope },
    { OF_MEETING, meeting_scope },
    { OF_DECISION, decision_scope },
    { OF_TASK, task_scope },
    { OF_CONSULTATION, consult_scope },
};

/* Who takes answers by mail to what; the last takes what no other does. */
static const struct reply_kind replies[] = {
    { "meeting", meeting_reply, comment_thing, NULL, NULL },
    { "meeting_person", guest_reply, guest_thing, "meeting", guest_at },
    { "consultation", consult_reply, comment_thing, NULL, NULL },
    { "consultation_seat", consult_seat_reply, consult_seat_thing, NULL, NULL },
    { "consultation_contact", consult_seat_reply, consult_seat_thing, "consultation",
      consult_contact_at },
    { "question", question_reply, comment_thing, NULL, NULL },
    { NULL, comment_of_mail, comment_thing, NULL, NULL },
};

/* In the order in which people choose among them. */
static const struct object_kind objects[] = {
    { "project", N_("Project"), MAY_READ_PROJECT, project_object, NULL, NULL },
    { "component", N_("Component"), MAY_READ_PROJECT, component_object, NULL, NULL },
    { "activity", N_("Activity"), MAY_READ_PROJECT, activity_object, NULL, NULL },
    { "budget_line", N_("Budget line"), MAY_READ_PROJECT, budget_line_object, NULL, NULL },
    { "partner", N_("Partner"), MAY_READ_PROJECT, partner_object, NULL, NULL },
    { "expenditure", N_("Line of expenditure"), MAY_READ_EXPENDITURE, expenditure_object, NULL,
      NULL },
    { "report", N_("Partner report"), MAY_READ_REPORT, report_object, report_care, NULL },
    { "question", N_("Question in a review"), MAY_READ_REPORT, question_object, report_care, NULL },
    { "body", N_("Body"), MAY_READ_CONSULT, body_object, NULL, NULL },
    { "meeting", N_("Meeting"), MAY_READ_CONSULT, meeting_object, meeting_care, NULL },
    { "agenda_item", N_("Agenda item"), MAY_READ_CONSULT, agenda_object, agenda_care, NULL },
    { "consultation", N_("Consultation"), MAY_READ_CONSULT, consult_object, consult_care,
      consult_quoted },
    { "decision", N_("Decision"), MAY_READ_CONSULT, decision_object, NULL, NULL },
    { "task", N_("Task"), MAY_READ_CONSULT, task_object, NULL, NULL },
};
/* clang-format on */

/* A route whose scope nobody resolves would be open to nobody, or worse: say so before serving. */
static enum rc check_scopes(void)
{
    const struct route *r;
    enum rc rc = RC_OK;
    for (size_t i = 0; (r = web_route_at(i)); i++) {
        if (r->may < 0 || role_scope_known((enum scope)r->of)) continue;
        log_line(LOG_ERROR, NULL, "route %s: no module resolves its scope “%s”", r->pattern,
                 role_scope_name((enum scope)r->of));
        rc = RC_FAIL;
    }
    return rc;
}

static enum rc writer_of(struct cx *cx, int64_t account, const struct viewer **out)
{
    enum rc rc = session_viewer_of(cx, account, out);
    if (rc || !*out) return rc ? rc : RC_MISSING;
    cx->zone = (*out)->zone;
    return RC_OK;
}

enum rc modules_setup(void)
{
    enum rc rc = ruleset_load();
    audit_actor_of = viewer_actor;
    db_require_audit(true);
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++)
        role_register_scope(scopes[i].scope, scopes[i].resolve);
    reply_register(replies);
    reply_viewers(writer_of);
    topic_register(topics, sizeof topics / sizeof *topics);
    object_register(objects, sizeof objects / sizeof *objects);
    if (!rc) rc = web_setup(module_routes, &app_hooks);
    return rc ? rc : check_scopes();
}

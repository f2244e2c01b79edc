/* SPDX-License-Identifier: EUPL-1.2 */
/* report_turn_web.c — whose turn it is with a report, and what can be done now: buttons, and beside
 * a disabled one the reason. The rules decide again when it is posted.
 */
#include "account/viewer.h"
#include "i18n/i18n.h"
#include "report/report_view.h"

/* What the reader may do now; the same rule decides when it is posted. */
/* Who writes the lines but does not hand in: what is theirs to do. */
static void next_for_bookkeeper(struct cx *cx, const struct report_facts_row *r, int64_t unanswered,
                                struct action *a, size_t *n, struct next *next)
{
    next->until = r->partner_due_on;
    next->who = T("Your coordinator submits the report.");
    next->what = T("Enter the expenditure and attach its documents");
    if (unanswered) {
        next->what = arena_printf(
            cx->arena,
            T_N(unanswered, "Answer %d question of the lead", "Answer %d questions of the lead"),
            (int)unanswered);
        a[(*n)++] = (struct action){ .label = T("Open the questions"),
                                     .kind = ACTION_PRIMARY,
                                     .url = report_to(cx, r, "questions") };
    }
    a[(*n)++] = (struct action){ .label = T("Open the lines"),
                                 .kind = unanswered ? ACTION_PLAIN : ACTION_PRIMARY,
                                 .url = report_to(cx, r, "expenditure") };
    a[(*n)++] = (struct action){ .label = T("Before it is submitted"),
                                 .kind = ACTION_QUIET,
                                 .url = report_to(cx, r, "submit") };
}

static void next_for_partner(struct cx *cx, const struct report_facts_row *r, size_t stops,
                             struct action *a, struct next *next)
{
    bool returned = z_eq(r->state, "returned");
    next->what = returned ? T("Answer the questions and submit the report again")
                          : T("Finish the report and submit it to the lead");
    next->until = r->partner_due_on;
    *a = (struct action){
        .label = T("Submit to the lead"),
        .kind = ACTION_PRIMARY,
        .post = true,
        .url = report_to(cx, r, "submit"),
        .confirm =
            T("The report is frozen as it is now: rates and euro amounts are fixed, and it can be "
              "changed again only when "
              "the lead returns it.")
    };
    if (stops) {
        a->refusal = arena_printf(cx->arena,
                                  T_N((int64_t)stops, "%d thing stands in the way; see the checks.",
                                      "%d things stand in the way; see the checks."),
                                  (int)stops);
    }
}

struct actions report_lead_actions(struct cx *cx, const struct report_facts_row *r,
                                   int64_t undecided, int64_t unanswered)
{
    if (!z_eq(r->state, "in_check")) return (struct actions){ 0 };
    struct action *a = arena_array(cx->arena, struct action, 2);
    a[0] = (struct action){ .label = T("Accept the report"),
                            .post = true,
                            .url = report_to(cx, r, "accept"),
                            .icon = "check",
                            .confirm = T("The accepted amounts go into the donor report.") };
    if (undecided) {
        a[0].refusal = arena_printf(
            cx->arena,
            T_N(undecided, "%d line is not decided yet.", "%d lines are not decided yet."),
            (int)undecided);
    } else if (unanswered) {
        a[0].refusal = T("A question is still open: close it, or return the report.");
    }
    if (!viewer_can(cx, MAY_ACCEPT_REPORT, r->project, r->partner))
        a[0].refusal = T("The lead coordinator accepts the report.");
    a[1] = (struct action){ .label = T("Return to the partner"),
                            .post = true,
                            .url = report_to(cx, r, "return"),
                            .icon = "undo" };
    if (!unanswered) a[1].refusal = T("Ask at least one question first.");
    return (struct actions){ a, 2 };
}

static void next_for_lead(struct cx *cx, const struct report_facts_row *r, int64_t undecided,
                          int64_t unanswered, struct action *a, size_t *n, struct next *next)
{
    next->until = r->review_due_on;
    if (z_eq(r->state, "submitted")) {
        next->what = T("Take the report into check");
        a[(*n)++] = (struct action){ .label = T("Begin the check"),
                                     .kind = ACTION_PRIMARY,
                                     .post = true,
                                     .url = report_to(cx, r, "take") };
        return;
    }
    struct actions both = report_lead_actions(cx, r, undecided, unanswered);
    bool asks = !undecided && unanswered;
    if (undecided)
        next->what = T("Check the lines and the texts, then accept or return the report");
    else if (asks)
        next->what = arena_printf(
            cx->arena,
            T_N(unanswered, "%d question is open: close it, or return the report to the partner",
                "%d questions are open: close them, or return the report to the partner"),
            (int)unanswered);
    else
        next->what = T("All lines are decided: accept the report");
    if (asks)
        a[(*n)++] = (struct action){ .label = T("Open the questions"),
                                     .kind = ACTION_PRIMARY,
                                     .url = report_to(cx, r, "questions") };
    a[(*n)++] = (struct action){ .label = T("Check the lines"),
                                 .kind = undecided ? ACTION_PRIMARY : ACTION_PLAIN,
                                 .url = report_to(cx, r, "review") };
    for (size_t i = 0; i < both.n; i++) a[(*n)++] = both.v[i];
}

void report_fill_next(struct cx *cx, struct report_show_view *v, size_t stops, int64_t undecided,
                      int64_t unanswered)
{
    const struct report_facts_row *r = v->r;
    struct action *a = arena_array(cx->arena, struct action, 5);
    struct next next = { .until = DATE_NONE };
    size_t n = 0;
    bool with_partner = z_eq(r->state, "draft") || z_eq(r->state, "returned");
    bool with_lead = z_eq(r->state, "submitted") || z_eq(r->state, "in_check");
    if (with_partner && viewer_can(cx, MAY_EDIT_REPORT, r->project, r->partner)) {
        if (viewer_can(cx, MAY_SUBMIT_REPORT, r->project, r->partner))
            next_for_partner(cx, r, stops, &a[n++], &next);
        else
            next_for_bookkeeper(cx, r, unanswered, a, &n, &next);
    } else if (with_lead && viewer_can(cx, MAY_REVIEW_REPORT, r->project, r->partner)) {
        next_for_lead(cx, r, undecided, unanswered, a, &n, &next);
    } else if (with_partner) {
        next =
            (struct next){ .what = arena_printf(cx->arena, T("%s has the turn"), r->partner_name),
                           .until = r->partner_due_on,
                           .kind = "wait" };
    } else if (with_lead) {
        next = (struct next){ .what = T("The lead checks the report"),
                              .who = r->checked_by,
                              .until = r->review_due_on,
                              .kind = "wait" };
    } else {
        next = (struct next){ .what = T("The report is accepted"),
                              .who = r->decided_by,
                              .until = DATE_NONE,
                              .kind = "good" };
        bool frozen = r->donor_state && !z_eq(r->donor_state, "draft");
        if (!frozen && viewer_can(cx, MAY_ACCEPT_REPORT, r->project, r->partner)) {
            a[n++] = (struct action){
                .label = T("Open the check again"),
                .kind = ACTION_QUIET,
                .post = true,
                .url = report_to(cx, r, "reopen"),
                .confirm = T("The report leaves the draft donor report until it is accepted again.")
            };
        }
    }
    next.actions = (struct actions){ a, n };
    v->next = next;
}

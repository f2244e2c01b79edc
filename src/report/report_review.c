/* SPDX-License-Identifier: EUPL-1.2 */
/* report_review.c — the lead decides line by line: accepted, deducted in part, or parked for later.
 */
#include "base/log.h"
#include "i18n/i18n.h"
#include "report/report_state.h"
#include "store/audit.h"
#include "store/db.h"

/* What a decided line adds to the stored sums of its budget line. */
struct heaps {
    int64_t undecided;
    money accepted, deducted, parked;
};

static struct heaps heaps_of(const char *decision, money euro, money deducted)
{
    struct heaps h = { 0, eur(0), eur(0), eur(0) };
    if (!decision)
        h.undecided = 1;
    else if (z_eq(decision, "parked"))
        h.parked = euro;
    else
        h.accepted = money_sub(euro, deducted), h.deducted = deducted;
    return h;
}

static enum rc check_decision(struct cx *cx, const struct line_decision *d,
                              const struct report_line_for_decision_row *line)
{
    bool accepted = z_eq(d->decision, "accepted"), deducted = z_eq(d->decision, "deducted"),
         parked = z_eq(d->decision, "parked");
    if (!accepted && !deducted && !parked)
        return problem(cx, "decision", T("Choose accept, deduct or park."));
    if (!accepted && (!d->reason || !*d->reason)) {
        return problem(cx, "reason", T("Say why; the partner and the auditor read it."));
    }
    if (!deducted) return RC_OK;
    /* Of a negative line (a correction) nothing is deducted: it takes a cost back already. */
    if (d->deducted.minor <= 0 || d->deducted.minor > line->euro.minor) {
        return problem(cx, "deducted", T("Deduct more than zero and at most the line’s %s."),
                       i18n_money(cx, line->euro));
    }
    return RC_OK;
}

static enum rc decide_line(struct cx *cx, const struct report_get_row *r,
                           const struct line_decision *d)
{
    struct report_line_for_decision_row line, after;
    bool found;
    enum rc rc = report_line_for_decision(cx, r->id, d->line_key, &line, &found);
    if (rc) return rc;
    if (!found) return refuse(cx, RC_MISSING, T("The report has no line %d."), (int)d->line_key);
    if ((rc = check_decision(cx, d, &line))) return rc;
    money deducted = z_eq(d->decision, "deducted") ? d->deducted : eur(0);
    const char *reason = z_eq(d->decision, "accepted") || !d->reason ? "" : d->reason;
    struct heaps was = heaps_of(line.decision, line.euro, line.deducted),
                 now = heaps_of(d->decision, line.euro, deducted);
    rc = report_decide_line(cx, &(struct report_decide_line_in){ .id = line.id,
                                                                 .decision = d->decision,
                                                                 .deducted = deducted,
                                                                 .reason = reason,
                                                                 .at = cx->now,
                                                                 .by = report_who(cx) });
    if (!rc) {
        rc = report_total_shift(
            cx, &(struct report_total_shift_in){ .report = r->id,
                                                 .budget_line = line.budget_line,
                                                 .undecided = now.undecided - was.undecided,
                                                 .accepted = money_sub(now.accepted, was.accepted),
                                                 .deducted = money_sub(now.deducted, was.deducted),
                                                 .parked = money_sub(now.parked, was.parked) });
    }
    if (!rc) rc = report_line_for_decision(cx, r->id, d->line_key, &after, &found);
    return rc ? rc
              : audit_change(cx, "expenditure.decide", "expenditure", line.id, r->project,
                             &report_line_for_decision_meta, &line, &after);
}

/* Every undecided line at once: one statement, sums made anew, one audit entry. */
static enum rc accept_rest(struct cx *cx, const struct report_get_row *r,
                           const struct line_decision *d)
{
    if (!z_eq(d->decision, "accepted"))
        return problem(cx, "decision", T("Only accepting can be done for all lines at once."));
    struct report_sums_row before, after;
    enum rc rc = report_sums(cx, r->id, &before);
    if (!rc) rc = report_accept_rest(cx, r->id, cx->now, report_who(cx));
    if (!rc) rc = report_totals(cx, r->id);
    if (!rc) rc = report_sums(cx, r->id, &after);
    return rc ? rc
              : audit_change(cx, "report.accept_rest", "partner_report", r->id, r->project,
                             &report_sums_meta, &before, &after);
}

enum rc report_decide(struct cx *cx, const struct line_decision *d)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    struct report_get_row r;
    rc = report_in(cx, d->report, "in_check", &r);
    if (!rc) rc = d->line_key ? decide_line(cx, &r, d) : accept_rest(cx, &r, d);
    return db_end(cx, rc);
}

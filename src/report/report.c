/* SPDX-License-Identifier: EUPL-1.2 */
/* report.c — opening a partner report and its way from state to state. Submitting is
 * report_submit.c, deciding lines report_review.c. */
#include "report/report.h"

#include "account/viewer.h"
#include "finance/expenditure_sql.h"
#include "i18n/i18n.h"
#include "report/question_sql.h"
#include "report/report_notify.h"
#include "report/report_state.h"
#include "store/audit.h"
#include "store/db.h"

#include <string.h>

int64_t report_who(const struct cx *cx) { return cx->viewer ? cx->viewer->account : 0; }

const char *report_state_word(const char *state)
{
    static const char *const words[][2] = {
        { "draft", N_("draft") },       { "submitted", N_("submitted") },
        { "in_check", N_("in check") }, { "returned", N_("returned") },
        { "accepted", N_("accepted") },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (z_eq(words[i][0], state)) return words[i][1];
    }
    return state;
}

/* Is ${word} one of the blank-separated ${list}? */
static bool is_one_of(const char *list, const char *word)
{
    str rest = str_of(list);
    while (rest.n) {
        if (str_is(str_cut(&rest, ' '), word)) return true;
    }
    return false;
}

enum rc report_in(struct cx *cx, int64_t report, const char *states, struct report_get_row *out)
{
    enum rc rc = expenditure_lock_report(cx, report);
    if (!rc) rc = report_get(cx, report, out);
    if (rc) return rc;
    if (is_one_of(states, out->state)) return RC_OK;
    return refuse(cx, RC_CONFLICT, T("The report is %s, so this cannot be done now."),
                  i18n_text(cx, NULL, report_state_word(out->state)));
}

enum rc report_audited(struct cx *cx, const char *action, const struct report_get_row *before)
{
    struct report_get_row after;
    enum rc rc = report_get(cx, before->id, &after);
    if (!rc)
        rc = audit_change(cx, action, "partner_report", before->id, before->project,
                          &report_get_meta, before, &after);
    return rc ? rc : report_notify(cx, action, before->id);
}

static enum rc open_in(struct cx *cx, int64_t partner, int64_t period, int64_t *id)
{
    struct report_find_row already;
    struct report_place_row place;
    bool found;
    enum rc rc = report_find(cx, partner, period, &already, &found);
    if (rc) return rc;
    if (found) {
        *id = already.id;
        return RC_OK;
    }
    if ((rc = report_place(cx, partner, period, &place, &found))) return rc;
    if (!found)
        return refuse(cx, RC_MISSING, T("The partner and the period are not of one project."));
    if ((rc = report_add(cx, place.project, partner, period, id))) return rc;
    struct report_get_row after;
    if ((rc = report_get(cx, *id, &after))) return rc;
    return audit_change(cx, "report.open", "partner_report", *id, place.project, &report_get_meta,
                        NULL, &after);
}

enum rc report_open(struct cx *cx, int64_t partner, int64_t period, int64_t *id)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, open_in(cx, partner, period, id));
}

static enum rc take_in(struct cx *cx, int64_t report)
{
    struct report_get_row r;
    enum rc rc = report_in(cx, report, "submitted", &r);
    if (!rc) rc = report_set_checked_by(cx, report, r.version, report_who(cx));
    return rc ? rc : report_audited(cx, "report.take", &r);
}

enum rc report_take(struct cx *cx, int64_t report)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, take_in(cx, report));
}

static enum rc return_in(struct cx *cx, int64_t report)
{
    struct report_get_row r;
    struct question_counts_row q;
    enum rc rc = report_in(cx, report, "in_check", &r);
    if (!rc) rc = question_counts(cx, report, &q);
    if (rc) return rc;
    if (!q.unanswered) {
        return refuse(
            cx, RC_CONFLICT,
            T("Ask at least one question first, on a line, a text or the whole: the partner must "
              "know why the "
              "report comes back."));
    }
    rc = report_set_returned(cx, report, r.version, cx->now, report_who(cx));
    return rc ? rc : report_audited(cx, "report.return", &r);
}

enum rc report_return(struct cx *cx, int64_t report)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, return_in(cx, report));
}

static enum rc accept_in(struct cx *cx, int64_t report)
{
    struct report_get_row r;
    struct report_sums_row sums;
    struct question_counts_row q;
    enum rc rc = report_in(cx, report, "in_check", &r);
    if (!rc) rc = report_sums(cx, report, &sums);
    if (!rc) rc = question_counts(cx, report, &q);
    if (rc) return rc;
    if (sums.undecided) {
        rc = refuse(
            cx, RC_CONFLICT,
            T_N(sums.undecided, "%d line is not decided yet.", "%d lines are not decided yet."),
            (int)sums.undecided);
    }
    if (q.unanswered) {
        rc = refuse(cx, RC_CONFLICT,
                    T_N(q.unanswered,
                        "%d question has no answer yet; close it or return the report.",
                        "%d questions have no answer yet; close them or return the report."),
                    (int)q.unanswered);
    }
    if (rc) return rc;
    rc = question_close_answered(cx, report, cx->now, report_who(cx));
    if (!rc) rc = report_set_state(cx, report, r.version, "accepted", cx->now, report_who(cx));
    return rc ? rc : report_audited(cx, "report.accept", &r);
}

enum rc report_accept(struct cx *cx, int64_t report)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, accept_in(cx, report));
}

static enum rc reopen_in(struct cx *cx, int64_t report)
{
    struct report_get_row r;
    struct report_donor_frozen_row frozen;
    struct report_taken_again_row again;
    bool found, taken;
    enum rc rc = report_in(cx, report, "accepted", &r);
    if (!rc) rc = report_donor_frozen(cx, report, &frozen, &found);
    if (!rc) rc = report_taken_again(cx, report, &again, &taken);
    if (rc) return rc;
    if (found) {
        return refuse(
            cx, RC_CONFLICT,
            T("A frozen donor report contains this report, so it cannot be opened again. Book a "
              "correction in "
              "the next period."));
    }
    if (taken) {
        return refuse(
            cx, RC_CONFLICT,
            T("A parked line of this report was taken in again by a later report, so it cannot be "
              "opened."));
    }
    rc = report_set_state(cx, report, r.version, "in_check", 0, 0);
    return rc ? rc : report_audited(cx, "report.reopen", &r);
}

enum rc report_reopen(struct cx *cx, int64_t report)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, reopen_in(cx, report));
}

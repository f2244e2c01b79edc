/* SPDX-License-Identifier: EUPL-1.2 */
/* donor.c — the donor report's way: begun, frozen with its snapshot, sent, accepted. The figures
 * are donor_table.c's.
 *
 * Freezing claims the accepted partner reports first and takes the figures of what it claimed, in
 * one transaction: a report that is accepted in the same moment is either in the claim and the
 * figures, or in neither.
 */
#include "report/donor.h"

#include "account/viewer.h"
#include "i18n/i18n.h"
#include "report/donor_snapshot.h"
#include "report/donor_sql.h"
#include "report/report.h"
#include "store/audit.h"
#include "store/db.h"

static int64_t who(const struct cx *cx) { return cx->viewer ? cx->viewer->account : 0; }

static enum rc audited(struct cx *cx, const char *action, int64_t id,
                       const struct donor_get_row *before)
{
    struct donor_get_row after;
    enum rc rc = donor_get(cx, id, &after);
    return rc ? rc
              : audit_change(cx, action, "donor_report", id, after.project, &donor_get_meta, before,
                             &after);
}

static enum rc begin_in(struct cx *cx, int64_t project, int64_t period, int64_t *id)
{
    struct donor_head_row head;
    bool found;
    enum rc rc = donor_head(cx, project, period, &head, &found);
    if (rc) return rc;
    if (!found) return refuse(cx, RC_MISSING, T("The project has no such period."));
    if (head.report) {
        *id = head.report;
        return RC_OK;
    }
    if (!head.budget_version)
        return refuse(cx, RC_CONFLICT,
                      T("The project has no budget yet, so there is nothing to report against."));
    rc = donor_add(cx, project, period, head.budget_version, cx->now, id);
    return rc ? rc : audited(cx, "donor_report.begin", *id, NULL);
}

enum rc donor_begin(struct cx *cx, int64_t project, int64_t period, int64_t *id)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, begin_in(cx, project, period, id));
}

static enum rc store_totals(struct cx *cx, const struct donor_table *t)
{
    enum rc rc = db_bulk_begin(cx);
    if (rc) return rc;
    for (size_t i = 0; i < t->line_count && !rc; i++) {
        for (size_t p = 0; p < t->partner_count && !rc; p++) {
            const struct donor_cell *c = &t->lines[i].cells[p];
            if (c->lines)
                rc = donor_total_add(cx, t->report, c->line, c->partner, c->period, c->lines);
        }
    }
    enum rc ended = db_bulk_end(cx);
    return rc ? rc : ended;
}

static enum rc may_freeze(struct cx *cx, const struct donor_get_row *r, int64_t *no)
{
    struct donor_head_row head;
    struct donor_unfrozen_before_row earlier;
    bool found, open;
    if (!z_eq(r->state, "draft"))
        return refuse(cx, RC_CONFLICT, T("The donor report is frozen already."));
    enum rc rc = donor_head(cx, r->project, r->period, &head, &found);
    if (!rc) rc = donor_unfrozen_before(cx, r->project, head.no, &earlier, &open);
    if (rc) return rc;
    *no = head.no;
    if (!open) return RC_OK;
    return refuse(cx, RC_CONFLICT,
                  T("The donor report of period %d is not frozen yet; reports are frozen in the "
                    "order of their periods."),
                  (int)earlier.no);
}

static enum rc freeze_in(struct cx *cx, int64_t id)
{
    struct donor_get_row r;
    struct donor_table t;
    int64_t no;
    const char *snapshot;
    char sha[HEX32];
    enum rc rc = donor_get(cx, id, &r);
    if (!rc) rc = may_freeze(cx, &r, &no);
    if (!rc) rc = donor_claim(cx, r.project, no, id);
    if (!rc) rc = donor_claimed_table(cx, r.project, r.period, &t);
    if (!rc) rc = store_totals(cx, &t);
    if (!rc) rc = donor_set_frozen(cx, id, r.version, t.budget_version, cx->now, who(cx));
    if (!rc) rc = donor_snapshot_make(cx, &t, r.narrative, &snapshot, sha);
    if (!rc) rc = donor_set_snapshot(cx, id, snapshot, sha);
    return rc ? rc : audited(cx, "donor_report.freeze", id, &r);
}

enum rc donor_freeze(struct cx *cx, int64_t id)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, freeze_in(cx, id));
}

static enum rc send_in(struct cx *cx, int64_t id)
{
    struct donor_get_row r;
    enum rc rc = donor_get(cx, id, &r);
    if (rc) return rc;
    if (z_eq(r.state, "draft"))
        return refuse(cx, RC_CONFLICT, T("Freeze the report first; only a frozen report is sent."));
    if (!z_eq(r.state, "frozen")) return refuse(cx, RC_CONFLICT, T("The report was sent already."));
    rc = donor_set_sent(cx, id, r.version, cx->now, who(cx));
    return rc ? rc : audited(cx, "donor_report.send", id, &r);
}

enum rc donor_send(struct cx *cx, int64_t id)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, send_in(cx, id));
}

static enum rc accept_in(struct cx *cx, int64_t id, date on)
{
    struct donor_get_row r;
    enum rc rc = donor_get(cx, id, &r);
    if (rc) return rc;
    if (!z_eq(r.state, "sent"))
        return refuse(cx, RC_CONFLICT,
                      T("Only a report that was sent can be accepted by the donor."));
    if (!date_given(on) || date_cmp(on, date_of_stamp(cx->now)) > 0) {
        return problem(cx, "accepted_on",
                       T("Give the day of the donor’s acceptance, today at the latest."));
    }
    rc = donor_set_accepted(cx, id, r.version, on);
    return rc ? rc : audited(cx, "donor_report.accept", id, &r);
}

enum rc donor_accept(struct cx *cx, int64_t id, date on)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, accept_in(cx, id, on));
}

static const struct donor_cell *cell_at(const struct donor_table *t, int64_t line, int64_t partner)
{
    for (size_t i = 0; i < t->line_count; i++) {
        if (t->lines[i].id != line) continue;
        for (size_t p = 0; p < t->partner_count; p++)
            if (t->lines[i].cells[p].partner == partner) return &t->lines[i].cells[p];
    }
    return NULL;
}

/* Each cell of one stands in the other; a cell that is not there is empty. */
static bool covers(const struct donor_table *a, const struct donor_table *b)
{
    for (size_t i = 0; i < a->line_count; i++) {
        for (size_t p = 0; p < a->partner_count; p++) {
            const struct donor_cell *x = &a->lines[i].cells[p],
                                    *y = cell_at(b, x->line, x->partner);
            bool empty = !x->period.minor && !x->cumulative.minor && !x->lines;
            if (y ? money_cmp(x->period, y->period) || money_cmp(x->cumulative, y->cumulative) ||
                        x->lines != y->lines
                  : !empty)
                return false;
        }
    }
    return true;
}

/* The stored sums, which the cumulative figures of later reports are made of. */
static enum rc stored_agree(struct cx *cx, int64_t id, const struct donor_table *t, bool *agree)
{
    struct donor_cells_frozen_rows cells;
    enum rc rc = donor_cells_frozen(cx, id, &cells);
    size_t filled = 0;
    for (size_t i = 0; i < t->line_count; i++)
        for (size_t p = 0; p < t->partner_count; p++) filled += t->lines[i].cells[p].lines != 0;
    *agree = !rc && filled == cells.n;
    for (size_t i = 0; !rc && *agree && i < cells.n; i++) {
        const struct donor_cell *c = cell_at(t, cells.v[i].line, cells.v[i].partner);
        *agree = c && !money_cmp(c->period, cells.v[i].accepted) && c->lines == cells.v[i].lines;
    }
    return rc;
}

static enum rc versions_agree(struct cx *cx, int64_t id, bool *agree)
{
    struct donor_reports_taken_rows taken;
    struct report_digest d;
    enum rc rc = donor_reports_taken(cx, id, &taken);
    *agree = true;
    for (size_t i = 0; i < taken.n && !rc && *agree; i++) {
        rc = report_digest(cx, taken.v[i].report, taken.v[i].version_no, &d);
        *agree = !rc && z_eq(d.sha, taken.v[i].content_sha);
    }
    return rc;
}

enum rc donor_verify(struct cx *cx, int64_t id, bool *whole)
{
    struct donor_get_row r;
    struct donor_table frozen, recounted;
    bool sums = false, versions = false;
    *whole = false;
    enum rc rc = donor_get(cx, id, &r);
    if (rc) return rc;
    if (z_eq(r.state, "draft"))
        return refuse(cx, RC_CONFLICT, T("A draft has no snapshot to verify."));
    rc = donor_table_read(cx, r.project, r.period, &frozen);
    if (!rc) rc = donor_recount(cx, r.project, r.period, &recounted);
    if (!rc) rc = stored_agree(cx, id, &frozen, &sums);
    if (!rc) rc = versions_agree(cx, id, &versions);
    if (rc) return rc;
    *whole = frozen.whole && sums && versions && covers(&frozen, &recounted) &&
             covers(&recounted, &frozen);
    return RC_OK;
}

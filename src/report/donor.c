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
#include "base/buf.h"
#include "base/rand.h"
#include "i18n/i18n.h"
#include "report/donor_sql.h"
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

static void snapshot_line(struct json *j, const struct donor_table *t, const struct donor_line *l)
{
    json_open(j, NULL, '{');
    json_text(j, "heading", l->heading);
    json_text(j, "line", l->code);
    json_text(j, "title", l->title);
    json_money(j, "budget", l->budget);
    json_money(j, "period", l->period);
    json_money(j, "cumulative", l->cumulative);
    json_open(j, "partners", '[');
    for (size_t p = 0; p < t->partner_count; p++) {
        if (!l->cells[p].period.minor && !l->cells[p].cumulative.minor) continue;
        json_open(j, NULL, '{');
        json_text(j, "partner", t->partners[p].short_name);
        json_money(j, "period", l->cells[p].period);
        json_money(j, "cumulative", l->cells[p].cumulative);
        json_int(j, "transactions", l->cells[p].lines);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

/* Everything the report says, in a fixed order: equal figures are equal bytes. The partners'
 * digests tie it to every line and text they submitted. */
static void snapshot_write(struct buf *out, const struct donor_table *t,
                           const struct donor_reports_taken_rows *taken,
                           const struct variation_notes_rows *notes, const char *narrative)
{
    struct json j;
    json_init(&j, out);
    json_open(&j, NULL, '{');
    json_text(&j, "kind", "kolo donor report 1");
    json_int(&j, "project", t->project);
    json_int(&j, "period", t->period_no);
    json_date(&j, "from", t->starts_on);
    json_date(&j, "until", t->ends_on);
    json_int(&j, "budget_version", t->budget_version);
    json_open(&j, "lines", '[');
    for (size_t i = 0; i < t->line_count; i++) snapshot_line(&j, t, &t->lines[i]);
    json_close(&j, ']');
    json_open(&j, "headings", '[');
    for (size_t i = 0; i < t->row_count; i++) {
        json_open(&j, NULL, '{');
        json_text(&j, "code", t->rows[i].node->code);
        json_money(&j, "budget", t->rows[i].budget);
        json_money(&j, "period", t->rows[i].period);
        json_money(&j, "cumulative", t->rows[i].cumulative);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    rows_json(&j, "reports", &donor_reports_taken_meta, taken->v, taken->n);
    rows_json(&j, "variations", &variation_notes_meta, notes->v, notes->n);
    json_text(&j, "narrative", narrative);
    json_close(&j, '}');
}

static enum rc snapshot_make(struct cx *cx, const struct donor_get_row *r, const char **text,
                             char sha[HEX32])
{
    struct donor_table t;
    struct donor_reports_taken_rows taken;
    struct variation_notes_rows notes;
    struct buf out;
    enum rc rc = donor_table_read(cx, r->project, r->period, &t);
    if (!rc) rc = donor_reports_taken(cx, r->id, &taken);
    if (!rc) rc = variation_notes(cx, r->id, &notes);
    if (rc) return rc;
    buf_init(&out, (size_t)64 << 20);
    snapshot_write(&out, &t, &taken, &notes, r->narrative);
    if (!buf_ok(&out))
        rc = fail(cx, "the snapshot of donor report %lld is larger than 64 MiB", (long long)r->id);
    *text = arena_str(cx->arena, buf_slice(&out));
    sha256_hex(buf_slice(&out), sha);
    buf_done(&out);
    return rc;
}

static enum rc store_totals(struct cx *cx, int64_t id, int64_t project)
{
    struct donor_cells_rows cells;
    enum rc rc = donor_cells(cx, project, 0, id, &cells);
    if (!rc) rc = db_bulk_begin(cx);
    if (rc) return rc;
    for (size_t i = 0; i < cells.n && !rc; i++) {
        rc = donor_total_add(cx, id, cells.v[i].line, cells.v[i].partner, cells.v[i].accepted,
                             cells.v[i].lines);
    }
    enum rc ended = db_bulk_end(cx);
    return rc ? rc : ended;
}

static enum rc freeze_in(struct cx *cx, int64_t id)
{
    struct donor_get_row r, frozen;
    struct donor_head_row head;
    struct donor_unfrozen_before_row earlier;
    bool found, open;
    const char *snapshot;
    char sha[HEX32];
    enum rc rc = donor_get(cx, id, &r);
    if (rc) return rc;
    if (!z_eq(r.state, "draft"))
        return refuse(cx, RC_CONFLICT, T("The donor report is frozen already."));
    if ((rc = donor_head(cx, r.project, r.period, &head, &found))) return rc;
    if ((rc = donor_unfrozen_before(cx, r.project, head.no, &earlier, &open))) return rc;
    if (open) {
        return refuse(
            cx, RC_CONFLICT,
            T("The donor report of period %d is not frozen yet; reports are frozen in the order "
              "of their periods."),
            (int)earlier.no);
    }
    rc = donor_claim(cx, r.project, head.no, id);
    if (!rc) rc = store_totals(cx, id, r.project);
    if (!rc) rc = donor_set_frozen(cx, id, r.version, head.budget_version, cx->now, who(cx));
    if (!rc) rc = donor_get(cx, id, &frozen);
    if (!rc) rc = snapshot_make(cx, &frozen, &snapshot, sha);
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

static bool tables_agree(const struct donor_table *a, const struct donor_table *b)
{
    if (a->line_count != b->line_count || a->partner_count != b->partner_count) return false;
    for (size_t i = 0; i < a->line_count; i++) {
        for (size_t p = 0; p < a->partner_count; p++) {
            if (money_cmp(a->lines[i].cells[p].period, b->lines[i].cells[p].period)) return false;
        }
    }
    return true;
}

enum rc donor_verify(struct cx *cx, int64_t id, bool *whole)
{
    struct donor_get_row r;
    struct donor_snapshot_row stored;
    struct donor_table now, recounted;
    const char *snapshot;
    char sha[HEX32], stored_sha[HEX32];
    *whole = false;
    enum rc rc = donor_get(cx, id, &r);
    if (rc) return rc;
    if (z_eq(r.state, "draft"))
        return refuse(cx, RC_CONFLICT, T("A draft has no snapshot to verify."));
    rc = donor_snapshot(cx, id, &stored);
    if (!rc) rc = snapshot_make(cx, &r, &snapshot, sha);
    if (!rc) rc = donor_table_read(cx, r.project, r.period, &now);
    if (!rc) rc = donor_recount(cx, r.project, r.period, &recounted);
    if (rc) return rc;
    sha256_hex(str_of(stored.snapshot), stored_sha);
    *whole =
        z_eq(stored_sha, stored.sha) && z_eq(sha, stored.sha) && tables_agree(&now, &recounted);
    return RC_OK;
}

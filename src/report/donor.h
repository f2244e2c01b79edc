/* SPDX-License-Identifier: EUPL-1.2 */
/* donor.h — accepted partner reports become one donor report: consolidation, freezing, the
 * snapshot.
 *
 *   draft ──freeze──▶ frozen ──send──▶ sent ──record acceptance──▶ accepted
 *
 * A draft shows what is accepted now: every accepted partner report of this period or an earlier
 * one that no earlier donor report took up. A late partner is left out; once accepted its costs
 * appear in the next donor report ("this period" there). While an earlier donor report is not
 * frozen, that one takes up what was late, and this one shows its own period alone. Freezing writes
 * donor_total, the snapshot and its hash, and names this donor report in each partner report taken
 * up: nothing upstream can be reopened. Reports freeze in the order of their periods. A frozen
 * report is read from its snapshot: names, titles and ranges are those of that day.
 */
#ifndef KOLO_REPORT_DONOR_H
#define KOLO_REPORT_DONOR_H

#include "finance/budget.h"

/** One cell: a budget line and a partner. EUR. */
struct donor_cell {
    int64_t line, partner;
    money budget; /* the partner's slice */
    money period, cumulative;
    int64_t lines; /* of expenditure, this period */
};
struct donor_line {
    int64_t id;
    const char *heading, *code, *title;
    money budget, period, cumulative, variance; /* variance = cumulative − budget */
    int64_t variance_e2;                        /* % ×100 of budget; INT64_MIN when budget is 0 */
    const struct donor_cell *cells;             /* one a partner, in the partners' order */
};
struct donor_row { /* a heading or formula row of the rule set */
    const struct budget_node *node;
    money budget, low, high, period, cumulative, variance;
    int64_t variance_e2;
    money *by_partner; /* period */
    money claimable;   /* of indirect costs: what the direct costs so far let be claimed; no
                          currency: any other row */
};
struct donor_partner {
    int64_t id, report;
    const char *short_name, *state;
    bool taken_up, late;
    money period;
};
struct donor_table {
    int64_t project, period, report; /* report 0: not begun */
    int64_t period_no, budget_version, version;
    date starts_on, ends_on, due_on;
    bool frozen;      /* frozen, sent or accepted: all is that of the snapshot */
    bool whole;       /* frozen: the snapshot has the hash it was stored with */
    bool open_before; /* the donor report of an earlier period is not frozen yet */
    const char *state;
    const char *snapshot_sha; /* NULL until it is frozen */
    struct donor_partner *partners;
    size_t partner_count;
    const struct donor_line *lines;
    size_t line_count;
    struct rules rules;
    struct donor_row *rows;
    size_t row_count;
    money total_budget, total_period, total_cumulative;
};
/** donor_table(cx, project, period, out): the consolidated table; at most 7 statements whatever the
 * number of lines: it adds stored sums. */
enum rc donor_table_read(struct cx *cx, int64_t project, int64_t period,
                         struct donor_table *out) MUST_USE;
/** donor_recount(cx, project, period, out): the same figures from the expenditure lines themselves
 * (one grouped scan); for `kolo doctor`, tests and bench. */
enum rc donor_recount(struct cx *cx, int64_t project, int64_t period,
                      struct donor_table *out) MUST_USE;

enum rc donor_begin(struct cx *cx, int64_t project, int64_t period, int64_t *id) MUST_USE;
enum rc donor_freeze(struct cx *cx, int64_t id) MUST_USE;
enum rc donor_send(struct cx *cx, int64_t id) MUST_USE;
enum rc donor_accept(struct cx *cx, int64_t id, date on) MUST_USE;
/** donor_verify(cx, id, whole): does the stored snapshot still hash to snapshot_sha, do stored sums
 * and the lines of what was taken up still add up to it, and is each version that was taken up what
 * was submitted? */
enum rc donor_verify(struct cx *cx, int64_t id, bool *whole) MUST_USE;
/** donor_claimed_table(cx, project, period, out): the figures of exactly what the donor report has
 * claimed, before they are frozen. */
enum rc donor_claimed_table(struct cx *cx, int64_t project, int64_t period,
                            struct donor_table *out) MUST_USE;

#endif

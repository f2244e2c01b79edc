/* SPDX-License-Identifier: EUPL-1.2 */
/* period.c — reporting periods: proposed from the contract, checked so that they neither overlap
 * nor leave a gap before them. */
#include "i18n/i18n.h"
#include "project/partner_sql.h"
#include "project/project.h"
#include "project/project_sql.h"
#include "project/ruleset.h"
#include "store/audit.h"
#include "store/db.h"

/* The calendar is planned back from the day the donor waits for the report: its steps keep their
 * share of the time, which is days after a period and months after the end of the action. */
static void plan_back(const struct rules *rules, bool is_last, struct period_input *p)
{
    const struct rule_calendar *c = &rules->set->calendar;
    int64_t days = rules_number(rules, "interim_report_days"),
            after = rules_number(rules, "final_report_months");
    p->donor_due_on = is_last && after >= 0 ? date_add_months(p->ends_on, (int)after)
                      : days >= 0           ? date_add(p->ends_on, (int)days)
                                            : date_add(p->ends_on, c->donor_due);
    const int time = p->donor_due_on.day - p->ends_on.day;
    const struct {
        date *on;
        int days;
    } steps[] = {
        { &p->books_closed_on, c->books_closed }, { &p->partner_due_on, c->partner_due },
        { &p->review_due_on, c->review_due },     { &p->consolidated_on, c->consolidated },
        { &p->verified_on, c->verified },
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        *steps[i].on = date_add(p->ends_on, steps[i].days * time / c->donor_due);
}

enum rc period_propose(struct cx *cx, int64_t project, int months, struct period_input **out,
                       size_t *n)
{
    struct project_get_row p;
    struct rules rules;
    if (months < 1 || months > 24) return problem(cx, "months", T("A period has 1 to 24 months."));
    enum rc rc = project_get(cx, project, &p);
    if (!rc) rc = rules_of(cx, project, &rules);
    if (rc) return rc;
    month first = month_of(p.starts_on), last = month_of(p.ends_on);
    size_t most = (size_t)((last - first) / months + 1);
    *out = arena_array(cx->arena, struct period_input, most);
    *n = 0;
    for (month m = first; m <= last; m += months) {
        date starts = m == first ? p.starts_on : month_first(m);
        date ends = m + months > last ? p.ends_on : month_last(m + months - 1);
        struct period_input *one = &(*out)[*n];
        *one = (struct period_input){ .no = (int64_t)++ * n, .starts_on = starts, .ends_on = ends };
        plan_back(&rules, !date_cmp(ends, p.ends_on), one);
    }
    return RC_OK;
}

/* The calendar runs forward: each date after the one before it. */
static enum rc check_calendar(struct cx *cx, const struct period_input *in)
{
    const struct {
        const char *field;
        date d;
    } chain[] = {
        { "starts_on", in->starts_on },
        { "ends_on", in->ends_on },
        { "books_closed_on", in->books_closed_on },
        { "partner_due_on", in->partner_due_on },
        { "review_due_on", in->review_due_on },
        { "consolidated_on", in->consolidated_on },
        { "verified_on", in->verified_on },
        { "donor_due_on", in->donor_due_on },
    };
    enum rc rc = RC_OK;
    for (size_t i = 0; i < sizeof chain / sizeof *chain; i++) {
        if (!date_given(chain[i].d))
            rc = problem(cx, chain[i].field, T("Give the date."));
        else if (i && date_given(chain[i - 1].d) && date_cmp(chain[i - 1].d, chain[i].d) > 0) {
            rc = problem(cx, chain[i].field, T("This date is before the one above it."));
        }
    }
    return rc;
}

/* Nothing is reported on days before or after the action. */
static enum rc check_within(struct cx *cx, int64_t project, const struct period_input *in)
{
    struct project_get_row p;
    enum rc rc = project_get(cx, project, &p);
    if (rc) return rc;
    if (date_cmp(in->starts_on, p.starts_on) < 0)
        rc = problem(cx, "starts_on", T("The action begins on %s."), i18n_date(cx, p.starts_on));
    if (date_cmp(in->ends_on, p.ends_on) > 0)
        rc = problem(cx, "ends_on", T("The action ends on %s."), i18n_date(cx, p.ends_on));
    return rc;
}

static enum rc check_neighbours(struct cx *cx, int64_t project, int64_t self,
                                const struct period_input *in)
{
    struct period_list_rows others;
    enum rc rc = period_list(cx, project, &others);
    for (size_t i = 0; i < others.n && !rc; i++) {
        const struct period_list_row *o = &others.v[i];
        if (o->id == self) continue;
        bool apart =
            date_cmp(o->ends_on, in->starts_on) < 0 || date_cmp(in->ends_on, o->starts_on) < 0;
        if (!apart)
            rc = problem(cx, "starts_on", T("This overlaps period %d."), (int)o->no);
        else if (o->no == in->no - 1 && date_cmp(date_add(o->ends_on, 1), in->starts_on)) {
            rc = problem(cx, "starts_on",
                         T("Period %d ends on %s, so this one begins the day after."), (int)o->no,
                         i18n_date(cx, o->ends_on));
        }
    }
    return rc;
}

static enum rc audited(struct cx *cx, const char *action, int64_t id,
                       const struct period_get_row *before)
{
    struct period_get_row after;
    enum rc rc = period_get(cx, id, &after);
    return rc ? rc
              : audit_change(cx, action, "period", id, after.project, &period_get_meta, before,
                             &after);
}

static enum rc add_in(struct cx *cx, int64_t project, const struct period_input *in, int64_t *id)
{
    enum rc rc = check_calendar(cx, in);
    if (!rc) rc = check_within(cx, project, in);
    if (!rc) rc = check_neighbours(cx, project, 0, in);
    if (rc) return rc;
    rc = period_add_row(cx,
                        &(struct period_add_row_in){ .project = project,
                                                     .no = in->no,
                                                     .starts_on = in->starts_on,
                                                     .ends_on = in->ends_on,
                                                     .books_closed_on = in->books_closed_on,
                                                     .partner_due_on = in->partner_due_on,
                                                     .review_due_on = in->review_due_on,
                                                     .consolidated_on = in->consolidated_on,
                                                     .verified_on = in->verified_on,
                                                     .donor_due_on = in->donor_due_on },
                        id);
    if (rc == RC_CONFLICT)
        return problem(cx, "no", T("There is a period %d already."), (int)in->no);
    return rc ? rc : audited(cx, "period.add", *id, NULL);
}

enum rc period_add(struct cx *cx, int64_t project, const struct period_input *in, int64_t *id)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, add_in(cx, project, in, id));
}

static enum rc change_in(struct cx *cx, int64_t id, int64_t version, const struct period_input *in)
{
    struct period_get_row before;
    struct period_rests_row rests;
    enum rc rc = period_get(cx, id, &before);
    if (!rc) rc = period_rests(cx, id, &rests);
    if (!rc) rc = check_calendar(cx, in);
    if (!rc) rc = check_within(cx, before.project, in);
    if (!rc) rc = check_neighbours(cx, before.project, id, in);
    if (rc) return rc;
    if (rests.reports &&
        (date_cmp(before.starts_on, in->starts_on) || date_cmp(before.ends_on, in->ends_on))) {
        return problem(
            cx, "starts_on",
            T("Partners have begun to report on this period, so its first and last day stay; the "
              "other dates may move."));
    }
    rc = period_set_row(cx, &(struct period_set_row_in){ .id = id,
                                                         .version = version,
                                                         .starts_on = in->starts_on,
                                                         .ends_on = in->ends_on,
                                                         .books_closed_on = in->books_closed_on,
                                                         .partner_due_on = in->partner_due_on,
                                                         .review_due_on = in->review_due_on,
                                                         .consolidated_on = in->consolidated_on,
                                                         .verified_on = in->verified_on,
                                                         .donor_due_on = in->donor_due_on });
    if (rc == RC_STALE)
        return refuse(cx, rc, T("Somebody changed the period since you opened it."));
    return rc ? rc : audited(cx, "period.change", id, &before);
}

enum rc period_change(struct cx *cx, int64_t id, int64_t version, const struct period_input *in)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, change_in(cx, id, version, in));
}

static enum rc remove_in(struct cx *cx, int64_t id)
{
    struct period_get_row before;
    struct period_rests_row rests;
    enum rc rc = period_get(cx, id, &before);
    if (!rc) rc = period_rests(cx, id, &rests);
    if (rc) return rc;
    if (rests.reports)
        return refuse(cx, RC_CONFLICT, T("Period %d cannot be removed: there are reports on it."),
                      (int)before.no);
    rc = period_delete(cx, id);
    return rc ? rc
              : audit_change(cx, "period.remove", "period", id, before.project, &period_get_meta,
                             &before, NULL);
}

enum rc period_remove(struct cx *cx, int64_t id)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, remove_in(cx, id));
}

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

enum rc period_propose(struct cx *cx, int64_t project, int months, struct period_input **out,
                       size_t *n)
{
    struct project_get_row p;
    if (months < 1 || months > 24) return problem(cx, "months", T("A period has 1 to 24 months."));
    enum rc rc = project_get(cx, project, &p);
    if (rc) return rc;
    const struct ruleset *set = ruleset_find(p.rule_set, p.rule_version);
    if (!set) return fail(cx, "project %lld names an unknown rule set", (long long)project);
    month first = month_of(p.starts_on), last = month_of(p.ends_on);
    size_t most = (size_t)((last - first) / months + 1);
    *out = arena_array(cx->arena, struct period_input, most);
    *n = 0;
    for (month m = first; m <= last; m += months) {
        date starts = m == first ? p.starts_on : month_first(m);
        date ends = m + months > last ? p.ends_on : month_last(m + months - 1);
        (*out)[*n] =
            (struct period_input){ .no = (int64_t)*n + 1,
                                   .starts_on = starts,
                                   .ends_on = ends,
                                   .books_closed_on = date_add(ends, set->calendar.books_closed),
                                   .partner_due_on = date_add(ends, set->calendar.partner_due),
                                   .review_due_on = date_add(ends, set->calendar.review_due),
                                   .consolidated_on = date_add(ends, set->calendar.consolidated),
                                   .verified_on = date_add(ends, set->calendar.verified),
                                   .donor_due_on = date_add(ends, set->calendar.donor_due) };
        (*n)++;
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

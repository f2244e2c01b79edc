/* SPDX-License-Identifier: EUPL-1.2 */
/* transfer.c — changes of a budget: drafted from the version in force, moved line by line, put in
 * force or withdrawn. */
#include "account/viewer.h"
#include "finance/budget.h"
#include "finance/budget_sql.h"
#include "i18n/i18n.h"
#include "project/partner_sql.h"
#include "store/audit.h"
#include "store/db.h"

static enum rc draft_in(struct cx *cx, int64_t project, const char *kind, const char *reason,
                        int64_t *version)
{
    if (!z_eq(kind, "unilateral") && !z_eq(kind, "addendum"))
        return problem(cx, "kind", T("Choose unilateral change or addendum."));
    if (!reason || !*reason)
        return problem(cx, "reason", T("Say why the budget is changed; the donor is told."));
    struct budget_version_draft_row open;
    struct budget_version_next_no_row next;
    bool found;
    int64_t from;
    enum rc rc = budget_version_draft(cx, project, &open, &found);
    if (rc) return rc;
    if (found) {
        return refuse(
            cx, RC_CONFLICT,
            T("There is a draft change already (version %d); put it in force or withdraw it "
              "first."),
            (int)open.no);
    }
    if ((rc = budget_in_force(cx, project, &from))) return rc;
    if ((rc = budget_version_next_no(cx, project, &next))) return rc;
    rc = budget_version_add(
        cx,
        &(struct budget_version_add_in){ .project = project,
                                         .no = next.no,
                                         .kind = kind,
                                         .state = "draft",
                                         .effective_on = DATE_NONE,
                                         .reason = reason,
                                         .article = "",
                                         .created_at = cx->now,
                                         .created_by = cx->viewer ? cx->viewer->account : 0 },
        version);
    if (!rc) rc = budget_amount_copy(cx, from, *version);
    if (!rc) rc = budget_slice_copy(cx, from, *version);
    struct budget_version_get_row after;
    if (!rc) rc = budget_version_get(cx, *version, &after);
    if (!rc)
        rc = audit_change(cx, "budget.draft", "budget_version", *version, project,
                          &budget_version_get_meta, NULL, &after);
    return rc;
}

enum rc budget_draft(struct cx *cx, int64_t project, const char *kind, const char *reason,
                     int64_t *version)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, draft_in(cx, project, kind, reason, version));
}

/* Adds ${by} (negative: takes) to a line and to one partner's slice of it. */
static enum rc shift(struct cx *cx, int64_t version, int64_t line, int64_t partner, money by,
                     const char *field)
{
    struct budget_line_get_row l;
    struct budget_slice_get_row s = { .amount = eur(0) };
    bool found;
    enum rc rc = budget_line_get(cx, version, line, &l, &found);
    if (rc) return rc;
    if (!found) return problem(cx, field, T("The budget has no such line."));
    if ((rc = budget_slice_get(cx, version, line, partner, &s, &found))) return rc;
    if (!found) s.amount = eur(0);
    money slice = money_add(s.amount, by), total = money_add(l.total, by);
    if (slice.minor < 0) {
        return problem(cx, field,
                       T("Line %s holds only %s for this partner; %s cannot be taken from it."),
                       l.code, i18n_money(cx, s.amount), i18n_money(cx, money_neg(by)));
    }
    money unit_cost = l.units ? eur(money_muldiv(total.minor, 1000, l.units)) : total;
    rc = budget_total_set(cx, version, line, unit_cost, total);
    return rc ? rc : budget_slice_set(cx, version, line, partner, slice);
}

/* Who gives has a share already; who gets must be of this project. */
static enum rc check_partner(struct cx *cx, int64_t project, int64_t partner)
{
    struct partner_get_row p;
    enum rc rc = partner_get(cx, partner, &p);
    if (rc == RC_MISSING || (!rc && p.project != project))
        return problem(cx, "to_partner", T("Choose a partner of this project."));
    return rc;
}

static enum rc move_in(struct cx *cx, int64_t version, const struct budget_move *m)
{
    struct budget_version_get_row v;
    enum rc rc = budget_version_get(cx, version, &v);
    if (rc) return rc;
    if (!z_eq(v.state, "draft"))
        return refuse(cx, RC_CONFLICT, T("Version %d is no draft; begin a new change."), (int)v.no);
    if (m->amount.minor <= 0)
        return problem(cx, "amount", T("Give the amount to move, above zero."));
    if (m->from_line == m->to_line && m->from_partner == m->to_partner) {
        return problem(cx, "to_line", T("From and to are the same."));
    }
    if ((rc = check_partner(cx, v.project, m->to_partner))) return rc;
    if ((rc = shift(cx, version, m->from_line, m->from_partner, money_neg(m->amount), "from_line")))
        return rc;
    if ((rc = shift(cx, version, m->to_line, m->to_partner, m->amount, "to_line"))) return rc;
    char amount[MONEY_TEXT];
    struct audit_entry e = {
        .action = "budget.move",
        .object_type = "budget_version",
        .object_id = version,
        .project_id = v.project,
        .after = arena_printf(
            cx->arena,
            "{\"from_line\":%lld,\"from_partner\":%lld,\"to_line\":%lld,\"to_partner\":%lld,"
            "\"amount\":\"%s\"}",
            (long long)m->from_line, (long long)m->from_partner, (long long)m->to_line,
            (long long)m->to_partner, money_text(m->amount, amount))
    };
    return audit_add(cx, &e);
}

enum rc budget_move_in_draft(struct cx *cx, int64_t version, const struct budget_move *m)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, move_in(cx, version, m));
}

static enum rc decide_in(struct cx *cx, int64_t version, const char *state, date effective,
                         const char *article)
{
    struct budget_version_get_row before, after;
    enum rc rc = budget_version_get(cx, version, &before);
    if (rc) return rc;
    if (!z_eq(before.state, "draft"))
        return refuse(cx, RC_CONFLICT, T("Version %d is no draft."), (int)before.no);
    rc = budget_version_decide(cx, version, state, effective, article ? article : "", cx->now);
    if (!rc) rc = budget_version_get(cx, version, &after);
    if (!rc) {
        const char *action = z_eq(state, "withdrawn") ? "budget.withdraw" : "budget.put_in_force";
        rc = audit_change(cx, action, "budget_version", version, before.project,
                          &budget_version_get_meta, &before, &after);
    }
    return rc;
}

/* A unilateral change is held to the rule of transfers. An addendum may move anything, since moves
 * never change the sum; reserve and indirect costs keep their caps. */
static enum rc may_come_into_force(struct cx *cx, const struct budget_version_get_row *v)
{
    if (!z_eq(v->kind, "unilateral")) return budget_check_caps(cx, v->project, v->id);
    struct headroom *room;
    size_t n;
    enum rc rc = budget_headroom(cx, v->project, v->id, &room, &n);
    for (size_t i = 0; i < n && rc != RC_FAIL; i++) {
        if (room[i].breached) rc = problem(cx, room[i].code, "%s", room[i].sentence);
    }
    return rc;
}

enum rc budget_put_in_force(struct cx *cx, int64_t version, date effective, const char *article)
{
    if (!date_given(effective))
        return problem(cx, "effective_on", T("Say from which day the change holds."));
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    struct budget_version_get_row v;
    rc = budget_version_get(cx, version, &v);
    if (!rc) rc = may_come_into_force(cx, &v);
    if (!rc) rc = decide_in(cx, version, "in_force", effective, article);
    return db_end(cx, rc);
}

enum rc budget_withdraw(struct cx *cx, int64_t version)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, decide_in(cx, version, "withdrawn", DATE_NONE, NULL));
}

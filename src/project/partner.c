/* SPDX-License-Identifier: EUPL-1.2 */
/* partner.c — the partners and components of a project. */
#include "i18n/i18n.h"
#include "project/partner_sql.h"
#include "project/project.h"
#include "store/audit.h"
#include "store/db.h"

static bool is_role(const char *z)
{
    return z_eq(z, "lead") || z_eq(z, "co_beneficiary") || z_eq(z, "affiliated") ||
           z_eq(z, "associate");
}

static enum rc check(struct cx *cx, int64_t project, int64_t self, const struct partner_input *in)
{
    struct partner_lead_row lead;
    bool found;
    enum rc rc = partner_lead(cx, project, &lead, &found);
    if (rc) return rc;
    if (!is_role(in->role))
        rc = problem(cx, "role", T("Choose lead, co-beneficiary, affiliated entity or associate."));
    else if (z_eq(in->role, "lead") && found && lead.id != self)
        rc = problem(cx, "role", T("The project has a lead partner already; there is one only."));
    if (!in->language || !*in->language)
        rc = problem(cx, "language", T("Choose the language of work, such as sr or mk."));
    if (!in->book_currency || !currency_find(in->book_currency))
        rc = problem(cx, "book_currency",
                     T("Choose the currency in which the partner keeps its books."));
    return rc;
}

static enum rc add_in(struct cx *cx, int64_t project, const struct partner_input *in, int64_t *id)
{
    struct partner_get_row after;
    enum rc rc = check(cx, project, 0, in);
    if (rc) return rc;
    rc = partner_add_row(cx, project, in->organisation, in->role, in->language, in->book_currency,
                         id);
    if (rc == RC_CONFLICT)
        return problem(cx, "organisation",
                       T("That organisation is a partner of this project already."));
    if (!rc) rc = partner_get(cx, *id, &after);
    return rc ? rc
              : audit_change(cx, "partner.add", "partner", *id, project, &partner_get_meta, NULL,
                             &after);
}

enum rc partner_add(struct cx *cx, int64_t project, const struct partner_input *in, int64_t *id)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, add_in(cx, project, in, id));
}

/* An associate reports nothing and has no share of the budget. */
static enum rc check_associate(struct cx *cx, int64_t id, const struct partner_input *in)
{
    struct partner_rests_row rests;
    if (!z_eq(in->role, "associate")) return RC_OK;
    enum rc rc = partner_rests(cx, id, &rests);
    if (rc || (!rests.reports && !rests.slices)) return rc;
    return problem(cx, "role",
                   T("An associate has no share of the budget and does not report; this partner "
                     "has %d reports and %d shares of budget lines."),
                   (int)rests.reports, (int)rests.slices);
}

static enum rc change_in(struct cx *cx, int64_t id, int64_t version, const struct partner_input *in)
{
    struct partner_get_row before, after;
    enum rc rc = partner_get(cx, id, &before);
    if (!rc) rc = check(cx, before.project, id, in);
    if (!rc) rc = check_associate(cx, id, in);
    if (rc) return rc;
    rc = partner_set_row(cx, id, version, in->role, in->language, in->book_currency);
    if (rc == RC_STALE)
        return refuse(cx, rc, T("Somebody changed the partner since you opened it."));
    if (!rc) rc = partner_get(cx, id, &after);
    return rc ? rc
              : audit_change(cx, "partner.change", "partner", id, before.project, &partner_get_meta,
                             &before, &after);
}

enum rc partner_change(struct cx *cx, int64_t id, int64_t version, const struct partner_input *in)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, change_in(cx, id, version, in));
}

static enum rc remove_in(struct cx *cx, int64_t id)
{
    struct partner_get_row before;
    struct partner_rests_row rests;
    enum rc rc = partner_get(cx, id, &before);
    if (!rc) rc = partner_rests(cx, id, &rests);
    if (rc) return rc;
    if (rests.reports || rests.activities || rests.slices) {
        return refuse(
            cx, RC_CONFLICT,
            T("%s cannot be removed: it has %d reports, %d activities and %d shares of budget "
              "lines."),
            before.short_name, (int)rests.reports, (int)rests.activities, (int)rests.slices);
    }
    rc = partner_delete(cx, id);
    return rc ? rc
              : audit_change(cx, "partner.remove", "partner", id, before.project, &partner_get_meta,
                             &before, NULL);
}

enum rc partner_remove(struct cx *cx, int64_t id)
{
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    return db_end(cx, remove_in(cx, id));
}

static enum rc component_audited(struct cx *cx, const char *action, int64_t id,
                                 const struct component_get_row *before)
{
    struct component_get_row after;
    enum rc rc = component_get(cx, id, &after);
    return rc ? rc
              : audit_change(cx, action, "component", id, after.project, &component_get_meta,
                             before, &after);
}

enum rc component_add(struct cx *cx, int64_t project, int64_t no, const char *title, int64_t *id)
{
    if (!title || !*title) return problem(cx, "title", T("Give the component a title."));
    if (no < 1) return problem(cx, "no", T("Components are numbered from 1."));
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = component_add_row(cx, project, no, title, id);
    if (rc == RC_CONFLICT) rc = problem(cx, "no", T("There is a component %d already."), (int)no);
    return db_end(cx, rc ? rc : component_audited(cx, "component.add", *id, NULL));
}

enum rc component_change(struct cx *cx, int64_t id, int64_t version, const char *title)
{
    struct component_get_row before;
    if (!title || !*title) return problem(cx, "title", T("Give the component a title."));
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = component_get(cx, id, &before);
    if (!rc) rc = component_set_row(cx, id, version, title);
    if (rc == RC_STALE)
        rc = refuse(cx, rc, T("Somebody changed the component since you opened it."));
    return db_end(cx, rc ? rc : component_audited(cx, "component.change", id, &before));
}

enum rc component_remove(struct cx *cx, int64_t id)
{
    struct component_get_row before;
    struct component_rests_row rests;
    enum rc rc = db_begin(cx);
    if (rc) return rc;
    rc = component_get(cx, id, &before);
    if (!rc) rc = component_rests(cx, id, &rests);
    if (!rc && rests.activities)
        rc = refuse(cx, RC_CONFLICT,
                    T("The component cannot be removed: %d activities belong to it."),
                    (int)rests.activities);
    if (!rc) rc = component_delete(cx, id);
    if (!rc)
        rc = audit_change(cx, "component.remove", "component", id, before.project,
                          &component_get_meta, &before, NULL);
    return db_end(cx, rc);
}
